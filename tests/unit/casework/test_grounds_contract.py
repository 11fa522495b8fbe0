"""Contract and case carry a letter, or not."""

from datetime import date

import pytest

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.ground import Intent
from tests.unit.casework.makers import a_case, a_contract, about, event, ground, letter, said, the_demand


def test_clause_in_contract_is_met_by_the_contracts_own_version() -> None:
    found = ground("clause_in_contract", a_case(), about("L11"), "2026-08-18")
    assert (said(found), found.rule, found.clause) == ("met.point", "first", "K-403")
    assert (found.parts["clause"], found.parts["point"]) == ("K-403 Tittel K-403", "4.1")


@pytest.mark.parametrize(
    ("code", "clause"),
    [("L08", "K-402"), ("L11", "K-403"), ("L12", "K-403"), ("L14", "K-404"), ("L15", "K-405"), ("L16", "K-405")],
)
def test_a_sanction_whose_clause_is_not_in_the_contract_is_not_met_for_good(code: str, clause: str) -> None:
    case = a_case(contract=a_contract(without=(clause,)))
    found = ground("clause_in_contract", case, about(code), "2026-08-18")
    assert (said(found), found.parts["clause"], found.opens_on) == ("not_met", clause, None)


def test_a_letter_that_no_clause_gives_needs_none() -> None:
    assert said(ground("clause_in_contract", a_case(), Intent("L07"), "2026-06-01")) == "met"


def test_contract_signed_opens_on_the_day_of_signing() -> None:
    before = ground("contract_signed", a_case(), Intent("L01"), "2026-02-01")
    assert (said(before), before.opens_on, before.rule) == ("not_met.later", date(2026, 2, 2), "5.3")
    assert said(ground("contract_signed", a_case(), Intent("L01"), "2026-02-02")) == "met"


def test_case_open_is_not_met_after_closure_until_it_is_opened_again() -> None:
    closed = (event(EventKind.OPENED, "2026-02-02"), event(EventKind.CLOSURE, "2026-03-02"))
    found = ground("case_open", a_case(*closed), Intent("L01"), "2026-03-03")
    assert (said(found), found.event, found.on) == ("not_met.closed", 2, date(2026, 3, 2))
    again = a_case(*closed, event(EventKind.OPENED, "2026-04-01"))
    assert said(ground("case_open", again, Intent("L01"), "2026-04-01")) == "met"


def test_case_open_does_not_know_of_a_closure_that_lies_ahead() -> None:
    case = a_case(event(EventKind.OPENED, "2026-02-02"), event(EventKind.CLOSURE, "2026-03-02"))
    assert said(ground("case_open", case, Intent("L01"), "2026-03-01")) == "met"


@pytest.mark.parametrize("code", ["L01", "L07", "L08", "L10", "L12", "L13", "L15", "L16"])
def test_after_termination_nothing_goes_on(code: str) -> None:
    case = a_case(*the_demand(), letter("L16", "2026-09-01", "F1"))
    found = ground("case_open", case, about(code), "2026-09-02")
    assert (said(found), found.parts["document"]) == ("not_met.terminated", "2026/01234-7")


@pytest.mark.parametrize("code", ["L17", "L18", "L19", "L20"])
def test_after_termination_answers_sharing_and_corrections_may_follow(code: str) -> None:
    case = a_case(*the_demand(), letter("L16", "2026-09-01", "F1"))
    assert said(ground("case_open", case, Intent(code), "2026-09-02")) == "met"


def test_a_termination_that_was_withdrawn_leaves_the_case_open() -> None:
    withdrawal = letter("L20", "2026-09-02", corrected_document=7, correction_kind="withdrawal")
    case = a_case(*the_demand(), letter("L16", "2026-09-01", "F1"), withdrawal)
    assert said(ground("case_open", case, about("L15"), "2026-09-03")) == "met"


def test_supplier_stands_is_unknown_for_a_sanction_against_an_estate_in_bankruptcy() -> None:
    case = a_case(event(EventKind.BANKRUPT, "2026-05-04", summary="Konkurs åpnet."))
    assert said(ground("supplier_stands", case, about("L08"), "2026-05-05")) == "unknown.bankrupt"
    assert said(ground("supplier_stands", case, Intent("L01"), "2026-05-05")) == "met"


def test_supplier_stands_under_a_new_name() -> None:
    case = a_case(event(EventKind.RENAMED, "2026-05-04", new_name="Nytt Navn AS"))
    found = ground("supplier_stands", case, about("L08"), "2026-05-05")
    assert (said(found), found.parts["names"], found.parts["date"]) == ("met.renamed", "Nytt Navn AS", "2026-05-04")
