"""Rule 3: no replacement of a sub-supplier before correction of the same breach there was demanded, and the supplier heard on it."""

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
    held,
    letter,
    received,
    said,
    the_demand,
    the_hearing,
    the_warning,
    verified,
)

SYING = about("L14", sub_supplier="Sying AS")
GRAVE = (
    *the_hearing(severity="K1"),
    letter("L08", "2026-06-17", "F1", due_correction="2026-07-17"),
    received(5, "2026-06-17"),
)


def carried(*events: Event, intent: Intent = SYING, on: str = "2026-08-18") -> tuple[str, date | None]:
    found = ground("replacement_ground", a_case(*events), intent, on)
    assert (found.rule, found.clause) == ("5.4-3", "K-404")
    return said(found), found.opens_on


def test_replacement_opens_on_the_day_after_the_last_day_to_correct() -> None:
    assert carried(*GRAVE, on="2026-07-17") == ("not_met.running", date(2026, 7, 18))
    assert carried(*GRAVE, on="2026-07-18") == ("met", None)


def test_replacement_needs_a_demand_on_the_same_breach() -> None:
    assert carried(*the_hearing(severity="K1")) == ("not_met.no_letter", None)


@pytest.mark.parametrize(
    ("finding", "place", "expected"),
    [
        ({"sub_supplier": ""}, "Sying AS", "not_met.no_sub_supplier"),
        ({}, "Farging AS", "not_met.other_sub_supplier"),
        ({}, "", "not_met.other_sub_supplier"),
        ({}, " sying  as", "met"),
    ],
)
def test_only_the_sub_supplier_of_the_finding_is_replaced(finding: dict[str, FactValue], place: str, expected: str) -> None:
    events = (*the_hearing(severity="K1", **finding), *GRAVE[4:])
    assert carried(*events, intent=about("L14", sub_supplier=place))[0] == expected


def test_a_corrected_breach_carries_no_replacement() -> None:
    assert carried(*GRAVE, verified("2026-07-10", "corrected"))[0] == "not_met.corrected"


def test_a_breach_that_is_neither_grave_nor_repeated_is_left_to_judgement() -> None:
    assert carried(*the_demand()) == ("unknown.not_grave", None)
    earlier = (a_finding("F0", "2026-03-02"), held("2026-03-20", "F0"))
    moved = tuple(_moved(each, 2) for each in the_demand())
    assert carried(*earlier, *moved) == ("met", None)


def _moved(each: Event, by: int) -> Event:
    values = {name: value + by if name == "about" and isinstance(value, int) else value for name, value in each.values.items()}
    return Event(0, each.kind, each.on, values, each.actor)


def replacement_heard(*events: Event, on: str, hearing_days: int = 10) -> tuple[str, date | None]:
    found = ground("replacement_heard", a_case(*events, contract=a_contract({"K-403.hearing_days": hearing_days})), SYING, on)
    return said(found), found.opens_on


BOTH = ("stop", "replacement")


def test_the_supplier_is_heard_on_the_replacement_itself() -> None:
    assert replacement_heard(*the_warning(), on="2026-09-02") == ("not_met.no_letter", None)
    assert replacement_heard(*the_warning(warns_of=BOTH), on="2026-09-01") == ("not_met.running", date(2026, 9, 2))
    assert replacement_heard(*the_warning(warns_of=BOTH), on="2026-09-02") == ("met", None)


def test_a_notice_of_the_finding_may_warn_of_the_replacement() -> None:
    notice = letter("L07", "2026-06-01", "F1", warns_of=("replacement",), due_comment="2026-06-15")
    events = (a_finding(), notice, received(2, "2026-06-01"))
    assert replacement_heard(*events, on="2026-06-16") == ("met", None)
    waiver = event(EventKind.WAIVER, "2026-06-03", about=2)
    assert replacement_heard(*events, waiver, on="2026-06-03") == ("met.waived", None)


def test_a_shorter_hearing_on_a_stop_does_not_shorten_the_one_on_replacement() -> None:
    warning = the_warning(warns_of=BOTH, due_comment="2026-08-25")
    assert replacement_heard(*warning, on="2026-08-26", hearing_days=5) == ("not_met.running", date(2026, 9, 2))


def test_a_warning_that_names_another_sub_supplier_does_not_count() -> None:
    other = the_warning(warns_of=BOTH, sub_supplier="Farging AS")
    assert replacement_heard(*other, on="2026-09-02") == ("not_met.no_letter", None)


def test_a_demand_whose_notice_was_withdrawn_carries_no_replacement_though_a_stop_was_warned_of() -> None:
    grave = (*the_hearing(severity="K0"), *GRAVE[4:])
    withdrawn = letter("L20", "2026-06-18", corrected_document=2, correction_kind="withdrawal")
    warned = letter("L11", "2026-07-20", "F1", extent="part", warns_of=("stop", "replacement"), due_comment="2026-08-03")
    again = held("2026-08-04")
    assert carried(*grave, warned, received(8, "2026-07-20"), again) == ("met", None)
    assert carried(*grave, withdrawn, warned, received(9, "2026-07-20"), again) == ("not_met.not_heard", None)
