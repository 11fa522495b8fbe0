"""A list that is given again, after a fault, a kill or an answer: it goes on where it stopped, and nothing is sent twice."""

from dataclasses import replace
from typing import Any

import pytest

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.errors import UnavailableError
from sokdocs.workflows.bulk_results import Outcome
from sokdocs.workflows.ports import FileStore
from tests.integration.bulk_world import MORNING, Sender, as_csv, desk_of, reported, run, run_forms


class BreakingFiles:
    """A file store that fails after some files, as a full disk does."""

    def __init__(self, files: FileStore, after: int) -> None:
        self._files, self._left = files, after

    def keep(self, data: bytes) -> str:
        self._left -= 1
        if self._left < 0:
            raise UnavailableError("the disk is full")
        return self._files.keep(data)

    def read(self, sha256: str) -> bytes:
        return self._files.read(sha256)


def test_run_that_was_stopped_goes_on_where_it_stopped_and_sends_nothing_twice(sender: Sender) -> None:
    listed = as_csv(sender.folder / "list.csv", sender.rows())
    desk = desk_of(sender.world, "docx")
    with pytest.raises(UnavailableError, match="stopped at row 7: the disk is full"):
        list(run(sender, listed, replace(desk, files=BreakingFiles(desk.files, 4 * 5 + 2))))
    first = sender.letters()
    assert len(first) == 5
    done = sender.send(listed)
    assert "7 issued, 5 already issued, 0 left out" in done.out
    assert sender.letters()[:5] == first and len(sender.letters()) == 12
    assert [each["result"] for each in reported(sender.out)[:5]] == [f"already issued {number}" for _, number in first]


class Killed(BaseException):
    """The program is gone, without a chance to tidy up."""


class DyingCasefiles:
    """The register's cases, of which one letter is recorded and then the program dies."""

    def __init__(self, casefiles: Any, at: int) -> None:
        self._casefiles, self._left = casefiles, at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._casefiles, name)

    def open_with_letter(self, *words: Any, **named: Any) -> Any:
        return self._kept(self._casefiles.open_with_letter(*words, **named))

    def open_with_form(self, *words: Any, **named: Any) -> Any:
        return self._kept(self._casefiles.open_with_form(*words, **named))

    def _kept(self, kept: Any) -> Any:
        self._left -= 1
        if not self._left:
            raise Killed
        return kept


def test_letter_that_was_recorded_but_never_delivered_is_delivered_when_the_list_is_given_again(sender: Sender) -> None:
    listed = as_csv(sender.folder / "list.csv", sender.rows())
    desk = desk_of(sender.world, "docx")
    with pytest.raises(Killed):
        list(run(sender, listed, replace(desk, casefiles=DyingCasefiles(desk.casefiles, 4))))
    assert len(sender.letters()) == 4 and len(list(sender.out.glob("*.docx"))) == 3
    results = list(run(sender, listed))
    assert [each.outcome for each in results] == [Outcome.ALREADY] * 4 + [Outcome.ISSUED] * 8
    assert len(sender.letters()) == 12 and len(list(sender.out.glob("*.docx"))) == 12


def test_missing_files_are_delivered_again_byte_for_byte(sender: Sender) -> None:
    listed = as_csv(sender.folder / "list.csv", sender.rows()[:3])
    sender.send(listed)
    before = {path.name: path.read_bytes() for path in sender.out.glob("*.docx")}
    names = sorted(before)
    (sender.out / names[0]).unlink()
    (sender.out / names[1]).write_bytes(b"PK")
    assert "3 already issued" in sender.send(listed).out
    assert {path.name: path.read_bytes() for path in sender.out.glob("*.docx")} == before


def answered(sender: Sender, number: str) -> None:
    """Records that the supplier answered the first letter."""
    casefiles = sender.world.casefiles
    case = casefiles.case(number)
    assert case is not None
    answer = NewEvent(EventKind.ANSWER, MORNING.date(), {"about": 1, "what": "self_report"}, is_document=True)
    casefiles.record(number, [answer], head=case.events[-1].number, actor="kari", at=MORNING)


def test_same_list_sends_nothing_to_a_supplier_that_has_answered_or_whose_case_is_closed(sender: Sender) -> None:
    listed = as_csv(sender.folder / "list.csv", sender.rows()[:2])
    sender.send(listed)
    answered(sender, "2026/00001")
    closure = NewEvent(EventKind.CLOSURE, MORNING.date(), {"reason": "alt er besvart"})
    answered(sender, "2026/00002")
    sender.world.casefiles.record("2026/00002", [closure], head=3, actor="kari", at=MORNING)
    done = sender.send(listed)
    assert "0 issued, 2 already issued, 0 left out" in done.out
    assert len(sender.letters()) == 2


def test_another_list_does_not_ask_an_answered_case_again_unless_it_is_named(sender: Sender) -> None:
    sender.send(as_csv(sender.folder / "list.csv", sender.rows()[:1]))
    answered(sender, "2026/00001")
    done = sender.send(as_csv(sender.folder / "other.csv", sender.rows()[:1], ("contract", "access_mark", "extra_recipient_role")))
    assert done.code == 1 and "name the case to send another" in done.err and len(sender.letters()) == 1
    row = (sender.contracts[0], "2026/00001", "offentlig")
    named = sender.send(as_csv(sender.folder / "named.csv", [row], ("contract", "case", "access_mark")))
    assert named.code == 0, named.err
    assert [number for _, number in sender.letters()] == ["2026/00001-1", "2026/00001-3"]


class OvertakenCasefiles(DyingCasefiles):
    """The register's cases, in which somebody else opens a case just before each letter is recorded."""

    def __init__(self, casefiles: Any, contracts: list[str]) -> None:
        super().__init__(casefiles, 0)
        self.contracts = contracts

    def open_with_letter(self, *words: Any, **named: Any) -> Any:
        self._overtake()
        return self._casefiles.open_with_letter(*words, **named)

    def open_with_form(self, *words: Any, **named: Any) -> Any:
        self._overtake()
        return self._casefiles.open_with_form(*words, **named)

    def _overtake(self) -> None:
        if self.contracts:
            self._casefiles.open_case(
                self.contracts.pop(),
                ladder="standard",
                settings={},
                on=MORNING.date(),
                number=None,
                actor="ola",
                at=MORNING,
            )


@pytest.mark.parametrize("place", [0, 5])
def test_row_is_judged_again_where_somebody_else_was_quicker(sender: Sender, place: int) -> None:
    listed = as_csv(sender.folder / "list.csv", sender.rows()[:1])
    desk = desk_of(sender.world, "docx")
    overtaken: Any = OvertakenCasefiles(desk.casefiles, [sender.contracts[place]])
    (result,) = run(sender, listed, replace(desk, casefiles=overtaken))
    number = "2026/00001" if place == 0 else "2026/00002"
    assert (result.outcome, result.case) == (Outcome.ISSUED, number)
    assert sender.letters() == [(sender.contracts[0], f"{number}-1")]


def test_forms_go_on_where_they_were_stopped_and_none_is_made_twice(sender: Sender) -> None:
    listed = as_csv(sender.folder / "list.csv", [(each,) for each in sender.contracts[:4]], ("contract",))
    desk = desk_of(sender.world, "html")
    with pytest.raises(UnavailableError, match="stopped at row 4: the disk is full; run the same list again"):
        list(run_forms(sender, listed, replace(desk, files=BreakingFiles(desk.files, 2 * 4 + 1))))
    assert len(sender.forms()) == 2 == len(sender.world.casefiles.numbers())
    with pytest.raises(Killed):
        list(run_forms(sender, listed, replace(desk, casefiles=DyingCasefiles(desk.casefiles, 1))))
    assert len(sender.forms()) == 3 and len(list(sender.out.glob("*.html"))) == 2
    results = list(run_forms(sender, listed))
    assert [each.outcome for each in results] == [Outcome.ALREADY] * 3 + [Outcome.ISSUED]
    assert len(sender.forms()) == 4 == len(list(sender.out.glob("*.html")))


@pytest.mark.parametrize("place", [0, 5])
def test_row_of_a_form_is_judged_again_where_somebody_else_was_quicker(sender: Sender, place: int) -> None:
    listed = as_csv(sender.folder / "list.csv", [(sender.contracts[0],)], ("contract",))
    desk = desk_of(sender.world, "html")
    overtaken: Any = OvertakenCasefiles(desk.casefiles, [sender.contracts[place]])
    (result,) = run_forms(sender, listed, replace(desk, casefiles=overtaken))
    number = "2026/00001" if place == 0 else "2026/00002"
    assert (result.outcome, result.case) == (Outcome.ISSUED, number)
    assert sender.forms() == [(number, result.reference)]
