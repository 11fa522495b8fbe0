"""`sokdocs issue confirmation` and `sokdocs confirmation check`: from the fact sheet of a procurement to what the suppliers confirmed."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.integration.confirmation_forms import KIND
from tests.integration.form_docx_filling import fill_docx
from tests.integration.form_pdf_filling import fill_pdf
from tests.integration.issue_desk import ROOT
from tests.integration.self_report_desk import ReportDesk

FACTS = ROOT / "examples" / "procurements" / "08-solcelleanlegg-pa-tak.yaml"
CAME_ON = date(2026, 9, 28)
ANSWERS: Mapping[str, str] = {
    "QT.1.company": "Tråd & Vern AS",
    "QT.1.organisation_number": "123 456 789",
    "Q0.1": "no",
    "QT.2.standards": "true",
    "QT.2.due_diligence": "true",
    "QT.2.follow_up": "true",
    "QT.2.sanctions": "true",
    "QT.2.rest": "true",
    "QT.3": "innkjøpssjef",
    "QT.3.mailbox": "etikk@tradogvern.example",
    "QT.4.1.known": "2",
    "QT.4.1.final": "CN VN",
    "QT.4.2.known": "0",
    "QT.5": "yes",
    "QT.6.1.material": "kvarts til polysilisium",
    "QT.6.1.product": "Solcellepaneler",
    "QT.7": "yes",
    "QT.8": "planned",
    "QT.9": "partly",
    "QT.9.ready_on": "2027-03-01",
    "QT.9.reason": "Klagekanalen mangler.",
    "QT.10.truth": "true",
    "QT.10.authority": "true",
    "QT.10.role": "daglig leder",
    "QT.10.signed_on": "2026-09-25",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A desk that has issued the form of a procurement, in every form."""
    folder = tmp_path_factory.mktemp("confirmation")
    with pytest.MonkeyPatch.context() as patch:
        made = ReportDesk(folder, patch, CAME_ON)
        made.home.mkdir()
        said = made.good("issue", KIND, "--facts", str(FACTS), "--out", str(folder / "out"), "--json").json
        made.reference, made.forms = said["reference"], {form: Path(path) for form, path in said["files"].items()}
        yield made


def _filled(desk: ReportDesk, form: str, answers: Mapping[str, str]) -> Path:
    path = desk.folder / f"svar.{form}"
    if form == "json":
        sent = {"format": "sokdocs-confirmation/1", "form": desk.reference, "answers": answers}
        path.write_text(json.dumps(sent), encoding="utf-8")
    else:
        fill = {"docx": fill_docx, "pdf": fill_pdf}[form]
        path.write_bytes(fill(desk.forms[form].read_bytes(), answers))
    return path


def _checked(desk: ReportDesk, form: str, answers: Mapping[str, str]) -> Any:
    return desk.run("confirmation", "check", str(_filled(desk, form, answers)), "--json").json


@pytest.mark.slow
def test_form_goes_out_in_every_form_with_its_document_kept(desk: ReportDesk) -> None:
    assert {"docx", "pdf", "html", "manifest"} <= desk.forms.keys()
    (record,) = desk.good("register", "list", "--json").json
    assert (record["kind"], record["reference"]) == (KIND, desk.reference)
    shown = desk.good("register", "show", desk.reference, "--json").json
    assert any(each["name"].endswith("-document.json") for each in shown["files"])


def test_the_same_facts_give_the_same_form_again(desk: ReportDesk) -> None:
    again = desk.good("issue", KIND, "--facts", str(FACTS), "--as", "html", "--out", str(desk.folder / "out"), "--json").json
    assert (again["reference"], again["repeat"]) == (desk.reference, True)


@pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=pytest.mark.full), "json"])
def test_what_is_confirmed_is_read_the_same_from_each_form(desk: ReportDesk, form: str) -> None:
    before = desk.stored()
    good = {**ANSWERS, "QT.1.organisation_number": "974 760 673"}
    said = _checked(desk, form, good)
    assert said["remarks"] == []
    assert said["form"] == desk.reference
    assert (said["answers"]["QT.4.1.final"], said["answers"]["QT.9.ready_on"]) == (["CN", "VN"], "2027-03-01")
    assert said["answers"].keys() == good.keys()
    assert desk.stored() == before


def test_what_is_missing_or_wrong_is_named_all_at_once(desk: ReportDesk) -> None:
    wrong = {**ANSWERS, "QT.3.mailbox": "ingen", "QT.9.reason": "", "QT.2.sanctions": "", "QT.5": "unknown"}
    said = _checked(desk, "json", {key: value for key, value in wrong.items() if value})
    assert [(each["key"], each["missing"]) for each in said["remarks"]] == [
        ("QT.1.organisation_number", False),
        ("QT.2.sanctions", True),
        ("QT.3.mailbox", False),
        ("QT.6.1.material", False),
        ("QT.9.reason", True),
    ]
    assert "«ingen» er ikke en e-postadresse" in said["remarks"][2]["says"]


def test_answers_are_shown_in_the_words_of_the_form(desk: ReportDesk) -> None:
    said = desk.run("confirmation", "check", str(_filled(desk, "docx", {**ANSWERS, "QT.1.organisation_number": "974760673"})))
    lines = said.out.splitlines()
    assert said.code == 0
    assert "QT.8 Kravene til underleverandører: Svar: Ja, hvis vi får kontrakten" in lines
    assert "QT.9 Rutinene ved kontraktsstart: Datoen da alt er på plass: 01.03.2027" in lines
    assert "QT.2 Vilkårene: Sanksjoner (punkt 4): Ja" in lines
    assert sum(line.startswith("QT.4") for line in lines) == 3


def test_form_of_another_register_is_refused(desk: ReportDesk) -> None:
    other = desk.folder / "other"
    other.mkdir()
    file = _filled(desk, "json", ANSWERS)
    said = desk.run("confirmation", "check", str(file), "--home", str(other), "--json")
    why = f"svar.json: no confirmation form with the reference {desk.reference} was issued from this register"
    assert (said.code, said.json["error"]) == (3, why)


def test_confirmation_is_no_self_report(desk: ReportDesk) -> None:
    said = desk.run("self-report", "check", str(_filled(desk, "json", ANSWERS)), "--json")
    why = f"svar.json: no self-report form with the reference {desk.reference} was issued from this register"
    assert (said.code, said.json["error"]) == (3, f"{why}; {desk.reference} is a confirmation")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("contract_value: 9000000", "there are no contract terms to confirm: a requirement in the specification stands instead"),
        ("contact_mailbox:", "facts.yaml can't be issued"),
    ],
)
def test_form_that_has_nothing_to_say_or_lacks_facts_is_not_issued(desk: ReportDesk, tmp_path: Path, change: str, error: str) -> None:
    name = change.split(":")[0]
    lines = FACTS.read_text(encoding="utf-8").splitlines()
    facts = tmp_path / "facts.yaml"
    facts.write_text("\n".join(change if line.startswith(f"{name}:") else line for line in lines), encoding="utf-8")
    before = desk.stored()
    said = desk.run("issue", KIND, "--facts", str(facts), "--out", str(tmp_path / "out"), "--json")
    assert said.code == 4
    assert said.json["error"].endswith(error)
    assert said.json["problems"][0]["file"].endswith("facts.yaml")
    assert desk.stored() == before
    assert not (tmp_path / "out").exists()
