"""Several processes issue the same step of one case at once: one letter goes out, and all the others are told which."""

import multiprocessing
import os
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from sokdocs.core.casework.case import EventKind
from sokdocs.core.problems import Place
from sokdocs.register.trail_bodies import EVENT, ISSUED
from sokdocs.workflows.recording import Happening, record
from sokdocs.workflows.sweeping import sweep
from sokdocs.workflows.verifying import verify
from tests.integration.letter_worker import FIRST_DAY, PATIENCE, Office, Outcome, Round, signed_contract, take_part

REMINDER_DAY = date(2026, 3, 17)
LETTERS = ("L01", "L04", "L01", "L02")
MEETING = {
    "meeting_on": date(2026, 3, 2),
    "meeting_time": "10.00",
    "agenda": ["Egenrapporteringen"],
    "meeting_participants": ["Kjøper"],
}
ANSWERS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "L01": ({}, {"show_working": True}),
    "L02": ({}, {"show_working": True}),
    "L04": ({**MEETING, "meeting_place": "Storvik rådhus"}, {**MEETING, "meeting_place": "Teams"}),
}


@pytest.mark.parametrize(
    ("processes", "rounds"), [pytest.param(4, 2, id="4x2"), pytest.param(16, 200, id="16x200", marks=pytest.mark.full)]
)
def test_one_letter_goes_out_each_round_and_the_other_processes_are_told_which(processes: int, rounds: int, tmp_path: Path) -> None:
    since = time.time()
    contract = signed_contract(tmp_path)
    office = Office(tmp_path, since)
    plan = planned(office, contract, rounds)
    before = len(office.register.all())
    outcomes = played(tmp_path, since, plan, processes)
    took = time.time() - since
    print(f"\n{processes} processes, {rounds} rounds: {took:.0f} s; {dict(Counter(each.what for each in outcomes))}")
    assert len(outcomes) == processes * rounds
    wrong = [fault for number, each in enumerate(plan) for fault in faults(each, [one for one in outcomes if one.round == number])]
    assert wrong == []
    assert len(office.register.all()) == before + rounds
    assert after_all(office, plan, outcomes) == []


def planned(office: Office, contract: str, count: int) -> tuple[Round, ...]:
    """A case for each round. All combinations come up: three kinds of letters, alike and unlike answers, held and free; later days last."""
    rounds = []
    for number in range(count):
        code, turn = LETTERS[number % 4], number // 4
        case, answers = office.open(contract), ANSWERS[code]
        if code == "L02":
            office.letter(case, "L01", {})
            record(
                office,
                case,
                Happening("delivered", FIRST_DAY, {"about": 1, "channel": "eFormidling"}, "event", lambda _: Place("event")),
            )
        is_held, is_unlike = (number + turn) % 2 == 0, turn // 2 % 2 == number % 2
        day = REMINDER_DAY if code == "L02" else FIRST_DAY
        rounds.append(Round(case, code, day, is_held, answers if is_unlike else answers[:1]))
    return tuple(sorted(rounds, key=lambda each: each.day))


def played(home: Path, since: float, plan: Sequence[Round], processes: int) -> list[Outcome]:
    """What every process says of every round."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(processes)
    outcomes: multiprocessing.Queue[Outcome] = context.Queue()
    workers = [context.Process(target=take_part, args=(home, since, each, plan, barrier, outcomes)) for each in range(processes)]
    for worker in workers:
        worker.start()
    try:
        return [outcomes.get(timeout=2 * PATIENCE) for _ in range(processes * len(plan))]
    finally:
        for worker in workers:
            worker.join(30)
            worker.kill()


def faults(each: Round, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What is wrong with a round: one process issues; those with the same letter get it as a repeat, or like all others are told of it."""
    winners = [one for one in outcomes if one.what == "issued"]
    if len(winners) != 1:
        yield f"{each}: {len(winners)} letters: {outcomes}"
        return
    (winner,) = winners
    for one in outcomes:
        is_same = one.worker % len(each.answers) == winner.worker % len(each.answers)
        is_right = one is winner or _is_told(one, winner, each)
        if each.held and (one.what == "repeat") != (is_same and one is not winner):
            yield f"{each}: {one} after {winner}"
        elif not is_right:
            yield f"{each}: {one} was not told of {winner}"


def _is_told(one: Outcome, winner: Outcome, each: Round) -> bool:
    """Whether a process knows the winner's letter: it has its record, or its refusal names the document, and who sent it where they met."""
    if one.what == "repeat":
        return (one.number, one.reference) == (winner.number, winner.reference)
    names_document = re.search(rf"{re.escape(winner.number)}(?!\d)", one.said) is not None
    names_officer = f"by officer-{winner.worker} at" in one.said
    return one.what == "ConflictError" and names_document and (names_officer or not each.held)


def after_all(office: Office, plan: Sequence[Round], outcomes: Sequence[Outcome]) -> list[str]:
    """What does not hold in the register when all is over: one event, one entry and one record for each letter; files; numbers."""
    entries = Counter((each.action, each.subject) for each in office.evidence.trail())
    winners = {plan[each.round].case: each for each in outcomes if each.what == "issued"}
    wrong = [str(each) for each in verify(office).faults]
    for each in plan:
        case, winner = office.casefiles.case(each.case), winners[each.case]
        assert case is not None
        letters = case.of(EventKind.LETTER)
        wanted = ["L01", "L02"] if each.code == "L02" else [each.code]
        if [one.text("letter") for one in letters] != wanted or [one.document for one in letters] != list(range(1, len(wanted) + 1)):
            wrong.append(f"{each}: {letters}")
        last = letters[-1]
        if (f"{each.case}-{last.document}", last.reference) != (winner.number, winner.reference):
            wrong.append(f"{each}: {winner} issued it, but {last} stands there")
        if entries[EVENT, f"{each.case}#{last.number}"] != 1 or entries[ISSUED, last.reference] != 1:
            wrong.append(f"{each}: not one entry each of the trail")
    return [*wrong, *_numbers(office), *_files(office)]


def _numbers(office: Office) -> list[str]:
    used = sorted(office.evidence.journal_numbers())
    return [] if used == [(2026, number) for number in range(1, len(used) + 1)] else [f"journal {used}"]


def _files(office: Office) -> list[str]:
    """Files of those who came too late are swept, all others stay."""
    folder = office.settings.home / "files"
    for path in folder.glob("??/*"):
        os.utime(path, (time.time() - 3600, time.time() - 3600))
    sweep(office.evidence, office.files)
    there = sorted(path.name for path in folder.rglob("*") if path.is_file())
    named = sorted({each.sha256 for each in office.evidence.files()})
    left = verify(office)
    notes = [str(each) for each in left.notes if each.invariant == "I2"]
    return [*map(str, left.faults), *notes, *([] if there == named else [f"files {set(there) ^ set(named)}"])]
