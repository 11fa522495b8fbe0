"""A case as a time-line in words: what happened in order, every deadline and stop as a stretch of time, what is due, where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.deadline_spans import DeadlineSpan, deadline_spans, due_title
from sokdocs.core.casework.event_words import event_detail, event_title
from sokdocs.core.casework.findings import as_of, latest
from sokdocs.core.casework.grounds.stops import lifted_by
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.next_step import DueItem, due
from sokdocs.core.casework.standing import standing_of
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases

WHOLE = "whole"
FROM_SUPPLIER = frozenset(
    {
        *(EventKind.ANSWER, EventKind.COMMENT, EventKind.OBJECTION, EventKind.PLAN_RECEIVED),
        *(EventKind.EXTENSION_REQUESTED, EventKind.WAIVER, EventKind.DELIVERED),
    }
)


class Direction(StrEnum):
    """Whether something went out to the supplier, came in from it, or is the buyer's own."""

    OUT = "out"
    IN = "in"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its number in the case, its day, what it is called, and one sentence about it.

    `document` is its document number (`2026/01234-7`) and `code` the letter's kind, each empty where it has none.
    `files` is the number of files that came with it.
    """

    number: int
    kind: EventKind
    on: date
    title: str
    detail: str
    direction: Direction
    document: str = ""
    code: str = ""
    is_withdrawn: bool = False
    files: int = 0


@dataclass(frozen=True, slots=True)
class StopSpan:
    """A stop of deliveries: from which day, whether all of them, and the day it was lifted, None while it is in force."""

    starts_on: date
    lifted_on: date | None
    is_whole: bool
    extent: str
    products: str
    document: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that is due: what, whose it is, its last day, the letter or document it comes from, and the letters that may follow."""

    item: DueItem
    title: str
    whose: str
    document: str
    follows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A case as it stood on a day. `standing` is the ladder's word for where it stands."""

    case: str
    contract: str
    buyer: str
    supplier: str
    on: date
    standing: str
    entries: tuple[Entry, ...]
    deadlines: tuple[DeadlineSpan, ...]
    stops: tuple[StopSpan, ...]
    due: tuple[DueLine, ...]


def timeline(case: Case, ladder: Ladder, casebook: Casebook, phrases: Phrases, language: str, on: date) -> Timeline:
    """The time-line of a case up to and including a day; what happened later is left out."""
    words = LetterWords(as_of(case, on), ladder, casebook, phrases, language)
    return Timeline(
        case=case.number,
        contract=words.contract_named(case.contract),
        buyer=case.contract.text("buyer_name"),
        supplier=supplier_name(words.case),
        on=on,
        standing=standing_words(words),
        entries=tuple(_entries(words)),
        deadlines=deadline_spans(words, on),
        stops=tuple(_stops(words)),
        due=tuple(due_line(words, each) for each in due(words.case, ladder, on)),
    )


def standing_words(words: LetterWords) -> str:
    """Where the case stands, as the ladder says it."""
    standing = words.ladder.statuses.get(standing_of(words.case, words.ladder), {})
    return in_language(standing, words.language) or words.say("timeline_nothing_sent")


def supplier_name(case: Case) -> str:
    """What the supplier is called now."""
    renamed = latest((*case.of(EventKind.RENAMED), *case.of(EventKind.MERGED)))
    return renamed.text("new_name") if renamed else case.contract.text("supplier_name")


def due_line(words: LetterWords, item: DueItem) -> DueLine:
    """Something that is due, in words."""
    return DueLine(
        item=item,
        title=due_title(words, item),
        whose=words.say("timeline_of_supplier" if item.runs == "supplier" else "timeline_of_buyer"),
        document=words.number(item.document) if item.document else "",
        follows=tuple(f"{code} {words.title(code)}" for code in item.follows),
    )


def _entries(words: LetterWords) -> Iterator[Entry]:
    standing = {each.number for each in words.case.letters()}
    for event in sorted(words.case.events, key=lambda each: (each.on, each.number)):
        entry = _entry(words, event)
        is_letter = event.kind is EventKind.LETTER
        yield replace(entry, is_withdrawn=event.number not in standing) if is_letter else entry


def _entry(words: LetterWords, event: Event) -> Entry:
    is_letter = event.kind is EventKind.LETTER
    return Entry(
        number=event.number,
        kind=event.kind,
        on=event.on,
        title=event_title(words, event),
        detail=event_detail(words, event),
        direction=_direction(event),
        document=words.number(event.document) if event.document else "",
        code=event.text("letter") if is_letter else "",
        files=len(event.files),
    )


def _direction(event: Event) -> Direction:
    if event.kind is EventKind.LETTER:
        return Direction.OUT
    return Direction.IN if event.kind in FROM_SUPPLIER else Direction.INTERNAL


def _stops(words: LetterWords) -> Iterator[StopSpan]:
    case = words.case
    for letter in case.letters("L12"):
        recorded = next((each for each in case.of(EventKind.STOP) if each.whole("about") == letter.document), None)
        starts_on = (recorded.day("starts_on") if recorded else None) or letter.day("effective_on") or letter.on
        lift = lifted_by(case, letter)
        extent = letter.text("extent")
        yield StopSpan(
            starts_on=starts_on,
            lifted_on=(lift.day("lift_on") or lift.on) if lift else None,
            is_whole=extent == WHOLE,
            extent=words.choice(EventKind.LETTER, "extent", extent) if extent else "",
            products=", ".join(letter.names("products")),
            document=words.number(letter.document),
        )
