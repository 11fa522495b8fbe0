"""Making the self-report form of a case: which form and why, for the contract's own products, issued on the common road."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import Case
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.standing import CLOSED, TERMINATED, standing_of
from sokdocs.core.errors import ConflictError, InvalidError
from sokdocs.core.facts.answers import Answers
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.decision import told_by
from sokdocs.core.values.canonical import Json
from sokdocs.core.values.language import in_language
from sokdocs.workflows.issuing import Issue, issue
from sokdocs.workflows.making import Request
from sokdocs.workflows.recording import CaseDesk, case_named, ladder_of, refuse_odd
from sokdocs.workflows.sealing import Issuer

KIND = "self-report"
FORMS = ("full", "simplified")


class FormDesk(CaseDesk, Issuer, Protocol):
    """What forms ask of the world: the case register, and everything issuing asks."""


@dataclass(frozen=True, slots=True)
class WantedForm:
    """A form somebody wants: for which case, and, where not the one that the contract calls for, which and why."""

    case: str
    form: str = ""
    because: str = ""
    products: tuple[str, ...] = ()
    language: str = "nb"


def issue_form(catalogue: Catalogue, desk: FormDesk, wanted: WantedForm) -> Issue:
    """The form, issued once: asked for again on the same day it is the same.

    Raises `InvalidError` for products the contract does not cover and for a choice without a reason, and `ConflictError` where the
    contract calls for no form and nobody says why it should, and where the case is over.
    """
    return issue(catalogue, form_request(catalogue, desk, case_named(desk, wanted.case), wanted), desk)


def form_request(catalogue: Catalogue, desk: CaseDesk, case: Case, wanted: WantedForm) -> Request:
    """The request that a form becomes on the common road; raises as `issue_form` does."""
    sheet = form_sheet(catalogue, desk, case, wanted, desk.clock.now().date())
    return sheet_request(case, sheet, desk.actor, wanted.language)


def sheet_request(case: Case, sheet: FactSheet, actor: Actor, language: str) -> Request:
    """The request for the form of a case, from the facts it is made from."""
    context: Mapping[str, Json] = {"form": {"case": case.number, "contract": case.contract.reference, "issued_by": actor.id}}
    return Request(KIND, language, (), Answers(sheet, ()), context, keeps_document=True)


def form_sheet(catalogue: Catalogue, desk: CaseDesk, case: Case, wanted: WantedForm, on: date) -> FactSheet:
    """The facts a form is made from: the contract's, the form with its reason, and the products it is about."""
    contract, ladder = case.contract, ladder_of(desk.casebook, case)
    if standing_of(case, ladder) in (CLOSED, TERMINATED):
        raise ConflictError(f"{case.number} is closed or its contract terminated; a form is sent in an open case")
    form, because = _form(catalogue, case, wanted)
    words = LetterWords(case, ladder, desk.casebook, catalogue.library.phrases, wanted.language)
    values: Mapping[str, FactValue] = {
        **contract.facts,
        "case_number": case.number,
        "contract_named": words.contract_named(contract),
        "form_on": on,
        "form_asked": form,
        "form_because": because,
        "form_products": _products(case, wanted.products),
    }
    return FactSheet(f"form for {case.number}", MappingProxyType(dict(values)))


def _form(catalogue: Catalogue, case: Case, wanted: WantedForm) -> tuple[str, str]:
    """The form and why: what the contract calls for, by the row of the decision table, or what the officer chose with a reason."""
    called_for = case.contract.text("form")
    if wanted.form and wanted.form != called_for:
        if wanted.form not in FORMS:
            raise InvalidError(f'there is no form "{wanted.form}"; {did_you_mean(wanted.form, FORMS, "forms: full, simplified")}')
        refuse_odd(wanted.because, "--because")
        return wanted.form, wanted.because
    if called_for not in FORMS:
        raise ConflictError(
            f"the contract {case.contract.reference} calls for no self-report form; choose one with --form, and say why with --because"
        )
    return called_for, _told(catalogue, case, called_for, wanted.language)


def _told(catalogue: Catalogue, case: Case, form: str, language: str) -> str:
    """Why, by the row that decided for the appendix; where the row has left the table, that it follows from the contract."""
    told = told_by(catalogue.decision, form, case.contract.text("form_row"))
    return in_language(told, language) or catalogue.library.phrases.say("form_of_contract", language)


def _products(case: Case, chosen: tuple[str, ...]) -> tuple[str, ...]:
    covered = case.contract.names("products")
    unknown = [each for each in chosen if each not in covered]
    if unknown:
        place = Place("--product")
        hints = [did_you_mean(each, covered, f"products: {', '.join(covered)}") for each in unknown]
        problems = [Problem(place, f'the contract does not cover "{each}"', hint) for each, hint in zip(unknown, hints, strict=True)]
        raise InvalidError("the form can't be about these products", problems)
    return chosen or covered
