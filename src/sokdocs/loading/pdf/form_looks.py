"""What the appearance of a field shows: its letters and its drawings, as far as they can be seen in its box."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Point, Rect, apply_matrix_pt, mult_matrix

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.form_boxes import Box, box_of
from sokdocs.loading.pdf.form_text import UNKNOWN
from sokdocs.loading.pdf.private import unpacked
from sokdocs.loading.pdf.tokens import SplitInterpreter, Tokens
from sokdocs.loading.pdf.words import is_white

MAX_LOOK = 1024 * 1024
INVISIBLE, OUTLINED = (3, 7), (1, 5)
CLOSE, EDGE = 2.0, 8.0
LINES_APART = 100.0
"""How far below its box a line may follow the one before, in sizes of a letter: blank lines of an answer lie between them."""
GAP = 3000.0
"""How far a number between letters may move the next one, in thousandths of their size."""
SMALLEST = 2.0
LEAST_SOLID = 0.5
BUTTON = 20.0
"""How wide a button a browser may draw at the right end of a list, also over the end of a long choice."""
ABOVE, BELOW = 1.0, 0.3
"""How far letters reach above and below their line, as a part of their size."""
UNSEEN = "has an answer that can't be seen"
Extent = tuple[float, float, float, float]
"""Left, low, right and high edge."""


@dataclass(slots=True)
class Shown:
    """The letters of an appearance in the order they are drawn, and how many lines and areas it has."""

    letters: list[str] = field(default_factory=list)
    drawings: int = 0

    @property
    def text(self) -> str:
        """The letters as a text."""
        return "".join(self.letters)

    @property
    def ink(self) -> int:
        """How much there is to see."""
        return self.drawings + sum(not each.isspace() for each in self.letters)


class ShownLooks:
    """Reads what appearances show; fonts are read once for a file. `fonts` are those the form shares."""

    def __init__(self, fonts: Mapping[str, object]) -> None:
        self._manager = PDFResourceManager()
        self._fonts = dict(fonts)

    def of(self, look: PDFStream, room: Box) -> Shown:
        """What is shown of an appearance that is laid into `room`; raises where it is too large, packed unusually, or has unseen text."""
        if any(name not in LITERALS_FLATE_DECODE for name, _ in look.get_filters()):
            raise InvalidError("has an appearance that is packed in an unusual way")
        unpacked(look, "an appearance", MAX_LOOK)
        own = resolve1(look.get("Resources"))
        resources = dict(own) if isinstance(own, dict) else {}
        _check_solid(resources.get("ExtGState"))
        fonts = resolve1(resources.get("Font"))
        resources["Font"] = {**self._fonts, **(fonts if isinstance(fonts, dict) else {})}
        box = box_of(look.get("BBox"))
        device = _Drawn(self._manager, box, _scale(look, box, room))
        _Drawing(self._manager, device, Tokens()).render_contents(resources, [look])
        return device.shown


def _check_solid(raw: object) -> None:
    states = resolve1(raw)
    for each in states.values() if isinstance(states, dict) else ():
        state = resolve1(each)
        solid = [resolve1(state.get(key, 1)) for key in ("ca", "CA")] if isinstance(state, dict) else []
        if any(not isinstance(part, int | float) or part < LEAST_SOLID for part in solid):
            raise InvalidError(UNSEEN)


def _scale(look: PDFStream, box: Box, room: Box) -> float:
    """How much smaller than drawn an appearance is shown: it is made to fit the field."""
    raw = resolve1(look.get("Matrix"))
    matrix = [resolve1(each) for each in raw] if isinstance(raw, list) else list(MATRIX_IDENTITY)
    if len(matrix) != 6 or not all(isinstance(each, int | float) for each in matrix):
        raise InvalidError(UNSEEN)
    a, b, c, d = (float(each) for each in matrix[:4])
    wide, high = abs(a) * box.wide + abs(c) * box.tall, abs(b) * box.wide + abs(d) * box.tall
    if not wide or not high:
        return 0.0
    return min(math.hypot(a, b), math.hypot(c, d)) * min(room.wide / wide, room.tall / high)


class _Drawing(SplitInterpreter):
    """Draws as pdfminer does, and tells what is cut off, which pdfminer leaves out."""

    device: "_Drawn"

    def dup(self) -> "_Drawing":
        """Another one for a drawing within this one."""
        return _Drawing(self.rsrcmgr, self.device, self._tokens)

    def do_q(self) -> None:
        """Keeps how things are drawn."""
        super().do_q()
        self.device.cuts.append(self.device.cuts[-1])

    def do_Q(self) -> None:
        """Draws on as before."""
        super().do_Q()
        if len(self.device.cuts) > 1:
            self.device.cuts.pop()

    def do_W(self) -> None:
        """Cuts off what lies outside the path."""
        self.device.cut(self.curpath)

    def do_W_a(self) -> None:
        """The same, counting crossings."""
        self.device.cut(self.curpath)


class _Drawn(PDFDevice):
    """Collects what is drawn; raises at a letter that can't be seen."""

    def __init__(self, manager: PDFResourceManager, box: Box, scale: float) -> None:
        super().__init__(manager)
        self._box, self._scale = box, scale
        self._matrices: list[Matrix] = []
        self._line: float | None = None
        self._letters: list[Extent] = []
        self.shown = Shown()
        self.cuts = [False]
        """Whether more than the edge is cut off, now and before each drawing within."""

    def cut(self, path: object) -> None:
        """Cuts off what lies outside a path; honest programs cut a rectangle along the edge of the field or of its button."""
        points = [self._at(point) for point in _points(path)]
        left, right = (edge(x for x, _ in points) for edge in (min, max)) if points else (0.0, 0.0)
        low, high = (edge(y for _, y in points) for edge in (min, max)) if points else (0.0, 0.0)
        is_rectangle = len(points) > 3 and {x for x, _ in points} == {left, right} and {y for _, y in points} == {low, high}
        insets = left - self._box.left, self._box.right - right - (BUTTON - EDGE), low - self._box.low, self._box.high - high
        self.cuts[-1] = self.cuts[-1] or not is_rectangle or max(insets) > EDGE

    # --- called by the interpreter

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._matrices.append(self.ctm or MATRIX_IDENTITY)

    def end_figure(self, name: str) -> None:
        self.set_ctm(self._matrices.pop())

    def paint_path(self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: object) -> None:
        """Counts a line or an area in the box; an area over letters hides them."""
        if fill and self._hides([self._at(point) for point in _points(path)]):
            raise InvalidError(UNSEEN)
        is_seen = (stroke and not is_white(graphicstate.scolor)) or (fill and not is_white(graphicstate.ncolor))
        if is_seen and any(self._box.holds(self._at(point), CLOSE) for point in _points(path)):
            self.shown.drawings += 1

    def render_image(self, name: str, stream: PDFStream) -> None:
        """A picture may hide letters, or show other ones."""
        raise InvalidError("has a picture in its place")

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: object, graphicstate: PDFGraphicState) -> None:
        """Keeps the letters of a run; what has no letter is kept as one that is unknown."""
        font = textstate.font
        if font is None:
            self.shown.letters.append(UNKNOWN)
            return
        is_hidden = self.cuts[-1] or _is_hidden(textstate, graphicstate) or self._size(textstate) < SMALLEST
        for letter, point, width, is_first in _placed(font, textstate, seq):
            self.shown.letters.append(letter)
            if letter.isspace():
                continue
            if is_hidden or not self._is_seen(self._at(point, textstate.matrix), textstate, is_first=is_first):
                raise InvalidError(UNSEEN)
            self._letters.append(self._extent(point, width, textstate))

    # --- where it stands

    def _hides(self, area: list[Point]) -> bool:
        """Whether an area lies over a letter; over the end of a line the button of a list may, but never over its beginning."""
        if not area or not self._letters:
            return False
        covered = [each for each in self._letters if _overlap(each, _around(area))]
        is_button = min(x for x, _ in area) >= self._box.right - BUTTON
        return bool(covered) and (not is_button or self._letters[0] in covered)

    def _extent(self, at: Point, width: float, state: PDFTextState) -> Extent:
        (x, y), size = at, abs(state.fontsize)
        corners = [(across, along) for across in (x, x + width) for along in (y - BELOW * size, y + ABOVE * size)]
        return _around([self._at(corner, state.matrix) for corner in corners])

    def _at(self, point: Point, matrix: Matrix = MATRIX_IDENTITY) -> Point:
        return apply_matrix_pt(mult_matrix(matrix, self.ctm or MATRIX_IDENTITY), point)

    def _size(self, state: PDFTextState) -> float:
        """How large letters are shown, the smaller of both ways."""
        a, b, c, d, _, _ = mult_matrix(state.matrix, self.ctm or MATRIX_IDENTITY)
        wide, high = math.hypot(a, b) * abs(state.scaling) * 0.01, math.hypot(c, d)
        return abs(state.fontsize) * min(wide, high) * self._scale

    def _is_seen(self, at: Point, state: PDFTextState, *, is_first: bool) -> bool:
        """A long answer may run out of the box at its right or below, line after line, as it can be rolled there; it begins inside."""
        x, y = at
        box, before = self._box, self._line
        if x < box.left - CLOSE or y > box.high + CLOSE:
            return False
        if is_first and x > box.right + CLOSE:
            return False
        self._line = y
        if y >= box.low - CLOSE:
            return True
        a_line = abs(state.fontsize) * math.hypot(*mult_matrix(state.matrix, self.ctm or MATRIX_IDENTITY)[2:4])
        return before is not None and before - y <= LINES_APART * a_line


def _around(points: list[Point]) -> Extent:
    across, along = [x for x, _ in points], [y for _, y in points]
    return min(across), min(along), max(across), max(along)


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _points(path: object) -> Iterator[Point]:
    """The points of a path that pdfminer gives as operators with numbers."""
    for each in path if isinstance(path, list) else ():
        numbers = [number for number in each[1:] if isinstance(number, int | float)]
        yield from zip(numbers[::2], numbers[1::2], strict=False)


def _is_hidden(state: PDFTextState, graphics: PDFGraphicState) -> bool:
    return state.render in INVISIBLE or is_white(graphics.scolor if state.render in OUTLINED else graphics.ncolor)


def _placed(font: PDFFont, state: PDFTextState, seq: PDFTextSeq) -> Iterator[tuple[str, Point, float, bool]]:
    """Each letter with where it stands, how wide it is, and whether it begins a line; goes on behind the run. Raises at a wide gap."""
    x, y = state.linematrix
    start, scale = x, state.scaling * 0.01
    for part in seq:
        if isinstance(part, int | float):
            if abs(part) > GAP:
                raise InvalidError(UNSEEN)
            x -= part * 0.001 * state.fontsize * scale
            continue
        for code in font.decode(part) if isinstance(part, bytes) else ():
            width = font.char_width(code) * state.fontsize * scale
            yield _letter(font, code), (x, y), width, x == start == 0
            x += width + state.charspace * scale
    state.linematrix = (x, y)


def _letter(font: PDFFont, code: int) -> str:
    try:
        return font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return UNKNOWN
