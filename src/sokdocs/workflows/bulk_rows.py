"""A list worked off row by row, whatever is sent by it: a row that can't be is left out, and touches no other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from sokdocs.core.errors import ConflictError, InvalidError, SokdocsError, UnavailableError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.problems import Place, Problem
from sokdocs.workflows.bulk_ports import Outbox, Row
from sokdocs.workflows.bulk_results import Outcome, RowResult
from sokdocs.workflows.case_ports import Casefiles
from sokdocs.workflows.ports import FileStore

LIST = "list"
"""The part of a manifest that names the list a document was sent by: the SHA-256 of its file."""
ATTEMPTS = 3

Made = TypeVar("Made")


def each_row(rows: Iterable[Row], work: Callable[[Row], RowResult], casefiles: Casefiles) -> Iterator[RowResult]:
    """What came of each row, in order; one that can't be is left out.

    Raises `UnavailableError` where the register or the disk is away: what was done until then stays.
    """
    with casefiles.held_open():
        for row in rows:
            try:
                yield work(row)
            except UnavailableError as error:
                raise UnavailableError(f"stopped at row {row.row}: {error}; run the same list again to go on from there") from error
            except SokdocsError as error:
                yield _left_out(row, error)


def record_in_turn(make: Callable[[], Made | RowResult], record: Callable[[Made], RowResult]) -> RowResult:
    """What is made, recorded; where somebody else was quicker with the case or its number, it is made again as things stand then.

    `make` may find that there is nothing to record, and gives the result at once.
    """
    for attempt in range(1, ATTEMPTS + 1):
        made = make()
        if isinstance(made, RowResult):
            return made
        try:
            return record(made)
        except ConflictError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("the last attempt returns or raises")


def refuse_faults(row: Row) -> None:
    """Raises `InvalidError` with every fault in the row."""
    faults = [each for each in row.answers.problems if not each.is_warning]
    if faults:
        raise InvalidError(f"row {row.row} has faults", faults)


def put_missing(record: IssueRecord, forms: tuple[str, ...], outbox: Outbox, files: FileStore) -> None:
    """Puts the files of a document in these forms into the outbox where they are missing there."""
    for each in record.files:
        if each.form in forms and outbox.lacks(each.name, each.size):
            outbox.put(each.name, files.read(each.sha256))


def _left_out(row: Row, error: SokdocsError) -> RowResult:
    place = Place(row.answers.sheet.name, 0, "")
    found = tuple(each for each in error.problems if not each.is_warning) or (Problem(place, str(error)),)
    placed = tuple(_in_row(each, row) for each in found)
    return RowResult(row.row, row.contract, Outcome.LEFT_OUT, row.case, problems=placed)


def _in_row(problem: Problem, row: Row) -> Problem:
    """The problem with the row it is about, also where it was found far from the list."""
    return problem if problem.place.line == row.row else replace(problem, place=Place(row.answers.sheet.name, 0, problem.place.field))
