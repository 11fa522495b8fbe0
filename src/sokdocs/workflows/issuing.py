"""Issuing: a document sealed, read back, stored and recorded, once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from sokdocs.core.document.outline import outline
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import missing_facts
from sokdocs.core.issuance.buyer_note import buyer_note
from sokdocs.core.issuance.completeness import differences
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord, request_key
from sokdocs.core.issuance.manifest import Manifest
from sokdocs.core.problems import Place, Problem
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.identifiers import reference_for
from sokdocs.workflows.making import Made, Plan, Request, make, plan
from sokdocs.workflows.ports import Clock, FileStore, Forms, Reader, Register
from sokdocs.workflows.replacing import Replacement, changes_against, refuse_replaced, replaced_by

NOTE = "note"
MANIFEST = "manifest"


class Issuer(Protocol):
    """What issuing asks of the world; the register is not asked before the request is known to be sound."""

    @property
    def forms(self) -> Forms:
        """The renderers."""
        ...

    @property
    def readers(self) -> Mapping[str, Reader]:
        """The readers of finished files, by form."""
        ...

    @property
    def register(self) -> Register:
        """The register of issued documents."""
        ...

    @property
    def files(self) -> FileStore:
        """The bytes of issued files."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock."""
        ...


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
    request = replace(request, forms=tuple(issuer.readers))
    _require_facts(catalogue, request)
    first = plan(catalogue, request)
    _refuse_holes(first, request)
    templates = {form: issuer.forms.template_digest(form, request.kind) for form in request.forms}
    supersedes = replacement.reference if replacement else ""
    key = request_key(first.assembly.document, request.answers.sheet, templates, supersedes=supersedes)
    known = issuer.register.by_request(key)
    if known is not None:
        refuse_replaced(known, replacement, issuer.register)
        return Issue(known, _stored(known, issuer.files), True, _others(known, issuer.register))
    old = replaced_by(replacement, issuer.register) if replacement else None
    made = make(catalogue, request, plan(catalogue, request, reference=reference_for(key)), issuer.forms)
    changed = changes_against(old, made.manifest.content, issuer.files) if old else ()
    _read_back(made, issuer.readers)
    note = buyer_note(made.plan.selection, made.plan.assembly.document, catalogue.library.phrases)
    record = _record(made, request, key=key, note=note, issuer=issuer)
    if replacement is not None:
        record = replace(record, supersedes=replacement.reference, reason=replacement.reason, changes=changed)
    kept = issuer.register.add(record)
    return Issue(kept, _stored(kept, issuer.files), kept != record, _others(kept, issuer.register))


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


def _require_facts(catalogue: Catalogue, request: Request) -> None:
    sheet = request.answers.sheet
    missing = missing_facts(request.answers, tuple(catalogue.library.facts.values()), request.kind)
    faults = [problem for problem in (*request.answers.problems, *missing) if not problem.is_warning]
    if faults:
        raise InvalidError(f"{sheet.name} can't be issued", faults)


def _refuse_holes(first: Plan, request: Request) -> None:
    sheet = request.answers.sheet
    faults = [
        Problem(sheet.place(name), f'"{name}" is missing', f"a chosen clause needs it; add `{name}:`") for name in first.assembly.missing
    ]
    faults += [
        Problem(sheet.place(name), f'"{name}" is missing', f"it decides whether {each.clause.id} applies")
        for each in first.selection.chosen
        for name in each.missing
    ]
    if faults:
        raise InvalidError(f"{sheet.name} can't be issued", sorted(set(faults)))


def _read_back(made: Made, readers: Mapping[str, Reader]) -> None:
    """Reads every finished file and compares it with the document (safety promise 2)."""
    wanted = outline(made.plan.assembly.document)
    problems: list[Problem] = []
    for form, data in made.files.items():
        name = made.names()[form]
        read = readers[form](data, name)
        hint = "nothing was issued; report this as a fault of sokdocs"
        problems.extend(Problem(Place(name), str(each), hint) for each in differences(wanted, read.lines)[:20])
        if read.manifest != made.manifest.data:
            problems.append(Problem(Place(name), "the manifest inside is not the one that was sealed", hint))
    if problems:
        raise InvalidError("a finished file does not carry the document", problems)


def _record(made: Made, request: Request, *, key: str, note: str, issuer: Issuer) -> IssueRecord:
    names = made.names()
    document = made.plan.assembly.document
    stem = next(iter(names.values())).rsplit(".", 1)[0]
    contents = {**made.files, NOTE: note.encode(), MANIFEST: made.manifest.data}
    named = {**names, NOTE: f"{stem}-merknad.txt", MANIFEST: f"{stem}-manifest.json"}
    files = tuple(IssuedFile(form, named[form], issuer.files.keep(data), len(data)) for form, data in contents.items())
    return IssueRecord(
        reference=document.reference,
        request=key,
        kind=request.kind,
        language=request.language,
        title=document.title,
        buyer=request.answers.sheet.text("buyer_name"),
        case_number=request.answers.sheet.text("case_number"),
        subject=request.answers.sheet.text("title"),
        manifest_digest=made.manifest.digest,
        document_digest=_document_digest(made.manifest),
        files=files,
        issued_at=issuer.clock.now(),
    )


def _document_digest(manifest: Manifest) -> str:
    return str(manifest.content["document"])


def _stored(record: IssueRecord, files: FileStore) -> Mapping[str, bytes]:
    return {each.form: files.read(each.sha256) for each in record.files}
