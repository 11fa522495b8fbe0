"""The answers of a form place by place, as a table to be worked with elsewhere: also the places that are not answered."""

from dataclasses import dataclass

from sokdocs.core.self_report.answers import Answers, Value, written
from sokdocs.core.self_report.asked import AskedForm, AskedPlace
from sokdocs.core.self_report.assessment import Origin
from sokdocs.core.self_report.headings import Fact


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One place to answer. `value` is typed, None where nothing is answered; `text` is how it is written, with codes for choices.

    `words` are the words of the codes that are chosen, in the language of the form; empty where nothing is chosen from a list.
    """

    question: str
    key: str
    label: str
    value: Value | None
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """All places of a form, where the answers come from, the reference of the form, and the facts on its first page."""

    origin: Origin
    reference: str
    facts: tuple[Fact, ...]
    rows: tuple[AnswerRow, ...]


def answer_rows(asked: AskedForm, answers: Answers) -> tuple[AnswerRow, ...]:
    """A row for each place, in the order of the form."""
    return tuple(_row(place, answers) for place in asked.places)


def _row(place: AskedPlace, answers: Answers) -> AnswerRow:
    value = answers.values.get(place.key)
    words = tuple(place.words[code] for code in answers.chosen(place.key) if code in place.words)
    return AnswerRow(place.question.id, place.key, place.label, value, "" if value is None else written(place, value), words)
