"""Issuing and drafting in several processes: one record for one request, and the same bytes anywhere."""

import multiprocessing
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from sokdocs.core.document.blocks import Document
from sokdocs.core.errors import SokdocsError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.issuing import issue
from sokdocs.workflows.making import Request
from sokdocs.workflows.ports import Register, Renderer
from sokdocs.workflows.replacing import Replacement
from tests.fakes import desk_of
from tests.integration.issue_desk import EXAMPLE, SMALL, contents, start

FAR_EAST = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
FAR_WEST = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Pago_Pago",
    "LC_ALL": "C",
    "LANG": "nb_NO.UTF-8",
    "SOURCE_DATE_EPOCH": "86400",
}


class PatientRegister:
    """A register that lets every process ask whether a request is known before any of them may go on."""

    def __init__(self, register: Register, barrier: Barrier) -> None:
        self._register, self._barrier = register, barrier

    def by_request(self, request: str) -> IssueRecord | None:
        """The document issued for this request, once all have asked."""
        known = self._register.by_request(request)
        self._barrier.wait(timeout=60)
        return known

    def by_reference(self, reference: str) -> IssueRecord | None:
        """The document with this reference."""
        return self._register.by_reference(reference)

    def superseding(self, reference: str) -> IssueRecord | None:
        """The document that replaced this one."""
        return self._register.superseding(reference)

    def of_case(self, kind: str, case_number: str) -> Sequence[IssueRecord]:
        """The documents of a kind in a case."""
        return self._register.of_case(kind, case_number)

    def add(self, record: IssueRecord) -> IssueRecord:
        """Records an issue."""
        return self._register.add(record)

    def all(self) -> Sequence[IssueRecord]:
        """Every record."""
        return self._register.all()


def _issue_in_step(
    home: Path, facts: Path, superseded: str, barrier: Barrier, answers: "multiprocessing.Queue[tuple[str, bool, str]]"
) -> None:
    world = World(read_settings(home=home))
    issuer = replace(desk_of(world), register=PatientRegister(world.register, barrier))
    replacement = Replacement(superseded, "samtidig") if superseded else None
    try:
        done = issue(world.catalogue, Request("tender-appendix", "nb", ("html",), world.answers(facts)), issuer, replacement)
        answers.put((done.record.reference, done.is_repeat, done.record.issued_at.isoformat()))
    except SokdocsError as error:
        answers.put((type(error).__name__, False, str(error)))


def _at_once(home: Path, sheets: Sequence[Path], superseded: str = "") -> list[tuple[str, bool, str]]:
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(len(sheets)), context.Queue()
    processes = [context.Process(target=_issue_in_step, args=(home, sheet, superseded, barrier, answers)) for sheet in sheets]
    for process in processes:
        process.start()
    found = sorted(answers.get(timeout=60) for _ in processes)
    for process in processes:
        process.join(timeout=60)
    return found


def test_two_processes_with_the_same_request_give_one_record(tmp_path: Path) -> None:
    World(read_settings(home=tmp_path)).register.all()
    found = _at_once(tmp_path, [SMALL, SMALL])
    assert [repeat for _, repeat, _ in found] == [False, True]
    assert found[0][0] == found[1][0]
    assert found[0][2] == found[1][2]
    (record,) = World(read_settings(home=tmp_path)).register.all()
    assert record.reference == found[0][0]
    assert [each.form for each in record.files] == ["docx", "pdf", "html", "note", "manifest"]


@pytest.mark.slow
def test_two_processes_that_replace_one_document_do_so_once(tmp_path: Path) -> None:
    world = World(read_settings(home=tmp_path / "home"))
    old = issue(world.catalogue, Request("tender-appendix", "nb", ("html",), world.answers(SMALL)), world).record.reference
    sheets = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for number, sheet in enumerate(sheets):
        sheet.write_text(SMALL.read_text(encoding="utf-8").replace("12500000", f"1250000{number + 1}"), encoding="utf-8")
    found = _at_once(tmp_path / "home", sheets, old)
    assert [reference for reference, _, _ in found].count("ConflictError") == 1
    assert [each.supersedes for each in world.register.all()] == ["", old]


@pytest.mark.full
def test_two_processes_can_open_a_new_register_at_once(tmp_path: Path) -> None:
    words = ("issue", "tender-appendix", "--facts", str(SMALL), "--as", "html", "--home", str(tmp_path / "home"))
    processes = [start(*words, "--out", str(tmp_path / name), folder=tmp_path) for name in ("one", "two")]
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(World(read_settings(home=tmp_path / "home")).register.all()) == 1


@pytest.mark.parametrize(
    "facts", [pytest.param(SMALL, id="small", marks=pytest.mark.slow), pytest.param(EXAMPLE, id="whole", marks=pytest.mark.full)]
)
def test_draft_gives_the_same_bytes_in_another_process_place_time_and_language(facts: Path, tmp_path: Path) -> None:
    words = ("draft", "tender-appendix", "--facts", str(facts), "--out", "out")
    folders = [tmp_path / "first", tmp_path / "æ ø å" / "second"]
    processes = []
    for folder, environment in zip(folders, (FAR_EAST, FAR_WEST), strict=True):
        folder.mkdir(parents=True)
        processes.append(start(*words, folder=folder, **environment))
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    first, second = (contents(folder / "out") for folder in folders)
    assert len(first) == 3
    assert first == second


class ForgetfulRenderer:
    """Renders a document without its last section's first clause, as a faulty renderer would."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self.form = renderer.form

    def render(self, document: Document, manifest: bytes) -> bytes:
        """The file with a hole in it."""
        *others, last = document.sections
        shorter = replace(last, clauses=last.clauses[1:])
        return self._renderer.render(replace(document, sections=(*others, shorter)), manifest)


class ForgetfulForms:
    """The shipped forms, rendered forgetfully."""

    def __init__(self, world: World) -> None:
        self._world = world

    def renderer(self, form: str, kind: str) -> Renderer:
        """The forgetful renderer."""
        return ForgetfulRenderer(self._world.forms.renderer(form, kind))

    def template_digest(self, form: str, kind: str) -> str:
        """The digest of the real template."""
        return self._world.forms.template_digest(form, kind)


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_issue_stores_nothing_when_a_file_does_not_carry_the_document(form: str, tmp_path: Path) -> None:
    world = World(read_settings(home=tmp_path))
    issuer = replace(desk_of(world), forms=ForgetfulForms(world))
    with pytest.raises(SokdocsError, match="does not carry the document") as caught:
        issue(world.catalogue, Request("tender-appendix", "nb", (form,), world.answers(SMALL)), issuer)
    assert any("missing" in str(problem) for problem in getattr(caught.value, "problems", ()))
    assert world.register.all() == []
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
