"""Sweeping: what a stopped program left behind is taken away, and nothing else."""

import os
import time
from dataclasses import replace
from pathlib import Path

from sokdocs.core.casework.case import EventFile
from sokdocs.core.issuance.issued import IssuedFile
from sokdocs.register.cases import CaseRegister
from sokdocs.register.database import open_database
from sokdocs.register.durable_files import ContentStore, write_durably
from sokdocs.register.evidence import RegisterEvidence
from sokdocs.register.issued import IssuedDocuments
from sokdocs.workflows.sweeping import sweep
from tests.integration.test_register import a_record
from tests.integration.test_register_cases import CASE, NOW, an_answer, opened

LONG_AGO = time.time() - 3_600


def test_old_orphans_are_swept_and_named_or_young_files_stay(tmp_path: Path) -> None:
    store = ContentStore(tmp_path / "files")
    engine = open_database(tmp_path / "register.sqlite")
    documents, evidence = IssuedDocuments(engine), RegisterEvidence(engine)
    named, orphan, young = store.keep(b"named"), store.keep(b"orphan"), store.keep(b"young")
    documents.add(replace(a_record(), files=(IssuedFile("docx", "a.docx", named, 5),)))
    for sha256 in (named, orphan):
        os.utime(tmp_path / "files" / sha256[:2] / sha256, (LONG_AGO, LONG_AGO))
    assert sweep(evidence, store) == (orphan,)
    assert store.read(named) == b"named" and store.read(young) == b"young"
    assert sweep(evidence, store) == ()


def test_half_written_files_of_a_killed_program_are_swept_by_the_next_write(tmp_path: Path) -> None:
    old, new = tmp_path / ".sokdocs-old", tmp_path / ".sokdocs-new"
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    os.utime(old, (LONG_AGO, LONG_AGO))
    write_durably(tmp_path / "a.txt", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".sokdocs-new", "a.txt"]


def test_documents_of_a_case_stay_until_they_are_erased(tmp_path: Path) -> None:
    store, engine = ContentStore(tmp_path / "files"), open_database(tmp_path / "register.sqlite")
    cases, evidence = CaseRegister(engine), RegisterEvidence(engine)
    opened(cases)
    sha256 = store.keep(b"answer")
    os.utime(tmp_path / "files" / sha256[:2] / sha256, (LONG_AGO, LONG_AGO))
    cases.record(CASE, (replace(an_answer(), files=(EventFile("Svar.pdf", sha256, 6),)),), head=1, actor="ola", at=NOW)
    assert sweep(evidence, store) == ()
    cases.erase(CASE, 2, reason="krav", actor="kari", at=NOW)
    assert sweep(evidence, store) == (sha256,)
