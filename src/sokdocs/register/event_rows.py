"""The events of cases as rows: numbered when they are written, their personal values and file names in tables of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import Connection, Table, func, insert, select, update

from sokdocs.core.casework.case import DECISIONS, ERASED_TEXT, Event, EventFile, EventKind
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.values.oslo import oslo_day
from sokdocs.register.stored_values import new_salt, read_value, read_values, salted, write_value, write_values
from sokdocs.register.tables import event_files, events, journal, private_values
from sokdocs.register.trail import append
from sokdocs.register.trail_bodies import EVENT, event_subject
from sokdocs.register.transactions import understood

Values = dict[str, FactValue]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a case has come: the number of its newest event, and the highest document number given."""

    head: int
    document: int


def standing(connection: Connection, case_number: str) -> Standing:
    """How far the case has come."""
    highest = select(func.max(events.c.number), func.max(events.c.document)).where(events.c.case_number == case_number)
    head, document = connection.execute(highest).one()
    return Standing(head or 0, document or 0)


def write_events(connection: Connection, case_number: str, new: Sequence[NewEvent], *, actor: str, at: datetime) -> None:
    """Adds events behind the newest one, each with its entry of the trail.

    Documents get their running number; documents and decisions get a number in the journal.
    """
    now = standing(connection, case_number)
    document = now.document
    for number, each in enumerate(new, now.head + 1):
        document += each.is_document
        connection.execute(
            insert(events).values(
                case_number=case_number,
                number=number,
                kind=each.kind.value,
                day=each.on.isoformat(),
                public=write_values({name: value for name, value in each.values.items() if name not in each.personal}),
                actor=actor,
                recorded_at=at.isoformat(),
                document=document if each.is_document else None,
                reference=each.reference or None,
            )
        )
        _write_private(connection, case_number, number, each)
        if each.is_document or each.kind in DECISIONS:
            _enter_in_journal(connection, case_number, number, at)
    changes = [(EVENT, event_subject(case_number, now.head + place)) for place in range(1, len(new) + 1)]
    append(connection, changes, actor=actor, at=at)


def _write_private(connection: Connection, case_number: str, number: int, event: NewEvent) -> None:
    place = {"case_number": case_number, "event": number}
    for name in sorted(set(event.personal) & set(event.values)):
        value, salt = write_value(event.values[name]), new_salt()
        connection.execute(insert(private_values).values(**place, name=name, value=value, salt=salt, hash=salted(salt, value)))
    for position, file in enumerate(event.files):
        salt = new_salt()
        named = {"name": file.name, "salt": salt, "hash": salted(salt, file.name)}
        connection.execute(insert(event_files).values(**place, position=position, sha256=file.sha256, size=file.size, **named))


def _enter_in_journal(connection: Connection, case_number: str, number: int, at: datetime) -> None:
    year = (oslo_day(at.isoformat()) or at).year
    last = connection.execute(select(func.max(journal.c.sequence)).where(journal.c.year == year)).scalar_one()
    connection.execute(insert(journal).values(year=year, sequence=(last or 0) + 1, case_number=case_number, event=number))


def read_events(connection: Connection, case_numbers: Iterable[str]) -> Mapping[str, tuple[Event, ...]]:
    """The events of these cases in order; a value or a file name that was erased reads as such."""
    wanted = tuple(case_numbers)
    private: dict[tuple[str, int], Values] = {}
    files: dict[tuple[str, int], list[EventFile]] = {}
    for row in _of_cases(connection, private_values, wanted):
        with understood(f"event {row.event} of {row.case_number}"):
            value = ERASED_TEXT if row.value is None else cast("FactValue", read_value(row.value))
            private.setdefault((row.case_number, row.event), {})[row.name] = value
    for row in _of_cases(connection, event_files, wanted):
        file = EventFile(ERASED_TEXT if row.name is None else row.name, row.sha256, row.size)
        files.setdefault((row.case_number, row.event), []).append(file)
    found: dict[str, list[Event]] = {each: [] for each in wanted}
    for row in _of_cases(connection, events, wanted):
        key = (row.case_number, row.number)
        with understood(f"event {row.number} of {row.case_number}"):
            found[row.case_number].append(_event(row, private.get(key, {}), files.get(key, [])))
    return {number: tuple(each) for number, each in found.items()}


def _of_cases(connection: Connection, table: Table, case_numbers: Sequence[str]) -> Iterable[Any]:
    statement = select(table).where(table.c.case_number.in_(case_numbers)).order_by(*table.primary_key.columns)
    return connection.execute(statement)


def _event(row: Any, private: Values, files: Sequence[EventFile]) -> Event:
    values = cast("Values", read_values(row.public)) | private
    return Event(
        number=row.number,
        kind=EventKind(row.kind),
        on=date.fromisoformat(row.day),
        values=MappingProxyType(dict(sorted(values.items()))),
        actor=row.actor,
        recorded_at=datetime.fromisoformat(row.recorded_at),
        document=row.document or 0,
        files=tuple(files),
        reference=row.reference or "",
    )


def erase_event(connection: Connection, case_number: str, number: int) -> None:
    """Takes the personal values and the file names of an event out, each with its salt; their hashes stay, and so does the chain.

    Raises `NotFoundError` where there is no such event, `ConflictError` where it holds nothing that could be erased.
    """
    there = select(events.c.number).where(events.c.case_number == case_number, events.c.number == number)
    if connection.execute(there).one_or_none() is None:
        raise NotFoundError(f"case {case_number} has no event {number}; see `sokdocs case show {case_number}`")
    taken = 0
    for table, column in ((private_values, "value"), (event_files, "name")):
        mine = (table.c.case_number == case_number, table.c.event == number, table.c[column].is_not(None))
        taken += connection.execute(update(table).where(*mine).values({column: None, "salt": None})).rowcount
    if not taken:
        raise ConflictError(f"event {number} of case {case_number} holds no personal value and no file, or they were erased before")


def read_journal(connection: Connection, case_number: str) -> Mapping[int, tuple[int, int]]:
    """Year and number in the journal of each event of the case that has one, by event number."""
    found = connection.execute(select(journal).where(journal.c.case_number == case_number))
    return MappingProxyType({row.event: (row.year, row.sequence) for row in found})
