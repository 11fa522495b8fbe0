"""Checking a case's folder: every sum, the index, the seals of the trail, and that the case says what the trail says of it.

Everything in the folder may have been written by anybody: nothing in it is trusted, and nothing makes the check fall over.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from sokdocs.core.audit.trail import START, TrailEntry, entry_after
from sokdocs.core.casework.dossier import FORMAT
from sokdocs.core.problems import Place, Problem
from sokdocs.workflows.bundling import CASE, HOW, INDEX, SUMS, TRAIL, TRAIL_FORMAT
from sokdocs.workflows.dossier_agreement import Table, disagreements, is_deep

SUM_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9.-]{0,120})")
TEXTS = ("at", "actor", "action", "subject", "body", "previous", "digest")
LARGEST = 64 * 1024 * 1024


def verify_dossier(files: Mapping[str, bytes]) -> list[Problem]:
    """Everything that does not hold, by file; none where the folder is as it was made, as far as a folder alone can tell."""
    missing = [name for name in (INDEX, CASE, TRAIL, SUMS, HOW) if name not in files]
    found = [_problem(name, "it is missing from the folder") for name in missing]
    found += _sum_faults(files)
    if INDEX in files:
        found += _index_faults(files)
    case, faults = _read(files, CASE, FORMAT)
    found += faults
    trail, faults = _read(files, TRAIL, TRAIL_FORMAT)
    found += faults
    entries: list[TrailEntry] = []
    if trail is not None:
        entries, faults = _entries(trail)
        found += [*faults, *_chain_faults(entries), *_head_faults(trail, entries)]
    if case is not None and trail is not None:
        found += [_problem(name, why) for name, why in disagreements(case, entries, files)]
    return sorted(set(found))


def _problem(name: str, message: str) -> Problem:
    return Problem(Place(name), message, "ask for the folder again from the one who keeps the register")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sum_faults(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Files that are not as their sums say, not there, or not listed."""
    listed: dict[str, str] = {}
    for number, text in enumerate(files.get(SUMS, b"").decode("utf-8", "replace").splitlines(), 1):
        match = SUM_LINE.fullmatch(text)
        if match is None or match.group(2) in listed:
            yield Problem(Place(SUMS, number), "the line is not one sum and one name, or names a file again", "see VERIFY.txt")
            continue
        listed[match.group(2)] = match.group(1)
    for name, digest in listed.items():
        if name not in files:
            yield _problem(name, f"it is listed in {SUMS} and is missing")
        elif _sha256(files[name]) != digest:
            yield _problem(name, "it has been changed since the folder was made: its sum is another")
    for name in files.keys() - listed.keys() - {SUMS}:
        yield _problem(name, f"it is not listed in {SUMS}")


class _Index(HTMLParser):
    """The rows of the index: the sum of each file by name."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "tr" and "data-file" in given:
            self.rows.append((given["data-file"] or "", given.get("data-sha256") or ""))


def _index_faults(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Files the index does not list with their sums, and what it lists without a file."""
    reader = _Index()
    reader.feed(files[INDEX].decode("utf-8", "replace"))
    listed = dict(reader.rows)
    if len(listed) != len(reader.rows):
        yield _problem(INDEX, "it lists a file twice")
    for name, data in files.items():
        if name in (INDEX, SUMS):
            continue
        if name not in listed:
            yield _problem(INDEX, f"it does not list {name}")
        elif listed[name] != _sha256(data):
            yield _problem(INDEX, f"it gives another sum for {name}")
    for name in listed.keys() - files.keys():
        yield _problem(INDEX, f"it lists {name[:120]}, which is missing")


def _read(files: Mapping[str, bytes], name: str, form: str) -> tuple[Table | None, list[Problem]]:
    """A file of data as a table; a file that is missing is told elsewhere."""
    data = files.get(name)
    if data is None:
        return None, []
    if len(data) > LARGEST:
        return None, [_problem(name, "it is too large to be read")]
    try:
        read = json.loads(data.decode("utf-8"), object_pairs_hook=_single, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return None, [_problem(name, f"it can't be read as JSON: {str(error)[:120]}")]
    if not isinstance(read, dict) or is_deep(read) or read.get("format") != form:
        return None, [_problem(name, f"it is not of the format {form}")]
    return read, []


def _single(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(text: str) -> object:
    raise ValueError(f"{text} is no number")


def _entries(trail: Table) -> tuple[list[TrailEntry], list[Problem]]:
    found: list[TrailEntry] = []
    rows = trail.get("entries")
    for row in rows if isinstance(rows, list) else []:
        number = row.get("number") if isinstance(row, dict) else None
        texts = [row.get(name) for name in TEXTS] if isinstance(row, dict) else []
        if not isinstance(number, int) or isinstance(number, bool) or not texts or not all(isinstance(each, str) for each in texts):
            return found, [_problem(TRAIL, f"its entry in place {len(found) + 1} is not a whole entry")]
        found.append(TrailEntry(number, *(str(each) for each in texts)))
    return found, [] if found else [_problem(TRAIL, "it has no entries")]


def _chain_faults(entries: list[TrailEntry]) -> Iterator[Problem]:
    """Entries that are not what was sealed, out of order, or do not follow the one before where they stand next to it."""
    before: TrailEntry | None = None
    for each in entries:
        if not _is_sealed(each):
            yield _problem(TRAIL, f"entry {each.number} has been changed since it was written: its digest is another")
        if before is not None and each.number <= before.number:
            yield _problem(TRAIL, f"entry {each.number} is out of order")
        if before is not None and each.number == before.number + 1 and each.previous != before.digest:
            yield _problem(TRAIL, f"entry {each.number} does not follow entry {before.number}")
        before = each


def _is_sealed(entry: TrailEntry) -> bool:
    """Whether the digest is that of the entry; made as the register makes it, behind an entry with the digest before."""
    if entry.number < 1 or (entry.number == 1) != (entry.previous == START):
        return False
    last = TrailEntry(entry.number - 1, "", "", "", "", "", "", entry.previous) if entry.number > 1 else None
    made = entry_after(last, at=entry.at, actor=entry.actor, action=entry.action, subject=entry.subject, body=entry.body)
    return made == entry


def _head_faults(trail: Table, entries: list[TrailEntry]) -> Iterator[Problem]:
    head = trail.get("head")
    wanted = {"number": entries[-1].number, "digest": entries[-1].digest} if entries else None
    if head != wanted:
        yield _problem(TRAIL, "its head is not its newest entry")
