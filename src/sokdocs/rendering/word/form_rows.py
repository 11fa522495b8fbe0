"""Open rows of a table in a Word form: people add rows with the plus sign of a repeating section, and Word keeps the data beside them.

The data of such a table lies under one element, an element for each row: `rows.Q3.2` / `row` / `measure`.
Repeating sections are of Word 2013 and later ([MS-DOCX] 2.5.3). LibreOffice keeps the rows and drops the sections; Word 2010 and older,
which are no longer kept up, do not know them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sokdocs.core.document.blocks import Document
from sokdocs.core.document.open_rows import RowPlace, tables_with_open_rows
from sokdocs.rendering.word.text import Ids

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
ROWS = "rows."


@dataclass(frozen=True, slots=True)
class RowElement:
    """Where the answer of a place in an open row is stored: its path, the name of its element, and what is written around that."""

    path: str
    name: str
    before: str
    after: str


def row_elements(document: Document) -> Mapping[str, RowElement]:
    """The elements of all places in open rows of a document, by key."""
    return {place.key: element for places in tables_with_open_rows(document) for place, element in _elements(tuple(places.values()))}


def repeating(question: str, rows: Iterable[str], *, ids: Ids, bound_to: Callable[[str], str]) -> str:
    """The rows of a table, to which more can be added; `bound_to` gives the attributes that bind a control to a path in the data."""
    items = "".join(
        f'<w:sdt><w:sdtPr><w:id w:val="{ids.next()}"/><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>{row}</w:sdtContent></w:sdt>'
        for row in rows
    )
    bound = f"<w15:dataBinding {bound_to(f'{_rows_path(question)}/f:row')}/>"
    return (
        f'<w:sdt xmlns:w15="{W15}"><w:sdtPr><w:id w:val="{ids.next()}"/><w:lock w:val="sdtLocked"/>{bound}<w15:repeatingSection/></w:sdtPr>'
        f"<w:sdtContent>{items}</w:sdtContent></w:sdt>"
    )


def _rows_path(question: str) -> str:
    return f"/f:form[1]/f:{ROWS}{question}[1]"


def _elements(places: tuple[RowPlace, ...]) -> Iterator[tuple[RowPlace, RowElement]]:
    for at, place in enumerate(places):
        begins, ends = at == 0, at + 1 == len(places)
        before = (f"<{ROWS}{place.question}>" if begins else "") + ("<row>" if begins or places[at - 1].row != place.row else "")
        after = ("</row>" if ends or places[at + 1].row != place.row else "") + (f"</{ROWS}{place.question}>" if ends else "")
        yield place, RowElement(f"{_rows_path(place.question)}/f:row[{place.row}]/f:{place.column}[1]", place.column, before, after)
