"""Reports and exports of received self-reports at the command line."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from pypdf import PdfReader

from tests.integration.self_report_desk import (
    CASE,
    EXAMPLES,
    ReportDesk,
    answered,
    attachments_of,
    example,
    open_case,
    send,
)
from tests.integration.self_report_sums import SHOWN
from tests.proofs.verapdf import FORM_FILES, validate

NUMBERS = {name: str(number) for number, name in enumerate(EXAMPLES, start=2)}
BANDS = {"green": "Grønn", "yellow": "Gul", "red": "Rød"}
MARK = "\ufeff"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """A case in which the three examples have come, each with its attachments."""
    with pytest.MonkeyPatch.context() as patch:
        desk = ReportDesk(tmp_path_factory.mktemp("papers"), patch)
        open_case(desk)
        send(desk)
        for name in EXAMPLES:
            desk.receive(answered(desk, name), *attachments_of(desk, name))
        yield desk


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", [EXAMPLES[0], *(pytest.param(each, marks=pytest.mark.slow) for each in EXAMPLES[1:])])
def test_report_tells_the_result_as_page_and_as_paper(desk: ReportDesk, name: str, tmp_path: Path) -> None:
    said = desk.report("report", CASE, "--document", NUMBERS[name], "--out", str(tmp_path)).json
    stem = f"2026-01234-{NUMBERS[name]}-vurdering"
    assert said == {
        "document": f"{CASE}-{NUMBERS[name]}",
        "band": name,
        "files": [str(tmp_path / f"{stem}.{form}") for form in ("html", "pdf")],
    }
    page = _plain(re.sub(r"<[^>]+>", " ", (tmp_path / f"{stem}.html").read_text(encoding="utf-8")))
    paper = _plain(" ".join(each.extract_text() for each in PdfReader(tmp_path / f"{stem}.pdf").pages))
    for shown in (page, paper):
        assert f"{BANDS[name]}: {SHOWN[name]} %" in shown
        for told in ("Tråd og Vern AS", "kontraktsnummer 2026-17", "fullstendig skjema", desk.reference, "28. september 2026"):
            assert told in shown
        assert f"{name}.json (SHA-256 begynner med " in shown
        assert "Reglene i spørsmålene er fra 1. juli 2022 til 1. juli 2026." in shown
        assert ("Q2.1 Kartlegging og risikovurdering – 0 av 3 poeng" in shown) is (name == "red")
        assert ("L07 Varsel om funn" in shown) is (name == "red")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["red", *(pytest.param(each, marks=pytest.mark.full) for each in ("green", "yellow"))])
def test_paper_keeps_to_the_standards(desk: ReportDesk, name: str, tmp_path: Path) -> None:
    said = desk.report("report", CASE, "--document", NUMBERS[name], "--out", str(tmp_path), "--as", "pdf").json
    verdicts = validate(Path(said["files"][0]), FORM_FILES)
    assert [(each.is_compliant, each.broken) for each in verdicts] == [(True, ()), (True, ())]


def test_report_is_of_the_newest_form_and_in_the_forms_asked_for(desk: ReportDesk, tmp_path: Path) -> None:
    said = desk.good("self-report", "report", CASE, "--out", str(tmp_path), "--as", "html")
    assert said.out.splitlines() == [str(tmp_path / "2026-01234-4-vurdering.html")]
    assert [each.name for each in tmp_path.iterdir()] == ["2026-01234-4-vurdering.html"]


def test_report_stores_nothing(desk: ReportDesk, tmp_path: Path) -> None:
    before, events = desk.stored(), desk.case()["events"]
    desk.good("self-report", "report", CASE, "--out", str(tmp_path))
    assert (desk.stored(), desk.case()["events"]) == (before, events)


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ((CASE, "--document", "1"), 3, f"{CASE}-1 is no self-report that was received as a form"),
        (("2026/99999",), 3, "there is no case 2026/99999"),
        ((CASE, "--as", "docx"), 2, '"docx" is no form of a report; use html, pdf'),
    ],
)
def test_report_that_can_not_be_made_is_refused(desk: ReportDesk, words: tuple[str, ...], code: int, why: str, tmp_path: Path) -> None:
    said = desk.run("self-report", "report", *words, "--out", str(tmp_path / "out"))
    assert said.code == code and why in said.err
    assert not (tmp_path / "out").exists()


def test_export_as_spreadsheet_holds_every_answer(desk: ReportDesk, tmp_path: Path) -> None:
    file = tmp_path / "answers.XLSX"
    said = desk.report("export", f"{CASE}-2", "--out", str(file)).json
    book = load_workbook(BytesIO(file.read_bytes()))
    answers = {row[1].value: (row[3].value, row[4].value) for row in book["Svar"].iter_rows(min_row=2)}
    assert said == {"document": f"{CASE}-2", "places": len(answers), "file": str(file)}
    assert {key for key, (value, _) in answers.items() if value is not None} == set(example("green")["answers"])
    assert answers["Q2.1"] == ("Ja", "yes")
    assert answers["Q4.2"] == (example("green")["answers"]["Q4.2"], None)
    assert answers["Q2.3"][0].date().isoformat() == example("green")["answers"]["Q2.3"]
    about = {row[0].value: row[1].value for row in book["Om svarene"].iter_rows(min_row=2)}
    assert (about["Sak"], about["Dokument"], about["Skjemaets referanse"]) == (CASE, f"{CASE}-2", desk.reference)


def test_export_gives_the_same_bytes_each_time(desk: ReportDesk, tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for file in (first, second):
        desk.good("self-report", "export", f"{CASE}-4", "--out", str(file))
    assert first.read_bytes() == second.read_bytes()


def test_export_as_csv_holds_every_place(desk: ReportDesk, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    assert desk.good("self-report", "export", f"{CASE}-2", "--out", str(file)).out.strip() == str(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"{MARK}question;key;label;answer;words"
    assert "Q2.1;Q2.1;Q2.1 Kartlegging og risikovurdering: Svar;yes;Ja" in lines


@pytest.mark.parametrize("name", ["answers.ods", "answers", "answers.xlsm", "csv"])
def test_export_to_another_ending_is_refused(desk: ReportDesk, name: str, tmp_path: Path) -> None:
    said = desk.run("self-report", "export", f"{CASE}-2", "--out", str(tmp_path / name))
    assert said.code == 2 and f'"{name}" ends in neither .csv nor .xlsx' in said.err
    assert list(tmp_path.iterdir()) == []


def test_export_of_what_is_no_document_number_is_refused(desk: ReportDesk, tmp_path: Path) -> None:
    said = desk.run("self-report", "export", CASE, "--out", str(tmp_path / "a.xlsx"))
    assert said.code == 4 and "is no document number; write it like 2026/01234-2" in said.err
    assert list(tmp_path.iterdir()) == []
