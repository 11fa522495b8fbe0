"""A fact sheet as commented YAML: what is known with where it came from, what is not known as a question to answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from textwrap import wrap
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted
from ruamel.yaml.scalarstring import LiteralScalarString as Literal

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.definition import FactValue, Product
from sokdocs.core.facts.notice_finding import Answer
from sokdocs.core.facts.notice_reading import NoticeReading, NoticeSheet
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.characters import BIDI_AND_ZERO_WIDTH, refused_character
from sokdocs.core.values.phrases import Saying, Tell, saying

WIDTH = 110
NO_FOLDING = 10**6
BLANK_HEADING = (saying("sheet_blank"), saying("sheet_blank_how"), saying("sheet_blank_check"))
Question = tuple[str, str, str, bool]


class SheetQuestion(NamedTuple):
    """A fact as the sheet asks for it: its name, the question, a word of help, and whether a document needs it."""

    name: str
    question: str
    help: str
    required: bool


class SheetLine(NamedTuple):
    """What is known of a fact: the value (None: not known), the comments to stand above it, and the columns of a table."""

    value: FactValue | None
    comments: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def write_blank_sheet(questions: Sequence[Question], tell: Tell) -> str:
    """A sheet with every fact of `questions` and no answer."""
    return write_fact_sheet(questions, {}, tell, heading=[tell(each) for each in BLANK_HEADING])


def write_fact_sheet(questions: Sequence[Question], known: Mapping[str, SheetLine], tell: Tell, *, heading: Iterable[str] = ()) -> str:
    """The sheet: every fact of `questions` in order, then what else is known. A value that no document can carry raises `InvalidError`."""
    asked = [SheetQuestion(*each) for each in questions]
    names = {each.name for each in asked}
    parts = [_comment(heading)]
    parts += [_entry(each, known.get(each.name, SheetLine(None)), tell) for each in asked]
    parts += [_entry(SheetQuestion(name, "", "", False), line, tell) for name, line in known.items() if name not in names]
    return "\n".join(part for part in parts if part)


def write_notice_sheet(reading: NoticeReading, sheet: NoticeSheet, questions: Sequence[Question], tell: Tell) -> str:
    """The sheet of one `NoticeSheet`: what the notice says, and what a document needs or the notice leaves open."""
    known = {
        name: SheetLine(_value_of(sheet, name), tuple(tell(each) for each in _comments(sheet, name)))
        for name in (*sheet.answers, *(each.fact for each in sheet.questions))
    }
    wanted = [each for each in map(SheetQuestion._make, questions) if each.required or each.name in known]
    return write_fact_sheet(wanted, known, tell, heading=[tell(each) for each in _heading(reading, sheet)])


def _value_of(sheet: NoticeSheet, fact: str) -> FactValue | None:
    return sheet.answers[fact].value if fact in sheet.answers else None


def _comments(sheet: NoticeSheet, fact: str) -> Iterable[Saying]:
    """Where the answer is from, and what stays open."""
    if fact in sheet.answers:
        yield _origin(sheet.answers[fact])
    yield from (saying("sheet_open", question=each.text) for each in sheet.questions if each.fact == fact)


def _origin(answer: Answer) -> Saying:
    paths = ", ".join(answer.paths)
    return saying("sheet_from_notice_noted", paths=paths, note=answer.note) if answer.note else saying("sheet_from_notice", paths=paths)


def _heading(reading: NoticeReading, sheet: NoticeSheet) -> Iterable[Saying]:
    yield saying("sheet_read_from", reference=reading.reference, file=reading.file)
    yield reading.said
    if sheet.lots:
        yield saying("sheet_lots", lots=", ".join(sheet.lots))
    yield sheet.recommendation
    yield from (saying("sheet_warning", warning=each) for each in reading.warnings)
    yield saying("sheet_unanswered")


def _entry(asked: SheetQuestion, line: SheetLine, tell: Tell) -> str:
    """One fact: its comments, and the value, or its name behind a comment mark where it has none."""
    if line.value is None:
        need = "" if asked.required or not asked.question else f" {tell(saying('sheet_optional'))}"
        words = (f"{asked.question}{need}", asked.help, *line.comments)
        return f"{_comment(words)}# {asked.name}:\n"
    return f"{_comment((asked.question, *line.comments))}{_value(asked.name, line)}"


def _comment(texts: Iterable[str]) -> str:
    """Comment lines; a text can never break out of its comment, and characters that hide or turn text are spelt out."""
    lines = [line for text in texts if text.strip() for line in wrap(_spelt_out(text), WIDTH, break_on_hyphens=False)]
    return "".join(f"# {line}\n" for line in lines)


def _spelt_out(text: str) -> str:
    safe = (f"<U+{ord(each):04X}>" if each in BIDI_AND_ZERO_WIDTH or refused_character(each, breaks=False) else each for each in text)
    return "".join(safe)


def _value(name: str, line: SheetLine) -> str:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = NO_FOLDING
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump({name: _rows(name, line) if line.columns else _plain(name, line.value)}, out)
    return out.getvalue()


def _rows(name: str, line: SheetLine) -> list[dict[str, object]]:
    """The rows of a table, each by the names of its columns."""
    rows = [each for each in line.value if isinstance(each, tuple)] if isinstance(line.value, tuple) else []
    return [{column: _plain(f"{name}.{column}", cell) for column, cell in zip(line.columns, row, strict=True)} for row in rows]


def _plain(name: str, value: FactValue | Product | None) -> object:
    if isinstance(value, str):
        bad = refused_character(value, breaks=True)
        if bad:
            problem = Problem(
                Place("fact sheet", 0, name),
                f'"{name}" holds the character {bad}, which no document can carry',
                "take it away",
            )
            raise InvalidError("the fact sheet can't be written", [problem])
        return Literal(value) if "\n" in value else Quoted(value)
    if isinstance(value, Product):
        keys = (("name", value.name), ("cpv", value.cpv), ("group", value.group))
        return {key: _plain(name, text) for key, text in keys if text}
    if value is None or isinstance(value, bool | int | date):
        return value
    return [_plain(name, each) for each in value]
