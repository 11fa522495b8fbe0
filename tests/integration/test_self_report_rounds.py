"""A round of self-reporting at the command line: a corrected form, the wrong contract, an officer's decision, a form in a closed case."""

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.integration.self_report_desk import CAME_ON, CASE, TOUR, ReportDesk, answered, attachments_of, sent_desk


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportDesk]:
    """A case whose form is sent, on the day that the answer comes."""
    yield from sent_desk(tmp_path_factory.mktemp("rounds"))


@pytest.fixture
def desk(sent: ReportDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportDesk:
    """A desk of the test's own that begins there."""
    return sent.copy(tmp_path, monkeypatch)


def green(desk: ReportDesk) -> None:
    """The green example comes, with its attachments."""
    said = desk.receive(answered(desk, "green"), *attachments_of(desk, "green"))
    assert (said.code, said.json["replaces"]) == (0, None)


def test_corrected_form_need_not_bring_its_attachments_again(desk: ReportDesk) -> None:
    green(desk)
    first = desk.report("score", CASE).json
    said = desk.receive(answered(desk, "green", "", "Q1.4.written"))
    assert (said.code, said.json["document"], said.json["replaces"]) == (0, f"{CASE}-3", f"{CASE}-2")
    assert [each["says"] for each in said.json["remarks"] if "vedlegg" in each["says"]] == []
    second = desk.report("score", CASE).json
    assert not second["lacks_attachments"] and second["band"] == first["band"] == "green"


def test_answer_that_is_replaced_is_told_to_people_too(desk: ReportDesk) -> None:
    green(desk)
    out = desk.good("self-report", "receive", str(answered(desk, "green", "", "Q1.4.written")), "--on", CAME_ON.isoformat()).out
    assert f"it takes the place of {CASE}-2, which stays in the case" in out


@pytest.mark.parametrize(("contract", "code"), [("", 0), ("own", 0), ("KO-AAAA-BBBB", 5)])
def test_form_of_another_contract_is_refused(desk: ReportDesk, contract: str, code: int) -> None:
    own = desk.good("contract", "list").out.split()[0]
    before = desk.stored()
    said = desk.report("receive", str(answered(desk, "green")), "--contract", own if contract == "own" else contract)
    assert said.code == code, said
    if code:
        assert said.json["error"].endswith(f"of the contract {own}, not of {contract}")
        assert desk.stored() == before


def test_hint_for_later_attachments_works_as_it_stands(desk: ReportDesk) -> None:
    file, (first, *_) = answered(desk, "green"), attachments_of(desk, "green")
    assert desk.receive(file).code == 0
    refused = desk.receive(file, first)
    command = refused.json["error"].partition("`")[2].partition("`")[0]
    words = [str(first) if each == "…" else each for each in shlex.split(command)]
    assert (refused.code, words[:2]) == (5, ["sokdocs", "case"])
    desk.good(*words[1:], "--on", CAME_ON.isoformat())
    assert all(first.name not in each["says"] for each in desk.report("check", CASE).json["remarks"])


def _status(desk: ReportDesk) -> dict[str, object]:
    (status,) = desk.report("status").json
    return dict(status)


def test_officer_records_what_the_self_report_was_found_to_be(desk: ReportDesk) -> None:
    green(desk)
    assert (_status(desk)["state"], _status(desk)["result"]) == ("received", None)
    hint = desk.good("self-report", "score", CASE).err
    assert f"sokdocs case record {CASE} assessed" in hint and "--set result=green" in hint
    about = ("--set", "about=2", "--set", "result=green", "--set", "follows=close")
    without = desk.run("case", "record", CASE, "assessed", "--on", CAME_ON.isoformat(), *about, "--json")
    assert (without.code, without.json["problems"][0]["message"]) == (4, '"reason" is missing')
    desk.good("case", "record", CASE, "assessed", "--on", CAME_ON.isoformat(), *about, "--set", "reason=Alt er på plass.")
    found = _status(desk)
    assert (found["state"], found["result"], found["assessed_on"], found["late"]) == ("assessed", "green", CAME_ON.isoformat(), False)
    assert desk.good("case", "next", CASE).out.splitlines()[0].endswith("Egenrapporteringen er vurdert")
    assert " green " in desk.good("self-report", "status").out


def test_only_a_self_report_can_be_assessed(desk: ReportDesk) -> None:
    words = ("--set", "about=1", "--set", "result=green", "--set", "follows=close", "--set", "reason=x")
    said = desk.run("case", "record", CASE, "assessed", "--on", CAME_ON.isoformat(), *words, "--json")
    assert said.code == 4 and "is no document that this can be about" in said.out


@pytest.mark.parametrize("words", [("--on", "2026-09-28"), ("--attachment", "kart.pdf")])
@pytest.mark.parametrize("command", ["check", "score"])
def test_options_of_a_file_are_refused_for_a_case(desk: ReportDesk, command: str, words: tuple[str, str]) -> None:
    green(desk)
    (desk.folder / "kart.pdf").write_bytes(b"x")
    option, value = words
    said = desk.run("self-report", command, CASE, option, str(desk.folder / value) if value == "kart.pdf" else value)
    assert said.code == 2 and f"{option} goes with a FILE" in said.err


def test_document_is_refused_for_a_file(desk: ReportDesk) -> None:
    said = desk.run("self-report", "check", str(answered(desk, "green")), "--document", "2")
    assert said.code == 2 and "--document goes with a CASE" in said.err


def test_no_form_is_sent_in_a_closed_case(desk: ReportDesk) -> None:
    desk.good("case", "record", CASE, "closure", "--on", CAME_ON.isoformat(), "--set", "reason=Kontrakten er gjort opp.")
    said = desk.report("issue", CASE, "--out", str(desk.folder / "next"))
    assert said.code == 5 and "is closed" in said.json["error"]
    assert not (desk.folder / "next").exists()


def test_comparison_tells_answers_in_words(desk: ReportDesk) -> None:
    green(desk)
    desk.receive(answered(desk, "red"), *attachments_of(desk, "red"))
    out = desk.good("self-report", "compare", f"{CASE}-2", f"{CASE}-3").out
    assert "Q2.1 Kartlegging og risikovurdering: Svar: Ja → Nei" in out and "\\x0a" not in out
    (lead,) = [each for each in desk.report("compare", f"{CASE}-2", f"{CASE}-3").json if each["key"] == "Q2.1"]
    assert (lead["old"], lead["new"], lead["old_words"], lead["new_words"]) == ("yes", "no", "Ja", "Nei")
    assert desk.good("self-report", "compare", f"{CASE}-2", f"{CASE}-2").out.strip() == "no differences"


def test_letter_names_the_form_that_was_issued(desk: ReportDesk, tmp_path: Path) -> None:
    def words() -> str:
        with desk.as_pages_only():
            folder = tmp_path / str(desk.looks)
            desk.good("letter", "draft", "L01", CASE, "--facts", str(desk.folder / "L01.yaml"), "--out", str(folder))
        (page,) = folder.glob("*.html")
        return page.read_text(encoding="utf-8")

    (desk.folder / "L01.yaml").write_text("access_mark: offentlig\n", encoding="utf-8")
    assert "det fullstendige skjemaet" in words()
    with desk.as_pages_only():
        why = ("--form", "simplified", "--because", "Leverandøren er liten", "--as", "html")
        desk.good("self-report", "issue", CASE, *why, "--out", str(desk.folder / "small"))
    assert "det forenklede skjemaet" in words()


def test_silence_after_the_reminder_is_weighed_as_red(desk: ReportDesk) -> None:
    unanswered = desk.run("self-report", "score", CASE)
    assert unanswered.code == 3 and "has no self-report that was received as a form" in unanswered.err
    desk.day = date(2026, 10, 20)
    with desk.as_pages_only():
        desk.good("letter", "issue", "L02", CASE, "--facts", str(TOUR / "L02.yaml"), "--out", str(desk.folder / "out"))
    desk.day = date(2026, 12, 1)
    desk.good("case", "record", CASE, "delivered", "--on", "2026-10-21", "--set", "about=2")
    assert _status(desk)["state"] == "silent"
    said = desk.report("score", CASE).json
    assert (said["band"], said["percent"], said["letters"], said["lead_no"]) == ("red", "0,0", ["L07"], [])
    assert "fordi ingenting er besvart og 0,0 % er under 40 %." in said["working"][-3].replace("\u00a0", " ")
    assert "to record it" not in desk.good("self-report", "score", CASE).err
    checked = desk.run("self-report", "check", CASE)  # nothing came that could be without faults
    assert (checked.code, checked.out) == (3, "")
