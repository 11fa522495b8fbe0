"""The words on the pages of a PDF, by the marks the structure tree knows them by."""

import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, Rect, decode_text

from sokdocs.core.errors import InvalidError

MAX_PAGES = 2000
MAX_CHARACTERS = 20_000_000
INVISIBLE = (3, 7)
ARTIFACT = "Artifact"

Mark = tuple[int, int]
"""A page's object number, and a marked-content number on that page."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the pages say: the words of each mark, and words that have no mark and are no page head, foot or ornament."""

    marked: dict[Mark, str]
    stray: tuple[str, ...]


def read_words(document: PDFDocument) -> PageWords:
    """The words of all pages; raises where text is hidden, or where what is shown and what is read aloud differ."""
    manager = PDFResourceManager()
    device = _Words(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MAX_PAGES:
            raise InvalidError(f"has more than {MAX_PAGES} pages")
        device.page, device.number = page.pageid if isinstance(page.pageid, int) else 0, number
        interpreter.process_page(page)
    return PageWords({mark: "".join(parts) for mark, parts in device.marked.items()}, tuple(device.stray_lines()))


@dataclass(slots=True)
class _Tag:
    """One open marked-content sequence: its name, its number, and what it says it should be read as."""

    name: str
    mcid: int | None = None
    spoken: str | None = None
    shown: list[str] = field(default_factory=list)


class _Words(PDFDevice):
    """Collects characters while pages are drawn."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.page = 0
        self.number = 0
        self.marked: defaultdict[Mark, list[str]] = defaultdict(list)
        self._stray: defaultdict[int, list[str]] = defaultdict(list)
        self._open: list[_Tag] = []
        self._figures = 0
        self._count = 0

    def stray_lines(self) -> Iterator[str]:
        """The words without a mark, one text per page."""
        return ("".join(parts) for _, parts in sorted(self._stray.items()))

    # --- called by the interpreter

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self._open, self._figures = [], 0

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._figures += 1

    def end_figure(self, name: str) -> None:
        self._figures -= 1

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        known = resolve1(props)
        known = known if isinstance(known, dict) else {}
        mcid, spoken = resolve1(known.get("MCID")), resolve1(known.get("ActualText"))
        self._open.append(
            _Tag(
                str(tag.name),
                mcid if isinstance(mcid, int) else None,
                decode_text(spoken) if isinstance(spoken, bytes) else None,
            )
        )

    def do_tag(self, tag: PSLiteral, props: object = None) -> None:
        """A single marked point draws nothing."""

    def end_tag(self) -> None:
        if not self._open:
            raise InvalidError(f"closes a mark that is not open, on page {self.number}")
        tag = self._open.pop()
        if tag.spoken is None:
            return
        shown = "".join(tag.shown)
        if not says_the_same(shown, tag.spoken):
            raise InvalidError(f'shows "{shown}" but is read aloud as "{tag.spoken}", on page {self.number}')
        self._keep(tag.spoken)

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: object, graphicstate: PDFGraphicState) -> None:
        font = textstate.font
        if font is None:
            raise InvalidError(f"has text without a font, on page {self.number}")
        text = "".join(_decoded(font, part) for part in seq if isinstance(part, bytes))
        if textstate.render in INVISIBLE and text.strip():
            raise InvalidError(f"has hidden text on page {self.number}")
        self._keep(text)

    # --- where the characters go

    def _keep(self, text: str) -> None:
        self._count += len(text)
        if self._count > MAX_CHARACTERS:
            raise InvalidError("has too much text")
        replaced = next((tag for tag in reversed(self._open) if tag.spoken is not None), None)
        if replaced is not None:
            replaced.shown.append(text)
            return
        mark = next((tag.mcid for tag in reversed(self._open) if tag.mcid is not None), None)
        if mark is not None and not self._figures:
            self.marked[self.page, mark].append(text)
        elif not any(tag.name == ARTIFACT for tag in self._open):
            self._stray[self.number].append(text)


def _decoded(font: PDFFont, codes: bytes) -> str:
    return "".join(_character(font, code) for code in font.decode(codes))


def _character(font: PDFFont, code: int) -> str:
    try:
        return font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return ""


def says_the_same(shown: str, spoken: str) -> bool:
    """Whether a replacement text changes no letter or digit; marks, hyphens and blanks that share a glyph may differ.

    A letter with a mark of its own (x and a circumflex) is drawn as two glyphs that can both stand for the whole.
    """
    seen, heard = _letters(shown), _letters(spoken)
    one_marked_letter = len(heard) == 1 and any(unicodedata.combining(char) for char in spoken)
    return seen == heard or (one_marked_letter and set(seen) == set(heard))


def _letters(text: str) -> str:
    kinds = ("Lu", "Ll", "Lt", "Lo", "Nd", "Nl")
    return "".join(char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) in kinds)


def open_pdf(data: bytes) -> PDFDocument:
    """The parsed file; raises what pdfminer raises where it is broken, and `InvalidError` where it is encrypted."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFEncryptionError as error:
        raise InvalidError("is encrypted") from error
    if document.encryption is not None:
        raise InvalidError("is encrypted")
    return document
