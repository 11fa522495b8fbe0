"""Seeing cases as a whole: what is due in all of them, the same as a calendar, and one of them as a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sokdocs.core.casework.case import Case
from sokdocs.core.casework.dossier import DossierIndex
from sokdocs.core.casework.due_calendar import CalendarEntry, calendar_entry
from sokdocs.core.casework.findings import as_of
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.next_step import DueItem, due
from sokdocs.core.casework.timeline import Timeline, due_line, supplier_name, timeline
from sokdocs.core.values.phrases import Phrases
from sokdocs.workflows.ports import Register
from sokdocs.workflows.recording import CaseDesk, case_named, ladder_of

LANGUAGE = "nb"


class Overviews(Protocol):
    """Shows cases as a whole."""

    def page(self, timeline: Timeline, language: str) -> bytes:
        """The page of a case."""
        ...

    def calendar(self, entries: Sequence[CalendarEntry], language: str) -> bytes:
        """What is due as a calendar file."""
        ...

    def index(self, index: DossierIndex, language: str) -> bytes:
        """The index of a case's folder."""
        ...


class OverviewDesk(CaseDesk, Protocol):
    """What overviews ask of the world."""

    @property
    def register(self) -> Register:
        """The register of issued documents."""
        ...

    @property
    def phrases(self) -> Phrases:
        """The library's own words."""
        ...

    @property
    def overviews(self) -> Overviews:
        """What shows cases as a whole."""
        ...


@dataclass(frozen=True, slots=True)
class CaseDue:
    """Something that is due in a case, in words: the supplier, what, whose it is, and the document it comes from."""

    case: str
    supplier: str
    title: str
    whose: str
    document: str
    follows: tuple[str, ...]
    item: DueItem


def due_items(desk: OverviewDesk, on: date) -> list[CaseDue]:
    """What is due in all cases as they stood on a day: overdue first, then by day and case number."""
    found = [_case_due(words, item) for words, item in _all_due(desk, on)]
    return sorted(found, key=lambda each: (not each.item.is_overdue, each.item.on))


def calendar(desk: OverviewDesk, on: date) -> bytes:
    """The same as a calendar file (ICS): all-day entries, whose names last and whose times come from the cases, never from the clock."""
    entries = [calendar_entry(words, item) for words, item in _all_due(desk, on)]
    return desk.overviews.calendar(sorted(entries, key=lambda each: (each.on, each.uid)), LANGUAGE)


def case_page(desk: OverviewDesk, number: str, on: date) -> bytes:
    """A case as it stood on a day, as one HTML page; raises `NotFoundError` where there is none."""
    return desk.overviews.page(case_timeline(desk, number, on), LANGUAGE)


def case_timeline(desk: OverviewDesk, number: str, on: date) -> Timeline:
    """The time-line of a case as it stood on a day, in words; raises `NotFoundError` where there is none."""
    case = case_named(desk, number)
    return timeline(case, ladder_of(desk.casebook, case), desk.casebook, desk.phrases, LANGUAGE, on)


def words_of(desk: OverviewDesk, case: Case) -> LetterWords:
    """What speaks of a case."""
    return LetterWords(case, ladder_of(desk.casebook, case), desk.casebook, desk.phrases, LANGUAGE)


def _all_due(desk: OverviewDesk, on: date) -> list[tuple[LetterWords, DueItem]]:
    """What is due, by case number; a case that had not begun by that day is left out."""
    seen = (as_of(case, on) for case in desk.casefiles.cases())
    spoken = [words_of(desk, case) for case in seen if case.events]
    return [(words, item) for words in spoken for item in due(words.case, words.ladder, on)]


def _case_due(words: LetterWords, item: DueItem) -> CaseDue:
    line = due_line(words, item)
    case = words.case
    return CaseDue(case.number, supplier_name(case), line.title, line.whose, line.document, line.follows, item)
