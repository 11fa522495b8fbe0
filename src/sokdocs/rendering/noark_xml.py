"""A case folder as the XML of an arkivmelding, element by element in the order of its schema.

The schema is version 1 of arkivmelding.xsd that Digdir publishes with eFormidling's integration point; see tests/proofs/schemas.
"""

from collections.abc import Iterable
from datetime import date, datetime

from lxml import etree

from sokdocs.core.casework.archive import system_id
from sokdocs.core.casework.archive_folder import (
    CHECKSUM,
    ELECTRONIC,
    EXEMPT,
    FINISHED,
    PROGRAM,
    SCREENED,
    ArchivedDocument,
    ArchiveFolder,
    JournalPost,
    Party,
    Screening,
    WriteOff,
)
from sokdocs.core.errors import InvalidError

NAMESPACE = "http://www.arkivverket.no/standarder/noark5/arkivmelding"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
REQUIRED = frozenset({"tittel", "partNavn", "korrespondansepartNavn", "avskrevetAv", "saksansvarlig"})

Value = str | int | date | datetime | None


def noark_xml(folder: ArchiveFolder) -> bytes:
    """The arkivmelding; the same bytes for the same folder. Raises `InvalidError` where a value can't stand in XML."""
    try:
        return _written(folder)
    except ValueError as error:
        why = "a value holds a sign that XML has no place for"
        raise InvalidError(f"case {folder.folder_id} can't be written for the archive: {why}") from error


def _written(folder: ArchiveFolder) -> bytes:
    root = etree.fromstring(f'<arkivmelding xmlns="{NAMESPACE}" xmlns:xsi="{INSTANCE}"/>')
    files = [document for post in folder.posts for document in post.documents]
    _add(root, "system", PROGRAM)
    _add(root, "meldingId", system_id(f"{folder.system_id}:{_text(folder.packed_at)}"))
    _add(root, "tidspunkt", folder.packed_at)
    _add(root, "antallFiler", len(files))
    _folder(root, folder)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _text(value: str | int | date | datetime) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _add(parent: etree._Element, name: str, value: Value) -> None:
    """The element with its text; nothing where there is no value. Raises `InvalidError` where the schema wants one."""
    if name in REQUIRED and value in (None, ""):
        message = f"the archive package needs a value for {name}, and the case has none: give it in the contract's facts"
        raise InvalidError(message)
    if value is not None and value != "":
        etree.SubElement(parent, _name(name)).text = _text(value)


def _add_all(parent: etree._Element, values: Iterable[tuple[str, Value]]) -> None:
    for name, value in values:
        _add(parent, name, value)


def _open(parent: etree._Element, name: str, kind: str = "") -> etree._Element:
    """An element that holds others; `kind` names the type of the schema it is, where that is a more special one."""
    made = etree.SubElement(parent, _name(name))
    if kind:
        made.set(f"{{{INSTANCE}}}type", kind)
    return made


def _own_key(parent: etree._Element, key: str) -> None:
    reference = _open(parent, "referanseEksternNoekkel")
    _add_all(reference, [("fagsystem", PROGRAM), ("noekkel", key)])


def _folder(root: etree._Element, folder: ArchiveFolder) -> None:
    made = _open(root, "mappe", "saksmappe")
    _add_all(made, [("systemID", folder.system_id), ("mappeID", folder.folder_id), ("tittel", folder.title)])
    _add_all(made, [("offentligTittel", folder.title), ("dokumentmedium", ELECTRONIC)])
    _add_all(made, [("opprettetDato", _midnight(folder.opened_on)), ("opprettetAv", PROGRAM)])
    if folder.closed_on:
        _add_all(made, [("avsluttetDato", _midnight(folder.closed_on)), ("avsluttetAv", folder.responsible.role)])
    for party in folder.parties:
        part = _open(made, "part")
        _add(part, "partNavn", party.name)
        _address(part, party)
    _own_key(made, folder.folder_id)
    for post in folder.posts:
        _post(made, post, folder)
    _add_all(made, [("saksaar", folder.year), ("sakssekvensnummer", folder.number), ("saksdato", folder.opened_on)])
    _add_all(made, [("administrativEnhet", folder.responsible.unit), ("saksansvarlig", folder.responsible.role)])
    _add(made, "saksstatus", folder.status)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone


def _post(parent: etree._Element, post: JournalPost, folder: ArchiveFolder) -> None:
    made = _open(parent, "registrering", "journalpost")
    _add_all(made, [("systemID", post.system_id), ("opprettetDato", post.created_at), ("opprettetAv", PROGRAM)])
    _add_all(made, [("arkivertDato", folder.packed_at), ("arkivertAv", PROGRAM)])
    _add(made, "referanseForelderMappe", folder.system_id)
    _screening(made, post.screening)
    for document in post.documents:
        _document(made, document, post)
    _add_all(made, [("registreringsID", post.registration_id), ("tittel", post.title), ("offentligTittel", post.title)])
    _add(made, "dokumentmedium", ELECTRONIC)
    for note in post.notes:
        remark = _open(made, "merknad")
        _add_all(remark, [("merknadstekst", note), ("merknadsdato", folder.packed_at), ("merknadRegistrertAv", PROGRAM)])
    if post.refers_to:
        _add(_open(made, "kryssreferanse"), "referanseTilRegistrering", post.refers_to)
    for party in post.parties:
        _party(made, party)
    _own_key(made, post.registration_id or f"{folder.folder_id}:{post.sequence}")
    _journal(made, post)
    for write_off in post.write_offs:
        _write_off(made, write_off)


def _journal(made: etree._Element, post: JournalPost) -> None:
    """What makes a registration a journal post."""
    _add_all(
        made,
        [
            ("journalaar", post.year),
            ("journalsekvensnummer", post.sequence),
            ("journalpostnummer", post.number or None),
        ],
    )
    _add_all(made, [("journalposttype", post.type), ("journalstatus", post.status), ("journaldato", post.journaled_on)])
    _add(made, "dokumentetsDato", post.dated_on)
    _add(made, "mottattDato", _midnight(post.received_on) if post.received_on else None)
    _add(made, "sendtDato", _midnight(post.sent_on) if post.sent_on else None)
    _add_all(
        made,
        [
            ("forfallsdato", post.due_on),
            ("offentlighetsvurdertDato", post.assessed_on),
            ("antallVedlegg", post.enclosures),
        ],
    )


def _screening(parent: etree._Element, screening: Screening | None) -> None:
    if screening is None:
        return
    made = _open(parent, "skjerming")
    _add(made, "tilgangsrestriksjon", EXEMPT)
    _add_all(
        made,
        [
            ("skjermingshjemmel", screening.basis),
            ("skjermingMetadata", SCREENED),
            ("skjermingDokument", screening.extent),
        ],
    )


def _document(parent: etree._Element, document: ArchivedDocument, post: JournalPost) -> None:
    made = _open(parent, "dokumentbeskrivelse")
    _add_all(made, [("systemID", document.system_id), ("dokumenttype", document.file.type), ("dokumentstatus", FINISHED)])
    _add_all(made, [("tittel", document.file.title), ("opprettetDato", post.created_at), ("opprettetAv", PROGRAM)])
    _add_all(made, [("dokumentmedium", ELECTRONIC), ("tilknyttetRegistreringSom", document.attached_as)])
    _add_all(made, [("dokumentnummer", document.number), ("tilknyttetDato", post.created_at), ("tilknyttetAv", PROGRAM)])
    _screening(made, post.screening)
    made = _open(made, "dokumentobjekt")
    file = document.file
    _add_all(
        made,
        [
            ("versjonsnummer", 1),
            ("variantformat", file.variant),
            ("format", file.format),
            ("formatDetaljer", file.details),
        ],
    )
    _add_all(made, [("mimeType", file.mime), ("opprettetDato", post.created_at), ("opprettetAv", PROGRAM)])
    _add(made, "referanseDokumentfil", file.name)
    _add_all(made, [("sjekksum", file.sha256), ("sjekksumAlgoritme", CHECKSUM), ("filstoerrelse", file.size)])


def _party(parent: etree._Element, party: Party) -> None:
    made = _open(parent, "korrespondansepart")
    _add_all(made, [("korrespondanseparttype", party.type), ("korrespondansepartNavn", party.name)])
    _address(made, party)
    _add_all(made, [("administrativEnhet", party.unit), ("saksbehandler", party.role)])


def _address(made: etree._Element, party: Party) -> None:
    if party.orgnr:
        _add(_open(made, "organisasjonsnummer"), "organisasjonsnummer", party.orgnr)
    _add_all(
        made,
        [*(("postadresse", line) for line in party.address), ("postnummer", party.postcode), ("poststed", party.place)],
    )


def _write_off(parent: etree._Element, write_off: WriteOff) -> None:
    made = _open(parent, "avskrivning")
    _add_all(made, [("avskrivningsdato", write_off.on), ("avskrevetAv", write_off.by), ("avskrivningsmaate", write_off.how)])
    _add(made, "referanseAvskrivesAvJournalpost", write_off.answer)
