"""What the workflows ask of the register of contracts and cases, and of what can be verified about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from sokdocs.core.audit.evidence import Fault, FileUse, UsedNumber
from sokdocs.core.audit.trail import Head, TrailEntry
from sokdocs.core.casework.case import Case
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.issuance.issued import IssueRecord


class Trail(Protocol):
    """The append-only chain of every change."""

    def trail(self) -> Iterator[TrailEntry]:
        """Every entry in order, never all in memory at once."""
        ...

    def head(self) -> Head:
        """The number and digest of the newest entry; 0 and zeros in a new register."""
        ...


class Casefiles(Trail, Protocol):
    """Contracts, and cases with their events. Every change is one transaction, with its entries of the trail.

    Each of them raises `ConflictError` where the clock is earlier than the newest entry of the trail.
    """

    def add_contract(self, contract: Contract, *, actor: str, at: datetime) -> Contract:
        """Records a contract, once; raises `ConflictError` where another one has its reference."""
        ...

    def note_refused(self, sha256: str, *, actor: str, at: datetime) -> None:
        """Notes in the trail, once, that a file with this SHA-256 was refused; nothing else of it is kept."""
        ...

    def contract(self, reference: str) -> Contract | None:
        """The contract with this reference, if there is one."""
        ...

    def contracts(self) -> Sequence[Contract]:
        """Every contract, by reference."""
        ...

    def open_case(
        self,
        contract_reference: str,
        *,
        ladder: str,
        settings: Mapping[str, int | str | bool],
        on: date,
        number: str | None,
        actor: str,
        at: datetime,
    ) -> Case:
        """Opens a case, with the event `opened` as its first; without a number it gets the next free one of the year.

        Raises `ConflictError` where another case has the number.
        """
        ...

    def case(self, number: str) -> Case | None:
        """The case with this number, if there is one."""
        ...

    def numbers(self) -> Sequence[str]:
        """The number of every case."""
        ...

    def cases_of(self, contract_reference: str) -> Sequence[str]:
        """The number of every case under a contract, by year and running number."""
        ...

    def next_number(self, year: int) -> str:
        """The number that the next case of the year gets, unless another is opened before."""
        ...

    def cases(self) -> Iterator[Case]:
        """Every case, by number."""
        ...

    def journal_of(self, number: str) -> Mapping[int, tuple[int, int]]:
        """Year and number in the journal of each event of the case that has one, by event number."""
        ...

    def record(self, number: str, events: Sequence[NewEvent], *, head: int, actor: str, at: datetime) -> Case:
        """Adds events to a case whose newest event is `head`; raises `ConflictError` where it has moved on since."""
        ...

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
        """Records an issued letter with its events, all or nothing; the same request recorded meanwhile gives that record.

        Raises `ConflictError` where the case has moved past `head`, or `document` is not its next document number.
        """
        ...

    def open_with_letter(
        self, record: IssueRecord, case: Case, events: Sequence[NewEvent], *, known: Sequence[str], actor: str, at: datetime
    ) -> IssueRecord:
        """Opens a case together with its first letter, all or nothing; the same request recorded meanwhile gives that record.

        Raises `ConflictError` where the case's number is no longer the next one, or its contract has other cases than `known`.
        """
        ...

    def open_with_form(self, record: IssueRecord, case: Case, *, known: Sequence[str], actor: str, at: datetime) -> IssueRecord:
        """Opens a case together with its self-report form, all or nothing; raises as `open_with_letter` does."""
        ...

    def held_open(self) -> AbstractContextManager[None]:
        """Keeps the register at hand for many changes in a row."""
        ...

    def erase(self, number: str, event: int, *, reason: str, actor: str, at: datetime) -> Case:
        """Takes the personal values and file names of an event out of the register, and records that and why."""
        ...


class Evidence(Trail, Protocol):
    """What the register can be held against."""

    def differing_rows(self) -> Iterator[Fault]:
        """Every entry of the trail whose rows are gone or say otherwise."""
        ...

    def rows_without_entry(self) -> Iterator[Fault]:
        """Every row of which no entry tells."""
        ...

    def erasure_faults(self) -> Iterator[Fault]:
        """Values that are gone though nobody erased them, or there though they were erased."""
        ...

    def database_faults(self) -> Iterator[Fault]:
        """What the database's own checks say."""
        ...

    def files(self) -> Iterator[FileUse]:
        """Every stored file that a document or an event names."""
        ...

    def journal_numbers(self) -> Iterable[tuple[int, int]]:
        """Year and number of everything in the journal."""
        ...

    def case_numbers(self) -> Iterable[UsedNumber]:
        """Every case number in use."""
        ...


class Leftovers(Protocol):
    """What may lie in the register's folder without belonging there."""

    def temporaries(self) -> Sequence[str]:
        """Temporary files older than five minutes."""
        ...

    def strangers(self) -> Sequence[str]:
        """Files among the stored ones that bear no name of the register's."""
        ...
