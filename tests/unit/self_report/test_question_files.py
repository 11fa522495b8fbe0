"""Faults in what a question asks are named with their place."""

from typing import Any

import pytest

from sokdocs.core.problems import Place, Problem
from sokdocs.core.questions.question import RestsOn
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.question_files import QuestionShape, read_question

LEAD: dict[str, Any] = {"part": 2, "lead": True, "fields": [{"type": "yes_no"}]}


def _faults(**changes: Any) -> list[tuple[str, str, str]]:
    problems: list[Problem] = []
    read_question(QuestionShape(**{**LEAD, **changes}), "Q2.1", lambda *steps: Place("c", 0, ".".join(map(str, steps))), problems)
    return [(each.place.field, each.message, each.hint) for each in problems]


def test_question_says_which_clause_it_rests_on_and_how_sure_that_is() -> None:
    shape = QuestionShape(**LEAD, rests_on={"clause": "K-202", "certainty": "inferred"})  # type: ignore[arg-type]
    assert read_question(shape, "Q2.1", lambda *_: Place("c"), []).rests_on == RestsOn(ClauseId("K-202"), "inferred")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"rests_on": {"clause": "K-202", "certainty": "sure"}},
            ("rests_on.certainty", 'unknown certainty "sure"', "one of: found, recalled, inferred"),
        ),
        (
            {"fields": [{"type": "yes_no"}, {"name": "covers", "type": "yes_no", "label": {"nb": "Alle?"}, "unless": ["none"]}]},
            ("fields.1.unless", '"covers" has an unless that is no answer to Q2.1', "answers: yes, no"),
        ),
        (
            {"fields": [{"type": "yes_no"}, {"name": "some", "type": "number", "label": {"nb": "Noen"}, "part_of": "all"}]},
            ("fields.1.part_of", '"some" can\'t be a part of "all"', "other numbers: none"),
        ),
        (
            {"fields": [{"type": "yes_no", "unless": ["no"]}]},
            ("fields.0.unless", '"" has an unless that is no answer to Q2.1', "answers: yes, no"),
        ),
    ],
)
def test_fault_is_named_where_it_stands(changes: dict[str, Any], fault: tuple[str, str, str]) -> None:
    assert _faults(**changes) == [fault]


def test_sound_question_has_no_fault() -> None:
    assert _faults(rests_on={"clause": "K-202", "certainty": "inferred"}) == []
