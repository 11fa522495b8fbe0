"""Numbers of sections, clauses, provisions and list entries."""

import pytest

from sokdocs.core.assembly.numbering import clause_numbers, letter, number_sections, provision_numbers, roman
from sokdocs.core.facts.condition import Not
from tests.unit.makers import a_catalogue, a_clause, a_condition_clause, a_pack, a_section, a_selection, when

NEVER = Not(when("category", "is", "A"))


@pytest.mark.parametrize(("index", "text"), [(0, "a)"), (1, "b)"), (25, "z)"), (26, "aa)"), (27, "bb)"), (51, "zz)"), (52, "aaa)")])
def test_letters_go_on_after_z_as_word_processors_count(index: int, text: str) -> None:
    assert letter(index) == text


ROMANS = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]


@pytest.mark.parametrize(("index", "text"), [*enumerate(ROMANS), (28, "xxix"), (38, "xxxix")])
def test_entries_of_the_second_level_are_roman(index: int, text: str) -> None:
    assert roman(index) == f"{text}."


@pytest.mark.parametrize(
    ("index", "text"), [(39, "xl."), (43, "xliv."), (49, "l."), (88, "lxxxix."), (98, "xcix."), (99, "c."), (199, "cc.")]
)
def test_roman_numbers_go_on_after_39(index: int, text: str) -> None:
    assert roman(index) == text


@pytest.mark.parametrize(("count", "numbers"), [(0, []), (1, [""]), (2, ["(1)", "(2)"]), (12, [f"({n})" for n in range(1, 13)])])
def test_single_provision_has_no_number(count: int, numbers: list[str]) -> None:
    assert list(provision_numbers(count)) == numbers


def test_sections_and_clauses_are_numbered_from_the_pack_s_first_number() -> None:
    pack = a_pack(sections=(a_section("one", "K-101", "K-102"), a_section("two", "K-302")), number_from=0)
    catalogue = a_catalogue(a_clause("K-101"), a_clause("K-102"), a_clause("K-302"), pack=pack)
    sections = number_sections(a_selection(catalogue), annex_word="Vedlegg")
    assert [(each.number, [number for number, _ in each.clauses]) for each in sections] == [("0", ["0.1", "0.2"]), ("1", ["1.1"])]


def test_clause_that_is_left_out_takes_no_number() -> None:
    catalogue = a_catalogue(a_clause("K-101"), a_condition_clause("K-102", NEVER), a_clause("K-103"))
    assert clause_numbers(number_sections(a_selection(catalogue), annex_word="Vedlegg")) == {"K-101": "1.1", "K-103": "1.2"}


def test_empty_section_keeps_its_number_and_is_not_shown() -> None:
    pack = a_pack(sections=(a_section("one", "K-101"), a_section("two", "K-102"), a_section("three", "K-302"), a_section("four")))
    catalogue = a_catalogue(a_clause("K-101"), a_condition_clause("K-102", NEVER), a_clause("K-302"), pack=pack)
    sections = number_sections(a_selection(catalogue), annex_word="Vedlegg")
    assert [(each.id, each.number) for each in sections] == [("one", "1"), ("three", "3")]


def test_annexes_are_counted_by_themselves_without_gaps_and_cited_by_the_annex() -> None:
    pack = a_pack("K-101", annexes={"a": ("K-601", "K-602"), "b": ("K-102",), "c": ("K-603",)})
    catalogue = a_catalogue(a_clause("K-101"), a_condition_clause("K-102", NEVER), *(a_clause(f"K-60{n}") for n in (1, 2, 3)), pack=pack)
    sections = number_sections(a_selection(catalogue), annex_word="Vedlegg")
    assert [(each.number, each.is_annex) for each in sections] == [("1", False), ("Vedlegg 1", True), ("Vedlegg 2", True)]
    assert clause_numbers(sections) == {"K-101": "1.1", "K-601": "Vedlegg 1", "K-602": "Vedlegg 1", "K-603": "Vedlegg 2"}
