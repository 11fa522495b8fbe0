"""Rules 5, 12 and 13: only what the contract covers, no source by name, no wages in Norway."""

import pytest

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.facts.definition import FactValue
from tests.unit.casework.makers import a_case, a_contract, a_finding, about, event, ground, said

DAY = "2026-06-01"
ADDED = event(EventKind.SUB_SUPPLIER_ADDED, "2026-05-30", name="Tredje AS", country="IN", products=("Kjeledress",))


@pytest.mark.parametrize(
    ("finding", "events", "wanted", "expected"),
    [
        ({}, (), {}, "met"),
        ({}, (), {"products": ("Hansker",), "sites": ("sydfabrikken",), "extent": "whole"}, "met"),
        ({}, (), {"products": ("Støvler",)}, "not_met.products"),
        ({"products": ("Støvler",)}, (), {}, "not_met.products"),
        ({}, (), {"sites": ("Nordfabrikken",)}, "not_met.sites"),
        ({"sites": ("Nordfabrikken",)}, (), {}, "not_met.sites"),
        ({}, (), {"sub_supplier": "Tredje AS"}, "not_met.sub_supplier"),
        ({"sub_supplier": "Tredje AS"}, (), {}, "not_met.sub_supplier"),
        ({"sub_supplier": "Tredje AS"}, (ADDED,), {}, "met"),
    ],
)
def test_a_letter_keeps_to_what_the_contract_covers(
    finding: dict[str, FactValue], events: tuple[Event, ...], wanted: dict[str, object], expected: str
) -> None:
    case = a_case(a_finding(**finding), *events)  # type: ignore[arg-type]
    found = ground("within_contract", case, about("L08", **wanted), DAY)
    assert (said(found), found.rule) == (expected, "5.4-5")


def test_a_contract_without_a_list_leaves_it_unknown() -> None:
    contract = a_contract(facts={"sites": ()})
    case = a_case(a_finding(sites=("Sydfabrikken",)), contract=contract)
    found = ground("within_contract", case, about("L08"), DAY)
    assert (said(found), found.parts["names"]) == ("unknown.no_list", "Sydfabrikken")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"extent": "part", "products": ("Kjeledress",)}, "met"),
        ({"extent": "part", "products": ("Kjeledress", "Hansker")}, "not_met.beyond_findings"),
        ({"extent": "part"}, "not_met.names_nothing"),
        ({"extent": "whole"}, "met"),
    ],
)
def test_a_stop_of_a_part_keeps_to_what_the_breach_concerns(wanted: dict[str, object], expected: str) -> None:
    assert said(ground("within_contract", a_case(a_finding()), about("L12", **wanted), DAY)) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ({"topic": "wages", "country": "NO"}, "not_met"),
        ({"topic": "hours", "country": "no"}, "not_met"),
        ({"topic": "contracts", "country": ""}, "unknown"),
        ({"topic": "wages", "country": "PK"}, "met"),
        ({"topic": "health_and_safety", "country": "NO"}, "met"),
    ],
)
def test_wages_in_norway_are_not_followed_up_here(finding: dict[str, FactValue], expected: str) -> None:
    found = ground("not_wages_in_norway", a_case(a_finding(**finding)), about("L08"), DAY)  # type: ignore[arg-type]
    assert (said(found), found.rule) == (expected, "5.4-13")


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ({"source_kind": "informant", "source": "kilde 1"}, "met"),
        ({"source_kind": "informant", "source": "formannen på linje 4"}, "not_met"),
        ({"source_kind": "informant", "source": "kilde 1 på linje 4"}, "not_met"),
        ({"source_kind": "informant", "source": ""}, "not_met"),
        ({"source_kind": "media", "source": "NRK 3. mai"}, "met"),
    ],
)
def test_an_informant_is_named_by_number_only(finding: dict[str, FactValue], expected: str) -> None:
    case = a_case(a_finding(**finding))  # type: ignore[arg-type]
    found = ground("source_protected", case, about("L08"), DAY)
    assert (said(found), found.rule) == (expected, "5.4-12")
    assert said(ground("source_protected", case, about("L18", "F9"), DAY)) == expected
