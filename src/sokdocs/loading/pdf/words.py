"""The words on the pages of a PDF, by the marks the structure tree knows them by."""

import io
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Point, Rect, apply_matrix_pt, decode_text, mult_matrix

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.tokens import SplitInterpreter, Tokens

MAX_PAGES = 2000
MAX_CHARACTERS = 20_000_000
INVISIBLE = (3, 7)
ARTIFACT = "Artifact"
LAYER = "OC"
FOOT_ZONE, HEAD_ZONE, FIRST_HEAD_ZONE = 0.08, 0.92, 0.7
"""Where a page's foot ends and its head begins, as parts of its height; the head of the first page may reach further down."""
OVER_THE_EDGE = 2.0
SMALLEST = 4.0
NEARLY_WHITE = 0.9
LONGEST_TOLD = 60

Mark = tuple[int, int]
"""A page's object number, and a marked-content number on that page."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the pages say: the words of each mark, and words that have no mark and are no page head, foot or ornament.

    `repeated` are words with their page that stand among the text but are no part of it, as the head of a table that goes on.
    """

    marked: dict[Mark, str]
    stray: tuple[str, ...]
    repeated: tuple[tuple[int, str], ...] = ()


def read_words(document: PDFDocument) -> PageWords:
    """The words of all pages; raises where text is hidden, or where what is shown and what is read aloud differ."""
    manager = PDFResourceManager()
    device = _Words(manager)
    interpreter = SplitInterpreter(manager, device, Tokens())
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MAX_PAGES:
            raise InvalidError(f"has more than {MAX_PAGES} pages")
        device.page, device.number = page.pageid if isinstance(page.pageid, int) else 0, number
        interpreter.process_page(page)
        device.end_of_page()
    marked = {mark: "".join(parts) for mark, parts in device.marked.items()}
    return PageWords(marked, tuple(device.stray_lines()), tuple(device.repeated))


@dataclass(slots=True)
class _Tag:
    """One open marked-content sequence: its name, its number, and what it says it should be read as."""

    name: str
    mcid: int | None = None
    spoken: str | None = None
    shown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Aside:
    """Words that the page says are no part of the text, and how high they stand."""

    tag: _Tag
    text: str
    height: float


class _Words(PDFDevice):
    """Collects characters while pages are drawn."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.page = 0
        self.number = 0
        self.marked: defaultdict[Mark, list[str]] = defaultdict(list)
        self._stray: defaultdict[int, list[str]] = defaultdict(list)
        self._open: list[_Tag] = []
        self._matrices: list[Matrix] = []
        self._count = 0
        self.repeated: list[tuple[int, str]] = []
        self._width, self._height, self._highest = 0.0, 0.0, 0.0
        self._asides: list[_Aside] = []
        self._known: dict[int, tuple[PDFFont, dict[int, tuple[str, float]]]] = {}

    def stray_lines(self) -> Iterator[str]:
        """The words without a mark, one text per page."""
        return ("".join(parts) for _, parts in sorted(self._stray.items()))

    def end_of_page(self) -> None:
        """Raises where a page shows nothing of the text; sorts out what stands in its head and foot."""
        if not self._highest:
            raise InvalidError(f"has no words of the document on page {self.number}")
        head = self._height * (FIRST_HEAD_ZONE if self.number == 1 else HEAD_ZONE)
        runs: dict[int, list[str]] = {}
        for aside in self._asides:
            if aside.height > self._height * FOOT_ZONE and not (aside.height > head and aside.height > self._highest):
                runs.setdefault(id(aside.tag), []).append(aside.text)
        self.repeated.extend((self.number, "".join(parts)) for parts in runs.values())

    # --- called by the interpreter

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self._open, self._matrices, self._asides, self._highest = [], [], [], 0.0
        left, low, right, high = page.mediabox
        sides = (right - left, high - low)
        self._width, self._height = sides if page.rotate % 180 == 0 else sides[::-1]

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._matrices.append(self.ctm or MATRIX_IDENTITY)

    def end_figure(self, name: str) -> None:
        self.set_ctm(self._matrices.pop())

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        if tag.name == LAYER:
            raise InvalidError(f"has a layer that can be hidden, on page {self.number}")
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
        text, ends = self._drawn(font, textstate, seq)
        if text.strip():
            self._check_seen(textstate, graphicstate, ends, text)
        self._keep(text, ends[0][1])

    def _drawn(self, font: PDFFont, state: PDFTextState, seq: PDFTextSeq) -> tuple[str, tuple[Point, Point]]:
        """The characters of a run, and where it begins and ends on the page."""
        characters: list[str] = []
        length, (x, y), scale = 0.0, state.linematrix, state.scaling * 0.01
        known = self._known.setdefault(id(font), (font, {}))[1]
        for part in seq:
            if isinstance(part, bytes):
                for code in font.decode(part):
                    character = known.get(code)
                    if character is None:
                        character = known[code] = (_character(font, code), font.char_width(code))
                    characters.append(character[0])
                    length += character[1] * state.fontsize + state.charspace
            elif isinstance(part, int | float):
                length -= part * 0.001 * state.fontsize
        matrix = mult_matrix(state.matrix, self.ctm or MATRIX_IDENTITY)
        state.linematrix = (x + length * scale, y)
        return "".join(characters), (apply_matrix_pt(matrix, (x, y)), apply_matrix_pt(matrix, state.linematrix))

    def _check_seen(self, state: PDFTextState, graphics: PDFGraphicState, ends: tuple[Point, Point], text: str) -> None:
        if state.render in INVISIBLE:
            raise InvalidError(f"has hidden text on page {self.number}")
        words = text.split()
        told = f'on page {self.number}: "{" ".join(words)[:LONGEST_TOLD]}"'
        # One word that is longer than its line runs over the edge by itself; a line of several words doesn't.
        if not all(self._is_inside(end) for end in (ends if len(words) > 1 else ends[:1])):
            raise InvalidError(f"has text outside the page, {told}")
        _, _, c, d, _, _ = mult_matrix(state.matrix, self.ctm or MATRIX_IDENTITY)
        if abs(state.fontsize) * math.hypot(c, d) < SMALLEST:
            raise InvalidError(f"has text too small to read, {told}")
        if is_white(graphics.ncolor):
            raise InvalidError(f"has white text, {told}")

    def _is_inside(self, point: Point) -> bool:
        return all(-OVER_THE_EDGE <= at <= size + OVER_THE_EDGE for at, size in zip(point, (self._width, self._height), strict=True))

    # --- where the characters go

    def _keep(self, text: str, height: float = 0.0) -> None:
        self._count += len(text)
        if self._count > MAX_CHARACTERS:
            raise InvalidError("has too much text")
        replaced = next((tag for tag in reversed(self._open) if tag.spoken is not None), None)
        if replaced is not None:
            replaced.shown.append(text)
            return
        mark = next((tag.mcid for tag in reversed(self._open) if tag.mcid is not None), None)
        aside = next((tag for tag in self._open if tag.name == ARTIFACT), None)
        if mark is not None and not self._matrices:
            self.marked[self.page, mark].append(text)
        elif aside is None:
            self._stray[self.number].append(text)
        elif text.strip():
            self._asides.append(_Aside(aside, text, height))
        if (mark is not None or aside is None) and text.strip():
            self._highest = max(self._highest, height)


def is_white(colour: object) -> bool:
    """Whether a colour is (nearly) white: one number for grey, three for light, four for ink."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    numbers = [part for part in parts if isinstance(part, int | float)]
    if len(numbers) == 4:
        return max(numbers) < 1 - NEARLY_WHITE
    return len(numbers) in (1, 3) and min(numbers) > NEARLY_WHITE


def _character(font: PDFFont, code: int) -> str:
    try:
        return font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return ""


def says_the_same(shown: str, spoken: str) -> bool:
    """Whether a replacement text changes no letter or digit; marks, hyphens and blanks that share a glyph may differ.

    A letter with a mark of its own (x and a circumflex) is drawn as two glyphs that can both stand for the whole.
    """
    seen, heard = letters(shown), letters(spoken)
    one_marked_letter = len(heard) == 1 and any(unicodedata.combining(char) for char in spoken)
    return seen == heard or (one_marked_letter and set(seen) == set(heard))


def letters(text: str) -> str:
    """The letters and digits of a text and nothing else."""
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
