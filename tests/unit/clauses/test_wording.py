"""The structure of a clause text: what is read, and every fault with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.clauses.wording import Entry, Field, Grid, Insert, Paragraph, Part, Words, parse


def test_paragraphs_become_provisions_with_lines_joined() -> None:
    assert parse("En linje\nog en til.\n\nNeste.").parts == (
        Paragraph((Words("En linje og en til."),)),
        Paragraph((Words("Neste."),)),
    )


def test_strong_and_emphasis_are_kept_also_inside_each_other() -> None:
    assert parse("a **b *c* d** *e*").parts == (
        Paragraph((Words("a "), Words("b ", True), Words("c", True, True), Words(" d", True), Words(" "), Words("e", False, True))),
    )


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("{answer_weeks}", Field("value", "answer_weeks")),
        ("{K-302.answer_weeks}", Field("value", "K-302.answer_weeks")),
        ("{ref:K-302}", Field("ref", "K-302")),
        ("{norm:LOA-5}", Field("norm", "LOA-5")),
        ("{blank:ansvarlig}", Field("blank", "ansvarlig")),
    ],
)
def test_field_is_found_in_words(text: str, field: Field) -> None:
    assert parse(f"før {text} etter").parts == (Paragraph((Words("før "), field, Words(" etter"))),)
    assert parse(f"**{text}**").fields() == (field,)


def test_list_belongs_to_the_paragraph_before_it() -> None:
    parts = parse("Leverandøren skal:\n\n- ett\n- to:\n  - {weeks}\n  - fire\n").parts
    below = (Entry((Field("value", "weeks"),)), Entry((Words("fire"),)))
    assert parts == (Paragraph((Words("Leverandøren skal:"),), (Entry((Words("ett"),)), Entry((Words("to:"),), below))),)


def test_named_list_belongs_to_the_paragraph_before_it() -> None:
    assert parse("Disse:\n\n{list:conventions}\n").parts == (Paragraph((Words("Disse:"),), (), "conventions"),)


@pytest.mark.parametrize(("text", "part"), [("{table:products}", Insert("table", "products")), ("{open:own}", Insert("open", "own"))])
def test_table_or_open_region_alone_is_a_part_of_its_own(text: str, part: Part) -> None:
    assert parse(f"Ord.\n\n{text}").parts == (Paragraph((Words("Ord."),)), part)


def test_table_is_read_cell_by_cell() -> None:
    grid = parse("| Hva | Når |\n|---|---|\n| svar | {weeks} |\n| **ja** |  |\n").parts
    assert grid == (Grid(((Words("Hva"),), (Words("Når"),)), (((Words("svar"),), (Field("value", "weeks"),)), ((Words("ja", True),), ()))),)


def test_fields_are_listed_in_reading_order() -> None:
    text = "{a} og {ref:K-101}:\n\n- {b}\n  - {c}\n\nDisse:\n\n{list:d}\n\n| {e} |\n|---|\n| {f} |\n\n{table:g}\n"
    assert [each.name for each in parse(text).fields()] == ["a", "K-101", "b", "c", "d", "e", "f", "g"]


def test_paragraphs_are_those_that_get_a_number() -> None:
    assert len(parse("En.\n\n- a\n\nTo.\n\n{table:products}\n\n| a |\n|---|\n| b |\n").paragraphs()) == 2


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Ord.\n\n# Overskrift", 3, "a heading is not allowed"),
        ("Overskrift\n===", 1, "a heading is not allowed"),
        ("Ord.\n\n1. ett\n2. to", 3, "a ordered list is not allowed"),
        ("Ord.\n\n> sitat", 3, "a blockquote is not allowed"),
        ("Ord.\n\n---", 3, "a hr is not allowed"),
        ("Ord.\n\n```\nkode\n```", 3, "a fence is not allowed"),
        ("Ord.\n\n    kode", 3, "a code block is not allowed"),
        ("Ord [lenke](https://eksempel.example).", 1, "a link is not allowed"),
        ("Ord ![bilde](x.png).", 1, "a image is not allowed"),
        ("Ord <https://eksempel.example>.", 1, "a link is not allowed"),
        ("Ord `kode`.", 1, "a code inline is not allowed"),
        ("En linje  \nog en til.", 1, "a hardbreak is not allowed"),
        ("- ett\n- to", 1, "a list without a paragraph before it"),
        ("Ord.\n\n- ett\n\n* to", 5, "a list without a paragraph before it"),
        ("| a |\n|---|\n| b |\n\n- ett", 5, "a list without a paragraph before it"),
        ("{list:conventions}", 1, "a filled-in list without a paragraph before it"),
        ("Ord:\n\n- ett\n\n{list:conventions}", 5, "a filled-in list without a paragraph before it"),
        ("Ord:\n\n{list:a}\n\n{list:b}", 5, "a filled-in list without a paragraph before it"),
        ("Ord:\n\n- a\n  - b\n    - c", 5, "a list inside a list inside a list"),
        ("Ord:\n\n- a\n\n  b", 3, "a list entry must be one paragraph"),
        ("Ord:\n\n- # a", 3, "a list entry must be one paragraph"),
        ("Ord:\n\n-\n- b", 3, "a list entry must be one paragraph"),
        ("Ord {buyer name}.", 1, "{buyer name} is no field"),
        ("Ord {}.", 1, "{} is no field"),
        ("Ord {x:K-302}.", 1, "{x:K-302} is no field"),
        ("Ord {{ 7*7 }}.", 1, "a brace that belongs to no field"),
        ("Ord {buyer_name.", 1, "a brace that belongs to no field"),
        ("Ord buyer_name}.", 1, "a brace that belongs to no field"),
    ],
)
def test_fault_is_told_with_its_line(text: str, line: int, message: str) -> None:
    faults = parse(text).faults
    assert faults
    assert message in faults[0].message
    assert faults[0].line == line
    assert faults[0].hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("En linje\nog {buyer name}.", 2),
        ("**En linje\nog** en til\nmed {buyer name}.", 3),
        ("En linje  \nmed {x y}.", 1),
        ("Ord:\n\n- ett\n- to\n  med {buyer name}", 5),
        ("| a | b |\n|---|---|\n| c | {buyer name} |", 3),
    ],
)
def test_fault_is_told_on_the_very_line_of_a_paragraph(text: str, line: int) -> None:
    assert parse(text).faults[0].line == line


def test_every_fault_is_told_and_the_rest_is_read() -> None:
    wording = parse("# a\n\nOrd {b c}.\n\n- ok\n\n1. x\n")
    assert len(wording.faults) == 3
    assert len(wording.parts) == 1


@pytest.mark.parametrize("field", ["{table:products}", "{list:conventions}", "{open:own}"])
def test_field_that_must_stand_alone_is_a_fault_inside_a_sentence(field: str) -> None:
    (fault,) = parse(f"Se\n{field} her.").faults
    assert (fault.line, fault.message) == (2, f"{field} stands inside a sentence")
    for text in (f"Disse:\n\n- {field}", f"Disse:\n\n| a |\n|---|\n| {field} |", f"Disse:\n\n**{field}**"):
        assert [each.message for each in parse(text).faults] == [f"{field} stands inside a sentence"]
        assert parse(text).fields() == ()


@pytest.mark.parametrize("text", ["<b>fet</b>", "a < b & c > d", "&amp;", "#1", "5 * 4 * 3", "snake_case_ord", "pris: 5,- kr", r"\*ikke\*"])
def test_signs_that_are_no_markup_give_no_fault(text: str) -> None:
    assert parse(text).faults == ()


def test_empty_text_has_no_parts() -> None:
    assert parse("\n \n").parts == ()


@given(st.text(max_size=120))
def test_any_text_is_read_without_falling(text: str) -> None:
    wording = parse(text)
    assert all(each.line >= 1 and each.hint for each in wording.faults)


@given(st.lists(st.text(st.characters(categories=["Ll", "Lu", "Nd"], codec="utf-8"), min_size=1, max_size=8), min_size=1, max_size=8))
def test_plain_words_come_out_as_they_went_in(words: list[str]) -> None:
    text = "x" + " ".join(words)
    assert parse(text).parts == (Paragraph((Words(text),)),)
