"""The audit trail: every change of the register as one entry in a single chain of hashes, so that no entry can be altered unseen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sokdocs.core.errors import ConflictError

START = "0" * 64
SIZE = 32
# A change takes its time before it waits for its turn to write; so much earlier than the entry before it may be.
WAITING = timedelta(seconds=60)


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


Head = tuple[int, str]


def entry_after(last: TrailEntry | None, *, at: str, actor: str, action: str, subject: str, body: str) -> TrailEntry:
    """The next entry of the chain, sealed; `last` is the newest one, None for the first."""
    number, previous = (last.number + 1, last.digest) if last else (1, START)
    bare = TrailEntry(number, at, actor, action, subject, body, previous, "")
    return replace(bare, digest=_digest(bare))


def moment_after(last: TrailEntry | None, at: datetime) -> str:
    """When an entry after this one is written: never before it. Raises `ConflictError` where the clock has been set back."""
    try:
        if last is not None and at < datetime.fromisoformat(last.at) - WAITING:
            raise ConflictError(
                f"the clock is earlier than the newest entry of the trail: it says {at.isoformat(timespec='seconds')}, and entry "
                f"{last.number} was written at {last.at}; nothing was recorded, set the clock right"
            )
        return moment_in_order(last, at)
    except (ValueError, TypeError) as error:
        where = f"entry {last.number}" if last else "the clock"
        raise ConflictError(f"{where} has no readable time, so nothing can be recorded; run `sokdocs verify --all`") from error


def moment_in_order(last: TrailEntry | None, at: datetime) -> str:
    """The moment, or that of the entry before where that is later."""
    return last.at if last is not None and at < datetime.fromisoformat(last.at) else at.isoformat()


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first entry that does not hold: its number in the chain as it should be, and why."""

    number: int
    why: str


def first_wrong(entries: Iterable[TrailEntry], heads: Iterable[Head] = ()) -> Wrong | None:
    """The first wrong entry of the chain in stored order, or None where it holds.

    `heads` are numbers and digests of entries that were the newest once, as they were kept elsewhere (on a letter, in a mail);
    without them a chain that was cut off at its end, or written anew, holds in itself.
    """
    kept: dict[int, set[str]] = {}
    for head_number, head_digest in heads:
        kept.setdefault(head_number, set()).add(head_digest)
    chain = _Chain()
    for entry in entries:
        wrong = chain.wrong(entry)
        number = len(chain) + 1
        if wrong is not None:
            return wrong
        if kept.get(number, {entry.digest}) != {entry.digest}:
            return Wrong(number, f"entry {number} is not the one that was the newest once; the chain has been written anew")
        chain.add(entry)
    end, newest = len(chain), max(kept, default=0)
    if end < newest:
        return Wrong(end + 1, f"entry {end + 1} has been cut off, with all after it up to {newest}")
    return None


class _Chain:
    """The digests of the entries that have held so far, 32 bytes each."""

    def __init__(self) -> None:
        self._digests = bytearray()

    def __len__(self) -> int:
        return len(self._digests) // SIZE

    def add(self, entry: TrailEntry) -> None:
        """Lengthens the chain by an entry that holds."""
        self._digests += bytes.fromhex(entry.digest)

    def wrong(self, entry: TrailEntry) -> Wrong | None:
        """What is wrong with an entry in the next place, if something is."""
        number = len(self) + 1
        is_sealed = _digest(entry) == entry.digest
        if entry.number == number and entry.previous == self._digest_of(number - 1) and is_sealed:
            return None
        earlier = entry.number if is_sealed else _sealed_number(entry, number)
        if 0 < earlier < number and self._digest_of(earlier) != entry.digest:
            return Wrong(earlier, f"entry {earlier} was put in: entry {number} was written as number {earlier}")
        if entry.number != number:
            return Wrong(number, f"entry {number} is missing or out of order; entry {entry.number} stands in its place")
        if not is_sealed:
            return Wrong(number, f"entry {number} has been changed since it was written, or stands in another's place")
        return Wrong(number, f"entry {number} does not follow the one before it")

    def _digest_of(self, number: int) -> str:
        return self._digests[(number - 1) * SIZE : number * SIZE].hex() if number else START


def _sealed_number(entry: TrailEntry, number: int) -> int:
    """The earlier number under which the entry was sealed, before others were put in and all were counted anew; 0 where there is none."""
    return next((each for each in range(number - 1, 0, -1) if _digest(replace(entry, number=each)) == entry.digest), 0)


def _digest(entry: TrailEntry) -> str:
    fields = (entry.number, entry.at, entry.actor, entry.action, entry.subject, entry.body, entry.previous)
    text = json.dumps(fields, ensure_ascii=False, default=lambda other: [type(other).__name__, repr(other)])
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
