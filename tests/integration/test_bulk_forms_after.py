"""Forms to every contract of a list that begin with the answers from last time, where a row names them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sokdocs.loading.word.form import read_form_docx
from tests.integration.bulk_world import as_csv, reported
from tests.integration.self_report_desk import CASE, ReportDesk, answered, attachments_of, open_case, send

HEAD = ("contract", "case", "after")
EARLIER = f"{CASE}-2"
ASKED_ANEW = ("Q1.6", "Q4.2", "Q4.3", "Q5.3", "Q6.3", "Q8.1")


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """A case in which the form came back, a year ago."""
    with pytest.MonkeyPatch.context() as patch:
        desk = ReportDesk(tmp_path_factory.mktemp("received"), patch)
        with desk.as_pages_only():
            open_case(desk)
            send(desk)
        desk.receive(answered(desk, "green"), *attachments_of(desk, "green"))
        desk.day = date(2027, 9, 1)
        yield desk


@pytest.fixture
def desk(received: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportDesk:
    return received.copy(tmp_path, monkeypatch)


def _listed(desk: ReportDesk, *rows: tuple[str, ...]) -> Path:
    contract = desk.good("contract", "list").out.split()[0]
    return as_csv(desk.folder / "list.csv", [(contract, *row) for row in rows], HEAD)


def _counts(said: dict[str, object]) -> list[object]:
    return [said[name] for name in ("issued", "already_issued", "left_out")]


def _send(desk: ReportDesk, listed: Path, forms: str = "docx") -> dict[str, object]:
    answer = desk.run("self-report", "issue-many", "--contracts", str(listed), "--out", str(desk.folder / "out"), "--as", forms, "--json")
    said: dict[str, object] = answer.json
    return said


@pytest.mark.slow
def test_row_that_names_a_self_report_gets_a_form_with_its_answers_once(desk: ReportDesk) -> None:
    listed = _listed(desk, (CASE, EARLIER))
    assert _counts(_send(desk, listed)) == [1, 0, 0]
    (row,) = reported(desk.folder / "out")
    (path,) = (desk.folder / "out").glob("*.docx")
    values = read_form_docx(path.read_bytes(), name=path.name).values
    assert values["Q3.2.1.risk"] == "Tvangsarbeid i bomull"
    assert [key for key in values if key.startswith(ASKED_ANEW)] == []
    assert _counts(_send(desk, listed)) == [0, 1, 0]
    alone = desk.good("self-report", "issue", CASE, "--after", EARLIER, "--as", "docx", "--out", str(desk.folder / "alone"), "--json").json
    assert read_form_docx(Path(alone["files"]["docx"]).read_bytes(), name="a.docx").values == values
    assert row["reference"]


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (f"{CASE}-7", f"{CASE}-7 is no self-report that was received as a form"),
        ("2020/00001-1", "2020/00001"),
        ("last year", '"last year" is no document number'),
    ],
)
def test_row_that_names_something_else_is_left_out(desk: ReportDesk, after: str, why: str) -> None:
    said = _send(desk, _listed(desk, (CASE, after)))
    assert (said["issued"], said["left_out"]) == (0, 1)
    assert why in str(said["faults"])
    assert list((desk.folder / "out").glob("*.docx")) == []


def test_page_that_would_show_no_answers_is_refused_in_its_row(desk: ReportDesk) -> None:
    said = _send(desk, _listed(desk, (CASE, EARLIER)), "html")
    assert (said["issued"], said["left_out"]) == (0, 1)
    assert "a page shows no answers that are carried over" in str(said["faults"])
