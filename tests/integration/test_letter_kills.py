"""A process that issues letters is killed at random moments: what it said was done is there, nothing is doubled or half there."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sokdocs.core.casework.case import EventKind
from sokdocs.register.durable_files import TEMPORARY
from sokdocs.register.trail_bodies import EVENT, ISSUED
from sokdocs.workflows.verifying import verify
from tests.integration.issue_desk import ROOT, start
from tests.integration.letter_worker import DONE, END, NURSE, READY, TOLD, Office, signed_contract

SEED = 20261122
AHEAD = 150
SOON = 0.02
# Each process answers otherwise than the one before: what that had stored when it was killed belongs to no letter then.
ANSWERS = ("{}", '{"show_working": true}')
LONG_AGO = 3_600
PATIENCE = 30


class Nurse:
    """A process that has loaded everything, and starts others that issue until they are killed."""

    def __init__(self, home: Path, spare: str, since: float) -> None:
        words = [sys.executable, "-c", NURSE, str(home), spare, str(since)]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(words, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True)
        assert self._heard() == READY

    def killed_after(self, seconds: float, log: Path, first: str, answers: str) -> list[str]:
        """Starts a process, kills it so long after it was ready, and gives what it said in whole lines."""
        assert self._process.stdin
        print(log, first, answers, file=self._process.stdin, flush=True)
        process, until = int(self._heard()), time.monotonic() + 60
        while not (log.is_file() and log.read_text(encoding="utf-8").startswith(f"{READY}\n")):
            assert time.monotonic() < until, "the process does not get ready"
            time.sleep(0.001)
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
        assert int(self._heard()) == -signal.SIGKILL
        said = log.read_text(encoding="utf-8")
        return said[: said.rfind("\n") + 1].splitlines()[1:]

    def _heard(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def __enter__(self) -> "Nurse":
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.kill()


@dataclass
class Killings:
    """A register, the cases in it, and what the killed processes have said so far."""

    home: Path
    office: Office
    contract: str
    cases: list[str] = field(default_factory=list)
    done: dict[str, tuple[str, str]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    runs: int = 0

    def open_ahead(self) -> None:
        """Opens cases until there are more than a process can come through."""
        while len(self.cases) - self.known < AHEAD:
            self.cases.append(self.office.open(self.contract))

    def run(self, nurse: Nurse, seconds: float) -> list[str]:
        """Lets a process go on where the last one was killed, and kills it; gives what is wrong with what it said."""
        self.open_ahead()
        self.runs += 1
        log = self.home.parent / f"log-{self.runs}.txt"
        return list(self.hear(nurse.killed_after(seconds, log, self.cases[self.known], ANSWERS[self.runs % 2])))

    @property
    def known(self) -> int:
        """How many cases are settled, by what was said."""
        return len(self.done) + len(self.told)

    def hear(self, lines: Sequence[str]) -> Iterator[str]:
        """Takes in what a run said; a case is spoken of once, in order, and only the first may have been settled without a word before."""
        for place, line in enumerate(lines):
            what, _, rest = line.partition(" ")
            case, _, rest = rest.partition(" ")
            if what == END or case != self.cases[self.known]:
                yield f"run {self.runs} said {line} after {self.known} cases"
            elif what == DONE:
                number, reference = rest.split()
                self.done[case] = (number, reference)
            elif what == TOLD and place == 0 and re.search(rf"{re.escape(case)}-1(?!\d)", rest):
                self.told[case] = rest
            else:
                yield f"run {self.runs} said {line}"


@pytest.mark.parametrize(
    ("kills", "longest", "each"),
    [pytest.param(2, 0.8, 1, id="2"), pytest.param(200, 3.0, 25, id="200", marks=pytest.mark.full)],
)
def test_killed_process_leaves_what_it_said_and_nothing_half_done(kills: int, longest: float, each: int, tmp_path: Path) -> None:
    since = time.time()
    home = tmp_path / "home"
    contract = signed_contract(home)
    killings = Killings(home, Office(home, since), contract)
    killings.open_ahead()
    chance = random.Random(SEED)
    wrong: list[str] = []
    with Nurse(home, killings.cases[0], since) as nurse:
        for number in range(1, kills + 1):
            wrong += killings.run(nurse, SOON * (longest / SOON) ** chance.random())
            if number % each == 0 or number == kills:
                wrong += unkept(killings)
        while not killings.done and longest < PATIENCE:  # a busy machine may have come to no letter so soon
            longest *= 2
            wrong += [*killings.run(nurse, longest), *unkept(killings)]
    left = [len(found) for found in (orphans(home, killings.office), temporaries(home))]
    print(
        f"\nseed {SEED}, {kills} kills, {time.time() - since:.0f} s: {len(killings.done)} done, {len(killings.told)} found issued, ",
        end="",
    )
    print(f"{left[0]} orphans, {left[1]} temporaries")
    assert wrong == []
    assert killings.done
    assert swept_and_whole(killings, tmp_path) == []


def unkept(killings: Killings) -> list[str]:
    """What does not hold: the register's own promises, a letter said to be done, one letter for each case, one entry for each letter."""
    office = killings.office
    entries = Counter((each.action, each.subject) for each in office.evidence.trail())
    wrong = [str(each) for each in verify(office).faults]
    issued = 0
    for place, case in enumerate(office.casefiles.cases()):
        letters = case.of(EventKind.LETTER)
        issued += len(letters)
        found = [(f"{case.number}-{each.document}", each.reference) for each in letters]
        if case.number in killings.done and found != [killings.done[case.number]]:
            wrong.append(f"{case.number}: said {killings.done[case.number]}, found {found}")
        if len(found) != (place < killings.known) and not (place == killings.known and len(found) == 1):
            wrong.append(f"{case.number}: {found} though {killings.known} are settled")
        for letter in letters:
            if entries[EVENT, f"{case.number}#{letter.number}"] != 1 or entries[ISSUED, letter.reference] != 1:
                wrong.append(f"{case.number}: not one entry each for {letter.reference}")
    records = {each.reference: each for each in office.register.all()}
    for _, reference in killings.done.values():
        wrong += [f"{reference}: {each}" for each in records[reference].files if len(office.files.read(each.sha256)) != each.size]
    letters_recorded = sum(1 for each in records.values() if each.kind == "letter")
    return wrong if letters_recorded == issued else [*wrong, f"{letters_recorded} records for {issued} letters"]


def orphans(home: Path, office: Office) -> set[str]:
    """Stored files that nothing names."""
    named = {each.sha256 for each in office.evidence.files()}
    return {path.name for path in (home / "files").glob("??/*") if len(path.name) == 64} - named


def temporaries(home: Path) -> list[Path]:
    """Files that were being written."""
    return sorted(home.rglob(f"{TEMPORARY}*"))


def swept_and_whole(killings: Killings, folder: Path) -> list[str]:
    """What is wrong after a sweep, when all that lies there is old; both commands are run as such."""
    home, office = killings.home, killings.office
    wanted = orphans(home, office)
    for path in home.rglob("*"):
        if path.is_file() and path.is_relative_to(home / "files"):
            os.utime(path, (time.time() - LONG_AGO, time.time() - LONG_AGO))
    swept = _command("register", "sweep", "--home", str(home), folder=folder)
    wrong = [f"{each} was not swept" for each in wanted if f"swept: {each}" not in swept]
    checked = _command("verify", "--all", "--home", str(home), folder=folder)
    if "all holds; head " not in checked or "note I2" in checked:
        wrong.append(checked)
    wrong += [f"{each} is left" for each in (*orphans(home, office), *temporaries(home))]
    return wrong + unkept(killings)


def _command(*words: str, folder: Path) -> str:
    process = start(*words, folder=folder)
    said, complained = process.communicate(timeout=300)
    return said if process.returncode == 0 else f"{words} exits with {process.returncode}: {said}{complained}"
