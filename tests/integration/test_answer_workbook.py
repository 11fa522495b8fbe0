"""Answers as a spreadsheet: texts are texts whatever they look like, numbers and days are such, and bytes are repeatable."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from openxml_audit import FileFormat, OpenXmlValidator  # type: ignore[import-untyped]

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.answer_table import AnswerRow, AnswerTable
from sokdocs.core.self_report.answers import Value
from sokdocs.rendering.assessment.workbook import AnswerWorkbooks
from tests.builders import HOSTILE
from tests.integration.assessment_maker import FACTS, ORIGIN
from tests.unit.self_report.makers import PHRASES, REFERENCE

ODD = [
    *("=1+1", "+4", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x.example\")", "%x", "|x", "\tx", "＝1+1", "#N/A", "#REF!", "TRUE", "00123"),
    *("linje\n=2+2", "1.2.2026", "12 %", HOSTILE, "æøå ÆØÅ", " blanke ", "織物", "😀", "'x"),
]  # fmt: skip
COLUMN = 4  # where the answer stands
FONT = re.compile(r"/styleSheet\[1\]/fonts\[1\]/font\[\d\]: Unexpected element")
"""openpyxl writes the parts of a font in an order of its own; spreadsheets take any order."""


def a_row(value: Value | None, words: tuple[str, ...] = (), **changes: Any) -> AnswerRow:
    """One place to answer."""
    text = "" if value is None else str(value)
    return replace(AnswerRow("Q1.1", "Q1.1", "Q1.1 Retningslinjer: Svar", value, text, words), **changes)


def a_table(*rows: AnswerRow) -> AnswerTable:
    """Answers that came on 30 November 2026."""
    return AnswerTable(ORIGIN, REFERENCE, FACTS, rows)


def made(*rows: AnswerRow) -> bytes:
    return AnswerWorkbooks(PHRASES).render(a_table(*rows), "nb")


def cells(data: bytes) -> list[Any]:
    """The answers' cells, below the head."""
    sheet = load_workbook(BytesIO(data))["Svar"]
    return [row[COLUMN - 1] for row in sheet.iter_rows(min_row=2)]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def test_text_is_a_text_whatever_it_begins_with() -> None:
    data = made(*(a_row(each) for each in ODD))
    assert [(each.value, each.data_type) for each in cells(data)] == [(each, "s") for each in ODD]
    assert {each.quotePrefix for each in cells(data)} == {True}
    xml = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in xml and "<f " not in xml
    assert set(re.findall(r'<c [^>]*\bt="(\w+)"', xml)) == {"inlineStr"}


@pytest.mark.parametrize(
    ("field", "value"), [("question", "=Q1"), ("key", "+Q1"), ("label", "@Q1 Svar"), ("text", "=1 x"), ("words", ("=Ja", "-Nei"))]
)
def test_no_column_ever_starts_a_formula(field: str, value: Any) -> None:
    data = made(replace(a_row("yes", ("Ja",)), **{field: value}))
    for row in load_workbook(BytesIO(data))["Svar"].iter_rows():
        assert {each.data_type for each in row if each.value is not None} == {"s"}


def test_facts_are_texts_too() -> None:
    table = replace(a_table(), facts=(("=Leverandør", "=1+1"),), origin=replace(ORIGIN, file="=cmd.docx"))
    sheet = load_workbook(BytesIO(AnswerWorkbooks(PHRASES).render(table, "nb")))["Om svarene"]
    found = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert (found["=Leverandør"], found["Lest fra filen"], found["Sak"]) == ("=1+1", "=cmd.docx", "2026/01234")
    assert (found["Skjemaets referanse"], found["Kom inn"]) == (REFERENCE, "2026-11-30")


def test_numbers_and_days_are_such_and_choices_are_words() -> None:
    data = made(
        a_row(12, text="12"),
        a_row(-3),
        a_row(date(2026, 5, 20)),
        a_row(True),
        a_row("yes", ("Ja",)),
        a_row(("a", "b"), ("Aviser", "Bøker"), text="a b"),
        a_row(None),
    )
    found = cells(data)
    assert [each.value for each in found[:2]] == [12, -3]
    assert (found[2].value.date(), found[2].number_format) == (date(2026, 5, 20), "dd.mm.yyyy")
    assert [each.value for each in found[3:]] == ["ja", "Ja", "Aviser\nBøker", None]
    codes = [row[COLUMN].value for row in load_workbook(BytesIO(data))["Svar"].iter_rows(min_row=2)]
    assert codes == [None, None, None, None, "yes", "a b", None]


@pytest.mark.parametrize("value", [10**15, date(1899, 12, 31), date(1900, 2, 28)])
def test_what_a_spreadsheet_would_change_stands_as_text(value: Value) -> None:
    (cell,) = cells(made(a_row(value)))
    assert (cell.value, cell.data_type) == (str(value), "s")


def test_text_that_looks_like_an_escape_is_kept_as_it_is() -> None:
    assert "_x005F_x0041_ og _x00" in part(made(a_row("_x0041_ og _x00")), "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["a" * 32_767, "😀" * 16_383])
def test_longest_text_is_kept_whole(text: str) -> None:
    (cell,) = cells(made(a_row(text)))
    assert cell.value == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a" * 32_768, "has 32768 letters; a cell takes 32767"),
        ("😀" * 16_384, "has 32768 letters; a cell takes 32767"),
        ("a\x07b", "holds U+0007, a character that no cell can carry"),
        ("a\rb", "holds U+000D, a character that no cell can carry"),
        ("a\ufffe", "holds U+FFFE, a character that no cell can carry"),
        ("a\ud800", "holds U+D800, a character that no cell can carry"),
    ],
)
def test_what_no_cell_can_carry_is_refused_and_all_of_it_named(text: str, why: str) -> None:
    with pytest.raises(InvalidError) as refused:
        made(a_row(text, key="Q2.1.reason"), a_row("sound"), a_row(text, key="Q3.1.reason"))
    assert [(each.place.file, each.message) for each in refused.value.problems] == [("Q2.1.reason", why), ("Q3.1.reason", why)]
    assert {each.hint for each in refused.value.problems} == {"write the answers as .csv instead"}


def test_head_is_bold_and_frozen_and_texts_wrap() -> None:
    for sheet in load_workbook(BytesIO(made(a_row("x")))):
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.b for cell in sheet[1]) and not any(cell.font.b for cell in sheet[2])
        assert all(cell.alignment.wrap_text for cell in sheet[2] if cell.value is not None)
        assert all(sheet.column_dimensions[cell.column_letter].width > 10 for cell in sheet[1])


def test_same_answers_give_the_same_bytes_and_no_time_of_the_clock() -> None:
    first = made(a_row("x"), a_row(date(2026, 5, 20)))
    assert first == made(a_row("x"), a_row(date(2026, 5, 20)))
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", part(first, "docProps/core.xml")) == ["2026-11-30T00:00:00Z"] * 2
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_workbook_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    path.write_bytes(made(*(a_row(each) for each in ODD), a_row(3)))
    errors = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path).errors
    assert [str(each) for each in errors if each.severity.value == "error" and not FONT.search(str(each))] == []
