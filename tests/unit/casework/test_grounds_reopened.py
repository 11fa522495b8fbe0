"""What opens a question again: proof nobody has judged, a replacement that was done, a reason that has changed, words that were erased."""

from dataclasses import replace
from datetime import date

import pytest

from sokdocs.core.casework.case import ERASED_TEXT, Event, EventKind
from sokdocs.core.casework.ground import Ground, Intent
from sokdocs.core.casework.next_step import status
from tests.unit.casework.makers import (
    a_case,
    a_finding,
    a_ladder,
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
    the_stop,
    the_warning,
    verified,
)

NOT_JUDGED = "unknown.proof_not_judged"
REPLACEMENT = letter("L14", "2026-09-03", "F1", sub_supplier="Sying AS", due_replacement="2026-11-02")
DONE = event(EventKind.REPLACED, "2026-10-05", about=11, sub_supplier="Sying AS", new_sub_supplier="Veving AS")


def answered(on: str, letter_number: int, what: str = "documentation") -> Event:
    return event(EventKind.ANSWER, on, about=letter_number, what=what)


def planned(on: str, letter_number: int) -> Event:
    return event(EventKind.PLAN_RECEIVED, on, about=letter_number)


def due(*events: Event, on: str = "2026-10-01", code: str = "L12") -> str:
    return said(ground("correction_due", a_case(*events), about(code), on))


@pytest.mark.parametrize(
    ("name", "code", "events"),
    [
        ("correction_due", "L11", (*the_demand(), answered("2026-08-14", 5, "other"))),
        ("correction_due", "L11", (*the_demand(), answered("2026-08-20", 5))),
        ("correction_due", "L11", (*the_demand(), planned("2026-06-30", 5))),
        ("correction_due", "L12", (*the_warning(), answered("2026-08-25", 7))),
        ("correction_due", "L12", (*the_warning(), planned("2026-08-25", 7))),
        ("replacement_ground", "L14", (*the_warning(), answered("2026-08-25", 7))),  # F1 is not grave: that is told next
        ("milder_tried", "L15", (*the_stop(), answered("2026-09-20", 9))),
        ("milder_tried", "L15", (*the_stop(), REPLACEMENT, DONE, received(11, "2026-09-03"))),
        ("final_warning_expired", "L16", (*the_last_warning(), answered("2026-11-03", 11))),
        ("final_warning_expired", "L16", (*the_last_warning(), answered("2026-10-20", 9))),
    ],
)
def test_what_the_supplier_sent_since_the_demand_is_judged_first(name: str, code: str, events: tuple[Event, ...]) -> None:
    intent = about(code, extent="whole", sub_supplier="Sying AS")
    assert said(ground(name, a_case(*events), intent, "2026-11-10")) == NOT_JUDGED
    judged = a_case(*events, verified("2026-11-09", "not_corrected"))
    assert said(ground(name, judged, intent, "2026-11-10")) == ("unknown.not_grave" if code == "L14" else "met")


@pytest.mark.parametrize(
    "other",
    [
        event(EventKind.COMMENT, "2026-08-25", about=7),
        answered("2026-08-25", 2),
        letter("L04", "2026-08-25"),
    ],
)
def test_a_comment_or_an_answer_to_the_notice_is_no_proof(other: Event) -> None:
    assert due(*the_warning(), other) == "met"


def test_what_was_sent_before_the_demand_or_about_another_finding_is_no_proof() -> None:
    demand = letter("L08", "2026-06-17", "F1", due_correction="2026-08-17")
    assert due(*the_hearing(), answered("2026-06-16", 2), demand, received(6, "2026-06-17"), code="L11") == "met"
    other = (*the_demand(), a_finding("F2", "2026-08-18"), letter("L11", "2026-08-18", "F2"), answered("2026-08-25", 8))
    assert due(*other, code="L11") == "met"


def test_a_verification_judges_only_what_had_come_and_what_it_names() -> None:
    proof = answered("2026-08-25", 7)
    assert due(*the_warning(), verified("2026-08-26", "not_corrected"), proof) == NOT_JUDGED
    assert due(*the_warning(), proof, verified("2026-08-24", "not_corrected")) == NOT_JUDGED
    assert due(*the_warning(), a_finding("F2", "2026-08-20"), proof, verified("2026-08-26", "not_corrected", "F2")) == NOT_JUDGED
    assert due(*the_warning(), proof, answered("2026-08-27", 7), verified("2026-08-26", "not_corrected")) == NOT_JUDGED


@pytest.mark.parametrize(
    ("judgement", "expected"),
    [
        (letter("L09", "2026-07-02", "F1", about=7, plan_verdict="returned"), "met"),
        (event(EventKind.PLAN_ACCEPTED, "2026-07-02", about=7), "met"),
        (event(EventKind.PLAN_RETURNED, "2026-07-02", about=7, gaps="Datoer"), "met"),
        (verified("2026-07-02", "partly"), "met"),
        (letter("L09", "2026-07-02", "F1", about=5, plan_verdict="returned"), "met"),
        (event(EventKind.PLAN_ACCEPTED, "2026-06-29", about=7), NOT_JUDGED),
    ],
)
def test_a_plan_is_judged_by_the_word_on_it(judgement: Event, expected: str) -> None:
    assert due(*the_demand(), planned("2026-06-30", 5), judgement, code="L11") == expected


def test_a_plan_sent_again_waits_again_and_takes_the_place_of_the_first() -> None:
    returned = letter("L09", "2026-07-02", "F1", about=7, plan_verdict="returned")
    once = (*the_demand(), planned("2026-06-30", 5), returned, planned("2026-07-07", 8))
    assert due(*once, code="L11") == NOT_JUDGED
    assert due(*once, letter("L09", "2026-07-08", "F1", about=7), code="L11") == NOT_JUDGED
    assert due(*once, letter("L09", "2026-07-08", "F1", about=9), code="L11") == "met"


def test_an_answer_is_not_judged_by_the_word_on_a_plan() -> None:
    events = (*the_demand(), planned("2026-06-30", 5), answered("2026-06-30", 5), letter("L09", "2026-07-02", "F1", about=7))
    assert due(*events, code="L11") == NOT_JUDGED


def test_proof_in_answer_to_a_withdrawn_letter_is_still_proof() -> None:
    withdrawal = letter("L20", "2026-08-26", corrected_document=7, correction_kind="withdrawal")
    assert due(*the_warning(), answered("2026-08-25", 7), withdrawal, code="L11") == NOT_JUDGED


def test_a_replacement_is_told_by_the_demand_for_it() -> None:
    found = tried(DONE)
    assert (said(found), found.event, found.parts["document"]) == (NOT_JUDGED, 12, "2026/01234-11")


def tried(*later: Event) -> Ground:
    return ground("milder_tried", a_case(*the_stop(), REPLACEMENT, *later), about("L15"), "2026-11-10")


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ((), "unknown.no_receipt"),
        ((received(11, "2026-09-03"),), "met"),
        ((received(11, "2026-09-03"), DONE), NOT_JUDGED),
        ((received(11, "2026-09-03"), DONE, verified("2026-10-09", "partly")), NOT_JUDGED),
        ((received(11, "2026-09-03"), DONE, verified("2026-10-09", "not_corrected")), "met"),
        ((received(11, "2026-09-03"), verified("2026-10-09", "not_corrected"), DONE), NOT_JUDGED),
        ((received(11, "2026-09-03"), DONE, verified("2026-10-09", "corrected")), "not_met.corrected"),
    ],
)
def test_a_replacement_that_was_done_was_not_tried_in_vain(later: tuple[Event, ...], expected: str) -> None:
    assert said(tried(*later)) == expected


def taken_on(code: str, name: str, on: str) -> Event:
    return event(EventKind.OVERRIDE, on, letter=code, ground=name, reason="Vi svarer for det.")


def overridden(events: tuple[Event, ...], intent: Intent, name: str, on: str) -> str:
    found = status(a_case(*events), a_ladder(), intent, date.fromisoformat(on))
    return next(each.overridden_by for each in found.grounds if each.name == name)


PROVEN = (*the_demand(), answered("2026-08-14", 5))
TAKEN = taken_on("L11", "correction_due", "2026-08-18")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((*PROVEN, TAKEN), "kari"),
        ((*PROVEN, TAKEN, answered("2026-08-19", 5)), ""),
        ((*PROVEN, TAKEN, answered("2026-08-10", 5)), ""),
        ((*PROVEN, TAKEN, event(EventKind.EXTENSION_REQUESTED, "2026-08-17", about=5, deadline="correction")), ""),
        ((*the_demand(), TAKEN, answered("2026-08-18", 5)), ""),
        ((*PROVEN, taken_on("L11", "correction_due", "2026-08-17")), ""),
        ((*PROVEN, TAKEN, answered("2026-08-19", 5), taken_on("L11", "correction_due", "2026-08-19")), "kari"),
        ((*PROVEN, TAKEN, taken_on("L11", "correction_due", "2026-08-10")), "kari"),
        ((*PROVEN, TAKEN, letter("L11", "2026-08-19", "F1")), ""),
    ],
    ids=["same", "newer", "filed later", "another reason", "before", "running then", "again", "one of two", "used"],
)
def test_what_was_taken_on_holds_for_the_reason_it_had(events: tuple[Event, ...], expected: str) -> None:
    assert overridden(events, about("L11"), "correction_due", "2026-08-20") == expected


def test_what_was_taken_on_for_one_finding_does_not_cover_another() -> None:
    findings = (a_finding(), a_finding("F2"), letter("L07", "2026-06-01", "F1", "F2", due_comment="2026-06-15"), received(3, "2026-06-01"))
    first, second = (letter("L08", "2026-06-17", each, due_correction="2026-08-17") for each in ("F1", "F2"))
    events = (*findings, held("2026-06-16", "F1", "F2"), first, received(6, "2026-06-17"), second, received(8, "2026-06-17"))
    taken = (*events, answered("2026-08-14", 6), TAKEN)
    both = about("L11", "F1", "F2")
    assert overridden(taken, both, "correction_due", "2026-08-20") == "kari"
    assert overridden((*taken, answered("2026-08-10", 8)), both, "correction_due", "2026-08-20") == ""
    assert overridden((*taken, answered("2026-08-10", 8)), about("L11", "F1"), "correction_due", "2026-08-20") == "kari"


def erased(each: Event, name: str) -> Event:
    return replace(each, values={**each.values, name: ERASED_TEXT})


@pytest.mark.parametrize("name", ["evidence_and_date", "breach_held"])
def test_what_is_erased_is_held_against_nobody(name: str) -> None:
    finding, *rest, breach = the_hearing()
    for events in ((erased(finding, "what"), *rest, breach), (finding, *rest, erased(breach, "view"))):
        assert said(ground(name, a_case(*events), about("L08"), "2026-06-17")) == "not_met.erased"
    again = (finding, *rest, erased(breach, "view"), held("2026-06-17"))
    assert said(ground(name, a_case(*again), about("L08"), "2026-06-17")) == "met"
    assert said(ground(name, a_case(finding, *rest, breach), about("L08"), "2026-06-17")) == "met"


def test_a_demand_on_a_breach_that_is_erased_carries_nothing() -> None:
    finding, *rest = the_demand()
    assert due(erased(finding, "what"), *rest, code="L11") == "not_met.erased"
