"""The structure of a clause text: provisions, lists and tables, with the fields that facts go into.

The Markdown is parsed first and the fields are found in the parsed words, so a fact is never read as Markdown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

FIELD = re.compile(r"\{([^{}\n]*)\}")
FIELD_NAME = re.compile(r"(?:(ref|norm|blank|list|table|open):)?([^\W_][\w.\-]*)")
ALONE = ("list", "table", "open")
HINT = "allowed: paragraphs, lists written `- `, **strong**, *emphasis*, pipe tables, {fields}"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text itself."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A hole in the text: `kind` is value, ref, norm, blank, list, table or open; `name` says for what."""

    kind: str
    name: str

    def __str__(self) -> str:
        return "{" + (self.name if self.kind == "value" else f"{self.kind}:{self.name}") + "}"


Piece = Words | Field
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, with the entries below it."""

    pieces: Pieces
    entries: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One provision: its words, the list that belongs to it, or the name of a list that is filled in (`conventions`)."""

    pieces: Pieces
    entries: tuple[Entry, ...] = ()
    list_name: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table written in the text."""

    header: tuple[Pieces, ...]
    rows: tuple[tuple[Pieces, ...], ...]


@dataclass(frozen=True, slots=True)
class Insert:
    """A table or an open region that is made from facts: `kind` is table or open."""

    kind: str
    name: str


Part = Paragraph | Grid | Insert


@dataclass(frozen=True, slots=True)
class WordingFault:
    """Something in a text that is not allowed there; `line` counts from 1 in the text's own file."""

    line: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A clause text, parsed."""

    parts: tuple[Part, ...]
    faults: tuple[WordingFault, ...]
    every_field: tuple[Field, ...]

    def fields(self) -> tuple[Field, ...]:
        """Every field in reading order."""
        return self.every_field

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The provisions, which are what gets a number and a statement of certainty."""
        return tuple(part for part in self.parts if isinstance(part, Paragraph))


@lru_cache(maxsize=1024)
def parse(text: str) -> Wording:
    """The structure of a clause text; what is not allowed is listed as faults and left out."""
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text))
    faults: list[WordingFault] = []
    parts: list[Part] = []
    for node in tree.children:
        _add(node, parts, faults)
    return Wording(tuple(parts), tuple(faults), tuple(_fields(tuple(parts))))


def _add(node: SyntaxTreeNode, parts: list[Part], faults: list[WordingFault]) -> None:
    match node.type:
        case "paragraph":
            alone = _alone(node)
            if alone:
                _add_alone(alone, _line(node), parts, faults)
            else:
                parts.append(Paragraph(_pieces(node, faults)))
        case "bullet_list":
            last = parts[-1] if parts else None
            if not isinstance(last, Paragraph) or last.entries or last.list_name:
                faults.append(WordingFault(_line(node), "a list without a paragraph before it", "write an introducing sentence"))
                return
            parts[-1] = Paragraph(last.pieces, _entries(node, faults, depth=1))
        case "table":
            parts.append(_grid(node, faults))
        case _:
            faults.append(WordingFault(_line(node), f"a {node.type.replace('_', ' ')} is not allowed in a clause text", HINT))


def _alone(node: SyntaxTreeNode) -> Field | None:
    """The table, list or open region that a paragraph is, if it is nothing else."""
    match = FIELD.fullmatch(node.children[0].content.strip()) if node.children else None
    name = FIELD_NAME.fullmatch(match.group(1)) if match else None
    return Field(name.group(1), name.group(2)) if name and name.group(1) in ALONE else None


def _add_alone(field: Field, line: int, parts: list[Part], faults: list[WordingFault]) -> None:
    if field.kind != "list":
        parts.append(Insert(field.kind, field.name))
        return
    last = parts[-1] if parts else None
    if not isinstance(last, Paragraph) or last.entries or last.list_name:
        faults.append(WordingFault(line, "a filled-in list without a paragraph before it", "write an introducing sentence"))
        return
    parts[-1] = Paragraph(last.pieces, (), field.name)


def _entries(node: SyntaxTreeNode, faults: list[WordingFault], *, depth: int) -> tuple[Entry, ...]:
    if depth > 2:
        faults.append(WordingFault(_line(node), "a list inside a list inside a list", "two levels are enough"))
        return ()
    entries: list[Entry] = []
    for child in node.children:
        first, rest = (child.children[0], child.children[1:]) if child.children else (child, [])
        if first.type != "paragraph" or any(each.type != "bullet_list" for each in rest) or len(rest) > 1:
            faults.append(WordingFault(_line(child), "a list entry must be one paragraph, and may have one list below it", HINT))
            continue
        below = _entries(rest[0], faults, depth=depth + 1) if rest else ()
        entries.append(Entry(_pieces(first, faults), below))
    return tuple(entries)


def _grid(node: SyntaxTreeNode, faults: list[WordingFault]) -> Grid:
    rows = [tuple(_pieces(cell, faults) for cell in row.children) for part in node.children for row in part.children]
    return Grid(rows[0], tuple(rows[1:]))


@dataclass(slots=True)
class _Reading:
    """Where the reading of one paragraph, entry or cell is."""

    line: int
    faults: list[WordingFault]

    def fault(self, message: str, hint: str) -> None:
        self.faults.append(WordingFault(self.line, message, hint))


def _pieces(node: SyntaxTreeNode, faults: list[WordingFault]) -> Pieces:
    inline = node.children[0] if node.children else None
    if inline is None:
        return ()
    return tuple(_merged(list(_inline(inline, _Reading(_line(node), faults), strong=False, emphasis=False))))


def _inline(node: SyntaxTreeNode, reading: _Reading, *, strong: bool, emphasis: bool) -> Iterator[Piece]:
    for child in node.children:
        match child.type:
            case "text":
                yield from _split(child.content, reading, strong=strong, emphasis=emphasis)
            case "softbreak":
                reading.line += 1
                yield Words(" ", strong, emphasis)
            case "strong":
                yield from _inline(child, reading, strong=True, emphasis=emphasis)
            case "em":
                yield from _inline(child, reading, strong=strong, emphasis=True)
            case _:
                reading.fault(f"a {child.type.replace('_', ' ')} is not allowed in a clause text", HINT)
                reading.line += child.type == "hardbreak"


def _split(text: str, reading: _Reading, *, strong: bool, emphasis: bool) -> Iterator[Piece]:
    end = 0
    for match in FIELD.finditer(text):
        if match.start() > end:
            yield _words(text[end : match.start()], reading, strong=strong, emphasis=emphasis)
        end = match.end()
        name = FIELD_NAME.fullmatch(match.group(1))
        if name is None:
            reading.fault(f"{match.group(0)} is no field", "write {name}, {ref:K-302}, {norm:LOA-5}, {blank:name}")
        elif name.group(1) in ALONE:
            reading.fault(
                f"{match.group(0)} stands inside a sentence", "give it a paragraph of its own, with an empty line before and after"
            )
        else:
            yield Field(name.group(1) or "value", name.group(2))
    if end < len(text):
        yield _words(text[end:], reading, strong=strong, emphasis=emphasis)


def _words(text: str, reading: _Reading, *, strong: bool, emphasis: bool) -> Words:
    if "{" in text or "}" in text:
        reading.fault("a brace that belongs to no field", "close the field: {name}")
    return Words(text, strong, emphasis)


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    current: Words | None = None
    for piece in pieces:
        if isinstance(piece, Words):
            if current is not None and (current.strong, current.emphasis) == (piece.strong, piece.emphasis):
                current = Words(current.text + piece.text, piece.strong, piece.emphasis)
                continue
            if current is not None:
                yield current
            current = piece
        else:
            if current is not None:
                yield current
                current = None
            yield piece
    if current is not None:
        yield current


def _fields(parts: tuple[Part, ...]) -> Iterator[Field]:
    for part in parts:
        match part:
            case Paragraph():
                yield from (piece for piece in part.pieces if isinstance(piece, Field))
                if part.list_name:
                    yield Field("list", part.list_name)
                yield from _entry_fields(part.entries)
            case Grid():
                cells = [cell for row in (part.header, *part.rows) for cell in row]
                yield from (piece for cell in cells for piece in cell if isinstance(piece, Field))
            case Insert():
                yield Field(part.kind, part.name)


def _entry_fields(entries: tuple[Entry, ...]) -> Iterator[Field]:
    for entry in entries:
        yield from (piece for piece in entry.pieces if isinstance(piece, Field))
        yield from _entry_fields(entry.entries)


def _line(node: SyntaxTreeNode) -> int:
    """The line of a node, or of the nearest one around it that knows its line."""
    while node.map is None and node.parent is not None:
        node = node.parent
    return node.map[0] + 1 if node.map else 1
