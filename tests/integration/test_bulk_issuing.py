"""Sending a letter to every contract of a list: each row by itself, and nothing at all where that was asked for."""

from datetime import timedelta
from pathlib import Path

import pytest

from sokdocs.loading.word.document import read_docx
from sokdocs.workflows.bulk_results import Outcome
from tests.integration.bulk_world import (
    MORNING,
    NAMES,
    Sender,
    as_csv,
    as_xlsx,
    desk_of,
    reported,
    run,
    with_clock,
)


def test_every_row_is_one_letter_with_the_suppliers_own_name_in_the_order_of_the_list(sender: Sender) -> None:
    done = sender.send(as_csv(sender.folder / "list.csv", sender.rows()), "--json")
    assert done.code == 0, done.err
    assert (done.json["issued"], done.json["left_out"], done.json["faults"]) == (12, 0, [])
    assert sender.letters() == [(each, f"2026/{number:05}-1") for number, each in enumerate(sender.contracts, start=1)]
    report = reported(sender.out)
    assert [(each["row"], each["contract"]) for each in report] == [(str(n), c) for n, c in enumerate(sender.contracts, start=2)]
    for row, name in zip(report, NAMES, strict=True):
        record = sender.world.register.by_reference(row["reference"])
        assert record is not None
        (file,) = [each for each in record.files if each.form == "docx"]
        data = (sender.out / file.name).read_bytes()
        words = "\n".join(str(each) for each in read_docx(data, name=file.name).lines)
        assert name in words and row["number"] in words and f"ref {row['row']}" in words


def test_only_the_forms_asked_for_are_made_and_kept(sender: Sender) -> None:
    sender.send(as_csv(sender.folder / "list.csv", sender.rows()[:1]))
    (letter,) = [each for each in sender.world.register.all() if each.kind == "letter"]
    assert [each.form for each in letter.files] == ["docx", "note", "manifest", "document"]
    assert sorted(path.suffix for path in sender.out.iterdir()) == [".csv", ".docx"]


def test_register_is_sound_after_a_bulk_issue(sender: Sender) -> None:
    sender.send(as_csv(sender.folder / "list.csv", sender.rows()[:3]))
    done = sender.command("verify", "--all")
    assert done.code == 0, done.out + done.err


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("KO-0000-0000", "offentlig"), "there is no contract KO-0000-0000"),
        (("", "offentlig"), 'column "contract": is empty'),
        (("nonsense", "offentlig"), "no reference of a contract"),
        (("{0}", "hemmelig"), "access_mark"),
        (("{0}", ""), '"access_mark" is missing'),
        (("{0}", "offentlig", "a", "b"), "4 cells"),
    ],
)
def test_bad_row_is_named_and_left_out_and_the_others_go(sender: Sender, row: tuple[str, ...], said: str) -> None:
    bad = tuple(each.format(sender.contracts[2]) for each in row)
    done = sender.send(as_csv(sender.folder / "list.csv", sender.rows(r4=bad)[:4]))
    assert done.code == 1
    assert said in done.err and "list.csv:4" in done.err
    assert "3 issued, 0 already issued, 1 left out" in done.out
    assert [each for each, _ in sender.letters()] == [sender.contracts[place] for place in (0, 1, 3)]
    (left,) = [each for each in reported(sender.out) if each["result"].startswith("left out")]
    assert left["row"] == "4" and not left["number"] and not left["reference"]
    assert len(sender.world.casefiles.numbers()) == 3


def test_contract_that_stands_twice_gets_one_letter(sender: Sender) -> None:
    twice = sender.rows(r9=(sender.contracts[0], "offentlig"))
    done = sender.send(as_csv(sender.folder / "list.csv", twice))
    assert f"{sender.contracts[0]} stands in row 2 already" in done.err
    assert [each for each, _ in sender.letters()].count(sender.contracts[0]) == 1


def test_all_or_nothing_issues_nothing_where_one_row_has_a_fault(sender: Sender) -> None:
    listed = as_csv(sender.folder / "list.csv", sender.rows(r13=(sender.contracts[11], "")))
    before = sender.world.casefiles.head()
    done = sender.send(listed, "--all-or-nothing")
    assert done.code == 4
    assert "nothing was issued: 1 of 12 rows have faults" in done.err and '"access_mark" is missing' in done.err
    assert sender.world.casefiles.head() == before and not sender.out.exists()


def test_all_or_nothing_issues_all_where_every_row_is_sound(sender: Sender) -> None:
    done = sender.send(as_csv(sender.folder / "list.csv", sender.rows()), "--all-or-nothing")
    assert done.code == 0 and len(sender.letters()) == 12


def test_spreadsheet_and_csv_send_the_same_letters(sender: Sender, tmp_path: Path) -> None:
    rows = sender.rows()[:4]
    sender.send(as_xlsx(sender.folder / "list.xlsx", rows))
    letters = sender.letters()
    assert [each for each, _ in letters] == list(sender.contracts[:4])
    again = sender.send(as_csv(sender.folder / "list.csv", rows))
    assert "0 issued, 4 already issued, 0 left out" in again.out
    assert sender.letters() == letters


def test_open_case_is_used_and_a_case_of_another_contract_is_refused(sender: Sender) -> None:
    casefiles = sender.world.casefiles
    for contract in sender.contracts[:2]:
        casefiles.open_case(contract, ladder="standard", settings={}, on=MORNING.date(), number=None, actor="kari", at=MORNING)
    rows = [(sender.contracts[0], "", "offentlig"), (sender.contracts[2], "2026/00002", "offentlig")]
    done = sender.send(as_csv(sender.folder / "list.csv", rows, ("contract", "case", "access_mark")))
    assert f"{sender.contracts[2]} has no case 2026/00002" in done.err
    assert sender.letters() == [(sender.contracts[0], "2026/00001-1")]


def test_several_open_cases_are_not_chosen_between(sender: Sender) -> None:
    casefiles = sender.world.casefiles
    for _ in range(2):
        casefiles.open_case(
            sender.contracts[0],
            ladder="standard",
            settings={},
            on=MORNING.date(),
            number=None,
            actor="kari",
            at=MORNING,
        )
    done = sender.send(as_csv(sender.folder / "list.csv", sender.rows()[:1]))
    assert "has several open cases: 2026/00001, 2026/00002; name one" in done.err and not sender.letters()


def test_clock_set_back_leaves_every_row_out(sender: Sender) -> None:
    desk = with_clock(desk_of(sender.world, "docx"), MORNING - timedelta(days=2))
    (result,) = run(sender, as_csv(sender.folder / "list.csv", sender.rows()[:1]), desk)
    assert result.outcome is Outcome.LEFT_OUT and "clock" in result.told() and not sender.letters()


@pytest.mark.parametrize("hostile", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1+1", "＝1", "a\n=1+1", "\x1b[2J=1"])
def test_report_has_no_cell_that_starts_a_formula(sender: Sender, hostile: str) -> None:
    done = sender.send(as_csv(sender.folder / "list.csv", sender.rows(r3=(hostile, "offentlig"))[:2]))
    assert done.code == 1 and "\x1b" not in done.err
    text = (sender.out / "report.csv").read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 3
    for row in reported(sender.out):
        for cell in row.values():
            assert cell.isprintable() and cell[:1] not in tuple("=+-@|%＝＋－＠"), cell


def test_hostile_words_are_printed_in_the_letter_as_they_are(sender: Sender) -> None:
    words = "=1+1 {{ 7*7 }} & <b> '*'"
    done = sender.send(as_csv(sender.folder / "list.csv", [(sender.contracts[0], "offentlig", words)]))
    assert done.code == 0, done.err
    (path,) = sender.out.glob("*.docx")
    assert words in "\n".join(str(each) for each in read_docx(path.read_bytes(), name=path.name).lines)


@pytest.mark.parametrize(("code", "exit_code"), [("L99", 3), ("L12", 5), ("L08", 5)])
def test_letters_that_are_judged_case_by_case_are_not_sent_in_bulk(sender: Sender, code: str, exit_code: int) -> None:
    done = sender.send(as_csv(sender.folder / "list.csv", sender.rows()[:1]), code=code)
    assert done.code == exit_code and code in done.err and not sender.letters()
