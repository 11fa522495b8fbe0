"""A case made ready for an archive: which events become journal posts, of what type, and what each of them holds."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sokdocs.core.casework.archive_folder import (
    PROGRAM,
    SCREENED_DOCUMENT,
    Access,
    ArchivedDocument,
    ArchiveFolder,
    ArchiveRecord,
    AttachedAs,
    FolderStatus,
    JournalPost,
    PackedFile,
    Party,
    PartyType,
    PostStatus,
    PostType,
    Responsible,
    Screening,
    WriteOff,
    WrittenOffBy,
)
from sokdocs.core.casework.case import DECISIONS, Case, Event, EventKind
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.oslo import oslo_day

PLACE = re.compile(r"(\d{4})\s+(\S.*)")
URL_NAMES = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")  # RFC 9562, the name space of addresses


def archived_events(case: Case) -> tuple[Event, ...]:
    """The events that become journal posts: letters, what came in, and the decisions of the case."""
    return tuple(each for each in case.events if each.document or each.kind in DECISIONS)


def archive_package(
    case: Case, records: Mapping[int, ArchiveRecord], responsible: Responsible, *, title: str, packed_at: datetime
) -> ArchiveFolder:
    """The case as a folder for the archive; `records` are by event number. Raises `InvalidError` where an event has none.

    Each record holds the year and number its event has in the journal.
    """
    events = archived_events(case)
    missing = [str(each.number) for each in events if each.number not in records]
    year, _, number = case.number.partition("/")
    if missing or not (year.isdecimal() and number.isdecimal()):
        why = f"nothing is there for event {', '.join(missing)}" if missing else "its number is not of the form 2026/01234"
        raise InvalidError(f"case {case.number} can't be archived: {why}")
    closed_on = _closed_on(case)
    return ArchiveFolder(
        system_id=_folder_id(case),
        folder_id=case.number,
        year=int(year),
        number=int(number),
        title=title,
        opened_on=case.opened_on,
        status=FolderStatus.CLOSED if closed_on else FolderStatus.OPEN,
        responsible=responsible,
        packed_at=packed_at,
        posts=tuple(_post(case, each, records[each.number], responsible) for each in events),
        closed_on=closed_on,
        parties=(_supplier(case, len(case.events) + 1, PartyType.RECIPIENT),),
    )


def system_id(name: str) -> str:
    """The UUID of version 5 that always belongs to this name (M001)."""
    made = bytearray(hashlib.sha1(URL_NAMES + f"{PROGRAM}:{name}".encode(), usedforsecurity=False).digest()[:16])
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    text = made.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _folder_id(case: Case) -> str:
    return system_id(f"{case.contract.text('buyer_orgnr')}:{case.number}")


def _post_id(case: Case, event: Event) -> str:
    """By the letter's own reference, else by document number, else by event number."""
    own = f"{case.number}-{event.document}" if event.document else f"{case.number}:{event.number}"
    return system_id(event.reference or f"{case.contract.text('buyer_orgnr')}:{own}")


def _closed_on(case: Case) -> date | None:
    turns = [each for each in case.events if each.kind in (EventKind.OPENED, EventKind.CLOSURE)]
    return turns[-1].on if turns and turns[-1].kind is EventKind.CLOSURE else None


def _type(event: Event) -> PostType:
    if event.kind is EventKind.LETTER:
        return PostType.OUTGOING
    return PostType.INTERNAL if event.kind in DECISIONS else PostType.INCOMING


def _post(case: Case, event: Event, record: ArchiveRecord, responsible: Responsible) -> JournalPost:
    kind, own = _type(event), _post_id(case, event)
    receipt = next(
        (each for each in case.of(EventKind.DELIVERED) if event.document and each.whole("about") == event.document),
        None,
    )
    sent_on = receipt.on if receipt and kind is PostType.OUTGOING else None
    journaled_on = (oslo_day(event.recorded_at.isoformat()) if event.recorded_at else None) or event.on
    corrected = case.document(event.whole("corrected_document"))
    return JournalPost(
        system_id=own,
        registration_id=f"{case.number}-{event.document}" if event.document else "",
        title=record.title,
        created_at=_moment(record.created_at or event.recorded_at, event.on),
        type=kind,
        status=_status(case, sent_on),
        year=record.journal[0],
        sequence=record.journal[1],
        number=event.document,
        journaled_on=journaled_on,
        dated_on=event.on,
        documents=tuple(_documents(own, record.files)),
        parties=tuple(_parties(case, event, kind, responsible)),
        received_on=event.on if kind is PostType.INCOMING else None,
        sent_on=sent_on,
        due_on=_due_on(event),
        assessed_on=event.on if record.access else None,
        write_offs=tuple(_write_offs(case, event, responsible)),
        screening=_screening(case, event, record),
        notes=record.notes,
        refers_to=_post_id(case, corrected) if corrected else "",
    )


def _moment(moment: datetime | None, day: date) -> datetime:
    """When it was made; where only the day is known, the day's beginning, without a zone."""
    return moment or datetime(day.year, day.month, day.day)  # noqa: DTZ001 - no zone is known


def _status(case: Case, sent_on: date | None) -> PostStatus:
    if _closed_on(case):
        return PostStatus.ARCHIVED
    return PostStatus.SENT if sent_on else PostStatus.JOURNALED


def _due_on(event: Event) -> date | None:
    """The first of the days a letter sets (M109)."""
    days = [value for name, value in event.values.items() if name.startswith("due_") and isinstance(value, date)]
    return min(days, default=None)


def _screening(case: Case, event: Event, record: ArchiveRecord) -> Screening | None:
    """Raises where access is restricted without a basis for it, or marked in a way that is not known: such a thing is never made public."""
    if record.access in ("", Access.PUBLIC):
        return None
    extent = SCREENED_DOCUMENT.get(record.access)
    if extent is None or not record.access_basis:
        why = "access to it is restricted, and no basis is given" if extent else f'its access mark "{record.access}" is not known'
        raise InvalidError(f"{case.number}-{event.document} can't be archived: {why}")
    return Screening(record.access_basis, extent)


def _documents(post: str, files: tuple[PackedFile, ...]) -> Iterator[ArchivedDocument]:
    for number, each in enumerate(files, start=1):
        attached_as = AttachedAs.MAIN if number == 1 else AttachedAs.ENCLOSURE
        yield ArchivedDocument(system_id(f"{post}:{number}"), number, attached_as, each)


def _parties(case: Case, event: Event, kind: PostType, responsible: Responsible) -> Iterator[Party]:
    """Who wrote and who received: the supplier as it was called then, and the buyer's own unit and role."""
    own = PartyType.INTERNAL_RECIPIENT if kind is PostType.INCOMING else PartyType.INTERNAL_SENDER
    yield Party(own, case.contract.text("buyer_name"), unit=responsible.unit, role=responsible.role)
    if kind is not PostType.INTERNAL:
        yield _supplier(case, event.number, PartyType.SENDER if kind is PostType.INCOMING else PartyType.RECIPIENT)


def _supplier(case: Case, until: int, kind: PartyType) -> Party:
    """The supplier by the name and number it had when the event with that number happened."""
    name, orgnr = case.contract.text("supplier_name"), case.contract.text("supplier_orgnr")
    for each in case.events:
        if each.number < until and each.kind in (EventKind.RENAMED, EventKind.MERGED):
            name, orgnr = each.text("new_name") or name, each.text("new_orgnr") or orgnr
    lines = case.contract.names("supplier_address")
    place = PLACE.fullmatch(lines[-1].strip()) if lines else None
    return Party(
        kind,
        name,
        orgnr=orgnr,
        address=lines[:-1] if place else lines,
        postcode=place.group(1) if place else "",
        place=place.group(2) if place else "",
    )


def _write_offs(case: Case, event: Event, responsible: Responsible) -> Iterator[WriteOff]:
    """The answers to a document: the supplier's to a letter, a letter to what came in."""
    for each in case.events:
        is_answer = event.document and each.document and each.whole("about") == event.document and each.number > event.number
        if is_answer and PostType.INTERNAL not in (kinds := {_type(event), _type(each)}) and len(kinds) == 2:
            yield WriteOff(each.on, responsible.role, WrittenOffBy.LETTER, _post_id(case, each))
