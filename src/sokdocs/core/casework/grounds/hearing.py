"""Whether a finding may be held against the supplier: recorded with evidence, the supplier heard, and the breach held after that."""

from collections.abc import Sequence

from sokdocs.core.casework.case import ERASED_TEXT, Event, EventKind
from sokdocs.core.casework.findings import breaches, is_zero_tolerance, latest, letters_about, own_no
from sokdocs.core.casework.grounds.inquiry import Inquiry, for_each_finding
from sokdocs.core.casework.grounds.period import COMMENT, Ending, State, deadline_rule, ending, judged, strictest
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met, resting_on, unknown

HEARING = "K-401"
ROUTE = "K-401.no_answer_route"
JOINT_SWITCH = "joint_finding_and_correction"
OWN_RECORDS = frozenset({"self_report", "documentation", "inspection", "missing_answer"})


def finding_recorded(inquiry: Inquiry) -> Verdict:
    """Every finding of the letter is in the case and still open (5.3)."""
    verdict = for_each_finding(inquiry, lambda _, finding: met(event=finding, finding=finding.text("finding")))
    if verdict.parts.get("variant") != "corrected":
        return verdict
    return not_met(
        "closed",
        event=verdict.event,
        finding=verdict.parts.get("finding"),
        date=verdict.event.on if verdict.event else None,
    )


def evidence_and_date(inquiry: Inquiry) -> Verdict:
    """Every finding has its evidence, its source and its day (5.4-6)."""
    return for_each_finding(inquiry, _evidence)


def _evidence(inquiry: Inquiry, finding: Event) -> Verdict:
    name, gone = finding.text("finding"), _erased(inquiry, finding)
    if gone is not None:
        return not_met("erased", event=gone, finding=name)
    if not finding.text("evidence").strip():
        return not_met("no_evidence", event=finding, finding=name)
    if not finding.text("source").strip() and finding.text("source_kind") not in OWN_RECORDS:
        return not_met("no_source", event=finding, finding=name)
    return met(event=finding, finding=name)


def _erased(inquiry: Inquiry, finding: Event) -> Event | None:
    """What can be held against nobody any more: a finding whose words are erased, or a breach of which no decision can be read."""
    if finding.text("what") == ERASED_TEXT:
        return finding
    decisions = breaches(inquiry.case, finding)
    return latest(decisions) if not any(_is_readable(each) for each in decisions) else None


def _is_readable(decision: Event) -> bool:
    return decision.text("view") != ERASED_TEXT


def heard(inquiry: Inquiry) -> Verdict:
    """The supplier was told of each finding and its time to comment is over or waived (5.4-1)."""
    return resting_on(for_each_finding(inquiry, heard_on), HEARING)


def heard_on(inquiry: Inquiry, finding: Event) -> Verdict:
    """Whether the supplier was heard on one finding; where it is an own no, the notice may go with the demand if the contract says so."""
    notices = notices_of(inquiry, finding)
    if notices:
        return judged(inquiry, _hearing(inquiry, notices), finding.text("finding"))
    answer = own_no(inquiry.case, finding)
    is_first = not any(True for each in inquiry.findings() for _ in notices_of(inquiry, each))
    if inquiry.rule.code == "L08" and answer is not None and is_first and inquiry.is_on(JOINT_SWITCH):
        if not _contract_joins(inquiry):
            return not_met("joint_closed", clause=HEARING)
        return met("joint", event=answer, names=finding.text("lead_question"), document=inquiry.numbered(answer))
    return not_met("no_letter", finding=finding.text("finding"))


def breach_held(inquiry: Inquiry) -> Verdict:
    """Each finding is held as a breach, decided after the supplier was heard (5.4-1, K-401)."""
    return resting_on(for_each_finding(inquiry, held), HEARING)


def held(inquiry: Inquiry, finding: Event) -> Verdict:
    """Whether one finding is held as a breach; the supplier's own no needs no decision where notice and demand may be joined."""
    name, gone = finding.text("finding"), _erased(inquiry, finding)
    if gone is not None:
        return not_met("erased", event=gone, finding=name)
    decisions = [each for each in breaches(inquiry.case, finding) if _is_readable(each)]
    answer = own_no(inquiry.case, finding)
    if answer is not None and inquiry.is_on(JOINT_SWITCH) and _contract_joins(inquiry):
        running = _running_hearing(inquiry, finding)
        return running or met("lead_no", event=answer, names=finding.text("lead_question"))
    notices = notices_of(inquiry, finding) or _stop_warnings(inquiry, finding)
    if not decisions or not notices:
        return not_met("" if not decisions else "not_heard", finding=name)
    end = _hearing(inquiry, notices)
    weighed = [each for each in decisions if _follows(inquiry, each, end)]
    if weighed and end.state in (State.OVER, State.WAIVED):
        return met(event=weighed[-1], finding=name, date=weighed[-1].on)
    last = decisions[-1]
    if end.until is not None and last.on > end.until and end.state in (State.NO_RECEIPT, State.REQUEST_PENDING):
        return unknown(event=last, finding=name)
    return not_met("before_hearing", event=last, finding=name, date=last.on, until=end.until)


def _running_hearing(inquiry: Inquiry, finding: Event) -> Verdict | None:
    """Why the supplier may still be heard on a finding it was told of; also a notice joined with the demand gives that time (K-401)."""
    notices = notices_of(inquiry, finding)
    verdict = judged(inquiry, _hearing(inquiry, notices), finding.text("finding")) if notices else None
    return None if verdict is None or verdict.is_met else verdict


def _hearing(inquiry: Inquiry, notices: Sequence[Event]) -> Ending:
    """The time to comment on the notices; where one went with the demand to correct, it is that of a notice alone (K-401)."""
    alone = deadline_rule(inquiry, "L07", COMMENT)
    return strictest([ending(inquiry, each, COMMENT, at_least=alone if each.text("letter") == "L08" else None) for each in notices])


def _contract_joins(inquiry: Inquiry) -> bool:
    return inquiry.contract.parameter(ROUTE) == "joint"


def notices_of(inquiry: Inquiry, finding: Event) -> tuple[Event, ...]:
    """The notices of the finding that still count, joined ones among them."""
    letters = letters_about(inquiry.case, finding, ("L07", "L08"))
    return tuple(each for each in letters if each.text("letter") == "L07" or each.values.get("joint") is True)


def _stop_warnings(inquiry: Inquiry, finding: Event) -> tuple[Event, ...]:
    """With zero tolerance the warning of a stop may be the first the supplier is heard on."""
    return letters_about(inquiry.case, finding, ("L11",)) if is_zero_tolerance(finding) else ()


def _follows(inquiry: Inquiry, decision: Event, end: Ending) -> bool:
    """Whether a decision came after the hearing, and after every comment that came in time."""
    if not _is_after(decision, end):
        return False
    comments = (each for each in inquiry.case.of(EventKind.COMMENT) if each.whole("about") == end.letter.document)
    return all(each.number < decision.number for each in comments if end.until is None or each.on <= end.until)


def _is_after(decision: Event, end: Ending) -> bool:
    """Whether an event came after a period was over or waived."""
    if decision.number < end.letter.number:
        return False
    if end.state is State.WAIVED and end.by is not None and decision.number > end.by.number and decision.on >= end.by.on:
        return True
    return end.until is not None and decision.on > end.until
