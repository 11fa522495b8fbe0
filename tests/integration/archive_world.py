"""A case with kept letters and received files, and reading the message of its package."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from lxml import etree

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.event_definition import EventDefinition
from sokdocs.core.document.document_json import to_json
from sokdocs.core.errors import NotFoundError
from sokdocs.core.facts.definition import FactDefinition, FactType, Stage
from sokdocs.core.issuance.document_digest import document_digest
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.core.issuance.manifest import FORMAT
from sokdocs.core.values.canonical import canonical
from sokdocs.rendering.noark_xml import NAMESPACE, noark_xml
from sokdocs.rendering.pdf.renderer import ArchivePdfRenderer
from sokdocs.workflows.archiving import ArchiveDesk, ArchiveWords, archive
from tests.builders import a_document
from tests.unit.casework.test_archive import PACKED_AT, RESPONSIBLE, a_case

Files = Mapping[str, bytes]


class Kept:
    """A file store in memory."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def keep(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        self.contents[sha256] = data
        return sha256

    def read(self, sha256: str) -> bytes:
        if sha256 not in self.contents:
            raise NotFoundError(f"no file {sha256}")
        return self.contents[sha256]


def _definition(kind: EventKind, title: str, **labels: str) -> EventDefinition:
    fields = {
        name: FactDefinition(name, FactType.TEXT_BLOCK, Stage.FOLLOW_UP, {"nb": label}, {"nb": label}) for name, label in labels.items()
    }
    return EventDefinition(kind, {"nb": title}, fields)


DEFINITIONS = {
    EventKind.ANSWER: _definition(EventKind.ANSWER, "Svar fra leverandøren", what="Hva det er"),
    EventKind.COMMENT: _definition(EventKind.COMMENT, "Kommentar fra leverandøren"),
    EventKind.OBJECTION: _definition(EventKind.OBJECTION, "Innsigelse fra leverandøren", about="Gjelder brev"),
    EventKind.BREACH: _definition(EventKind.BREACH, "Mislighold slått fast", findings="Funn", view="Vårt syn på kommentaren"),
    EventKind.OVERRIDE: _definition(EventKind.OVERRIDE, "Vilkår tatt på egen kappe", reason="Begrunnelse"),
    EventKind.CLOSURE: _definition(EventKind.CLOSURE, "Saken er lukket", reason="Begrunnelse"),
}
WORDS = ArchiveWords("Oppfølging av Tråd og Vern AS", "Manifest", "Mottakskvittering", "Filen er slettet")
PDF_IN = b"%PDF-1.4\n<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"


def _docx() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(zipfile.ZipInfo("word/document.xml"), "<w/>")  # a fixed date, so that the bytes are the same each time
    return made.getvalue()


class World:
    """A case with the records and kept files of its letters and of what came in."""

    def __init__(self, copies: ArchivePdfRenderer, case: Case | None = None, **marks: str) -> None:
        self.kept = Kept()
        self.letters: dict[str, IssueRecord] = {}
        self.case = case or a_case()
        received = {"Svar fra oss (endelig).PDF": PDF_IN, "../../kommentar": b"\x00\xff\x80", "vedlegg.docx": _docx()}
        events = tuple(self._with_files(each, received) for each in self.case.events)
        self.case = replace(self.case, events=events)
        for event in self.case.of(EventKind.LETTER):
            self.letters[event.reference] = self._record(event, marks)
        self.desk = ArchiveDesk(self.kept, copies, noark_xml, DEFINITIONS, WORDS, RESPONSIBLE)

    def _with_files(self, event: Event, received: Files) -> Event:
        files = tuple(replace(each, sha256=self.kept.keep(received[each.name]), size=len(received[each.name])) for each in event.files)
        return replace(event, files=files)

    def _record(self, event: Event, marks: Mapping[str, str]) -> IssueRecord:
        document = replace(a_document(), title=f"Brev {event.text('letter')}", reference=event.reference, has_contents=False)
        manifest = canonical({"format": FORMAT, "facts": dict(marks), "reference": event.reference})
        contents = {"pdf": b"%PDF-1.7 sent", "manifest": manifest, "document": to_json(document)}
        files = tuple(IssuedFile(form, f"brev.{form}", self.kept.keep(data), len(data)) for form, data in contents.items())
        return IssueRecord(
            reference=event.reference,
            request="",
            kind="letter",
            language="nb",
            title=document.title,
            buyer="Storvik kommune",
            case_number="2026/01234",
            subject="",
            manifest_digest=hashlib.sha256(manifest).hexdigest(),
            document_digest=document_digest(document),
            files=files,
            issued_at=datetime(2026, 2, 2, 13, 5, 7, tzinfo=UTC),
        )

    def archive(self, packed_at: datetime = PACKED_AT) -> Files:
        return archive(
            self.case, self.letters, {each.number: (each.on.year, each.number) for each in self.case.events}, self.desk, packed_at
        )


def root(package: Files) -> etree._Element:
    return etree.fromstring(package["arkivmelding.xml"])


def every(parent: etree._Element, name: str) -> list[etree._Element]:
    """Every element of the name, however deep."""
    return list(parent.iter(f"{{{NAMESPACE}}}{name}"))


def own(parent: etree._Element, name: str) -> list[etree._Element]:
    """The children of the name."""
    return parent.findall(f"{{{NAMESPACE}}}{name}")


def text(parent: etree._Element, name: str) -> str:
    return parent.findtext(f"{{{NAMESPACE}}}{name}") or ""


def post(package: Files, title: str) -> etree._Element:
    (found,) = [each for each in every(root(package), "registrering") if text(each, "tittel") == title]
    return found


def child_names(element: etree._Element) -> list[str]:
    """The names of the children in order, a repeated one once."""
    names = [etree.QName(each).localname for each in element]
    return [name for index, name in enumerate(names) if index == 0 or names[index - 1] != name]
