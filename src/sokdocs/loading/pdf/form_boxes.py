"""Where the fields of a returned form stand: on which page, in which box, and whether it can be seen there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, resolve1

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.form_fields import name_of

MOVED = 1.0
"""How far, in points, another program may move a field that it saves."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page or of a drawing."""

    left: float
    low: float
    right: float
    high: float

    @property
    def wide(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def tall(self) -> float:
        """Its height."""
        return self.high - self.low

    def holds(self, point: tuple[float, float], close: float = 0.0) -> bool:
        """Whether a point lies in it, or closer than that."""
        x, y = point
        return self.left - close <= x <= self.right + close and self.low - close <= y <= self.high + close

    def is_within(self, other: "Box", close: float) -> bool:
        """Whether it lies in another one."""
        return other.holds((self.left, self.low), close) and other.holds((self.right, self.high), close)


@dataclass(frozen=True, slots=True)
class OnPage:
    """The page that a widget stands on: its number, and its paper."""

    number: int
    paper: Box


def box_of(raw: object) -> Box:
    """The box that four numbers give, whichever corners they are; one without area where they are no four numbers."""
    value = resolve1(raw)
    numbers = [resolve1(each) for each in value] if isinstance(value, list) else []
    if len(numbers) != 4 or not all(isinstance(each, int | float) for each in numbers):
        return Box(0, 0, 0, 0)
    x0, y0, x1, y1 = numbers
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def widgets_on_pages(document: PDFDocument) -> Mapping[int, OnPage]:
    """Where each field is shown, by the number of its object; 0 for those that are no objects. Raises where one stands on two pages."""
    found: dict[int, OnPage] = {}
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        paper = box_of(list(page.mediabox))
        for widget in _widgets(page):
            if widget in found:
                raise InvalidError(f"shows a field twice, the second time on page {number}")
            found[widget] = OnPage(number, paper)
    return found


def _widgets(page: PDFPage) -> Iterator[int]:
    notes = resolve1(page.annots)
    for each in notes if isinstance(notes, list) else ():
        if name_of(resolve1(each), "Subtype") == "Widget":
            yield each.objid if isinstance(each, PDFObjRef) else 0


def is_seen_on(where: OnPage, box: Box) -> bool:
    """Whether a field has room and stands on the paper."""
    return min(box.wide, box.tall) >= MOVED and box.is_within(where.paper, 2 * MOVED)


def is_where_sent(where: OnPage, box: Box, sent: tuple[float, ...]) -> bool:
    """Whether a field stands where it stood when the form was sent out, as far as that is known."""
    if not sent:
        return True
    number, *sides = sent
    was = box_of(sides)
    moved = (abs(one - other) for one, other in zip(_sides(box), _sides(was), strict=True))
    return number == where.number and all(each <= MOVED for each in moved)


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.low, box.right, box.high
