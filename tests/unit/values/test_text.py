"""How words are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.values.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  a \t b\n\nc ", "a b c"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("leve\u00adrandør", "leverandør"),
        ("A\u030a", "Å"),
        ("", ""),
        (" \u00a0", ""),
    ],
)
def test_fold_makes_one_blank_of_many_and_composes_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["a\u200bb", "−5", "«a»", "a–b", "ﬁ"])
def test_fold_keeps_what_is_no_blank(text: str) -> None:
    assert fold(text) == text


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=5), max_size=5))
def test_fold_does_not_see_how_wide_a_blank_is(words: list[str]) -> None:
    assert fold(" ".join(words)) == fold("\n \u00a0".join(words))
