"""A self-report from the form to the finding, at the command line: issued, sent, received in three formats, checked and weighed."""

import hashlib
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sokdocs.loading.word.document import read_docx
from sokdocs.register.database import open_database
from sokdocs.register.trail import RegisterTrail
from sokdocs.register.trail_bodies import REFUSED
from tests.integration.form_docx_filling import fill_docx
from tests.integration.form_pdf_filling import fill_pdf
from tests.integration.self_report_desk import (
    CAME_ON,
    CASE,
    EXAMPLES,
    SENT_ON,
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
from tests.integration.self_report_sums import NOT_ASKED, PERCENT, POINTS, SHOWN, WEIGHTS, mean, percent, rounded_down

REMARKS = {
    "green": [],
    "yellow": [("Q1.1.evidence", True), ("Q3.1.evidence", True)],
    "red": [("Q3.2.3.due", True), ("Q6.2.reason", True)],
}
FILLERS = {"docx": fill_docx, "pdf": fill_pdf}
PROVEN = {"Q1.1", "Q1.2", "Q1.5", "Q2.1", "Q2.2", "Q2.3", "Q3.1", "Q3.4", "Q4.2", "Q6.2", "QB.1", "QB.2"}
"""The questions whose second point is for evidence."""
NO_BREAK = "\u00a0"
each_example = pytest.mark.parametrize("name", EXAMPLES)


@pytest.fixture(scope="module")
def unsent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """A case whose form is issued, and no letter has asked for it yet."""
    with pytest.MonkeyPatch.context() as patch:
        desk = ReportDesk(tmp_path_factory.mktemp("unsent"), patch)
        open_case(desk)
        yield desk


@pytest.fixture(scope="module")
def sent(unsent: ReportDesk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """The same case when the letter is delivered and the day has come that the answer comes."""
    with pytest.MonkeyPatch.context() as patch:
        desk = unsent.copy(tmp_path_factory.mktemp("sent"), patch)
        send(desk)
        yield desk


@pytest.fixture
def desk(sent: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportDesk:
    """A desk of the test's own that begins there."""
    return sent.copy(tmp_path, monkeypatch)


def _filled(desk: ReportDesk, form: str, name: str) -> Path:
    """The issued form with the answers of an example, filled in as a person would."""
    path = desk.folder / f"{name}.{form}"
    path.write_bytes(_filled_in(desk.forms[form], form, name))
    return path


@cache
def _filled_in(empty: Path, form: str, name: str) -> bytes:
    return FILLERS[form](empty.read_bytes(), as_written(example(name)["answers"]))


def test_form_is_the_one_that_the_contract_calls_for_and_the_same_again(desk: ReportDesk) -> None:
    desk.day = SENT_ON
    again = desk.good("self-report", "issue", CASE, "--out", str(desk.folder / "out"), "--as", "pdf", "--json").json
    assert (again["reference"], again["repeat"]) == (desk.reference, True)
    assert Path(again["files"]["pdf"]).read_bytes() == desk.forms["pdf"].read_bytes()
    words = read_docx(desk.forms["docx"].read_bytes(), name="form.docx").lines
    assert any("fullstendig skjema" in each.text for each in words)
    assert any("Kontraktens verdi er over grensen for det forenklede skjemaet." in each.text for each in words)


@pytest.mark.parametrize("name", ["green", *(pytest.param(each, marks=pytest.mark.full) for each in ("yellow", "red"))])
def test_three_formats_give_the_same_answers_and_remarks(desk: ReportDesk, name: str) -> None:
    attachments = attachments_of(desk, name)
    files = [answered(desk, name), *(_filled(desk, form, name) for form in FILLERS)]
    said = [desk.report("check", str(each), *beside(attachments), "--on", CAME_ON.isoformat()) for each in files]
    assert [each.code for each in said] == [int(bool(REMARKS[name]))] * 3
    assert said[0].json == said[1].json == said[2].json
    assert said[0].json["form"] == desk.reference
    assert said[0].json["answers"] == example(name)["answers"]
    assert [(each["key"], each["missing"]) for each in said[0].json["remarks"]] == REMARKS[name]


@pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=pytest.mark.full), "json"])
def test_received_form_is_an_answer_in_the_case(desk: ReportDesk, form: str) -> None:
    file = answered(desk, "red") if form == "json" else _filled(desk, form, "red")
    said = desk.receive(file, *attachments_of(desk, "red"))
    assert (said.code, said.json["document"], said.json["repeat"]) == (0, f"{CASE}-2", False)
    assert (said.json["form"], said.json["lead_no"]) == (desk.reference, ["Q2.1"])
    assert said.json["answers"] == example("red")["answers"]
    assert [(each["key"], each["missing"]) for each in said.json["remarks"]] == REMARKS["red"]
    last = desk.case()["events"][-1]
    assert (last["on"], last["document"], len(desk.case()["events"])) == (CAME_ON.isoformat(), f"{CASE}-2", 4)
    assert "Q2.1" in last["detail"]


def test_same_file_again_is_told_and_recorded_once(desk: ReportDesk) -> None:
    file, attachments = _filled(desk, "docx", "red"), attachments_of(desk, "red")
    first, again = desk.receive(file, *attachments), desk.receive(file, *attachments)
    assert again.json == {**first.json, "repeat": True}
    assert len(desk.case()["events"]) == 4
    assert "(received before, on 2026-09-28)" in desk.good("self-report", "receive", str(file)).out


def test_same_file_again_with_attachments_that_did_not_come_then_is_refused(desk: ReportDesk) -> None:
    file, attachments = answered(desk, "green"), attachments_of(desk, "green")
    desk.receive(file)
    again = desk.receive(file, *attachments)
    assert again.code == 5 and attachments[0].name in str(again.json["error"])
    assert len(desk.case()["events"]) == 4


def test_two_attachments_of_one_name_are_refused(desk: ReportDesk) -> None:
    (attachment, *_) = attachments_of(desk, "green")
    said = desk.receive(answered(desk, "green"), attachment, attachment)
    assert said.code == 4 and said.json["problems"][0]["file"] == attachment.name
    assert len(desk.case()["events"]) == 3


def test_file_and_attachments_are_kept_byte_for_byte_by_their_hash(desk: ReportDesk) -> None:
    file, attachments = _filled(desk, "docx", "green"), attachments_of(desk, "green")
    assert desk.receive(file, *attachments).code == 0
    kept = {path.name: path.read_bytes() for path in (desk.home / "files").rglob("*") if path.is_file()}
    for path in (file, *attachments):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert [data for name, data in kept.items() if digest.endswith(name)] == [path.read_bytes()]


def test_register_holds_after_three_forms_and_says_which_is_the_newest(desk: ReportDesk) -> None:
    for name in EXAMPLES:
        received = desk.receive(answered(desk, name), *attachments_of(desk, name)).json
        assert [(each["key"], each["missing"]) for each in received["remarks"]] == REMARKS[name]
    said = desk.good("verify", "--all").out
    assert said.splitlines()[-1].startswith("all holds")
    assert [desk.report("score", CASE, "--document", number).json["band"] for number in ("2", "3", "4")] == list(EXAMPLES)
    assert desk.report("score", CASE).json["band"] == "red"
    assert desk.report("check", CASE, "--document", "2").json["answers"] == example("green")["answers"]
    assert desk.report("score", CASE, "--document", "1").code == 3


def test_form_that_no_letter_asked_for_is_refused(unsent: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = unsent.copy(tmp_path, monkeypatch)
    before = desk.stored()
    said = desk.receive(answered(desk, "green"))
    assert (said.code, said.json["error"]) == (5, f"no letter in {CASE} has asked for a self-report; send the form with L01 first")
    assert desk.stored() == before


@pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=pytest.mark.full), "json"])
def test_form_of_another_register_is_refused(desk: ReportDesk, form: str) -> None:
    file = answered(desk, "green") if form == "json" else desk.forms[form]
    other = desk.folder / "other"
    other.mkdir()
    shutil.copy(TOUR / "actors.yaml", other)
    said = desk.report("receive", str(file), "--home", str(other))
    why = f"{file.name}: no self-report form with the reference {desk.reference} was issued from this register"
    assert (said.code, said.json["error"]) == (3, why)
    assert not (other / "files").exists()


def test_document_of_another_kind_is_no_form(desk: ReportDesk) -> None:
    (appendix,) = (each for each in desk.good("register", "list", "--json").json if each["kind"] == "tender-appendix")
    desk.reference = appendix["reference"]
    assert desk.receive(answered(desk, "green")).code == 3


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("svar.txt", b"Ja.", "svar.txt can't be read"),
        ("svar.png", b"\x89PNG\r\n\x1a\n", "svar.png can't be read"),
        ("svar.docx", b"PK\x03\x04", "svar.docx: is not a ZIP file, or is cut short"),
        ("svar.pdf", b"%PDF-1.7\n", "svar.pdf is broken: its inside can't be read"),
        ("svar.json", b"{}", "svar.json has faults"),
        ("kuttet.json", b"{", "kuttet.json can't be read"),
    ],
)
def test_file_that_is_no_form_is_refused_and_nothing_is_stored(desk: ReportDesk, name: str, data: bytes, why: str) -> None:
    before = desk.stored()
    file = desk.folder / name
    file.write_bytes(data)
    said = [desk.receive(file) for _ in range(2)]
    assert [(each.code, each.json["error"]) for each in said] == [(4, why)] * 2
    assert desk.stored() == before
    assert len(desk.case()["events"]) == 3
    trail = RegisterTrail(open_database(desk.home / "register.sqlite")).trail()
    refused = [(each.actor, each.subject) for each in trail if each.action == REFUSED]
    assert refused == [("kontraktsforvalter", hashlib.sha256(data).hexdigest())]
    assert desk.good("verify", "--all").out.splitlines()[-1].startswith("all holds")


def test_form_with_an_older_text_of_a_question_is_read_by_that_text(desk: ReportDesk) -> None:
    attachments = attachments_of(desk, "green")
    said = desk.receive(answered(desk, "green", desk.older, "Q4.2.with_workers"), *attachments)
    assert (said.code, said.json["form"], said.json["remarks"]) == (0, desk.older, [])
    odd = [
        desk.report("check", str(answered(desk, "green", desk.older)), *beside(attachments), "--on", CAME_ON.isoformat()),
        desk.report("check", str(answered(desk, "green", "", "Q4.2.with_workers")), *beside(attachments), "--on", CAME_ON.isoformat()),
    ]
    assert [[(each["question"], each["missing"]) for each in one.json["remarks"]] for one in odd] == [[("Q4.2", False)], [("Q4.2", True)]]


@each_example
def test_score_is_the_sum_done_by_hand(desk: ReportDesk, name: str) -> None:
    file, attachments = answered(desk, name), attachments_of(desk, name)
    said = desk.report("score", str(file), *beside(attachments), "--on", CAME_ON.isoformat()).json
    points = POINTS[name]
    assert percent(points) == PERCENT[name]
    assert (said["band"], said["percent"]) == (name, SHOWN[name]) == (name, rounded_down(percent(points)))
    assert said["lead_no"] == (["Q2.1"] if name == "red" else [])
    assert said["letters"] == {"green": [], "yellow": ["L03", "L04"], "red": ["L07"]}[name]
    shown = {each["part"]: {one["question"]: one["points"] for one in each["questions"]} for each in said["parts"]}
    assert shown == points
    assert {each["part"]: (each["weight"], each["mean"]) for each in said["parts"]} == {
        part: (WEIGHTS[part], str(mean(points[part]))) for part in points
    }


def test_score_counts_only_attachments_that_came(desk: ReportDesk) -> None:
    file, attachments = answered(desk, "green"), attachments_of(desk, "green")
    alone, whole = (desk.report("score", str(file), *beside(each), "--on", CAME_ON.isoformat()).json for each in ((), attachments))
    said = desk.good("self-report", "score", str(file), "--on", CAME_ON.isoformat())
    assert "none was given here; name each that came with --attachment" in said.err
    assert (alone["lacks_attachments"], whole["lacks_attachments"]) == (True, False)
    assert alone["working"][-5].startswith("Skjemaet nevner vedlegg, men ingen vedlegg kom sammen med det.")
    points = [{one["question"]: one["points"] for part in each["parts"] for one in part["questions"]} for each in (alone, whole)]
    assert {name for name in points[1] if points[0][name] < points[1][name]} == PROVEN
    assert {points[0][name] for name in PROVEN} == {1}
    desk.receive(file, *attachments[:1])
    assert alone["percent"] < desk.report("score", CASE).json["percent"] < whole["percent"]


@each_example
def test_score_explains_each_point(desk: ReportDesk, name: str) -> None:
    desk.receive(answered(desk, name), *attachments_of(desk, name))
    lines: list[str] = [each.replace(NO_BREAK, " ") for each in desk.report("score", CASE).json["working"]]
    assert desk.good("self-report", "score", CASE).out.replace(NO_BREAK, " ").splitlines() == lines
    for part, questions in POINTS[name].items():
        for question, points in questions.items():
            start = lines.index(f"{question}: {points} av 3 poeng.")
            steps = lines[start + 1 : start + 4]
            assert [each.partition(":")[0] for each in steps] == ["Poeng 1", "Poeng 2", "Poeng 3"]
            assert [": gitt, fordi " in each for each in steps] == [number <= points for number in (1, 2, 3)]
        sums = " + ".join(f"{points}/3" for points in questions.values())
        (line,) = (each for each in lines if each.startswith(f"Del {part}: "))
        assert f"({sums}) / {len(questions)} = {mean(questions)}, " in line
        assert line.endswith(f" Vekt {WEIGHTS[part]}.")
    assert [each.split()[0] for each in lines if " teller ikke med: " in each] == list(NOT_ASKED[name])
    terms = " + ".join(f"{WEIGHTS[part]} · {mean(questions)}" for part, questions in POINTS[name].items())
    assert f"Samlet: ({terms}) / 9, som er {SHOWN[name]} %." in lines


def test_red_form_opens_the_notice_of_a_finding_once_an_officer_has_recorded_it(desk: ReportDesk) -> None:
    desk.receive(answered(desk, "red"), *attachments_of(desk, "red"))
    before = desk.letters()["L07"]
    assert before["may_be_sent"] is False
    unmet = {each["name"]: each["says"] for each in before["grounds"] if each["standing"] == "not_met"}
    assert unmet["finding_recorded"] == "Brevet gjelder ingen funn. Oppgi minst ett."
    desk.good("case", "record", CASE, "finding", "--facts", str(TOUR / "04-07-finding.yaml"), "--set", "about=2")
    after = desk.letters()["L07"]
    assert after["may_be_sent"] is True
    assert {each["name"]: each["says"] for each in after["grounds"]}["finding_recorded"] == "F1 er registrert i saken."


@pytest.mark.parametrize("name", ["green", "yellow"])
def test_other_forms_open_no_notice_of_a_finding(desk: ReportDesk, name: str) -> None:
    desk.receive(answered(desk, name), *attachments_of(desk, name))
    assert desk.letters()["L07"]["may_be_sent"] is False
