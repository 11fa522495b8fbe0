"""Rules 4 and 8: no termination without a last warning that has expired, nor too late; milder means first."""

from datetime import date

import pytest

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.ground import Intent
from sokdocs.core.facts.definition import FactValue
from tests.unit.casework.makers import (
    a_case,
    a_contract,
    about,
    event,
    ground,
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

WHOLE = about("L16", extent="whole")
DAY = "2026-11-03"


def expired(*events: Event, intent: Intent = WHOLE, on: str = DAY) -> tuple[str, date | None]:
    found = ground("final_warning_expired", a_case(*events), intent, on)
    assert (found.rule, found.clause) == ("5.4-4", "K-405")
    return said(found), found.opens_on


def test_termination_opens_on_the_day_after_the_last_day() -> None:
    assert expired(*the_last_warning(), on="2026-11-02") == ("not_met.running", date(2026, 11, 3))
    assert expired(*the_last_warning()) == ("met", None)


def test_termination_needs_a_warning_on_the_same_breach() -> None:
    assert expired(*the_stop()) == ("not_met.no_letter", None)
    assert expired(*the_stop(), letter("L15", "2026-10-01", "F2", extent="whole", due_final="2026-11-02"))[0] == "not_met.no_letter"


def test_a_correction_after_the_warning_ends_it() -> None:
    assert expired(*the_last_warning(), verified("2026-10-30", "corrected"))[0] == "not_met.corrected"


def test_a_waiver_does_not_shorten_the_time_to_correct() -> None:
    waiver = event(EventKind.WAIVER, "2026-10-05", about=11)
    assert expired(*the_last_warning(), waiver, on="2026-10-06") == ("not_met.running", date(2026, 11, 3))


def test_proof_sent_before_the_last_day_is_judged_first() -> None:
    proof = event(EventKind.ANSWER, "2026-10-30", about=11, what="documentation")
    assert expired(*the_last_warning(), proof) == ("unknown.proof_not_judged", None)


def test_more_time_to_correct_after_the_warning_is_waited_for() -> None:
    extension = event(EventKind.EXTENSION, "2026-10-05", about=5, deadline="correction", until=date(2026, 12, 1))
    assert expired(*the_last_warning(), extension) == ("not_met.running", date(2026, 12, 2))
    longer = event(EventKind.EXTENSION, "2026-10-05", about=11, deadline="correction", until=date(2026, 12, 1))
    assert expired(*the_last_warning(), longer) == ("not_met.running", date(2026, 12, 2))


def test_a_demand_withdrawn_after_the_warning_takes_it_away() -> None:
    withdrawal = letter("L20", "2026-10-05", corrected_document=5, correction_kind="withdrawal")
    assert expired(*the_last_warning(), withdrawal) == ("not_met.no_letter", None)


@pytest.mark.parametrize(
    ("warning", "wanted", "expected"),
    [
        ({"extent": "part", "products": ("Kjeledress",)}, {"extent": "whole"}, "not_met.beyond_warning"),
        (
            {"extent": "part", "products": ("Kjeledress",)},
            {"extent": "part", "products": ("Hansker",)},
            "not_met.beyond_warning",
        ),
        ({"extent": ""}, {"extent": "whole"}, "not_met.beyond_warning"),
        ({"extent": "part", "products": ("Kjeledress",)}, {"extent": "part", "products": ("Kjeledress",)}, "met"),
        ({}, {"extent": "part", "products": ("Kjeledress",)}, "met"),
    ],
)
def test_termination_reaches_no_further_than_its_warning(warning: dict[str, FactValue], wanted: dict[str, object], expected: str) -> None:
    assert expired(*the_last_warning(**warning), intent=about("L16", **wanted))[0] == expected


def in_time(*events: Event, on: str) -> str:
    found = ground("within_reasonable_time", a_case(*events, flag_days=365), WHOLE, on)
    assert found.rule == "5.4-8"
    return said(found)


def test_termination_is_declared_within_the_contracts_time() -> None:
    assert in_time(*the_last_warning(), on="2027-01-01") == "met"
    assert in_time(*the_last_warning(), on="2027-01-02") == "not_met.too_late"
    assert in_time(*the_stop(), on="2026-11-03") == "not_met.no_letter"


def test_a_long_time_since_the_breach_is_flagged() -> None:
    found = ground("within_reasonable_time", a_case(*the_last_warning()), WHOLE, DAY)
    assert (said(found), found.parts["days"], found.parts["date"]) == ("unknown.flag", "140", "2026-06-16")


def tried(*events: Event, on: str, contract: Contract | None = None, **given: object) -> tuple[str, date | None]:
    found = ground("milder_tried", a_case(*events, contract=contract), about("L15", given=given), on)
    return said(found), found.opens_on


REPLACEMENT = letter("L14", "2026-09-03", "F1", sub_supplier="Sying AS", due_replacement="2026-11-02")


def test_a_last_warning_needs_correction_demanded_in_vain_and_milder_means_tried() -> None:
    assert tried(*the_hearing(), on="2026-10-01") == ("not_met.no_letter", None)
    assert tried(*the_demand(), on="2026-08-17") == ("not_met.running", date(2026, 8, 18))
    assert tried(*the_demand(), on="2026-10-01") == ("not_met.missing_answer", None)
    assert tried(*the_warning(), on="2026-09-01") == ("not_met.running", date(2026, 9, 2))
    assert tried(*the_warning(), on="2026-09-02") == ("met", None)
    assert tried(*the_stop(), on="2026-09-03") == ("met", None)


def test_a_replacement_that_is_demanded_is_waited_for() -> None:
    events = (*the_stop(), REPLACEMENT, received(11, "2026-09-03"))
    assert tried(*events, on="2026-11-02") == ("not_met.running", date(2026, 11, 3))
    assert tried(*events, on="2026-11-03") == ("met", None)


def test_milder_means_may_be_pointless_or_not_in_the_contract() -> None:
    assert tried(*the_demand(), on="2026-10-01", pointless_because="Produksjonen er flyttet.") == (
        "met.pointless",
        None,
    )
    old = a_contract(without=("K-403", "K-404"))
    assert tried(*the_demand(), on="2026-10-01", contract=old) == ("met.not_in_contract", None)


def early(*events: Event, on: str, **given: object) -> tuple[str, date | None]:
    found = ground("early_ground", a_case(*events), about("L16", given=given), on)
    return said(found), found.opens_on


def test_an_early_termination_names_its_basis_and_the_supplier_is_heard() -> None:
    basis = {"early_basis": "punkt 12.4 i kontrakten"}
    assert early(*the_hearing(), on="2026-06-15", **basis) == ("not_met.running", date(2026, 6, 16))
    assert early(*the_hearing(), on="2026-06-16", **basis) == ("met", None)
    assert early(*the_hearing(), on="2026-06-16") == ("not_met.missing_answer", None)
    assert early(*the_hearing(), on="2026-06-16", early_basis="fordi vi vil") == ("not_met.missing_answer", None)
    assert early(on="2026-06-16", **basis) == ("not_met.unknown_finding", None)
