"""A form that begins with last year's answers, from one year to the next at the command line."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from sokdocs.loading.returned_docx import read_docx
from sokdocs.loading.returned_form_docx import read_form_docx
from sokdocs.loading.returned_form_pdf import read_form_pdf
from tests.integration.form_docx_filling import fill_docx
from tests.integration.form_pdf_filling import fill_pdf
from tests.integration.self_report_desk import (
    CASE,
    ReportDesk,
    answered,
    as_written,
    attachments_of,
    example,
    open_case,
    send,
)

FIRST = f"{CASE}-2"
NEXT_YEAR, CAME_AGAIN = date(2027, 9, 1), date(2027, 9, 20)
CHANGED, ANEW = ["Q4.2"], ["Q1.6", "Q4.3", "Q5.3", "Q6.3"]
EMPTY = ("Q1.6", "Q4.2", "Q4.3", "Q5.3", "Q6.3", "Q8.1")
FILLERS: Mapping[str, Callable[[bytes, Mapping[str, str]], bytes]] = {"docx": fill_docx, "pdf": fill_pdf}
READERS = {"docx": read_form_docx, "pdf": read_form_pdf}


def _question(key: str) -> str:
    return ".".join(key.split(".")[:2])


def _is_carried(key: str) -> bool:
    return _question(key) not in EMPTY and not key.endswith(".evidence")


GIVEN = as_written(example("green")["answers"])
CARRIED = {key: value for key, value in GIVEN.items() if _is_carried(key)}
NEW = {key: value for key, value in GIVEN.items() if not _is_carried(key)} | {"Q8.1.signed_on": "2027-09-18"}


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """A case in which the form of June, with the older text of Q4.2, came back green; a year has passed."""
    with pytest.MonkeyPatch.context() as patch:
        desk = ReportDesk(tmp_path_factory.mktemp("received"), patch)
        open_case(desk)
        send(desk)
        said = desk.receive(answered(desk, "green", desk.older, "Q4.2.with_workers"), *attachments_of(desk, "green"))
        assert (said.code, said.json["document"], said.json["remarks"]) == (0, FIRST, [])
        desk.day = NEXT_YEAR
        yield desk


@pytest.fixture(scope="module")
def carrying(received: ReportDesk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """The same case when the form with the answers is issued, in Word and PDF."""
    with pytest.MonkeyPatch.context() as patch:
        desk = received.copy(tmp_path_factory.mktemp("carrying"), patch)
        said = _issue(desk)
        desk.reference, desk.forms = said["reference"], {form: Path(path) for form, path in said["files"].items()}
        (desk.folder / "said.json").write_text(json.dumps(said))
        yield desk


@pytest.fixture
def desk(carrying: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportDesk:
    """A desk of the test's own that begins there."""
    return carrying.copy(tmp_path, monkeypatch)


def _issue(desk: ReportDesk, *words: str) -> dict[str, object]:
    out = ("--out", str(desk.folder / "next"), "--json")
    said: dict[str, object] = desk.good("self-report", "issue", CASE, "--after", FIRST, *words, *out).json
    return said


def _said(carrying: ReportDesk) -> dict[str, object]:
    said: dict[str, object] = json.loads((carrying.folder / "said.json").read_text())
    return said


def test_form_says_what_it_carries_and_what_is_to_be_answered(carrying: ReportDesk) -> None:
    said = _said(carrying)
    assert said["carried_from"] == {"document": FIRST, "form": carrying.older, "answers": sorted(CARRIED)}
    assert said["to_answer"] == {"changed": CHANGED, "anew": ANEW, "open": []}


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_answers_stand_in_the_form_and_new_places_are_empty(carrying: ReportDesk, form: str) -> None:
    returned = READERS[form](carrying.forms[form].read_bytes(), name=f"form.{form}")
    assert (returned.reference, returned.values, returned.doubts) == (carrying.reference, CARRIED, ())


def test_form_tells_the_supplier(carrying: ReportDesk) -> None:
    text = "\n".join(each.text for each in read_docx(carrying.forms["docx"].read_bytes(), name="form.docx").lines)
    assert f"I skjemaet står svarene vi fikk fra dere 28. september 2026 (dokument {FIRST})." in text.replace("\u00a0", " ")
    assert f"produkter som ikke var med: {', '.join(CHANGED)}." in text
    assert f"må besvares på nytt hver gang: {', '.join(ANEW)}." in text
