"""How it stands with the self-report of a case: sent, due, reminded of, received, assessed."""

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
    ASSESSED = "assessed"


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """The newest round. `due_on` is the last day to answer the form, or the reminder where one was sent.

    `received_on` is the day of the first answer, `document` the number of the newest one, which `result` is about (green, yellow or red,
    as an officer decided).
    """

    case: str
    supplier: str
    state: ReportState
    sent_on: date | None = None
    due_on: date | None = None
    reminded_on: date | None = None
    received_on: date | None = None
    document: int = 0
    assessed_on: date | None = None
    result: str = ""

    @property
    def is_late(self) -> bool:
        """Whether the first answer came after the last day."""
        return self.received_on is not None and self.due_on is not None and self.received_on > self.due_on


def report_status(case: Case, ladder: Ladder, on: date) -> ReportStatus:
    """How it stands on a day, counted from the newest form that was sent until then (L01)."""
    supplier = case.contract.text("supplier_name")
    form = latest(each for each in case.letters(FORM) if each.on <= on)
    if form is None:
        return ReportStatus(case.number, supplier, ReportState.NOT_SENT)
    later = [each for each in case.events if each.number > form.number and each.on <= on]
    reminder = latest(each for each in case.letters(REMINDER) if each in later)
    due = effective_due(case, reminder or form, ANSWER, ladder)
    answers = [each for each in later if each.kind is EventKind.ANSWER and each.text("what") == SELF_REPORT]
    answer = latest(answers)
    decided = latest(each for each in later if each.kind is EventKind.ASSESSED and answer and each.whole("about") == answer.document)
    return ReportStatus(
        case.number,
        supplier,
        ReportState.ASSESSED if decided else _state(reminder, answer, due.on if due else None, on),
        sent_on=form.on,
        due_on=due.on if due else None,
        reminded_on=reminder.on if reminder else None,
        received_on=min((each.on for each in answers), default=None),
        document=answer.document if answer else 0,
        assessed_on=decided.on if decided else None,
        result=decided.text("result") if decided else "",
    )


def _state(reminder: Event | None, answer: Event | None, due_on: date | None, on: date) -> ReportState:
    if answer is not None:
        return ReportState.RECEIVED
    is_over = due_on is not None and on > due_on
    if reminder is not None:
        return ReportState.SILENT if is_over else ReportState.REMINDED
    return ReportState.OVERDUE if is_over else ReportState.WAITING
