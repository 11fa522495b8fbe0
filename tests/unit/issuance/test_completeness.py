"""Every kind of difference between a document and the file made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.document.outline import Line, outline
from sokdocs.core.issuance.completeness import differences
from sokdocs.core.issuance.returned import ReturnedLine
from tests.builders import a_document

WANTED = tuple(Line(f"({n})", word) for n, word in enumerate(("en", "to", "tre", "fire"), 1))


def _found(*lines: tuple[str, str]) -> tuple[ReturnedLine, ...]:
    return tuple(ReturnedLine(*line) for line in lines)


SAME = tuple((line.number, line.text) for line in WANTED)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (SAME, []),
        (SAME[:1] + SAME[2:], ["line 2 is missing: (2) to"]),
        (SAME[:-1], ["line 4 is missing: (4) fire"]),
        (SAME[1:], ["line 1 is missing: (1) en"]),
        ((*SAME[:2], ("", "ny"), *SAME[2:]), ["before line 3 stands what is not in the document: ny"]),
        ((*SAME, ("", "ny")), ["before line 5 stands what is not in the document: ny"]),
        ((*SAME[:2], SAME[1], *SAME[2:]), ["before line 2 stands what is not in the document: (2) to"]),
        ((SAME[0], ("(2)", "To"), *SAME[2:]), ["line 2 reads «(2) To», not «(2) to»"]),
        ((SAME[0], ("(3)", "to"), *SAME[2:]), ["line 2 reads «(3) to», not «(2) to»"]),
        ((SAME[0], ("", "(2) to"), *SAME[2:]), ["line 2 reads «(2) to», not «(2) to»"]),
        ((), [f"line {n} is missing: {number} {text}" for n, (number, text) in enumerate(SAME, 1)]),
        ((("", "x"), ("", "y"), *SAME[1:]), ["line 1 reads «x», not «(1) en»", "before line 2 stands what is not in the document: y"]),
        ((("", "x"), *SAME[2:]), ["line 1 reads «x», not «(1) en»", "line 2 is missing: (2) to"]),
    ],
)
def test_difference_is_told(found: tuple[tuple[str, str], ...], said: list[str]) -> None:
    assert [str(each) for each in differences(WANTED, _found(*found))] == said


def test_two_lines_that_swapped_places_are_told() -> None:
    swapped = _found(SAME[1], SAME[0], *SAME[2:])
    assert {each.kind for each in differences(WANTED, swapped)} == {"missing", "added"}


def test_marks_of_a_line_do_not_count() -> None:
    marked = tuple(ReturnedLine(number, text, tag="x", bookmark="y") for number, text in SAME)
    assert differences(WANTED, marked) == ()


LINES = tuple((line.number, line.text) for line in outline(a_document()))


@given(st.data())
def test_every_single_edit_of_a_file_is_found(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(LINES) - 1))
    number, text = LINES[at]
    edited = data.draw(
        st.sampled_from([[], [(number, text), (number, text)], [(number, f"{text}.")], [(f"{number}1", text)], [(number, text[1:] or "x")]])
    )
    found = _found(*LINES[:at], *edited, *LINES[at + 1 :])
    assert differences(outline(a_document()), found)


@given(st.permutations(range(6)))
def test_order_is_part_of_the_document(order: list[int]) -> None:
    wanted = [Line("", f"linje {n}") for n in range(6)]
    found = _found(*(("", f"linje {n}") for n in order))
    assert (differences(wanted, found) == ()) == (order == sorted(order))
