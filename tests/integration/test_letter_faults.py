"""A full disk and a busy database while a letter is issued: told plainly, nothing recorded, and the next try succeeds."""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.errors import UnavailableError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.register import database
from sokdocs.register.durable_files import TEMPORARY
from sokdocs.workflows.sweeping import sweep
from sokdocs.workflows.verifying import verify
from tests.integration.issue_desk import Desk, contents
from tests.integration.letter_worker import Office, PatientCases, RunningClock, signed_contract

ACTORS = "actors: {officer: {roles: [contract_manager]}}\n"
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
for words in sys.argv[2].split(";"):
    held.execute(words)
held.execute("SELECT * FROM cases").fetchall()
print("held", flush=True)
sys.stdin.readline()
"""
LOCKS = {"writing": "BEGIN IMMEDIATE", "alone": "PRAGMA locking_mode=EXCLUSIVE;BEGIN EXCLUSIVE"}


@dataclass(frozen=True)
class Premises:
    """A register with a contract, opened by one office."""

    home: Path
    office: Office
    contract: str

    def state(self) -> tuple[object, ...]:
        """All that an issue could change for good, and what must never be left."""
        office = self.office
        half = sorted(path.name for path in self.home.rglob(f"{TEMPORARY}*"))
        return (
            office.evidence.head(),
            len(office.register.all()),
            sorted(office.evidence.journal_numbers()),
            list(office.cases.cases()),
            half,
        )


@pytest.fixture(scope="module")
def premises(tmp_path_factory: pytest.TempPathFactory) -> Premises:
    home = tmp_path_factory.mktemp("faults") / "home"
    contract = signed_contract(home)
    return Premises(home, Office(home, time.time()), contract)


@dataclass
class FullDisk:
    """Lets so many calls to the disk through and fails the next one, once; notes what was called."""

    spared: int
    calls: int = 0
    failed: str = ""

    def failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """The call, which may fail as on a full disk."""

        def call(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self.spared + 1:
                self.failed = name
                raise OSError(28, "No space left on device")
            return real(*arguments, **named)

        return call

    @contextmanager
    def inserted(self) -> Iterator[None]:
        """The disk is like this for a while."""
        with pytest.MonkeyPatch.context() as patch:
            for module, name in ((os, "fsync"), (os, "replace"), (os, "chmod"), (os, "mkdir"), (tempfile, "mkstemp")):
                patch.setattr(module, name, self.failing(name, getattr(module, name)))
            yield


def test_full_disk_at_any_write_is_told_and_nothing_is_recorded_and_the_next_try_succeeds(premises: Premises) -> None:
    failed: list[str] = []
    for spared in itertools.count():
        case = premises.office.open(premises.contract)
        before, disk = premises.state(), FullDisk(spared)
        try:
            with disk.inserted():
                premises.office.letter(case, "L01", {})
        except UnavailableError as error:
            assert "No space left on device" in str(error)
        else:
            break
        failed.append(disk.failed)
        assert premises.state() == before, failed
        assert premises.office.letter(case, "L01", {}).number == f"{case}-1"
    assert not disk.failed
    assert {"mkstemp", "fsync", "chmod", "replace"} <= set(failed), failed
    assert len(failed) >= 3 * 4, failed  # three files; folders that are there already need no call
    assert verify(premises.office).faults == ()


def test_full_database_is_told_and_nothing_is_recorded_and_the_next_try_succeeds(premises: Premises) -> None:
    office = Office(premises.home, premises.office.hands.since)
    cases = [office.open(premises.contract) for _ in range(20)]

    def fill(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1")

    event.listen(office._engine, "connect", fill)
    done: list[str] = []
    before = premises.state()
    with pytest.raises(UnavailableError, match=r"disk is full.*nothing was recorded, try again"):
        for case in cases:
            before = premises.state()
            done.append(office.letter(case, "L01", {}).number)
    assert premises.state() == before
    event.remove(office._engine, "connect", fill)
    assert office.letter(cases[len(done)], "L01", {}).number == f"{cases[len(done)]}-1"
    assert verify(office).faults == ()


@contextmanager
def held(home: Path, lock: str) -> Iterator["subprocess.Popen[str]"]:
    """Another process holds the register's database until it is sent a line."""
    words = [sys.executable, "-c", HOLD, str(home / "register.sqlite"), LOCKS[lock]]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("lock", LOCKS)
def test_busy_database_is_told_and_nothing_is_recorded_and_the_next_try_succeeds(
    lock: str, premises: Premises, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = premises.office.open(premises.contract)
    before = premises.state()
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 200)
    with held(premises.home, lock), pytest.raises(UnavailableError, match=r"locked.*nothing was recorded, try again"):
        premises.office.letter(case, "L01", {})
    assert premises.state() == before
    assert premises.office.letter(case, "L01", {}).number == f"{case}-1"
    assert verify(premises.office).faults == ()


def test_letter_waits_for_a_database_that_is_busy_for_a_moment(premises: Premises) -> None:
    case = premises.office.open(premises.contract)
    with held(premises.home, "writing") as holder:
        assert holder.stdin
        began = time.monotonic()
        release = threading.Timer(0.7, holder.stdin.close)
        release.start()
        assert premises.office.letter(case, "L01", {}).number == f"{case}-1"
        assert time.monotonic() - began >= 0.7
        release.join()


@pytest.mark.parametrize("lock", LOCKS)
def test_busy_database_gives_exit_code_6_and_a_plain_message(
    lock: str, premises: Premises, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case, desk = premises.office.open(premises.contract), Desk(tmp_path, monkeypatch, capsys)
    shutil.copytree(premises.home, desk.home)
    (desk.home / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    (tmp_path / "L01.yaml").write_text("access_mark: offentlig\n", encoding="utf-8")
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 200)
    monkeypatch.setenv("SOKDOCS_ACTOR", "officer")
    words = (
        "letter",
        "issue",
        "L01",
        case,
        "--facts",
        str(tmp_path / "L01.yaml"),
        "--home",
        str(desk.home),
        "--out",
        str(desk.out),
    )
    with held(desk.home, lock):
        answer = desk.run(*words)
    assert answer.code == 6, answer
    assert "can't be used just now (database is locked); nothing was recorded, try again" in answer.err
    assert (answer.out, len(answer.err.splitlines()), "Traceback" in answer.err, contents(desk.out)) == (
        "",
        1,
        False,
        {},
    )
    again = desk.run(*words)
    assert again.code == 0 and again.out.startswith(f"{case}-1  ")
    assert desk.run("verify", "--all", "--home", str(desk.home)).code == 0


class BusyCases(PatientCases):
    """Case files at which something else happens just before a letter is recorded."""

    before: Callable[[], object] = staticmethod(lambda: None)

    def add_letter(self, record: IssueRecord, number: str, events: Sequence[NewEvent], **rest: Any) -> IssueRecord:
        """Records the letter, after that."""
        self.before()
        return super().add_letter(record, number, events, **rest)


def an_office(premises: Premises, before: Callable[[], object]) -> Office:
    """An office in whose way something comes each time a letter is about to be recorded."""
    office = premises.office.reopened()
    office.cases = BusyCases(office._engine)
    office.cases.before = before
    office.casefiles = office.cases
    return office


def test_files_of_a_try_that_failed_long_ago_are_not_swept_under_the_next_one(premises: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    case, store = premises.office.open(premises.contract), premises.office.files
    there = {each.sha256 for each in premises.office.evidence.files()}
    with monkeypatch.context() as patch, held(premises.home, "writing"), pytest.raises(UnavailableError):
        patch.setattr(database, "BUSY_MILLISECONDS", 100)
        premises.office.letter(case, "L01", {})
    left = [path for path in (premises.home / "files").glob("??/*") if path.name not in there]
    assert left
    for path in left:
        os.utime(path, (time.time() - 3_600, time.time() - 3_600))
    assert {path.name for path in left} <= set(store.stale())
    done = an_office(premises, lambda: sweep(premises.office.evidence, store)).letter(case, "L01", {})
    assert {each.sha256 for each in done.record.files} & {path.name for path in left}
    assert verify(premises.office).faults == ()


def test_name_of_a_file_that_was_there_already_is_synced_before_the_letter_is_recorded(
    premises: Premises, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was stopped may have renamed the file and not come to sync its folder; a power cut would take it away."""
    case = premises.office.open(premises.contract)
    with monkeypatch.context() as patch, held(premises.home, "writing"), pytest.raises(UnavailableError):
        patch.setattr(database, "BUSY_MILLISECONDS", 100)
        premises.office.letter(case, "L01", {})
    synced: set[Path] = set()
    before: set[Path] = set()
    real = os.fsync

    def noted(descriptor: int) -> None:
        synced.add(Path(os.readlink(f"/proc/self/fd/{descriptor}")))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    done = an_office(premises, lambda: before.update(synced)).letter(case, "L01", {})
    assert {premises.home / "files" / each.sha256[:2] for each in done.record.files} <= before


def test_letter_that_another_process_recorded_in_the_same_moment_is_a_repeat(premises: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    case, other = premises.office.open(premises.contract), premises.office.reopened()
    moment = premises.office.clock.now()
    monkeypatch.setattr(RunningClock, "now", lambda _: moment)
    done = an_office(premises, lambda: other.letter(case, "L01", {})).letter(case, "L01", {})
    assert done.is_repeat
    found = premises.office.casefiles.case(case)
    assert found is not None and [each.reference for each in found.letters()] == [done.record.reference]
