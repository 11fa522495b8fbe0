"""Archiving: a case as one package for an archive, with an arkivmelding, every letter as PDF/A-2a, what came in, and checksums."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from sokdocs.core.casework.archive import archive_package, archived_events
from sokdocs.core.casework.archive_folder import (
    ArchiveFolder,
    ArchiveRecord,
    DocumentType,
    PackedFile,
    Responsible,
    Variant,
)
from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.event_definition import EventDefinition
from sokdocs.core.document.blocks import Document
from sokdocs.core.document.document_json import from_json
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.issuance.document_digest import document_digest
from sokdocs.core.issuance.file_names import slug
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.values.language import in_language
from sokdocs.workflows.ports import FileStore

MESSAGE = "arkivmelding.xml"
CHECKSUMS = "sha256sums.txt"
DOCUMENT = "document"  # the form of the kept file that holds the whole document, written by document_json
MANIFEST = "manifest"
ENDING = re.compile(r"[a-z0-9]{1,5}")
PDF_CLAIM = re.compile(rb"pdfaid:(part|conformance)\s*(?:>|=\s*[\"'])\s*([1-4a-zA-Z])")


@dataclass(frozen=True, slots=True)
class Format:
    """What a file is: its PRONOM code (The National Archives; the archive authority asks for it in M701), media type, and more about it."""

    code: str
    mime: str
    details: str = ""
    variant: Variant = Variant.PRODUCTION


UNKNOWN = "UNKNOWN"
COPY = Format("fmt/476", "application/pdf", "PDF/A-2a, PDF/UA-1", Variant.ARCHIVE)
JSON = Format("fmt/817", "application/json", "sokdocs-manifest/1, UTF-8")
TEXT = Format("x-fmt/111", "text/plain", "UTF-8", Variant.ARCHIVE)
PDF_A = {
    "1A": "fmt/95",
    "1B": "fmt/354",
    "2A": "fmt/476",
    "2B": "fmt/477",
    "2U": "fmt/478",
    "3A": "fmt/479",
    "3B": "fmt/480",
    "3U": "fmt/481",
}
PDF = {**{f"1.{minor}": f"fmt/{14 + minor}" for minor in range(7)}, "1.7": "fmt/276", "2.0": "fmt/1129"}
OFFICE = "application/vnd.openxmlformats-officedocument"
PACKAGES = {
    b"word/document.xml": Format("fmt/412", f"{OFFICE}.wordprocessingml.document"),
    b"xl/workbook.xml": Format("fmt/214", f"{OFFICE}.spreadsheetml.sheet"),
}
Packed = tuple[PackedFile, bytes]
Journal = Mapping[int, tuple[int, int]]
NO_NUMBER = (0, 0)


class CopyRenderer(Protocol):
    """Sets the copy of a document that an archive takes."""

    def render(self, document: Document) -> bytes:
        """A PDF/A-2a with nothing attached."""
        ...


@dataclass(frozen=True, slots=True)
class ArchiveWords:
    """The words the package needs in the archive's language: title of the folder, and names for manifest, receipt and an erased file."""

    title: str
    manifest: str
    receipt: str
    erased: str
    language: str = "nb"


@dataclass(frozen=True, slots=True)
class ArchiveDesk:
    """What archiving asks of the world: the kept files, the renderer of copies, and what writes the folder as an arkivmelding."""

    files: FileStore
    copies: CopyRenderer
    write: Callable[[ArchiveFolder], bytes]
    definitions: Mapping[EventKind, EventDefinition]
    words: ArchiveWords
    responsible: Responsible


def archive(
    case: Case, letters: Mapping[str, IssueRecord], journal: Journal, desk: ArchiveDesk, packed_at: datetime
) -> Mapping[str, bytes]:
    """The package as files by name; the same bytes for the same case and moment. `letters` are the issue records by reference.

    `journal` gives year and number in the journal by event. Raises `NotFoundError` for a letter whose record or document is not kept,
    `ConflictError` where a kept document is not the issued one.
    """
    packed = {each.number: tuple(_packed(case, each, letters, desk)) for each in archived_events(case)}
    records = {number: replace(_record(case, number, files, letters, desk), journal=journal[number]) for number, files in packed.items()}
    folder = archive_package(case, records, desk.responsible, title=desk.words.title, packed_at=packed_at)
    contents = {MESSAGE: desk.write(folder), **{file.name: data for files in packed.values() for file, data in files}}
    sums = "".join(f"{_sha256(data)}  {name}\n" for name, data in sorted(contents.items()))
    return {**dict(sorted(contents.items())), CHECKSUMS: sums.encode()}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _record(case: Case, number: int, files: tuple[Packed, ...], letters: Mapping[str, IssueRecord], desk: ArchiveDesk) -> ArchiveRecord:
    event = next(each for each in case.events if each.number == number)
    notes = tuple(_notes(case, event, desk.words))
    shown = tuple(file for file, _data in files)
    if event.kind is not EventKind.LETTER:
        return ArchiveRecord(_title(event, desk), shown, NO_NUMBER, event.recorded_at, notes=notes)
    record = _letter(event, letters)
    facts = read_manifest(desk.files.read(_kept(record, MANIFEST).sha256)).get("facts")
    marks = facts if isinstance(facts, dict) else {}
    access, basis = (str(marks.get(name) or "") for name in ("access_mark", "access_basis"))
    return ArchiveRecord(record.title, shown, NO_NUMBER, record.issued_at, access, basis, notes)


def _notes(case: Case, event: Event, words: ArchiveWords) -> Iterator[str]:
    """Receipts of a letter, and that a file was erased: an erased file is left out, never passed over in silence."""
    for each in case.of(EventKind.DELIVERED):
        if event.document and each.whole("about") == event.document:
            yield ": ".join(part for part in (words.receipt, each.text("channel"), each.text("receipt")) if part)
    if event.number in _erased(case):
        yield words.erased


def _erased(case: Case) -> frozenset[int]:
    return frozenset(each.whole("event") for each in case.of(EventKind.ERASED))


def _title(event: Event, desk: ArchiveDesk) -> str:
    return in_language(desk.definitions[event.kind].title, desk.words.language)


def _letter(event: Event, letters: Mapping[str, IssueRecord]) -> IssueRecord:
    record = letters.get(event.reference)
    if record is None:
        raise NotFoundError(f"letter {event.reference or event.document} is not in the register of issued documents")
    return record


def _kept(record: IssueRecord, form: str) -> IssuedFile:
    found = next((each for each in record.files if each.form == form), None)
    if found is None:
        raise NotFoundError(
            f"{record.reference} has no {form} among its kept files, so it can't be archived; issue it again as a correction"
        )
    return found


def _packed(case: Case, event: Event, letters: Mapping[str, IssueRecord], desk: ArchiveDesk) -> Iterator[Packed]:
    """The files of an event: a letter's copy and manifest, what came in as it came; without a file, what is recorded, as plain text."""
    if event.kind is EventKind.LETTER:
        yield from _letter_files(_stem(case, event), _letter(event, letters), desk)
    elif event.number in _erased(case):
        return
    elif event.files:
        yield from (_received(case, event, number, desk) for number, _file in enumerate(event.files, start=1))
    else:
        note = _recorded(case, event, desk).encode()
        yield _pack(f"{_stem(case, event)}.txt", note, _title(event, desk), DocumentType.NOTE, TEXT)


def _stem(case: Case, event: Event) -> str:
    return slug(f"{case.number}-{event.document}" if event.document else f"{case.number} {event.kind.value} {event.number}")


def _pack(name: str, data: bytes, title: str, kind: DocumentType, form: Format) -> Packed:
    file = PackedFile(name, _sha256(data), len(data), title, kind, form.code, form.mime, form.details, form.variant)
    return file, data


def _letter_files(stem: str, record: IssueRecord, desk: ArchiveDesk) -> Iterator[Packed]:
    """The copy set anew from the document that was kept at issue, and the manifest the sent letter carries inside."""
    document = from_json(desk.files.read(_kept(record, DOCUMENT).sha256))
    if document_digest(document) != record.document_digest:
        raise ConflictError(f"{record.reference}: the document that is kept is not the one that was issued")
    yield _pack(f"{stem}.pdf", desk.copies.render(document), record.title, DocumentType.LETTER, COPY)
    manifest = desk.files.read(_kept(record, MANIFEST).sha256)
    yield _pack(f"{stem}-manifest.json", manifest, desk.words.manifest, DocumentType.DATA, JSON)


def _received(case: Case, event: Event, number: int, desk: ArchiveDesk) -> Packed:
    """A file as it came, under a name of ours: its own may hold anything."""
    file = event.files[number - 1]
    title = _title(event, desk) if len(event.files) == 1 else f"{_title(event, desk)} ({number})"
    data = desk.files.read(file.sha256)
    return _pack(f"{_stem(case, event)}-{number}.{_ending(file.name)}", data, title, DocumentType.LETTER, _format(data))


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return ending if ENDING.fullmatch(ending) else "bin"


def _format(data: bytes) -> Format:
    """What a received file says it is; a PDF that claims to be PDF/A is named so, and is not taken for proven."""
    if data.startswith(b"%PDF-"):
        claims = dict(PDF_CLAIM.findall(data))
        claim = f"{claims.get(b'part', b'').decode()}{claims.get(b'conformance', b'').decode().upper()}"
        return Format(PDF_A.get(claim) or PDF.get(data[5:8].decode("latin-1"), UNKNOWN), "application/pdf")
    if data.startswith(b"PK\x03\x04"):
        return next((form for mark, form in PACKAGES.items() if mark in data), Format("x-fmt/263", "application/zip"))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Format(UNKNOWN, "application/octet-stream")
    return Format("fmt/101", "application/xml") if data.startswith(b"<?xml") else Format(TEXT.code, TEXT.mime)


def _recorded(case: Case, event: Event, desk: ArchiveDesk) -> str:
    """An event as plain text: what it is, in which case, on which day, and each of its fields. Who decided or wrote it is not said."""
    fields = desk.definitions[event.kind].fields
    rows = [_title(event, desk), case.number, event.on.isoformat(), ""]
    for name, value in event.values.items():
        label = in_language(fields[name].label, desk.words.language) if name in fields else name
        rows.append(f"{label}: {_in_words(value)}")
    return "\n".join(rows) + "\n"


def _in_words(value: FactValue) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return value.isoformat() if isinstance(value, date) else str(value)
