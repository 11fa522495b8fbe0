"""Every deadline of a case as a stretch of time: from which day to which, whose it is, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.deadline import deadline_for, effective_due
from sokdocs.core.casework.findings import corrected, dropped
from sokdocs.core.casework.ladder import DeadlineRule
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.next_step import BUYER, REPLIES, SUPPLIER, DueItem, due
from sokdocs.core.values.language import in_language

APPOINTMENTS = frozenset({"meeting", "audit"})
ANSWERS_WITH = MappingProxyType({EventKind.PLAN_RECEIVED: "L09", EventKind.OBJECTION: "L17"})
MET_BY: Mapping[str, tuple[EventKind, ...]] = MappingProxyType(
    {
        "answer": (EventKind.ANSWER,),
        "comment": (EventKind.COMMENT, EventKind.WAIVER),
        "plan": (EventKind.PLAN_RECEIVED,),
        "replacement": (EventKind.REPLACED,),
        "review": (EventKind.STOP_REVIEWED, EventKind.LIFT),
    }
)


class DeadlineState(StrEnum):
    """What became of a deadline: it runs, has passed and still waits, was met, met late, ran out, or fell away."""

    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "late"
    EXPIRED = "expired"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class DeadlineSpan:
    """A deadline from the day it began to its last day. `runs` says whose it is; `event` is the number of the letter or document it
    comes from, `code` the letter's kind, empty for a document that came in; `met_on` the day it was met."""

    key: str
    title: str
    runs: str
    starts_on: date
    until: date
    state: DeadlineState
    event: int
    document: str
    code: str = ""
    met_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Bare:
    """A deadline before it is known what became of it."""

    key: str
    runs: str
    starts_on: date
    until: date
    source: Event
    met_on: date | None = None


def deadline_spans(words: LetterWords, on: date) -> tuple[DeadlineSpan, ...]:
    """The deadlines of the case as it stood on a day, by their first and last day; `words` holds the case as it stood."""
    waiting = {(each.event, each.key): each for each in due(words.case, words.ladder, on)}
    found = [*_of_letters(words, waiting), *_of_replies(words, waiting)]
    known = {(each.source.number, each.key) for each in found}
    others = (each for key, each in waiting.items() if key not in known)
    found += [_waiting(words.case, each) for each in others]
    spans = (_span(words, each, on, waiting) for each in found)
    return tuple(sorted(spans, key=lambda each: (each.starts_on, each.until, each.event, each.key)))


def due_title(words: LetterWords, item: DueItem) -> str:
    """What a deadline asks for, as the ladder says it; where it is none of a letter's own, as the library says it."""
    return _title(words, item.key, item.letter)


def _title(words: LetterWords, key: str, code: str) -> str:
    rule = words.ladder.letters.get(code)
    own = next((each for each in rule.deadlines if each.key == key), None) if rule and key not in APPOINTMENTS else None
    return in_language(own.title, words.language) if own else words.say(f"timeline_due_{key}")


def _span(words: LetterWords, bare: _Bare, on: date, waiting: Mapping[tuple[int, str], DueItem]) -> DeadlineSpan:
    source = bare.source
    code = source.text("letter") if source.kind is EventKind.LETTER else ""
    return DeadlineSpan(
        key=bare.key,
        title=_title(words, bare.key, code),
        runs=bare.runs,
        starts_on=min(bare.starts_on, bare.until),
        until=bare.until,
        state=_state(words.case, bare, on, is_waiting=(source.number, bare.key) in waiting),
        event=source.number,
        document=words.number(source.document) if source.document else "",
        code=code,
        met_on=bare.met_on,
    )


def _state(case: Case, bare: _Bare, on: date, *, is_waiting: bool) -> DeadlineState:
    if bare.met_on is not None:
        return DeadlineState.MET if bare.met_on <= bare.until else DeadlineState.LATE
    if is_waiting:
        return DeadlineState.OVERDUE if bare.until < on else DeadlineState.RUNNING
    over = [each.on for each in (*case.of(EventKind.CLOSURE), *case.letters("L16")) if each.number > bare.source.number]
    return DeadlineState.EXPIRED if bare.until < min([on, *over]) else DeadlineState.VOID


def _of_letters(words: LetterWords, waiting: Mapping[tuple[int, str], DueItem]) -> Iterator[_Bare]:
    case = words.case
    for letter in case.letters():
        rule = words.ladder.letters.get(letter.text("letter"))
        if rule is None:
            continue
        for each in rule.deadlines:
            printed = letter.day(f"due_{each.key}")
            if printed is None or each.runs not in (SUPPLIER, BUYER):
                continue
            if each.key == "review":
                yield from _reviews(case, letter, each, printed)
                continue
            item = waiting.get((letter.number, each.key))
            effective = effective_due(case, letter, each.key, words.ladder)
            until = item.on if item else effective.on if effective else printed
            yield _Bare(each.key, each.runs, _begins(case, letter), until, letter, _met_on(case, letter, each.key))


def _begins(case: Case, letter: Event) -> date:
    """The day the supplier had the letter where that is recorded, else the day of the letter."""
    return max((each.on for each in _about(case, letter, (EventKind.DELIVERED,))), default=letter.on)


def _reviews(case: Case, letter: Event, rule: DeadlineRule, printed: date) -> Iterator[_Bare]:
    """A stop is reviewed again and again: each review ends one stretch and begins the next."""
    starts_on, until = letter.on, printed
    for each in _about(case, letter, MET_BY[rule.key]):
        yield _Bare(rule.key, rule.runs, starts_on, until, letter, each.on)
        following = each.day("next_review_on")
        if each.kind is EventKind.LIFT or following is None:
            return
        starts_on, until = each.on, following
    yield _Bare(rule.key, rule.runs, starts_on, until, letter)


def _met_on(case: Case, letter: Event, key: str) -> date | None:
    """The day on which what the deadline asked for had come."""
    if key in ("correction", "final"):
        return _corrected_on(case, letter)
    later = [each for each in case.events if each.number > letter.number and each.kind in MET_BY.get(key, ())]
    if key == "plan":
        return _first_day(later)
    documents = {letter.document}
    if letter.text("letter") == "L02":
        documents |= {each.document for each in case.letters("L01") if each.number < letter.number}
    return _first_day(each for each in later if each.whole("about") in documents)


def _corrected_on(case: Case, letter: Event) -> date | None:
    """The day the last of the letter's findings was found corrected; those that were dropped don't count."""
    found = [finding for name in letter.names("findings") if (finding := case.finding(name))]
    left = [corrected(case, each) for each in found if dropped(case, each) is None]
    days = [each.on for each in left if each is not None and each.number > letter.number]
    return max(days) if days and len(days) == len(left) else None


def _of_replies(words: LetterWords, waiting: Mapping[tuple[int, str], DueItem]) -> Iterator[_Bare]:
    """What the buyer owed the supplier: a word on each plan, an answer to each objection."""
    case = words.case
    for kind, rule in REPLIES.items():
        for document in case.of(kind):
            item = waiting.get((document.number, rule.key))
            until = item.on if item else _reply_day(words, document, rule)
            answers = (each for each in case.letters(ANSWERS_WITH[kind]) if each.number > document.number)
            yield _Bare(rule.key, rule.runs, document.on, until, document, _first_day(answers))


def _reply_day(words: LetterWords, document: Event, rule: DeadlineRule) -> date:
    case = words.case
    return deadline_for(document.on, rule, contract=case.contract, ladder=words.ladder, settings=case.settings).on


def _waiting(case: Case, item: DueItem) -> _Bare:
    source = next(each for each in case.events if each.number == item.event)
    return _Bare(item.key, item.runs, source.on, item.on, source)


def _about(case: Case, letter: Event, kinds: Iterable[EventKind]) -> list[Event]:
    wanted = frozenset(kinds)
    found = (each for each in case.events if each.kind in wanted and letter.document)
    return [each for each in found if each.whole("about") == letter.document]


def _first_day(events: Iterable[Event]) -> date | None:
    return min((each.on for each in events), default=None)
