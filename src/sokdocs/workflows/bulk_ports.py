"""What bulk issuing asks of the world: the rows of a list, a folder for the letters, and a desk to make them on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.facts.answers import Answers
from sokdocs.workflows.case_ports import Casefiles
from sokdocs.workflows.ports import Clock, FileStore, Forms, Reader, Register
from sokdocs.workflows.recording import CaseDesk
from sokdocs.workflows.sealing import Issuer


class Row(Protocol):
    """One row of a list: a contract, its case where one is named, and the answers for its letter."""

    @property
    def row(self) -> int:
        """The number of the row."""
        ...

    @property
    def contract(self) -> str:
        """The contract's reference."""
        ...

    @property
    def case(self) -> str:
        """The case number, or nothing."""
        ...

    @property
    def answers(self) -> Answers:
        """The answers, with every fault in the row."""
        ...


class Outbox(Protocol):
    """The folder that the letters are put into."""

    def lacks(self, name: str, size: int) -> bool:
        """Whether there is no such file of this size."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        ...

    def put(self, name: str, data: bytes) -> None:
        """Puts a file there, whole or not at all."""
        ...


@dataclass(frozen=True, slots=True)
class BulkDesk:
    """A desk for letters on which each part can be another."""

    forms: Forms
    readers: Mapping[str, Reader]
    register: Register
    files: FileStore
    clock: Clock
    casefiles: Casefiles
    casebook: Casebook
    actor: Actor


class IssuingDesk(CaseDesk, Issuer, Protocol):
    """A desk in a case on which documents are issued."""


def desk_for(desk: IssuingDesk, forms: tuple[str, ...]) -> BulkDesk:
    """The desk on which documents are made, and read back, in these forms and no other."""
    readers = {form: reader for form, reader in desk.readers.items() if form in forms}
    return BulkDesk(desk.forms, readers, desk.register, desk.files, desk.clock, desk.casefiles, desk.casebook, desk.actor)
