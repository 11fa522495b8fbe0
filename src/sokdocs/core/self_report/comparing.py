"""This year's answers against last year's, across versions of the form; and what a difference form carries over.

Questions are matched by their id, products by their name (never by the number of their row), other rows by their number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.questions.question import AnswerType, Rows
from sokdocs.core.self_report.answers import Answers, Value, written
from sokdocs.core.self_report.asked import AskedForm, AskedPlace, PlaceIdentity


class ChangeKind(StrEnum):
    """What became of a question or an answer from one form to the next."""

    SAME = "same"
    CHANGED = "changed"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    PLACE_NEW = "place_new"
    PLACE_GONE = "place_gone"
    QUESTION_NEW = "question_new"
    QUESTION_GONE = "question_gone"
    QUESTION_REVISED = "question_revised"


@dataclass(frozen=True, slots=True)
class ReportedForm:
    """A form and the answers to it."""

    asked: AskedForm
    answers: Answers


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a comparison. About a question as a whole `key` is empty.

    `key` is that of the new form, or of the old one where the place is gone. `label` is what people call the place. `was` and `place`
    are where the two answers stand, with the words of their codes.
    """

    kind: ChangeKind
    question: str
    key: str = ""
    label: str = ""
    old: Value | None = None
    new: Value | None = None
    was: AskedPlace | None = field(default=None, compare=False)
    place: AskedPlace | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a difference form begins with.

    `values` are last year's answers by key, as written, every one to be confirmed. `new` are the keys of places that last year's form
    did not have, `changed` those whose question has another version or whose answers are others now, `anew` those of questions that are
    asked anew every time, `unanswered` those left open then. All these are empty, and so are those for the names of attachments.
    """

    values: Mapping[str, str]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    anew: tuple[str, ...]
    unanswered: tuple[str, ...]


_Places = Mapping[PlaceIdentity, AskedPlace]


def compare(old: ReportedForm, new: ReportedForm) -> tuple[Change, ...]:
    """Every question and answer of both forms and what became of it, in the order of the new form; what is gone comes last.

    A place that is answered in neither form is not listed. Rows that were added to one form could have been added to the other.
    """
    more = [place.key for each in (old, new) for place in each.asked.places if place.question.rows is Rows.OPEN]
    return tuple(_changes(*(replace(each, asked=each.asked.with_rows_of(more)) for each in (old, new))))


def difference(old: ReportedForm, new_asked: AskedForm) -> Difference:
    """Last year's answers where the same place still means the same: the version of its question is the same, its options hold the answer.

    A tick is never carried over: a declaration is made anew. Nor are the names of attachments: no file comes with the form yet, and a name
    without its file is no evidence.
    """
    before = _by_identity(old.asked)
    values: dict[str, str] = {}
    new, changed, anew, unanswered = [], [], [], []
    for place in new_asked.places:
        was = before.get(place.identity)
        value = old.answers.values.get(was.key) if was else None
        if was is None:
            new.append(place.key)
        elif was.kind is not place.kind or _is_revised(place.question.id, old.asked, new_asked) or not _can_hold(place, value):
            changed.append(place.key)
        elif place.question.is_asked_anew:
            anew.append(place.key)
        elif value is None:
            unanswered.append(place.key)
        elif place.kind is not AnswerType.CHECK and not place.is_evidence:
            values[place.key] = written(place, value)
    return Difference(MappingProxyType(values), tuple(new), tuple(changed), tuple(anew), tuple(unanswered))


def _can_hold(place: AskedPlace, value: Value | None) -> bool:
    """Whether every code of the answer can still be chosen."""
    if not place.answer.options or value is None:
        return True
    codes = value if isinstance(value, tuple) else (value,)
    return all(code in place.words for code in codes)


def _by_identity(asked: AskedForm) -> _Places:
    return {place.identity: place for place in asked.places}


def _is_revised(question: str, old: AskedForm, new: AskedForm) -> bool:
    return old.versions[question].date != new.versions[question].date


def _changes(old: ReportedForm, new: ReportedForm) -> Iterator[Change]:
    before, after = _by_identity(old.asked), _by_identity(new.asked)
    for question in new.asked.questions:
        yield from _of_question(question, old.asked, new.asked)
        for place in new.asked.places_of(question):
            yield from _of_place(place, before.get(place.identity), old.answers, new.answers)
    for question in old.asked.questions:
        if question not in new.asked.questions:
            yield Change(ChangeKind.QUESTION_GONE, question)
        for place in old.asked.places_of(question):
            if place.identity not in after:
                yield Change(ChangeKind.PLACE_GONE, question, place.key, place.label, old.answers.values.get(place.key), was=place)


def _of_question(question: str, old: AskedForm, new: AskedForm) -> Iterator[Change]:
    if question not in old.questions:
        yield Change(ChangeKind.QUESTION_NEW, question)
    elif _is_revised(question, old, new):
        yield Change(ChangeKind.QUESTION_REVISED, question)


def _of_place(place: AskedPlace, was: AskedPlace | None, old: Answers, new: Answers) -> Iterator[Change]:
    before = old.values.get(was.key) if was else None
    now = new.values.get(place.key)
    if was is None:
        yield Change(ChangeKind.PLACE_NEW, place.question.id, place.key, place.label, None, now, place=place)
    elif before is not None or now is not None:
        yield Change(_kind(before, now), place.question.id, place.key, place.label, before, now, was, place)


def _kind(before: Value | None, now: Value | None) -> ChangeKind:
    if before is None:
        return ChangeKind.ANSWERED
    if now is None:
        return ChangeKind.UNANSWERED
    return ChangeKind.SAME if (type(before), before) == (type(now), now) else ChangeKind.CHANGED
