from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract, ContractClause
from sokdocs.core.casework.deadline import Deadline, EffectiveDue, Period, count, deadline_for, effective_due, period_for
from sokdocs.core.casework.ladder import DeadlineRule, Ladder, LadderParameter, LetterRule
from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.facts.sheet import ParameterValue
from sokdocs.core.values.identifiers import ClauseId
from tests.unit.casework import slow_calendar

WORDS = {"nb": "frist"}
CHRISTMAS_2026 = ("2026-12-24", "2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01")
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
HEARING = DeadlineRule("comment", WORDS, from_contract="K-401.hearing_days", otherwise="hearing_days")
STOP_HEARING = DeadlineRule("comment", WORDS, from_contract="K-403.hearing_days", otherwise="stop_hearing_days")
REVIEW = DeadlineRule("review", WORDS, otherwise="plan_review_days", runs="buyer")
BY_SEVERITY = {"K0": "K-402.critical_days", "K1": "K-402.serious_days", "K2": "K-402.medium_days", "D1": "K-402.late_days"}
CORRECTION = DeadlineRule("correction", WORDS, otherwise="documentation_days", by_severity=BY_SEVERITY)


def a_ladder() -> Ladder:
    numbers: Mapping[str, tuple[int | bool, str]] = {
        "hearing_days": (10, "working_days"),
        "stop_hearing_days": (7, "working_days"),
        "plan_review_days": (10, "working_days"),
        "documentation_days": (9, "working_days"),
        "critical_days": (10, "working_days"),
        "serious_days": (30, "calendar_days"),
        "medium_days": (60, "calendar_days"),
        "joint": (False, ""),
    }
    parameters = {name: LadderParameter(name, value, Certainty.INFERRED, WORDS, unit) for name, (value, unit) in numbers.items()}
    units = {"K-401.hearing_days": "working_days", "K-402.serious_days": "calendar_days", "K-402.critical_days": "working_days"}
    rules = {"L07": (HEARING, REVIEW), "L08": (CORRECTION,)}
    letters = {
        code: LetterRule(code, WORDS, WORDS, True, None, (), (), deadlines, 1, (), True, True, "") for code, deadlines in rules.items()
    }
    return Ladder("standard", WORDS, parameters, {}, letters, {}, (), (), units)


def a_contract(**parameters: ParameterValue) -> Contract:
    """A contract with `K_401__hearing_days=8` as its parameters."""
    given: dict[str, dict[str, ParameterValue]] = {}
    for key, value in parameters.items():
        clause, _, name = key.partition("__")
        given.setdefault(clause.replace("_", "-"), {})[name] = value
    clauses = tuple(ContractClause(ClauseId(id_), id_, FIRST, "nb", parameters=values) for id_, values in given.items())
    return Contract("KO-7K3Q-9F2M", {}, clauses, FIRST, FIRST)


def a_case(*events: Event, **options: int | str | bool) -> Case:
    return Case("2026/01234", a_contract(), "standard", FIRST, events, options)


def an_event(number: int, kind: EventKind, on: date, /, document: int = 0, **values: FactValue) -> Event:
    return Event(number, kind, on, values, document=document)


# L07 of Wednesday 11 March 2026: ten working days end on the 25th.
SENT = date(2026, 3, 11)
PRINTED = date(2026, 3, 25)
L07 = an_event(2, EventKind.LETTER, SENT, 4, letter="L07", findings=("F1",), due_comment=PRINTED, due_review=PRINTED)


def delivered(number: int, on: date, about: int = 4) -> Event:
    return an_event(number, EventKind.DELIVERED, on, about=about, channel="e-post", receipt="kvittering")


def extended(number: int, until: date, deadline: str = "comment", about: int = 4) -> Event:
    return an_event(number, EventKind.EXTENSION, SENT, about=about, deadline=deadline, until=until, reason="ferie")


def due(*events: Event, key: str = "comment", letter: Event = L07, **options: int | str | bool) -> EffectiveDue:
    found = effective_due(a_case(letter, *events, **options), letter, key, a_ladder())
    assert found is not None
    return found


STARTS = st.dates(FIRST, LAST)


def same_as_slow(start: date, number: int, unit: str) -> None:
    found = count(start, Period(number, unit))
    assert (found.counted_to, found.on, list(found.passed_over)) == slow_calendar.deadline(start, number, unit)
    assert (found.start, found.period) == (start, Period(number, unit))


@settings(max_examples=300, deadline=None)
@given(STARTS, st.integers(0, 150))
def test_count_of_working_days_equals_the_slow_calendar(start: date, number: int) -> None:
    same_as_slow(start, number, "working_days")


@settings(max_examples=300, deadline=None)
@given(STARTS, st.integers(0, 800))
def test_count_of_calendar_days_equals_the_slow_calendar(start: date, number: int) -> None:
    same_as_slow(start, number, "calendar_days")


@settings(max_examples=300, deadline=None)
@given(STARTS, st.integers(0, 110))
def test_count_of_weeks_equals_the_slow_calendar(start: date, number: int) -> None:
    same_as_slow(start, number, "weeks")


@settings(max_examples=300, deadline=None)
@given(STARTS, st.integers(0, 40))
def test_count_of_months_equals_the_slow_calendar(start: date, number: int) -> None:
    same_as_slow(start, number, "months")


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        (0, "calendar_days"),
        (5, "working_days"),
        (10, "working_days"),
        (15, "working_days"),
        (30, "calendar_days"),
        (60, "calendar_days"),
        (90, "calendar_days"),
        (6, "weeks"),
        (1, "months"),
        (2, "months"),
    ],
)
def test_count_of_usual_lengths_from_every_day_from_1990_to_2100_equals_the_slow_calendar(number: int, unit: str) -> None:
    for day in range((LAST - FIRST).days + 1):
        same_as_slow(FIRST + timedelta(days=day), number, unit)


@given(STARTS, st.integers(0, 60), st.sampled_from(["working_days", "calendar_days", "weeks", "months"]))
def test_count_of_a_longer_period_never_ends_earlier(start: date, number: int, unit: str) -> None:
    assert count(start, Period(number, unit)).on <= count(start, Period(number + 1, unit)).on


@pytest.mark.parametrize(
    ("start", "number", "unit", "on"),
    [
        pytest.param("2027-05-14", 1, "working_days", "2027-05-18", id="17 May on Whit Monday, working day"),
        pytest.param("2027-05-10", 1, "weeks", "2027-05-17 2027-05-18", id="17 May on Whit Monday, week"),
        pytest.param("2008-03-18", 2, "working_days", "2008-03-25", id="early Easter 2008"),
        pytest.param("2038-04-20", 2, "working_days", "2038-04-27", id="late Easter 2038"),
        pytest.param("2038-06-04", 10, "calendar_days", "2038-06-14 2038-06-15", id="late Whit Monday 2038"),
        pytest.param("2028-02-28", 1, "working_days", "2028-02-29", id="to 29 February"),
        pytest.param("2028-02-29", 1, "months", "2028-03-29", id="a month from 29 February"),
        pytest.param("2028-02-29", 12, "months", "2029-02-28", id="a year from 29 February"),
        pytest.param("2028-01-31", 1, "months", "2028-02-29", id="a month from 31 January, leap year"),
        pytest.param("2029-01-31", 1, "months", "2029-02-28", id="a month from 31 January"),
        pytest.param("2026-01-31", 1, "months", "2026-02-28 2026-03-02", id="clipped to Saturday 28 February, then Monday"),
        pytest.param("2026-11-30", 1, "months", "2026-12-30 2027-01-04", id="a month into the days around New Year"),
        pytest.param("2026-12-31", 1, "working_days", "2027-01-04", id="from 31 December, a working day"),
        pytest.param("2027-12-31", 0, "calendar_days", "2027-12-31 2028-01-03", id="on 31 December"),
        pytest.param("2026-12-31", 2, "months", "2027-02-28 2027-03-01", id="two months from 31 December"),
        pytest.param("2026-12-23", 1, "working_days", "2027-01-04", id="from the day before 24 December"),
        pytest.param("2026-12-14", 10, "calendar_days", "2026-12-24 2027-01-04", id="ends on 24 December"),
        pytest.param("2026-12-13", 10, "calendar_days", "2026-12-23", id="ends on 23 December"),
        pytest.param("2021-04-01", 30, "calendar_days", "2021-05-01 2021-05-03", id="ends on Saturday 1 May"),
        pytest.param("2026-04-24", 1, "weeks", "2026-05-01 2026-05-04", id="ends on Friday 1 May"),
        pytest.param("2026-05-07", 1, "weeks", "2026-05-14 2026-05-15", id="ends on Ascension Day"),
        pytest.param("2026-03-19", 2, "weeks", "2026-04-02 2026-04-07", id="ends on Maundy Thursday"),
        pytest.param("2026-03-27", 1, "working_days", "2026-03-30", id="over the change to summer time 2026"),
        pytest.param("2026-10-23", 1, "working_days", "2026-10-26", id="over the change from summer time 2026"),
        pytest.param("2026-03-14", 1, "working_days", "2026-03-16", id="from a Saturday"),
        pytest.param("2026-03-14", 0, "working_days", "2026-03-14 2026-03-16", id="the same day, a Saturday"),
        pytest.param("2026-02-02", 6, "weeks", "2026-03-16", id="six weeks"),
    ],
)
def test_count_ends_on_the_day_a_person_would_find(start: str, number: int, unit: str, on: str) -> None:
    found = count(date.fromisoformat(start), Period(number, unit))
    counted_to, _, pushed_to = on.partition(" ")
    assert found.counted_to == date.fromisoformat(counted_to)
    assert found.on == date.fromisoformat(pushed_to or counted_to)


def test_count_over_17_may_on_whit_monday_names_one_day_once() -> None:
    assert count(date(2027, 5, 14), Period(1, "working_days")).passed_over == ((date(2027, 5, 17), "holiday_constitution_day"),)


def test_count_names_the_weekdays_off_between_and_no_weekend() -> None:
    found = count(date(2026, 4, 1), Period(1, "working_days"))
    assert found == Deadline(
        date(2026, 4, 1),
        Period(1, "working_days"),
        date(2026, 4, 7),
        date(2026, 4, 7),
        (
            (date(2026, 4, 2), "holiday_maundy_thursday"),
            (date(2026, 4, 3), "holiday_good_friday"),
            (date(2026, 4, 6), "holiday_easter_monday"),
        ),
    )


def test_count_of_calendar_days_names_only_what_pushed_it() -> None:
    found = count(date(2026, 11, 24), Period(30, "calendar_days"))
    assert found.passed_over == tuple((day, "holiday_christmas_week") for day in map(date.fromisoformat, CHRISTMAS_2026))
    assert count(date(2026, 12, 18), Period(30, "calendar_days")).passed_over == ()


@pytest.mark.parametrize("period", [Period(1, "working_days"), Period(9**9, "calendar_days"), Period(9**9, "weeks"), Period(13, "months")])
def test_count_beyond_the_calendar_is_refused(period: Period) -> None:
    with pytest.raises(InvalidError, match="beyond the calendar"):
        count(date(9999, 12, 31), period)


@pytest.mark.parametrize(("number", "unit", "words"), [(3, "days", 'unknown unit "days"'), (-1, "weeks", "can't be -1 weeks")])
def test_period_of_no_known_kind_is_refused(number: int, unit: str, words: str) -> None:
    with pytest.raises(InvalidError, match=words):
        Period(number, unit)


def test_period_is_the_contracts_own_before_the_ladders() -> None:
    found = period_for(HEARING, a_contract(K_401__hearing_days=8), a_ladder(), {"hearing_days": 12})
    assert found == Period(8, "working_days")


@pytest.mark.parametrize(("options", "days"), [({"hearing_days": 12}, 12), ({}, 10)])
def test_period_is_as_the_ladder_is_set_where_the_contract_is_silent(options: dict[str, int], days: int) -> None:
    assert period_for(HEARING, a_contract(K_401__other=8), a_ladder(), {**options}) == Period(days, "working_days")


def test_period_takes_the_named_fallback_and_not_a_parameter_that_happens_to_share_its_name() -> None:
    assert period_for(STOP_HEARING, a_contract(), a_ladder(), {}) == Period(7, "working_days")


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        (("K0",), Period(12, "working_days")),
        (("K1",), Period(40, "calendar_days")),
        (("K2",), Period(60, "calendar_days")),
        (("D1",), Period(9, "working_days")),
        (("K0", "K1"), Period(40, "calendar_days")),
        (("K2", "K0", "K1"), Period(60, "calendar_days")),
        (("K3",), Period(9, "working_days")),
        ((), Period(9, "working_days")),
    ],
)
def test_period_by_severity_is_the_longest_of_the_findings(severities: tuple[str, ...], expected: Period) -> None:
    contract = a_contract(K_402__critical_days=12, K_402__serious_days=40)
    assert period_for(CORRECTION, contract, a_ladder(), {}, severities) == expected
    assert period_for(CORRECTION, contract, a_ladder(), {}, severities[::-1]) == expected


@pytest.mark.parametrize(
    ("start", "period", "on"),
    [
        pytest.param(date(2026, 9, 1), Period(30, "calendar_days"), date(2026, 10, 1), id="no holidays: thirty days end last"),
        pytest.param(date(2026, 12, 15), Period(19, "working_days"), date(2027, 1, 20), id="over New Year: working days end last"),
    ],
)
def test_deadline_is_the_latest_of_the_findings_on_the_days_themselves(start: date, period: Period, on: date) -> None:
    contract = a_contract(K_402__critical_days=19)
    found = deadline_for(start, CORRECTION, contract=contract, ladder=a_ladder(), settings={}, severities=("K0", "K1"))
    assert (found.period, found.on) == (period, on)


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        (HEARING, "ti", 'K-401.hearing_days in contract KO-7K3Q-9F2M is "ti"'),
        (replace(HEARING, from_contract="K-401.other"), 5, "gives no unit for K-401.other"),
        (DeadlineRule("plan", WORDS), 5, 'the deadline "plan" has no length'),
        (DeadlineRule("plan", WORDS, otherwise="unheard_of"), 5, 'the deadline "plan" has no length'),
        (DeadlineRule("plan", WORDS, otherwise="joint"), 5, "joint is a switch"),
    ],
)
def test_period_that_cannot_be_known_is_refused(rule: DeadlineRule, value: ParameterValue, words: str) -> None:
    with pytest.raises(InvalidError, match=words.replace("(", r"\(")):
        period_for(rule, a_contract(K_401__hearing_days=value, K_401__other=value), a_ladder(), {})


def test_due_is_the_printed_day_without_receipt_and_receipt_is_not_known() -> None:
    found = due()
    assert found == EffectiveDue("comment", PRINTED, PRINTED, L07.number)
    assert not found.is_receipt_known


def test_due_is_the_printed_day_when_received_on_the_letters_date() -> None:
    found = due(delivered(3, SENT))
    assert (found.on, found.event, found.received_on, found.recounted) == (PRINTED, L07.number, SENT, None)
    assert found.is_receipt_known


def test_due_is_counted_from_a_later_receipt() -> None:
    found = due(delivered(3, date(2026, 3, 24)))
    assert (found.on, found.event, found.received_on) == (date(2026, 4, 10), 3, date(2026, 3, 24))
    assert found.recounted is not None
    assert [name for _, name in found.recounted.passed_over] == [
        "holiday_maundy_thursday",
        "holiday_good_friday",
        "holiday_easter_monday",
    ]


def test_due_is_the_printed_day_where_it_is_later_than_the_count_from_receipt() -> None:
    letter = replace(L07, values={**L07.values, "due_comment": date(2026, 5, 29)})
    found = due(delivered(3, date(2026, 3, 13)), letter=letter)
    assert (found.on, found.event) == (date(2026, 5, 29), L07.number)


def test_due_from_receipt_uses_the_cases_own_settings() -> None:
    assert due(delivered(3, date(2026, 3, 12)), hearing_days=11).on == date(2026, 3, 27)


def test_due_counts_from_the_first_of_two_receipts_whatever_their_order() -> None:
    assert due(delivered(3, date(2026, 3, 17)), delivered(4, date(2026, 3, 13))).received_on == date(2026, 3, 13)


def test_due_takes_no_notice_of_another_letters_receipt_reply_or_extension() -> None:
    others = (
        delivered(3, date(2026, 3, 20), about=5),
        an_event(4, EventKind.COMMENT, date(2026, 3, 20), 6, about=5),
        extended(5, date(2026, 6, 1), about=5),
        extended(6, date(2026, 6, 1), deadline="plan"),
    )
    assert due(*others) == due()


@pytest.mark.parametrize(
    "kind", [EventKind.COMMENT, EventKind.ANSWER, EventKind.OBJECTION, EventKind.PLAN_RECEIVED, EventKind.EXTENSION_REQUESTED]
)
def test_due_reply_makes_the_receipt_known_and_leaves_the_day(kind: EventKind) -> None:
    found = due(an_event(3, kind, date(2026, 3, 20), 5, about=4))
    assert (found.is_receipt_known, found.received_on, found.on, found.event) == (True, date(2026, 3, 20), PRINTED, L07.number)


@pytest.mark.parametrize("kind", [EventKind.WAIVER, EventKind.EXTENSION, EventKind.STOP, EventKind.MEETING])
def test_due_receipt_is_not_known_from_other_events(kind: EventKind) -> None:
    assert not due(an_event(3, kind, date(2026, 3, 20), about=4)).is_receipt_known


def test_due_is_the_latest_extension() -> None:
    found = due(extended(3, date(2026, 4, 30)), extended(4, date(2026, 4, 15)))
    assert (found.on, found.event) == (date(2026, 4, 30), 3)


def test_due_is_not_cut_short_by_an_extension_to_an_earlier_day() -> None:
    assert (due(extended(3, date(2026, 3, 12))).on, due(extended(3, PRINTED)).event) == (PRINTED, L07.number)


def test_due_is_the_count_from_receipt_where_later_than_the_extension() -> None:
    assert due(delivered(3, date(2026, 3, 24)), extended(4, date(2026, 3, 31))).event == 3


@pytest.mark.parametrize(("until", "on"), [(date(2026, 5, 1), date(2026, 5, 4)), (date(2026, 12, 24), date(2027, 1, 4))])
def test_due_extension_to_a_day_off_ends_on_the_next_working_day(until: date, on: date) -> None:
    assert due(extended(3, until)).on == on


def test_due_of_the_buyer_does_not_wait_for_a_receipt() -> None:
    found = due(delivered(3, date(2026, 3, 24)), key="review")
    assert (found.on, found.recounted, found.is_receipt_known) == (PRINTED, None, True)


def test_due_of_correction_from_receipt_is_the_latest_of_the_letters_findings() -> None:
    letter = an_event(9, EventKind.LETTER, SENT, 8, letter="L08", findings=("F1", "F2"), due_correction=date(2026, 4, 10))
    findings = (
        an_event(3, EventKind.FINDING, SENT, finding="F1", severity="K0"),
        an_event(4, EventKind.FINDING, SENT, finding="F2", severity="K1"),
        an_event(5, EventKind.FINDING, SENT, finding="F3", severity="K2"),
    )
    found = due(*findings, delivered(10, date(2026, 3, 16), about=8), key="correction", letter=letter)
    assert (found.on, found.recounted and found.recounted.period) == (date(2026, 4, 15), Period(30, "calendar_days"))


def test_due_is_none_where_the_letter_sets_no_such_deadline() -> None:
    assert effective_due(a_case(L07), L07, "plan", a_ladder()) is None


def test_due_of_a_letter_the_ladder_no_longer_knows_is_the_printed_day() -> None:
    letter = replace(L07, values={**L07.values, "letter": "L99"})
    found = due(delivered(3, date(2026, 3, 24)), letter=letter)
    assert (found.on, found.is_receipt_known) == (PRINTED, True)


def test_due_printed_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert due(letter=replace(L07, values={**L07.values, "due_comment": date(2026, 5, 1)})).on == date(2026, 5, 4)


def test_due_from_receipt_uses_the_contracts_own_length() -> None:
    case = replace(a_case(L07, delivered(3, date(2026, 3, 12))), contract=a_contract(K_401__hearing_days=12))
    found = effective_due(case, L07, "comment", a_ladder())
    assert found and found.on == date(2026, 3, 30)


def test_due_of_a_letter_without_document_number_finds_no_receipt() -> None:
    assert not due(an_event(3, EventKind.COMMENT, SENT, 5), letter=replace(L07, document=0)).is_receipt_known


def test_older_text_of_the_contract_gives_its_own_length() -> None:
    rule = replace(HEARING, from_contract="K-401.newer_days", or_contract="K-401.hearing_days")
    contract = a_contract(K_401__hearing_days=7)
    assert period_for(rule, contract, a_ladder(), {}) == Period(7, "working_days")


@pytest.mark.parametrize(("start", "on"), [("2026-03-03", "2026-04-01"), ("2026-03-02", "2026-04-01"), ("2026-05-11", "2026-06-10")])
def test_what_the_buyer_must_do_in_time_is_never_later_than_the_period(start: str, on: str) -> None:
    """30 days after 3 March 2026 is Maundy Thursday; the last working day before it counts."""
    rule = replace(HEARING, runs="buyer")
    ladder, contract = a_ladder(), a_contract()
    rule = replace(rule, otherwise="serious_days", from_contract="")
    found = deadline_for(date.fromisoformat(start), rule, contract=contract, ladder=ladder, settings={})
    assert found.on == date.fromisoformat(on)
