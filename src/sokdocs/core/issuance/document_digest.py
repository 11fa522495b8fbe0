"""The digest of a document: everything that is in it, written down in one fixed order.

A document has thousands of small parts; they are laid out by hand here, since the general way costs four times as much.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple

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

Laid = list[object]


def document_digest(document: Document) -> str:
    """SHA-256 in hex over every part of the document; two documents that differ anywhere have different digests."""
    laid = [
        "sokdocs-document/1",
        document.kind,
        document.language,
        document.title,
        document.subtitle,
        [[row.label, _inlines(row.inlines)] for row in document.front],
        [_section(section) for section in document.sections],
        document.marks,
        document.dated_on.isoformat(),
        astuple(document.letterhead),
        astuple(document.furniture),
        document.reference,
        document.has_contents,
        document.terms,
    ]
    return hashlib.sha256(json.dumps(laid, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


INLINES: dict[type[Inline], Callable[..., Laid]] = {
    Text: lambda part: ["text", part.text, part.strong, part.emphasis],
    Filled: lambda part: ["filled", part.text, part.name],
    Hole: lambda part: ["hole", part.text, part.name],
    Blank: lambda part: ["blank", part.text, part.name],
    Reference: lambda part: ["reference", part.text, part.anchor],
    Answer: lambda part: ["answer", *astuple(part)],
}


def _inlines(inlines: Inlines) -> list[Laid]:
    return [INLINES[type(part)](part) for part in inlines]


def _section(section: Section) -> Laid:
    return [section.anchor, section.number, section.title, section.is_annex, [_clause(clause) for clause in section.clauses]]


def _clause(clause: ClauseBlock) -> Laid:
    source = [str(clause.source.ref), clause.source.digest]
    return [clause.anchor, clause.number, clause.title, source, [_block(block) for block in clause.blocks]]


def _block(block: Block) -> Laid:
    match block:
        case Provision():
            return ["provision", block.number, _inlines(block.inlines), _entries(block.entries)]
        case Table():
            return ["table", _inlines(block.caption), [[_inlines(cell) for cell in row] for row in (block.header, *block.rows)]]
        case OpenRegion():
            return ["open", block.name, block.text]


def _entries(entries: tuple[ListEntry, ...]) -> list[Laid]:
    return [[each.number, _inlines(each.inlines), _entries(each.entries)] for each in entries]
