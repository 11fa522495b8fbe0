"""Whether a returned form is what was sent out, filled in: nothing that acts, nothing inside it, no page drawn anew."""

import hashlib
from collections.abc import Iterator

from pdfminer.pdfdocument import PDFDocument, PDFNoValidXRef
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfminer.psexceptions import PSException

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.form_fields import name_of
from sokdocs.loading.pdf.form_whole import PlainDocument
from sokdocs.loading.pdf.private import unpacked
from sokdocs.loading.pdf.words import MAX_PAGES

END = b"%%EOF"
MAX_REVISIONS = 50
MAX_DRAWN = 20 * 1024 * 1024
SAFE_NOTES = ("Link", "Widget")
SAFE_ACTIONS = ("GoTo", "URI")


def check_does_nothing(document: PDFDocument) -> None:
    """Raises where the file acts by itself, carries files, hides something or has notes over its pages."""
    for key in ("OpenAction", "AA", "OCProperties", "Collection", "AF"):
        if key in document.catalog:
            raise InvalidError(f"has an entry /{key} that lets it do, hide or carry something, which no issued form has")
    names = resolve1(document.catalog.get("Names"))
    for key in ("JavaScript", "EmbeddedFiles"):
        if isinstance(names, dict) and key in names:
            raise InvalidError(f"has an entry /{key}, which no issued form has")
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MAX_PAGES:
            raise InvalidError(f"has more than {MAX_PAGES} pages")
        if "AA" in page.attrs:
            raise InvalidError(f"has an action on page {number}, which no issued form has")
        for note in resolve1(page.annots) or []:
            _check_note(resolve1(note), number)


def _check_note(note: object, number: int) -> None:
    kind = name_of(note, "Subtype")
    if not isinstance(note, dict) or kind not in SAFE_NOTES:
        raise InvalidError(f"has a note of the kind {kind or 'without a name'} over page {number}, which no issued form has")
    action = resolve1(note.get("A"))
    does = name_of(action, "S")
    is_safe = "A" not in note or (kind == "Link" and does in SAFE_ACTIONS and "Next" not in action)
    if "AA" in note or not is_safe:
        raise InvalidError(f"has a {kind} that does something ({does or 'AA'}) on page {number}, which no issued form has")


def check_pages_unchanged(data: bytes, document: PDFDocument) -> None:
    """Raises where a later part of the file draws a page in another way than the first whole file in it does."""
    ends = list(_ends(data))
    if len(ends) > MAX_REVISIONS:
        raise InvalidError(f"has been saved more than {MAX_REVISIONS} times; save it as a new file and send that")
    for end in ends[:-1]:
        before = _drawn(data[:end])
        if before is None:
            continue
        if before != _digests(document):
            raise InvalidError("has a page that was changed after the form was made")
        return


def _ends(data: bytes) -> Iterator[int]:
    at = data.find(END)
    while at >= 0:
        yield at + len(END)
        at = data.find(END, at + 1)


def _drawn(data: bytes) -> list[str] | None:
    """The pages of an earlier whole file; None where the bytes up to there are none."""
    try:
        return _digests(PlainDocument(data))
    except (PDFNoValidXRef, PDFException, PSException):
        return None


def _digests(document: PDFDocument) -> list[str]:
    return [_digest(page) for page in PDFPage.create_pages(document)]


def _digest(page: PDFPage) -> str:
    drawn = [resolve1(each) for each in page.contents]
    measure = repr((tuple(page.mediabox), tuple(page.cropbox), page.rotate)).encode()
    digest = hashlib.sha256(measure)
    for each in drawn:
        if isinstance(each, PDFStream):
            digest.update(b"\0" + _unpacked(each))
    return digest.hexdigest()


def _unpacked(content: PDFStream) -> bytes:
    filters = [name for name, _ in content.get_filters()]
    if len(filters) > 1 or any(each not in LITERALS_FLATE_DECODE for each in filters):
        raise InvalidError("has a page that is packed in an unusual way")
    return unpacked(content, "a page", MAX_DRAWN)
