"""Every kind of letter and every block it must carry: the case's own values stand in the block, and without the block they are missed."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from sokdocs.core.document.outline import sourced_outline
from sokdocs.core.facts.definition import FactType
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.making import plan
from tests.integration.letter_blocks import (
    ACUTE,
    ALL,
    LETTERS,
    MARKED,
    SANCTIONS,
    TABLE,
    by_place,
    faults,
    labels,
    pack_of,
    read_back,
    rows_of,
    stands_in,
)
from tests.integration.letter_values import expected
from tests.integration.letter_world import CASES, Written, shelf, the_letters


@pytest.fixture(scope="module")
def world() -> World:
    """The shipped library and readers."""
    return World(read_settings())


@pytest.fixture(scope="module")
def written() -> Mapping[str, Written]:
    """Every letter, issued."""
    return the_letters(("docx",), CASES)


def outlined(catalogue: Catalogue, letter: Written) -> list[tuple[str, str]]:
    """The same from the document, before any file is made."""
    document = plan(catalogue, letter.request).assembly.document
    return [(str(source.ref.clause) if source else "", line.text) for line, source in sourced_outline(document)]


def without(catalogue: Catalogue, letter: Written, places: tuple[str, ...]) -> Catalogue:
    """The catalogue whose pack for the letter lacks these places."""
    pack = pack_of(catalogue, letter)
    clauses = {f"B-{place}" for place in places}
    changed = replace(
        pack,
        title={"nb": "Brev"} if "heading" in places else pack.title,
        subtitle={"nb": "Uten sak"} if "heading" in places else pack.subtitle,
        front=tuple(name for name in pack.front if f"front.{name}" not in places),
        sections=tuple(replace(each, clauses=tuple(name for name in each.clauses if name not in clauses)) for each in pack.sections),
    )
    assert changed != pack, places
    return replace(catalogue, packs=MappingProxyType({**catalogue.packs, pack.id: changed}))


def test_table_has_every_letter_and_every_block_that_is_marked() -> None:
    assert [name for name in LETTERS if "-" not in name] == ALL.split()
    marked = {(block, letter) for block, letters in MARKED.items() for letter in letters.split()}
    there = {(row.block, row.letter) for row in rows_of(SANCTIONS)}
    assert marked - there == set()
    assert {letter for block, letter in there if block in MARKED and "-" not in letter and (block, letter) not in marked} == set()


@pytest.mark.parametrize("name", LETTERS)
def test_letter_has_the_values_of_its_case_in_every_block(world: World, written: Mapping[str, Written], name: str) -> None:
    letter = written[name]
    lines = read_back(world.readers["docx"], letter.issued.files["docx"], "docx")
    assert faults(letter, by_place(lines, labels(world.catalogue, letter)), TABLE) == []


def test_warning_of_a_stop_that_may_begin_at_once_says_so(world: World, written: Mapping[str, Written]) -> None:
    letter = written["L11-acute"]
    lines = by_place(outlined(world.catalogue, letter), labels(world.catalogue, letter))
    assert faults(letter, lines, tuple(rows_of(ACUTE))) == []


def test_history_shows_only_deadlines_that_the_supplier_has(world: World, written: Mapping[str, Written]) -> None:
    meeting = written["L04"]
    lines = [text for clause, text in outlined(world.catalogue, written["L05"]) if clause == "B-002"]
    at = lines.index(meeting.says["number"])
    assert lines[at + 1 : at + 3] == [meeting.says["title"], "–"]


@pytest.mark.parametrize(("name", "verdict"), [("L09", "sendt tilbake"), ("L09-accepted", "godtatt")])
def test_letter_about_a_plan_says_one_thing_of_it(world: World, written: Mapping[str, Written], name: str, verdict: str) -> None:
    lines = [text for clause, text in outlined(world.catalogue, written[name]) if clause == "B-070"]
    assert lines[-1] == verdict


@pytest.mark.parametrize("name", LETTERS)
def test_check_misses_every_block_that_is_taken_out(world: World, written: Mapping[str, Written], name: str) -> None:
    letter = written[name]
    front = labels(world.catalogue, letter)
    assert faults(letter, by_place(outlined(world.catalogue, letter), front), TABLE) == []
    for places in dict.fromkeys(row.places for row in TABLE if row.letter == name):
        rows = [row for row in TABLE if row.letter == name and row.places == places]
        lines = by_place(outlined(without(world.catalogue, letter, places), letter), front)
        found = faults(letter, lines, rows)
        assert {str(row) for row in rows} == {fault.split(": ")[0] for fault in found}, places


@pytest.mark.parametrize("name", LETTERS)
def test_values_are_not_words_that_the_blocks_have_of_their_own(world: World, written: Mapping[str, Written], name: str) -> None:
    letter, clauses = written[name], world.catalogue.library.clauses
    own = {clause.id[2:]: [text for each in clause.versions for text in each.texts.values()] for clause in clauses.values()}
    for row in (each for each in TABLE if each.letter == name):
        words = "\n".join(text for place in row.places for text in own.get(place, ()))
        values = [value for named in row.values for value in expected(letter, named)]
        assert [value for value in values if stands_in(value, words)] == [], row


NAMES_OF_THE_CONTRACT = ("stop_products", "answer_products", "stop_sites", "sub_supplier", "warns_of")
WORDS = (FactType.TEXT, FactType.TEXT_BLOCK, FactType.LINES, FactType.TABLE)
TOLD_IN_EVENTS = ("what", "place", "source", "evidence", "severity_reason", "summary")


@pytest.mark.parametrize("name", LETTERS)
def test_officers_words_can_come_only_from_their_own_answer(world: World, written: Mapping[str, Written], name: str) -> None:
    letter, facts = written[name], world.catalogue.library.facts
    keys = [key for key in letter.given if facts[key].type in WORDS and key not in NAMES_OF_THE_CONTRACT]
    told = [(key, text) for key in keys for text in expected(letter, key)]
    told += [(key, str(value)) for event in letter.events for key, value in event.items() if key in TOLD_IN_EVENTS]
    doubled = [(text, other) for index, (_, text) in enumerate(told) for at, (_, other) in enumerate(told) if index != at and text in other]
    assert doubled == []


def test_every_case_in_the_file_is_used() -> None:
    assert set(CASES) | {"old"} == set(shelf()["cases"])
