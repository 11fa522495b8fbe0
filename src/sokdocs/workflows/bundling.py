"""Bundling: a case as one folder with every letter, what came in, the case and its trail as data, an index, and sums to check it all by."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sokdocs.core.audit.trail import TrailEntry
from sokdocs.core.casework.case import Case, Event, EventFile, EventKind
from sokdocs.core.casework.dossier import DossierFile, DossierIndex, Fileless, case_data, event_data
from sokdocs.core.casework.event_words import event_title
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.timeline import supplier_name
from sokdocs.core.errors import NotFoundError
from sokdocs.core.issuance.file_names import slug
from sokdocs.core.values.canonical import canonical
from sokdocs.workflows.overviewing import LANGUAGE, OverviewDesk, words_of
from sokdocs.workflows.recording import case_named

INDEX, CASE, TRAIL, SUMS, HOW = "index.html", "case.json", "trail.json", "sha256sums.txt", "VERIFY.txt"
TRAIL_FORMAT = "sokdocs-trail/1"
FORMS: Mapping[str, str] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "html": ".html",
    "manifest": "-manifest.json",
    "note": "-merknad.txt",
    "document": "-dokument.json",
}
# Endings of what came in that nothing runs when it is opened; all else is called bin.
ENDINGS = frozenset(
    {
        *("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf", "txt", "csv", "json", "zip"),
        *("png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "heic", "mp4", "mp3", "eml", "msg"),
    }
)
RECORDS = frozenset(EventKind) - {EventKind.OPENED, EventKind.LETTER, EventKind.ERASED}
HOW_LINES = ("title", "sums", "check", "head", "data", "salted")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file before it stands in the index."""

    name: str
    data: bytes
    what: str
    number: str = ""
    on: date | None = None


def dossier(desk: OverviewDesk, number: str) -> Mapping[str, bytes]:
    """The folder as files by name; the same case gives the same bytes.

    Raises `NotFoundError` where there is no such case, or a letter's record or a file is gone; `ConflictError` where a file has changed.
    """
    case = case_named(desk, number)
    words = words_of(desk, case)
    pieces = [piece for event in case.events for piece in _of_event(desk, words, event)]
    names = {key: name for event in case.events for key, name in _received_names(words, event)}
    subjects = _subjects(case)
    entries = tuple(each for each in desk.casefiles.trail() if (each.action, each.subject) in subjects)
    pieces += _data(words, entries, names)
    index = desk.overviews.index(_index(words, pieces), LANGUAGE)
    files = {**{each.name: each.data for each in pieces}, INDEX: index}
    sums = "".join(f"{_sha256(data)}  {name}\n" for name, data in sorted(files.items()))
    return {**dict(sorted(files.items())), SUMS: sums.encode()}


def _of_event(desk: OverviewDesk, words: LetterWords, event: Event) -> Iterator[_Piece]:
    if event.kind is EventKind.LETTER:
        yield from _letter(desk, words, event)
        return
    for key, name in _received_names(words, event):
        file = event.files[int(key.partition("-")[2])]
        yield _Piece(name, desk.files.read(file.sha256), event_title(words, event), _number(words, event), event.on)
    if event.kind in RECORDS:
        said = words.say("dossier_record", what=event_title(words, event))
        names = dict(_received_names(words, event))
        yield _Piece(
            _stem(words, event, "data") + ".json",
            canonical(event_data(event, names)),
            said,
            _number(words, event),
            event.on,
        )


def _letter(desk: OverviewDesk, words: LetterWords, event: Event) -> Iterator[_Piece]:
    record = desk.register.by_reference(event.reference)
    if record is None:
        raise NotFoundError(f"letter {words.number(event.document)} ({event.reference or 'without a reference'}) is not in the register")
    title = f"{event.text('letter')} {event_title(words, event)}"
    for file in sorted(record.files, key=lambda each: (*FORMS, each.form).index(each.form)):
        if file.form in FORMS:
            what = words.say(f"dossier_form_{file.form}", letter=title)
            name = f"{_stem(words, event, 'ut')}{FORMS[file.form]}"
            yield _Piece(name, desk.files.read(file.sha256), what, words.number(event.document), event.on)


def _received_names(words: LetterWords, event: Event) -> Iterator[tuple[str, str]]:
    """The names received files get from us, by event and position; those of an event that was erased are left out."""
    if event.kind is EventKind.LETTER or event.number in _erased(words.case):
        return
    for position, file in enumerate(event.files):
        place = f"-{position + 1}" if len(event.files) > 1 else ""
        yield f"{event.number}-{position}", f"{_stem(words, event, 'inn')}{place}.{_ending(file)}"


def _stem(words: LetterWords, event: Event, way: str) -> str:
    """`03-inn-svar-mottatt`; without a document number by the event's own: `h012-data-brev-mottatt`."""
    title = f"{event.text('letter')} {event_title(words, event)}" if event.kind is EventKind.LETTER else event_title(words, event)
    number = f"{event.document:02}" if event.document else f"h{event.number:03}"
    return slug(f"{number} {way} {title}")


def _ending(file: EventFile) -> str:
    ending = file.name.rpartition(".")[2].lower()
    return ending if ending in ENDINGS else "bin"


def _number(words: LetterWords, event: Event) -> str:
    return words.number(event.document) if event.document else ""


def _erased(case: Case) -> frozenset[int]:
    return frozenset(each.whole("event") for each in case.of(EventKind.ERASED))


def _subjects(case: Case) -> frozenset[tuple[str, str]]:
    """What the trail tells of the case, as action and subject: itself, its events, its contract, its letters, and its appendix."""
    issued = {case.contract.appendix, *(each.reference for each in case.of(EventKind.LETTER))} - {""}
    return frozenset(
        {
            ("case", case.number),
            ("contract", case.contract.reference),
            *(("event", f"{case.number}#{each.number}") for each in case.events),
            *(("issued", each) for each in issued),
        }
    )


def _data(words: LetterWords, entries: tuple[TrailEntry, ...], names: dict[str, str]) -> Iterator[_Piece]:
    """The case and its trail as data, and how to check them. The newest entry of the case was once the newest of the whole chain."""
    case, last = words.case, entries[-1]
    head = {"number": last.number, "digest": last.digest}
    yield _Piece(CASE, canonical(case_data(case, names)), words.say("dossier_case"))
    trail = {"format": TRAIL_FORMAT, "case": case.number, "head": head, "entries": [_entry(each) for each in entries]}
    yield _Piece(TRAIL, canonical(trail), words.say("dossier_trail"))
    parts = {"case": case.number, "number": str(last.number), "digest": last.digest}
    how = "\n\n".join(words.say(f"dossier_how_{each}", **parts) for each in HOW_LINES)
    yield _Piece(HOW, f"{how}\n".encode(), words.say("dossier_how"))


def _entry(entry: TrailEntry) -> dict[str, str | int]:
    return {
        "number": entry.number,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "body": entry.body,
        "previous": entry.previous,
        "digest": entry.digest,
    }


def _index(words: LetterWords, pieces: list[_Piece]) -> DossierIndex:
    case = words.case
    files = tuple(DossierFile(each.name, _sha256(each.data), len(each.data), each.what, each.number, each.on) for each in pieces)
    return DossierIndex(
        case=case.number,
        contract=words.contract_named(case.contract),
        supplier=supplier_name(case),
        buyer=case.contract.text("buyer_name"),
        files=files,
        fileless=tuple(_fileless(words)),
    )


def _fileless(words: LetterWords) -> Iterator[Fileless]:
    """What came in without a file, or whose file was erased: never passed over in silence."""
    erased = _erased(words.case)
    for event in words.case.events:
        is_gone = event.number in erased and bool(event.files)
        if is_gone or (event.document and event.kind is not EventKind.LETTER and not event.files):
            why = words.say("dossier_erased") if event.number in erased else words.say("dossier_no_file")
            yield Fileless(_number(words, event), event.on, event_title(words, event), why)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
