"""Issuing from the command line: once for each request, remembered, replaced, and refused without a trace."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from sokdocs.core.values.characters import refused_character
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from tests.builders import HOSTILE
from tests.integration.issue_desk import EXAMPLE, SMALL, Desk, contents, issue_once, start


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk with an empty register."""
    return Desk(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="module")
def issued_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that holds the small example."""
    return issue_once(tmp_path_factory.mktemp("issued"))


@pytest.fixture
def used(desk: Desk, issued_home: Path) -> Desk:
    """A desk for the small example, whose register holds it already: issuing it is a repeat."""
    shutil.copytree(issued_home, desk.home)
    desk.example = SMALL
    return desk


def test_issue_gives_the_same_document_for_the_same_request(desk: Desk, tmp_path: Path) -> None:
    first = desk.issue(SMALL, "--json", forms="docx,pdf,html")
    again = desk.issue(SMALL, "--json", forms="docx,pdf,html", out=tmp_path / "again")
    assert (first.code, again.code) == (0, 0)
    assert (first.json["repeat"], again.json["repeat"]) == (False, True)
    assert first.json["reference"] == again.json["reference"]
    stem = first.json["reference"].lower() + "-tender-appendix"
    assert set(contents(desk.out)) == {f"{stem}{end}" for end in (".docx", ".pdf", ".html", "-merknad.txt", "-manifest.json")}
    assert contents(desk.out) == contents(tmp_path / "again")
    assert len(desk.issued()) == 1


def test_issue_gives_the_same_reference_and_bytes_in_another_register(desk: Desk, tmp_path: Path) -> None:
    desk.issue(SMALL)
    here = contents(desk.out)
    desk.home, desk.out = tmp_path / "other" / "home", tmp_path / "other" / "out"
    desk.issue(SMALL)
    assert len(here) == 3
    assert contents(desk.out) == here


def test_issue_of_other_facts_is_another_document_and_of_other_forms_the_same(used: Desk) -> None:
    sheet = used.sheet({"case_number": "case_number: 2026/01503"})
    references = {
        used.issue(SMALL, "--json").json["reference"],
        used.issue(sheet, "--json").json["reference"],
        used.issue(SMALL, "--json", forms="html,docx").json["reference"],
    }
    assert len(references) == 2
    assert {each["reference"] for each in used.issued()} == references
    assert {path.suffix for path in used.out.iterdir()} == {".docx", ".html", ".json", ".txt"}


def test_document_that_was_replaced_does_not_come_back_in_silence_but_can_be_gone_back_to(used: Desk) -> None:
    first = used.issue(SMALL, "--json").json["reference"]
    sheet = used.sheet({"contract_value": "contract_value: 12600000"})
    second = used.issue(sheet, "--json", "--supersedes", first, "--reason", "verdi").json["reference"]
    answer = used.issue(SMALL)
    assert answer.code == 5 and second in answer.err
    third = used.issue(SMALL, "--json", "--supersedes", second, "--reason", "tilbake").json
    assert third["changes"] == ["fact contract_value: 12600000 → 12500000"] and third["reference"] not in (first, second)


def test_only_the_same_case_and_kind_can_be_replaced(used: Desk) -> None:
    first = used.issue(SMALL, "--json").json["reference"]
    other = used.sheet({"case_number": "case_number: 2026/01503"})
    answer = used.issue(other, "--supersedes", first, "--reason", "feil sak")
    assert answer.code == 5 and "case_number" in answer.err and len(used.issued()) == 1


def test_files_that_cannot_be_delivered_are_issued_all_the_same_and_the_message_says_so(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    answer = desk.issue(SMALL, out=tmp_path / "taken" / "out")
    (record,) = desk.issued()
    assert answer.code == 6 and record["reference"] in answer.err and "register export" in answer.err


def test_another_document_for_the_same_case_is_told(used: Desk) -> None:
    first = used.issue(SMALL, "--json").json["reference"]
    second = used.issue(used.sheet({"contract_value": "contract_value: 12600000"}), "--json").json
    assert second["others"] == [first]


@pytest.mark.parametrize("half", [("", "ny dato"), ("SD-0000-0000", " ")])
def test_empty_replacement_is_a_wrong_call(desk: Desk, half: tuple[str, str]) -> None:
    assert desk.issue(EXAMPLE, "--supersedes", half[0], "--reason", half[1]).code == 2


def test_issue_says_what_to_check_in_json_manifest_and_note(desk: Desk) -> None:
    desk.as_pages_only()
    said = desk.issue(EXAMPLE, "--json").json
    (point,) = [each for each in said["to_check"] if each["subject"] == "LOA-5-2026"]
    assert "Lovdata" in point["what"]
    assert {each["clause"]: each["date"] for each in said["clauses"]}["K-101"] == "2022-07-01"
    assert said["norms"][-1].keys() >= {"id", "confirmed"}
    files = contents(desk.out)
    (manifest,) = [data.decode() for name, data in files.items() if name.endswith("manifest.json")]
    (note,) = [data.decode() for name, data in files.items() if name.endswith("merknad.txt")]
    assert '"subject":"LOA-5-2026"' in manifest
    assert point["what"] in note
    assert "EKSEMPEL – oppdiktet" in note
    assert "check: LOA-5-2026" in desk.issue().err


def test_issue_needs_no_fact_about_the_supplier(desk: Desk) -> None:
    desk.as_pages_only()
    sheet = desk.sheet({"supplier_name": "", "supplier_orgnr": "", "supplier_transparency_act": ""})
    assert desk.issue(sheet).code == 0


def test_issue_that_supersedes_lists_what_changed(desk: Desk) -> None:
    desk.as_pages_only()
    old = desk.issue(EXAMPLE, "--json").json["reference"]
    sheet = desk.sheet(
        {
            "contract_value": "contract_value: 95000000",
            "example": "example: true\nparameters: {K-302: {answer_weeks: 4}}",
        }
    )
    new = desk.issue(sheet, "--json", "--supersedes", old, "--reason", "høyere verdi")
    assert new.code == 0
    assert new.json["supersedes"] == old
    assert new.json["changes"] == ["fact contract_value: 92000000 → 95000000", "parameter K-302.answer_weeks: 6 → 4"]
    shown = desk.register("show", old, "--json").json
    assert shown["superseded_by"] == new.json["reference"]
    shown = desk.register("show", new.json["reference"], "--json").json
    assert (shown["supersedes"], shown["reason"], shown["superseded_by"]) == (old, "høyere verdi", None)
    assert "changed: fact contract_value: 92000000 → 95000000" in desk.register("show", new.json["reference"]).out


def test_issue_across_a_version_boundary_lists_the_clauses_that_changed(desk: Desk) -> None:
    desk.as_pages_only()
    before = desk.sheet({"announced_on": "announced_on: 2026-06-30"}, "before.yaml")
    old = desk.issue(before, "--json").json["reference"]
    new = desk.issue(EXAMPLE, "--json", "--supersedes", old, "--reason", "utsatt").json
    assert "clause K-004: 2019-11-01 → 2026-07-01" in new["changes"]


def test_issue_that_supersedes_nothing_known_is_refused(desk: Desk) -> None:
    answer = desk.issue(EXAMPLE, "--supersedes", "SD-0000-0000", "--reason", "ny dato")
    assert answer.code == 3
    assert "SD-0000-0000" in answer.err
    assert (desk.issued(), desk.stored(), contents(desk.out)) == ([], [], {})


def test_issue_can_be_superseded_only_once(used: Desk) -> None:
    old = used.issue(SMALL, "--json").json["reference"]
    second = used.sheet({"contract_value": "contract_value: 12600000"}, "second.yaml")
    third = used.sheet({"contract_value": "contract_value: 12700000"}, "third.yaml")
    newer = used.issue(second, "--json", "--supersedes", old, "--reason", "en").json["reference"]
    answer = used.issue(third, "--supersedes", old, "--reason", "to")
    assert answer.code == 5
    assert newer in answer.err
    assert len(used.issued()) == 2


def test_issue_that_changes_nothing_supersedes_nothing(used: Desk) -> None:
    old = used.issue(SMALL, "--json").json["reference"]
    answer = used.issue(SMALL, "--supersedes", old, "--reason", "igjen")
    assert answer.code == 5
    assert "nothing has changed" in answer.err


def test_issue_again_with_its_own_replacement_is_a_repeat_and_with_another_a_conflict(used: Desk) -> None:
    old = used.issue(SMALL, "--json").json["reference"]
    sheet = used.sheet({"contract_value": "contract_value: 12600000"})
    replaced = ("--supersedes", old, "--reason", "verdi")
    new = used.issue(sheet, "--json", *replaced).json["reference"]
    repeat = used.issue(sheet, "--json", *replaced)
    assert (repeat.code, repeat.json["repeat"], repeat.json["reference"]) == (0, True, new)
    assert used.issue(sheet, "--supersedes", old, "--reason", "noe annet").code == 5


@pytest.mark.parametrize("half", [("--supersedes", "SD-0000-0000"), ("--reason", "ny dato")], ids=["reference", "reason"])
def test_issue_with_half_a_replacement_is_a_wrong_call(desk: Desk, half: tuple[str, str]) -> None:
    assert desk.issue(EXAMPLE, *half).code == 2


def test_register_knows_what_another_process_issued(desk: Desk, tmp_path: Path) -> None:
    words = (
        "issue",
        "tender-appendix",
        "--facts",
        str(SMALL),
        "--as",
        "html",
        "--out",
        str(desk.out),
        "--home",
        str(desk.home),
    )
    process = start(*words, folder=tmp_path)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    (record,) = desk.issued()
    assert record["reference"] == said.split()[0]
    assert (record["kind"], record["buyer"]) == ("tender-appendix", "Lyngholm kommune")
    answer = desk.register("export", record["reference"], "--out", str(tmp_path / "export"))
    assert answer.code == 0
    exported = contents(tmp_path / "export")
    delivered = contents(desk.out)
    assert delivered.items() <= exported.items() and len(exported) == len(delivered) + 2
    assert {name: hashlib.sha256(data).hexdigest() for name, data in exported.items()} == {
        each["name"]: each["sha256"] for each in record["files"]
    }


def test_register_tells_an_altered_file(used: Desk, tmp_path: Path) -> None:
    reference = used.issue(SMALL, "--json").json["reference"]
    (page,) = [path for path in used.stored() if path.read_bytes()[:9].lower() == b"<!doctype"]
    page.write_bytes(page.read_bytes().replace(b" skal ", b" kan ", 1))
    answer = used.register("export", reference, "--out", str(tmp_path / "export"))
    assert answer.code == 5
    assert page.name[:12] in answer.err
    assert "changed" in answer.err
    assert {Path(name).suffix for name in contents(tmp_path / "export")} == {".docx", ".pdf", ".txt", ".json"}
    assert used.issue().code == 5


def test_register_tells_a_deleted_file(used: Desk, tmp_path: Path) -> None:
    reference = used.issue(SMALL, "--json").json["reference"]
    gone = used.stored()[0]
    gone.unlink()
    answer = used.register("export", reference, "--out", str(tmp_path / "export"))
    assert answer.code == 5
    assert gone.name[:12] in answer.err
    assert len(contents(tmp_path / "export")) == 4
    assert used.issue().code == 3


def test_register_refuses_an_unknown_reference(desk: Desk, tmp_path: Path) -> None:
    assert desk.register("show", "SD-1234-5678").code == 3
    assert desk.register("export", "SD-1234-5678", "--out", str(tmp_path / "export")).code == 3


FAULTS = {
    "case_number": "",
    "mother_contract": "mother_contarct: rammeavtalen",
    "contract_months": "contract_months: førti",
    "buyer_orgnr": 'buyer_orgnr: "320012342"',
    "announced_on": "announced_on: 2026-02-30",
}


def test_issue_reports_every_fault_of_a_sheet_and_writes_nothing(desk: Desk) -> None:
    sheet = desk.sheet(FAULTS)
    lines = sheet.read_text(encoding="utf-8").splitlines()
    answer = desk.issue(sheet, "--json")
    assert answer.code == 4
    found = {each["field"]: each for each in answer.json["problems"]}
    assert found.keys() == {"case_number", "mother_contarct", "contract_months", "buyer_orgnr", "announced_on"}
    assert len(answer.json["problems"]) == 5
    for field, problem in found.items():
        if field != "case_number":
            assert lines[problem["line"] - 1].startswith(f"{field}:")
        assert problem["hint"]
        assert problem["file"] == str(sheet)
    assert '"mother_contract"' in found["mother_contarct"]["hint"]
    assert (desk.issued(), desk.stored(), contents(desk.out)) == ([], [], {})


def test_issue_reports_every_fault_to_a_reader_too(desk: Desk) -> None:
    sheet = desk.sheet(FAULTS)
    answer = desk.issue(sheet)
    assert answer.code == 4
    assert answer.out == ""
    numbered = {number for number in range(1, 60) if f"{sheet}:{number}: " in answer.err}
    assert len(numbered) == 4
    assert '"case_number" is missing' in answer.err


@pytest.mark.parametrize("fact", ["title", "buyer_name", "contact_role"])
@pytest.mark.parametrize(
    ("escape", "code"),
    [("\\0", "U+0000"), ("\\e", "U+001B"), ("\\ud800", "U+D800"), ("\\x7f", "U+007F"), ("\\uffff", "U+FFFF")],
    ids=["nul", "esc", "surrogate", "del", "noncharacter"],
)
def test_issue_refuses_a_character_no_document_can_carry(desk: Desk, fact: str, escape: str, code: str) -> None:
    answer = desk.issue(desk.sheet({fact: f'{fact}: "Arbeids{escape}tøy"'}), "--json")
    assert answer.code == 4
    assert [(each["field"], code in each["message"], each["line"] > 1) for each in answer.json["problems"]] == [(fact, True, True)]
    assert (desk.issued(), desk.stored(), contents(desk.out)) == ([], [], {})


def test_issue_refuses_without_sending_the_character_to_the_terminal(desk: Desk) -> None:
    answer = desk.issue(desk.sheet({"title": 'title: "Rødt \\e[31m"'}))
    assert answer.code == 4
    assert '"title" holds the character U+001B' in answer.err
    assert refused_character(answer.err, breaks=True) is None


def test_issue_carries_hostile_words_literally_in_each_form(desk: Desk) -> None:
    words = json.dumps(HOSTILE, ensure_ascii=False)
    sheet = desk.sheet({"title": f"title: {words}", "buyer_name": f"buyer_name: {words}"})
    hostile = sheet.read_text(encoding="utf-8").replace("name: Arbeidshansker,", f"name: {words},")
    sheet.write_text(hostile, encoding="utf-8")
    answer = desk.issue(sheet, "--json", forms="docx,pdf,html")
    assert answer.code == 0
    readers = World(read_settings()).readers
    for form, path in answer.json["files"].items():
        if form in readers:
            texts = [line.text for line in readers[form](Path(path).read_bytes(), path).lines]
            assert texts.count(HOSTILE) == 3, form  # buyer and title in front, and the product
            assert f"Bilag 5 til rammeavtalen: {HOSTILE}" in texts
            assert not any("49" in text and "Smith" in text for text in texts)
    page = Path(answer.json["files"]["html"]).read_text(encoding="utf-8")
    assert "Smith &amp; Søn &lt;b&gt; {{ 7*7 }}" in page
    assert "Søn <b>" not in page.split('id="manifest"')[0]


def test_draft_stores_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOKDOCS_HOME", str(desk.home))
    answer = desk.run("draft", "tender-appendix", "--facts", str(EXAMPLE), "--as", "html", "--out", str(desk.out))
    assert answer.code == 0
    (page,) = contents(desk.out).values()
    assert "<li>UTKAST</li>" in page.decode()
    assert not desk.home.exists()
