"""What follows from a self-report at the command line: the letter that asks for what is missing, and the finding an officer records."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sokdocs.settings import read_settings
from sokdocs.wiring import World
from tests.integration.issue_desk import Answer
from tests.integration.self_report_desk import CAME_ON, CASE, TOUR, ReportDesk, answered, attachments_of, beside, example, sent_desk

READERS = ("docx", "pdf", "html")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """A case whose form is sent, on the day that the answer comes."""
    yield from sent_desk(tmp_path_factory.mktemp("sent"))


@pytest.fixture
def desk(sent: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportDesk:
    """A desk of the test's own that begins there."""
    return sent.copy(tmp_path, monkeypatch)


def _received(desk: ReportDesk, name: str, *left_out: str) -> None:
    """The example comes, without some of its answers."""
    said = desk.receive(answered(desk, name, "", *left_out), *attachments_of(desk, name))
    assert said.code == 0, said


def _sheet(desk: ReportDesk) -> Path:
    return desk.folder / "L03.yaml"


def _letter_facts(desk: ReportDesk, *words: str) -> Answer:
    return desk.report("letter-facts", CASE, "--out", str(_sheet(desk)), *words)


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u00ad]+", "", text)


def test_letter_asks_for_all_that_is_missing_by_question(desk: ReportDesk) -> None:
    _received(desk, "red", "Q1.4", "Q1.4.written", "Q2.2.1.components", "Q2.2.used")
    said = _letter_facts(desk)
    remarks = desk.report("check", CASE).json["remarks"]
    asked = list(dict.fromkeys(each["question"] for each in remarks))
    assert (said.code, said.json["document"], said.json["questions"], said.json["to_answer"]) == (0, f"{CASE}-2", asked, ["access_mark"])
    assert len(remarks) > len(asked) > 2
    sheet = _sheet(desk)
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\naccess_mark: offentlig\n", encoding="utf-8")
    letter = desk.good("letter", "issue", "L03", CASE, "--facts", str(sheet), "--out", str(desk.folder / "out"), "--json").json
    readers = World(read_settings()).readers
    for form in READERS:
        path = Path(letter["files"][form])
        words = _plain(" ".join(each.text for each in readers[form](path.read_bytes(), path.name).lines))
        for remark in remarks:
            assert remark["question"] in words
            assert _plain(remark["says"].removeprefix(remark["question"])) in words, (form, remark["says"])


def _standing(desk: ReportDesk) -> str:
    return desk.good("case", "next", CASE).out.splitlines()[0].partition("  ")[2]


def test_case_waits_for_an_answer_until_one_has_come(desk: ReportDesk) -> None:
    assert _standing(desk) == desk.case()["standing"] == "Venter på svar fra leverandøren"
    _received(desk, "red")
    assert _standing(desk) == desk.case()["standing"] == "Svar er mottatt, skal vurderes"
    page = desk.folder / "case.html"
    desk.good("case", "show", CASE, "--html", str(page))
    assert "Svar er mottatt, skal vurderes" in page.read_text(encoding="utf-8")


def test_form_that_comes_after_the_letter_asking_for_more_answers_that_letter(desk: ReportDesk) -> None:
    _received(desk, "red")
    _letter_facts(desk)
    sheet = _sheet(desk)
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\naccess_mark: offentlig\n", encoding="utf-8")
    with desk.as_pages_only():
        desk.good("letter", "issue", "L03", CASE, "--facts", str(sheet), "--out", str(desk.folder), "--as", "html")
    assert _standing(desk) == "Venter på svar fra leverandøren"
    _received(desk, "green")
    assert _standing(desk) == "Svar er mottatt, skal vurderes"
    assert f"{CASE}-3" in desk.case()["events"][-1]["detail"]
    assert desk.case()["due"] == []


def test_sheet_can_be_drafted_from_as_it_is(desk: ReportDesk) -> None:
    _received(desk, "red")
    assert "access_mark" in desk.good("self-report", "letter-facts", CASE, "--out", str(_sheet(desk))).out
    out = ("--out", str(desk.folder / "drafts"), "--as", "html")
    drafted = desk.good("letter", "draft", "L03", CASE, "--facts", str(_sheet(desk)), *out, "--json").json
    assert (drafted["missing"], drafted["lacking"]) == (["access_mark", "access_basis"], [])


def test_report_without_remarks_gives_no_sheet(desk: ReportDesk) -> None:
    _received(desk, "green")
    said = _letter_facts(desk)
    why = f"there are no remarks on {CASE}-2: nothing is missing or unclear in it, so L03 has nothing to ask for"
    assert (said.code, said.json["error"], _sheet(desk).exists()) == (5, why, False)


def test_older_report_can_be_asked_about(desk: ReportDesk) -> None:
    _received(desk, "red")
    _received(desk, "green")
    assert _letter_facts(desk).code == 5
    assert _letter_facts(desk, "--document", "2").json["document"] == f"{CASE}-2"
    assert _letter_facts(desk, "--document", "0").code == 2


def test_case_without_report_gives_no_sheet(desk: ReportDesk) -> None:
    assert (_letter_facts(desk).code, _sheet(desk).exists()) == (3, False)


def test_file_that_is_there_is_never_overwritten(desk: ReportDesk) -> None:
    _received(desk, "red")
    _sheet(desk).write_text("mitt eget", encoding="utf-8")
    said = _letter_facts(desk)
    assert (said.code, said.json["error"]) == (5, f"{_sheet(desk)} is there already; name another file or take it away")
    assert _sheet(desk).read_text(encoding="utf-8") == "mitt eget"


def test_words_of_the_supplier_that_no_letter_can_show_are_spelt_out(desk: ReportDesk) -> None:
    file = answered(desk, "green")
    raw = json.loads(file.read_text(encoding="utf-8"))
    raw["answers"]["Q1.3.where"] = "ikke på nett 🌱"
    file.write_text(json.dumps(raw), encoding="utf-8")
    desk.receive(file, *attachments_of(desk, "green"))
    assert _letter_facts(desk).json["questions"] == ["Q1.3"]
    assert "«ikke på nett <U+1F331>»" in _sheet(desk).read_text(encoding="utf-8")


def _finding_facts(desk: ReportDesk, question: str = "Q2.1", *words: str) -> Answer:
    out = ("--out", str(desk.folder / "F1.yaml"))
    return desk.report("finding-facts", CASE, "--question", question, "--severity", "K1", *out, *words)


def test_lead_no_becomes_a_finding_that_opens_its_notice_when_an_officer_records_it(desk: ReportDesk) -> None:
    _received(desk, "red")
    said = _finding_facts(desk, "q2.1", "--because", "Hanskene sys i verksteder ingen har oversikt over.")
    assert (said.code, said.json["document"], said.json["on"], said.json["to_answer"]) == (0, f"{CASE}-2", CAME_ON.isoformat(), [])
    assert desk.letters()["L07"]["may_be_sent"] is False
    assert len(desk.case()["events"]) == 4
    sheet = Path(said.json["file"]).read_text(encoding="utf-8")
    assert 'clause: "K-202"' in sheet
    assert 'products:\n  - "Arbeidstøy"\n  - "Arbeidshansker"\n  - "Støvmasker til engangsbruk"\n' in sheet
    desk.good("case", "record", CASE, "finding", "--on", said.json["on"], "--facts", said.json["file"])
    after = desk.letters()["L07"]
    assert (after["may_be_sent"], desk.case()["events"][-1]["on"]) == (True, CAME_ON.isoformat())
    letter = desk.good(
        "letter", "issue", "L07", CASE, "--facts", str(TOUR / "L07.yaml"), "--as", "html", "--out", str(desk.folder), "--json"
    )
    words = _plain(Path(letter.json["files"]["html"]).read_text(encoding="utf-8"))
    reason = example("red")["answers"]["Q2.1.reason"]
    for each in ("svart «Nei» på hovedspørsmål Q2.1: «Har dere kartlagt leverandørkjeden for produktene", f"Begrunnelsen er: «{reason}»"):
        assert _plain(html.escape(each, quote=False)) in words
    assert _plain(f"egenrapporteringen ({CASE}-2), spørsmål Q2.1") in words


def test_how_grave_it_is_and_why_is_left_to_the_officer(desk: ReportDesk) -> None:
    _received(desk, "red")
    ungraded = desk.run("self-report", "finding-facts", CASE, "--question", "Q2.1", "--out", str(desk.folder / "F1.yaml"))
    assert (ungraded.code, "--severity" in ungraded.err, (desk.folder / "F1.yaml").exists()) == (2, True, False)
    assert _finding_facts(desk).json["to_answer"] == ["severity_reason"]
    record = desk.run("case", "record", CASE, "finding", "--on", CAME_ON.isoformat(), "--facts", str(desk.folder / "F1.yaml"))
    assert (record.code, '"severity_reason" is missing' in record.err) == (4, True)
    assert len(desk.case()["events"]) == 4


@pytest.mark.parametrize(
    ("question", "code", "why"),
    [
        ("Q3.1", 5, "Q3.1 was not answered no; answered no: Q2.1"),
        ("Q2.2", 3, 'the form has no lead question "Q2.2"; did you mean "Q2.1"? lead questions: Q1.1, Q2.1, Q3.1, Q4.1, Q5.1, Q6.1'),
    ],
)
def test_only_a_lead_question_that_was_answered_no_gives_a_finding(desk: ReportDesk, question: str, code: int, why: str) -> None:
    _received(desk, "red")
    said = _finding_facts(desk, question)
    assert (said.code, said.json["error"], (desk.folder / "F1.yaml").exists()) == (code, why, False)


def _written(desk: ReportDesk, answers: dict[str, object]) -> Path:
    path = desk.folder / "svar.json"
    path.write_text(json.dumps({**example("green"), "form": desk.reference, "answers": answers}), encoding="utf-8")
    return path


def test_empty_form_is_no_answer(desk: ReportDesk) -> None:
    before, file = desk.stored(), _written(desk, {})
    said = desk.receive(file)
    why = "svar.json is empty: it is not taken for an answer, and the time to answer runs on"
    assert (said.code, said.json["error"]) == (4, why)
    assert said.json["problems"][0]["hint"] == "ask the supplier to fill it in and send it again"
    assert (desk.stored(), len(desk.case()["events"]), _standing(desk)) == (before, 3, "Venter på svar fra leverandøren")
    beside_it = desk.receive(file, *attachments_of(desk, "green")[:1]).json["problems"][0]["hint"]
    assert f"`sokdocs case record {CASE} answer --set about=1 --set what=documentation --file" in beside_it
    assert desk.report("check", str(file)).json["remarks"]


def test_attachments_that_come_later_count_once_they_are_recorded(desk: ReportDesk) -> None:
    file, attachments = answered(desk, "green"), attachments_of(desk, "green")
    whole = desk.report("score", str(file), *beside(attachments), "--on", CAME_ON.isoformat()).json["percent"]
    desk.receive(file, attachments[0])
    assert {each["missing"] for each in desk.report("check", CASE).json["remarks"]} == {True}
    (desk.folder / "følgebrev.pdf").write_bytes(b"et brev")
    files = [word for path in (*attachments[1:], desk.folder / "følgebrev.pdf") for word in ("--file", str(path))]
    for words, is_whole in ((("--set", "what=other"), False), (("--set", "what=documentation"), True)):
        desk.good("case", "record", CASE, "answer", "--on", desk.day.isoformat(), "--set", "about=1", *words, *files)
        assert (desk.report("check", CASE).json["remarks"] == []) == is_whole
        assert (desk.report("score", CASE).json["percent"] == whole) == is_whole
    again = desk.receive(file, *attachments)
    assert (again.code, again.json["repeat"], again.json["document"]) == (0, True, f"{CASE}-2")
    (desk.folder / "answers.json").write_bytes(b"{}")
    desk.good(
        "case",
        "record",
        CASE,
        "answer",
        "--on",
        desk.day.isoformat(),
        "--set",
        "about=1",
        "--set",
        "what=documentation",
        "--file",
        str(desk.folder / "answers.json"),
    )
    assert desk.report("score", CASE).json["percent"] == whole
    _received(desk, "yellow")
    alone = desk.report("check", CASE).json["remarks"]
    assert alone == desk.report("check", CASE, "--document", "6").json["remarks"] != []


def test_form_with_one_answer_or_one_that_can_not_be_read_is_an_answer(desk: ReportDesk) -> None:
    assert desk.receive(_written(desk, {"Q1.1": "kanskje"})).json["document"] == f"{CASE}-2"
    assert desk.receive(_written(desk, {"Q1.1": "no"})).json["document"] == f"{CASE}-3"


def test_lead_no_is_not_asked_which_products_it_covers(desk: ReportDesk) -> None:
    _received(desk, "green")
    said = desk.report("check", str(_written(desk, {f"Q{part}.1": "no" for part in range(1, 7)}))).json["remarks"]
    assert {f"Q{part}.1.reason" for part in range(1, 7)} <= {each["key"] for each in said}
    assert [each["key"] for each in said if each["key"].startswith(("Q2.1.", "Q4.1.")) and not each["key"].endswith("reason")] == []


def test_characters_that_hide_text_are_told_in_words_for_the_supplier(desk: ReportDesk) -> None:
    said = desk.report("check", str(_written(desk, {"Q1.4": "Innkj\u200bøpssjef"}))).json
    (remark,) = (each for each in said["remarks"] if each["key"] == "Q1.4")
    assert said["answers"]["Q1.4"] == "Innkj\u200bøpssjef"
    assert "tegn som ikke synes (U+200B)" in remark["says"]
