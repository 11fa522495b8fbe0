"""What an archive takes: a case folder of journal posts with their documents and files, in the terms of Noark 5.

The numbers (M…) are those of the Noark 5 metadata catalogue; the values are its own, as text. No name of a person has a place here:
where Noark asks who, the unit, the role or the program stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

PROGRAM = "sokdocs"
FINISHED = "Dokumentet er ferdigstilt"  # M054
ELECTRONIC = "Elektronisk arkiv"  # M300
CHECKSUM = "SHA-256"  # M706
EXEMPT = "Unntatt offentlighet"  # M500
SCREENED = "Midlertidig skjerming"  # M502: until the archive has assessed it


class FolderStatus(StrEnum):
    """M052 saksstatus."""

    OPEN = "Under behandling"
    CLOSED = "Avsluttet"


class PostType(StrEnum):
    """M082 journalposttype."""

    INCOMING = "Inngående dokument"
    OUTGOING = "Utgående dokument"
    INTERNAL = "Organinternt dokument uten oppfølging"


class PostStatus(StrEnum):
    """M053 journalstatus."""

    JOURNALED = "Journalført"
    SENT = "Ekspedert"
    ARCHIVED = "Arkivert"


class PartyType(StrEnum):
    """M087 korrespondanseparttype."""

    SENDER = "Avsender"
    RECIPIENT = "Mottaker"
    INTERNAL_SENDER = "Intern avsender"
    INTERNAL_RECIPIENT = "Intern mottaker"


class AttachedAs(StrEnum):
    """M217 tilknyttetRegistreringSom."""

    MAIN = "Hoveddokument"
    ENCLOSURE = "Vedlegg"


class Variant(StrEnum):
    """M700 variantformat."""

    PRODUCTION = "Produksjonsformat"
    ARCHIVE = "Arkivformat"


class DocumentType(StrEnum):
    """M083 dokumenttype."""

    LETTER = "Brev"
    NOTE = "Notat"
    DATA = "Datafil"


class WrittenOffBy(StrEnum):
    """M619 avskrivningsmaate."""

    LETTER = "Besvart med brev"


class Access(StrEnum):
    """How a document is marked: as the officer answered in the letter's fact sheet."""

    PUBLIC = "offentlig"
    PARTLY_EXEMPT = "delvis_unntatt"
    EXEMPT = "unntatt"


SCREENED_DOCUMENT: Mapping[str, str] = {  # M503
    Access.PARTLY_EXEMPT: "Skjerming av deler av dokumentet",
    Access.EXEMPT: "Skjerming av hele dokumentet",
}


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the package (dokumentobjekt): its name there (M218), SHA-256 in hex (M705), size in bytes (M707).

    `format` is the PRONOM code (M701), `details` says more (M702); `title` and `type` are those of the document it is (M020, M083).
    """

    name: str
    sha256: str
    size: int
    title: str
    type: DocumentType
    format: str
    mime: str
    details: str = ""
    variant: Variant = Variant.PRODUCTION


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """What is archived for one event: title, files (the main document first), when it was made, and how access to it is marked.

    `journal` is the year and number it has in the journal (M013, M014). `notes` are remarks to the archive (M310).
    """

    title: str
    files: tuple[PackedFile, ...]
    journal: tuple[int, int]
    created_at: datetime | None = None
    access: str = ""
    access_basis: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who stands for the case: the unit (M305) and the role in it (M306, M307), never a person."""

    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a document (korrespondansepart); unit and role are set for the buyer's own side."""

    type: PartyType
    name: str
    orgnr: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    place: str = ""
    unit: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class WriteOff:
    """That a document has been answered (avskrivning): the day (M617), by whom (M618), how (M619), and the answer's post (M215)."""

    on: date
    by: str
    how: WrittenOffBy
    answer: str


@dataclass(frozen=True, slots=True)
class Screening:
    """That access is restricted (skjerming): on what basis (M501), and for how much of the document (M503)."""

    basis: str
    extent: str


@dataclass(frozen=True, slots=True)
class ArchivedDocument:
    """A document (dokumentbeskrivelse) with its one file: system ID (M001), number in its post (M007), and how it belongs there."""

    system_id: str
    number: int
    attached_as: AttachedAs
    file: PackedFile


@dataclass(frozen=True, slots=True)
class JournalPost:
    """A journal post. `number` is the running document number (M015), 0 where the case has given none: the archive gives it.

    `sequence` is the place in the case's own journal (M014). `registration_id` is empty where there is no number.
    """

    system_id: str
    registration_id: str
    title: str
    created_at: datetime
    type: PostType
    status: PostStatus
    year: int
    sequence: int
    number: int
    journaled_on: date
    dated_on: date
    documents: tuple[ArchivedDocument, ...]
    parties: tuple[Party, ...]
    received_on: date | None = None
    sent_on: date | None = None
    due_on: date | None = None
    assessed_on: date | None = None
    write_offs: tuple[WriteOff, ...] = ()
    screening: Screening | None = None
    notes: tuple[str, ...] = ()
    refers_to: str = ""

    @property
    def enclosures(self) -> int:
        """How many of the documents are enclosures (M304)."""
        return sum(each.attached_as is AttachedAs.ENCLOSURE for each in self.documents)


@dataclass(frozen=True, slots=True)
class ArchiveFolder:
    """A case folder (saksmappe): year and number (M011, M012), dates, status, who stands for it, the other party, and the posts."""

    system_id: str
    folder_id: str
    year: int
    number: int
    title: str
    opened_on: date
    status: FolderStatus
    responsible: Responsible
    packed_at: datetime
    posts: tuple[JournalPost, ...]
    closed_on: date | None = None
    parties: tuple[Party, ...] = ()
