"""Answers that are written down and read again are the same answers; nothing else is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.answers_json import answers_from_json, answers_json
from tests.unit.self_report.makers import REFERENCE

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
VALUE = st.one_of(WORDS, st.integers(), st.dates(), st.booleans(), st.lists(WORDS, max_size=3).map(tuple))


@given(st.dictionaries(WORDS, VALUE, max_size=6), WORDS)
def test_answers_are_read_as_they_were_written(values: dict[str, object], reference: str) -> None:
    answers = Answers(values)  # type: ignore[arg-type]
    found, form = answers_from_json(answers_json(answers, reference))
    assert (found, form) == (answers, reference)
    assert {key: type(each) for key, each in found.values.items()} == {key: type(each) for key, each in values.items()}


GOOD = answers_json(Answers({"Q2.1": "yes"}), REFERENCE)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        GOOD.replace(b"answers/1", b"answers/2"),
        GOOD.replace(b'"yes"', b"null"),
        GOOD.replace(b'"yes"', b"1.5"),
        GOOD.replace(b'"yes"', b'{"date":"2026-02-31"}'),
        GOOD.replace(b'"yes"', b'{"date":"2026-02-01","more":1}'),
        GOOD.replace(b'"yes"', b'["a",1]'),
        GOOD.replace(b'"SD', b'1,"SD'),
        GOOD.replace(b":", b": "),
        GOOD + b"\n",
        b"[" * 100_000,
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidError, match="stored answers can't be read"):
        answers_from_json(data)
