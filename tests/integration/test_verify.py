"""Verifying a whole register: what was changed, lost, added or doubled behind its back is found, and the first wrong entry named."""

import json
import os
import shutil
import sqlite3
import sys
import time
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine

import sokdocs.register as register_room
from sokdocs.cli.main import sokdocs
from sokdocs.cli.output import guarded
from sokdocs.core.audit.evidence import Fault, Verification
from sokdocs.core.audit.trail import Head, entry_after, first_wrong
from sokdocs.core.casework.case import EventFile
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.register.cases import CaseRegister
from sokdocs.register.database import open_database
from sokdocs.register.durable_files import ContentStore
from sokdocs.register.evidence import RegisterEvidence
from sokdocs.register.issued import IssuedDocuments
from sokdocs.register.leftovers import Leftovers
from sokdocs.register.tables import metadata
from sokdocs.workflows.verifying import verify
from tests.integration.test_register_cases import CASE, NOW, a_letter, a_meeting, an_answer, letter_event, opened

LONG_AGO = time.time() - 3_600
LAST = 13
COLUMNS = [(table.name, column.name) for table in metadata.sorted_tables for column in table.columns]
TABLES = [table.name for table in metadata.sorted_tables]


@dataclass(frozen=True)
class Premises:
    """A register with its files, and what verifying asks of the world."""

    home: Path

    @property
    def database(self) -> Path:
        """The database file."""
        return self.home / "register.sqlite"

    @cached_property
    def engine(self) -> Engine:
        """The database, opened once."""
        return open_database(self.database)

    @property
    def register(self) -> IssuedDocuments:
        """The issued documents."""
        return IssuedDocuments(self.engine)

    @property
    def casefiles(self) -> CaseRegister:
        """Contracts and cases."""
        return CaseRegister(self.engine)

    @property
    def evidence(self) -> RegisterEvidence:
        """The trail, and what can be held against it."""
        return RegisterEvidence(self.engine)

    @property
    def files(self) -> ContentStore:
        """The stored files."""
        return ContentStore(self.home / "files")

    @property
    def leftovers(self) -> Leftovers:
        """What may lie about."""
        return Leftovers(self.home, self.home / "files")

    def verify(self, *heads: Head) -> Verification:
        """What verifying finds."""
        return verify(self, heads)

    def meddle(self, *statements: str) -> int:
        """Changes the database behind the register's back; gives the number of rows that were changed."""
        with sqlite3.connect(self.database) as connection:
            changed = sum(connection.execute(each).rowcount for each in statements)
        connection.close()
        return changed


def stored(record: IssueRecord, files: ContentStore) -> IssueRecord:
    """The record with files that are there."""
    kept = tuple(
        IssuedFile(each.form, each.name, files.keep(f"{record.reference} {each.form}".encode()), len(f"{record.reference} {each.form}"))
        for each in record.files
    )
    return replace(record, files=kept)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents issued, a case with a letter, an answer, an erased answer and a meeting, and a second case."""
    there = Premises(tmp_path_factory.mktemp("furnished") / "home")
    files, cases = there.files, there.casefiles
    appendix = replace(a_letter("SD-0000-0001", request="0" * 64), kind="tender-appendix", case_number="2020/00007")
    there.register.add(stored(appendix, files), actor="kari")
    there.register.add(
        stored(replace(appendix, reference="SD-0000-0002", request="1" * 64, supersedes="SD-0000-0001", reason="r"), files), actor="kari"
    )
    opened(cases, settings={"plan_days": 5})
    cases.add_letter(
        stored(a_letter(), files), CASE, (letter_event("L01", due_answer=date(2027, 4, 1)),), head=1, document=1, actor="ola", at=NOW
    )
    answer = replace(an_answer(), files=(EventFile("Svar.pdf", files.keep(b"answer"), 6),))
    cases.record(CASE, (answer, replace(an_answer("Slettes"), files=())), head=2, actor="ola", at=NOW)
    cases.erase(CASE, 4, reason="krav", actor="kari", at=NOW)
    opened(cases)
    cases.record("2027/00002", (a_meeting(summary="Referat"),), head=1, actor="ola", at=NOW)
    there.engine.dispose()
    return there.home


@pytest.fixture
def premises(furnished: Path, tmp_path: Path) -> Premises:
    """Such a register of the test's own."""
    return Premises(Path(shutil.copytree(furnished, tmp_path / "home")))


def said(found: Verification) -> list[tuple[str, int]]:
    return [(each.invariant, each.entry) for each in found.faults]


def test_register_that_holds_has_no_faults_and_says_what_it_does_not_check(premises: Premises) -> None:
    found = premises.verify(premises.evidence.head())
    assert found.faults == () and found.first_wrong_entry is None
    assert found.head == premises.casefiles.head() and found.head[0] == LAST
    assert [each.invariant for each in found.notes] == ["I5", "I6", "I8"]


def test_empty_register_holds(tmp_path: Path) -> None:
    assert Premises(tmp_path / "home").verify().faults == ()


def an_other(value: object) -> str:
    match value:
        case None:
            return "'999'"
        case int():
            return str(value + 1_000)
    return "'" + str(value).replace("'", "''") + "x'"


@pytest.mark.parametrize("every", [pytest.param(False, id="last"), pytest.param(True, id="every", marks=pytest.mark.full)])
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_changed_column_is_found(premises: Premises, table: str, column: str, every: bool) -> None:
    with sqlite3.connect(premises.database) as connection:
        rows = connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
    connection.close()
    assert rows
    for row, value in rows if every else rows[-1:]:
        before = premises.database.read_bytes()
        assert premises.meddle(f"UPDATE {table} SET {column} = {an_other(value)} WHERE rowid = {row}") == 1
        found = premises.verify(premises.evidence.head()) if table != "trail" else premises.verify()
        assert found.faults, (row, value)
        first = found.first_wrong_entry
        assert first is not None, found.faults
        if table == "trail":
            assert first.entry == row, found.faults
        premises.database.write_bytes(before)
        for each in ("-wal", "-shm"):
            premises.database.with_name(f"register.sqlite{each}").unlink(missing_ok=True)


@pytest.mark.parametrize("table", TABLES)
def test_deleted_row_is_found(premises: Premises, table: str) -> None:
    with sqlite3.connect(premises.database) as connection:
        rows = [row for (row,) in connection.execute(f"SELECT rowid FROM {table}")]
    connection.close()
    for row in rows:
        before = premises.database.read_bytes()
        assert premises.meddle(f"DELETE FROM {table} WHERE rowid = {row}") == 1
        first = premises.verify().first_wrong_entry
        assert first is not None
        if table == "trail":
            assert first.entry == row
        premises.database.write_bytes(before)
        for each in ("-wal", "-shm"):
            premises.database.with_name(f"register.sqlite{each}").unlink(missing_ok=True)


ADDED = {
    "issued": "INSERT INTO issued SELECT 99, 'SD-X', 'x', kind, language, title, buyer, case_number, subject, manifest_digest, "
    "document_digest, issued_at, NULL, reason, changes FROM issued WHERE number = 1",
    "issued_files": "INSERT INTO issued_files SELECT reference, 9, 'html', name, sha256, size FROM issued_files LIMIT 1",
    "contracts": "INSERT INTO contracts SELECT 'KO-X', announced_on, signed_on, appendix, terms_edition, clauses, facts, salt "
    "FROM contracts",
    "cases": f"INSERT INTO cases SELECT '2027/00003', year, 3, numbered, contract, ladder, opened_on, settings FROM cases "
    f"WHERE number = '{CASE}'",
    "events": f"INSERT INTO events SELECT case_number, 6, kind, day, public, actor, recorded_at, NULL, reference FROM events "
    f"WHERE case_number = '{CASE}' AND number = 5",
    "private_values": "INSERT INTO private_values SELECT case_number, event, 'more', value, salt, hash FROM private_values LIMIT 1",
    "event_files": "INSERT INTO event_files SELECT case_number, event, 7, sha256, size, name, salt, hash FROM event_files",
    "journal": f"INSERT INTO journal VALUES (2027, 4, '{CASE}', 5)",
    "trail": "INSERT INTO trail SELECT number + 1, at, actor, action, subject || 'x', body, digest, 'x' FROM trail WHERE number = 13",
}


@pytest.mark.parametrize("table", TABLES)
def test_added_row_is_found(premises: Premises, table: str) -> None:
    assert premises.meddle(ADDED[table]) == 1
    assert premises.verify().first_wrong_entry is not None


def test_first_wrong_entry_is_the_earliest_of_all(premises: Premises) -> None:
    premises.meddle(
        "UPDATE events SET actor = 'x' WHERE case_number = '2027/00002'",
        "UPDATE contracts SET salt = 'x'",
        "UPDATE trail SET actor = 'x' WHERE number = 9",
    )
    found = premises.verify()
    assert found.first_wrong_entry == Fault(
        "I3", "contract KO-7K3Q-9F2M", "entry 3 does not hold: the register now says otherwise than it", 3
    )
    assert said(found)[0] == ("I3", 3) and ("I3", 9) in said(found)


def forge(premises: Premises, at: int, **changes: str) -> None:
    """Changes an entry and seals it and all after it anew, as someone would who knows how the chain is made."""
    last, statements = None, []
    for entry in premises.evidence.trail():
        fields = {name: getattr(entry, name) for name in ("at", "actor", "action", "subject", "body")}
        last = entry_after(last, **(fields | changes if entry.number == at else fields))
        statements.append(
            f"UPDATE trail SET actor = '{last.actor}', previous = '{last.previous}', digest = '{last.digest}', body = "
            f"'{last.body}' WHERE number = {last.number}"
        )
    premises.meddle(*statements)


def test_chain_written_anew_is_found_by_a_head_kept_elsewhere(premises: Premises) -> None:
    head = premises.casefiles.head()
    forge(premises, 4, actor="someone")
    assert premises.verify().faults == ()
    assert said(premises.verify(head)) == [("I3", LAST)]


def test_entry_that_tells_of_nothing_is_found_in_a_chain_that_holds(premises: Premises) -> None:
    forge(premises, 6, body='{"nothing":1}')
    assert first_wrong(premises.evidence.trail()) is None
    assert said(premises.verify()) == [("I3", 6)]


def test_change_and_entry_cut_off_together_are_found_by_a_head_kept_elsewhere(premises: Premises) -> None:
    head = premises.casefiles.head()
    premises.meddle("DELETE FROM events WHERE case_number = '2027/00002' AND number = 2", "DELETE FROM trail WHERE number = 13")
    assert premises.verify().faults == ()
    found = premises.verify(head)
    assert said(found) == [("I3", LAST)] and "cut off" in found.faults[0].message


def test_value_that_is_gone_though_nobody_erased_it_is_found(premises: Premises) -> None:
    premises.meddle(f"UPDATE private_values SET value = NULL, salt = NULL WHERE case_number = '{CASE}' AND event = 3")
    (fault,) = premises.verify().faults
    assert fault == Fault("I3", "event 2027/00001#3", "a value is gone, but no event of the case tells that it was erased")


@pytest.mark.parametrize("column", ["kind", "day", "public", "recorded_at"])
def test_row_that_can_not_be_read_does_not_stop_the_other_checks(premises: Premises, column: str) -> None:
    premises.meddle(f"UPDATE events SET {column} = x'ff00' WHERE case_number = '{CASE}' AND number = 1")
    (premises.home / "files" / "stranger.txt").write_text("x")
    found = premises.verify()
    assert {each.invariant for each in found.faults} >= {"I2", "I3"}
    assert found.first_wrong_entry is not None and found.first_wrong_entry.place == "event 2027/00001#1"


def path_of(premises: Premises, place: str) -> Path:
    (sha256,) = [use.sha256 for use in premises.evidence.files() if use.place == place]
    return premises.home / "files" / sha256[:2] / sha256


@pytest.mark.parametrize("place", ["SD-0000-0002, a.pdf", "event 2027/00001#3, file 1"])
def test_missing_or_changed_file_is_found(premises: Premises, place: str) -> None:
    path = path_of(premises, place)
    path.write_bytes(b"other")
    (fault,) = premises.verify().faults
    assert (fault.invariant, fault.place) == ("I1", place) and "changed" in fault.message
    path.unlink()
    (fault,) = premises.verify().faults
    assert (fault.invariant, fault.place) == ("I1", place) and "missing" in fault.message


def test_file_nobody_names_is_noted_and_a_strange_one_is_a_fault(premises: Premises) -> None:
    sha256 = premises.files.keep(b"orphan")
    path = premises.home / "files" / sha256[:2] / sha256
    assert premises.verify().notes[3:] == ()
    os.utime(path, (LONG_AGO, LONG_AGO))
    found = premises.verify()
    assert found.faults == () and [each.place for each in found.notes[3:]] == [f"files/{sha256[:2]}/{sha256}"]
    path.rename(path.with_suffix(".docx"))
    assert [(each.invariant, each.place) for each in premises.verify().faults] == [("I2", f"files/{sha256[:2]}/{sha256}.docx")]


def test_old_temporary_files_are_found_and_young_ones_are_not(premises: Premises) -> None:
    for name, when in (("home", LONG_AGO), ("young", time.time())):
        (premises.home / f".sokdocs-{name}").write_bytes(b"half")
        os.utime(premises.home / f".sokdocs-{name}", (when, when))
    (premises.home / "files" / "ab").mkdir(exist_ok=True)
    (premises.home / "files" / "ab" / ".sokdocs-old").write_bytes(b"half")
    os.utime(premises.home / "files" / "ab" / ".sokdocs-old", (LONG_AGO, LONG_AGO))
    assert [(each.invariant, each.place) for each in premises.verify().faults] == [
        ("I10", ".sokdocs-home"),
        ("I10", "files/ab/.sokdocs-old"),
    ]


def test_letter_out_twice_and_letter_of_another_buyer_are_found(premises: Premises) -> None:
    number = "2027/00002"
    for place, code in enumerate(("X", "Y")):
        record = stored(replace(a_letter(f"SD-0000-000{code}", request=code * 64), case_number=number, buyer="Lillevik"), premises.files)
        event = letter_event("L03", about=9)
        premises.casefiles.add_letter(record, number, (event,), head=2 + place, document=1 + place, actor="ola", at=NOW)
    assert said(premises.verify()) == [("I7", 0), ("I11", 0), ("I11", 0)]


def test_damaged_database_is_told(premises: Premises) -> None:
    data = bytearray(premises.database.read_bytes())
    data[8192:20480] = b"\xff" * 12288
    premises.database.write_bytes(bytes(data))
    assert "I9" in {each.invariant for each in premises.verify().faults}


def at_first_version(path: Path) -> None:
    """A register as the first version made it, with three documents; the clock went back before the last."""
    config = Config()
    config.set_main_option("script_location", str(Path(str(register_room.__file__)).parent / "migrations"))
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for number, moment in ((1, "2026-01-02T09:00:00+01:00"), (2, "2026-01-03T09:00:00+01:00"), (3, "2026-01-01T09:00:00+01:00")):
            supersedes = f"'SD-{number - 1}'" if number == 2 else "NULL"
            connection.exec_driver_sql(
                f"INSERT INTO issued VALUES ({number}, 'SD-{number}', 'r{number}', 'tender-appendix', 'nb', 'Æ \"t\"', 'B', '2026/1', 'S', "
                f"'m', 'd', '{moment}', {supersedes}, '', '[\"a: b → c\", \"d\"]')"
            )
            sha256 = ContentStore(path.parent / "files").keep(b"%d" % number)
            for position, form in enumerate(("pdf", "docx")):
                values = f"'SD-{number}', {position}, '{form}', 'a.{form}', '{sha256}', 1"
                connection.exec_driver_sql(f"INSERT INTO issued_files VALUES ({values})")
    engine.dispose()


def test_documents_issued_before_the_trail_stand_in_it_after_the_migration(tmp_path: Path) -> None:
    premises = Premises(tmp_path / "home")
    at_first_version(premises.database)
    assert premises.verify().faults == ()
    entries = list(premises.evidence.trail())
    assert [(each.action, each.subject, each.at[:10]) for each in entries] == [
        ("issued", "SD-1", "2026-01-02"),
        ("issued", "SD-2", "2026-01-03"),
        ("issued", "SD-3", "2026-01-03"),
    ]
    assert json.loads(entries[1].body)["supersedes"] == "SD-1" and len(json.loads(entries[1].body)["files"]) == 2
    assert [each.reference for each in premises.register.all()] == ["SD-1", "SD-2", "SD-3"]
    opened(premises.casefiles)
    assert premises.verify((3, entries[-1].digest)).faults == ()
    premises.meddle("UPDATE issued SET title = 'other' WHERE number = 2")
    assert said(premises.verify()) == [("I3", 2)]


@dataclass(frozen=True)
class Terminal:
    """Runs `sokdocs verify`."""

    home: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def verify(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        self.patch.setattr(sys, "argv", ["sokdocs", "verify", *words, "--home", str(self.home)])
        self.capture.readouterr()
        code = guarded(sokdocs)
        heard = self.capture.readouterr()
        return code, heard.out, heard.err


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "home", monkeypatch, capsys)


def test_verify_says_that_all_holds_with_the_head_to_keep(premises: Premises, terminal: Terminal) -> None:
    number, digest = premises.casefiles.head()
    code, out, _ = terminal.verify("--all")
    assert code == 0 and out.endswith(f"all holds; head {number}:{digest}\n")
    assert "note I8 approvals: the register holds no approvals yet\n" in out


def test_verify_names_the_first_wrong_entry_and_exits_with_1(premises: Premises, terminal: Terminal) -> None:
    premises.meddle("UPDATE cases SET ladder = 'x' || char(27) WHERE number = '2027/00001'", "DELETE FROM trail WHERE number > 10")
    code, out, _ = terminal.verify("--all")
    assert code == 1
    assert out.startswith("first wrong entry: 4 (case 2027/00001: entry 4 does not hold: the register now says otherwise than it)\n")
    code, out, _ = terminal.verify("--all", "--json")
    told = json.loads(out)
    assert code == 1 and told["holds"] is False and told["first_wrong_entry"] == 4
    assert told["faults"][0] == {
        "invariant": "I3",
        "place": "case 2027/00001",
        "message": "entry 4 does not hold: the register now says otherwise than it",
        "entry": 4,
    }


def test_verify_takes_heads_from_words_and_from_a_file(premises: Premises, terminal: Terminal, tmp_path: Path) -> None:
    number, digest = premises.casefiles.head()
    kept = tmp_path / "heads.txt"
    kept.write_text(f"brev 1 {number}:{digest}\n", encoding="utf-8")
    assert terminal.verify("--all", "--head", f"{number}:{digest}", "--head", str(kept))[0] == 0
    premises.meddle("DELETE FROM events WHERE case_number = '2027/00002' AND number = 2", "DELETE FROM trail WHERE number = 13")
    assert terminal.verify("--all")[0] == 0
    for head in (f"{number}:{digest}", str(kept)):
        code, out, _ = terminal.verify("--all", "--head", head)
        assert code == 1 and out.startswith(f"first wrong entry: {LAST} ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Missing option '--all'"),
        (("--all", "--head", "12"), "neither NUMBER:DIGEST nor a file"),
        (("--all", "--head", "12:abc"), "neither NUMBER:DIGEST nor a file"),
    ],
)
def test_verify_refuses_what_it_does_not_understand(premises: Premises, terminal: Terminal, words: tuple[str, ...], message: str) -> None:
    code, _, err = terminal.verify(*words)
    assert code == 2 and message in err


def test_verify_without_a_register_says_so_and_makes_none(terminal: Terminal) -> None:
    code, _, err = terminal.verify("--all")
    assert code == 3 and "there is no register" in err and not terminal.home.exists()
