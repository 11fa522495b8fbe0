"""How an answer looks in its field: text set in lines, a tick, and the words of what can be ticked."""

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from sokdocs.rendering.pdf.form_font import TYPED, FormFont

SIZE, SMALL, SMALLEST = 10.0, 9.0, 7.5
"""Of the letters of an answer, of the words beside a box to tick, and of what a list offers (the template makes room for a little more)."""
LEADING = 1.22
HIGH, DEEP = 0.75, 0.24
"""How far letters reach over and under their line, as parts of their size."""
SIDE, EDGE = 3.0, 2.5
BETWEEN = " / "
INK, QUIET = "0.106 g", "0.4 g"
BOX, FROM_LEFT, FROM_TOP = 11.0, 18.4, 2.2
"""A box to tick that stands before words: its side, where the words begin, and how far it is from the top."""


def default_look(size: float = SIZE) -> str:
    """The font, size and colour that a field is typed with."""
    return f"/{TYPED} {size:g} Tf {INK}"


class Looks:
    """Makes the appearances of one file."""

    def __init__(self, pdf: pikepdf.Pdf, font: FormFont) -> None:
        self._pdf = pdf
        self._font = font

    def text(self, text: str, width: float, height: float, *, is_multiline: bool) -> pikepdf.Object:
        """A field with text in it, or an empty one."""
        if is_multiline:
            lines, top = self._wrapped(text, width - 2 * SIDE, SIZE), height - EDGE - HIGH * SIZE
        else:
            lines, top = [text] if text else [], height / 2 - (HIGH - DEEP) * SIZE / 2
        clip = f"{EDGE / 2:g} {EDGE / 2:g} {width - EDGE:.2f} {height - EDGE:.2f} re W n\n"
        words = f"q\n{clip}{self._lines(lines, SIDE, top, SIZE)}Q\n" if lines else ""
        return self._drawn(f"/Tx BMC\n{words}EMC\n", width, height)

    def offer(self, words: Sequence[str], width: float, height: float) -> pikepdf.Object:
        """An empty list with all it offers in small letters, side by side or one under the other: on paper one of them is ringed."""
        room, side_by_side = width - 2 * SIDE, BETWEEN.join(words)
        fits = self._font.width(side_by_side, SMALLEST) <= room
        lines = [side_by_side] if fits else [line for each in words for line in self._wrapped(each, room, SMALLEST)]
        deep = (len(lines) - 1) * LEADING * SMALLEST + (HIGH + DEEP) * SMALLEST
        if deep > height:
            return self.text("", width, height, is_multiline=False)
        top = (height + deep) / 2 - HIGH * SMALLEST
        return self._drawn(f"/Tx BMC\nq\n{self._lines(lines, SIDE, top, SMALLEST, QUIET)}Q\nEMC\n", width, height)

    def tick(self, width: float, height: float, *, is_on: bool) -> pikepdf.Object:
        """A box that is ticked or not; its frame is drawn on the page."""
        return self._drawn(_tick(0, 0, min(width, height)) if is_on else "", width, height)

    def option(self, words: str, width: float, height: float, *, is_on: bool) -> pikepdf.Object:
        """A box with its frame, and the words that stand beside it."""
        low = height - FROM_TOP - BOX
        frame = f"q 0.6 w 0.333 0.357 0.388 RG 1 g 0.3 {low + 0.3:.2f} {BOX - 0.6:g} {BOX - 0.6:g} re B Q\n"
        lines = self._wrapped(words, width - FROM_LEFT, SMALL)
        text = self._lines(lines, FROM_LEFT, height - FROM_TOP - HIGH * SMALL - 0.9, SMALL)
        return self._drawn(frame + text + (_tick(0, low, BOX) if is_on else ""), width, height)

    def _lines(self, lines: list[str], left: float, top: float, size: float, ink: str = INK) -> str:
        shown = "T*\n".join("".join(_shown(font, codes, size) for font, codes in self._font.runs(line)) for line in lines)
        return f"BT\n{ink}\n{LEADING * size:g} TL\n{left:g} {top:.2f} Td\n{shown}ET\n"

    def _wrapped(self, text: str, width: float, size: float) -> list[str]:
        """The lines of a text; a word that is wider than a line is cut."""
        return [line for paragraph in text.split("\n") for line in self._broken(paragraph, width, size)] if text else []

    def _broken(self, paragraph: str, width: float, size: float) -> Iterator[str]:
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if self._font.width(longer, size) <= width:
                line = longer
                continue
            if line:
                yield line
            *whole, line = self._pieces(word, width, size)
            yield from whole
        yield line

    def _pieces(self, word: str, width: float, size: float) -> Iterator[str]:
        piece = ""
        for letter in word:
            if piece and self._font.width(piece + letter, size) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece

    def _drawn(self, operations: str, width: float, height: float) -> pikepdf.Object:
        form = pikepdf.Stream(self._pdf, operations.encode("ascii"))
        form.stream_dict = Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(width, 3), round(height, 3)]),
            Resources=Dictionary(Font=self._font.fonts),
        )
        return self._pdf.make_indirect(form)


def _shown(font: str, codes: bytes, size: float) -> str:
    return f"/{font} {size:g} Tf <{codes.hex()}> Tj\n"


def _tick(left: float, low: float, side: float) -> str:
    points = [(left + across * side, low + up * side) for across, up in ((0.2, 0.52), (0.42, 0.26), (0.82, 0.8))]
    (start, *rest) = [f"{x:.2f} {y:.2f}" for x, y in points]
    return f"q 1.5 w 1 J 1 j 0.106 G {start} m {' '.join(f'{point} l' for point in rest)} S Q\n"
