"""Contracts and cases in the register. Every change is one transaction with its entries of the trail; nothing is changed afterwards."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import Connection, Engine, Row, select

from sokdocs.core.audit.trail import Head, TrailEntry
from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.values.oslo import oslo_day
from sokdocs.register.case_numbers import given_number, next_number
from sokdocs.register.case_opening import Opening, Settings, cases_of_contract, require_contract, write_opening
from sokdocs.register.contracts import add_contract, read_contracts
from sokdocs.register.event_rows import Standing, erase_event, read_events, read_journal, standing, write_events
from sokdocs.register.issued import find_issued, write_issued
from sokdocs.register.stored_values import read_values
from sokdocs.register.tables import cases
from sokdocs.register.trail import RegisterTrail, append, append_once
from sokdocs.register.trail_bodies import ISSUED, REFUSED
from sokdocs.register.transactions import reading, recording, understood

PAGE = 200


class CaseRegister:
    """The contracts and cases of one register."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._trail = RegisterTrail(engine)

    def add_contract(self, contract: Contract, *, actor: str, at: datetime) -> Contract:
        """Records a contract, once; raises `ConflictError` where another one has its reference."""
        with recording(self._engine) as connection:
            add_contract(connection, contract, actor=actor, at=at)
            return read_contracts(connection, (contract.reference,))[contract.reference]

    def contract(self, reference: str) -> Contract | None:
        """The contract with this reference."""
        with reading(self._engine) as connection:
            return read_contracts(connection, (reference,)).get(reference)

    def contracts(self) -> Sequence[Contract]:
        """Every contract, by reference."""
        with reading(self._engine) as connection:
            return tuple(read_contracts(connection).values())

    def open_case(
        self,
        contract_reference: str,
        *,
        ladder: str,
        settings: Settings,
        on: date,
        number: str | None,
        actor: str,
        at: datetime,
    ) -> Case:
        """Opens a case with its first event; without a number it gets the next free one of the year.

        Raises `NotFoundError` where the contract is not there, `ConflictError` where another case has the number.
        """
        with recording(self._engine) as connection:
            require_contract(connection, contract_reference)
            found = given_number(connection, number) if number is not None else next_number(connection, on.year)
            write_opening(connection, found, Opening(contract_reference, ladder, settings, on), actor=actor, at=at)
            return _case(connection, found.text)

    def case(self, number: str) -> Case | None:
        """The case with this number and all that has happened in it."""
        with reading(self._engine) as connection:
            return next(iter(_cases(connection, (number,))), None)

    def numbers(self) -> Sequence[str]:
        """The number of every case, by year and running number."""
        with reading(self._engine) as connection:
            return tuple(connection.execute(select(cases.c.number).order_by(cases.c.year, cases.c.sequence)).scalars())

    def cases_of(self, contract_reference: str) -> Sequence[str]:
        """The number of every case under a contract, by year and running number."""
        with reading(self._engine) as connection:
            return cases_of_contract(connection, contract_reference)

    def next_number(self, year: int) -> str:
        """The number that the next case of the year gets, unless another is opened before."""
        with reading(self._engine) as connection:
            return next_number(connection, year).text

    def cases(self) -> Iterator[Case]:
        """Every case, by number, read some at a time."""
        numbers = self.numbers()
        for start in range(0, len(numbers), PAGE):
            with reading(self._engine) as connection:
                found = _cases(connection, numbers[start : start + PAGE])
            yield from found

    def journal_of(self, number: str) -> Mapping[int, tuple[int, int]]:
        """Year and number in the journal of each event of the case that has one."""
        with reading(self._engine) as connection:
            return read_journal(connection, number)

    def record(self, number: str, events: Sequence[NewEvent], *, head: int, actor: str, at: datetime) -> Case:
        """Adds events to a case whose newest event is `head`; raises `ConflictError` where it has moved on since."""
        if any(each.kind is EventKind.LETTER for each in events):
            raise ConflictError("a letter is recorded by issuing it, never by hand; nothing was recorded")
        with recording(self._engine) as connection:
            _require_head(connection, number, head)
            write_events(connection, number, events, actor=actor, at=at)
            return _case(connection, number)

    def add_letter(
        self,
        record: IssueRecord,
        number: str,
        events: Sequence[NewEvent],
        *,
        head: int,
        document: int,
        actor: str,
        at: datetime,
    ) -> IssueRecord:
        """Records an issued letter with its files and its events, all or nothing; the same request recorded before gives that record.

        The first event is the letter. Raises `ConflictError` where the case has moved past `head`, or the letter's number is not the next.
        """
        with recording(self._engine) as connection:
            known = find_issued(connection, record.request)
            if known is not None:
                return known
            now = _require_head(connection, number, head)
            if document != now.document + 1:
                raise ConflictError(f"{number}-{document} can't be issued: the next document of the case is {number}-{now.document + 1}")
            _write_letter(connection, record, number, events, actor=actor, at=at)
        return record

    def open_with_letter(
        self, record: IssueRecord, case: Case, events: Sequence[NewEvent], *, known: Sequence[str], actor: str, at: datetime
    ) -> IssueRecord:
        """Opens a case together with its first letter, all or nothing; the same request recorded before gives that record.

        Raises `ConflictError` where the case's number is no longer the next one, or its contract has other cases than `known`.
        """
        with recording(self._engine) as connection:
            earlier = find_issued(connection, record.request)
            if earlier is not None:
                return earlier
            _open_expected(connection, case, known, actor=actor, at=at)
            _write_letter(connection, record, case.number, events, actor=actor, at=at)
        return record

    def open_with_form(self, record: IssueRecord, case: Case, *, known: Sequence[str], actor: str, at: datetime) -> IssueRecord:
        """Opens a case together with the form that is to be sent in it, all or nothing; the same request recorded before gives that record.

        Raises `ConflictError` as `open_with_letter` does.
        """
        with recording(self._engine) as connection:
            earlier = find_issued(connection, record.request)
            if earlier is not None:
                return earlier
            _open_expected(connection, case, known, actor=actor, at=at)
            write_issued(connection, record)
            append(connection, ((ISSUED, record.reference),), actor=actor, at=at)
        return record

    @contextmanager
    def held_open(self) -> Iterator[None]:
        """Keeps the database file open meanwhile: many transactions in a row need not each fold its log away as the last one out."""
        with reading(self._engine):
            yield

    def erase(self, number: str, event: int, *, reason: str, actor: str, at: datetime) -> Case:
        """Takes the personal values and file names of an event out of the register and records that, and why.

        What was erased is overwritten in the database's own files too. The stored files lose their names in the register; a sweep
        takes them away. Raises `ConflictError` where there is nothing to erase.
        """
        with recording(self._engine) as connection:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            _require(connection, number)
            erase_event(connection, number, event)
            erased = NewEvent(EventKind.ERASED, _day(at), {"event": event, "reason": reason})
            write_events(connection, number, (erased,), actor=actor, at=at)
            case = _case(connection, number)
        self._empty_log()
        return case

    def note_refused(self, sha256: str, *, actor: str, at: datetime) -> None:
        """Notes in the trail, once, that a file with this SHA-256 was refused; nothing else of it is kept."""
        with recording(self._engine) as connection:
            append_once(connection, (REFUSED, sha256), actor=actor, at=at)

    def trail(self) -> Iterator[TrailEntry]:
        """Every entry of the trail in order."""
        return self._trail.trail()

    def head(self) -> Head:
        """The number and digest of the newest entry of the trail."""
        return self._trail.head()

    def _empty_log(self) -> None:
        """Moves what was written into the database file and empties its log, in which the old words would still stand."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _open_expected(connection: Connection, case: Case, known: Sequence[str], *, actor: str, at: datetime) -> None:
    """Opens the case as it was made ready; `ConflictError` where its number is no longer the next, or its contract has other cases."""
    require_contract(connection, case.contract.reference)
    if cases_of_contract(connection, case.contract.reference) != tuple(known):
        raise ConflictError(f"another case under {case.contract.reference} was opened meanwhile; nothing was recorded")
    found = next_number(connection, case.opened_on.year)
    if found.text != case.number:
        raise ConflictError(f"the case number {case.number} was taken meanwhile; nothing was recorded, try again")
    opening = Opening(case.contract.reference, case.ladder, case.settings, case.opened_on)
    write_opening(connection, found, opening, actor=actor, at=at)


def _write_letter(
    connection: Connection, record: IssueRecord, number: str, events: Sequence[NewEvent], *, actor: str, at: datetime
) -> None:
    """The issued document, and its letter with what it sets going as events of the case."""
    letter, *others = events
    if letter.kind is not EventKind.LETTER:
        raise ConflictError(f"{record.reference} can't be recorded: its first event is no letter")
    write_issued(connection, record)
    append(connection, ((ISSUED, record.reference),), actor=actor, at=at)
    letter = replace(letter, reference=record.reference, is_document=True)
    write_events(connection, number, (letter, *others), actor=actor, at=at)


def _require(connection: Connection, number: str) -> None:
    if connection.execute(select(cases.c.number).where(cases.c.number == number)).one_or_none() is None:
        raise NotFoundError(f"no case has the number {number[:40]}; see `sokdocs case due`, or open one with `sokdocs case open`")


def _require_head(connection: Connection, number: str, head: int) -> Standing:
    """How far the case has come; raises `ConflictError` where that is not `head`."""
    _require(connection, number)
    now = standing(connection, number)
    if now.head == head:
        return now
    if now.head < head:
        raise ConflictError(f"case {number} has {now.head} events, not {head}; nothing was recorded, look at the case again")
    said = "; ".join(_said(each, number) for each in _cases(connection, (number,))[0].events[head:])
    raise ConflictError(f"case {number} has moved on: {said}; nothing was recorded, look at the case again")


def _said(event: Event, number: str) -> str:
    """What was recorded, in a few words: `letter L08 as 2026/01234-7 by kari`."""
    what = f"letter {event.text('letter')}" if event.kind is EventKind.LETTER else event.kind.value
    document = f" as {number}-{event.document}" if event.document else ""
    who, when = event.actor or "nobody named", f"{event.recorded_at:%Y-%m-%d %H:%M:%S}"
    return f"event {event.number} ({what}{document}) was recorded by {who} at {when}"


def _case(connection: Connection, number: str) -> Case:
    return _cases(connection, (number,))[0]


def _cases(connection: Connection, numbers: Sequence[str]) -> list[Case]:
    """The cases with these numbers, by year and running number."""
    statement = select(cases).where(cases.c.number.in_(numbers)).order_by(cases.c.year, cases.c.sequence)
    rows = connection.execute(statement).all()
    signed = read_contracts(connection, (row.contract for row in rows))
    happened = read_events(connection, [row.number for row in rows])
    return [_read_case(row, signed, happened[row.number]) for row in rows]


def _read_case(row: Row[Any], signed: Mapping[str, Contract], happened: tuple[Event, ...]) -> Case:
    with understood(f"the case {row.number}"):
        return Case(
            number=row.number,
            contract=signed[row.contract],
            ladder=row.ladder,
            opened_on=date.fromisoformat(row.opened_on),
            events=happened,
            settings=MappingProxyType(cast("dict[str, int | str | bool]", read_values(row.settings))),
        )


def _day(at: datetime) -> date:
    return oslo_day(at.isoformat()) or at.date()
