"""Whether a returned PDF form is whole as it stands: not locked, not repaired in reading, and no object in it that acts.

qpdf (through pikepdf) looks through every object. It reads no answer: what it finds can only refuse a file.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef

from sokdocs.core.errors import InvalidError

ACTING = (
    "JavaScript Launch SubmitForm ResetForm ImportData GoToR GoToE GoTo3DView RichMediaExecute Rendition Movie Sound Hide Thread Named"
    " SetOCGState Trans"
)
ACTS = frozenset(f"/{each}" for each in ACTING.split())
ENTRIES = ("/AA", "/JS", "/EF")
WORTH_A_LOOK = re.compile(rb"/(?:S|A|AA|JS|EF|F)[\s/<(\[]")
WITHIN, AWAY = "/GoTo", "/URI"
ADDRESS = re.compile(rb"(?:https?://|mailto:)", re.IGNORECASE)
LOOP, DOUBLED, UNENDED = "loop detected", "duplicate", "expected endobj"
NO_FORM = "which no issued form has"


class PlainDocument(PDFDocument):
    """A document that pdfminer reads as it stands: neither unlocked nor repaired."""

    def __init__(self, data: bytes) -> None:
        super().__init__(PDFParser(io.BytesIO(data)), fallback=False)

    def getobj(self, objid: int) -> object:
        """An object; raises where it is nothing but a reference, which may lead back to itself."""
        found: object = super().getobj(objid)
        if isinstance(found, PDFObjRef):
            raise InvalidError("has an object that only refers to another one, or to itself without end")
        return found

    def _initialize_password(self, password: str = "") -> None:
        raise InvalidError("is encrypted")


@contextmanager
def opened_whole(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The file as qpdf sees it; raises where it is encrypted, broken, or in need of a guess at what is meant."""
    try:
        pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise InvalidError("is encrypted") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise InvalidError(
            "refers to itself without end" if LOOP in str(error).lower() else "is broken: its inside can't be read"
        ) from error
    with pdf:
        if pdf.is_encrypted:
            raise InvalidError("is encrypted")
        guesses = [*pdf.get_warnings(), *_guesses(pdf)]
        if guesses:
            raise InvalidError(_told(str(guesses)))
        yield pdf


def _guesses(pdf: pikepdf.Pdf) -> list[object]:
    """What qpdf had to say about any object; asking for them makes it read each."""
    for _ in pdf.objects:
        pass
    return list(pdf.get_warnings())


def _told(guesses: str) -> str:
    if DOUBLED in guesses:
        return "has a key that stands twice in one place, which can be read in two ways"
    if LOOP in guesses.lower():
        return "refers to itself without end"
    if UNENDED in guesses:
        return "has an object that does not end where it should, as one that refers to itself without end"
    return "has faults inside that a program would have to repair as it reads; each may do it in its own way"


# --- what acts


def check_acts_nowhere(pdf: pikepdf.Pdf) -> None:
    """Raises where any object of the file acts or fetches, whatever leads to it."""
    for each in pdf.objects:
        is_stream = isinstance(each, pikepdf.Stream)
        found = each.stream_dict if isinstance(each, pikepdf.Stream) else each
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Array):
            continue
        if WORTH_A_LOOK.search(found.unparse(resolved=True)):
            if is_stream and "/F" in found:
                raise InvalidError(f"fetches a part of itself from elsewhere, {NO_FORM}")
            for table in _tables(found):
                _check_table(table)


def _tables(found: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """A table, or those of a list, with all tables that stand inside; what it only refers to is an object of its own."""
    waiting = [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Dictionary):
            yield each
        inside = [value for _, value in each.items()] if isinstance(each, pikepdf.Dictionary) else list(each)
        waiting.extend(value for value in inside if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect)


def _check_table(table: pikepdf.Dictionary) -> None:
    for entry in ENTRIES:
        if entry in table:
            raise InvalidError(f"has an entry {entry} that lets it do or carry something, {NO_FORM}")
    does = str(table.get("/S", ""))
    if does in ACTS:
        raise InvalidError(f"has an action that does something ({does[1:]}), {NO_FORM}")
    if does == AWAY and "/URI" in table and ("/Next" in table or not _is_address(table["/URI"])):
        raise InvalidError(f"has a link to something other than a page on the web, {NO_FORM}")
    action = table.get("/A")
    leads = str(action.get("/S", WITHIN)) if isinstance(action, pikepdf.Dictionary) else WITHIN
    is_link = table.get("/Subtype") == pikepdf.Name.Link
    if leads != WITHIN and not (leads == AWAY and is_link):
        raise InvalidError(f"has something that acts ({leads[1:61]}), {NO_FORM}")


def _is_address(raw: object) -> bool:
    return isinstance(raw, pikepdf.String) and bool(ADDRESS.match(bytes(raw)))
