"""Sealing: from a request to finished files that were read back, kept and are ready to be recorded. Every issue takes this road."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from sokdocs.core.document.answer_places import has_answers
from sokdocs.core.document.document_json import to_json
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

NOTE = "note"
MANIFEST = "manifest"
DOCUMENT = "document"


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
class Sound:
    """A request that can be issued: no facts are missing, no text has faults. `key` identifies it: the same one gives the same document."""

    request: Request
    plan: Plan
    key: str


def sound(catalogue: Catalogue, request: Request, issuer: Issuer, *, supersedes: str = "") -> Sound:
    """The request in every form, checked; raises `InvalidError` with every fault and every missing fact."""
    request = replace(request, forms=tuple(issuer.readers))
    _require_facts(catalogue, request)
    first = plan(catalogue, request)
    _refuse_holes(first, request)
    templates = {form: issuer.forms.template_digest(form, request.kind) for form in request.forms}
    return Sound(request, first, request_key(first.assembly.document, request.answers.sheet, templates, supersedes=supersedes))


def finish(catalogue: Catalogue, asked: Sound, issuer: Issuer) -> Made:
    """The finished files, each read back; raises `InvalidError` where one does not carry the document."""
    request = asked.request
    made = make(catalogue, request, plan(catalogue, request, reference=reference_for(asked.key)), issuer.forms)
    _read_back(made, issuer.readers)
    return made


def keep(catalogue: Catalogue, asked: Sound, made: Made, issuer: Issuer) -> IssueRecord:
    """Stores the files and gives the record that is to be written of them."""
    note = buyer_note(made.plan.selection, made.plan.assembly.document, catalogue.library.phrases)
    return _record(made, asked, note=note + asked.request.note, issuer=issuer)


def _require_facts(catalogue: Catalogue, request: Request) -> None:
    sheet = request.answers.sheet
    missing = missing_facts(request.answers, tuple(catalogue.library.facts.values()), request.needed_for)
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


def _record(made: Made, asked: Sound, *, note: str, issuer: Issuer) -> IssueRecord:
    names, request = made.names(), asked.request
    document = made.plan.assembly.document
    stem = next(iter(names.values())).rsplit(".", 1)[0]
    contents = {**made.files, NOTE: note.encode(), MANIFEST: made.manifest.data}
    named = {**names, NOTE: f"{stem}-merknad.txt", MANIFEST: f"{stem}-manifest.json", DOCUMENT: f"{stem}-document.json"}
    if request.keeps_document or has_answers(document):
        contents[DOCUMENT] = to_json(document)
    files = tuple(IssuedFile(form, named[form], issuer.files.keep(data), len(data)) for form, data in contents.items())
    return IssueRecord(
        reference=document.reference,
        request=asked.key,
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


def stored(record: IssueRecord, files: FileStore) -> Mapping[str, bytes]:
    """The bytes of a record's files, by form."""
    return {each.form: files.read(each.sha256) for each in record.files}
