"""Whether the time a letter gave is over, counted so that nobody's time is cut short: from receipt, with extensions, till the last day.

A delivery that is recorded shows the receipt. Without one, the supplier's own reply proves it: the letter came that day at the latest,
and the time is counted from there. Without either nothing is proven.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.deadline import PROVES_RECEIPT, deadline_for, effective_due
from sokdocs.core.casework.findings import latest
from sokdocs.core.casework.grounds.inquiry import Inquiry
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met, unknown
from sokdocs.core.casework.ladder import DeadlineRule
from sokdocs.core.values.working_days import ONE_DAY, next_working_day

COMMENT = "comment"
DAYS_OFF = "K-311"
REPLIES = PROVES_RECEIPT | {EventKind.WAIVER}
EXTENDS = {"final": ("final", "correction")}


class State(StrEnum):
    """How it stands with a period."""

    OVER = "over"
    WAIVED = "waived"
    RUNNING = "running"
    NO_RECEIPT_YET = "no_receipt_yet"
    NO_RECEIPT = "no_receipt"
    REQUEST_PENDING = "request_pending"
    NONE_SET = "none_set"


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a letter's period ends. `until` is its last day; `by` the waiver or the pending request that settles it."""

    letter: Event
    state: State
    until: date | None = None
    by: Event | None = None
    is_extended: bool = False


def received_on(case: Case, letter: Event) -> date | None:
    """The day the supplier had the letter at the latest, or None where nothing proves that it came.

    What comes on a day off is received on the next working day (K-311). The clause says so of electronic messages; how a letter was
    sent is told in free words, so that it goes for all of them, and nobody's time is cut short.
    """
    about = [each for each in case.events if letter.document and each.whole("about") == letter.document]
    delivered = [each.on for each in about if each.kind is EventKind.DELIVERED]
    replied = [each.on for each in about if each.kind in REPLIES]
    day = max(delivered) if delivered else min(replied, default=None)
    if day is None:
        return None
    day = max(day, letter.on)
    return next_working_day(day) if case.contract.clause(DAYS_OFF) is not None else day


def ending(inquiry: Inquiry, letter: Event, key: str, *, at_least: DeadlineRule | None = None) -> Ending:
    """How the period `key` of a letter stands; `at_least` is another period from the same receipt that must be over too."""
    case = inquiry.case
    until = _until(inquiry, letter, key, at_least)
    waiver = _waiver(case, letter) if key == COMMENT else None
    extended = any(_extensions(case, letter, key))
    if waiver is not None:
        return Ending(letter, State.WAIVED, until, waiver)
    if until is None:
        return Ending(letter, State.NONE_SET)
    if received_on(case, letter) is None and _runs_from_receipt(inquiry, letter):
        return Ending(letter, State.NO_RECEIPT_YET if inquiry.on <= until else State.NO_RECEIPT, until)
    if inquiry.on <= until:
        return Ending(letter, State.RUNNING, until, is_extended=extended)
    request = _pending_request(case, letter, key, until)
    return Ending(letter, State.REQUEST_PENDING if request else State.OVER, until, request, extended)


def strictest(endings: Sequence[Ending]) -> Ending:
    """What counts of several letters about the same, oldest first: the last, unless an earlier one gives a day that is still to come.

    A receipt recorded late, or more time given, can bring an earlier letter's last day after that of a later letter.
    """
    last = endings[-1]
    if last.state not in (State.OVER, State.WAIVED):
        return last
    open_ones = [each for each in endings if each.state in (State.RUNNING, State.NO_RECEIPT_YET) and each.until]
    return max(open_ones, key=lambda each: each.until or date.min, default=last)


def judged(inquiry: Inquiry, end: Ending, finding: str = "") -> Verdict:
    """What an ending comes to: it carries when the period is over or waived."""
    letter, document = end.letter, inquiry.numbered(end.letter)
    match end.state:
        case State.OVER:
            return met(event=letter, finding=finding, document=document, until=end.until)
        case State.WAIVED if end.by is not None:
            return met("waived", event=end.by, finding=finding, document=document, date=end.by.on)
        case State.RUNNING if end.until is not None:
            opens = end.until + ONE_DAY
            return not_met("running", event=letter, opens=opens, finding=finding, document=document, until=end.until)
        case State.NO_RECEIPT_YET if end.until is not None:
            return not_met("no_receipt", event=letter, opens=end.until + ONE_DAY, document=document)
        case State.NO_RECEIPT:
            return unknown("no_receipt", event=letter, document=document)
        case State.REQUEST_PENDING if end.by is not None:
            return unknown("request_pending", event=end.by, finding=finding, document=inquiry.numbered(end.by), date=end.by.on)
    return unknown(event=letter)


def deadline_rule(inquiry: Inquiry, code: str, key: str) -> DeadlineRule | None:
    """The ladder's rule for a letter's deadline, or None where it has none."""
    rule = inquiry.ladder.letters.get(code)
    return next((each for each in rule.deadlines if each.key == key), None) if rule else None


def _until(inquiry: Inquiry, letter: Event, key: str, at_least: DeadlineRule | None) -> date | None:
    """The latest of all counts: as printed, from the latest possible receipt, by another period, as extended."""
    due = effective_due(inquiry.case, letter, key, inquiry.ladder)
    own = deadline_rule(inquiry, letter.text("letter"), key)
    counted = [_counted(inquiry, letter, each) for each in (own, at_least) if each is not None]
    days = [
        *([due.on] if due else []),
        *counted,
        *_extensions(inquiry.case, letter, key),
    ]
    return max(days, default=None)


def _counted(inquiry: Inquiry, letter: Event, rule: DeadlineRule) -> date:
    case = inquiry.case
    start = received_on(case, letter) or letter.on
    found = (case.finding(each) for each in letter.names("findings"))
    gravities = tuple(each.text("severity") for each in found if each)
    counted = deadline_for(start, rule, contract=case.contract, ladder=inquiry.ladder, settings=case.settings, severities=gravities)
    return counted.on


def _runs_from_receipt(inquiry: Inquiry, letter: Event) -> bool:
    """All time runs from receipt but that to answer the form, which runs from the day it was sent (K-302)."""
    rule = inquiry.ladder.letters.get(letter.text("letter"))
    return letter.text("letter") != "L01" or (rule is not None and rule.needs_receipt)


def _waiver(case: Case, letter: Event) -> Event | None:
    waivers = (each for each in case.of(EventKind.WAIVER) if letter.document and each.whole("about") == letter.document)
    return latest(each for each in waivers if each.number > letter.number)


def _extensions(case: Case, letter: Event, key: str) -> Iterator[date]:
    """The days to which it was extended: by an event, or by a letter that granted it."""
    keys = EXTENDS.get(key, (key,))
    for each in case.of(EventKind.EXTENSION):
        until = each.day("until")
        if until and letter.document and each.whole("about") == letter.document and each.text("deadline") in keys:
            yield until
    for answer in case.letters("L19"):
        until = answer.day("extension_until")
        is_granted = answer.text("extension_verdict") != "refused"
        if until and is_granted and _is_about_deadline(case, answer, letter, keys):
            yield until


def _is_about_deadline(case: Case, answer: Event, letter: Event, keys: tuple[str, ...]) -> bool:
    """Whether a letter that granted an extension was about this deadline; where it does not say which, it is."""
    subject = case.document(answer.whole("about"))
    is_request = subject is not None and subject.kind is EventKind.EXTENSION_REQUESTED
    about = subject.whole("about") if subject is not None and is_request else answer.whole("about")
    key = answer.text("extension_deadline") or (subject.text("deadline") if subject is not None and is_request else "")
    return bool(letter.document) and about == letter.document and (not key or key in keys)


def _pending_request(case: Case, letter: Event, key: str, until: date) -> Event | None:
    """A request for more time that came in time and is not answered."""
    keys = EXTENDS.get(key, (key,))
    requests = [each for each in case.of(EventKind.EXTENSION_REQUESTED) if letter.document and each.whole("about") == letter.document]
    asked = (each for each in requests if each.text("deadline") in keys and each.on <= until)
    return latest(each for each in asked if not is_request_answered(case, each))


def is_request_answered(case: Case, request: Event) -> bool:
    """Whether a request for more time was granted, or answered by a letter that still counts."""
    about = {0, request.document, request.whole("about")}
    granted = (each for each in case.of(EventKind.EXTENSION) if each.number > request.number)
    if any(each.whole("about") == request.whole("about") and each.text("deadline") == request.text("deadline") for each in granted):
        return True
    return any(each.number > request.number and each.whole("about") in about for each in case.letters("L19"))
