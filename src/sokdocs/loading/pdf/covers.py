"""Whether the fields of a form stand beside its words: a field that lies over words could show others in their place."""

from collections.abc import Iterator

from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.utils import MATRIX_IDENTITY, Point, apply_matrix_pt, mult_matrix

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.tokens import SplitInterpreter, Tokens

Box = tuple[float, float, float, float]
Stretch = tuple[Point, Point]
CLOSE = 0.5
"""How far, in points, a field may reach into words: edges touch."""


def check_fields_beside_words(document: PDFDocument) -> None:
    """Raises where a field lies over words of a page."""
    manager = PDFResourceManager()
    device = _Stretches(manager)
    interpreter = SplitInterpreter(manager, device, Tokens())
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        boxes = list(_boxes(page))
        if not boxes:
            continue
        device.stretches = []
        interpreter.process_page(page)
        if any(_covers(box, stretch) for stretch in device.stretches for box in boxes):
            raise InvalidError(f"has a field that lies over words of page {number}")


def _boxes(page: PDFPage) -> Iterator[Box]:
    """The fields of a page, measured from its lower left corner as the words are."""
    left, low, _right, _high = page.mediabox
    for annotation in resolve1(page.annots) or []:
        value = resolve1(annotation)
        if isinstance(value, dict) and getattr(resolve1(value.get("Subtype")), "name", "") == "Widget":
            x0, y0, x1, y1 = (float(resolve1(each)) for each in resolve1(value["Rect"]))
            yield min(x0, x1) - left, min(y0, y1) - low, max(x0, x1) - left, max(y0, y1) - low


def _covers(box: Box, stretch: Stretch) -> bool:
    left, low, right, high = box
    (x0, y0), (x1, y1) = stretch
    across = min(x0, x1) < right - CLOSE and max(x0, x1) > left + CLOSE
    return across and min(y0, y1) < high - CLOSE and max(y0, y1) > low + CLOSE


class _Stretches(PDFDevice):
    """Collects where words begin and end, on the line they stand on."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.stretches: list[Stretch] = []
        self._known: dict[int, tuple[PDFFont, dict[int, tuple[bool, float]]]] = {}

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: object, graphicstate: PDFGraphicState) -> None:
        """Measures a run of letters and goes on behind it; blanks cover nothing."""
        if textstate.font is None:
            return
        scale = textstate.scaling * 0.01
        matrix = mult_matrix(textstate.matrix, self.ctm or MATRIX_IDENTITY)
        start, y = textstate.linematrix
        first, last, at = 0.0, 0.0, start
        for is_seen, width in self._parts(textstate.font, textstate, seq):
            if is_seen:
                first, last = (at if not last else first), at + width * scale
            at += width * scale
        textstate.linematrix = (at, y)
        if last:
            self.stretches.append((apply_matrix_pt(matrix, (first, y)), apply_matrix_pt(matrix, (last, y))))

    def _parts(self, font: PDFFont, state: PDFTextState, seq: PDFTextSeq) -> Iterator[tuple[bool, float]]:
        """Each letter and gap: whether something is seen there, and how wide it is."""
        known = self._known.setdefault(id(font), (font, {}))[1]
        for part in seq:
            if isinstance(part, int | float):
                yield False, -part * 0.001 * state.fontsize
                continue
            for code in font.decode(part):
                if code not in known:
                    known[code] = (bool(_letter(font, code).strip()), font.char_width(code))
                is_seen, width = known[code]
                yield is_seen, width * state.fontsize + state.charspace


def _letter(font: PDFFont, code: int) -> str:
    try:
        return font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return "?"
