"""A Word form that LibreOffice saved again: what it keeps is read, and what it loses is told, never read as an empty answer."""

import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from lxml import etree

from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.loading.word.document import read_docx
from sokdocs.loading.word.form import read_form_docx
from tests.integration.docx_files import W, edited, found, made, wanted
from tests.integration.form_docx_documents import FILLED, MANIFEST, REFERENCE, a_form
from tests.integration.form_docx_filling import fill_docx, show
from tests.integration.form_docx_rows import with_added_rows

SOFFICE = shutil.which("soffice")
if SOFFICE is None:
    warnings.warn("LibreOffice (soffice) is not here: no Word form was saved by it", stacklevel=1)
pytestmark = [pytest.mark.office, pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (soffice) to save the Word forms")]
PLAIN = {key: value.replace("&", "og").replace("<", "[") for key, value in FILLED.items()}
ONE_LINE = {key: value for key, value in FILLED.items() if "\n\n" not in value}


def saved(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    (folder / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [str(SOFFICE), profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "out"), str(folder / "a.docx")]
    subprocess.run(asked, capture_output=True, timeout=180, check=True)
    return (folder / "out" / "a.docx").read_bytes()


def read(data: bytes) -> ReturnedForm:
    returned = read_form_docx(data, name="svar.docx")
    assert returned.reference == REFERENCE
    return returned


def test_empty_form_stays_empty(tmp_path: Path) -> None:
    returned = read(saved(made(a_form(), MANIFEST), tmp_path))
    assert dict(returned.values) == {}
    assert returned.doubts == ()


def test_answers_are_read_and_the_forms_words_are_the_same(tmp_path: Path) -> None:
    data = saved(fill_docx(made(a_form(), MANIFEST), PLAIN), tmp_path)
    assert dict(read(data).values) == PLAIN
    assert read(data).doubts == ()
    assert found(read_docx(data, name="svar.docx")) == wanted(a_form())


def test_added_rows_stay_and_are_numbered(tmp_path: Path) -> None:
    """It drops what lets people add rows, and keeps the rows."""
    answers = {f"Q3.2.{row}.measure": f"Tiltak {row}" for row in range(1, 5)}
    data = saved(fill_docx(with_added_rows(made(a_form(), MANIFEST), "Q3.2", 2), answers), tmp_path)
    assert dict(read(data).values) == answers
    assert read(data).doubts == ()
    assert [line.text for line in read_docx(data, name="svar.docx").lines if line.text.isdecimal()] == ["1", "2", "3", "4"]


def test_emptied_data_is_told_and_what_is_shown_is_read(tmp_path: Path) -> None:
    """LibreOffice 7.4 empties all data of a file in which an answer holds `&` or `<`."""
    returned = read(saved(fill_docx(made(a_form(), MANIFEST), ONE_LINE), tmp_path))
    assert dict(returned.values) == ONE_LINE
    assert [each.message for each in returned.doubts] == ["another program has emptied the answers as data; what the file shows was read"]


def test_line_breaks_that_are_lost_are_told(tmp_path: Path) -> None:
    returned = read(saved(fill_docx(made(a_form(), MANIFEST), FILLED), tmp_path))
    assert returned.values["Q2.1.long_text"].split() == FILLED["Q2.1.long_text"].split()
    assert {each.place.field for each in returned.doubts} == {"", "Q2.1.long_text"}


def test_answer_chosen_in_libreoffice_is_read_and_told(tmp_path: Path) -> None:
    """It writes a choice into what is shown, and not into the data."""

    def choose(root: etree._Element) -> None:
        items = (each for each in root.iter(W + "listItem") if each.get(W + "displayText") == "Delvis")
        show(next(next(items).iterancestors(W + "sdt")), "Delvis")

    returned = read(edited(saved(made(a_form(), MANIFEST), tmp_path), choose))
    assert dict(returned.values) == {"Q2.1.yes_partly_no": "partly"}
    assert [(each.place.field, each.is_warning) for each in returned.doubts] == [("Q2.1.yes_partly_no", True)]
