"""Replacing an issued document by a newer one: when it may be done, and what it changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.issuance.changes import changes
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.values.canonical import Json
from sokdocs.workflows.ports import FileStore, Register

SAME = ("buyer_orgnr", "case_number")


@dataclass(frozen=True, slots=True)
class Replacement:
    """The issued document that the new one replaces, and why."""

    reference: str
    reason: str


def refuse_replaced(known: IssueRecord, replacement: Replacement | None, register: Register) -> None:
    """Raises `ConflictError` where a document that was issued before no longer counts, or was recorded with another reason."""
    if replacement is not None and replacement.reason != known.reason:
        raise ConflictError(f'{known.reference} was issued before with the reason "{known.reason}"; a record is never changed')
    newer = register.superseding(known.reference)
    if newer is not None:
        raise ConflictError(
            f"{known.reference} was issued before and has been replaced by {newer.reference} ({newer.reason}); "
            f"to go back to it, issue with --supersedes {newer.reference}"
        )


def replaced_by(replacement: Replacement, register: Register) -> IssueRecord:
    """The document to be replaced; raises where there is none, or where it was replaced before."""
    old = register.by_reference(replacement.reference)
    if old is None:
        raise NotFoundError(f"no issued document has the reference {replacement.reference}; see `sokdocs register list`")
    newer = register.superseding(replacement.reference)
    if newer is not None:
        raise ConflictError(f"{replacement.reference} was replaced by {newer.reference} before; replace that one")
    return old


def changes_against(old: IssueRecord, manifest: Mapping[str, Json], files: FileStore) -> tuple[str, ...]:
    """What the new document changes; raises `ConflictError` where it is for another case, or changes nothing."""
    before = read_manifest(files.read(old.manifest_digest))
    if before.get("kind") != manifest.get("kind"):
        raise ConflictError(f"{old.reference} is a {before.get('kind')}; a {manifest.get('kind')} can't replace it")
    facts = [_table(before), _table(manifest)]
    for name in SAME:
        if facts[0].get(name) != facts[1].get(name):
            raise ConflictError(
                f"{old.reference} has {name} {facts[0].get(name)}, not {facts[1].get(name)}; only the same case can replace it"
            )
    found = changes(before, manifest)
    if not found and before.get("library") == manifest.get("library") and before.get("templates") == manifest.get("templates"):
        raise ConflictError(f"nothing has changed since {old.reference} was issued: the facts and clauses give the same document")
    return found


def _table(manifest: Mapping[str, Json]) -> Mapping[str, Json]:
    facts = manifest.get("facts")
    return facts if isinstance(facts, dict) else {}
