"""A document as the plain data that the Typst template reads: words stay words, they are never read as Typst."""

import json
import re
from collections import Counter
from collections.abc import Iterator

from sokdocs.core.document.blocks import (
    Answer,
    Blank,
    Block,
    ClauseBlock,
    Document,
    Filled,
    Hole,
    Inline,
    Inlines,
    ListEntry,
    OpenRegion,
    Provision,
    Reference,
    Section,
    Table,
    Text,
)
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem

Data = dict[str, object]

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def as_json(document: Document) -> str:
    """The document as JSON text; raises where a link leads nowhere or twice, or the letterhead's colour is no colour."""
    problems = tuple(_problems(document))
    if problems:
        raise InvalidError("the document can't be set as PDF", problems)
    return json.dumps(_document(document), ensure_ascii=False)


def _problems(document: Document) -> Iterator[Problem]:
    if not COLOUR.fullmatch(document.letterhead.colour):
        place = Place(document.kind, field="letterhead.colour")
        yield Problem(place, f'"{document.letterhead.colour}" is no colour', "write it as #rrggbb, such as #1f3a5f")
    anchors = Counter(_anchors(document))
    for anchor, times in anchors.items():
        if not anchor or times > 1:
            yield Problem(Place(document.kind, field=anchor), f'the anchor "{anchor}" stands on {times} sections or clauses')
    for part in _inlines(document):
        if isinstance(part, Reference) and part.anchor not in anchors:
            place = Place(document.kind, field=part.anchor)
            yield Problem(place, f'the cross-reference "{part.text}" leads to "{part.anchor}", which is not in the document')


def _anchors(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield section.anchor
        yield from (clause.anchor for clause in section.clauses)


def _inlines(document: Document) -> Iterator[Inline]:
    for row in document.front:
        yield from row.inlines
    for section in document.sections:
        for clause in section.clauses:
            for block in clause.blocks:
                yield from block_inlines(block)


def block_inlines(block: Block) -> Iterator[Inline]:
    """Every part of every paragraph, entry and cell of a block, in reading order."""
    match block:
        case Provision():
            yield from block.inlines
            yield from _entry_inlines(block.entries)
        case Table():
            for cell in (block.caption, *block.header, *(cell for row in block.rows for cell in row)):
                yield from cell
        case OpenRegion():
            yield Text(block.text)


def _entry_inlines(entries: tuple[ListEntry, ...]) -> Iterator[Inline]:
    for entry in entries:
        yield from entry.inlines
        yield from _entry_inlines(entry.entries)


def _document(document: Document) -> Data:
    head, furniture, day = document.letterhead, document.furniture, document.dated_on
    return {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "reference": document.reference,
        "marks": list(document.marks),
        "has_contents": document.has_contents,
        "dated_on": {"year": day.year, "month": day.month, "day": day.day},
        "letterhead": {"name": head.name, "lines": list(head.lines), "colour": head.colour, "footer": head.footer},
        "furniture": {
            "contents": furniture.contents,
            "page": furniture.page,
            "of": furniture.of,
            "front": furniture.front,
        },
        "front": [{"label": row.label, "inlines": _run(row.inlines)} for row in document.front],
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> Data:
    return {
        "anchor": section.anchor,
        "number": section.number,
        "title": section.title,
        "is_annex": section.is_annex,
        "clauses": [_clause(clause) for clause in section.clauses],
    }


def _clause(clause: ClauseBlock) -> Data:
    return {
        "anchor": clause.anchor,
        "number": clause.number,
        "title": clause.title,
        "blocks": [_block(block) for block in clause.blocks],
    }


def _block(block: Block) -> Data:
    match block:
        case Provision():
            return {"kind": "provision", **_numbered(block)}
        case Table():
            rows = [[_run(cell) for cell in row] for row in block.rows]
            header = [_run(cell) for cell in block.header]
            return {"kind": "table", "caption": _run(block.caption), "header": header, "rows": rows}
        case OpenRegion():
            return {"kind": "open-region", "text": block.text}
        case _:
            raise TypeError(f"a PDF has no form for {type(block).__name__}")


def _numbered(paragraph: Provision | ListEntry) -> Data:
    entries = [_numbered(entry) for entry in paragraph.entries]
    return {"number": paragraph.number, "inlines": _run(paragraph.inlines), "entries": entries}


def _run(inlines: Inlines) -> list[Data]:
    return [_inline(part) for part in inlines]


def _inline(part: Inline) -> Data:
    match part:
        case Text():
            return {"kind": "text", "text": part.text, "strong": part.strong, "emphasis": part.emphasis}
        case Filled():
            return {"kind": "filled", "text": part.text}
        case Hole():
            return {"kind": "hole", "text": part.text}
        case Blank():
            return {"kind": "blank", "text": part.text}
        case Reference():
            return {"kind": "reference", "text": part.text, "anchor": part.anchor}
        case Answer():
            options = [list(option) for option in part.options]
            return {"kind": "answer", "text": part.text, "name": part.name, "answer": part.kind, "options": options, "lines": part.lines}
        case _:
            raise TypeError(f"a PDF has no form for {type(part).__name__}")
