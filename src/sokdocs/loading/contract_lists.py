"""Lists of contracts that the same letter or form goes to: CSV or XLSX, a row for each contract, further columns for what is said of it."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sokdocs.core.casework.event_answers import assigned
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers, read_answers
from sokdocs.core.facts.definition import FactDefinition, FactType
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.loading.sheet_files import Cell, Unreadable, sheet_rows

CONTRACT, CASE = "contract", "case"
MOST_ROWS = 20_000
FARTHEST_ROW = 200_000
MOST_CELLS = 104
FEW = 5
FORM_COLUMNS = MappingProxyType({"form": "asked", "because": "because", "products": "products", "after": "earlier_document"})
LARGEST = 20_000_000
LONGEST_CELL = 100_000
REFERENCE = re.compile(r"KO-[0-9A-Z]{4}-[0-9A-Z]{4}")
WORDS = frozenset({FactType.TEXT, FactType.TEXT_BLOCK})
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ListedContract:
    """One row: its number as a spreadsheet counts it, the contract, the case where one is named, and the answers with every fault."""

    row: int
    contract: str
    case: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Asked:
    """What may be answered: the facts, valid CPV codes, and the answers that hold for every row."""

    facts: Mapping[str, FactDefinition]
    valid_cpv: Mapping[str, str]
    common: Answers


@dataclass(frozen=True, slots=True)
class ContractList:
    """A list that was read; `digest` is the SHA-256 of its file. Rows without anything in them are left out."""

    name: str
    digest: str
    columns: tuple[str, ...]
    cells: Sequence[tuple[int, Cells]]
    asked: Asked

    def __len__(self) -> int:
        return len(self.cells)

    def __iter__(self) -> Iterator[ListedContract]:
        """Each row with its faults, in the order of the file; made anew each time, so that a long list takes little room."""
        first: dict[str, int] = {}
        for number, cells in self.cells:
            row = self._row(number, cells)
            faults = list(self._faults(row, cells, first))
            first.setdefault(row.contract, number)
            yield ListedContract(row.row, row.contract, row.case, _with(row.answers, faults))

    def _row(self, number: int, cells: Cells) -> ListedContract:
        named = dict(zip(self.columns, cells, strict=False))
        raw = {name: _typed(name, value, self.asked.facts) for name, value in named.items() if name in self.asked.facts}
        given = {name: value for name, value in raw.items() if value is not None}
        own = read_answers(
            given,
            self.asked.facts,
            name=self.name,
            place_of=lambda path: self._place(number, str(path[0])),
            valid_cpv=self.asked.valid_cpv,
        )
        contract, case = (_words(named.get(each)) for each in (CONTRACT, CASE))
        return ListedContract(number, contract.upper(), case, _merged(self.asked.common, own, self._place(number, "")))

    def _faults(self, row: ListedContract, cells: Cells, first: Mapping[str, int]) -> Iterator[Problem]:
        for column, cell in zip(self.columns, cells, strict=False):
            if isinstance(cell, Unreadable):
                yield self._fault(row.row, column, cell.message, cell.hint)
        if len(cells) > len(self.columns):
            message = f"has {len(cells)} cells, and the first row names {len(self.columns)} columns"
            yield Problem(
                self._place(row.row, ""),
                f"row {row.row} {message}",
                "put a cell with the separator in it in quotation marks",
            )
        is_unread = any(isinstance(each, Unreadable) for each in cells[self.columns.index(CONTRACT) :][:1])
        if not row.contract and not is_unread:
            yield self._fault(row.row, CONTRACT, "is empty", "give the contract's reference, such as KO-7K3Q-9F2M")
        elif row.contract and not REFERENCE.fullmatch(row.contract):
            message = f'"{row.contract[:40]}" is no reference of a contract'
            yield self._fault(row.row, CONTRACT, message, "references are listed by `sokdocs contract list`")
        elif row.contract in first:
            message = f"{row.contract} stands in row {first[row.contract]} already"
            yield self._fault(row.row, CONTRACT, message, "a contract gets one document from a list")

    def _fault(self, row: int, column: str, message: str, hint: str) -> Problem:
        return Problem(self._place(row, column), f'row {row}, column "{column}": {message}', hint)

    def _place(self, row: int, column: str) -> Place:
        return Place(self.name, row, column)


def form_columns(facts: Mapping[str, FactDefinition]) -> Mapping[str, FactDefinition]:
    """The columns in which a list says which self-report form a contract gets, and after which earlier one (`after`)."""
    return MappingProxyType({name: replace(facts[f"form_{fact}"], name=name) for name, fact in FORM_COLUMNS.items()})


def read_contract_list(data: bytes, name: str, asked: Asked) -> ContractList:
    """The list; raises `InvalidError` where it is none, is too long, or has columns that nobody asks for.

    What is wrong in one row is told with that row and touches no other.
    """
    if len(data) > LARGEST:
        raise InvalidError(f"{name} is larger than {LARGEST // 1_000_000} MB")
    rows = sheet_rows(data, name) if data.startswith(b"PK") else _csv_rows(data, name)
    head = next(rows, ())
    columns = _columns(head, name, asked.facts)
    cells = tuple(_filled(rows, name))
    if not cells:
        raise InvalidError(f"{name} names no contract", [Problem(Place(name, 2), "there is no row below the first one")])
    return ContractList(name, hashlib.sha256(data).hexdigest(), columns, cells, asked)


def _filled(rows: Iterable[Cells], name: str) -> Iterator[tuple[int, Cells]]:
    """The rows that have something in them, with their numbers; empty cells at the end are dropped."""
    count = 0
    for number, cells in enumerate(rows, start=2):
        used = max((place for place, each in enumerate(cells, start=1) if each is not None), default=0)
        count += used > 0
        if count > MOST_ROWS or number > FARTHEST_ROW or used > MOST_CELLS:
            limits = f"{MOST_ROWS} rows with something in them, {FARTHEST_ROW} in all, {MOST_CELLS} cells in a row"
            raise InvalidError(f"{name} has more than is read ({limits}); split it into several lists")
        if used:
            yield number, cells[:used]


def _asked_for(facts: Mapping[str, FactDefinition]) -> str:
    """The further columns in words: their names where they are few."""
    return ", ".join(facts) if len(facts) <= FEW else "and the facts you answer"


def _columns(head: Cells, name: str, facts: Mapping[str, FactDefinition]) -> tuple[str, ...]:
    """The names in the first row; raises `InvalidError` with every one that is unknown, empty, or there twice."""
    used = max((place for place, each in enumerate(head, start=1) if each is not None), default=0)
    columns = tuple(_words(each).casefold() for each in head[:used])
    known = (CONTRACT, CASE, *facts)
    problems: list[Problem] = []
    for place, column in enumerate(columns, start=1):
        where = Place(name, 1, column)
        if column not in known:
            said = f'unknown column "{column}"' if column else f"column {place} has no name"
            problems.append(Problem(where, said, did_you_mean(column, known, f"columns: {CONTRACT}, {CASE}, {_asked_for(facts)}")))
        elif column in columns[: place - 1]:
            problems.append(Problem(where, f'the column "{column}" is there twice', "keep one of them"))
    if CONTRACT not in columns:
        problems.append(Problem(Place(name, 1, CONTRACT), 'there is no column "contract"', "name it in the first row"))
    if problems:
        raise InvalidError(f"{name} is no list of contracts", problems)
    return columns


def _csv_rows(data: bytes, name: str) -> Iterator[Cells]:
    """The records of a CSV file in UTF-8, parted by the sign that stands in its first line: `;`, or else `,`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise InvalidError(f"{name} is not in UTF-8", [Problem(Place(name, row), "a sign is not UTF-8", "save as CSV UTF-8")]) from error
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, record in enumerate(reader, start=1):  # noqa: B007 - told where reading fails
            yield tuple(_cell(each) for each in record)
    except csv.Error as error:
        problem = Problem(Place(name, row + 1), f"row {row + 1}: {error}", "check the quotation marks")
        raise InvalidError(f"{name} can't be read as CSV", [problem]) from error


def _cell(text: str) -> Cell:
    if len(text) > LONGEST_CELL:
        return Unreadable(f"holds more than {LONGEST_CELL} characters", "shorten it")
    return text.strip() or None


def _words(cell: Cell) -> str:
    return "" if cell is None or isinstance(cell, Unreadable) else str(cell)


def _typed(name: str, cell: Cell, facts: Mapping[str, FactDefinition]) -> object:
    """The cell as a fact sheet would have it; words are read by the type of the fact, entries of a list are parted by `;`."""
    if cell is None or isinstance(cell, Unreadable):
        return None
    if isinstance(cell, str):
        return assigned([f"{name}={cell}"], facts)[name]
    is_number = isinstance(cell, int) and not isinstance(cell, bool)
    return str(cell) if is_number and facts[name].type in WORDS else cell


def _merged(common: Answers, own: Answers, place: Place) -> Answers:
    """The row's own answers before those that hold for every row."""
    mine = {name: value for name, value in own.sheet.values.items() if name in own.sheet.places}
    values = {**own.sheet.values, **common.sheet.values, **mine}
    places = {**common.sheet.places, **own.sheet.places}
    parameters = {**common.sheet.parameters, **own.sheet.parameters}
    sheet = FactSheet(f"{place}", MappingProxyType(values), MappingProxyType(parameters), MappingProxyType(places))
    return Answers(sheet, own.problems, common.meant | own.meant)


def _with(answers: Answers, faults: Sequence[Problem]) -> Answers:
    return Answers(answers.sheet, tuple(sorted({*faults, *answers.problems})), answers.meant) if faults else answers
