"""The register on a real SQLite file: what it records, and what happens when the disk or the database fails."""

import hashlib
import multiprocessing
import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sokdocs.core.errors import ConflictError, NotFoundError, UnavailableError
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.register import database
from sokdocs.register.database import open_database
from sokdocs.register.durable_files import ContentStore, write_durably
from sokdocs.register.issued import IssuedDocuments


def a_record(reference: str = "SD-0000-0001", *, request: str = "a" * 64, supersedes: str = "") -> IssueRecord:
    return IssueRecord(
        reference=reference,
        request=request,
        kind="tender-appendix",
        language="nb",
        title="Kontraktsvilkår & «ære»",
        buyer="Storvik kommune",
        case_number="2026/01234",
        subject="Arbeidstøy",
        manifest_digest="b" * 64,
        document_digest="c" * 64,
        files=(IssuedFile("docx", "a.docx", "d" * 64, 7), IssuedFile("pdf", "a.pdf", "e" * 64, 9)),
        issued_at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
        supersedes=supersedes,
        reason="ny dato" if supersedes else "",
        changes=("fact title: a → b",) if supersedes else (),
    )


@pytest.fixture
def documents(tmp_path: Path) -> IssuedDocuments:
    return IssuedDocuments(open_database(tmp_path / "register.sqlite"))


def test_record_comes_back_as_it_went_in_also_after_reopening(documents: IssuedDocuments, tmp_path: Path) -> None:
    documents.add(a_record())
    again = IssuedDocuments(open_database(tmp_path / "register.sqlite"))
    assert again.by_reference("SD-0000-0001") == a_record()
    assert again.by_request("a" * 64) == a_record()
    assert again.by_reference("SD-0000-0002") is None


def test_same_request_is_recorded_once(documents: IssuedDocuments) -> None:
    documents.add(a_record())
    assert documents.add(a_record("SD-0000-0009")).reference == "SD-0000-0001"
    assert len(documents.all()) == 1


def test_document_is_replaced_at_most_once(documents: IssuedDocuments) -> None:
    documents.add(a_record())
    documents.add(a_record("SD-0000-0002", request="b" * 64, supersedes="SD-0000-0001"))
    with pytest.raises(ConflictError):
        documents.add(a_record("SD-0000-0003", request="c" * 64, supersedes="SD-0000-0001"))
    newer = documents.superseding("SD-0000-0001")
    assert newer is not None and newer.reference == "SD-0000-0002" and newer.changes == ("fact title: a → b",)
    assert len(documents.all()) == 2


def test_busy_database_is_told_and_nothing_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 100)
    documents = IssuedDocuments(open_database(tmp_path / "register.sqlite"))
    other = sqlite3.connect(tmp_path / "register.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnavailableError, match="nothing was recorded"):
        documents.add(a_record())
    other.execute("ROLLBACK")
    other.close()
    assert documents.all() == []


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite").write_bytes(b"not a database at all, " * 100)
    with pytest.raises(UnavailableError, match="not a database"):
        open_database(tmp_path / "register.sqlite")


def _open(path: str, told: "multiprocessing.Queue[str]") -> None:
    try:
        told.put(str(len(IssuedDocuments(open_database(Path(path))).all())))
    except UnavailableError as error:
        told.put(str(error))


def test_new_register_opened_by_several_processes_at_once_is_made_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[str] = context.Queue()
    processes = [context.Process(target=_open, args=(str(tmp_path / "register.sqlite"), told)) for _ in range(4)]
    for process in processes:
        process.start()
    assert [told.get(timeout=60) for _ in processes] == ["0"] * 4
    for process in processes:
        process.join(60)


def test_settings_of_the_database_survive_a_power_cut(documents: IssuedDocuments, tmp_path: Path) -> None:
    engine = open_database(tmp_path / "register.sqlite")
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_stored_file_is_found_by_its_digest_and_an_altered_one_is_refused(tmp_path: Path) -> None:
    store = ContentStore(tmp_path)
    sha256 = store.keep(b"words")
    assert sha256 == hashlib.sha256(b"words").hexdigest() and store.read(sha256) == b"words"
    (tmp_path / sha256[:2] / sha256).write_bytes(b"other words")
    with pytest.raises(ConflictError, match="changed since"):
        store.read(sha256)
    assert store.keep(b"words") == sha256 and store.read(sha256) == b"words"
    with pytest.raises(NotFoundError):
        store.read("f" * 64)


def test_file_is_synced_before_it_is_renamed_and_its_folder_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def noted(name: str, real: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            steps.append(name)
            real(*arguments)

        return call

    monkeypatch.setattr(os, "fsync", noted("fsync", os.fsync))
    monkeypatch.setattr(os, "replace", noted("replace", os.replace))
    write_durably(tmp_path / "a.txt", b"x")
    assert steps == ["fsync", "replace", "fsync"]


def _write_with_no_room(folder: str, told: "multiprocessing.Queue[str]") -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
    try:
        write_durably(Path(folder) / "a.docx", b"x" * 100_000)
        told.put("written")
    except UnavailableError as error:
        told.put(str(error))


def test_full_disk_is_told_and_leaves_neither_half_a_file_nor_a_temporary_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[str] = context.Queue()
    process = context.Process(target=_write_with_no_room, args=(str(tmp_path), told))
    process.start()
    assert "can't be written" in told.get(timeout=60)
    process.join(60)
    assert list(tmp_path.iterdir()) == []


def test_failed_write_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_durably(tmp_path / "a.txt", b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnavailableError, match="No space left"):
        write_durably(tmp_path / "a.txt", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"] and (tmp_path / "a.txt").read_bytes() == b"old"


def test_migrations_make_the_tables_the_code_names(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from sokdocs.register.tables import metadata

    with open_database(tmp_path / "register.sqlite").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_register_of_the_newest_form_is_known_by_the_newest_migration() -> None:
    from alembic.config import Config

    from sokdocs.register import database, migrating

    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    assert migrating.newest(config) == database.NEWEST
