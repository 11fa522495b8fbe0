"""Characters that don't show or that turn the text are told to the supplier by kind, and stay in the answer."""

import pytest

from sokdocs.core.self_report.checking import read_and_check
from tests.unit.self_report.makers import TODAY, a_field, a_form, a_question, codes, returned, told

FORM = a_form(a_question("Q2.3", a_field("long_text")))


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("a\u200bb", "invisible", "U+200B"),
        ("\ufeffa\u2060", "invisible", "U+FEFF, U+2060"),
        ("a\u202eb", "turning", "U+202E"),
        ("a\u2066b\u2069", "turning", "U+2066, U+2069"),
    ],
)
def test_answer_stays_and_the_kind_of_character_is_told(text: str, code: str, named: str) -> None:
    answers, remarks = read_and_check(returned({"Q2.3": text}), FORM, on=TODAY)
    assert (answers.values["Q2.3"], codes(remarks)) == (text, [("Q2.3", code)])
    assert f"({named})" in told(remarks)[0] and told(remarks)[0].startswith("Q2.3 ")


def test_both_kinds_are_told() -> None:
    assert codes(read_and_check(returned({"Q2.3": "a\u200b\u202eb"}), FORM, on=TODAY)[1]) == [("Q2.3", "invisible"), ("Q2.3", "turning")]


def test_answer_of_nothing_that_shows_is_no_answer_and_told_once() -> None:
    answers, remarks = read_and_check(returned({"Q2.3": " \u200b\u202e\n"}), FORM, on=TODAY)
    assert (dict(answers.values), codes(remarks)) == ({}, [("Q2.3", "invisible"), ("Q2.3", "turning")])
