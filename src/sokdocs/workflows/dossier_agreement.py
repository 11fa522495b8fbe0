"""Whether a case as data says what its trail says of it.

Values that may be erased stand in the trail as salted hashes: of them, their names alone can be held against it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping

from sokdocs.core.audit.trail import TrailEntry
from sokdocs.core.casework.case import ERASED_TEXT
from sokdocs.workflows.bundling import CASE, FORMS, TRAIL

Table = dict[str, object]
Fault = tuple[str, str]
SAME = {
    "number": "number",
    "kind": "kind",
    "on": "day",
    "actor": "actor",
    "recorded_at": "recorded_at",
    "document": "document",
}
DEEPEST = 20


def disagreements(case: Table, entries: list[TrailEntry], files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Each disagreement as the file at fault and what is wrong."""
    bodies = {(each.action, each.subject): _table(each.body) for each in entries}
    about, contract = _inner(case, "case"), _inner(case, "contract")
    number = str(about.get("number"))
    yield from _same(
        about,
        bodies.get(("case", number)),
        ("number", "contract", "ladder", "opened_on", "settings"),
        f"the case {number}",
    )
    reference = str(contract.get("reference"))
    signed = bodies.get(("contract", reference))
    fields = ("reference", "announced_on", "signed_on", "appendix", "terms_edition")
    yield from _same(contract, signed, fields, f"the contract {reference}")
    if signed is not None and signed.get("clauses") != _clauses(contract):
        yield CASE, f"the clauses of the contract {reference} are not those in the trail"
    events = [each for each in _list(case, "events") if isinstance(each, dict)]
    yield from _event_numbers(events, number, bodies)
    digests = frozenset(hashlib.sha256(data).hexdigest() for data in files.values())
    for event in events:
        yield from _event(event, bodies.get(("event", f"{number}#{event.get('number')}")), files)
        yield from _letter(event, bodies, digests)
        yield from _own_file(event, files)


def is_deep(value: object) -> bool:
    """Whether a value is nested deeper than any that was written here."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
    return bool(level)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _table(text: str) -> Table:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) and not is_deep(read) else {}


def _inner(table: Table, name: str) -> Table:
    found = table.get(name)
    return found if isinstance(found, dict) else {}


def _list(table: Table, name: str) -> list[object]:
    found = table.get(name)
    return found if isinstance(found, list) else []


def _same(said: Table, body: Table | None, fields: tuple[str, ...], what: str) -> Iterator[Fault]:
    if body is None:
        yield TRAIL, f"it has no entry for {what}"
        return
    for name in fields:
        if said.get(name) != body.get(name):
            yield CASE, f"{name} of {what} is not what the trail says"


def _clauses(contract: Table) -> list[object]:
    """The clauses of a contract in the form in which the trail has them."""
    found: list[object] = []
    for each in _list(contract, "clauses"):
        clause = each if isinstance(each, dict) else {}
        parameters = sorted(_inner(clause, "parameters").items())
        names = ("id", "title", "date", "language", "digest", "point")
        fields = [{"date": clause.get(name)} if name == "date" else clause.get(name) for name in names]
        found.append([*fields, [[name, value] for name, value in parameters]])
    return found


def _event_numbers(events: list[Table], case: str, bodies: Mapping[tuple[str, str], Table]) -> Iterator[Fault]:
    """The events are counted from 1 without gaps, and are exactly those of which the trail tells."""
    numbers = [each.get("number") for each in events]
    if numbers != list(range(1, len(numbers) + 1)):
        yield CASE, "its events are not counted from 1 without gaps"
    wanted = {subject for action, subject in bodies if action == "event"}
    for subject in sorted(wanted - {f"{case}#{each}" for each in numbers}):
        yield CASE, f"it has no event {subject}, of which the trail tells"


def _event(event: Table, body: Table | None, files: Mapping[str, bytes]) -> Iterator[Fault]:
    what = f"event {event.get('number')}"
    if body is None:
        yield TRAIL, f"it has no entry for {what}"
        return
    for name, stored in SAME.items():
        if event.get(name) != body.get(stored):
            yield CASE, f"{name} of {what} is not what the trail says"
    if event.get("reference") != body.get("reference"):
        yield CASE, f"reference of {what} is not what the trail says"
    values, private = _inner(event, "values"), _inner(body, "private")
    public = {name: value for name, value in values.items() if name not in private}
    if public != body.get("public") or not private.keys() <= values.keys():
        yield CASE, f"the values of {what} are not those in the trail"
    received = [each for each in _list(event, "files") if isinstance(each, dict)]
    stored_files = [each for each in _list(body, "files") if isinstance(each, dict)]
    if [_file(each) for each in received] != [_file(each) for each in stored_files]:
        yield CASE, f"the files of {what} are not those in the trail"
    for each in received:
        yield from _received(each, what, files)


def _file(row: Table) -> tuple[object, object]:
    return row.get("sha256"), row.get("size")


def _received(row: Table, what: str, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """A file that came in lies in the folder under the name it was given, as it came; an erased one has no name."""
    name = row.get("in_folder")
    if name is None:
        if row.get("name") != ERASED_TEXT:
            yield CASE, f"a file of {what} is not in the folder, and was not erased"
        return
    data = files.get(str(name))
    if data is None or hashlib.sha256(data).hexdigest() != row.get("sha256"):
        yield str(name)[:120], f"it is not the file that came with {what}"


def _letter(event: Table, bodies: Mapping[tuple[str, str], Table], digests: frozenset[str]) -> Iterator[Fault]:
    """Every file of an issued letter lies in the folder as it was issued."""
    reference = event.get("reference")
    if event.get("kind") != "letter":
        return
    body = bodies.get(("issued", str(reference)))
    if body is None:
        yield TRAIL, f"it has no entry for the letter {str(reference)[:40]}"
        return
    for each in _list(body, "files"):
        row = each if isinstance(each, dict) else {}
        if row.get("form") in FORMS and row.get("sha256") not in digests:
            yield (
                CASE,
                f"the {row.get('form')} of the letter {str(reference)[:40]} is not in the folder as it was issued",
            )


def _own_file(event: Table, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """The data of a single event says what the case says of it."""
    document, number = event.get("document"), event.get("number")
    if not isinstance(number, int) or event.get("kind") in ("letter", "opened", "erased"):
        return
    begin = f"{document:02}-data-" if isinstance(document, int) else f"h{number:03}-data-"
    own = [name for name in files if name.startswith(begin) and name.endswith(".json")]
    if len(own) != 1:
        yield CASE, f"event {number} has {len(own)} files of data in the folder, not one"
        return
    if _table(files[own[0]].decode("utf-8", "replace")) != event:
        yield own[0], f"it does not say of event {number} what {CASE} says"
