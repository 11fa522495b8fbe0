"""What an entry of the trail says about a row: the whole of it, read back from the database, as canonical JSON.

The same lines make the body when the row is written and when it is verified, so that a row changed behind the register's back shows.
Values that may be erased stand here as salted hashes.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Table, select, tuple_

from sokdocs.core.errors import InvalidError
from sokdocs.register.stored_values import as_line, salted
from sokdocs.register.tables import cases, contracts, event_files, events, issued, issued_files, journal, private_values

Raw = Mapping[str, object]
EventKey = tuple[str, int]

ISSUED, CONTRACT, CASE, EVENT, REFUSED = "issued", "contract", "case", "event", "refused"
SHA256 = re.compile(r"[0-9a-f]{64}")


def event_subject(case_number: str, number: int) -> str:
    """How the trail names an event: `2026/01234#3`."""
    return f"{case_number}#{number}"


def bodies(connection: Connection, action: str, subjects: Sequence[str]) -> dict[str, str]:
    """The body of each subject as its rows stand now, by subject; a subject without a row is left out."""
    read = READERS.get(action)
    return read(connection, subjects) if read else {}


def issued_body(row: Raw, files: Iterable[Raw]) -> str:
    """The body of an issued document."""
    listed = [{name: _plain(value) for name, value in each.items() if name != "reference"} for each in files]
    return as_line({**{name: _plain(value) for name, value in row.items()}, "files": listed})


def _issued(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    rows = _rows(connection, issued, "reference", subjects)
    files = _grouped(_rows(connection, issued_files, "reference", subjects, "position"), "reference")
    return {str(row["reference"]): issued_body(row, files[row["reference"]]) for row in rows}


def _contracts(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    return {str(row["reference"]): as_line(_contract(row)) for row in _rows(connection, contracts, "reference", subjects)}


def _contract(row: Raw) -> dict[str, object]:
    """A contract's facts may hold names of persons: their hash alone enters the trail."""
    body = {name: _plain(value) for name, value in row.items() if name not in {"facts", "salt"}}
    return {**body, "clauses": _opened(row["clauses"]), "facts": salted(str(row["salt"]), str(row["facts"]))}


def _cases(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    rows = _rows(connection, cases, "number", subjects)
    return {
        str(row["number"]): as_line({**{name: _plain(each) for name, each in row.items()}, "settings": _opened(row["settings"])})
        for row in rows
    }


def _events(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    keys = [key for each in subjects if (key := _event_key(each))]
    if not keys:
        return {}
    private, files, numbers = (_of_events(connection, table, keys) for table in (private_values, event_files, journal))
    found = connection.execute(select(events).where(tuple_(events.c.case_number, events.c.number).in_(keys))).mappings()
    made = {}
    for row in found:
        key = (row["case_number"], row["number"])
        body = {name: _plain(value) for name, value in row.items()}
        body["public"] = _opened(row["public"])
        body["private"] = {str(each["name"]): _hash(each, "value") for each in private[key]}
        body["files"] = [_file(each) for each in files[key]]
        body["journal"] = [[_plain(each["year"]), _plain(each["sequence"])] for each in numbers[key]]
        made[event_subject(*key)] = as_line(body)
    return made


def _file(row: Raw) -> dict[str, object]:
    return {**{name: _plain(row[name]) for name in ("position", "sha256", "size")}, "name": _hash(row, "name")}


def _hash(row: Raw, name: str) -> str:
    """The stored hash, where it is that of what stands there, or where both value and salt are gone; else words that fit no entry."""
    value, salt, stored = row[name], row["salt"], _plain(row["hash"])
    if value is None and salt is None:
        return str(stored)
    if value is None or salt is None:
        return "half erased"
    return str(stored) if salted(str(salt), str(value)) == stored else "not what was hashed"


def _refused(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    """A file that was refused: nothing of it is kept but its SHA-256, which the entry itself holds."""
    return {each: as_line({"sha256": each}) for each in subjects if SHA256.fullmatch(each)}


def _event_key(subject: str) -> EventKey | None:
    case_number, _, number = subject.rpartition("#")
    return (case_number, int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None


def _rows(connection: Connection, table: Table, column: str, wanted: Sequence[str], order: str = "") -> list[Raw]:
    statement = select(table).where(table.c[column].in_(wanted))
    found = connection.execute(statement.order_by(table.c[order]) if order else statement)
    return [dict(row) for row in found.mappings()]


def _of_events(connection: Connection, table: Table, keys: Sequence[EventKey]) -> defaultdict[object, list[Raw]]:
    """The rows that belong to each event, in the order of their primary key."""
    statement = select(table).where(tuple_(table.c.case_number, table.c.event).in_(keys)).order_by(*table.primary_key.columns)
    found: defaultdict[object, list[Raw]] = defaultdict(list)
    for row in connection.execute(statement).mappings():
        found[row["case_number"], row["event"]].append(dict(row))
    return found


def _grouped(rows: Iterable[Raw], column: str) -> defaultdict[object, list[Raw]]:
    found: defaultdict[object, list[Raw]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _plain(value: object) -> object:
    """A value as it stands; what no column of ours can hold is written out, so that it fits no entry."""
    return value if value is None or isinstance(value, str | int) else repr(value)


def _opened(text: object) -> object:
    """Stored JSON as JSON, where it stands exactly as it was written; else the raw text."""
    try:
        value = json.loads(str(text))
        return value if as_line(value) == text else str(text)
    except (ValueError, InvalidError):
        return str(text)


READERS: Mapping[str, Callable[[Connection, Sequence[str]], dict[str, str]]] = {
    ISSUED: _issued,
    CONTRACT: _contracts,
    CASE: _cases,
    EVENT: _events,
    REFUSED: _refused,
}
