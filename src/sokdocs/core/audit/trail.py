"""The audit trail: every change of the register as one entry in a single chain of hashes, so that no entry can be altered unseen."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

START = "0" * 64


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One change: `number` counts from 1 without gaps, `at` is the moment (ISO 8601 with offset), `actor` who did it, `action` what was
    done to which `subject`, `body` its content as canonical JSON. `previous` is the digest of the entry before, `digest` its own.
    """

    number: int
    at: str
    actor: str
    action: str
    subject: str
    body: str
    previous: str
    digest: str


def entry_after(last: TrailEntry | None, *, at: str, actor: str, action: str, subject: str, body: str) -> TrailEntry:
    """The next entry of the chain, sealed; `last` is the newest one, None for the first."""
    number, previous = (last.number + 1, last.digest) if last else (1, START)
    return TrailEntry(number, at, actor, action, subject, body, previous, _digest(number, at, actor, action, subject, body, previous))


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first entry that does not hold: its number in the chain as it should be, and why."""

    number: int
    why: str


def first_wrong(entries: Sequence[TrailEntry], head: tuple[int, str] | None = None) -> Wrong | None:
    """The first wrong entry of the chain in stored order, or None where it holds.

    `head` is the number and digest of the newest entry as it was kept elsewhere; without it, entries cut off at the end go unseen.
    """
    previous = START
    for number, entry in enumerate(entries, 1):
        if entry.number != number:
            return Wrong(number, f"entry {number} is missing or out of order; entry {entry.number} stands in its place")
        if entry.previous != previous:
            return Wrong(number, f"entry {number} does not follow the one before it")
        fields = (entry.number, entry.at, entry.actor, entry.action, entry.subject, entry.body, entry.previous)
        if _digest(*fields) != entry.digest:
            return Wrong(number, f"entry {number} has been changed since it was written")
        previous = entry.digest
    if head is not None and (len(entries), previous) != head:
        if len(entries) < head[0]:
            return Wrong(len(entries) + 1, f"entry {len(entries) + 1} and those after it, up to {head[0]}, have been cut off")
        return Wrong(head[0], f"entry {head[0]} is not the one that was the newest; the chain has been written anew")
    return None


def _digest(*fields: int | str) -> str:
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
