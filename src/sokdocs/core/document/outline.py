"""A document as plain text: the ordered list of numbers and words that every finished form must carry."""

from collections.abc import Iterator
from dataclasses import dataclass

from sokdocs.core.document.blocks import (
    Block,
    ClauseBlock,
    Document,
    Inlines,
    ListEntry,
    OpenRegion,
    Provision,
    Section,
    Table,
)
from sokdocs.core.document.source import Source
from sokdocs.core.values.text import fold


@dataclass(frozen=True, slots=True)
class Line:
    """One body block of a document or of a finished file: the number that stands before it, and its words."""

    number: str
    text: str

    def __str__(self) -> str:
        return f"{self.number}\t{self.text}" if self.number else self.text


def plain(inlines: Inlines) -> str:
    """The words of a paragraph, without looks."""
    return "".join(part.text for part in inlines)


def outline(document: Document) -> tuple[Line, ...]:
    """Every body block in reading order: title, subtitle, front table (label, fact), headings, provisions, entries, cells.

    Contents, page heads and feet are left out: they are made from the same words or are `marks`.
    """
    return tuple(line for line in _lines(document) if line.text or line.number)


def sourced_outline(document: Document) -> tuple[tuple[Line, Source | None], ...]:
    """The outline with the source of each line; None where a line comes from the pack or the facts, not from a clause."""
    return tuple((line, source) for line, source in _sourced(document) if line.text or line.number)


def _lines(document: Document) -> Iterator[Line]:
    return (line for line, _source in _sourced(document))


def _sourced(document: Document) -> Iterator[tuple[Line, Source | None]]:
    yield _line("", document.title), None
    yield _line("", document.subtitle), None
    for row in document.front:
        yield _line("", row.label), None
        yield _line("", plain(row.inlines)), None
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[tuple[Line, Source | None]]:
    yield _line(section.number, section.title), None
    for clause in section.clauses:
        yield from ((line, clause.source) for line in clause_lines(clause))


def clause_lines(clause: ClauseBlock) -> Iterator[Line]:
    """The lines of one clause, its heading first where it has one."""
    if clause.title:
        yield _line(clause.number, clause.title)
    for block in clause.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Line]:
    match block:
        case Provision():
            yield _line(block.number, plain(block.inlines))
            yield from _entries(block.entries)
        case Table():
            yield _line("", plain(block.caption))
            for row in (block.header, *block.rows):
                yield from (_line("", plain(cell)) for cell in row)
        case OpenRegion():
            yield _line("", block.text)


def _entries(entries: tuple[ListEntry, ...]) -> Iterator[Line]:
    for entry in entries:
        yield _line(entry.number, plain(entry.inlines))
        yield from _entries(entry.entries)


def _line(number: str, text: str) -> Line:
    return Line(fold(number), fold(text))
