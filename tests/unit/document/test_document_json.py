"""A document written down and read again is the same document; nothing else is taken."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokdocs.core.document.blocks import (
    Blank,
    ClauseBlock,
    Document,
    Filled,
    FrontRow,
    Furniture,
    Hole,
    Letterhead,
    ListEntry,
    OpenRegion,
    Provision,
    Reference,
    Section,
    Table,
    Text,
)
from sokdocs.core.document.document_json import FORMAT, from_json, to_json
from sokdocs.core.document.source import Source
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.identifiers import ClauseId, VersionRef
from tests.builders import HOSTILE, a_document

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
INLINE = st.one_of(
    st.builds(Text, WORDS, st.booleans(), st.booleans()),
    *(st.builds(kind, WORDS, WORDS) for kind in (Filled, Hole, Blank, Reference)),
)
RUN = st.lists(INLINE, max_size=3).map(tuple)
LEAF = st.builds(ListEntry, WORDS, RUN)
ENTRY = st.builds(ListEntry, WORDS, RUN, st.lists(LEAF, max_size=2).map(tuple))
ROW = st.lists(RUN, max_size=3).map(tuple)
BLOCK = st.one_of(
    st.builds(Provision, WORDS, RUN, st.lists(ENTRY, max_size=2).map(tuple)),
    st.builds(Table, RUN, ROW, st.lists(ROW, max_size=2).map(tuple)),
    st.builds(OpenRegion, WORDS, WORDS),
)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
SOURCE = st.builds(Source, st.builds(VersionRef, WORDS.map(ClauseId), DAYS, WORDS), WORDS)
CLAUSE = st.builds(ClauseBlock, WORDS, WORDS, WORDS, st.lists(BLOCK, max_size=3).map(tuple), SOURCE)
SECTION = st.builds(Section, WORDS, WORDS, WORDS, st.lists(CLAUSE, max_size=2).map(tuple), st.booleans())
TEXTS = st.lists(WORDS, max_size=3).map(tuple)
DOCUMENT = st.builds(
    Document,
    kind=WORDS,
    language=WORDS,
    title=WORDS,
    subtitle=WORDS,
    front=st.lists(st.builds(FrontRow, WORDS, RUN), max_size=2).map(tuple),
    sections=st.lists(SECTION, max_size=3).map(tuple),
    marks=TEXTS,
    dated_on=DAYS,
    letterhead=st.builds(Letterhead, WORDS, TEXTS, WORDS, WORDS),
    furniture=st.builds(Furniture, WORDS, WORDS, WORDS, WORDS),
    reference=WORDS,
    has_contents=st.booleans(),
    terms=TEXTS,
)
Change = Callable[[dict[str, Any]], object]


@settings(max_examples=60)
@given(DOCUMENT)
def test_document_comes_back_as_it_was(document: Document) -> None:
    assert from_json(to_json(document)) == document


@pytest.mark.parametrize(
    "document",
    [
        a_document(),
        a_document(with_hole=True),
        replace(a_document(name=HOSTILE), terms=("mislighold",), reference="SD-1"),
    ],
)
def test_document_of_every_block_comes_back_as_it_was(document: Document) -> None:
    assert from_json(to_json(document)) == document


def test_same_document_is_written_in_the_same_bytes() -> None:
    assert to_json(a_document()) == to_json(a_document())
    assert to_json(a_document()) != to_json(a_document(name="Et annet navn AS"))


def _changed(change: Change) -> bytes:
    content = json.loads(to_json(a_document()))
    change(content)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def test_changed_nothing_is_what_was_written() -> None:
    assert _changed(lambda content: None) == to_json(a_document())


def _first_block(content: dict[str, Any]) -> dict[str, Any]:
    block: dict[str, Any] = content["document"]["sections"][0]["clauses"][0]["blocks"][0]
    return block


CHANGES: dict[str, tuple[Change, str]] = {
    "another format": (lambda content: content.update(format="sokdocs-document/2"), FORMAT),
    "no document": (lambda content: content.pop("document"), FORMAT),
    "more beside it": (lambda content: content.update(more=1), FORMAT),
    "no table": (lambda content: content.update(document=[]), "one of these is wanted: Document"),
    "field gone": (lambda content: content["document"].pop("title"), "document: a Document has the fields kind"),
    "field more": (lambda content: content["document"].update(colour=""), "document: a Document has the fields kind"),
    "number for text": (lambda content: content["document"].update(title=7), "document.title: text is wanted"),
    "number for yes": (
        lambda content: content["document"].update(has_contents=1),
        "document.has_contents: true or false",
    ),
    "no date": (lambda content: content["document"].update(dated_on="1. mars"), "document.dated_on: a date is wanted"),
    "week for date": (
        lambda content: content["document"].update(dated_on="2026-W09-7"),
        "not written as sokdocs writes it",
    ),
    "text for list": (lambda content: content["document"].update(marks="ett"), "document.marks: a list is wanted"),
    "unknown block": (
        lambda content: _first_block(content).update(type="Picture"),
        "document.sections[0].clauses[0].blocks[0]: one of these is wanted: Provision, Table, OpenRegion",
    ),
    "block for inline": (
        lambda content: _first_block(content)["inlines"].__setitem__(0, {"type": "OpenRegion", "name": "", "text": ""}),
        "inlines[0]: one of these is wanted: Text, Filled, Hole, Blank, Reference",
    ),
    "no type": (lambda content: _first_block(content).pop("type"), "blocks[0]: one of these is wanted"),
    "list for type": (
        lambda content: _first_block(content).update(type=["Provision"]),
        "blocks[0]: one of these is wanted",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_unknown_shape_is_refused_and_its_place_named(name: str) -> None:
    change, words = CHANGES[name]
    with pytest.raises(InvalidError) as caught:
        from_json(_changed(change))
    assert words in str(caught.value)


TWICE = to_json(a_document()).replace(b'{"document":', b'{"document":null,"document":')
BYTES = {
    "empty": b"",
    "no JSON": b"<xml/>",
    "no UTF-8": b"\xff\xfe",
    "deep": b"[" * 100_000,
    "half a sign": to_json(a_document()).replace(b"Storvik", b"\\ud800"),
    "cut": to_json(a_document())[:-20],
    "a blank more": to_json(a_document()) + b" ",
    "a name twice": TWICE,
    "not a number": b'{"document":NaN,"format":"sokdocs-document/1"}\n',
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_written_document_are_refused(name: str) -> None:
    with pytest.raises(InvalidError, match="stored document can't be read"):
        from_json(BYTES[name])
