"""Sending the self-report form to every contract of a list: each row by itself, never the same form twice."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.loading.html.document import read_html
from sokdocs.wiring import OsloClock
from tests.integration.bulk_world import MORNING, NAMES, Sender, as_csv, as_xlsx, reported

HEAD = ("contract", "form", "because", "products")
PRODUCTS = ("Arbeidstøy", "Arbeidshansker")


def listed(sender: Sender, *rows: Sequence[str], name: str = "list.csv") -> Path:
    return as_csv(sender.folder / name, rows, HEAD)


def plain(sender: Sender, count: int) -> list[Sequence[str]]:
    """Rows that only name contracts."""
    return [(each,) for each in sender.contracts[:count]]


def words_of(sender: Sender, reference: str) -> str:
    """What is to be read on the page of a form."""
    (page,) = sender.out.glob(f"*{reference.lower()}*.html")
    return "\n".join(str(each) for each in read_html(page.read_bytes(), name=page.name).lines)


def test_every_contract_gets_the_form_it_calls_for_and_a_case_where_it_has_none(sender: Sender) -> None:
    done = sender.send_forms(listed(sender, *plain(sender, 12)), "--as", "html", "--json")
    assert done.code == 0, done.err
    assert (done.json["issued"], done.json["already_issued"], done.json["left_out"]) == (12, 0, 0)
    numbers = [f"2026/{place:05}" for place in range(1, 13)]
    assert [case for case, _ in sender.forms()] == numbers == list(sender.world.casefiles.numbers())
    report = reported(sender.out)
    assert [(each["contract"], each["case"], each["reference"]) for each in report] == [
        (contract, *form) for contract, form in zip(sender.contracts, sender.forms(), strict=True)
    ]
    for row, supplier in zip(report, NAMES, strict=True):
        assert supplier in words_of(sender, row["reference"])


@pytest.mark.slow
def test_word_and_pdf_are_delivered_and_the_register_is_sound(sender: Sender) -> None:
    done = sender.send_forms(listed(sender, *plain(sender, 1)), "--as", "docx,pdf")
    assert done.code == 0, done.err
    assert sorted(path.suffix for path in sender.out.iterdir()) == [".csv", ".docx", ".pdf"]
    found = sender.command("verify", "--all")
    assert found.code == 0, found.out + found.err


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("KO-0000-0000",), "there is no contract KO-0000-0000"),
        (("{0}", "simplified"), "--because"),
        (("{0}", "short", "ønsket"), "form"),
        (("{0}", "", "", "Sykler"), 'the contract does not cover "Sykler"'),
        (("{0}", "", "", "", "mer"), "5 cells"),
    ],
)
def test_bad_row_is_named_and_left_out_and_the_others_go(sender: Sender, row: tuple[str, ...], said: str) -> None:
    rows = plain(sender, 3)
    rows[1] = tuple(each.format(sender.contracts[1]) for each in row)
    done = sender.send_forms(listed(sender, *rows))
    assert done.code == 1 and said in done.err and "list.csv:3" in done.err, done.err
    assert "2 issued, 0 already issued, 1 left out" in done.out
    assert [case for case, _ in sender.forms()] == ["2026/00001", "2026/00002"]
    assert [each["result"][:8] for each in reported(sender.out)] == ["issued", "left out", "issued"]


def test_row_may_choose_the_form_and_the_products_and_the_command_says_what_holds_for_the_others(sender: Sender) -> None:
    chosen = (sender.contracts[0], "full", "ny leverandør", PRODUCTS[0])
    rows = listed(sender, chosen, (sender.contracts[1],))
    done = sender.send_forms(rows, "--as", "html", "--form", "simplified", "--because", "lav risiko")
    assert done.code == 0, done.err
    first, second = (words_of(sender, each["reference"]) for each in reported(sender.out))
    assert "fullstendig skjema" in first and PRODUCTS[0] in first and PRODUCTS[1] not in first
    assert "lav risiko" in second and PRODUCTS[1] in second


def test_unknown_column_is_refused_with_those_that_there_are(sender: Sender) -> None:
    done = sender.send_forms(as_csv(sender.folder / "list.csv", [(sender.contracts[0], "x")], ("contract", "skjema")))
    assert done.code == 4 and "columns: contract, case, form, because, products" in done.err


def test_same_list_again_issues_nothing_and_puts_back_what_is_missing(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = listed(sender, *plain(sender, 3))
    sender.send_forms(rows)
    before = {path.name: path.read_bytes() for path in sender.out.glob("*.html")}
    (sender.out / min(before)).unlink()
    monkeypatch.setattr(OsloClock, "now", lambda _: MORNING + timedelta(days=3))
    again = sender.send_forms(rows)
    assert "0 issued, 3 already issued, 0 left out" in again.out
    assert {path.name: path.read_bytes() for path in sender.out.glob("*.html")} == before


def test_other_list_does_not_send_a_form_that_is_still_to_be_answered(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    sender.send_forms(listed(sender, *plain(sender, 2)))
    monkeypatch.setattr(OsloClock, "now", lambda _: MORNING + timedelta(days=3))
    again = sender.send_forms(as_xlsx(sender.folder / "list.xlsx", plain(sender, 2), HEAD))
    assert "0 issued, 2 already issued, 0 left out" in again.out and len(sender.forms()) == 2


def test_answered_case_gets_another_form_only_where_it_is_named(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = listed(sender, *plain(sender, 1))
    sender.send_forms(rows)
    later = MORNING + timedelta(days=3)
    monkeypatch.setattr(OsloClock, "now", lambda _: later)
    answer = NewEvent(EventKind.ANSWER, later.date(), {"about": 1, "what": "self_report"}, is_document=True)
    sender.world.casefiles.record("2026/00001", [answer], head=1, actor="kari", at=later)
    assert "0 issued, 1 already issued" in sender.send_forms(rows).out
    other = sender.send_forms(listed(sender, (sender.contracts[0], "", "", ""), name="other.csv"), "--as", "html")
    assert other.code == 1 and "name the case to send one more" in other.err
    named = as_csv(sender.folder / "named.csv", [(sender.contracts[0], "2026/00001")], ("contract", "case"))
    assert sender.send_forms(named).code == 0 and len(sender.forms()) == 2


def test_all_or_nothing_issues_nothing_where_one_row_has_a_fault(sender: Sender) -> None:
    before = sender.world.casefiles.head()
    done = sender.send_forms(listed(sender, *plain(sender, 2), ("KO-0000-0000",)), "--as", "html", "--all-or-nothing")
    assert done.code == 4 and "nothing was issued: 1 of 3 rows have faults" in done.err
    assert sender.world.casefiles.head() == before and not sender.out.exists()


def test_what_goes_with_each_form_is_put_beside_it_and_made_again_where_it_is_missing(sender: Sender) -> None:
    rows = listed(sender, *plain(sender, 2))
    assert sender.send_forms(rows, "--as", "html", "--with-guide").code == 0
    before = {path.name: path.read_bytes() for path in sender.out.iterdir() if path.suffix != ".csv"}
    stems = [reference.lower() + "-self-report" for _, reference in sender.forms()]
    endings = (".html", "-sjekkliste.html", "-eksempel.html", "-frist.ics")
    assert sorted(before) == sorted(f"{stem}{ending}" for stem in stems for ending in endings)
    for name in (f"{stems[0]}-eksempel.html", f"{stems[1]}-frist.ics"):
        (sender.out / name).unlink()
    assert "2 already issued" in sender.send_forms(rows, "--as", "html", "--with-guide").out
    assert {path.name: path.read_bytes() for path in sender.out.iterdir() if path.suffix != ".csv"} == before
