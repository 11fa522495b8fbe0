"""A form that begins with last year's answers, from one year to the next at the command line."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from sokdocs.core.document.answer_places import answer_places
from sokdocs.core.document.document_json import from_json
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.loading.word.document import read_docx
from sokdocs.loading.word.form import read_form_docx
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from tests.integration.form_docx_filling import fill_docx
from tests.integration.form_pdf_filling import fill_pdf
from tests.integration.self_report_desk import (
    CASE,
    TOUR,
    ReportDesk,
    answered,
    as_written,
    attachments_of,
    beside,
    example,
    open_case,
    send,
)

each_form = pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=pytest.mark.full)])
OTHER = "2026/05678"
FIRST = f"{CASE}-2"
NEW_PRODUCTS = ({"name": "Vernesko", "cpv": "18830000-6"}, {"name": "Arbeidshansker", "cpv": "18141000-9"})
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


def _issue(desk: ReportDesk, *words: str) -> dict[str, Any]:
    out = ("--out", str(desk.folder / "next"), "--json")
    said: dict[str, Any] = desk.good("self-report", "issue", CASE, "--after", FIRST, *words, *out).json
    return said


def _said(carrying: ReportDesk) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((carrying.folder / "said.json").read_text())
    return said


def test_form_says_what_it_carries_and_what_is_to_be_answered(carrying: ReportDesk) -> None:
    said = _said(carrying)
    assert said["carried_from"] == {"document": FIRST, "form": carrying.older, "answers": sorted(CARRIED)}
    assert said["to_answer"] == {"changed": CHANGED, "anew": ANEW, "open": []}


@each_form
def test_answers_stand_in_the_form_and_new_places_are_empty(carrying: ReportDesk, form: str) -> None:
    returned = READERS[form](carrying.forms[form].read_bytes(), name=f"form.{form}")
    assert (returned.reference, returned.values, returned.doubts) == (carrying.reference, CARRIED, ())


def test_form_tells_the_supplier(carrying: ReportDesk) -> None:
    text = "\n".join(each.text for each in read_docx(carrying.forms["docx"].read_bytes(), name="form.docx").lines)
    assert f"I skjemaet står svarene vi fikk fra dere 28. september 2026 (dokument {FIRST})." in text.replace("\u00a0", " ")
    assert f"produkter som ikke var med: {', '.join(CHANGED)}." in text
    assert f"må besvares på nytt hver gang: {', '.join(ANEW)}." in text


def test_manifest_says_from_which_self_report_the_answers_came(carrying: ReportDesk) -> None:
    manifest = json.loads(carrying.forms["manifest"].read_bytes())
    assert manifest["carried_from"] == _said(carrying)["carried_from"]
    assert manifest["reference"] == carrying.reference


def test_form_tells_the_officer_in_a_few_lines(desk: ReportDesk) -> None:
    lines = desk.good("self-report", "issue", CASE, "--after", FIRST, "--as", "docx", "--out", str(desk.folder / "again")).out.splitlines()
    assert lines[:4] == [
        f"{desk.reference} (issued before; the same form)",
        f"carries {len(CARRIED)} answers of {FIRST}",
        "new or changed: Q4.2",
        "asked every time: Q1.6, Q4.3, Q5.3, Q6.3",
    ]


def test_form_asked_for_again_is_the_same_and_one_without_earlier_answers_is_another(desk: ReportDesk) -> None:
    again = _issue(desk, "--as", "pdf")
    assert (again["reference"], again["repeat"]) == (desk.reference, True)
    with desk.as_pages_only():
        plain = desk.good("self-report", "issue", CASE, "--out", str(desk.folder / "plain"), "--json").json
    assert (plain["repeat"], "carried_from" in plain) == (False, False)
    assert plain["reference"] != desk.reference


@each_form
def test_form_sent_back_with_nothing_done_to_it_lacks_what_must_be_answered(desk: ReportDesk, form: str) -> None:
    said = desk.report("check", str(desk.forms[form]), "--on", CAME_AGAIN.isoformat())
    assert said.code == 1
    lacking = {each["question"] for each in said.json["remarks"] if each["missing"] and not each["key"].endswith(".evidence")}
    assert lacking == {*CHANGED, *ANEW, "Q8.1"}
    without_proof = {each["key"] for each in said.json["remarks"] if each["key"].endswith(".evidence")}
    assert without_proof == {f"Q{part}.1.evidence" for part in (1, 2, 3)}
    assert said.json["answers"].keys() == CARRIED.keys()


@each_form
def test_form_in_which_only_what_is_new_was_filled_in_is_received_and_compared(desk: ReportDesk, form: str) -> None:
    file = desk.folder / f"answered.{form}"
    file.write_bytes(FILLERS[form](desk.forms[form].read_bytes(), NEW))
    desk.day = CAME_AGAIN
    said = desk.report("receive", str(file), *beside(attachments_of(desk, "green")), "--on", CAME_AGAIN.isoformat())
    assert (said.code, said.json["document"], said.json["remarks"]) == (0, f"{CASE}-3", [])
    assert said.json["answers"] == {**example("green")["answers"], "Q8.1.signed_on": "2027-09-18"}
    changes = desk.report("compare", FIRST, f"{CASE}-3").json
    assert [(each["kind"], each["key"] or each["question"]) for each in changes] == [
        ("question_revised", "Q4.2"),
        ("place_new", "Q4.2.with_workers"),
        ("changed", "Q8.1.signed_on"),
    ]
    assert desk.good("verify", "--all").out.splitlines()[-1].startswith("all holds")


@each_form
def test_carried_answer_can_be_changed_and_taken_away(desk: ReportDesk, form: str) -> None:
    file = desk.folder / f"changed.{form}"
    file.write_bytes(FILLERS[form](desk.forms[form].read_bytes(), {**NEW, "Q1.5": "90", "Q1.4": ""}))
    said = desk.report("check", str(file), *beside(attachments_of(desk, "green")), "--on", CAME_AGAIN.isoformat()).json
    assert (said["answers"]["Q1.5"], "Q1.4" in said["answers"]) == (90, False)
    assert [(each["key"], each["missing"]) for each in said["remarks"]] == [("Q1.4", True)]


def test_form_about_fewer_products_carries_the_answers_of_each_by_its_name(desk: ReportDesk) -> None:
    with desk.as_pages_only():
        words = ("--product", "Støvmasker til engangsbruk", "--product", "Arbeidstøy")
        said = _issue(desk, *words)
    assert said["to_answer"] == {"changed": CHANGED, "anew": ANEW, "open": []}
    asked = _asked_of(desk, str(said["reference"]))
    assert {key: asked[key] for key in ("Q0.2.1.final", "Q0.2.2.final", "Q0.3.1.known", "Q0.3.2.known")} == {
        "Q0.2.1.final": "CN DE",
        "Q0.2.2.final": "BD",
        "Q0.3.1.known": "3",
        "Q0.3.2.known": "4",
    }
    assert "Q0.2.3.final" not in asked


def _asked_of(desk: ReportDesk, reference: str) -> dict[str, str]:
    """What stands in each place of a form that was issued, by key."""
    here = World(read_settings())
    record = here.register.by_reference(reference)
    assert record is not None
    stored = next(each for each in record.files if each.form == "document")
    return {each.name: each.value for each in answer_places(from_json(here.files.read(stored.sha256)))}


def test_other_size_of_the_form_carries_the_questions_that_both_ask(desk: ReportDesk) -> None:
    with desk.as_pages_only():
        said = _issue(desk, "--form", "simplified", "--because", "Risikoen er mindre enn før.")
    asked = _asked_of(desk, str(said["reference"]))
    assert said["to_answer"] == {"changed": [], "anew": [], "open": []}
    carried = {key: value for key, value in asked.items() if value}
    assert carried == {key: value for key, value in CARRIED.items() if key in asked}
    assert 0 < len(carried) < len(CARRIED)


def test_answers_go_with_the_supplier_into_the_case_of_another_contract(desk: ReportDesk) -> None:
    _another_case(desk, {"products": NEW_PRODUCTS, "title": "Hansker og sko"}, {})
    with desk.as_pages_only():
        said = desk.good("self-report", "issue", OTHER, "--after", FIRST, *_to(desk)).json
    assert said["to_answer"] == {"changed": ["Q0.2", "Q0.3", "Q2.2", *CHANGED], "anew": ANEW, "open": []}
    asked = _asked_of(desk, said["reference"])
    assert (asked["Q0.2.1.final"], asked["Q0.2.2.final"], asked["Q2.2.2.final"]) == ("", "PK", "assessed")


def test_answers_to_one_buyer_are_not_handed_to_another(desk: ReportDesk) -> None:
    _another_case(desk, {"buyer_name": "Granheim kommune", "buyer_orgnr": "354330121"}, {})
    before = desk.stored()
    said = desk.run("self-report", "issue", OTHER, "--after", FIRST, *_to(desk))
    assert said.code == 5
    assert said.json["error"] == (
        f"{FIRST} was given to Storvik kommune, and the form is from Granheim kommune; "
        "what a supplier told one buyer is not handed to another"
    )
    assert desk.stored() == before


def test_self_report_of_another_supplier_is_refused(desk: ReportDesk) -> None:
    _another_case(desk, {}, {"supplier_name": "Linsaft Tekstil AS", "supplier_orgnr": "346281944"})
    before = desk.stored()
    said = desk.run("self-report", "issue", OTHER, "--after", FIRST, *_to(desk))
    assert said.code == 5
    assert said.json["error"] == (
        f"{FIRST} is a self-report of Tråd og Vern AS (396030829), and the form is for Linsaft Tekstil AS (346281944); "
        "answers are only carried over to the supplier that gave them"
    )
    assert desk.stored() == before


@pytest.mark.parametrize(
    ("after", "code", "why"),
    [
        (f"{CASE}-1", 3, f"{CASE}-1 is no self-report that was received as a form; see `sokdocs case show {CASE}`"),
        (f"{CASE}-0", 4, f'"{CASE}-0" is no document number; write it like 2026/01234-2'),
        ("i fjor", 4, '"i fjor" is no document number; write it like 2026/01234-2'),
    ],
)
def test_what_is_no_received_self_report_is_refused(desk: ReportDesk, after: str, code: int, why: str) -> None:
    said = desk.run("self-report", "issue", CASE, "--after", after, *_to(desk))
    assert (said.code, said.json["error"]) == (code, why)


def test_page_that_would_show_no_answers_is_refused(desk: ReportDesk) -> None:
    said = desk.run("self-report", "issue", CASE, "--after", FIRST, *_to(desk), "--as", "html")
    assert (said.code, said.json["error"]) == (
        4,
        "a page shows no answers that are carried over; use --as docx,pdf for a form with earlier answers",
    )


@pytest.mark.slow
def test_answer_with_a_fault_or_that_no_font_can_show_is_asked_for_again(desk: ReportDesk) -> None:
    path = desk.folder / "odd.json"
    odd = {"Q2.3": "2031-01-01", "Q2.5.1.risk": "强迫劳动", "Q2.6": "Etter skade.\tOg omfang."}
    answers = {key: value for key, value in example("green")["answers"].items() if key != "Q4.2.with_workers"}
    path.write_text(json.dumps({**example("green"), "form": desk.older, "answers": {**answers, **odd}}), encoding="utf-8")
    number = desk.report("receive", str(path), *beside(attachments_of(desk, "green")), "--on", "2027-08-01").json["document"]
    said = desk.good("self-report", "issue", CASE, "--after", number, *_to(desk)).json
    assert said["to_answer"]["open"] == ["Q2.3", "Q2.5", "Q2.6"]
    assert {*CARRIED} - {*said["carried_from"]["answers"]} == {*odd}


def test_self_report_without_an_answer_that_fits_is_refused(desk: ReportDesk) -> None:
    path = desk.folder / "empty.json"
    path.write_text(json.dumps({**example("green"), "form": desk.older, "answers": {"Q1.6": 9}}))
    number = desk.report("receive", str(path), "--on", NEXT_YEAR.isoformat()).json["document"]
    said = desk.run("self-report", "issue", CASE, "--after", number, *_to(desk))
    assert (said.code, said.json["error"]) == (5, f"no answer of {number} fits the form of today; issue it without earlier answers")


def _to(desk: ReportDesk) -> tuple[str, ...]:
    return ("--out", str(desk.folder / "other"), "--json")


def _another_case(desk: ReportDesk, procurement: Mapping[str, object], contract: Mapping[str, object]) -> None:
    """A case of another contract of the same buyer, made like the first but for these facts."""
    appendix = _facts(desk, "procurement", {**procurement, "case_number": OTHER})
    signed = _facts(desk, "contract", {**contract, "contract_number": "2026-18"})
    with desk.as_pages_only():
        reference = desk.good("issue", "tender-appendix", "--facts", str(appendix), *_to(desk)).json["reference"]
    number = desk.good("contract", "add", "--appendix", reference, "--facts", str(signed), "--json").json["reference"]
    desk.good("case", "open", number, "--number", OTHER, "--on", NEXT_YEAR.isoformat())


def _facts(desk: ReportDesk, name: str, changes: Mapping[str, object]) -> Path:
    yaml = YAML()
    raw = yaml.load((TOUR / f"{name}.yaml").read_text(encoding="utf-8"))
    path = desk.folder / f"{name}.yaml"
    with path.open("w", encoding="utf-8") as file:
        yaml.dump({**raw, **changes}, file)
    return path
