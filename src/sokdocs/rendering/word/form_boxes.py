"""Lines to answer on as boxes of a table: short answers beside their label, long ones below it, with room to write on paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from sokdocs.core.document.blocks import Answer, Block, Inlines, Provision
from sokdocs.rendering.word.text import paragraph

INDENT = 680  # of the plain paragraphs the boxes stand among
LABEL_SHARE = 4, 10  # of the width
LINE = 280  # height of a written line
LOW = 400  # height of a box for a short answer
BELOW = frozenset({"long_text", "choices"})
EDGE, GROUND = "8A929C", "F3F4F6"
STYLE = "TableCell"


@dataclass(frozen=True, slots=True)
class Box:
    """A place to answer with the words before it, both as the inside of a paragraph."""

    label: str
    place: str
    answer: Answer


def asked_or_block(block: Block) -> tuple[Inlines, Answer] | Block:
    """The words and the place to answer, where a block is nothing but a label and one place behind it; else the block."""
    if not isinstance(block, Provision) or block.number or block.entries or not block.inlines:
        return block
    *words, last = block.inlines
    if not isinstance(last, Answer) or any(isinstance(each, Answer) for each in words):
        return block
    return tuple(words), last


def boxes(asked: Iterable[Box], width: int) -> str:
    """A table with a row for each short answer and two for each long one, and the gap behind it."""
    label = (width - INDENT) * LABEL_SHARE[0] // LABEL_SHARE[1]
    columns = label, width - INDENT - label
    rows = "".join(_below(each, columns) if each.answer.kind in BELOW else _beside(each, columns) for each in asked)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{EDGE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in (("top", 50), ("left", 100), ("bottom", 50), ("right", 100))
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in columns)
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="{INDENT}" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    return table + paragraph("TableGap", "")


def height(answers: Iterable[Answer]) -> int:
    """How high a row must be at least to hold these answers on paper."""
    return max((LOW + (each.lines - 1) * LINE for each in answers), default=0)


def row_properties(cells: Iterable[Inlines]) -> str:
    """What Word is told of a table's row: it stays on one page where no long answer stands in it, and is high enough to write in."""
    answers = [part for inlines in cells for part in inlines if isinstance(part, Answer)]
    return _properties(height(answers), splits=any(each.kind == "long_text" for each in answers))


def _beside(box: Box, columns: tuple[int, int]) -> str:
    cells = _cell(box.label, columns[0], is_label=True) + _cell(box.place, columns[1])
    return _row(cells, height([box.answer]))


def _below(box: Box, columns: tuple[int, int]) -> str:
    label = _cell(box.label, sum(columns), is_label=True, span=2, before="<w:keepNext/>") if box.label else ""
    place = _cell(box.place, sum(columns), span=2)
    splits = box.answer.kind == "long_text"
    return (_row(label, 0) if label else "") + _row(place, height([box.answer]), splits=splits)


def _cell(inside: str, width: int, *, is_label: bool = False, span: int = 1, before: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{GROUND}"/>' if is_label else ""
    middle = '<w:vAlign w:val="center"/>' if span == 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spanned}{ground}{middle}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(STYLE, inside, before=before)}</w:tc>"


def _row(cells: str, least: int, *, splits: bool = False) -> str:
    return f"<w:tr><w:trPr>{_properties(least, splits=splits)}</w:trPr>{cells}</w:tr>"


def _properties(least: int, *, splits: bool) -> str:
    whole = "" if splits else "<w:cantSplit/>"
    return whole + (f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else "")
