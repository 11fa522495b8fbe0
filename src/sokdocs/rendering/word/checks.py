"""What a Word file cannot carry: characters that XML has no place for, a colour that is none, two places with one name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import assert_never

from sokdocs.core.document.blocks import (
    Answer,
    Block,
    ClauseBlock,
    Document,
    Inlines,
    ListEntry,
    OpenRegion,
    Provision,
    Reference,
    Table,
    Text,
)
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.characters import refused_character

CARRIED = re.compile("[\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]*")
HIGH_REFUSED = tuple(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
FILE = "the document"
Named = tuple[str, str]  # the name a person knows it by, and the text


def is_carriable(text: str) -> bool:
    """Whether XML can carry the text; the characters of the higher planes are asked for one by one, which costs less."""
    return CARRIED.fullmatch(text) is not None and not any(each in text for each in HIGH_REFUSED)


def refuse_uncarriable(document: Document, written: Iterable[str]) -> None:
    """Nothing, if what was written can stand in XML; else an `InvalidError` that names every field at fault.

    The written text is looked at once as a whole; the fields are gone through only where something is wrong.
    """
    if all(is_carriable(text) for text in written):
        return
    found = {name: character for name, text in named_texts(document) if (character := refused_character(text, breaks=True))}
    problems = [
        Problem(Place(FILE, field=name), f"{name} holds {character}, which no document can carry", "take the character out")
        for name, character in found.items()
    ]
    raise InvalidError(
        "; ".join(each.message for each in problems) or "the document holds a character that no document can carry",
        problems,
    )


def refuse_unclear(document: Document) -> None:
    """Nothing, if the letterhead's colour is one and no two places have the same anchor; else an `InvalidError`."""
    colour = document.letterhead.colour
    problems = []
    if not COLOUR.fullmatch(colour):
        problems.append(Problem(Place(FILE, field="letterhead.colour"), f'"{colour}" is not a colour', "write it as #1f3a5f"))
    anchors = Counter(each for section in document.sections for each in (section.anchor, *(clause.anchor for clause in section.clauses)))
    problems += [Problem(Place(FILE, field=each), f'"{each}" stands twice in the document') for each, count in anchors.items() if count > 1]
    if problems:
        raise InvalidError("; ".join(each.message for each in problems), problems)


def named_texts(document: Document) -> Iterator[Named]:
    """Every text of the document with the name of the fact or place it came from."""
    yield from (("title", document.title), ("subtitle", document.subtitle), ("reference", document.reference))
    yield from (("marks", mark) for mark in document.marks)
    letterhead, furniture = document.letterhead, document.furniture
    yield from (("letterhead.name", letterhead.name), ("letterhead.footer", letterhead.footer))
    yield from (("letterhead.lines", line) for line in letterhead.lines)
    yield from (("furniture", word) for word in (furniture.contents, furniture.page, furniture.of, furniture.front))
    for row in document.front:
        yield row.label, row.label
        yield from _named(row.inlines, row.label)
    for section in document.sections:
        yield section.anchor, section.number + section.title
        for clause in section.clauses:
            yield from _clause_texts(clause)


def _clause_texts(clause: ClauseBlock) -> Iterator[Named]:
    yield clause.anchor, clause.number + clause.title
    for block in clause.blocks:
        yield from _block_texts(block, clause.anchor)


def _block_texts(block: Block, place: str) -> Iterator[Named]:
    match block:
        case Provision():
            yield from _named(block.inlines, place)
            yield from _entry_texts(block.entries, place)
        case Table():
            for inlines in (block.caption, *block.header, *(each for row in block.rows for each in row)):
                yield from _named(inlines, place)
        case OpenRegion():
            yield block.name, block.text
        case _:
            assert_never(block)


def _entry_texts(entries: Iterable[ListEntry], place: str) -> Iterator[Named]:
    for entry in entries:
        yield from _named(entry.inlines, place)
        yield from _entry_texts(entry.entries, place)


def _named(inlines: Inlines, place: str) -> Iterator[Named]:
    for part in inlines:
        if isinstance(part, Answer):
            yield from ((part.name, text) for text in (part.value, part.label, part.prompt, *(words for _, words in part.options)))
            continue
        yield (place if isinstance(part, Text | Reference) else part.name), part.text
