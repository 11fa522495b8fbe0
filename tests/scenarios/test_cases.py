"""Whole cases run from the first letter to the last, each letter issued for good."""

from pathlib import Path

import pytest

from sokdocs.core.casework.case import EventKind
from sokdocs.core.errors import InvalidError
from sokdocs.workflows.verifying import verify
from tests.scenarios.case_scenario import NUMBER, begin, read_case, take, wrong


@pytest.mark.parametrize("name", ["timeline-replacement", "timeline-termination"])
def test_case_runs_from_beginning_to_end(name: str, tmp_path: Path) -> None:
    scenario = read_case(name)
    desk = begin(scenario, tmp_path)
    for step in scenario.steps:
        assert wrong(desk, step) == []
        take(desk, step)
    letters = [each.text("letter") for each in desk.case(NUMBER).letters()]
    assert letters == [step.name for step in scenario.steps if step.act == "letter"]
    assert verify(desk.world).faults == ()


@pytest.mark.parametrize("odd", ["\u202edetter", "工厂", "Stengt 🙂", "Stengt\tog låst"])
def test_words_that_no_letter_can_show_are_refused_where_they_come_in(odd: str, tmp_path: Path) -> None:
    scenario = read_case("timeline")
    desk = begin(scenario, tmp_path)
    for step in scenario.steps[:3]:
        take(desk, step)
    with pytest.raises(InvalidError) as refused:
        desk.record(NUMBER, "answer", scenario.steps[-1].on, about=1, what="other", summary=odd)
    assert "which no letter can show" in refused.value.problems[0].message
    assert desk.case(NUMBER).of(EventKind.ANSWER) == ()


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("waiver", {"about": 1, "reason": "Ferie."}, "is no document that this can be about"),
        ("stop_reviewed", {"about": 1, "result": "lift"}, "is no document that this can be about"),
        ("replaced", {"about": 1, "sub_supplier": "A", "new_sub_supplier": "B"}, "is no document that this can be about"),
        ("supplier_merged", {"new_name": "Ny AS", "new_orgnr": "320012341"}, "the buyer's own organisation number"),
        ("comment", {"about": 9}, "has no document 9"),
    ],
)
def test_event_that_does_not_fit_the_case_is_refused(kind: str, fields: dict[str, object], words: str, tmp_path: Path) -> None:
    scenario = read_case("timeline")
    desk = begin(scenario, tmp_path)
    for step in scenario.steps[:3]:
        take(desk, step)
    with pytest.raises(InvalidError) as refused:
        desk.record(NUMBER, kind, scenario.steps[-1].on, **fields)
    assert words in " ".join(each.message for each in refused.value.problems)
