"""The plain model against the documents: the time-line of domain.md 5.6 by hand, both branches, and each check alone."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from tests.oracle.plain_days import calendar_days_after, easter_sunday, is_working_day, working_days_after
from tests.oracle.plain_ladder import RECEIPT_NOT_RECORDED, SANCTION_LETTERS, forbidden

Dict = dict[str, Any]


def contract(**changes: Any) -> Dict:
    return {
        "clauses": {"K-401", "K-402", "K-403", "K-404", "K-405"},
        "parameters": {},
        "products": {"jackets", "trousers"},
        "sites": {"Dhaka", "Oslo"},
        "sub_suppliers": {"Southern Mill", "Northern Mill"},
        "category": "B",
        "kind": "goods",
        **changes,
    }


def event(kind: str, month: int, day: int, **values: Any) -> Dict:
    return {"kind": kind, "on": date(2026, month, day), **values}


def letter(code: str, document: int, month: int, day: int, **values: Any) -> Dict:
    return event("letter", month, day, **{"letter": code, "document": document, "findings": ("F1",), **values})


def delivered(document: int, month: int, day: int, **values: Any) -> Dict:
    return event("delivered", month, day, about=document, channel="post", **values)


def finding(month: int, day: int, **values: Any) -> Dict:
    usual = {
        "finding": "F1",
        "evidence": "E-1",
        "severity": "K1",
        "source_kind": "inspection",
        "topic": "hours",
        "country": "BD",
        "products": ("jackets",),
        "sites": ("Dhaka",),
        "sub_supplier": "Southern Mill",
        "lead_question": "",
    }
    return event("finding", month, day, **{**usual, **values})


def question(code: str, **changes: Any) -> Dict:
    return {
        "code": code,
        "findings": ("F1",),
        "products": ("jackets",),
        "sites": ("Dhaka",),
        "sub_supplier": "Southern Mill",
        "extent": "part",
        "given": {"why_milder": "Correction was demanded and did not come.", "supply_risk": ""},
        **changes,
    }


def reasons(code: str, events: list[Dict], day: date, *, terms: Dict | None = None, settings: Dict | None = None, **changes: Any) -> str:
    """All reasons as one text, empty where nothing forbids the letter."""
    return "\n".join(forbidden(terms or contract(), settings or {}, events, question(code, **changes), day))


def allowed(events: list[Dict], day: date, terms: Dict | None = None) -> set[str]:
    return {code for code in SANCTION_LETTERS if not reasons(code, events, day, terms=terms)}


# --- Days ---


def test_easter_of_known_years() -> None:
    known = [(1990, 4, 15), (2000, 4, 23), (2008, 3, 23), (2019, 4, 21), (2024, 3, 31), (2026, 4, 5), (2027, 3, 28)]
    known += [(2028, 4, 16), (2038, 4, 25), (2100, 3, 28)]
    assert [easter_sunday(year) for year, _, _ in known] == [date(*one) for one in known]


@pytest.mark.parametrize(
    "day",
    [
        *(date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25)),
        *(date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1), date(2027, 5, 17), date(2026, 6, 6)),
    ],
)
def test_days_off(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2026, 4, 1), date(2026, 4, 7), date(2026, 12, 23), date(2027, 1, 4), date(2028, 2, 29), date(2026, 5, 15)]
)
def test_working_days(day: date) -> None:
    assert is_working_day(day)


def test_periods() -> None:
    assert working_days_after(date(2026, 3, 31), 10) == date(2026, 4, 17)  # over Easter
    assert working_days_after(date(2026, 12, 23), 1) == date(2027, 1, 4)
    assert working_days_after(date(2027, 5, 14), 1) == date(2027, 5, 18)  # 17 May 2027 is Whit Monday
    assert working_days_after(date(2026, 6, 6), 1) == date(2026, 6, 8)  # from a Saturday
    assert calendar_days_after(date(2026, 8, 7), 30) == date(2026, 9, 7)  # 6 September is a Sunday
    assert calendar_days_after(date(2028, 1, 30), 30) == date(2028, 2, 29)
    assert calendar_days_after(date(2026, 11, 26), 30) == date(2027, 1, 4)  # 26 December


# --- The time-line of domain.md 5.6 ---

TO_THE_STOP = [
    letter("L01", 1, 2, 2, findings=(), due_answer=date(2026, 3, 16)),
    delivered(1, 2, 2),
    letter("L02", 2, 3, 17, findings=(), about=1, due_answer=date(2026, 3, 31)),
    delivered(2, 3, 17),
    event("answer", 3, 30, about=2, document=3, what="self_report", lead_no=("Q2.1",)),
    finding(3, 31, severity="K2", source_kind="self_report", lead_question="Q2.1", topic="due_diligence", clause="K-202"),
    letter("L07", 4, 3, 31, due_comment=date(2026, 4, 17)),
    delivered(4, 3, 31),
    event("comment", 4, 14, about=4, document=5),
    event("breach", 4, 20, findings=("F1",)),
    letter("L08", 6, 4, 20, due_plan=date(2026, 5, 5), due_correction=date(2026, 6, 19)),
    delivered(6, 4, 20),
    event("plan_received", 5, 4, about=6, document=7),
    event("plan_returned", 5, 8, about=7),
    letter("L09", 8, 5, 8, about=6, plan_verdict="returned"),
    event("plan_received", 5, 13, about=6, document=9),
    event("plan_accepted", 5, 20, about=9),
    event("verification", 6, 22, findings=("F1",), result="not_corrected"),
    letter(
        "L11",
        10,
        6,
        22,
        extent="part",
        products=("jackets",),
        sites=("Dhaka",),
        sub_supplier="Southern Mill",
        warns_of=("stop", "replacement"),
        due_comment=date(2026, 7, 6),
    ),
    delivered(10, 6, 22),
    letter("L12", 11, 7, 7, extent="part", products=("jackets",), due_review=date(2026, 8, 6)),
    delivered(11, 7, 7),
    event("stop", 7, 7, about=11, extent="part", findings=("F1",)),
    event("stop_reviewed", 8, 6, about=11, result="continue"),
]
REPLACED = [
    letter("L14", 12, 8, 7, sub_supplier="Southern Mill", due_replacement=date(2026, 10, 6)),
    delivered(12, 8, 7),
    event("sub_supplier_added", 9, 30, name="Eastern Mill"),
    event("replaced", 10, 1, about=12, sub_supplier="Southern Mill", new_sub_supplier="Eastern Mill"),
    event("verification", 10, 5, findings=("F1",), result="corrected"),
    letter("L13", 13, 10, 6, about=11),
    letter("L10", 14, 10, 7),
    event("closure", 10, 8, reason="Corrected."),
]
TERMINATED = [
    letter("L15", 12, 8, 7, extent="part", products=("jackets",), due_final=date(2026, 9, 7)),
    delivered(12, 8, 7),
]
ALL_BUT_TERMINATION = {"L08", "L11", "L12", "L14", "L15"}


def walk(events: list[Dict], last: date, spans: Mapping[tuple[int, int], set[str]]) -> None:
    """Each span begins on its (month, day) and lasts until the next one."""
    begins = {date(2026, *start): codes for start, codes in spans.items()}
    day, expected = min(begins), begins[min(begins)]
    while day <= last:
        expected = begins.get(day, expected)
        assert allowed(events, day) == expected, day
        day += timedelta(days=1)


COMMON_SPANS: dict[tuple[int, int], set[str]] = {
    (2, 2): set(),
    (3, 31): set(),  # finding and notice; 10 working days, 17 April with Easter
    (4, 18): {"L08"},  # the comment of 14 April did not cut the period short
    (6, 20): {"L08", "L11", "L15"},  # 60 days from 20 April are out on 19 June
    (7, 7): ALL_BUT_TERMINATION,  # the time to comment on the L11 was out on 6 July
}


def test_the_time_line_that_ends_in_a_replacement() -> None:
    walk(TO_THE_STOP + REPLACED, date(2026, 12, 31), {**COMMON_SPANS, (10, 5): set()})


def test_the_time_line_that_ends_in_termination() -> None:
    spans = {**COMMON_SPANS, (9, 8): ALL_BUT_TERMINATION | {"L16"}, (11, 7): ALL_BUT_TERMINATION}
    walk(TO_THE_STOP + TERMINATED, date(2026, 12, 31), spans)


def test_nothing_goes_out_after_the_termination() -> None:
    events = [*TO_THE_STOP, *TERMINATED, letter("L16", 13, 9, 8, extent="whole")]
    assert allowed(events, date(2026, 9, 7)) == ALL_BUT_TERMINATION
    assert allowed(events, date(2026, 9, 8)) == set()


def test_a_termination_in_part_leaves_the_rest() -> None:
    assert allowed([*TO_THE_STOP, *TERMINATED, letter("L16", 13, 9, 8, extent="part")], date(2026, 9, 9)) == {*ALL_BUT_TERMINATION, "L16"}


# --- Each check alone, on a case where every letter may go out ---

READY = [
    finding(1, 5),
    letter("L07", 1, 1, 6),
    delivered(1, 1, 6),  # 10 working days: 20 January
    event("breach", 1, 21, findings=("F1",)),
    letter("L08", 2, 1, 22),
    delivered(2, 1, 22),  # plan 5 February; 30 days: 21 February is a Saturday, so Monday 23
    event("plan_received", 2, 2, about=2, document=3),
    event("plan_accepted", 2, 4, about=3),
    letter(
        "L11",
        4,
        2,
        24,
        extent="part",
        products=("jackets",),
        sites=("Dhaka",),
        sub_supplier="Southern Mill",
        warns_of=("stop", "replacement"),
    ),
    delivered(4, 2, 24),  # 10 working days: 10 March
    letter("L15", 5, 3, 11, extent="part", products=("jackets",)),
    delivered(5, 3, 11),  # 30 days: Friday 10 April; to be declared by 9 June
]
DAY = date(2026, 4, 13)


def without(number: int, kind: str = "letter") -> list[Dict]:
    """The ready case without this letter, or without this kind of event about it."""
    if kind == "letter":
        return [one for one in READY if not (one["kind"] == "letter" and one["document"] == number)]
    return [one for one in READY if not (one["kind"] == kind and one.get("about") == number)]


def changed(number: int, **values: Any) -> list[Dict]:
    return [{**one, **values} if one["kind"] == "letter" and one["document"] == number else one for one in READY]


def with_finding(**values: Any) -> list[Dict]:
    return [{**one, **values} if one["kind"] == "finding" else one for one in READY]


def test_the_ready_case_forbids_nothing() -> None:
    assert allowed(READY, DAY) == set(SANCTION_LETTERS)


def test_a_letter_that_is_no_sanction_is_refused() -> None:
    with pytest.raises(ValueError, match="L07"):
        forbidden(contract(), {}, READY, question("L07"), DAY)


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        ("K-402", {"L11", "L12", "L14", "L15", "L16"}),
        ("K-403", {"L08", "L14", "L15", "L16"}),
        ("K-404", {"L08", "L11", "L12", "L15", "L16"}),
        ("K-405", {"L08", "L11", "L12", "L14"}),
    ],
)
def test_the_contract_must_have_the_clause(clause: str, left: set[str]) -> None:
    assert allowed(READY, DAY, contract(clauses=contract()["clauses"] - {clause})) == left


def test_the_old_terms_have_no_stop_and_no_replacement() -> None:
    assert allowed(READY, DAY, contract(clauses=set(), terms="DIFI-2016")) == {"L08", "L15", "L16"}


def test_a_warning_needs_the_clause_of_all_it_warns_of() -> None:
    terms = contract(clauses=contract()["clauses"] - {"K-404"})
    assert "no K-404" in reasons("L11", READY, DAY, terms=terms, warns_of=("stop", "replacement"))
    only = contract(clauses=contract()["clauses"] - {"K-403"})
    assert "no K-403" in reasons("L11", READY, DAY, terms=only, warns_of=("replacement",))  # an L11 always warns of a stop


@pytest.mark.parametrize("code", SANCTION_LETTERS)
class TestEveryLetter:
    def test_a_closed_case(self, code: str) -> None:
        assert "closed" in reasons(code, [*READY, event("closure", 4, 12, reason="Done.")], DAY)

    def test_a_terminated_contract(self, code: str) -> None:
        assert "terminated" in reasons(code, [*READY, letter("L16", 9, 4, 12, extent="whole")], DAY)

    def test_a_withdrawn_termination(self, code: str) -> None:
        back = letter("L20", 10, 4, 12, correction_kind="withdrawal", corrected_document=9)
        assert not reasons(code, [*READY, letter("L16", 9, 4, 12, extent="whole"), back], DAY)

    def test_no_finding(self, code: str) -> None:
        assert "names no finding" in reasons(code, READY, DAY, findings=())

    def test_an_unknown_finding(self, code: str) -> None:
        assert "F9 is not recorded" in reasons(code, READY, DAY, findings=("F1", "F9"))

    def test_a_dropped_finding(self, code: str) -> None:
        assert "not upheld" in reasons(code, [*READY, event("dropped", 4, 12, findings=("F1",))], DAY)

    def test_no_evidence(self, code: str) -> None:
        assert "5.4 rule 6" in reasons(code, with_finding(evidence=" "), DAY)

    def test_wages_in_norway(self, code: str) -> None:
        assert "5.4 rule 13" in reasons(code, with_finding(topic="wages", country="NO"), DAY)
        assert not reasons(code, with_finding(topic="wages"), DAY)
        assert not reasons(code, with_finding(country="NO"), DAY)

    def test_a_product_outside_the_contract(self, code: str) -> None:
        assert "product shoes is not covered" in reasons(code, READY, DAY, products=("jackets", "shoes"))

    def test_a_site_outside_the_contract(self, code: str) -> None:
        assert "site Pune" in reasons(code, READY, DAY, sites=("Pune",))

    def test_a_sub_supplier_outside_the_contract(self, code: str) -> None:
        assert "sub-supplier Western Mill" in reasons(code, READY, DAY, sub_supplier="Western Mill")

    def test_why_milder_is_not_enough(self, code: str) -> None:
        assert ("5.4 rule 7" in reasons(code, READY, DAY, given={"why_milder": " "})) == (code != "L08")

    def test_supply_risk(self, code: str) -> None:
        given = {"why_milder": "Part is not enough."}
        events = [{**one, "extent": "whole"} if one["kind"] == "letter" else one for one in READY]
        terms = contract(category="D")
        assert ("5.4 rule 11" in reasons(code, events, DAY, terms=terms, extent="whole", given=given)) == (code in ("L12", "L16"))
        assert not reasons(code, events, DAY, terms=terms, extent="whole", given={**given, "supply_risk": "Stock for six months."})
        assert not reasons(code, READY, DAY, terms=terms, given=given)
        assert not reasons(code, events, DAY, extent="whole", given=given)

    def test_corrected(self, code: str) -> None:
        corrected = event("verification", 4, 11, findings=("F1",), result="corrected")
        assert "verified as corrected" in reasons(code, [*READY, corrected], DAY)
        assert not reasons(code, [*READY, {**corrected, "result": "partly"}], DAY)
        assert not reasons(code, [*READY, corrected, event("verification", 4, 12, findings=("F1",), result="not_corrected")], DAY)
        assert not reasons(code, [*READY, event("verification", 4, 12, findings=("F2",), result="corrected")], DAY)

    def test_closed_by_l10(self, code: str) -> None:
        assert "L10" in reasons(code, [*READY, letter("L10", 9, 4, 12)], DAY)
        assert not reasons(code, [*READY, letter("L10", 9, 4, 12, findings=("F2",))], DAY)

    def test_later_events_do_not_count(self, code: str) -> None:
        later = [event("closure", 4, 14), event("dropped", 4, 14, findings=("F1",)), letter("L16", 9, 4, 14, extent="whole")]
        assert not reasons(code, READY + later, DAY)

    def test_no_notice_of_finding(self, code: str) -> None:
        assert "no notice of finding (L07)" in reasons(code, without(1), DAY)
        assert "no notice of finding (L07)" in reasons(code, changed(1, findings=("F2",)), DAY)

    def test_a_withdrawn_notice(self, code: str) -> None:
        back = letter("L20", 9, 4, 12, correction_kind="withdrawal", corrected_document=1)
        assert "no notice of finding (L07)" in reasons(code, [*READY, back], DAY)
        assert not reasons(code, [*READY, {**back, "correction_kind": "correction"}], DAY)
        assert not reasons(code, [*READY, {**back, "on": date(2026, 4, 14)}], DAY)

    def test_no_receipt_of_the_notice(self, code: str) -> None:
        assert f"{RECEIPT_NOT_RECORDED} for document 1" in reasons(code, without(1, "delivered"), DAY)

    def test_no_breach_held(self, code: str) -> None:
        events = [one for one in READY if one["kind"] != "breach"]
        assert "has not been held as a breach" in reasons(code, events, DAY)

    def test_no_demand_for_correction(self, code: str) -> None:
        assert ("no demand for correction (L08)" in reasons(code, without(2), DAY)) == (code != "L08")

    def test_no_receipt_of_the_demand(self, code: str) -> None:
        events = [one for one in READY if one.get("about") not in (2, 3)]
        assert (f"{RECEIPT_NOT_RECORDED} for document 2" in reasons(code, events, DAY)) == (code != "L08")

    def test_an_extension_of_the_correction(self, code: str) -> None:
        more = event("extension", 2, 20, about=2, deadline="correction", until=date(2026, 4, 13))
        assert ("time to correct F1 runs to 2026-04-13" in reasons(code, [*READY, more], DAY)) == (code != "L08")
        assert not reasons(code, [*READY, more], DAY + timedelta(days=1))
        assert not reasons(code, [*READY, {**more, "deadline": "plan"}], DAY)


# --- Hearing: 5.4 rule 1 and K-401 ---

HEARD = READY[:3]  # finding, notice, receipt: 10 working days end on 20 January
HELD = event("breach", 1, 21, findings=("F1",))


def first_day(code: str, events: list[Dict], terms: Dict | None = None, settings: Dict | None = None, **changes: Any) -> date | None:
    """The first day of the year on which nothing forbids the letter."""
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    return next((day for day in days if not reasons(code, events, day, terms=terms, settings=settings, **changes)), None)


def test_the_hearing_ends_after_its_last_day() -> None:
    lead = [{**HEARD[0], "lead_question": "Q2.1"}, *HEARD[1:]]
    assert first_day("L08", lead) == date(2026, 1, 21)
    assert "runs to 2026-01-20" in reasons("L08", lead, date(2026, 1, 20))


def test_the_contract_says_how_long_the_hearing_is() -> None:
    lead = [{**HEARD[0], "lead_question": "Q2.1"}, *HEARD[1:]]
    assert first_day("L08", lead, contract(parameters={"K-401.hearing_days": 5})) == date(2026, 1, 14)


def test_a_later_date_in_the_letter_or_an_extension_holds() -> None:
    lead = [{**HEARD[0], "lead_question": "Q2.1"}, {**HEARD[1], "due_comment": date(2026, 1, 23)}, HEARD[2]]
    assert first_day("L08", lead) == date(2026, 1, 24)
    assert first_day("L08", [*lead, event("extension", 1, 20, about=1, deadline="comment", until=date(2026, 1, 30))]) == date(2026, 1, 31)
    earlier = [lead[0], {**HEARD[1], "due_comment": date(2026, 1, 8)}, HEARD[2]]
    assert first_day("L08", earlier) == date(2026, 1, 21)


def test_the_period_runs_from_receipt_not_from_the_letter() -> None:
    assert first_day("L08", [{**HEARD[0], "lead_question": "Q2.1"}, HEARD[1], delivered(1, 1, 13)]) == date(2026, 1, 28)


def test_a_comment_proves_receipt_and_does_not_end_the_period() -> None:
    lead = [{**HEARD[0], "lead_question": "Q2.1"}, HEARD[1], event("comment", 1, 7, about=1)]
    assert first_day("L08", lead) == date(2026, 1, 22)


def test_electronic_receipt_on_a_day_off_counts_from_the_next_working_day() -> None:
    by_mail = [{**HEARD[0], "lead_question": "Q2.1"}, HEARD[1], {**delivered(1, 1, 10), "channel": "e-post"}]  # a Saturday
    assert first_day("L08", by_mail) == date(2026, 1, 24)
    assert first_day("L08", by_mail, contract(clauses=contract()["clauses"] | {"K-311"})) == date(2026, 1, 27)


def test_a_waiver_ends_the_hearing() -> None:
    events = [*HEARD, event("waiver", 1, 9, about=1), {**HELD, "on": date(2026, 1, 9)}]
    assert first_day("L08", events) == date(2026, 1, 9)


def test_a_breach_held_before_the_hearing_does_not_count() -> None:
    early = {**HELD, "on": date(2026, 1, 20)}
    assert "before the supplier had been heard" in reasons("L08", [*HEARD, early], DAY)
    assert first_day("L08", [*HEARD, HELD]) == date(2026, 1, 21)
    assert first_day("L08", [*HEARD, event("comment", 1, 12, about=1), early]) == date(2026, 1, 21)


def test_a_comment_in_time_must_be_considered() -> None:
    comments = [event("comment", 1, 12, about=1), event("comment", 1, 19, about=1)]
    early = {**HELD, "on": date(2026, 1, 15)}
    assert "came in time and was not considered" in reasons("L08", [*HEARD, *comments, early], DAY)
    assert not reasons("L08", [*HEARD, *comments, early, HELD], DAY)
    assert not reasons("L08", [*HEARD, HELD, event("comment", 2, 2, about=1)], DAY)  # too late


@pytest.mark.parametrize("own_words", [{"lead_question": "Q2.1"}, {"source_kind": "self_report"}, {"source_kind": "missing_answer"}])
def test_what_the_supplier_told_needs_no_breach(own_words: Dict) -> None:
    assert not reasons("L08", [{**HEARD[0], **own_words}, *HEARD[1:]], DAY)


def test_a_second_notice_opens_a_second_hearing() -> None:
    assert "runs to" in reasons("L08", [*HEARD, HELD, letter("L07", 9, 4, 10), delivered(9, 4, 10)], DAY)


def test_notice_and_demand_in_one_letter() -> None:
    told = [{**HEARD[0], "lead_question": "Q2.1"}]
    joint = contract(parameters={"K-401.no_answer_route": "joint"})
    on = {"joint_finding_and_correction": True}
    assert not reasons("L08", told, DAY, terms=joint, settings=on)
    assert not reasons("L08", told, DAY, terms=joint, settings=on, joint=True)
    assert "no notice of finding" in reasons("L08", told, DAY, terms=joint)
    assert "no notice of finding" in reasons("L08", told, DAY, settings=on)  # K-401 of the contract: separate
    assert "no notice of finding" in reasons("L08", told, DAY, terms=joint, settings=on, joint=False)
    assert "no notice of finding" in reasons("L08", HEARD[:1], DAY, terms=joint, settings=on)
    assert not reasons("L08", told, DAY, terms=contract(clauses=set(), terms="DIFI-2016"), settings=on)


def test_a_notice_sent_on_its_own_is_not_cut_short() -> None:
    told = [{**HEARD[0], "lead_question": "Q2.1"}, *HEARD[1:]]
    joint, on = contract(parameters={"K-401.no_answer_route": "joint"}), {"joint_finding_and_correction": True}
    assert "runs to" in reasons("L08", told, date(2026, 1, 8), terms=joint, settings=on)


def test_a_joint_letter_is_the_notice_of_what_follows() -> None:
    told = [{**HEARD[0], "lead_question": "Q2.1"}, letter("L08", 1, 1, 6, joint=True), delivered(1, 1, 6)]
    assert not reasons("L15", told, DAY)
    assert "no notice of finding" in reasons("L15", [told[0], {**told[1], "joint": False}, told[2]], DAY)


# --- Correction: K-402 ---


@pytest.mark.parametrize(
    ("severity", "first"),
    [("K0", date(2026, 2, 6)), ("K1", date(2026, 2, 24)), ("K2", date(2026, 3, 24)), ("K3", date(2026, 4, 23)), ("D1", date(2026, 2, 6))],
)
def test_the_time_to_correct_by_severity(severity: str, first: date) -> None:
    assert first_day("L15", with_finding(severity=severity)) == first


def test_the_contract_and_the_letter_say_how_long_the_correction_may_take() -> None:
    assert first_day("L15", READY, contract(parameters={"K-402.serious_days": 20})) == date(2026, 2, 12)
    assert first_day("L15", changed(2, due_correction=date(2026, 3, 2))) == date(2026, 3, 3)
    assert first_day("L15", changed(2, due_correction=date(2026, 2, 2))) == date(2026, 2, 24)


def test_the_last_demand_decides() -> None:
    assert "runs to" in reasons("L15", [*READY, letter("L08", 9, 4, 1), delivered(9, 4, 1)], DAY)


def test_a_missing_plan() -> None:
    events = [one for one in READY if one["kind"] not in ("plan_received", "plan_accepted")]
    assert first_day("L11", events) == date(2026, 2, 6)  # 10 working days from 22 January
    assert first_day("L11", [*events, event("extension", 2, 2, about=2, deadline="plan", until=date(2026, 2, 12))]) == date(2026, 2, 13)
    late = [{**one, "severity": "D1"} if one["kind"] == "finding" else one for one in events]
    assert first_day("L11", late, contract(parameters={"K-402.late_days": 20})) == date(2026, 2, 20)  # D1 needs no plan


def test_a_plan_returned() -> None:
    events = [one for one in READY if one["kind"] != "plan_accepted"]
    once = [*events, event("plan_returned", 2, 4, about=3)]
    assert first_day("L11", once) == date(2026, 2, 12)  # not sent again in 5 working days
    again = [*once, event("plan_received", 2, 9, about=2, document=6)]
    assert first_day("L11", again) == date(2026, 2, 24)
    assert first_day("L11", [*again, event("plan_returned", 2, 16, about=6)]) == date(2026, 2, 16)


# --- Stop: 5.4 rule 2 and K-403 ---


def test_a_stop_needs_a_warning_of_stop() -> None:
    assert "no warning of stop (L11)" in reasons("L12", without(4), DAY)
    assert not reasons("L12", changed(4, warns_of=("replacement",)), DAY)  # an L11 always warns of a stop
    assert "no warning of stop (L11)" in reasons("L12", changed(4, findings=("F2",)), DAY)
    assert RECEIPT_NOT_RECORDED in reasons("L12", without(4, "delivered"), DAY)


def test_the_time_to_comment_on_the_stop() -> None:
    assert first_day("L12", READY) == date(2026, 3, 11)
    assert first_day("L12", READY, contract(parameters={"K-403.hearing_days": 5})) == date(2026, 3, 4)
    assert first_day("L12", [*READY, event("waiver", 2, 26, about=4)]) == date(2026, 2, 26)


def test_no_wider_stop_than_was_warned_of() -> None:
    wide = with_finding(products=("jackets", "trousers"), sites=("Dhaka", "Oslo"), sub_supplier="")
    assert not reasons("L12", wide, DAY)
    assert "trousers (products) was not warned of" in reasons("L12", wide, DAY, products=("jackets", "trousers"))
    assert "Oslo (sites) was not warned of" in reasons("L12", wide, DAY, sites=("Oslo",))
    assert "Northern Mill (sub_supplier) was not warned of" in reasons("L12", wide, DAY, sub_supplier="Northern Mill")
    assert "not of the whole" in reasons("L12", wide, DAY, extent="whole")
    assert not reasons("L12", changed(4, extent="whole", products=()), DAY, extent="whole", products=("jackets", "trousers"))


def test_a_stop_in_part_is_limited_to_what_the_finding_concerns() -> None:
    assert "not what the findings concern" in reasons("L11", READY, DAY, products=("trousers",))
    assert "not what the findings concern" in reasons("L12", changed(4, extent="whole"), DAY, sites=("Oslo",))
    assert not reasons("L11", with_finding(products=()), DAY, products=("trousers",))


@pytest.mark.parametrize("code", ["L11", "L12", "L16"])
def test_part_or_whole(code: str) -> None:
    assert "part or whole" in reasons(code, READY, DAY, extent="")
    assert "names no product, site or sub-supplier" in reasons(code, READY, DAY, products=(), sites=(), sub_supplier="")


ZERO = [finding(1, 5, severity="K0", topic="forced_labour"), letter("L11", 1, 1, 6, extent="whole"), delivered(1, 1, 6)]


def test_zero_tolerance_needs_no_correction_first() -> None:
    assert first_day("L11", ZERO) == date(2026, 1, 5)
    assert first_day("L12", ZERO) == date(2026, 1, 21)  # but the time to comment
    assert first_day("L15", ZERO) is None
    assert "no demand for correction" in reasons("L12", [{**ZERO[0], "severity": "K1"}, *ZERO[1:]], DAY)


def test_a_stop_before_the_hearing_ends() -> None:
    on = {"stop_before_hearing_ends": True}
    assert first_day("L12", ZERO, settings=on) == date(2026, 1, 8)
    assert first_day("L12", ZERO, contract(parameters={"K-403.acute_stop": "same_day"}), on) == date(2026, 1, 6)
    assert first_day("L12", ZERO, settings=on, effective_on=date(2026, 1, 8)) == date(2026, 1, 6)
    assert first_day("L12", ZERO[:2], settings=on) is None  # not received
    serious = with_finding(severity="K1")
    assert first_day("L12", serious, settings=on) == date(2026, 3, 11)


# --- Replacement: 5.4 rule 3 and K-404 ---


def test_the_sub_supplier_to_replace() -> None:
    assert "names no sub-supplier" in reasons("L14", READY, DAY, sub_supplier="")
    assert "is not a breach at the sub-supplier Northern Mill" in reasons("L14", READY, DAY, sub_supplier="Northern Mill")
    hidden = with_finding(sub_supplier="Hidden Mill")
    assert "is not in the contract" in reasons("L14", hidden, DAY, sub_supplier="Hidden Mill")
    added = [{**one, "sub_supplier": "Hidden Mill"} if one.get("letter") == "L11" else one for one in hidden]
    added.append(event("sub_supplier_added", 2, 1, name="Hidden Mill"))
    assert not reasons("L14", added, DAY, sub_supplier="Hidden Mill")


def test_a_minor_breach_carries_no_replacement_unless_repeated() -> None:
    day = date(2026, 4, 23)
    minor = with_finding(severity="K3")
    assert "minor and not repeated" in reasons("L14", minor, day)
    for topic in ("documentation", "traceability"):  # K-404: control or documentation still hindered
        assert not reasons("L14", with_finding(severity="K3", topic=topic), day)
    assert not reasons("L14", [*minor, finding(4, 1, finding="F2", severity="K3")], day)


def test_the_replacement_must_be_warned_of() -> None:
    assert "no warning of replacement" in reasons("L14", changed(4, warns_of=("stop",)), DAY)
    assert "no warning of replacement" in reasons("L14", changed(4, sub_supplier="Northern Mill"), DAY)
    assert first_day("L14", READY) == date(2026, 3, 11)
    assert first_day("L14", READY, contract(parameters={"K-401.hearing_days": 8})) == date(2026, 3, 7)
    in_the_notice = [{**one, "warns_of": ("replacement",)} if one.get("letter") == "L07" else one for one in READY]
    assert first_day("L14", in_the_notice) == date(2026, 2, 24)


# --- Termination: 5.4 rule 4 and K-405 ---


def test_the_final_warning() -> None:
    assert "no final warning (L15)" in reasons("L16", without(5), DAY)
    assert "no final warning (L15)" in reasons("L16", changed(5, findings=("F2",)), DAY)
    assert RECEIPT_NOT_RECORDED in reasons("L16", without(5, "delivered"), DAY)
    assert first_day("L16", READY) == date(2026, 4, 11)
    assert first_day("L16", READY, contract(parameters={"K-405.warning_days": 14})) == date(2026, 3, 26)
    assert first_day("L16", changed(5, due_final=date(2026, 4, 17))) == date(2026, 4, 18)
    assert first_day("L16", [*READY, event("waiver", 3, 12, about=5)]) == date(2026, 4, 11)  # a waiver gives no shorter time to correct


def test_a_withdrawn_final_warning() -> None:
    back = letter("L20", 9, 4, 12, correction_kind="withdrawal", corrected_document=5)
    assert "no final warning (L15)" in reasons("L16", [*READY, back], DAY)


def test_termination_must_be_declared_in_time() -> None:
    assert not reasons("L16", READY, date(2026, 6, 9))
    assert "by 2026-06-09" in reasons("L16", READY, date(2026, 6, 10))
    assert "by 2026-05-11" in reasons("L16", READY, date(2026, 5, 12), terms=contract(parameters={"K-405.declare_days": 30}))
    again = [*READY, letter("L15", 9, 6, 10), delivered(9, 6, 10)]
    assert first_day("L16", again[-2:] + READY) == date(2026, 4, 11)
    assert not reasons("L16", again, date(2026, 7, 14))


def test_no_wider_termination_than_was_warned_of() -> None:
    assert "not of the whole" in reasons("L16", READY, DAY, extent="whole")
    assert "trousers was not in the final warning" in reasons("L16", READY, DAY, products=("jackets", "trousers"))
    assert not reasons("L16", changed(5, extent="whole"), DAY, extent="whole", products=("jackets", "trousers"))


# --- The edges of the checks: what they must leave alone ---


def test_a_letter_that_names_no_part_is_no_obstacle_elsewhere() -> None:
    for code in ("L08", "L15"):
        assert not reasons(code, READY, DAY, extent="", products=(), sites=(), sub_supplier="")
        assert not reasons(code, READY, DAY, extent="part", products=(), sites=(), sub_supplier="")
        assert not reasons(code, READY, DAY, products=("trousers",))  # K-403 limits a stop, not these
    assert not reasons("L14", READY, DAY, extent="", products=(), sites=())
    assert not reasons("L11", READY, DAY, extent="whole", products=(), sites=(), sub_supplier="")


def test_a_warning_of_stop_that_adds_a_replacement_is_not_excused_from_the_hearing() -> None:
    for warns_of in (("replacement",), ("stop", "replacement")):
        assert "no notice of finding" in reasons("L11", READY[:1], DAY, warns_of=warns_of)


def test_a_letter_that_never_came_is_no_obstacle_where_a_later_one_came() -> None:
    lost = [one for one in READY if one.get("about") != 2]  # neither a receipt nor a plan shows that the L08 came
    again = [letter("L08", 8, 1, 29), delivered(8, 1, 29)]  # 30 days: 28 February is a Saturday, so Monday 2 March
    again += [event("plan_received", 2, 2, about=8, document=9), event("plan_accepted", 2, 4, about=9)]
    assert RECEIPT_NOT_RECORDED in reasons("L11", lost, DAY)
    assert first_day("L11", [*lost, *again]) == date(2026, 3, 3)
    assert "runs to" in reasons("L11", [*READY, *again, event("extension", 1, 30, about=2, deadline="correction", until=DAY)], DAY)


def test_zero_tolerance_does_not_excuse_the_other_letters() -> None:
    for code in ("L08", "L14", "L15", "L16"):
        assert "no notice of finding" in reasons(code, ZERO, DAY)


def test_the_joint_letter_is_no_excuse_for_what_comes_later() -> None:
    told = [{**READY[0], "lead_question": "Q2.1"}]
    joint, on = contract(parameters={"K-401.no_answer_route": "joint"}), {"joint_finding_and_correction": True}
    assert "no notice of finding" in reasons("L15", told, DAY, terms=joint, settings=on)


def test_one_warning_whose_time_is_out_is_enough() -> None:
    second = letter("L11", 9, 4, 10, extent="part", products=("jackets",), sub_supplier="Southern Mill", warns_of=("stop", "replacement"))
    events = [*READY, second, delivered(9, 4, 10)]
    assert not reasons("L12", events, DAY)
    assert not reasons("L14", events, DAY)
    wider = with_finding(products=("jackets", "trousers"))
    more = [*wider, {**second, "products": ("trousers",)}, delivered(9, 4, 10)]
    assert "trousers (products) was not warned of" in reasons("L12", more, DAY, products=("trousers",))
    assert not reasons("L12", more, date(2026, 4, 25), products=("trousers",))


def test_every_finding_of_the_letter_needs_its_own_grounds() -> None:
    events = [*READY, finding(1, 5, finding="F2")]
    for code in SANCTION_LETTERS:
        assert "F2" in reasons(code, events, DAY, findings=("F1", "F2"))
        assert not reasons(code, events, DAY)


def test_a_closed_finding_that_opens_again() -> None:
    again = event("verification", 4, 12, findings=("F1",), result="not_corrected")
    closed = [*READY, event("verification", 4, 1, findings=("F1",), result="not_corrected"), letter("L10", 9, 4, 10)]
    assert "L10" in reasons("L15", closed, DAY)
    assert not reasons("L15", [*closed, again], DAY)
    assert "L10" in reasons("L15", [*closed, {**again, "on": date(2026, 4, 10)}], DAY)
    assert "L10" in reasons("L15", [*closed, {**again, "result": "corrected"}], DAY)


def test_a_plan_accepted_after_all() -> None:
    events = [one for one in READY if one["kind"] != "plan_accepted"]
    returned = [*events, event("plan_returned", 2, 4, about=3), event("plan_accepted", 2, 11, about=3)]
    assert first_day("L11", returned) == date(2026, 2, 24)
    assert first_day("L11", events) == date(2026, 2, 24)  # received and not yet judged
    first_accepted = [*events, event("plan_accepted", 2, 3, about=3), event("plan_returned", 2, 4, about=3)]
    assert first_day("L11", first_accepted) == date(2026, 2, 12)


def test_terms_without_k405_set_no_last_day_to_terminate() -> None:
    old = contract(clauses=set(), terms="DIFI-2016")
    assert first_day("L16", READY, old) == date(2026, 3, 26)  # 14 days, the least that domain.md 5.3 names
    assert not reasons("L16", READY, date(2026, 12, 1), terms=old)


def test_a_letter_by_post_is_received_the_day_it_comes() -> None:
    by_post = [{**HEARD[0], "lead_question": "Q2.1"}, HEARD[1], delivered(1, 1, 10)]
    assert first_day("L08", by_post, contract(clauses=contract()["clauses"] | {"K-311"})) == date(2026, 1, 24)


def test_a_missing_plan_does_not_hasten_a_replacement() -> None:
    events = [one for one in READY if one["kind"] not in ("plan_received", "plan_accepted")]
    warned = [{**one, "warns_of": ("replacement",)} if one.get("letter") == "L07" else one for one in events]
    assert first_day("L15", warned) == date(2026, 2, 6)
    assert first_day("L14", warned) == date(2026, 2, 24)
