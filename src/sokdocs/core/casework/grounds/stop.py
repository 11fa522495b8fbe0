"""Whether a temporary stop may begin, how far it may reach, and whether it may be lifted."""

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.deadline import WORKING_DAYS, Period, count
from sokdocs.core.casework.findings import all_findings, corrected, dropped, latest, letters_about, plain
from sokdocs.core.casework.grounds.inquiry import Inquiry, backdated, for_each_finding, missing_answer
from sokdocs.core.casework.grounds.letter_scope import PART, reaches, wanted_scope
from sokdocs.core.casework.grounds.period import COMMENT, ending, judged, received_on
from sokdocs.core.casework.grounds.stops import is_spent, lifted_by, partly_lifted_by, stop_to_lift
from sokdocs.core.casework.grounds.verdict import Verdict, listed, met, not_met, resting_on
from sokdocs.core.casework.grounds.zero_tolerance import waiting_days

CLAUSE = "K-403"


def stop_warned(inquiry: Inquiry) -> Verdict:
    """The stop was warned of for each finding, as far as it is to reach, the time to comment over or waived before it begins (5.4-2)."""
    return resting_on(backdated(inquiry) or for_each_finding(inquiry, _warned), CLAUSE)


def _warned(inquiry: Inquiry, finding: Event) -> Verdict:
    name = finding.text("finding")
    letters = letters_about(inquiry.case, finding, ("L11",))
    warnings = [each for each in letters if not is_spent(inquiry.case, each, finding)]
    if not warnings:
        return not_met("no_letter", finding=name)
    wanted = wanted_scope(inquiry)
    warning = latest(each for each in warnings if reaches(each, wanted))
    if warning is None:
        return not_met("beyond_warning", event=warnings[-1], finding=name, document=inquiry.numbered(warnings[-1]))
    verdict = judged(inquiry, ending(inquiry, warning, COMMENT), name)
    return verdict if verdict.is_met else _acute(inquiry, finding, warning) or verdict


def _acute(inquiry: Inquiry, finding: Event, warning: Event) -> Verdict | None:
    """A stop before the hearing ends, where that is allowed at all and the supplier is known to have had the warning."""
    days, received = waiting_days(inquiry, finding), received_on(inquiry.case, warning)
    if days is None or received is None:
        return None
    document, starts_on = (
        inquiry.numbered(warning),
        count(received, Period(days, WORKING_DAYS)).on if days else received,
    )
    if inquiry.on < starts_on:
        return not_met("acute_wait", event=warning, opens=starts_on, document=document, days=days)
    name = finding.text("finding")
    return met("acute", event=warning, clause=CLAUSE, finding=name, document=document)


def part_not_enough(inquiry: Inquiry) -> Verdict:
    """A stop of everything says why a part is not enough (5.4-7, K-403)."""
    if inquiry.intent.extent == PART:
        return met("not_needed", clause=CLAUSE)
    return met(clause=CLAUSE) if inquiry.given("why_whole") else resting_on(missing_answer(inquiry, "why_whole"), CLAUSE)


def stop_in_force(inquiry: Inquiry) -> Verdict:
    """There is a stop that has not been lifted (5.3)."""
    stops = inquiry.case.letters("L12")
    if not stops:
        return not_met("no_letter")
    stop = stop_to_lift(inquiry.case, inquiry.intent.findings)
    if stop is not None:
        return met(event=stop, document=inquiry.numbered(stop), date=stop.on, clause=CLAUSE)
    lift = lifted_by(inquiry.case, stops[-1])
    return not_met("lifted", event=lift, document=inquiry.numbered(stops[-1]), date=lift.on if lift is not None else None)


def lift_decided(inquiry: Inquiry) -> Verdict:
    """A review decided to lift the stop, or its findings are corrected, dropped or ended by a replacement (5.3)."""
    stop = stop_to_lift(inquiry.case, inquiry.intent.findings)
    if stop is None:
        return not_met()
    last_lift = partly_lifted_by(inquiry.case, stop)
    since = last_lift.number if last_lift is not None else stop.number
    reviews = [each for each in inquiry.case.of(EventKind.STOP_REVIEWED) if each.whole("about") in (0, stop.document)]
    review = latest(each for each in reviews if each.number > since)
    if review is not None and review.text("result") == "lift":
        return met("reviewed", event=review, date=review.on, clause=CLAUSE)
    verdict = _findings_settled(inquiry, stop, since)
    if verdict is None and review is not None:
        return not_met("continued", event=review, date=review.on, clause=CLAUSE)
    return verdict or not_met(clause=CLAUSE)


def _findings_settled(inquiry: Inquiry, stop: Event, since: int) -> Verdict | None:
    """What ended every finding of the stop (of a part: every finding named), the last of it after the last lift."""
    names = set(stop.names("findings"))
    if inquiry.given("lift_extent") == PART and names & set(inquiry.intent.findings):
        names &= set(inquiry.intent.findings)
    findings = [each for each in all_findings(inquiry.case) if each.text("finding") in names]
    settled = [_settled_by(inquiry, each) for each in findings]
    last = latest(each for each in settled if each is not None)
    if not settled or last is None or None in settled or last.number <= since:
        return None
    if last.kind is EventKind.REPLACED:
        return met("replaced", event=last, names=last.text("sub_supplier"), date=last.on, clause=CLAUSE)
    finding = listed(each.text("finding") for each in findings)
    return met("corrected", event=last, finding=finding, date=last.on, clause=CLAUSE)


def _settled_by(inquiry: Inquiry, finding: Event) -> Event | None:
    end = dropped(inquiry.case, finding) or corrected(inquiry.case, finding)
    if end is not None:
        return end
    place = plain(finding.text("sub_supplier"))
    replaced = inquiry.case.of(EventKind.REPLACED)
    return latest(each for each in replaced if place and plain(each.text("sub_supplier")) == place and each.number > finding.number)
