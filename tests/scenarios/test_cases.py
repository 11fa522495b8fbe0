"""Whole cases run from the first letter to the last, each letter issued for good."""

from pathlib import Path

import pytest

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
