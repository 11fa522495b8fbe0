"""Where the self-report of a case stands, by its letters and answers."""

from datetime import date

import pytest

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.report_status import ReportState, report_status
from tests.unit.casework.makers import a_case, a_ladder, event, letter, received

FORM = letter("L01", "2026-02-02", due_answer="2026-03-16")
REMINDER = letter("L02", "2026-03-17", due_answer="2026-04-07")
ANSWER = event(EventKind.ANSWER, "2026-03-30", about=1, what="self_report")
SECOND = event(EventKind.ANSWER, "2026-04-20", about=1, what="self_report")
GREEN = event(EventKind.ASSESSED, "2026-04-02", about=2, result="green", follows="close", reason="Alt er på plass.")
OTHER = event(EventKind.ANSWER, "2026-03-30", about=1, what="documentation")


@pytest.mark.parametrize(
    ("events", "on", "state", "due_on"),
    [
        ((), "2026-02-02", ReportState.NOT_SENT, None),
        ((FORM,), "2026-03-16", ReportState.WAITING, "2026-03-16"),
        ((FORM,), "2026-03-17", ReportState.OVERDUE, "2026-03-16"),
        ((FORM, REMINDER), "2026-04-07", ReportState.REMINDED, "2026-04-07"),
        ((FORM, REMINDER, received(2, "2026-03-23")), "2026-04-10", ReportState.SILENT, "2026-04-09"),  # counted from receipt
        ((FORM, REMINDER, OTHER), "2026-04-08", ReportState.SILENT, "2026-04-07"),
        ((FORM, REMINDER, ANSWER), "2026-04-08", ReportState.RECEIVED, "2026-04-07"),
        ((FORM, ANSWER), "2026-03-29", ReportState.OVERDUE, "2026-03-16"),  # as it stood then
        ((FORM, ANSWER, letter("L01", "2027-02-02", due_answer="2027-03-16")), "2027-02-03", ReportState.WAITING, "2027-03-16"),
    ],
)
def test_self_report_stands_where_the_newest_round_stands(
    events: tuple[Event, ...], on: str, state: ReportState, due_on: str | None
) -> None:
    found = report_status(a_case(*events), a_ladder(), date.fromisoformat(on))
    assert (found.state, found.due_on) == (state, date.fromisoformat(due_on) if due_on else None)
    assert (found.received_on is not None) == (state is ReportState.RECEIVED)


def test_answer_that_came_late_is_told() -> None:
    late = report_status(a_case(FORM, ANSWER), a_ladder(), date(2026, 5, 1))
    in_time = report_status(a_case(FORM, REMINDER, ANSWER), a_ladder(), date(2026, 5, 1))
    assert (late.is_late, in_time.is_late) == (True, False)


def test_correction_keeps_the_day_of_the_first_answer() -> None:
    found = report_status(a_case(FORM, REMINDER, ANSWER, SECOND), a_ladder(), date(2026, 5, 1))
    assert (found.received_on, found.document, found.is_late) == (date(2026, 3, 30), 4, False)


@pytest.mark.parametrize(
    ("events", "on", "state", "result"),
    [
        ((FORM, ANSWER, GREEN), "2026-04-02", ReportState.ASSESSED, "green"),
        ((FORM, ANSWER, GREEN), "2026-04-01", ReportState.RECEIVED, ""),
        ((FORM, ANSWER, GREEN, SECOND), "2026-05-01", ReportState.RECEIVED, ""),  # what was assessed has been replaced
    ],
)
def test_round_is_assessed_when_an_officer_has_said_so(events: tuple[Event, ...], on: str, state: ReportState, result: str) -> None:
    found = report_status(a_case(*events), a_ladder(), date.fromisoformat(on))
    assert (found.state, found.result) == (state, result)
