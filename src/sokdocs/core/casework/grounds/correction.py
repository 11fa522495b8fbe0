"""Whether correction was demanded and not done in time, and what became of the plan and of the finding."""

from collections.abc import Iterator

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.findings import DOCUMENTATION, dropped, is_about, latest, letters_about, verification
from sokdocs.core.casework.grounds.hearing import held, notices_of
from sokdocs.core.casework.grounds.inquiry import Inquiry, for_each_finding
from sokdocs.core.casework.grounds.period import ending, judged, strictest
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met, resting_on, unknown, worst
from sokdocs.core.casework.grounds.zero_tolerance import goes_straight_to_stop

CORRECTION = "correction"
CLAUSE = "K-402"
ASKING = frozenset({"L08", "L09", "L11", "L12", "L14", "L15"})


def correction_due(inquiry: Inquiry) -> Verdict:
    """Correction was demanded and its time is over without it (5.3); a stop for zero tolerance needs no demand first."""
    return resting_on(for_each_finding(inquiry, _due_or_zero_tolerance), CLAUSE)


def _due_or_zero_tolerance(inquiry: Inquiry, finding: Event) -> Verdict:
    if goes_straight_to_stop(inquiry, finding):
        return met("zero_tolerance", event=finding, finding=finding.text("finding"))
    return correction_expired(inquiry, finding)


def correction_expired(inquiry: Inquiry, finding: Event) -> Verdict:
    """Whether the time to correct one finding is over, on a breach that is still held, with no proof of correction left unjudged.

    A demand rests on the notice of the finding (5.4-1): where that was withdrawn, nothing rests on the demand either.
    """
    demands = letters_about(inquiry.case, finding, ("L08",))
    if not demands:
        return not_met("no_letter", finding=finding.text("finding"))
    if not notices_of(inquiry, finding):
        return not_met("not_heard", finding=finding.text("finding"))
    breach = held(inquiry, finding)
    if not breach.is_met:
        return breach
    end = strictest([ending(inquiry, each, CORRECTION) for each in demands])
    verdict = judged(inquiry, end, finding.text("finding"))
    if not verdict.is_met:
        return verdict
    unjudged = proof_not_judged(inquiry, finding)
    if unjudged is not None:
        return unjudged
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


def proof_not_judged(inquiry: Inquiry, finding: Event) -> Verdict | None:
    """Why nobody can tell whether the finding is corrected: the supplier sent or did something that is not judged."""
    proof = unjudged_proof(inquiry, finding)
    return None if proof is None else unknown_until_judged(inquiry, finding, proof)


def unknown_until_judged(inquiry: Inquiry, finding: Event, proof: Event) -> Verdict:
    """What a proof comes to that is not judged; a replacement is no document and is told by the demand for it."""
    document = proof if proof.document else inquiry.case.document(proof.whole("about")) or proof
    name = finding.text("finding")
    return unknown("proof_not_judged", event=proof, finding=name, document=inquiry.numbered(document), date=proof.on)


def unjudged_proof(inquiry: Inquiry, finding: Event) -> Event | None:
    """What the supplier sent or did about the finding since the demand, also too late, that nobody has judged: the last recorded.

    Where no demand was needed, it counts from the warning of termination. Of several plans the last takes the place of the others.
    """
    asked = letters_about(inquiry.case, finding, ("L08",)) or letters_about(inquiry.case, finding, ("L15",))
    if not asked:
        return None
    since = min(each.number for each in asked)
    sent = [each for each in _proofs(inquiry, finding) if each.number > since]
    plans = [each for each in sent if each.kind is EventKind.PLAN_RECEIVED]
    counting = (each for each in sent if each not in plans[:-1] and not _is_judged(inquiry, finding, each))
    return max(counting, key=lambda each: each.number, default=None)


def _proofs(inquiry: Inquiry, finding: Event) -> Iterator[Event]:
    """All that came about a letter that names the finding, in order; missing documentation may come in answer to any letter."""
    case = inquiry.case
    for each in case.events:
        if each.kind not in (EventKind.ANSWER, EventKind.PLAN_RECEIVED, EventKind.REPLACED):
            continue
        subject = case.document(each.whole("about"))
        is_asked = subject is not None and subject.text("letter") in ASKING and is_about(subject, finding)
        if is_asked or (each.kind is EventKind.ANSWER and finding.text("severity") == DOCUMENTATION):
            yield each


def _is_judged(inquiry: Inquiry, finding: Event, proof: Event) -> bool:
    if proof.kind is EventKind.PLAN_RECEIVED and _is_plan_judged(inquiry, proof):
        return True
    return any(_follows(each, proof) and is_about(each, finding) for each in inquiry.case.of(EventKind.VERIFICATION))


def _is_plan_judged(inquiry: Inquiry, plan: Event) -> bool:
    case = inquiry.case
    judgements = (*case.letters("L09"), *case.of(EventKind.PLAN_ACCEPTED), *case.of(EventKind.PLAN_RETURNED))
    return any(_follows(each, plan) and not _is_other_plan(inquiry, each, plan) for each in judgements)


def _follows(check: Event, proof: Event) -> bool:
    return check.number > proof.number and check.on >= proof.on


def is_found_in_vain(inquiry: Inquiry, finding: Event, proof: Event) -> bool:
    """Whether a verification after it found the finding not corrected."""
    checks = (each for each in inquiry.case.of(EventKind.VERIFICATION) if is_about(each, finding) and _follows(each, proof))
    return any(each.text("result") == "not_corrected" for each in checks)


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
