"""A form that begins with an earlier self-report of the same supplier: its answers stand there to be confirmed, the rest is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from sokdocs.core.casework.case import Case, Event
from sokdocs.core.errors import ConflictError
from sokdocs.core.facts.answers import Answers
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.self_report.answers import written
from sokdocs.core.self_report.asked import asked_form
from sokdocs.core.self_report.carrying import Carried, carry
from sokdocs.core.self_report.comparing import ReportedForm
from sokdocs.core.values.canonical import Json
from sokdocs.core.values.document_number import document_number
from sokdocs.workflows.issuing import Issue, issue
from sokdocs.workflows.making import Request, plan
from sokdocs.workflows.receiving import ReceivingDesk, Report, recorded_report
from sokdocs.workflows.recording import case_named
from sokdocs.workflows.self_reporting import FormDesk, WantedForm, form_sheet, sheet_request


class CarryingDesk(FormDesk, ReceivingDesk, Protocol):
    """What a form with earlier answers asks of the world: what issuing asks, and what receiving asks."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A self-report that was received: the number of its case, and its document number there."""

    case: str
    document: int

    def __str__(self) -> str:
        return f"{self.case}-{self.document}"


@dataclass(frozen=True, slots=True)
class AskedAfter:
    """The request for a form with earlier answers, what stands in it already, and the reference of the form those were given in."""

    request: Request
    carried: Carried
    earlier_form: str


@dataclass(frozen=True, slots=True)
class IssuedAfter:
    """The issued form, what stands in it already, and the reference of the form that those answers were given in."""

    issue: Issue
    carried: Carried
    earlier_form: str


def issue_form_after(catalogue: Catalogue, desk: CarryingDesk, wanted: WantedForm, earlier: Earlier) -> IssuedAfter:
    """The form as it would be issued today, with the answers of an earlier self-report where they still mean the same.

    Raises as `issue_form` and `ask_after` do.
    """
    asked = ask_after(catalogue, desk, case_named(desk, wanted.case), wanted, earlier)
    return IssuedAfter(issue(catalogue, asked.request, desk), asked.carried, asked.earlier_form)


def ask_after(catalogue: Catalogue, desk: CarryingDesk, case: Case, wanted: WantedForm, earlier: Earlier) -> AskedAfter:
    """The request for such a form in a case, which need not be recorded yet.

    Raises `NotFoundError` where there is no such self-report, and `ConflictError` where it is another supplier's or was given
    to another buyer, or nothing in it fits.
    """
    before = case_named(desk, earlier.case)
    _refuse_others(case, before, earlier)
    event, report = recorded_report(catalogue, desk, before, earlier.document)
    today = desk.clock.now().date()
    plain = sheet_request(case, form_sheet(catalogue, desk, case, wanted, today), desk.actor, wanted.language)
    asked = asked_form(plan(catalogue, plain).assembly.document, catalogue.library).with_rows_of(report.answers.values)
    carried = carry(ReportedForm(report.asked, report.answers), asked, on=today, unusable=frozenset(_unusable(report, desk)))
    if not carried.values:
        raise ConflictError(f"no answer of {earlier} fits the form of today; issue it without earlier answers")
    return AskedAfter(_with(plain, carried, earlier, event, report), carried, report.asked.reference)


def earlier_named(document: str) -> Earlier:
    """The self-report with a document number, such as 2026/01234-2; `InvalidError` where it is none."""
    return Earlier(*document_number(document))


def _unusable(report: Report, desk: CarryingDesk) -> Iterator[str]:
    """The keys of answers that were remarked on when they came, and of those that not every form can show."""
    yield from (each.key for each in report.remarks if not each.is_missing)
    for place in report.asked.places:
        value = report.answers.values.get(place.key)
        if value is not None and desk.unshown(written(place, value)):
            yield place.key


def _with(plain: Request, carried: Carried, earlier: Earlier, event: Event, report: Report) -> Request:
    sheet = plain.answers.sheet
    told: Mapping[str, FactValue] = {
        "form_earlier_on": event.on,
        "form_earlier_document": str(earlier),
        "form_changed_questions": carried.changed,
        "form_anew_questions": carried.anew,
        "form_open_questions": carried.open,
    }
    sheet = replace(sheet, values=MappingProxyType({**sheet.values, **{name: value for name, value in told.items() if value}}))
    source: Json = {"document": str(earlier), "form": report.asked.reference, "answers": [*sorted(carried.values)]}
    context = {**plain.context, "carried_from": source}
    return replace(plain, answers=Answers(sheet, ()), context=context, answered=carried.values)


def _refuse_others(case: Case, before: Case, earlier: Earlier) -> None:
    """What a supplier told one buyer goes to no other: the form promises it."""
    mine, theirs = (each.contract.text("supplier_orgnr") for each in (case, before))
    if not mine or mine != theirs:
        names = f"{before.contract.text('supplier_name')} ({theirs}), and the form is for {case.contract.text('supplier_name')} ({mine})"
        raise ConflictError(f"{earlier} is a self-report of {names}; answers are only carried over to the supplier that gave them")
    buyers = [each.contract.text("buyer_orgnr") or each.contract.text("buyer_name") for each in (case, before)]
    if buyers[0] != buyers[1]:
        names = f"{before.contract.text('buyer_name')}, and the form is from {case.contract.text('buyer_name')}"
        raise ConflictError(f"{earlier} was given to {names}; what a supplier told one buyer is not handed to another")
