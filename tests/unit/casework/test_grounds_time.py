"""When a time that was given is over: receipt on a day off, several letters about the same, and decisions dated back."""

from dataclasses import replace
from datetime import date

import pytest

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.values.identifiers import ClauseId
from tests.unit.casework.makers import (
    a_case,
    a_contract,
    a_finding,
    about,
    event,
    ground,
    held,
    letter,
    received,
    said,
    the_demand,
    the_hearing,
    the_last_warning,
    the_warning,
)

STOP = {"extent": "part", "products": ("Kjeledress",)}


def with_clause(*names: str) -> Contract:
    """The usual contract with these clauses too."""
    contract = a_contract()
    more = (replace(contract.clauses[0], id=ClauseId(each), parameters={}) for each in names)
    return replace(contract, clauses=(*contract.clauses, *more))


def of_weekend(contract: Contract) -> Case:
    """A notice that came on a Saturday, 30 May 2026: ten working days later is 12 June, counted from Monday 1 June it is 15 June."""
    notice = letter("L07", "2026-05-29", "F1", due_comment="2026-06-12")
    return a_case(the_hearing()[0], notice, received(2, "2026-05-30"), contract=contract)


def test_letter_that_came_on_a_day_off_is_received_on_the_next_working_day() -> None:
    case = of_weekend(with_clause("K-311"))
    assert said(ground("heard", case, about("L08"), "2026-06-15")) == "not_met.running"
    assert said(ground("heard", case, about("L08"), "2026-06-16")) == "met"


def test_without_the_clause_on_days_off_it_is_received_when_it_came() -> None:
    assert said(ground("heard", of_weekend(a_contract()), about("L08"), "2026-06-15")) == "met"


def twice(code: str, key: str, *until: str) -> tuple[Event, Event]:
    """Two letters of a kind about the same, the second a day after the first was to be over."""
    return letter(code, "2026-06-01", "F1", **{key: until[0]}), letter(code, "2026-06-16", "F1", **{key: until[1]})


def test_earlier_notice_whose_receipt_is_known_late_still_gives_its_time() -> None:
    first, second = twice("L07", "due_comment", "2026-06-15", "2026-06-30")
    case = a_case(the_hearing()[0], first, second, received(3, "2026-06-16"), received(2, "2026-06-29"), held("2026-07-01"))
    assert said(ground("heard", case, about("L08"), "2026-07-01")) == "not_met.running"
    assert said(ground("breach_held", case, about("L08"), "2026-07-01")) == "not_met.before_hearing"
    assert said(ground("heard", case, about("L08"), "2026-07-14")) == "met"


def test_earlier_notice_that_nothing_shows_was_received_is_replaced_by_the_later_one() -> None:
    first, second = twice("L07", "due_comment", "2026-06-15", "2026-06-30")
    case = a_case(the_hearing()[0], first, second, received(3, "2026-06-16"), held("2026-07-01"))
    assert said(ground("heard", case, about("L08"), "2026-07-01")) == "met"


def test_more_time_to_correct_given_on_the_earlier_demand_holds_beside_the_later_one() -> None:
    more = event(EventKind.EXTENSION, "2026-08-17", about=5, deadline="correction", until=date(2026, 12, 1))
    again = letter("L08", "2026-08-18", "F1", due_correction="2026-10-19")
    case = a_case(*the_demand(), again, received(7, "2026-08-18"), more)
    assert said(ground("correction_due", case, about("L11"), "2026-10-20")) == "not_met.running"
    assert said(ground("correction_due", case, about("L11"), "2026-12-02")) == "met"


def test_more_time_on_another_warning_of_termination_holds_too() -> None:
    wider = letter("L15", "2026-10-05", "F1", extent="whole", due_final="2026-11-04")
    case = a_case(*the_last_warning(extent="part", products=("Kjeledress",)), wider, received(13, "2026-11-03"))
    whole = about("L16", extent="whole")
    assert said(ground("final_warning_expired", case, whole, "2026-11-05")) == "not_met.running"
    assert said(ground("final_warning_expired", case, about("L16", **STOP), "2026-11-05")) == "not_met.running"


def test_breach_on_an_unreceived_notice_does_not_carry_a_warning_of_stop() -> None:
    unreceived = (*the_hearing()[:2], event(EventKind.RENAMED, "2026-06-02", new_name="Nytt AS"), held("2026-06-16"))
    demand = letter("L08", "2026-06-17", "F1", due_correction="2026-08-17")
    case = a_case(*unreceived, demand, received(5, "2026-06-17"))
    assert said(ground("correction_due", case, about("L11"), "2026-08-18")).startswith("unknown")


@pytest.mark.parametrize(("begins", "comes_to"), [("2026-09-01", "not_met.backdated"), ("2026-09-02", "met"), ("2026-09-20", "met")])
def test_stop_never_begins_before_the_letter(begins: str, comes_to: str) -> None:
    intent = about("L12", **STOP, given={"effective_on": date.fromisoformat(begins)})
    assert said(ground("stop_warned", a_case(*the_warning()), intent, "2026-09-02")) == comes_to


@pytest.mark.parametrize(("begins", "comes_to"), [("2026-11-02", "not_met.backdated"), ("2026-11-03", "met")])
def test_termination_never_works_from_before_the_letter(begins: str, comes_to: str) -> None:
    intent = about("L16", extent="whole", given={"effective_on": date.fromisoformat(begins)})
    assert said(ground("final_warning_expired", a_case(*the_last_warning()), intent, "2026-11-03")) == comes_to


@pytest.mark.parametrize(
    ("without", "warns_of", "comes_to"),
    [
        (("K-404",), ("stop", "replacement"), "not_met"),
        (("K-404",), ("stop",), "met.point"),
        ((), ("stop", "replacement"), "met.point"),
    ],
)
def test_warning_needs_the_clause_of_all_it_warns_of(without: tuple[str, ...], warns_of: tuple[str, ...], comes_to: str) -> None:
    case = a_case(*the_demand(), contract=a_contract(without=without))
    found = ground("clause_in_contract", case, about("L11", given={"warns_of": warns_of}), "2026-08-18")
    assert said(found) == comes_to
    assert (found.clause == "K-404") == (comes_to == "not_met")


def test_time_to_comment_on_a_joined_notice_outlasts_the_time_to_correct() -> None:
    terms = a_contract({"K-401.no_answer_route": "joint", "K-401.hearing_days": 15, "K-402.late_days": 5})
    own_no = event(EventKind.ANSWER, "2026-05-28", about=9, what="self_report", lead_no=("Q2.1",))
    finding = a_finding(severity="D1", source_kind="self_report", lead_question="Q2.1")
    joined = letter("L08", "2026-06-01", "F1", joint=True, due_correction="2026-06-08", due_comment="2026-06-22")
    case = a_case(own_no, finding, joined, received(3, "2026-06-01"), contract=terms, joint_finding_and_correction=True)
    found = ground("correction_due", case, about("L11"), "2026-06-22")
    assert (said(found), found.opens_on) == ("not_met.running", date(2026, 6, 23))
    assert said(ground("correction_due", case, about("L11"), "2026-06-23")) == "met"
