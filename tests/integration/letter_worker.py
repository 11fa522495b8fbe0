"""Processes that issue letters: several at once in step, and one that may be killed at any moment."""

import json
import os
import sys
import time as wall
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import Case
from sokdocs.core.errors import ConflictError, SokdocsError
from sokdocs.core.facts.answers import Answers, read_answers
from sokdocs.core.facts.definition import Stage, at_stages
from sokdocs.core.problems import Place
from sokdocs.register.cases import CaseRegister
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.letter_preparing import Wanted
from sokdocs.workflows.letters import IssuedLetter, draft_letter, issue_letter
from sokdocs.workflows.recording import open_case
from tests.scenarios.case_desk import OSLO, Desk
from tests.scenarios.case_scenario import read_case

FIRST_DAY = date(2026, 2, 2)
PATIENCE = 180
READY, DONE, TOLD, END = "READY", "DONE", "TOLD", "END"
NURSE = "from tests.integration.letter_worker import nurse; nurse()"


@dataclass
class RunningClock:
    """Runs on from one hour of a day; started at the same moment it says the same in every process."""

    since: float
    day: date = FIRST_DAY

    def now(self) -> datetime:
        """The moment of the day."""
        return datetime.combine(self.day, time(13), OSLO) + timedelta(seconds=wall.time() - self.since)


class PatientCases(CaseRegister):
    """Case files that can make every process read a case before any of them may go on."""

    gate: Barrier | None = None

    def case(self, number: str) -> Case | None:
        """The case, once all have read it."""
        found = super().case(number)
        if self.gate is not None:
            self.gate.wait(PATIENCE)
        return found


class Office(World):
    """The real world with Word files only, a clock that is told the day, and an officer."""

    def __init__(self, home: Path, since: float, officer: str = "officer-0") -> None:
        super().__init__(read_settings(home=home))
        self.hands = RunningClock(since)
        self.cases = PatientCases(self._engine)
        self.casefiles = self.cases
        self.readers = {"docx": self.readers["docx"]}
        self.actor = Actor(officer, ("contract_manager",))

    @property
    def clock(self) -> RunningClock:  # type: ignore[override]
        """The running clock."""
        return self.hands

    def warm(self, case: str) -> None:
        """Loads all that is loaded once, by drafting a letter."""
        draft_letter(self.catalogue, self, Wanted(case, "L01", self._sheet({})), tuple(self.readers))

    def reopened(self) -> "Office":
        """An office with the register opened anew, and what is loaded already."""
        office = Office(self.settings.home, self.hands.since, self.actor.id)
        office.catalogue, office.casebook, office.forms = self.catalogue, self.casebook, self.forms
        return office

    def letter(self, case: str, code: str, answers: Mapping[str, object]) -> IssuedLetter:
        """Issues a letter."""
        return issue_letter(self.catalogue, self, Wanted(case, code, self._sheet(answers)))

    def open(self, contract: str) -> str:
        """The number of a new case."""
        return open_case(self, contract, ladder="standard", number=None, pairs=(), on=FIRST_DAY).number

    def _sheet(self, answers: Mapping[str, object]) -> Answers:
        library = self.catalogue.library
        values = {"access_mark": "offentlig", **answers}
        asked = at_stages(library.facts, frozenset({Stage.FOLLOW_UP}))
        return read_answers(
            values,
            asked,
            name="sheet",
            place_of=lambda path: Place("sheet", 0, str(path[0])),
            valid_cpv=library.valid_cpv,
        )


def signed_contract(home: Path) -> str:
    """The reference of a contract in a new register."""
    scenario = read_case("timeline")
    return Desk(home).contract(scenario.procurement, scenario.signed, FIRST_DAY).reference


@dataclass(frozen=True, slots=True)
class Round:
    """One step of one case that all take at once. The processes take turns with the answers.

    In a `held` round all of them have read the case before any may go on.
    """

    case: str
    code: str
    day: date
    held: bool
    answers: Sequence[Mapping[str, object]] = field(default_factory=lambda: (MappingProxyType({}),))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it for one process: issued, a repeat, or the name of an error and what it said."""

    round: int
    worker: int
    what: str
    number: str
    reference: str
    said: str = ""


def take_part(home: Path, since: float, worker: int, rounds: Sequence[Round], barrier: Barrier, outcomes: "Queue[Outcome]") -> None:
    """Issues in every round at the same time as the others, and tells what became of it."""
    office = Office(home, since, f"officer-{worker}")
    office.warm(rounds[0].case)
    for number, each in enumerate(rounds):
        office.hands.day = each.day
        office.cases.gate = barrier if each.held else None
        barrier.wait(PATIENCE)
        outcomes.put(_outcome(office, number, worker, each))


def _outcome(office: Office, number: int, worker: int, each: Round) -> Outcome:
    try:
        done = office.letter(each.case, each.code, dict(each.answers[worker % len(each.answers)]))
    except SokdocsError as error:
        return Outcome(number, worker, type(error).__name__, "", "", _told(error))
    except Exception:
        return Outcome(number, worker, "crash", "", "", traceback.format_exc())
    return Outcome(number, worker, "repeat" if done.is_repeat else "issued", done.number, done.record.reference)


def _told(error: SokdocsError) -> str:
    return " | ".join([str(error), *(str(each).replace("\n", " ") for each in error.problems)])


def nurse() -> None:
    """Loads everything once and then starts, for each line `log case answers` it is sent, a process that issues until it is killed.

    Arguments: home, a case without letters, and the clock's start. Says READY, and for each process its number and how it ended.
    """
    home, spare, since = sys.argv[1:4]
    office = Office(Path(home), float(since))
    office.warm(spare)
    print(READY, flush=True)
    for line in sys.stdin:
        log, first, answers = line.split(maxsplit=2)
        process = os.fork()
        if process == 0:
            _issue_from(office.reopened(), Path(log), first, json.loads(answers))
            os._exit(0)
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


def _issue_from(office: Office, log: Path, first: str, answers: Mapping[str, object]) -> None:
    """Issues L01 in one case after the other, from the one named, and notes each when it is done."""
    with log.open("w", encoding="utf-8") as notes:
        _note(notes, READY)
        for number in [each for each in office.casefiles.numbers() if each >= first]:
            try:
                done = office.letter(number, "L01", answers)
                _note(notes, DONE, number, done.number, done.record.reference)
            except ConflictError as error:
                _note(notes, TOLD, number, _told(error))
        _note(notes, END)


def _note(notes: TextIO, *words: str) -> None:
    notes.write(" ".join(words) + "\n")
    notes.flush()
    os.fsync(notes.fileno())
