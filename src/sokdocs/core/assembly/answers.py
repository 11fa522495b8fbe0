"""The places to answer under a question: a line for each field, a table for rows, the reason, and the names of attachments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import wrap
from types import MappingProxyType

from sokdocs.core.document.answer_places import label_in_row
from sokdocs.core.document.blocks import Answer, Block, Inlines, Provision, Table, Text
from sokdocs.core.questions.question import EVIDENCE, MOST_ROWS, REASON, AnswerDefinition, AnswerType, Question, Rows
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases

LONG, SOME, SHORT = 5, 3, 2
TICKED = frozenset({AnswerType.CHECK, AnswerType.CHOICES})
LINES: Mapping[AnswerType, int] = MappingProxyType({AnswerType.LONG_TEXT: LONG, AnswerType.COUNTRIES: 1, AnswerType.TEXT: 1})
BESIDE, BELOW, IN_ROW = 50, 80, 70
"""How many letters fit on a line beside its label, below it, and in all the cells of a row."""
TEXT_IN_ROW = 2
"""Lines of a short text in a narrow column, so that it can break there instead of running out of its box."""
TALLEST = 30
"""Of a box on a page, in lines."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the answers of a form are made with: its words, the names of the products, and what is answered already, by key."""

    phrases: Phrases
    language: str
    products: tuple[str, ...]
    answered: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def say(self, name: str, **parts: str) -> str:
        """A phrase in the language of the form."""
        return self.phrases.say(name, self.language, **parts)


def answer_blocks(question: Question, title: str, asking: Asking) -> tuple[Block, ...]:
    """Every place to answer, in order. `title` names the question to who can't see the page."""
    return tuple(_blocks(question, title, asking))


def _blocks(question: Question, title: str, asking: Asking) -> Iterator[Block]:
    if question.asked_when is not None:
        first = question.asked_when
        yield _line(Text(asking.say("answer_only_if", question=first.question, answers=_either(first.codes, asking)), emphasis=True))
    for each in question.fields:
        label = _label(each, asking)
        place = _answer(question.key(each.name), each, f"{title}: {label}", asking, letters=BELOW)
        yield _line(Text(f"{label} " if label.endswith("?") else f"{label}: "), place)
        if question.reason_for and not each.name:  # right behind the answer it is a reason for, before what is asked beside it
            yield _reason(question, title, asking)
    if question.rows is not Rows.NONE:
        yield _table(question, title, asking)
    if question.evidence:
        yield _line(Text(asking.say("answer_accepted", proof=in_language(question.evidence, asking.language))))
        label = asking.say("answer_evidence")
        yield _line(Text(f"{label}: "), _free(question.key(EVIDENCE), f"{title}: {label}", SHORT, asking))


def _reason(question: Question, title: str, asking: Asking) -> Provision:
    label = asking.say("answer_reason", answers=_either(question.reason_for, asking))
    return _line(Text(f"{label}: "), _free(question.key(REASON), f"{title}: {label}", SOME, asking))


def _either(codes: tuple[str, ...], asking: Asking) -> str:
    return asking.say("list_or").join(asking.say(f"answer_{code}").lower() for code in codes)


def _line(*inlines: Text | Answer) -> Provision:
    return Provision("", inlines)


def _label(definition: AnswerDefinition, asking: Asking) -> str:
    label = in_language(definition.label, asking.language) or asking.say("answer_own")
    unit = in_language(definition.unit, asking.language)
    return f"{label} ({unit})" if unit else label


def _answer(key: str, definition: AnswerDefinition, label: str, asking: Asking, *, letters: int) -> Answer:
    kind, options, value = definition.type, _options(definition, asking), asking.answered.get(key, "")
    lines = TEXT_IN_ROW if kind is AnswerType.TEXT and letters < BESIDE else LINES.get(kind, 1)
    if kind is AnswerType.LONG_TEXT or (kind is AnswerType.TEXT and len(value) > min(letters, BESIDE)):
        lines = _lines(value, lines, letters)
    return Answer(key, kind, label, options, lines, value, _prompt(kind, options, asking))


def _free(key: str, label: str, lines: int, asking: Asking) -> Answer:
    prompt, value = _prompt(AnswerType.LONG_TEXT, (), asking), asking.answered.get(key, "")
    return Answer(key, AnswerType.LONG_TEXT, label, (), _lines(value, lines, BELOW), value, prompt)


def _lines(value: str, least: int, letters: int) -> int:
    """How high a box must be for all of a text to be read in it, in lines of so many letters."""
    wrapped = (wrap(line, letters) or [""] for line in value.split("\n"))
    return min(max(least, sum(map(len, wrapped))), TALLEST)


def _prompt(kind: AnswerType, options: tuple[tuple[str, str], ...], asking: Asking) -> str:
    """What an empty place says; boxes to tick say it by themselves."""
    if kind in TICKED:
        return ""
    if options:
        return asking.say("answer_prompt_choose", options=" / ".join(words for _, words in options))
    return asking.say(f"answer_prompt_{kind}")


def _options(definition: AnswerDefinition, asking: Asking) -> tuple[tuple[str, str], ...]:
    own = definition.choices
    return tuple((code, in_language(own[code], asking.language) if own else asking.say(f"answer_{code}")) for code in definition.codes)


def _table(question: Question, title: str, asking: Asking) -> Table:
    by_product = question.rows is Rows.PRODUCTS
    names = asking.products if by_product else tuple(str(number) for number in range(1, _row_count(question, asking) + 1))
    first = asking.say("column_product" if by_product else "column_row")
    labels = [_label(each, asking) for each in question.columns]
    rows = tuple(_row(question, row, name, title, asking) for row, name in enumerate(names, 1))
    return Table((), ((Text(first),), *((Text(label),) for label in labels)), rows)


def _row_count(question: Question, asking: Asking) -> int:
    """How many open rows stand there: as many as the question says, or as are answered already."""
    added = range(question.row_count + 1, MOST_ROWS + 1)
    answered = [row for row in added if any(question.key(each.name, row) in asking.answered for each in question.columns)]
    return max(answered, default=question.row_count)


def _row(question: Question, row: int, name: str, title: str, asking: Asking) -> tuple[Inlines, ...]:
    cells: list[Inlines] = [(Text(name),)]
    for each in question.columns:
        label = label_in_row(title, name, _label(each, asking))
        cells.append((_answer(question.key(each.name, row), each, label, asking, letters=IN_ROW // len(question.columns)),))
    return tuple(cells)
