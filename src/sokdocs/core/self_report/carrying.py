"""What a form carries over from an earlier self-report, and which questions the supplier must answer itself."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sokdocs.core.questions.question import Question
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm, question_of
from sokdocs.core.self_report.checking import read_and_check
from sokdocs.core.self_report.comparing import ReportedForm, difference
from sokdocs.core.self_report.remark import Remark
from sokdocs.core.self_report.returned import ReturnedForm

DECLARATION = 8
"""The part in which the supplier stands for its answers; it is always made anew, and no list names it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers by key, as written; and the ids of the questions with empty places, each in one list, in the order of the form.

    `changed` are new or have another version, or are about a product that is new; `anew` are about the last months; `open` had no answer,
    or one that can't be used.
    """

    values: Mapping[str, str]
    changed: tuple[str, ...]
    anew: tuple[str, ...]
    open: tuple[str, ...]


def carry(old: ReportedForm, asked: AskedForm, *, on: date, unusable: Container[str] = frozenset()) -> Carried:
    """What the form asked now begins with; `on` is the day it is made, `unusable` are keys of earlier answers that can't stand in it."""
    usable = {key: value for key, value in old.answers.values.items() if key not in unusable}
    found = difference(ReportedForm(old.asked, Answers(MappingProxyType(usable))), asked)
    left_out = difference(old, asked).values.keys() - found.values.keys()
    answers, missing = read_and_check(ReturnedForm("", "", asked.reference, found.values), asked, on=on)
    named: set[str] = set()
    lists: list[tuple[str, ...]] = []
    for keys in (set(found.new) | set(found.changed), set(found.anew), _lacking(missing, asked) | left_out):
        ids = {question_of(key) for key in keys} - named
        lists.append(tuple(name for name, each in asked.questions.items() if name in ids and _is_listed(each, answers, asked)))
        named |= ids
    changed, anew, still_open = lists
    return Carried(found.values, changed, anew, still_open)


def _lacking(remarks: Iterable[Remark], asked: AskedForm) -> set[str]:
    """The places without an answer that must have one; attachments have a rule of their own."""
    evidence = {place.key for place in asked.places if place.is_evidence}
    return {each.key for each in remarks if each.is_missing and each.key not in evidence}


def _is_listed(question: Question, answers: Answers, asked: AskedForm) -> bool:
    """Whether it may be asked: what it depends on is answered so, or still open."""
    if question.part == DECLARATION:
        return False
    if question.asked_when is None:
        return True
    first = asked.questions.get(question.asked_when.question)
    codes = answers.chosen(first.key()) if first else ()
    return first is not None and (not codes or bool(set(codes) & set(question.asked_when.codes)))
