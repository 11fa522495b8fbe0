"""How it stands with the self-report of a case: sent, due, reminded of, received."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.deadline import effective_due
from sokdocs.core.casework.findings import latest
from sokdocs.core.casework.ladder import Ladder

FORM, REMINDER, ANSWER, SELF_REPORT = "L01", "L02", "answer", "self_report"


class ReportState(StrEnum):
    """Where the newest round of self-reporting stands."""

    NOT_SENT = "not_sent"
    WAITING = "waiting"
    OVERDUE = "overdue"
    REMINDED = "reminded"
    SILENT = "silent"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """The newest round. `due_on` is the last day to answer the form, or the reminder where one was sent; `document` is the answer's."""

    case: str
    supplier: str
    state: ReportState
    sent_on: date | None = None
    due_on: date | None = None
    reminded_on: date | None = None
    received_on: date | None = None
    document: int = 0


def report_status(case: Case, ladder: Ladder, on: date) -> ReportStatus:
    """How it stands on a day, counted from the newest form that was sent (L01)."""
    supplier = case.contract.text("supplier_name")
    form = latest(case.letters(FORM))
    if form is None:
        return ReportStatus(case.number, supplier, ReportState.NOT_SENT)
    reminder = latest(each for each in case.letters(REMINDER) if each.number > form.number)
    due = effective_due(case, reminder or form, ANSWER, ladder)
    answer = latest(each for each in case.of(EventKind.ANSWER) if each.number > form.number and each.text("what") == SELF_REPORT)
    return ReportStatus(
        case.number,
        supplier,
        _state(reminder, answer, due.on if due else None, on),
        sent_on=form.on,
        due_on=due.on if due else None,
        reminded_on=reminder.on if reminder else None,
        received_on=answer.on if answer else None,
        document=answer.document if answer else 0,
    )


def _state(reminder: Event | None, answer: Event | None, due_on: date | None, on: date) -> ReportState:
    if answer is not None:
        return ReportState.RECEIVED
    is_over = due_on is not None and on > due_on
    if reminder is not None:
        return ReportState.SILENT if is_over else ReportState.REMINDED
    return ReportState.OVERDUE if is_over else ReportState.WAITING
