"""A PDF read back through its structure tree: its numbered lines in reading order, and the manifest inside.

It knows the PDF standard only, not how our files are made: roles such as heading, list entry and table cell say what a line is.
Contents, page heads and feet and repeated table heads are left out. The caller runs it within limits of memory and time.
"""

from collections.abc import Iterator

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.returned import ReturnedFile
from sokdocs.loading.pdf.covers import check_fields_beside_words
from sokdocs.loading.pdf.lines import lines_of, read_tree
from sokdocs.loading.pdf.private import MAX_MANIFEST, private_part, unpacked
from sokdocs.loading.pdf.whole_file import whole_pdf
from sokdocs.loading.pdf.words import MAX_PAGES, open_pdf, read_words

LEFT_OUT = ("the contents", "the head and foot of each page", "repeated heads of tables", "paint and pictures")
MANIFEST = "manifest.json"
ANSWERS, ACTIONS = ("AP", "V", "MK"), ("AA", "A")
"""What an annotation has where it shows or holds an answer, and where it does something."""
AGAIN = "give the PDF file as it was issued"


def read_pdf(data: bytes, *, name: str) -> ReturnedFile:
    """The lines and the manifest of a file; `InvalidError`, naming the file, where it can't be read in one way only."""
    with whole_pdf(data, name=name, ask=AGAIN):
        return _read(data)


def _read(data: bytes) -> ReturnedFile:
    document = open_pdf(data)
    private = private_part(document)
    _check_pages(document, is_form=private is not None)
    lines = tuple(lines_of(read_tree(document), read_words(document)))
    attached = _manifest(document)
    if private is None:
        return ReturnedFile("pdf", lines, attached)
    if attached is not None:
        raise InvalidError(f"has a manifest of its own and one attached as {MANIFEST}")
    check_fields_beside_words(document)
    return ReturnedFile("pdf", lines, private.manifest)


# --- pages


def _check_pages(document: PDFDocument, *, is_form: bool) -> None:
    """Raises where a page is cut down, or carries notes, fields or actions that an issued file has none of."""
    for key in ("OpenAction", "AA", "OCProperties"):
        if key in document.catalog:
            raise InvalidError(f"has an entry /{key} that lets it do or hide something, which no issued file has")
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MAX_PAGES:
            return  # `read_words` says so
        if tuple(page.cropbox) != tuple(page.mediabox):
            raise InvalidError(f"has a page that is cut down to a part of it, page {number}")
        if "AA" in page.attrs:
            raise InvalidError(f"has an action on page {number}, which no issued file has")
        for annotation in resolve1(page.annots) or []:
            _check_annotation(resolve1(annotation), number, is_form=is_form)


def _check_annotation(annotation: object, number: int, *, is_form: bool) -> None:
    """Links within the file, empty fields and the fields of a form change no word; whatever else lies over a page may."""
    if not isinstance(annotation, dict):
        raise InvalidError(f"has a note on page {number} that can't be read")
    kind = getattr(resolve1(annotation.get("Subtype")), "name", "")
    if kind not in ("Link", "Widget"):
        raise InvalidError(f"has a note of the kind {kind or 'without a name'} over page {number}, which no issued file has")
    refused = ACTIONS if is_form and kind == "Widget" else (*ANSWERS, *ACTIONS)
    extra = next((key for key in refused if key in annotation), None)
    if extra:
        raise InvalidError(f"has a {kind} with /{extra} over page {number}, which no issued file has")


# --- the manifest


def _manifest(document: PDFDocument) -> bytes | None:
    names = resolve1(document.catalog.get("Names"))
    tree = resolve1(names.get("EmbeddedFiles")) if isinstance(names, dict) else None
    named = [_stream(value) for value in _leaves(tree, depth=0) if _file_name(value) == MANIFEST]
    found = [content for content in named if content is not None]
    if len(found) > 1:
        raise InvalidError(f"has {len(found)} attachments named {MANIFEST}")
    return unpacked(found[0], "a manifest", MAX_MANIFEST) if found else None


def _leaves(tree: object, *, depth: int) -> Iterator[dict[str, object]]:
    if not isinstance(tree, dict) or depth > 10:
        return
    for value in (resolve1(tree.get("Names")) or [])[1::2]:
        specification = resolve1(value)
        if isinstance(specification, dict):
            yield specification
    for kid in resolve1(tree.get("Kids")) or []:
        yield from _leaves(resolve1(kid), depth=depth + 1)


def _file_name(specification: dict[str, object]) -> str:
    raw = resolve1(specification.get("UF") or specification.get("F"))
    return decode_text(raw) if isinstance(raw, bytes) else ""


def _stream(specification: dict[str, object]) -> PDFStream | None:
    embedded = resolve1(specification.get("EF"))
    content = resolve1(embedded.get("F")) if isinstance(embedded, dict) else None
    return content if isinstance(content, PDFStream) else None
