"""What may be sent on a day, what is due, and where a case stands: whole letters, as the ladder asks for them."""

from dataclasses import replace
from datetime import date

import pytest

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.ground import Intent, LetterStatus, Standing
from sokdocs.core.casework.next_step import DueItem, due, overview, status
from sokdocs.core.casework.standing import standing_of
from sokdocs.core.errors import InvalidError, NotFoundError
from tests.unit.casework.makers import (
    a_case,
    a_contract,
    a_finding,
    a_ladder,
    a_rule,
    about,
    event,
    held,
    letter,
    received,
    the_demand,
    the_hearing,
    the_last_warning,
    the_stop,
    the_warning,
    verified,
)

LADDER = a_ladder()
WHY = {"why_milder": "Retting er krevd uten virkning."}


def sent(case: Case, intent: Intent, on: str) -> LetterStatus:
    return status(case, LADDER, intent, date.fromisoformat(on))


def lacking(found: LetterStatus) -> dict[str, Standing]:
    return {each.name: each.standing for each in found.grounds if not each.carries}


PART: dict[str, object] = {"extent": "part", "products": ("Kjeledress",), "given": WHY}
STEPS = (
    (the_hearing(), about("L08"), "2026-06-17", date(2026, 6, 17)),
    (the_demand(), about("L11", **PART), "2026-08-18", date(2026, 8, 18)),
    (the_warning(), about("L12", **PART), "2026-09-02", date(2026, 9, 2)),
    (the_stop(), about("L15", extent="whole", given=WHY), "2026-10-01", None),
)


@pytest.mark.parametrize(("events", "intent", "on", "first_day"), STEPS)
def test_each_step_may_be_taken_once_its_grounds_are_there(
    events: tuple[Event, ...], intent: Intent, on: str, first_day: date | None
) -> None:
    found = sent(a_case(*events), intent, on)
    assert (found.may_be_sent, lacking(found)) == (True, {})
    assert found.opens_on is None
    assert first_day is None or sent(a_case(*events), intent, first_day.isoformat()).may_be_sent


@pytest.mark.parametrize(
    ("events", "intent", "on", "first_day"),
    [
        (the_demand(), about("L11", **PART), "2026-08-17", date(2026, 8, 18)),
        (the_warning(), about("L12", **PART), "2026-09-01", date(2026, 9, 2)),
    ],
)
def test_a_letter_that_only_time_holds_back_tells_its_first_day(
    events: tuple[Event, ...], intent: Intent, on: str, first_day: date
) -> None:
    found = sent(a_case(*events), intent, on)
    assert (found.may_be_sent, found.opens_on) == (False, first_day)
    assert sent(a_case(*events), intent, first_day.isoformat()).may_be_sent


def test_a_letter_that_lacks_more_than_time_tells_no_day() -> None:
    found = sent(a_case(*the_warning()), about("L12", extent="part", products=("Kjeledress",)), "2026-09-01")
    assert lacking(found) == {"stop_warned": Standing.NOT_MET, "why_milder": Standing.NOT_MET}
    assert found.opens_on is None


def test_termination_is_held_back_only_by_the_flag_until_somebody_takes_it_on() -> None:
    intent = about("L16", extent="whole", given=WHY)
    assert lacking(sent(a_case(*the_last_warning()), intent, "2026-11-03")) == {"within_reasonable_time": Standing.UNKNOWN}
    taken = event(EventKind.OVERRIDE, "2026-11-03", letter="L16", ground="within_reasonable_time", reason="Retting var krevd.")
    found = sent(a_case(*the_last_warning(), taken), intent, "2026-11-03")
    assert found.may_be_sent
    overridden = [(each.overridden_by, each.override_reason) for each in found.grounds if each.overridden_by]
    assert overridden == [("kari", "Retting var krevd.")]


def test_an_unmet_ground_can_not_be_taken_on() -> None:
    taken = event(EventKind.OVERRIDE, "2026-06-02", letter="L08", ground="heard", reason="Haster.")
    found = sent(a_case(*the_hearing()[:3], taken), about("L08"), "2026-06-03")
    assert lacking(found) == {"heard": Standing.NOT_MET, "breach_held": Standing.NOT_MET}
    assert not any(each.overridden_by for each in found.grounds)


def test_what_was_taken_on_holds_for_the_next_letter_of_the_kind_only() -> None:
    bankrupt = event(EventKind.BANKRUPT, "2026-06-16")
    taken = event(EventKind.OVERRIDE, "2026-06-17", letter="L08", ground="supplier_stands", reason="Boet har trådt inn.")
    before = a_case(*the_hearing(), bankrupt, taken)
    assert sent(before, about("L08"), "2026-06-17").may_be_sent
    used = (letter("L08", "2026-06-17", "F1", due_correction="2026-08-17"), received(7, "2026-06-17"))
    after = sent(a_case(*the_hearing(), bankrupt, taken, *used), about("L08"), "2026-08-18")
    assert lacking(after) == {"supplier_stands": Standing.UNKNOWN}
    other = sent(before, about("L11", **PART), "2026-06-17")
    assert lacking(other)["supplier_stands"] is Standing.UNKNOWN


def test_contracts_without_stop_and_replacement_get_no_such_letters() -> None:
    old = a_contract(without=("K-403", "K-404"))
    case = a_case(*the_warning(), contract=old)
    for code in ("L11", "L12", "L14"):
        assert lacking(sent(case, about(code, given=WHY), "2026-09-02"))["clause_in_contract"] is Standing.NOT_MET


def test_only_what_had_happened_by_the_day_counts() -> None:
    case = a_case(*the_hearing())
    assert lacking(sent(case, about("L08"), "2026-06-16")) == {}
    assert lacking(sent(case, about("L08"), "2026-06-15")) == {
        "heard": Standing.NOT_MET,
        "breach_held": Standing.NOT_MET,
    }


def test_a_waiver_that_lies_ahead_does_not_count() -> None:
    case = a_case(*the_hearing()[:3], event(EventKind.WAIVER, "2026-06-05", about=2), held("2026-06-05"))
    assert lacking(sent(case, about("L08"), "2026-06-04")) == {
        "heard": Standing.NOT_MET,
        "breach_held": Standing.NOT_MET,
    }
    assert lacking(sent(case, about("L08"), "2026-06-05")) == {}


def test_overview_leaves_out_findings_that_were_dropped() -> None:
    dropped = event(EventKind.DROPPED, "2026-06-01", findings=("F1",), reason="Feil kilde")
    shown = overview(a_case(a_finding(), dropped), LADDER, date(2026, 6, 2))
    found = {each.intent.code: each.intent.findings for each in shown}
    assert (found["L07"], found["L10"]) == ((), ("F1",))


def test_overview_asks_for_every_letter_about_the_open_findings() -> None:
    case = a_case(*the_demand(), a_finding("F2", "2026-06-20"), verified("2026-07-01", "corrected"))
    found = {each.intent.code: each for each in overview(case, LADDER, date(2026, 7, 2))}
    assert tuple(found) == tuple(LADDER.letters)
    assert found["L07"].intent.findings == ("F2",)
    assert found["L10"].intent.findings == ("F1",)
    assert found["L07"].may_be_sent and found["L10"].may_be_sent
    assert {each.name: each.standing for each in found["L12"].grounds}["why_milder"] is Standing.UNKNOWN


def test_overview_of_a_case_without_findings_offers_no_letter_about_findings() -> None:
    found = [each.intent.code for each in overview(a_case(), LADDER, date(2026, 2, 2)) if each.may_be_sent]
    assert found == ["L01", "L04"]


def test_a_letter_or_ground_that_nobody_knows_is_refused() -> None:
    with pytest.raises(NotFoundError, match='no letter "L99"'):
        status(a_case(), LADDER, Intent("L99"), date(2026, 2, 2))
    with pytest.raises(InvalidError, match='"luck", which is no known ground'):
        status(a_case(), a_ladder(a_rule("L01", "luck")), Intent("L01"), date(2026, 2, 2))


def items(case: Case, on: str) -> list[tuple[str, str, str, int, bool]]:
    found = due(case, LADDER, date.fromisoformat(on))
    return [(each.key, each.runs, each.on.isoformat(), each.document, each.is_overdue) for each in found]


FORM = letter("L01", "2026-02-02", due_answer="2026-03-16")


def test_due_names_the_deadline_whose_it_is_and_what_may_follow() -> None:
    found = due(a_case(FORM), LADDER, date(2026, 3, 17))
    assert found == (DueItem("answer", "supplier", date(2026, 3, 16), 1, 1, "L01", ("L02",), True),)


@pytest.mark.parametrize(
    ("events", "on", "expected"),
    [
        ((FORM,), "2026-03-16", [("answer", "supplier", "2026-03-16", 1, False)]),
        ((FORM, event(EventKind.ANSWER, "2026-03-02", about=1)), "2026-03-16", []),
        (the_hearing()[:3], "2026-06-10", [("comment", "supplier", "2026-06-15", 2, False)]),
        (the_hearing(), "2026-06-16", []),
        (the_demand(), "2026-08-18", [("correction", "supplier", "2026-08-17", 5, True)]),
        ((*the_demand(), verified("2026-08-01", "corrected")), "2026-08-18", []),
        (
            (*the_demand(), event(EventKind.PLAN_RECEIVED, "2026-06-30", about=5)),
            "2026-07-01",
            [("plan_review", "buyer", "2026-07-14", 7, False), ("correction", "supplier", "2026-08-17", 5, False)],
        ),
        (
            (*the_demand(), event(EventKind.EXTENSION_REQUESTED, "2026-06-30", about=5, deadline="correction")),
            "2026-07-01",
            [("extension", "buyer", "2026-06-30", 7, True), ("correction", "supplier", "2026-08-17", 5, False)],
        ),
        (
            the_stop(),
            "2026-09-03",
            [("correction", "supplier", "2026-08-17", 5, True), ("review", "buyer", "2026-10-02", 9, False)],
        ),
        (
            the_last_warning(),
            "2026-11-03",
            [
                ("correction", "supplier", "2026-08-17", 5, True),
                ("review", "buyer", "2026-10-02", 9, True),
                ("final", "supplier", "2026-11-02", 11, True),
                ("declare", "buyer", "2027-01-01", 11, False),
            ],
        ),
        ((*the_last_warning(), letter("L16", "2026-11-03", "F1")), "2026-11-04", []),
        ((FORM, event(EventKind.CLOSURE, "2026-03-20")), "2026-04-01", []),
    ],
)
def test_due_lists_what_waits_first_what_was_due_first(
    events: tuple[Event, ...], on: str, expected: list[tuple[str, str, str, int, bool]]
) -> None:
    assert items(a_case(*events), on) == expected


def an_answer(on: str, about: int) -> Event:
    return event(EventKind.ANSWER, on, about=about)


def test_a_review_of_the_stop_moves_the_next_one() -> None:
    review = event(EventKind.STOP_REVIEWED, "2026-10-01", about=9, result="continue", next_review_on=date(2026, 10, 30))
    assert ("review", "buyer", "2026-10-30", 9, False) in items(a_case(*the_stop(), review), "2026-10-02")


def assessed(on: str, about: int) -> Event:
    return event(EventKind.ASSESSED, on, about=about, result="green", follows="close", reason="Alt er på plass.")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), ""),
        ((FORM,), "awaiting"),
        (the_hearing(), "hearing"),
        (the_demand(), "correcting"),
        (the_warning(), "pre_stop"),
        (the_stop(), "stopped"),
        ((*the_stop(), letter("L13", "2026-09-20", "F1")), "correcting"),
        ((*the_stop(), letter("L09", "2026-09-20", "F1")), "stopped"),
        (the_last_warning(), "pre_termination"),
        ((*the_last_warning(), letter("L16", "2026-11-03", "F1"), letter("L18", "2026-11-04")), "terminated"),
        ((*the_demand(), verified("2026-08-01", "corrected"), letter("L10", "2026-08-02", "F1")), "closed"),
        ((*the_demand(), a_finding("F2", "2026-06-20"), letter("L10", "2026-08-02", "F1")), "correcting"),
        ((FORM, event(EventKind.CLOSURE, "2026-03-20")), "closed"),
        ((FORM, an_answer("2026-03-10", 1)), "answered"),
        ((FORM, letter("L02", "2026-03-17"), an_answer("2026-03-20", 2)), "answered"),
        ((FORM, letter("L02", "2026-03-17"), an_answer("2026-03-20", 1)), "answered"),  # to the form, after the reminder
        ((FORM, an_answer("2026-03-10", 1), assessed("2026-03-11", 2)), "assessed"),
        ((FORM, an_answer("2026-03-10", 1), assessed("2026-03-11", 2), an_answer("2026-03-20", 1)), "answered"),  # a corrected form
        ((FORM, an_answer("2026-03-10", 1), letter("L03", "2026-03-12")), "awaiting"),
        ((FORM, an_answer("2026-03-10", 1), letter("L03", "2026-03-12"), an_answer("2026-03-20", 3)), "answered"),
        ((FORM, letter("L06", "2026-03-02"), letter("L02", "2026-03-17"), an_answer("2026-03-20", 2)), "awaiting"),  # to the audit
        ((FORM, an_answer("2026-03-10", 1), letter("L04", "2026-03-12")), "meeting"),
        ((FORM, an_answer("2026-03-10", 1), letter("L01", "2027-02-02")), "awaiting"),  # the next round
        ((FORM, an_answer("2026-03-10", 1), event(EventKind.CLOSURE, "2026-03-20")), "closed"),
    ],
)
def test_standing_tells_where_the_case_is(events: tuple[Event, ...], expected: str) -> None:
    assert (
        standing_of(a_case(*events), replace(LADDER, statuses={"answered": {"nb": "Svar er mottatt"}, "assessed": {"nb": "Vurdert"}}))
        == expected
    )


def test_ladder_without_a_word_for_it_says_that_an_answer_is_awaited() -> None:
    assert standing_of(a_case(FORM, an_answer("2026-03-10", 1)), LADDER) == "awaiting"
