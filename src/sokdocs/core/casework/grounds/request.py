"""Letters that ask for something: the reminder, more proof, the meeting and the audit, and whether a reminder came before a finding."""

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.findings import DOCUMENTATION, latest, open_findings
from sokdocs.core.casework.grounds.inquiry import Inquiry, for_each_finding
from sokdocs.core.casework.grounds.period import ending, judged
from sokdocs.core.casework.grounds.verdict import Verdict, listed, met, not_met, unknown

ANSWER = "answer"


def first_request_expired(inquiry: Inquiry) -> Verdict:
    """A form was sent, nobody answered it, and the time to answer is over (5.3)."""
    verdicts = [_expired(inquiry, each) for each in inquiry.case.letters("L01")]
    if not verdicts:
        return not_met("no_letter")
    return next((each for each in reversed(verdicts) if each.is_met), verdicts[-1])


def _expired(inquiry: Inquiry, form: Event) -> Verdict:
    answer = answer_to(inquiry, form)
    if answer is not None:
        return not_met("answered", event=answer, document=inquiry.numbered(answer), date=answer.on)
    return judged(inquiry, ending(inquiry, form, ANSWER))


def answer_to(inquiry: Inquiry, form: Event) -> Event | None:
    """The first answer to a form, or to a reminder of it."""
    case = inquiry.case
    later = [each.number for each in case.letters("L01") if each.number > form.number]
    reminders = (each for each in case.letters("L02") if form.number < each.number < min(later, default=each.number + 1))
    documents = {form.document, *(each.document for each in reminders)} - {0}
    return next((each for each in case.of(EventKind.ANSWER) if each.whole("about") in documents), None)


def answer_received(inquiry: Inquiry) -> Verdict:
    """There is an answer of which more can be asked (5.3)."""
    answer = latest(inquiry.case.of(EventKind.ANSWER))
    return met(event=answer, document=inquiry.numbered(answer), date=answer.on) if answer is not None else not_met()


def meeting_called(inquiry: Inquiry) -> Verdict:
    """The meeting was called and has been held (5.3)."""
    call = latest(inquiry.case.letters("L04"))
    if call is None:
        return not_met("no_letter")
    held = latest(each for each in inquiry.case.of(EventKind.MEETING) if call.document and each.whole("about") == call.document)
    if held is None:
        return not_met("not_held", event=call, document=inquiry.numbered(call))
    return met(event=held, document=inquiry.numbered(call), date=held.on)


def reason_for_audit(inquiry: Inquiry) -> Verdict:
    """There is a reason to audit: a no to a lead question, a finding, silence after the reminder, or the officer's own (5.3)."""
    case = inquiry.case
    answer = latest(each for each in case.of(EventKind.ANSWER) if each.names("lead_no"))
    if answer is not None:
        return met("lead_no", event=answer, names=listed(answer.names("lead_no")), document=inquiry.numbered(answer))
    found = open_findings(case)
    if found:
        return met("finding", event=found[-1], finding=listed(each.text("finding") for each in found))
    silence = _silence(inquiry)
    if silence is not None:
        return silence
    reason = inquiry.given("audit_reason")
    return met("given", reason=reason) if reason else unknown("missing_answer", answer="audit_reason")


def _silence(inquiry: Inquiry) -> Verdict | None:
    form, reminder = latest(inquiry.case.letters("L01")), latest(inquiry.case.letters("L02"))
    if form is None or reminder is None or reminder.number < form.number or answer_to(inquiry, form) is not None:
        return None
    verdict = judged(inquiry, ending(inquiry, reminder, ANSWER))
    return met("silence", event=reminder, document=inquiry.numbered(reminder)) if verdict.is_met else None


def reminded(inquiry: Inquiry) -> Verdict:
    """Missing documentation was asked for once more, and that time is over too (5.3, for D1)."""
    return for_each_finding(inquiry, _reminded)


def _reminded(inquiry: Inquiry, finding: Event) -> Verdict:
    if finding.text("severity") != DOCUMENTATION:
        return met("not_needed")
    form = latest(each for each in inquiry.case.letters("L01") if each.number < finding.number)
    reminder = latest(each for each in inquiry.case.letters("L02") if form is None or each.number > form.number)
    if reminder is None:
        return not_met("no_letter")
    end = ending(inquiry, reminder, ANSWER)
    answer = answer_to(inquiry, form) if form is not None else None
    is_silence = finding.text("source_kind") == "missing_answer"
    if is_silence and answer is not None and end.until is not None and answer.on <= end.until:
        return not_met("answered", event=answer, document=inquiry.numbered(answer), date=answer.on)
    return judged(inquiry, end)
