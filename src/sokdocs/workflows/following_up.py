"""What follows from a self-report: the officer's own fact sheets, filled in from it. Nothing is recorded here and nothing is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sokdocs.core.errors import ConflictError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.self_report.letter_rows import letter_rows
from sokdocs.core.values.phrases import Saying, saying
from sokdocs.workflows.noticing import Question, sheet_question
from sokdocs.workflows.receiving import ReceivingDesk, recorded_report
from sokdocs.workflows.recording import case_named

LETTER = "L03"
MISSING = "missing_proof"
LANGUAGE = "nb"


class FollowingDesk(ReceivingDesk, Protocol):
    """What following up asks of the world: everything receiving asks."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet to write out: what it is, the facts it asks for, those that are known, and the columns of each table.

    `document` is the number of the self-report it is made from (`2026/01234-2`).
    """

    document: str
    heading: tuple[Saying, ...]
    questions: tuple[Question, ...]
    known: Mapping[str, FactValue]
    columns: Mapping[str, tuple[str, ...]]


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
        (saying("sheet_for_letter", letter=LETTER, case=case.number, document=named), saying("sheet_unanswered")),
        tuple(sheet_question(each, (LETTER,), library.phrases) for each in needed),
        {MISSING: tuple((question, _showable(desk, text)) for question, text in rows)},
        {MISSING: tuple(library.facts[MISSING].columns)},
    )


def _showable(desk: FollowingDesk, text: str) -> str:
    """The text with the characters spelt out that no letter can show: the supplier's own words stand in it."""
    odd = set(desk.unshown(text))
    return "".join(f"<U+{ord(char):04X}>" if f"U+{ord(char):04X}" in odd else char for char in text) if odd else text
