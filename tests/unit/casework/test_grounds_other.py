"""Rules 7 and 11, letters that answer, share or correct, no letter twice, and known receipts."""

from datetime import date

import pytest

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.ground import Intent
from sokdocs.core.facts.definition import FactValue
from tests.unit.casework.makers import (
    ISSUING,
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
    the_hearing,
    the_stop,
    the_warning,
    verified,
)

DAY = "2026-09-02"


def test_every_sanction_but_the_demand_says_why_a_milder_one_is_not_enough() -> None:
    told = about("L12", given={"why_milder": "Retting er krevd uten virkning."})
    assert said(ground("why_milder", a_case(), about("L08"), DAY)) == "met.not_needed"
    assert said(ground("why_milder", a_case(), about("L12", given={"why_milder": " "}), DAY)) == "not_met.missing_answer"
    found = ground("why_milder", a_case(), told, DAY)
    assert (said(found), found.rule) == ("met", "5.4-7")
    asked = ground("why_milder", a_case(), Intent("L12"), DAY)
    assert (said(asked), asked.parts["answer"]) == ("unknown.missing_answer", "why_milder")


MEDICAL = {"K-407.list_days": 20}


@pytest.mark.parametrize(
    ("contract", "wanted", "expected"),
    [
        (a_contract(), {"extent": "whole"}, "met.not_needed"),
        (a_contract(MEDICAL), {"extent": "whole"}, "not_met.missing_answer"),
        (a_contract(MEDICAL), {"extent": ""}, "not_met.missing_answer"),
        (a_contract(MEDICAL), {"extent": "part"}, "met.not_needed"),
        (a_contract(MEDICAL), {"extent": "whole", "given": {"supply_risk": "Lager for 60 dager."}}, "met"),
        (a_contract(facts={"category": "D"}), {"extent": "whole"}, "not_met.missing_answer"),
        (a_contract(facts={"category_override": "B"}), {"extent": "whole"}, "met.not_needed"),
    ],
)
def test_medical_supplies_are_not_stopped_as_a_whole_without_a_supply_statement(
    contract: Contract, wanted: dict[str, object], expected: str
) -> None:
    found = ground("supply_risk", a_case(contract=contract), about("L12", **wanted), DAY)
    assert (said(found), found.rule) == (expected, "5.4-11")


def test_an_old_contract_whose_category_is_not_known_leaves_supply_unknown() -> None:
    old = Contract("KO-2", {}, (), date(2018, 1, 1), date(2018, 2, 1), terms_edition="DIFI-2016")
    assert said(ground("supply_risk", a_case(contract=old), about("L16", extent="whole"), DAY)) == "unknown.missing_answer"


def test_an_objection_is_answered_once() -> None:
    objection = event(EventKind.OBJECTION, "2026-06-20", about=5)
    assert said(ground("objection_received", a_case(*the_demand()), Intent("L17"), DAY)) == "not_met"
    found = ground("objection_received", a_case(*the_demand(), objection), Intent("L17"), DAY)
    assert (said(found), found.event) == ("met", 7)
    answered = a_case(*the_demand(), objection, letter("L17", "2026-06-25", about=7))
    assert said(ground("objection_received", answered, Intent("L17"), DAY)) == "not_met.answered"


def test_a_request_for_more_time_is_answered_once() -> None:
    request = event(EventKind.EXTENSION_REQUESTED, "2026-06-20", about=5, deadline="correction")
    assert said(ground("extension_requested", a_case(*the_demand()), Intent("L19"), DAY)) == "not_met"
    assert said(ground("extension_requested", a_case(*the_demand(), request), Intent("L19"), DAY)) == "met"
    answered = a_case(*the_demand(), request, letter("L19", "2026-06-25", about=7))
    assert said(ground("extension_requested", answered, Intent("L19"), DAY)) == "not_met.answered"


WITHDRAWAL = letter("L20", "2026-07-01", corrected_document=5, correction_kind="withdrawal")


@pytest.mark.parametrize(
    ("events", "given", "expected"),
    [
        (the_demand(), {"corrected_document": 5}, "met"),
        (the_demand(), {"corrected_document": 3}, "not_met.no_letter"),
        (the_demand(), {"corrected_document": 99}, "not_met.no_letter"),
        (the_demand(), dict(ISSUING), "not_met.missing_answer"),
        (the_demand(), {}, "unknown.missing_answer"),
        ((*the_demand(), WITHDRAWAL), {"corrected_document": 5}, "not_met.withdrawn"),
        ((*the_demand(), WITHDRAWAL), {"corrected_document": 7, "correction_kind": "withdrawal"}, "not_met"),
        ((*the_demand(), WITHDRAWAL), {"corrected_document": 7, "correction_kind": "correction"}, "met"),
        ((), {}, "not_met"),
    ],
)
def test_only_an_issued_letter_is_corrected_or_withdrawn(events: tuple[Event, ...], given: dict[str, object], expected: str) -> None:
    assert said(ground("letter_to_correct", a_case(*events), Intent("L20", given=given), DAY)) == expected


ACCEPTED = event(EventKind.PLAN_ACCEPTED, "2026-07-01", about=7)


@pytest.mark.parametrize(
    ("basis", "events", "given", "expected"),
    [
        ("clause_consent", (ACCEPTED,), {}, "met.clause"),
        ("law_or_consent", (ACCEPTED,), {}, "unknown.missing_answer"),
        ("law_or_consent", (ACCEPTED,), {"consent": "E-post 1. juli"}, "met.consent"),
        ("", (ACCEPTED,), {}, "not_met.missing_answer"),
        ("", (ACCEPTED,), {"consent": "E-post 1. juli"}, "met.consent"),
        ("", (event(EventKind.CLOSURE, "2026-07-01"),), {"consent": "E-post 1. juli"}, "met.consent"),
        ("clause_consent", (), {"consent": "E-post 1. juli"}, "not_met.too_early"),
    ],
)
def test_results_are_shared_on_consent_and_only_when_closed_or_planned(
    basis: str, events: tuple[Event, ...], given: dict[str, object], expected: str
) -> None:
    contract = a_contract({"K-309.basis": basis}) if basis else a_contract()
    case = a_case(*events, contract=contract)
    assert said(ground("sharing_basis", case, Intent("L18", given={**ISSUING, **given}), DAY)) == expected


PART: dict[str, object] = {"extent": "part", "products": ("Kjeledress",)}
FORM = letter("L01", "2026-02-02", due_answer="2026-03-16")
ANSWER = event(EventKind.ANSWER, "2026-03-02", about=1)


@pytest.mark.parametrize(
    ("events", "wanted", "on", "expected", "opens"),
    [
        ((FORM,), Intent("L01"), "2026-03-16", "not_met.running", date(2026, 3, 17)),
        ((FORM,), Intent("L01"), "2026-03-17", "met.expired", None),
        ((FORM, ANSWER), Intent("L01"), "2026-03-02", "met.expired", None),
        (the_hearing(), about("L07"), "2026-06-15", "not_met.running", date(2026, 6, 16)),
        (the_hearing(), about("L07", "F2"), "2026-06-15", "met", None),
        (the_demand(), about("L08"), "2026-06-17", "not_met.running", date(2026, 8, 18)),
        ((*the_demand(), WITHDRAWAL), about("L08"), "2026-07-02", "met", None),
        (the_warning(), about("L11", **PART), "2026-08-18", "not_met.running", date(2026, 9, 2)),
        (the_warning(), about("L11", extent="whole"), "2026-08-18", "met", None),
        (the_stop(), about("L12", **PART), "2027-01-04", "not_met", None),
        ((*the_stop(), letter("L13", "2026-10-01", "F1")), about("L12", **PART), "2026-10-02", "met.expired", None),
        ((a_finding("F2"), letter("L10", "2026-10-01", "F2")), about("L10"), "2027-10-02", "met", None),
        ((a_finding(), letter("L10", "2026-10-01", "F1")), about("L10"), "2027-10-02", "not_met", None),
        (
            (letter("L04", "2026-04-01", meeting_on=date(2026, 4, 20)),),
            Intent("L04"),
            "2026-04-20",
            "not_met.running",
            date(2026, 4, 21),
        ),
        ((letter("L18", DAY),), Intent("L18"), DAY, "not_met.running", date(2026, 9, 3)),
    ],
)
def test_the_same_letter_is_not_sent_while_it_is_out(
    events: tuple[Event, ...], wanted: Intent, on: str, expected: str, opens: date | None
) -> None:
    found = ground("not_sent_before", a_case(*events), wanted, on)
    assert (said(found), found.opens_on) == (expected, opens)


def test_the_twin_is_named_by_its_document_number() -> None:
    assert ground("not_sent_before", a_case(*the_demand()), about("L08"), "2026-06-17").parts["document"] == "2026/01234-5"


def test_a_replacement_of_another_sub_supplier_is_another_letter() -> None:
    sent = letter("L14", "2026-09-03", "F1", sub_supplier="Sying AS", due_replacement="2026-11-02")
    case = a_case(*the_stop(), sent)
    assert said(ground("not_sent_before", case, about("L14", sub_supplier="Sying AS"), "2026-09-04")) == "not_met.running"
    assert said(ground("not_sent_before", case, about("L14", sub_supplier="Farging AS"), "2026-09-04")) == "met"


def test_letters_that_others_build_on_are_known_to_have_come() -> None:
    found = ground("delivered", a_case(*the_demand()), about("L11"), "2026-08-18")
    assert (said(found), found.rule, found.parts["date"]) == ("met", "5.8", "2026-06-17")
    lost = ground("delivered", a_case(*the_demand()[:5]), about("L11"), "2026-08-18")
    assert (said(lost), lost.parts["document"]) == ("unknown", "2026/01234-5")
    plan = event(EventKind.PLAN_RECEIVED, "2026-06-25", about=5)
    assert said(ground("delivered", a_case(*the_demand()[:5], plan), about("L11"), "2026-08-18")) == "met.answered"
    assert said(ground("delivered", a_case(*the_hearing()), about("L08"), "2026-06-17")) == "met.not_needed"


def test_receipt_of_another_letter_is_none_of_this_one() -> None:
    values: dict[str, FactValue] = {"about": 2}
    case = a_case(*the_demand()[:5], event(EventKind.DELIVERED, "2026-06-18", **values), verified("2026-07-01", "partly"))
    assert said(ground("delivered", case, about("L11"), "2026-08-18")) == "unknown"
    assert said(ground("delivered", a_case(*the_demand()[:5], received(5, "2026-06-18")), about("L11"), "2026-08-18")) == "met"
