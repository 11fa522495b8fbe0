"""The answers of a self-report as a spreadsheet (XLSX): texts are typed as texts, so that no cell is ever a formula."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell.cell import Cell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.answer_table import AnswerRow, AnswerTable
from sokdocs.core.values.characters import refused_character
from sokdocs.core.values.phrases import Phrases

LONGEST = 32_767  # letters in a cell, as a spreadsheet counts them (UTF-16)
FIRST_DAY = date(1900, 3, 1)  # days before it are counted wrongly by spreadsheets
LARGEST = 10**15  # whole numbers from here on are rounded
HEADS = ("question", "key", "label", "answer", "code")
WIDTHS, ABOUT_WIDTHS = (11, 22, 58, 64, 24), (34, 90)
TOP = Alignment(vertical="top", wrap_text=True)
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
Written = str | int | date


class AnswerWorkbooks:
    """Makes them with the library's words."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def render(self, table: AnswerTable, language: str) -> bytes:
        """The workbook: the answers, and a sheet that says what they are. The same bytes for the same answers.

        Raises `InvalidError` with every cell that holds more than a spreadsheet can, or a character that no cell can carry.
        """
        book = Workbook()
        answers, about = book.active, book.create_sheet()
        answers.title, about.title = self._say("sheet", language), self._say("about", language)
        heads = tuple(self._say(f"head_{each}", language) for each in HEADS)
        lines = [(each.key, self._cells(each, language)) for each in table.rows]
        told = [(label, (label, text)) for label, text in self._about(table, language)]
        _refuse_unwritable([*lines, *told])
        _fill(answers, heads, [cells for _, cells in lines], WIDTHS)
        answers.auto_filter.ref = answers.dimensions
        _fill(about, tuple(self._say(f"head_{each}", language) for each in ("what", "fact")), [cells for _, cells in told], ABOUT_WIDTHS)
        made = datetime.combine(table.origin.came_on, time())
        book.properties.creator, book.properties.title = "sokdocs", f"{self._say('about', language)} {table.origin.document}"
        book.properties.created = book.properties.modified = made
        return _fixed(book, made)

    def _cells(self, row: AnswerRow, language: str) -> tuple[Written, ...]:
        code = row.text if row.words else ""
        return (row.question, row.key, row.label, self._answer(row, language), code)

    def _answer(self, row: AnswerRow, language: str) -> Written:
        """The answer as a reader expects it: numbers and days as such, choices in words, a tick as yes."""
        match row.value:
            case True:
                return self._phrases.say("yes", language)
            case int() if abs(row.value) < LARGEST:
                return row.value
            case date() if row.value >= FIRST_DAY:
                return row.value
        return "\n".join(row.words) or row.text

    def _about(self, table: AnswerTable, language: str) -> Iterator[tuple[str, str]]:
        origin = table.origin
        yield self._say("what", language), self._say("what_is", language, document=origin.document)
        yield from table.facts
        yield self._say("case", language), origin.case
        yield self._say("document", language), origin.document
        yield self._say("reference", language), table.reference
        yield self._say("came_on", language), origin.came_on.isoformat()
        yield self._say("file", language), origin.file
        yield self._say("digest", language), origin.sha256

    def _say(self, name: str, language: str, **parts: str) -> str:
        return self._phrases.say(f"answers_{name}", language, **parts)


def _refuse_unwritable(lines: Sequence[tuple[str, Sequence[Written]]]) -> None:
    problems = [problem for name, cells in lines for cell in cells if isinstance(cell, str) for problem in _unwritable(name, cell)]
    if problems:
        raise InvalidError("the answers don't fit in a spreadsheet; nothing was written", problems)


def _unwritable(name: str, text: str) -> Iterator[Problem]:
    bad, length = refused_character(text, breaks=True), len(text.encode("utf-16-le", "surrogatepass")) // 2
    if bad:
        yield Problem(Place(name), f"holds {bad}, a character that no cell can carry", "write the answers as .csv instead")
    if length > LONGEST:
        yield Problem(Place(name), f"has {length} letters; a cell takes {LONGEST}", "write the answers as .csv instead")


def _fill(sheet: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[Written]], widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
        _put(sheet.cell(1, column), heads[column - 1])
        sheet.cell(1, column).font = Font(name="Calibri", size=11, bold=True)
    for number, cells in enumerate(rows, start=2):
        for column, value in enumerate(cells, start=1):
            if value != "":
                _put(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Cell, value: Written) -> None:
    """A text is typed as one whatever it begins with, and marked as one for whoever edits it; nothing in it is read as an escape."""
    if isinstance(value, str):
        cell.value = ESCAPE.sub("_x005F_", value)
        cell.data_type, cell.quotePrefix = "s", True
    else:
        cell.value = value
        cell.number_format = "0" if isinstance(value, int) else "dd.mm.yyyy"
    cell.alignment = TOP


def _fixed(book: Workbook, made: datetime) -> bytes:
    """The package with every time in it fixed: openpyxl writes those of the clock."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in package.namelist():
            data = package.read(name)
            if name == "docProps/core.xml":
                data = MODIFIED.sub(rb"\g<1>" + made.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<2>", data)
            fixed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
