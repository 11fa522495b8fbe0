"""A case: what has happened under one contract, event by event, in order. Events are added, never changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.casework.contract import Contract
from sokdocs.core.facts.definition import FactValue


class EventKind(StrEnum):
    """What can happen in a case. The fields of each kind are defined in `clauses/events.yaml`."""

    OPENED = "opened"
    LETTER = "letter"
    DELIVERED = "delivered"
    ANSWER = "answer"
    ASSESSED = "assessed"
    COMMENT = "comment"
    OBJECTION = "objection"
    WAIVER = "waiver"
    FINDING = "finding"
    BREACH = "breach"
    DROPPED = "dropped"
    PLAN_RECEIVED = "plan_received"
    PLAN_ACCEPTED = "plan_accepted"
    PLAN_RETURNED = "plan_returned"
    EXTENSION_REQUESTED = "extension_requested"
    EXTENSION = "extension"
    VERIFICATION = "verification"
    STOP = "stop"
    STOP_REVIEWED = "stop_reviewed"
    LIFT = "lift"
    MEETING = "meeting"
    AUDIT = "audit"
    REPLACED = "replaced"
    CLOSURE = "closure"
    RENAMED = "supplier_renamed"
    MERGED = "supplier_merged"
    BANKRUPT = "supplier_bankrupt"
    SUB_SUPPLIER_ADDED = "sub_supplier_added"
    OVERRIDE = "override"
    SIGNATURE = "signature"
    ERASED = "erased"


DECISIONS = frozenset({EventKind.BREACH, EventKind.OVERRIDE, EventKind.CLOSURE})
ERASED_TEXT = "[slettet]"


@dataclass(frozen=True, slots=True)
class EventFile:
    """A document that came in or went out with an event: its name as received, SHA-256 in hex, and size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `number` counts from 1 in the case; `on` is the day it happened, `recorded_at` when it was written down.

    `document` is the running document number in the case (`7` in `2026/01234-7`), 0 where the event is no document.
    `reference` is the reference of the issued letter (`SD-…`), else empty. `values` are its fields.
    """

    number: int
    kind: EventKind
    on: date
    values: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    actor: str = ""
    recorded_at: datetime | None = None
    document: int = 0
    files: tuple[EventFile, ...] = ()
    reference: str = ""

    def text(self, name: str) -> str:
        """A field's words, or nothing."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def whole(self, name: str) -> int:
        """A field's whole number, or 0."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    def day(self, name: str) -> date | None:
        """A field's date, or None."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def names(self, name: str) -> tuple[str, ...]:
        """A field's list of names, or nothing."""
        value = self.values.get(name)
        return tuple(str(each) for each in value) if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Case:
    """A case under a contract; `number` is the case number (`2026/01234`). `settings` are the ladder's values for this buyer."""

    number: str
    contract: Contract
    ladder: str
    opened_on: date
    events: tuple[Event, ...] = ()
    settings: Mapping[str, int | str | bool] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, kind: EventKind) -> tuple[Event, ...]:
        """The events of one kind, oldest first."""
        return tuple(each for each in self.events if each.kind is kind)

    def letters(self, code: str = "") -> tuple[Event, ...]:
        """The issued letters that still count, oldest first; those withdrawn by an L20 are left out."""
        withdrawn = set(self._withdrawn())
        return tuple(
            each for each in self.of(EventKind.LETTER) if each.document not in withdrawn and (not code or each.text("letter") == code)
        )

    def document(self, number: int) -> Event | None:
        """The event with this document number, or None."""
        return next((each for each in self.events if number and each.document == number), None)

    def finding(self, name: str) -> Event | None:
        """The finding with this id (`F1`), or None."""
        return next((each for each in self.of(EventKind.FINDING) if each.text("finding") == name), None)

    def next_document(self) -> int:
        """The document number the next letter or incoming document gets."""
        return max((each.document for each in self.events), default=0) + 1

    def _withdrawn(self) -> Iterator[int]:
        for each in self.of(EventKind.LETTER):
            if each.text("letter") == "L20" and each.text("correction_kind") == "withdrawal":
                yield each.whole("corrected_document")
