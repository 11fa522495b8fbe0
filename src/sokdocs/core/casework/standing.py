"""Where a case stands, as one word of its ladder."""

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.findings import latest, open_findings
from sokdocs.core.casework.grounds.stops import lifted_by, stop_to_lift
from sokdocs.core.casework.ladder import Ladder

CLOSED, TERMINATED, CORRECTING = "closed", "terminated", "correcting"
AWAITING, ANSWERED, ASSESSED = "awaiting", "answered", "assessed"
CLOSES = "L10"


def standing_of(case: Case, ladder: Ladder) -> str:
    """Where the case stands, as a status of the ladder; empty where nothing has been sent.

    A closed or terminated case is that; a stop in force goes before a demand to correct; a closure of some findings leaves the rest.
    What the supplier was asked for is awaited until an answer has come; then that is to be assessed, until somebody has.
    """
    opened, closed = latest(case.of(EventKind.OPENED)), latest(case.of(EventKind.CLOSURE))
    if closed is not None and (opened is None or closed.number > opened.number):
        return CLOSED
    terminated, stop = ladder.letters.get("L16"), ladder.letters.get("L12")
    if terminated is not None and case.letters("L16"):
        return terminated.status_after
    letter, found = _last_that_says(case, ladder)
    if letter is not None and found == AWAITING and ANSWERED in ladder.statuses and _is_answered(case, ladder, letter):
        return ASSESSED if ASSESSED in ladder.statuses and _is_assessed(case) else ANSWERED
    is_stopped = stop is not None and stop_to_lift(case, ()) is not None
    return stop.status_after if stop is not None and is_stopped and found == CORRECTING else found


def _last_that_says(case: Case, ladder: Ladder) -> tuple[Event | None, str]:
    """The newest letter that says where the case stands, and what it says."""
    found: tuple[Event | None, str] = None, ""
    for each in case.letters():
        rule = ladder.letters.get(each.text("letter"))
        if rule is None or not rule.status_after or (rule.code == CLOSES and open_findings(case)):
            continue
        if rule.code == "L12" and lifted_by(case, each) is not None:
            continue
        found = each, rule.status_after
    return found


def _is_answered(case: Case, ladder: Ladder, letter: Event) -> bool:
    """Whether an answer came after the letter, to it or to an earlier one that asked: an answer to the form settles a reminder too."""
    asking = {each.document for each in case.letters() if _awaits(ladder, each)} - {0}
    return any(each.number > letter.number and each.whole("about") in asking for each in case.of(EventKind.ANSWER))


def _is_assessed(case: Case) -> bool:
    """Whether an officer has said what the newest answer is worth."""
    answer = latest(case.of(EventKind.ANSWER))
    return answer is not None and any(each.whole("about") == answer.document for each in case.of(EventKind.ASSESSED))


def _awaits(ladder: Ladder, letter: Event) -> bool:
    rule = ladder.letters.get(letter.text("letter"))
    return rule is not None and rule.status_after == AWAITING
