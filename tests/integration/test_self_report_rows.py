"""Rows that a supplier added to open ones, at the command line: received, exported, reported, and carried over to the next form."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.loading.word.form import read_form_docx
from tests.integration.docx_files import edited
from tests.integration.form_docx_filling import F, data_part, fill_docx
from tests.integration.form_docx_rows import with_added_rows
from tests.integration.self_report_desk import CASE, ReportDesk, as_written, attachments_of, example, open_case, send

MORE = {
    "Q3.2.6.risk": "Overtid",
    "Q3.2.6.measure": "Jevner ut bestillingene",
    "Q3.2.6.owner": "Innkjøpsdirektør",
    "Q3.2.6.due": "2027-03-01",
    "Q3.2.6.status": "planned",
    "Q3.2.7.risk": "Usikker grunn",
}


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """A case in which the form came back with seven rows of measures, the last of them half filled in."""
    with pytest.MonkeyPatch.context() as patch:
        desk = ReportDesk(tmp_path_factory.mktemp("rows"), patch)
        open_case(desk)
        send(desk)
        form = with_added_rows(desk.forms["docx"].read_bytes(), "Q3.2", 2)
        path = desk.folder / "svar.docx"
        path.write_bytes(fill_docx(form, {**as_written(example("green")["answers"]), **MORE}))
        said = desk.receive(path, *attachments_of(desk, "green"))
        assert said.code == 0, said.err
        desk.day = date(2027, 9, 1)
        yield desk


def test_half_row_that_was_added_is_remarked_on(desk: ReportDesk) -> None:
    remarks = desk.report("check", CASE).json["remarks"]
    assert [each["key"] for each in remarks] == [f"Q3.2.7.{name}" for name in ("measure", "owner", "due", "status")]
    assert all(each["says"].startswith("Q3.2 Tiltak for hver risiko, 7: ") for each in remarks)


def test_row_whose_data_is_shown_nowhere_is_remarked_on(desk: ReportDesk, tmp_path: Path) -> None:
    def add(root: etree._Element) -> None:
        row = etree.SubElement(next(root.iter(F + "rows.Q3.2")), F + "row")
        etree.SubElement(row, F + "risk").text = "Overtid"

    form = desk.forms["docx"].read_bytes()
    path = tmp_path / "svar.docx"
    path.write_bytes(edited(form, add, data_part(form)))
    remarks = {each["key"]: each["says"] for each in desk.report("check", str(path)).json["remarks"]}
    assert "Q3.2.6.risk" in remarks


def test_added_rows_are_exported(desk: ReportDesk) -> None:
    path = desk.folder / "svar.csv"
    desk.good("self-report", "export", f"{CASE}-2", "--out", str(path))
    text = path.read_text(encoding="utf-8-sig")
    cells = {cell for row in csv.reader(text.splitlines(), delimiter=";") for cell in row}
    assert {MORE["Q3.2.6.measure"], MORE["Q3.2.7.risk"], "Q3.2 Tiltak for hver risiko, 7: Risiko"} <= cells


def test_next_form_has_the_rows_that_were_added(desk: ReportDesk) -> None:
    said = desk.good("self-report", "issue", CASE, "--after", f"{CASE}-2", "--out", str(desk.folder / "next"), "--json").json
    files = {form: Path(path).read_bytes() for form, path in said["files"].items()}
    for returned in (read_form_docx(files["docx"], name="a.docx"), read_form_pdf(files["pdf"], name="a.pdf")):
        assert {key: value for key, value in returned.values.items() if key in MORE} == MORE
    assert with_added_rows(files["docx"], "Q3.2") != files["docx"]
