"""Rows of a spreadsheet (XLSX): the package is checked before anything opens it, and formulas are never taken for values."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NoReturn
from xml.parsers import expat
from zipfile import BadZipFile

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.packages.zip_members import ZipFaultError, read_members, unpack_all

TYPES_PART = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_TYPE = f"{OFFICE}spreadsheetml.sheet.main+xml"
KNOWN_TYPES = frozenset(
    {
        MAIN_TYPE,
        f"{OFFICE}spreadsheetml.worksheet+xml",
        f"{OFFICE}spreadsheetml.sharedStrings+xml",
        f"{OFFICE}spreadsheetml.styles+xml",
        f"{OFFICE}spreadsheetml.table+xml",
        f"{OFFICE}spreadsheetml.calcChain+xml",
        f"{OFFICE}spreadsheetml.sheetMetadata+xml",
        f"{OFFICE}spreadsheetml.printerSettings",
        f"{OFFICE}theme+xml",
        f"{OFFICE}extended-properties+xml",
        f"{OFFICE}custom-properties+xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.openxmlformats-package.relationships+xml",
        "application/xml",
        "image/jpeg",
        "image/png",
        "image/x-emf",
    }
)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
TOO_FAR = re.compile(rb"""\br\s*=\s*["'](?:[D-Z][A-Z]|[A-Z]{3,})[0-9]""", re.IGNORECASE)
HIDDEN = re.compile(rb"""<(?:\w+:)?(?:row|col)\b[^>]*\shidden\s*=\s*["'](?:1|true)["']""")
LAST_COLUMN = "CZ"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose value can't be taken, and why."""

    message: str
    hint: str


Cell = str | int | date | Unreadable | None
Rows = Iterator[tuple[Cell, ...]]


def sheet_rows(data: bytes, name: str) -> Rows:
    """The rows of the only sheet from the first on, empty ones too; raises `InvalidError` where the file is unsafe or broken.

    A workbook with several sheets, or with rows or columns that are hidden, is refused: nobody can tell what was meant to be sent.
    """
    try:
        _check(unpack_all(member for member in read_members(data) if not member.name.endswith("/")))
    except ZipFaultError as fault:
        raise _refusal(name, fault) from None
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False, rich_text=False)
        if len(book.worksheets) != 1:
            raise _refusal(name, ZipFaultError(f"has {len(book.worksheets)} sheets; keep the one that is meant"))
        for row in book.worksheets[0].iter_rows():
            yield tuple(_cell(each) for each in row)
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        SyntaxError,
        BadZipFile,
        InvalidFileException,
    ) as error:
        raise _refusal(name, ZipFaultError("can't be read as a spreadsheet; save it anew, or as CSV")) from error


def _refusal(name: str, fault: ZipFaultError) -> InvalidError:
    message = f"{fault.member} {fault.message}" if fault.member else fault.message
    return InvalidError(f"{name}: {message}", [Problem(Place(name, field=fault.member), message)])


def _cell(cell: Any) -> Cell:
    """The value as a fact sheet would have it: words, whole numbers, days, yes and no."""
    value = cell.value
    match value:
        case _ if cell.data_type == "f":
            return Unreadable("holds a formula", "put in its value: copy the cells and paste them as values")
        case _ if cell.data_type == "e":
            return Unreadable("holds an error of the spreadsheet", "correct the cell")
        case None | bool() | int():
            return value
        case str():
            return value.strip() or None
        case float() if value.is_integer() and abs(value) < 1e15:
            return int(value)
        case float():
            return repr(value)
        case datetime() if value.time() == time():
            return value.date()
        case date() if not isinstance(value, datetime):
            return value
    return Unreadable("holds neither words, a whole number nor a day", "write it as text")


def _check(parts: Mapping[str, bytes]) -> None:
    """Only parts of a plain workbook, no entity that could empty a cell, nothing from outside, nothing hidden."""
    types = _types(parts)
    if list(types.values()).count(MAIN_TYPE) != 1:
        raise ZipFaultError("is not a spreadsheet without macros (.xlsx)")
    for part, content in parts.items():
        kind = types.get(part, "xml")
        if kind.endswith("xml"):
            _check_xml(content, part)
        if part.endswith(".rels"):
            _check_links(content, part)
        if SHEET.fullmatch(part):
            _check_sheet(content, part)


def _check_sheet(content: bytes, part: str) -> None:
    if HIDDEN.search(content):
        raise ZipFaultError("has hidden rows or columns, perhaps by a filter; show them, or delete what is not meant", part)
    if TOO_FAR.search(content):
        raise ZipFaultError(f"has cells to the right of column {LAST_COLUMN}", part)


def _check_links(content: bytes, part: str) -> None:
    def start(_tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode", "Internal") != "Internal" and not attributes.get("Type", "").endswith("/hyperlink"):
            raise ZipFaultError("would load something from outside the file", part)

    _parse(content, part, start)


def _types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The type of every part; all of them known."""
    if TYPES_PART not in parts:
        raise ZipFaultError("is a ZIP file, but not a spreadsheet: it has no list of content types")
    said = _declared(parts[TYPES_PART])
    found: dict[str, str] = {}
    for part in parts:
        if part == TYPES_PART:
            continue
        kind = said.get("/" + part.lower()) or said.get(part.lower().rpartition(".")[2])
        if kind not in KNOWN_TYPES:
            raise ZipFaultError(f'holds "{kind}", which is not read here (macros, embedded files and drawings are not)', part)
        found[part] = kind
    return found


def _declared(content: bytes) -> dict[str, str]:
    """What the list says, by file ending and by part; nothing may be said twice."""
    said: dict[str, str] = {}

    def start(_tag: str, attributes: dict[str, str]) -> None:
        about = (attributes.get("Extension") or attributes.get("PartName") or "").lower()
        if about in said:
            raise ZipFaultError(f'gives two content types for "{about}"', TYPES_PART)
        if about:
            said[about] = attributes.get("ContentType", "")

    _parse(content, TYPES_PART, start)
    return said


def _check_xml(content: bytes, part: str) -> None:
    _parse(content, part, None)


def _parse(content: bytes, part: str, start: Any) -> None:
    """Reads XML that must be well-formed and without a document type: its entities could empty or swell a cell."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> NoReturn:
        raise ZipFaultError("holds a document type definition", part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ZipFaultError("is not well-formed XML", part) from error
