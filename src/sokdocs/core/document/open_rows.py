"""Tables with open rows: each row says its number and nothing else, and asks the same as the others, so that more can be added."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sokdocs.core.document.blocks import Answer, Document, Inlines, Table, Text


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a place to answer lies in a table with open rows; rows count from 1."""

    question: str
    row: int
    column: str

    @property
    def key(self) -> str:
        """The key of the place: `Q3.2.1.measure`."""
        return f"{self.question}.{self.row}.{self.column}"


def open_rows(table: Table) -> Mapping[str, RowPlace]:
    """The places of a table with open rows, by key in reading order; none where any row has words of its own."""
    rows = [_row(cells, number) for number, cells in enumerate(table.rows, 1)]
    asked = {tuple((each.question, each.column) for each in row) for row in rows}
    if len(asked) != 1 or len({each.question for row in rows for each in row}) != 1:
        return MappingProxyType({})
    return MappingProxyType({each.key: each for row in rows for each in row})


def tables_with_open_rows(document: Document) -> Iterator[Mapping[str, RowPlace]]:
    """The places of each such table in a document."""
    for section in document.sections:
        for clause in section.clauses:
            found = (open_rows(block) for block in clause.blocks if isinstance(block, Table))
            yield from (places for places in found if places)


def _row(cells: tuple[Inlines, ...], number: int) -> tuple[RowPlace, ...]:
    """The places of a row that says only its number; none where it says more, or asks for something in another row."""
    first, *others = cells
    if first != (Text(str(number)),) or not all(len(cell) == 1 and isinstance(cell[0], Answer) for cell in others):
        return ()
    keys = [each.name for cell in others for each in cell if isinstance(each, Answer)]
    steps = [key.rsplit(".", 2) for key in keys]
    if not all(len(each) == 3 and each[1] == str(number) for each in steps):
        return ()
    return tuple(RowPlace(question, number, column) for question, _, column in steps)
