"""Issuing: a document sealed, read back, stored and recorded, once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.workflows.making import Request
from sokdocs.workflows.ports import Register
from sokdocs.workflows.replacing import Replacement, changes_against, refuse_replaced, replaced_by
from sokdocs.workflows.sealing import Issuer, finish, keep, sound, stored


@dataclass(frozen=True, slots=True)
class Issue:
    """What came of a request: the record, the bytes of its files by form, and whether it had been issued before.

    `others` are references of other valid documents of the same kind for the same case.
    """

    record: IssueRecord
    files: Mapping[str, bytes]
    is_repeat: bool
    others: tuple[str, ...] = ()


def issue(catalogue: Catalogue, request: Request, issuer: Issuer, replacement: Replacement | None = None) -> Issue:
    """Issues a document in every form, or gives the one already issued for the same request.

    Raises `InvalidError` for faults, missing facts, and where a finished file does not carry the document,
    `ConflictError` where a replacement clashes with the register. Nothing is recorded then.
    """
    asked = sound(catalogue, request, issuer, supersedes=replacement.reference if replacement else "")
    known = issuer.register.by_request(asked.key)
    if known is not None:
        refuse_replaced(known, replacement, issuer.register)
        return Issue(known, stored(known, issuer.files), True, _others(known, issuer.register))
    old = replaced_by(replacement, issuer.register) if replacement else None
    made = finish(catalogue, asked, issuer)
    changed = changes_against(old, made.manifest.content, issuer.files) if old else ()
    record = keep(catalogue, asked, made, issuer)
    if replacement is not None:
        record = replace(record, supersedes=replacement.reference, reason=replacement.reason, changes=changed)
    kept = issuer.register.add(record)
    return Issue(kept, stored(kept, issuer.files), kept is not record, _others(kept, issuer.register))


def _others(record: IssueRecord, register: Register) -> tuple[str, ...]:
    """Other documents of the same kind, buyer and case that nothing has replaced."""
    records = register.all()
    replaced = {each.supersedes for each in records}
    same = (record.kind, record.buyer, record.case_number)
    return tuple(
        each.reference
        for each in records
        if (each.kind, each.buyer, each.case_number) == same and each.reference not in replaced and each.reference != record.reference
    )
