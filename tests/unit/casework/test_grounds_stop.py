"""Rule 2: no stop beyond what was warned of, nor before the supplier could comment; and when a stop may be lifted."""

from datetime import date

import pytest

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.ground import Intent
from sokdocs.core.facts.definition import FactValue
from tests.unit.casework.makers import (
    a_case,
    a_contract,
    a_finding,
    about,
    event,
    ground,
    letter,
    received,
    said,
    the_demand,
    the_stop,
    the_warning,
    verified,
)

PART = about("L12", extent="part", products=("Kjeledress",))
WHOLE = about("L12", extent="whole")
DAY = "2026-09-02"


def warned(*events: Event, intent: Intent = PART, on: str = DAY) -> tuple[str, date | None]:
    found = ground("stop_warned", a_case(*events), intent, on)
    assert (found.rule, found.clause) == ("5.4-2", "K-403")
    return said(found), found.opens_on


def test_a_stop_opens_on_the_day_after_the_last_day_to_comment() -> None:
    assert warned(*the_warning(), on="2026-09-01") == ("not_met.running", date(2026, 9, 2))
    assert warned(*the_warning()) == ("met", None)


def test_a_stop_needs_a_warning_of_the_same_findings() -> None:
    assert warned(*the_demand()) == ("not_met.no_letter", None)
    both = about("L12", "F1", "F2", extent="part", products=("Kjeledress",))
    assert warned(*the_warning(), a_finding("F2", "2026-08-20"), intent=both) == ("not_met.no_letter", None)


def test_a_waiver_of_the_warning_lets_the_stop_begin() -> None:
    assert warned(*the_warning(), event(EventKind.WAIVER, "2026-08-20", about=7), on="2026-08-20") == (
        "met.waived",
        None,
    )


def test_a_warning_that_was_withdrawn_does_not_count() -> None:
    withdrawal = letter("L20", "2026-09-01", corrected_document=7, correction_kind="withdrawal")
    assert warned(*the_warning(), withdrawal) == ("not_met.no_letter", None)


@pytest.mark.parametrize(
    ("warning", "wanted", "expected"),
    [
        ({}, {"extent": "part", "products": ("Hansker",)}, "not_met.beyond_warning"),
        ({}, {"extent": "part", "products": ("Kjeledress", "Hansker")}, "not_met.beyond_warning"),
        ({}, {"extent": "part", "sites": ("Sydfabrikken",)}, "not_met.beyond_warning"),
        ({}, {"extent": "whole"}, "not_met.beyond_warning"),
        ({}, {"extent": ""}, "not_met.beyond_warning"),
        ({}, {"extent": "", "products": ("Kjeledress",)}, "not_met.beyond_warning"),
        ({}, {"extent": "whole", "products": ("Kjeledress",)}, "not_met.beyond_warning"),
        ({}, {"extent": "part"}, "not_met.beyond_warning"),
        ({"products": ()}, {"extent": "part", "products": ("Kjeledress",)}, "not_met.beyond_warning"),
        ({"sites": ("Sydfabrikken",)}, {"extent": "part", "products": ("Kjeledress",)}, "not_met.beyond_warning"),
        ({"extent": "whole"}, {"extent": "whole"}, "met"),
        ({"extent": "whole"}, {"extent": "part", "products": ("Hansker",)}, "met"),
        ({}, {"extent": "part", "products": ("kjeledress ",)}, "met"),
        ({}, {"extent": "part", "products": ("Kjeledress",), "sites": ("Sydfabrikken",)}, "met"),
        ({"products": ("Kjeledress", "Hansker")}, {"extent": "part", "products": ("Hansker",)}, "met"),
    ],
)
def test_a_stop_reaches_no_further_than_its_warning(warning: dict[str, FactValue], wanted: dict[str, object], expected: str) -> None:
    assert warned(*the_warning(**warning), intent=about("L12", **wanted))[0] == expected


def test_a_wider_warning_that_still_runs_is_waited_for() -> None:
    wider = letter("L11", "2026-09-01", "F1", extent="whole", due_comment="2026-09-15")
    assert warned(*the_warning(), wider, received(9, "2026-09-01"), intent=WHOLE) == (
        "not_met.running",
        date(2026, 9, 16),
    )


def test_a_warning_is_used_up_when_its_stop_is_lifted() -> None:
    lift = letter("L13", "2026-09-20", "F1", extent="whole")
    assert warned(*the_stop(), lift, on="2026-09-21") == ("not_met.no_letter", None)
    withdrawal = letter("L20", "2026-09-21", corrected_document=11, correction_kind="withdrawal")
    assert warned(*the_stop(), lift, withdrawal, on="2026-09-21") == ("not_met.no_letter", None)


def acute(on: str, *, severity: str = "K0", switch: bool = True, start: str = "two_days") -> tuple[str, date | None]:
    warning = letter("L11", "2026-06-01", "F1", extent="part", products=("Kjeledress",), due_comment="2026-06-15")
    contract = a_contract({"K-403.acute_stop": start})
    events = (a_finding(severity=severity), warning, received(2, "2026-06-01"))
    found = ground("stop_warned", a_case(*events, contract=contract, stop_before_hearing_ends=switch), PART, on)
    return said(found), found.opens_on


def test_zero_tolerance_lets_a_stop_begin_before_the_hearing_ends_where_switch_and_contract_say_so() -> None:
    assert acute("2026-06-02") == ("not_met.acute_wait", date(2026, 6, 3))
    assert acute("2026-06-03") == ("met.acute", None)
    assert acute("2026-06-01", start="same_day") == ("met.acute", None)


def test_the_hearing_is_not_cut_short_otherwise() -> None:
    running = ("not_met.running", date(2026, 6, 16))
    assert acute("2026-06-03", switch=False) == running
    assert acute("2026-06-03", severity="K1") == running
    assert acute("2026-06-03", start="") == running


def test_a_stop_before_the_hearing_ends_needs_a_receipt() -> None:
    warning = letter("L11", "2026-06-01", "F1", extent="part", products=("Kjeledress",), due_comment="2026-06-15")
    case = a_case(a_finding(severity="K0"), warning, stop_before_hearing_ends=True)
    assert said(ground("stop_warned", case, PART, "2026-06-10")) == "not_met.no_receipt"


def test_a_stop_of_everything_says_why_a_part_is_not_enough() -> None:
    case = a_case(*the_warning())
    assert said(ground("part_not_enough", case, WHOLE, DAY)) == "not_met.missing_answer"
    told = about("L12", extent="whole", given={"why_whole": "Varene kan ikke skilles."})
    assert said(ground("part_not_enough", case, told, DAY)) == "met"
    assert said(ground("part_not_enough", case, PART, DAY)) == "met.not_needed"
    asked = ground("part_not_enough", case, Intent("L12", ("F1",)), DAY)
    assert (said(asked), asked.parts["answer"]) == ("unknown.missing_answer", "why_whole")


def test_a_stop_is_in_force_until_it_is_lifted() -> None:
    assert said(ground("stop_in_force", a_case(*the_warning()), about("L13"), DAY)) == "not_met.no_letter"
    found = ground("stop_in_force", a_case(*the_stop()), about("L13"), "2026-09-20")
    assert (said(found), found.event) == ("met", 9)
    whole = a_case(*the_stop(), letter("L13", "2026-09-20", "F1", extent="whole"))
    assert said(ground("stop_in_force", whole, about("L13"), "2026-09-20")) == "not_met.lifted"
    part = a_case(*the_stop(), letter("L13", "2026-09-20", "F1", extent="part"), event(EventKind.LIFT, "2026-09-20", about=9))
    assert said(ground("stop_in_force", part, about("L13"), "2026-09-20")) == "met"


REVIEW = {"about": 9, "summary": "Gjennomgang"}
REPLACED = event(EventKind.REPLACED, "2026-09-18", about=9, sub_supplier="sying as", new_sub_supplier="Ny AS")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), "not_met"),
        ((event(EventKind.STOP_REVIEWED, "2026-09-18", result="lift", **REVIEW),), "met.reviewed"),  # type: ignore[arg-type]
        ((event(EventKind.STOP_REVIEWED, "2026-09-18", result="continue", **REVIEW),), "not_met.continued"),  # type: ignore[arg-type]
        ((verified("2026-09-18", "corrected"),), "met.corrected"),
        ((verified("2026-09-18", "partly"),), "not_met"),
        ((REPLACED,), "met.replaced"),
    ],
)
def test_a_lift_needs_a_decision_or_a_correction(events: tuple[Event, ...], expected: str) -> None:
    assert said(ground("lift_decided", a_case(*the_stop(), *events), about("L13"), "2026-09-20")) == expected


def test_a_part_that_was_lifted_is_not_lifted_again_on_the_same_decision() -> None:
    review = event(EventKind.STOP_REVIEWED, "2026-09-18", result="lift", **REVIEW)  # type: ignore[arg-type]
    part = letter("L13", "2026-09-20", "F1", extent="part")
    assert said(ground("lift_decided", a_case(*the_stop(), review, part), about("L13"), "2026-09-20")) == "not_met"


def test_a_finding_that_a_lift_was_about_carries_no_further_lift() -> None:
    part = letter("L13", "2026-09-20", "F1", extent="part")
    events = (*the_stop(), verified("2026-09-18", "corrected"), part)
    assert said(ground("lift_decided", a_case(*events), about("L13"), "2026-09-20")) == "not_met"


def test_a_warning_stays_used_up_when_the_lifted_stop_is_withdrawn() -> None:
    lift = letter("L13", "2026-09-20", "F1", extent="whole")
    withdrawal = letter("L20", "2026-09-21", corrected_document=9, correction_kind="withdrawal")
    assert warned(*the_stop(), lift, withdrawal, on="2026-09-21") == ("not_met.no_letter", None)
