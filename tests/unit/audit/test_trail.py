"""The chain of hashes: whatever is done to it, the first wrong entry is named."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest

from sokdocs.core.audit.trail import START, TrailEntry, entry_after, first_wrong, moment_after
from sokdocs.core.errors import ConflictError

LENGTH = 500
SAMPLE = (1, 2, 3, 77, 250, 251, 498, 499, 500)
ALL = range(1, LENGTH + 1)
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def a_chain(length: int = LENGTH) -> list[TrailEntry]:
    entries: list[TrailEntry] = []
    for number in range(1, length + 1):
        last = entries[-1] if entries else None
        entries.append(
            entry_after(
                last,
                at=f"2026-03-01T12:00:{number % 60:02}+00:00",
                actor="kari",
                action="event",
                subject=f"2026/00001#{number}",
                body=f'{{"number":{number}}}',
            )
        )
    return entries


CHAIN = a_chain()
HEAD = (LENGTH, CHAIN[-1].digest)
Attack = Callable[[list[TrailEntry], int], list[TrailEntry]]


def counted_anew(entries: list[TrailEntry]) -> list[TrailEntry]:
    return [replace(each, number=number) for number, each in enumerate(entries, 1)]


def sealed_anew(entries: list[TrailEntry]) -> list[TrailEntry]:
    made: list[TrailEntry] = []
    for each in entries:
        last = made[-1] if made else None
        made.append(entry_after(last, at=each.at, actor=each.actor, action=each.action, subject=each.subject, body=each.body))
    return made


def put(entries: list[TrailEntry], at: int, entry: TrailEntry) -> list[TrailEntry]:
    return [*entries[: at - 1], entry, *entries[at:]]


def changed(field: str, value: Any) -> Attack:
    def attack(entries: list[TrailEntry], at: int) -> list[TrailEntry]:
        return put(entries, at, replace(entries[at - 1], **{field: value}))

    return attack


def deleted(entries: list[TrailEntry], at: int) -> list[TrailEntry]:
    return [*entries[: at - 1], *entries[at:]]


def a_forged_entry(entries: list[TrailEntry], at: int) -> TrailEntry:
    return entry_after(entries[at - 2] if at > 1 else None, at=entries[at - 1].at, actor="x", action="event", subject="x", body="{}")


def inserted(entries: list[TrailEntry], at: int) -> list[TrailEntry]:
    return [*entries[: at - 1], a_forged_entry(entries, at), *entries[at - 1 :]]


def copied(entries: list[TrailEntry], at: int) -> list[TrailEntry]:
    other = entries[(at + 41) % LENGTH]
    return put(entries, at, replace(other, number=at))


def swapped(entries: list[TrailEntry], at: int) -> list[TrailEntry]:
    other = at % LENGTH + 1
    low, high = min(at, other), max(at, other)
    return put(put(entries, low, entries[high - 1]), high, entries[low - 1])


def low_of_swap(at: int) -> int:
    return min(at, at % LENGTH + 1)


ATTACKS: dict[str, Attack] = {
    "time": changed("at", "2026-03-02T00:00:00+00:00"),
    "actor": changed("actor", "ola"),
    "action": changed("action", "case"),
    "subject": changed("subject", "2026/00002#1"),
    "body": changed("body", '{"number":0}'),
    "body of bytes": changed("body", b"{}"),
    "previous": changed("previous", "f" * 64),
    "digest": changed("digest", "f" * 64),
    "digest that is none": changed("digest", "none"),
    "number": changed("number", 9_999),
    "deleted": deleted,
    "deleted and counted anew": lambda entries, at: counted_anew(deleted(entries, at)),
    "copied over": copied,
    "inserted": inserted,
    "inserted and counted anew": lambda entries, at: counted_anew(inserted(entries, at)),
    "swapped": swapped,
    "swapped and counted anew": lambda entries, at: counted_anew(swapped(entries, at)),
    "cut": lambda entries, at: entries[: at - 1],
    "changed and sealed": lambda entries, at: put(entries, at, a_forged_entry(entries, at)),
}


def attacked(attack: str, at: int) -> None:
    wrong = first_wrong(ATTACKS[attack](CHAIN, at), (HEAD,))
    assert wrong is not None
    wanted = low_of_swap(at) if "swapped" in attack else at
    if attack == "changed and sealed" and at < LENGTH:
        wanted = at + 1  # the forged entry holds in itself; what it tells of is held against the rows
    assert wrong.number == wanted, wrong


@pytest.mark.parametrize("at", SAMPLE)
@pytest.mark.parametrize("attack", ATTACKS)
def test_trail_names_the_first_wrong_entry_at(attack: str, at: int) -> None:
    attacked(attack, at)


@pytest.mark.full
@pytest.mark.parametrize("attack", ATTACKS)
def test_trail_names_the_first_wrong_entry_at_every_place(attack: str) -> None:
    for at in ALL:
        attacked(attack, at)


@pytest.mark.parametrize("count", [2, 5])
def test_trail_names_the_first_of_several_entries_put_in(count: int) -> None:
    entries = CHAIN[:99]
    for _ in range(count):
        entries = [*entries, entry_after(entries[-1], at="2026", actor="x", action="event", subject="x", body="{}")]
    wrong = first_wrong(counted_anew([*entries, *CHAIN[99:]]))
    assert wrong is not None and wrong.number == 100


def test_whole_chain_holds_with_and_without_heads() -> None:
    assert first_wrong(CHAIN) is None
    assert first_wrong(CHAIN, (HEAD, (3, CHAIN[2].digest))) is None
    assert first_wrong([], ((0, START),)) is None


def test_chain_written_anew_is_seen_by_the_earliest_head_that_was_kept() -> None:
    anew = sealed_anew([*CHAIN[:9], replace(CHAIN[9], actor="ola"), *CHAIN[10:]])
    assert first_wrong(anew) is None
    wrong = first_wrong(anew, (HEAD, (5, CHAIN[4].digest), (12, CHAIN[11].digest)))
    assert wrong is not None and wrong.number == 12 and "written anew" in wrong.why


def test_chain_that_has_grown_since_its_head_was_kept_holds() -> None:
    assert first_wrong(CHAIN, ((100, CHAIN[99].digest),)) is None


def test_chain_cut_to_nothing_is_seen() -> None:
    wrong = first_wrong([], (HEAD,))
    assert wrong is not None and wrong.number == 1 and "up to 500" in wrong.why


def test_trail_is_read_entry_by_entry_and_no_further_than_the_first_wrong_one() -> None:
    def endless() -> Iterator[TrailEntry]:
        yield from CHAIN[:3]
        while True:
            yield CHAIN[7]

    wrong = first_wrong(islice(endless(), 10))
    assert wrong is not None and wrong.number == 4


def test_clock_set_back_stops_and_a_short_wait_does_not() -> None:
    last = entry_after(None, at=NOON.isoformat(), actor="", action="case", subject="x", body="{}")
    assert moment_after(None, NOON) == NOON.isoformat()
    assert moment_after(last, NOON + timedelta(seconds=1)) == (NOON + timedelta(seconds=1)).isoformat()
    assert moment_after(last, NOON - timedelta(seconds=20)) == NOON.isoformat()
    with pytest.raises(ConflictError, match="the clock is earlier than the newest entry"):
        moment_after(last, NOON - timedelta(hours=1))


def test_clock_is_compared_as_moments_not_as_text() -> None:
    last = entry_after(None, at="2026-10-25T02:30:00+02:00", actor="", action="case", subject="x", body="{}")
    later = datetime.fromisoformat("2026-10-25T02:10:00+01:00")
    assert moment_after(last, later) == later.isoformat()


def test_newest_entry_without_a_readable_time_stops() -> None:
    last = entry_after(None, at="yesterday", actor="", action="case", subject="x", body="{}")
    with pytest.raises(ConflictError, match="verify --all"):
        moment_after(last, NOON)
