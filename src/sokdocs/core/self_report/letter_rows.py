"""Remarks as the letter that asks for what is missing has them: a row for each question, with its number and what is missing there."""

from collections.abc import Iterable, Iterator

from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.remark import Remark
from sokdocs.core.values.phrases import Phrases, Saying

PLACE = "place"
LONGEST = 4_000
"""Characters in a row; a question with more has several rows."""


def letter_rows(remarks: Iterable[Remark], asked: AskedForm, phrases: Phrases, language: str) -> tuple[tuple[str, str], ...]:
    """The number of each question, and its remarks with a line each, in the order of the form; what belongs to no question comes last."""
    by_question: dict[str, list[str]] = {name: [] for name in asked.questions}
    beside = phrases.say("letter_rows_beside", language)
    for each in remarks:
        name = each.question if each.question in asked.questions else beside
        by_question.setdefault(name, []).append(phrases.tell(_without_number(each), language))
    return tuple((name, text) for name, lines in by_question.items() for text in _texts(lines))


def _without_number(remark: Remark) -> Saying:
    """The remark without the question's number in front of the place: the number has a column of its own."""
    parts = dict(remark.parts)
    label = parts.get(PLACE)
    if isinstance(label, str):
        parts[PLACE] = label.removeprefix(remark.question).lstrip() or label
    return Saying(remark.saying.name, tuple(parts.items()))


def _texts(lines: list[str]) -> Iterator[str]:
    text = ""
    for line in lines:
        if text and len(text) + len(line) >= LONGEST:
            yield text
            text = ""
        text = f"{text}\n{line}" if text else line
    if text:
        yield text
