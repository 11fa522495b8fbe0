"""What follows from a self-report: the officer's own fact sheets, filled in from it. Nothing is recorded here and nothing is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.errors import ConflictError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.questions.question import Question as Asked
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.self_report.lead_finding import finding_fields, lead_answered_no
from sokdocs.core.self_report.letter_rows import letter_rows
from sokdocs.core.values.phrases import Saying, saying
from sokdocs.workflows.noticing import Question, sheet_question
from sokdocs.workflows.receiving import ReceivingDesk, Report, form_document, recorded_report
from sokdocs.workflows.recording import case_named

LETTER = "L03"
MISSING = "missing_proof"
NAME = "finding"  # its id (F1), which the case gives
LANGUAGE = "nb"


class FollowingDesk(ReceivingDesk, Protocol):
    """What following up asks of the world: everything receiving asks."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet to write out: what it is, the facts it asks for, those that are known, and the columns of each table.

    `document` is the number of the self-report it is made from (`2026/01234-2`), `event` the event of the case that brought it.
    """

    document: str
    event: Event
    heading: tuple[Saying, ...]
    questions: tuple[Question, ...]
    known: Mapping[str, FactValue]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def open(self) -> tuple[str, ...]:
        """What must be answered in it before it can be used."""
        return tuple(name for name, _, _, is_required in self.questions if is_required and name not in self.known)


def letter_facts(catalogue: Catalogue, desk: FollowingDesk, number: str, document: int = 0) -> FilledSheet:
    """The facts of the letter that asks for what is missing (L03), from the remarks on a self-report: the newest if none is named.

    Raises `NotFoundError` where the case has no such self-report, and `ConflictError` where there is no remark on it.
    """
    case = case_named(desk, number)
    event, report = recorded_report(catalogue, desk, case, document)
    named = f"{case.number}-{event.document}"
    if not report.remarks:
        raise ConflictError(f"there are no remarks on {named}: nothing is missing or unclear in it, so {LETTER} has nothing to ask for")
    library = catalogue.library
    rows = letter_rows(report.remarks, report.asked, library.phrases, LANGUAGE)
    needed = [each for each in library.facts.values() if LETTER in each.required_for]
    return FilledSheet(
        named,
        event,
        (saying("sheet_for_letter", letter=LETTER, case=case.number, document=named), saying("sheet_unanswered")),
        tuple(sheet_question(each, library.phrases, is_required=True) for each in needed),
        {MISSING: tuple((question, _showable(desk, text)) for question, text in rows)},
        {MISSING: tuple(library.facts[MISSING].columns)},
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What only the officer can say of a finding: how grave it is (K0 to D1), and why, where that is said already."""

    severity: str
    reason: str = ""


def finding_facts(
    catalogue: Catalogue, desk: FollowingDesk, number: str, question: str, judged: Judgement, *, document: int = 0
) -> FilledSheet:
    """The fields of a finding from a lead question that was answered no, for the officer to read and record.

    Raises `NotFoundError` where the case has no such self-report or it no such lead question, `ConflictError` where it was not answered no.
    """
    case = case_named(desk, number)
    event, report = recorded_report(catalogue, desk, case, document)
    lead = lead_answered_no(question, report.answers, report.asked)
    named = f"{case.number}-{event.document}"
    definition = desk.casebook.events[EventKind.FINDING]
    known = {**_from_answer(catalogue, desk, report, lead), **_in_case(catalogue, case, event, report, lead), "severity": judged.severity}
    if judged.reason:
        known["severity_reason"] = judged.reason
    phrases = catalogue.library.phrases
    return FilledSheet(
        named,
        event,
        (
            saying("sheet_for_finding", case=case.number, question=lead.id, document=named),
            saying("sheet_finding_is_no_breach"),
            saying("sheet_unanswered"),
            saying("sheet_finding_record", case=case.number, on=event.on.isoformat()),
        ),
        tuple(
            sheet_question(each, phrases, is_required=name in definition.required)
            for name, each in definition.fields.items()
            if name != NAME
        ),
        {name: _showable(desk, value) if isinstance(value, str) else value for name, value in known.items()},
    )


def _from_answer(catalogue: Catalogue, desk: FollowingDesk, report: Report, lead: Asked) -> dict[str, FactValue]:
    sent = form_document(desk, report.asked.reference)
    return dict(finding_fields(lead, report.answers, report.asked, sent, catalogue.library.phrases))


def _in_case(catalogue: Catalogue, case: Case, event: Event, report: Report, lead: Asked) -> dict[str, FactValue]:
    """Where it stands in the case, which of the contract's clauses it is about, where it has that one, and the products of the form."""
    named = f"{case.number}-{event.document}"
    found: dict[str, FactValue] = {
        "source": catalogue.library.phrases.say("finding_source", LANGUAGE, question=lead.id, document=named),
        "evidence": named,
        "about": event.document,
    }
    if lead.rests_on is not None and case.contract.clause(lead.rests_on.clause) is not None:
        found["clause"] = lead.rests_on.clause
    covered = case.contract.names("products")
    products = tuple(each for each in report.asked.products if each in covered)
    if products:
        found["products"] = products
    return found


def _showable(desk: FollowingDesk, text: str) -> str:
    """The text with the characters spelt out that no letter can show: the supplier's own words stand in it."""
    odd = set(desk.unshown(text))
    return "".join(f"<U+{ord(char):04X}>" if f"U+{ord(char):04X}" in odd else char for char in text) if odd else text
