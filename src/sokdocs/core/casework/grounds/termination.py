"""Whether the contract may be terminated: milder means tried, a last warning expired, declared in time; or early, on a basis of its own."""

import re

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.deadline import CALENDAR_DAYS, Period, count
from sokdocs.core.casework.findings import breaches, latest, letters_about
from sokdocs.core.casework.grounds.correction import correction_expired, is_found_in_vain, proof_not_judged, unknown_until_judged
from sokdocs.core.casework.grounds.hearing import heard_on
from sokdocs.core.casework.grounds.inquiry import Inquiry, backdated, for_each_finding, missing_answer
from sokdocs.core.casework.grounds.letter_scope import reaches, wanted_scope
from sokdocs.core.casework.grounds.period import COMMENT, ending, judged, strictest
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met, resting_on, unknown

CLAUSE = "K-405"
FINAL = "final"
EARLY = "early_ground"
MILDER = {"L12": "", "L11": COMMENT, "L14": "replacement"}
NAMES_A_PROVISION = re.compile(r"\d|§")


def milder_tried(inquiry: Inquiry) -> Verdict:
    """Correction was demanded in vain, and what else the contract gives was tried or is pointless (5.3)."""
    return resting_on(for_each_finding(inquiry, _tried), CLAUSE)


def _tried(inquiry: Inquiry, finding: Event) -> Verdict:
    demanded = correction_expired(inquiry, finding)
    if not demanded.is_met:
        return demanded
    reason = inquiry.given("pointless_because")
    if reason:
        return met("pointless", event=demanded.event, reason=reason)
    if inquiry.contract.clause("K-403") is None and inquiry.contract.clause("K-404") is None:
        return met("not_in_contract", event=demanded.event)
    return _milder_letters(inquiry, finding)


def _milder_letters(inquiry: Inquiry, finding: Event) -> Verdict:
    """A stop counts from when it is sent, a warning of one when its time is over; a replacement that is demanded is waited for."""
    letters = letters_about(inquiry.case, finding, MILDER)
    verdicts = {each.number: _tried_by(inquiry, each, finding) for each in letters}
    waiting = [verdicts[each.number] for each in letters if each.text("letter") == "L14" and not verdicts[each.number].is_met]
    tried = [each for each in verdicts.values() if each.is_met]
    if waiting:
        return waiting[-1]
    if tried:
        return tried[-1]
    return next(reversed(verdicts.values()), None) or missing_answer(inquiry, "pointless_because")


def _tried_by(inquiry: Inquiry, letter: Event, finding: Event) -> Verdict:
    key = MILDER[letter.text("letter")]
    verdict = judged(inquiry, ending(inquiry, letter, key), finding.text("finding")) if key else None
    if verdict is not None and not verdict.is_met:
        return verdict
    done = _unproven_replacement(inquiry, letter, finding)
    if done is not None:
        return unknown_until_judged(inquiry, finding, done)
    return met(event=letter, letter=letter.text("letter"), document=inquiry.numbered(letter))


def _unproven_replacement(inquiry: Inquiry, letter: Event, finding: Event) -> Event | None:
    """A replacement that was demanded and done; it was in vain only if the finding is found not corrected after it."""
    replaced = (each for each in inquiry.case.of(EventKind.REPLACED) if letter.document and each.whole("about") == letter.document)
    return latest(each for each in replaced if not is_found_in_vain(inquiry, finding, each))


def final_warning_expired(inquiry: Inquiry) -> Verdict:
    """Termination was warned of for the same breach and as far as it is to reach, and the last day is past (5.4-4)."""
    return resting_on(backdated(inquiry) or for_each_finding(inquiry, _warning_expired), CLAUSE)


def _warning_expired(inquiry: Inquiry, finding: Event) -> Verdict:
    name, warnings = finding.text("finding"), letters_about(inquiry.case, finding, ("L15",))
    if not warnings:
        return not_met("no_letter", finding=name)
    wanted = wanted_scope(inquiry)
    warning = latest(each for each in warnings if reaches(each, wanted))
    if warning is None:
        return not_met("beyond_warning", event=warnings[-1], finding=name, document=inquiry.numbered(warnings[-1]))
    others = [each for each in warnings if each is not warning]
    end = strictest([ending(inquiry, each, FINAL) for each in (*others, warning)])
    verdict = judged(inquiry, end, name)
    if not verdict.is_met:
        return verdict
    return proof_not_judged(inquiry, finding) or _still_demanded(inquiry, finding) or verdict


def _still_demanded(inquiry: Inquiry, finding: Event) -> Verdict | None:
    """What has come in the way since the warning: more time to correct, or a demand or decision that no longer counts."""
    if EARLY in inquiry.rule.grounds:
        return None
    verdict = correction_expired(inquiry, finding)
    return None if verdict.is_met else verdict


def within_reasonable_time(inquiry: Inquiry) -> Verdict:
    """Termination is declared within the contract's time after the warning, and not too long after the breach was held (5.4-8)."""
    return resting_on(for_each_finding(inquiry, _in_time), CLAUSE)


def _in_time(inquiry: Inquiry, finding: Event) -> Verdict:
    warning = latest(letters_about(inquiry.case, finding, ("L15",)))
    if warning is None:
        return not_met("no_letter")
    end = ending(inquiry, warning, FINAL)
    if end.until is None:
        return unknown(event=warning)
    until = count(end.until, Period(_declare_days(inquiry), CALENDAR_DAYS)).counted_to
    if inquiry.on > until:
        return not_met("too_late", event=warning, until=until)
    known = next(iter(breaches(inquiry.case, finding)), finding)
    days = (inquiry.on - known.on).days
    if days > inquiry.days("flag_days"):
        return unknown("flag", event=known, finding=finding.text("finding"), date=known.on, days=days)
    return met(event=warning, until=until)


def _declare_days(inquiry: Inquiry) -> int:
    own = inquiry.contract.parameter("K-405.declare_days")
    return own if isinstance(own, int) else inquiry.days("declare_days")


def early_ground(inquiry: Inquiry) -> Verdict:
    """The officer names the provision that allows termination without the other steps, and the supplier was heard."""
    basis = inquiry.given("early_basis")
    if not NAMES_A_PROVISION.search(basis):
        return missing_answer(inquiry, "early_basis")
    verdict = for_each_finding(inquiry, heard_on)
    return met(event=verdict.event, reason=basis) if verdict.is_met else verdict
