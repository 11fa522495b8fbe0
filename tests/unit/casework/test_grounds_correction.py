"""After a demand: when its time is over, when a plan waits for an answer, and when a finding may be closed."""

from datetime import date

import pytest

from sokdocs.core.casework.case import Event, EventKind
from tests.unit.casework.makers import (
    a_case,
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
    verified,
)

LATE = "2026-08-18"


def due(*events: Event, on: str = LATE, code: str = "L11") -> tuple[str, date | None]:
    found = ground("correction_due", a_case(*events), about(code), on)
    assert found.rule == "5.3"
    return said(found), found.opens_on


def test_correction_due_opens_on_the_day_after_the_last_day_to_correct() -> None:
    assert due(*the_demand(), on="2026-08-17") == ("not_met.running", date(2026, 8, 18))
    assert due(*the_demand()) == ("met", None)


def test_correction_due_needs_a_demand_about_the_same_finding() -> None:
    assert due(*the_hearing()) == ("not_met.no_letter", None)
    other = (*the_hearing(), letter("L08", "2026-06-17", "F2", due_correction="2026-08-17"), received(5, "2026-06-17"))
    assert due(*other) == ("not_met.no_letter", None)


def test_an_extension_moves_the_last_day_to_correct() -> None:
    extension = event(EventKind.EXTENSION, "2026-08-10", about=5, deadline="correction", until=date(2026, 9, 11))
    assert due(*the_demand(), extension) == ("not_met.running", date(2026, 9, 12))
    assert due(*the_demand(), extension, on="2026-09-12") == ("met.extended", None)


def test_a_demand_with_several_findings_runs_by_the_longest() -> None:
    minor = a_finding("F2", severity="K3")
    both = (
        a_finding(),
        minor,
        letter("L07", "2026-06-01", "F1", "F2", due_comment="2026-06-15"),
        received(3, "2026-06-01"),
    )
    demand = letter("L08", "2026-06-17", "F1", "F2", due_correction="2026-08-17")
    case = (*both, held("2026-06-16", "F1", "F2"), demand, received(6, "2026-06-17"))
    assert due(*case) == ("not_met.running", date(2026, 9, 16))


def test_of_several_findings_the_corrected_one_carries_nothing_more() -> None:
    both = (
        a_finding(),
        a_finding("F2"),
        letter("L07", "2026-06-01", "F1", "F2", due_comment="2026-06-15"),
        received(3, "2026-06-01"),
    )
    demand = letter("L08", "2026-06-17", "F1", "F2", due_correction="2026-08-17")
    events = (
        *both,
        held("2026-06-16", "F1", "F2"),
        demand,
        received(6, "2026-06-17"),
        verified("2026-08-12", "corrected", "F2"),
    )
    whole = ground("correction_due", a_case(*events), about("L11", "F1", "F2"), LATE)
    assert (said(whole), whole.parts["finding"], whole.event) == ("not_met.corrected", "F2", 8)
    assert said(ground("correction_due", a_case(*events), about("L11", "F1"), LATE)) == "met"


@pytest.mark.parametrize(("result", "expected"), [("corrected", "not_met.corrected"), ("partly", "met"), ("not_corrected", "met")])
def test_only_what_is_corrected_ends_it(result: str, expected: str) -> None:
    assert due(*the_demand(), verified("2026-08-12", result))[0] == expected


def test_once_corrected_a_finding_does_not_come_back() -> None:
    assert due(*the_demand(), verified("2026-08-12", "corrected"), verified("2026-08-14", "not_corrected"))[0] == "not_met.corrected"


def test_proof_that_came_in_time_is_judged_first() -> None:
    proof = event(EventKind.ANSWER, "2026-08-14", about=5, what="documentation")
    assert due(*the_demand(), proof) == ("unknown.proof_not_judged", None)
    assert due(*the_demand(), proof, verified("2026-08-18", "not_corrected")) == ("met", None)


def test_a_demand_whose_notice_was_withdrawn_carries_nothing() -> None:
    withdrawal = letter("L20", "2026-07-01", corrected_document=2, correction_kind="withdrawal")
    assert due(*the_demand(), withdrawal)[0] == "not_met.not_heard"


def test_zero_tolerance_may_go_straight_to_the_stop_but_no_further() -> None:
    assert due(a_finding(severity="K0"), on="2026-06-01") == ("met.zero_tolerance", None)
    assert due(a_finding(severity="K1"), on="2026-06-01") == ("not_met.no_letter", None)
    found = ground("milder_tried", a_case(a_finding(severity="K0")), about("L15"), "2026-06-01")
    assert said(found) == "not_met.no_letter"


def test_no_receipt_of_the_demand_leaves_it_unknown() -> None:
    no_receipt = the_demand()[:5]
    assert due(*no_receipt, on="2026-08-17") == ("not_met.no_receipt", date(2026, 8, 18))
    assert due(*no_receipt) == ("unknown.no_receipt", None)


PLAN = event(EventKind.PLAN_RECEIVED, "2026-06-30", about=5)


def test_a_plan_waits_for_an_answer_until_a_letter_gives_it() -> None:
    assert said(ground("plan_pending", a_case(*the_demand()), about("L09"), "2026-07-01")) == "not_met.no_plan"
    found = ground("plan_pending", a_case(*the_demand(), PLAN), about("L09"), "2026-07-01")
    assert (said(found), found.event, found.parts["document"]) == ("met", 7, "2026/01234-7")
    answered = a_case(*the_demand(), PLAN, letter("L09", "2026-07-02", "F1", about=7, plan_verdict="returned"))
    assert said(ground("plan_pending", answered, about("L09"), "2026-07-02")) == "not_met.judged"


def test_a_plan_sent_again_waits_again() -> None:
    returned = letter("L09", "2026-07-02", "F1", about=7, plan_verdict="returned")
    case = a_case(*the_demand(), PLAN, returned, event(EventKind.PLAN_RECEIVED, "2026-07-07", about=8))
    assert said(ground("plan_pending", case, about("L09"), "2026-07-08")) == "met"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((*the_demand(), verified("2026-08-12", "corrected")), "met"),
        ((*the_demand(), verified("2026-08-12", "partly")), "not_met.partly"),
        ((*the_demand(), verified("2026-08-12", "not_corrected")), "not_met.not_corrected"),
        (the_demand(), "not_met"),
        ((*the_hearing(), event(EventKind.DROPPED, "2026-06-17", findings=("F1",), reason="Feil")), "met.dropped"),
        ((*the_hearing(), verified("2026-06-17", "corrected")), "met"),
    ],
)
def test_a_finding_is_closed_only_when_corrected_or_dropped(events: tuple[Event, ...], expected: str) -> None:
    assert said(ground("corrected", a_case(*events), about("L10"), LATE)) == expected


def test_all_findings_of_a_closure_must_be_corrected() -> None:
    case = a_case(*the_demand(), a_finding("F2", "2026-06-20"), verified("2026-08-12", "corrected"))
    assert said(ground("corrected", case, about("L10", "F1", "F2"), LATE)) == "not_met"
