"""Telling an officer what an answered self-report is worth: a working paper, made anew each time and kept nowhere."""

from dataclasses import dataclass
from typing import Protocol

from sokdocs.core.casework.case import Case, Event
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.document.blocks import Document
from sokdocs.core.issuance.file_names import slug
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.self_report.answer_table import AnswerTable, answer_rows
from sokdocs.core.self_report.assessment import Assessment, Origin, proofs_of, rule_of, unscored_parts
from sokdocs.core.self_report.headings import Headings, headings_of
from sokdocs.core.self_report.scale import Scoring
from sokdocs.core.self_report.scoring import score
from sokdocs.core.values.phrases import Phrases
from sokdocs.workflows.receiving import ReceivingDesk, Report, form_document, recorded_report
from sokdocs.workflows.recording import case_named, ladder_of

LANGUAGE = "nb"


class Papers(Protocol):
    """Makes papers of assessments."""

    def render(self, form: str, assessment: Assessment, language: str) -> bytes:
        """The finished file; `form` is html or pdf."""
        ...


class AssessingDesk(ReceivingDesk, Protocol):
    """What assessing asks of the world."""

    @property
    def scoring(self) -> Scoring:
        """How self-reports are weighed."""
        ...

    @property
    def scoring_digest(self) -> str:
        """SHA-256 of the file that says so."""
        ...

    @property
    def phrases(self) -> Phrases:
        """The library's own words."""
        ...

    @property
    def papers(self) -> Papers:
        """What makes papers of assessments."""
        ...


@dataclass(frozen=True, slots=True)
class Answered:
    """A self-report as it lies in its case: the event, what it says, and the form as it was issued."""

    case: Case
    event: Event
    report: Report
    form: Document

    @property
    def headings(self) -> Headings:
        """The words of the form."""
        return headings_of(self.form, self.report.asked)

    @property
    def origin(self) -> Origin:
        """Where the answers come from."""
        file = self.event.files[0]
        return Origin(f"{self.case.number}-{self.event.document}", self.case.number, file.name, file.sha256, self.event.on)


def answered(catalogue: Catalogue, desk: AssessingDesk, number: str, document: int = 0) -> Answered:
    """A self-report of a case: the one with this document number, else the newest; raises `NotFoundError` where there is none."""
    case = case_named(desk, number)
    event, report = recorded_report(catalogue, desk, case, document)
    return Answered(case, event, report, form_document(desk, report.asked.reference))


def assess(catalogue: Catalogue, desk: AssessingDesk, number: str, document: int = 0) -> Assessment:
    """All that is to be told of a self-report, weighed by the rule of today's library; nothing is stored."""
    found = answered(catalogue, desk, number, document)
    report, scoring = found.report, desk.scoring
    weighed = score(report.answers, report.asked, scoring, found.event.on, received=report.received)
    words = LetterWords(found.case, ladder_of(desk.casebook, found.case), desk.casebook, desk.phrases, LANGUAGE)
    return Assessment(
        origin=found.origin,
        reference=report.asked.reference,
        buyer=found.case.contract.text("buyer_name"),
        marks=found.form.marks,
        headings=found.headings,
        score=weighed,
        rule=rule_of(scoring, desk.scoring_digest, report.asked.versions),
        remarks=report.remarks,
        proofs=proofs_of(report.answers, report.asked, report.received),
        letters=tuple((code, words.title(code)) for code in weighed.letters),
        unscored=unscored_parts(weighed, report.asked, scoring),
        made_at=desk.clock.now(),
    )


def answer_table(catalogue: Catalogue, desk: AssessingDesk, number: str, document: int) -> AnswerTable:
    """The answers of a self-report, place by place, to be worked with in a spreadsheet."""
    found = answered(catalogue, desk, number, document)
    asked, answers = found.report.asked, found.report.answers
    return AnswerTable(found.origin, asked.reference, found.headings.facts, answer_rows(asked, answers))


def assessment_papers(assessment: Assessment, desk: AssessingDesk, forms: tuple[str, ...]) -> dict[str, bytes]:
    """The assessment in each of the forms, by the name of the file: `2026-01234-2-vurdering.html`."""
    stem = slug(f"{assessment.origin.document} {desk.phrases.say('report_file', LANGUAGE)}")
    return {f"{stem}.{form}": desk.papers.render(form, assessment, LANGUAGE) for form in forms}
