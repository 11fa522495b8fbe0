"""Every ground a letter rests on, as it blocks and as it lets through, in scenarios a lawyer can read (`cases/gates/`)."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from sokdocs.core.casework.case import Event
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.errors import ConflictError, SokdocsError
from sokdocs.core.problems import Problem
from tests.scenarios.case_desk import Desk
from tests.scenarios.case_scenario import NUMBER, take
from tests.scenarios.gate_desk import Beginnings, attempt, move
from tests.scenarios.gate_scenario import Blocked, Gate, Letter, gates

ALL = gates()
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"]
WRITTEN = re.compile(rf"\b({'|'.join(WEEKDAYS)}) (\d{{1,2}})\. ({'|'.join(MONTHS)}) (\d{{4}})")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
EARLIEST = {"due_meeting", "due_audit", "due_site_audit"}  # the first day the letter may name, not one that it names
# Written down from the calendar, not computed: the days off on weekdays in the years the scenarios run in.
DAYS_OFF = {
    *(["2021-01-01", "2021-04-01", "2021-04-02", "2021-04-05", "2021-05-13", "2021-05-17", "2021-05-24"]),
    *(["2026-01-01", "2026-04-02", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25"]),
    *(["2026-12-24", "2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01"]),
    *(["2027-03-25", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17"]),
}


@pytest.fixture(scope="session")
def beginnings(tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    """The beginnings, kept for all scenarios."""
    return Beginnings(tmp_path_factory.mktemp("beginnings"))


def _params(chosen: list[Gate]) -> list[object]:
    return [
        pytest.param(each, id=each.name, marks=[pytest.mark.xfail(reason=each.not_yet, strict=True)] if each.not_yet else [])
        for each in chosen
    ]


@pytest.mark.parametrize("gate", _params([each for each in ALL if each.outcome.blocks]))
def test_gate_blocks(gate: Gate, beginnings: Beginnings, tmp_path: Path) -> None:
    desk, letter, blocked = beginnings.copy(gate.start, gate.until, tmp_path), gate.letter, gate.outcome.blocks
    assert letter is not None and blocked is not None
    move(desk, gate)
    before = desk.case(NUMBER).events
    problems = _refusal(desk, letter)
    assert sorted(problems) == sorted({blocked.ground, *blocked.also})
    _check_message(problems[blocked.ground], blocked)
    assert desk.case(NUMBER).events == before
    if blocked.opens is not None and not blocked.also:
        _check_day(desk, letter, blocked)


def _refusal(desk: Desk, letter: Letter) -> dict[str, Problem]:
    """What the user is told, ground by ground."""
    with pytest.raises(ConflictError, match=f"{letter.code} can't be sent") as refused:
        attempt(desk, letter)
    return {each.place.field: each for each in refused.value.problems}


def _check_message(problem: Problem, blocked: Blocked) -> None:
    assert problem.message.startswith(f"{blocked.rule}: ")
    message = problem.message.replace("\N{NO-BREAK SPACE}", " ")
    assert [words for words in blocked.says if words not in message] == []
    assert ISO.findall(problem.hint) == ([blocked.opens.isoformat()] if blocked.opens else [])
    assert problem.hint


def _check_day(desk: Desk, letter: Letter, blocked: Blocked) -> None:
    """The day before it is still blocked by the same; on the day it goes out."""
    assert blocked.opens is not None
    eve = blocked.opens - timedelta(days=1)
    if eve > letter.on:
        assert list(_refusal(desk, letter.moved_to(eve))) == [blocked.ground]
    assert attempt(desk, letter.moved_to(blocked.opens)).number.startswith(f"{NUMBER}-")


@pytest.mark.slow
@pytest.mark.parametrize("gate", _params([each for each in ALL if each.outcome.lets_through]))
def test_gate_lets_through(gate: Gate, beginnings: Beginnings, tmp_path: Path) -> None:
    desk, letter, outcome = beginnings.copy(gate.start, gate.until, tmp_path), gate.letter, gate.outcome
    assert letter is not None
    move(desk, gate)
    issued = attempt(desk, letter)
    grounds = {each["name"]: each for each in json.loads(issued.files["manifest"])["case"]["grounds"]}
    assert [name for name in outcome.lets_through if grounds[name]["standing"] != "met"] == []
    assert sorted(outcome.taken_on) == sorted(name for name, each in grounds.items() if each["overridden_by"])
    lines = [each.text for each in desk.world.readers["docx"](issued.files["docx"], "letter.docx").lines]
    assert [each for each in outcome.reads if not _stands(each, lines)] == []
    assert [words for words in outcome.never_reads if words in "\n".join(lines)] == []
    note = issued.files["note"].decode().replace("\N{NO-BREAK SPACE}", " ")
    assert [words for words in outcome.note if words not in note] == []
    _check_dates(desk.case(NUMBER).letters()[-1], lines)


def _stands(wanted: object, lines: list[str]) -> bool:
    """Whether words stand within a line, or cells one after the other."""
    if isinstance(wanted, list):
        return any(lines[place : place + len(wanted)] == wanted for place in range(len(lines)))
    return any(str(wanted) in line for line in lines)


def _check_dates(letter: Event, lines: list[str]) -> None:
    """Rule 5.4-10: every weekday printed is right, and every deadline is printed with its weekday and is no day off."""
    text = "\n".join(lines)
    for weekday, day, month, year in WRITTEN.findall(text):
        assert WEEKDAYS[date(int(year), MONTHS.index(month) + 1, int(day)).weekday()] == weekday
    for name, due in letter.values.items():
        if name.startswith("due_") and isinstance(due, date):
            assert due.weekday() < 5 and due.isoformat() not in DAYS_OFF, f"{name} is {due}"
            is_named = name not in EARLIEST
            assert not is_named or f"{WEEKDAYS[due.weekday()]} {due.day}. {MONTHS[due.month - 1]} {due.year}" in text, name


@pytest.mark.parametrize("gate", _params([each for each in ALL if each.outcome.refused]))
def test_request_is_refused(gate: Gate, beginnings: Beginnings, tmp_path: Path) -> None:
    desk = beginnings.copy(gate.start, gate.until, tmp_path)
    move(desk, gate)
    letters = desk.case(NUMBER).letters()
    with pytest.raises(SokdocsError) as refused:
        if gate.letter is not None:
            attempt(desk, gate.letter)
        elif gate.record is not None:
            take(desk, gate.record)
    said = "\n".join([str(refused.value), *map(str, refused.value.problems)])
    assert [words for words in gate.outcome.refused if words not in said] == []
    assert desk.case(NUMBER).letters() == letters


@pytest.fixture(scope="session")
def ladders(beginnings: Beginnings) -> Mapping[str, Ladder]:
    """The ladders as they are shipped."""
    return beginnings.reference.world.casebook.ladders


def test_every_ground_of_the_ladders_blocks_and_lets_through_in_some_scenario(ladders: Mapping[str, Ladder]) -> None:
    proven = [each for each in ALL if not each.not_yet]
    named = {ground for ladder in ladders.values() for ground in ladder.grounds}
    used = {ground for ladder in ladders.values() for letter in ladder.letters.values() for ground in letter.grounds}
    assert used == named
    assert named - {each.outcome.blocks.ground for each in proven if each.outcome.blocks} == set()
    assert named - {ground for each in proven for ground in each.outcome.lets_through} == set()


def test_every_scenario_names_the_rule_of_its_ground(ladders: Mapping[str, Ladder]) -> None:
    rules = {name: ground.rule for name, ground in ladders["standard"].grounds.items()}
    told = [(each.name, each.outcome.blocks) for each in ALL if each.outcome.blocks]
    assert [name for name, blocked in told if rules[blocked.ground] != blocked.rule] == []


def test_every_letter_that_a_clause_gives_is_tried_under_a_contract_without_it(ladders: Mapping[str, Ladder]) -> None:
    given = {code for ladder in ladders.values() for code, letter in ladder.letters.items() if letter.gives}
    assert given - {each.letter.code for each in _blocked_by("clause_in_contract") if each.letter} == set()


@pytest.mark.parametrize("code", ["L11", "L12", "L14"])
def test_nobody_can_take_on_that_the_clause_is_not_in_the_contract(code: str) -> None:
    """Each of the three stands in a scenario where a lawyer has taken it on, and it is blocked all the same."""
    tried = [each for each in _blocked_by("clause_in_contract") if each.letter and each.letter.code == code]
    assert any(step.name == "override" and step.fields["letter"] == code for each in tried for step in each.steps)


def _blocked_by(ground: str) -> list[Gate]:
    return [each for each in ALL if each.outcome.blocks and each.outcome.blocks.ground == ground and not each.not_yet]
