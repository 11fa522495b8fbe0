"""Whether correction was demanded and not done in time, and what became of the plan and of the finding."""

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.findings import DOCUMENTATION, dropped, is_about, latest, letters_about, verification
from sokdocs.core.casework.grounds.hearing import held
from sokdocs.core.casework.grounds.inquiry import Inquiry, for_each_finding
from sokdocs.core.casework.grounds.period import Ending, ending, judged, strictest
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met, resting_on, unknown, worst
from sokdocs.core.casework.grounds.zero_tolerance import goes_straight_to_stop

CORRECTION = "correction"
CLAUSE = "K-402"


def correction_due(inquiry: Inquiry) -> Verdict:
    """Correction was demanded and its time is over without it (5.3); a stop for zero tolerance needs no demand first."""
    return resting_on(for_each_finding(inquiry, _due_or_zero_tolerance), CLAUSE)


def _due_or_zero_tolerance(inquiry: Inquiry, finding: Event) -> Verdict:
    if goes_straight_to_stop(inquiry, finding):
        return met("zero_tolerance", event=finding, finding=finding.text("finding"))
    return correction_expired(inquiry, finding)


def correction_expired(inquiry: Inquiry, finding: Event) -> Verdict:
    """Whether the time to correct one finding is over, on a breach that is still held, with no proof of correction left unjudged."""
    demands = letters_about(inquiry.case, finding, ("L08",))
    if not demands:
        return not_met("no_letter", finding=finding.text("finding"))
    breach = held(inquiry, finding)
    if not breach.is_met:
        return breach
    end = strictest([ending(inquiry, each, CORRECTION) for each in demands])
    verdict = judged(inquiry, end, finding.text("finding"))
    if not verdict.is_met:
        return verdict
    proof = unjudged_proof(inquiry, finding, end)
    if proof is not None:
        document = inquiry.numbered(proof)
        return unknown(
            "proof_not_judged", event=proof, finding=finding.text("finding"), document=document, date=proof.on
        )
    if end.is_extended:
        return met(
            "extended",
            event=end.letter,
            finding=finding.text("finding"),
            document=inquiry.numbered(end.letter),
            until=end.until,
        )
    return verdict


def demand_for(inquiry: Inquiry, finding: Event) -> Event | None:
    """The last demand to correct the finding that still counts."""
    return latest(letters_about(inquiry.case, finding, ("L08",)))


def unjudged_proof(inquiry: Inquiry, finding: Event, end: Ending) -> Event | None:
    """What the supplier sent in answer, in time, that no verification of the finding has come after."""
    demand = end.letter
    is_documentation = finding.text("severity") == DOCUMENTATION
    answers = [each for each in inquiry.case.of(EventKind.ANSWER) if each.number > demand.number]
    sent = (
        each for each in answers if is_documentation or (demand.document and each.whole("about") == demand.document)
    )
    proof = latest(each for each in sent if end.until is None or each.on <= end.until)
    checks = (each for each in inquiry.case.of(EventKind.VERIFICATION) if is_about(each, finding))
    return proof if proof is not None and all(each.number < proof.number for each in checks) else None


def plan_pending(inquiry: Inquiry) -> Verdict:
    """A plan has come in that no letter has answered (5.3)."""
    plan = latest(inquiry.case.of(EventKind.PLAN_RECEIVED))
    if plan is None:
        return not_met("no_plan")
    answers = (each for each in inquiry.case.letters("L09") if each.number > plan.number)
    answer = latest(each for each in answers if not _is_other_plan(inquiry, each, plan))
    if answer is not None:
        return not_met("judged", event=answer, document=inquiry.numbered(plan), date=answer.on)
    return met(event=plan, document=inquiry.numbered(plan), date=plan.on, clause=CLAUSE)


def _is_other_plan(inquiry: Inquiry, answer: Event, plan: Event) -> bool:
    subject = inquiry.case.document(answer.whole("about"))
    return subject is not None and subject.kind is EventKind.PLAN_RECEIVED and subject.number != plan.number


def corrected(inquiry: Inquiry) -> Verdict:
    """Every finding is verified as corrected, after the demand where there was one, or was dropped (5.3)."""
    names = dict.fromkeys(inquiry.intent.findings)
    return worst(_closed(inquiry, inquiry.case.finding(name), name) for name in names)


def _closed(inquiry: Inquiry, finding: Event | None, name: str) -> Verdict:
    if finding is None:
        return not_met(finding=name)
    gone = dropped(inquiry.case, finding)
    if gone is not None:
        return met("dropped", event=gone, finding=name, date=gone.on)
    check, demand = verification(inquiry.case, finding), demand_for(inquiry, finding)
    if check is None or (demand is not None and check.number < demand.number):
        return not_met(finding=name)
    result = check.text("result")
    if result == "corrected":
        return met(event=check, finding=name, date=check.on)
    return not_met(result if result in ("partly", "not_corrected") else "", event=check, finding=name, date=check.on)
