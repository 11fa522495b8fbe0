"""What an HTML file cannot carry: texts with control characters, colours that are none, references that lead nowhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import assert_never

from sokdocs.core.document.blocks import (
    Block,
    ClauseBlock,
    Document,
    Filled,
    Hole,
    Inlines,
    Letterhead,
    ListEntry,
    OpenRegion,
    Provision,
    Reference,
    Table,
)
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.characters import refused_character

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
Named = tuple[str, str, bool]  # the name a person knows it by, the text, and whether line breaks are allowed


def check_carriable(document: Document) -> None:
    """Nothing, if an HTML file can carry the document; else an `InvalidError` that names every field at fault."""
    problems = [*_character_problems(document), *_colour_problems(document.letterhead), *_anchor_problems(document)]
    if problems:
        raise InvalidError("; ".join(dict.fromkeys(problem.message for problem in problems)), problems)


def paragraphs(block: Block) -> Iterator[Inlines]:
    """Every paragraph, entry and cell of a block, in reading order."""
    match block:
        case Provision():
            yield block.inlines
            yield from _entry_paragraphs(block.entries)
        case Table():
            yield block.caption
            for row in (block.header, *block.rows):
                yield from row
        case OpenRegion():
            return
        case _:
            assert_never(block)


def _entry_paragraphs(entries: Iterable[ListEntry]) -> Iterator[Inlines]:
    for entry in entries:
        yield entry.inlines
        yield from _entry_paragraphs(entry.entries)


# --- characters


def _character_problems(document: Document) -> Iterator[Problem]:
    for name, text, breaks in _named_texts(document):
        refused = refused_character(text, breaks=breaks)
        if refused:
            yield _problem(name, f'"{name}" holds {refused}, a character that no document can carry', "take it out")


def _named_texts(document: Document) -> Iterator[Named]:
    head = document.letterhead
    yield from (
        ("title", document.title, False),
        ("subtitle", document.subtitle, False),
        ("reference", document.reference, False),
    )
    yield from (("letterhead.name", head.name, False), ("letterhead.footer", head.footer, False))
    yield from (("letterhead.lines", line, False) for line in head.lines)
    yield from (("marks", mark, False) for mark in document.marks)
    yield from (("furniture", word, False) for word in (document.furniture.contents, document.furniture.front))
    for row in document.front:
        yield "front", row.label, False
        yield from _named_inlines(row.inlines, "front")
    for section in document.sections:
        yield section.anchor, f"{section.number}{section.title}", False
        for clause in section.clauses:
            yield from _named_in_clause(clause)


def _named_in_clause(clause: ClauseBlock) -> Iterator[Named]:
    yield clause.anchor, f"{clause.number}{clause.title}", False
    for block in clause.blocks:
        for inlines in paragraphs(block):
            yield from _named_inlines(inlines, clause.anchor)
        match block:
            case OpenRegion():
                yield block.name, block.text, False
            case Provision():
                yield from ((clause.anchor, number, False) for number in _numbers(block))
            case Table():
                pass


def _numbers(block: Provision) -> Iterator[str]:
    yield block.number
    for entry in block.entries:
        yield entry.number
        yield from (below.number for below in entry.entries)


def _named_inlines(inlines: Inlines, where: str) -> Iterator[Named]:
    for part in inlines:
        yield getattr(part, "name", where), part.text, isinstance(part, Filled | Hole)


# --- colour and anchors


def _colour_problems(letterhead: Letterhead) -> Iterator[Problem]:
    if not COLOUR.fullmatch(letterhead.colour):
        yield _problem("letterhead.colour", '"letterhead.colour" is not a colour', "write it as #rrggbb, such as #1f3a5f")


def _anchor_problems(document: Document) -> Iterator[Problem]:
    anchors = Counter(anchor for section in document.sections for anchor in (section.anchor, *(each.anchor for each in section.clauses)))
    for anchor, times in anchors.items():
        if times > 1:
            yield _problem(anchor, f'the anchor "{anchor}" stands {times} times', "give each section and clause its own")
        if not ANCHOR.fullmatch(anchor):
            yield _problem(anchor, f'"{anchor}" is no anchor', "use letters, digits, hyphen, full stop and underscore")
    for clause in (clause for section in document.sections for clause in section.clauses):
        for anchor in _references(clause):
            if anchor not in anchors:
                yield _problem(clause.anchor, f'"{clause.anchor}" refers to "{anchor}", which is not in the document', "")


def _references(clause: ClauseBlock) -> Iterator[str]:
    for block in clause.blocks:
        for inlines in paragraphs(block):
            yield from (part.anchor for part in inlines if isinstance(part, Reference))


def _problem(field: str, message: str, hint: str) -> Problem:
    return Problem(Place("document", field=field), message, hint)
