"""Whether a meeting or an audit is announced as long before as the contract says."""

from datetime import date

from sokdocs.core.casework.deadline import deadline_for
from sokdocs.core.casework.grounds.inquiry import Inquiry
from sokdocs.core.casework.grounds.period import deadline_rule
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met

MEETING = "L04"
DAY_OF = {MEETING: "meeting_on", "L06": "audit_on"}
UNANNOUNCED = "audit_unannounced"


def notice_kept(inquiry: Inquiry) -> Verdict:
    """The day of the meeting or audit leaves the supplier the notice of K-303, K-304 or K-305 (5.3); an unannounced audit has none.

    The day the notice ends on is the first possible one, as the letter prints it. Asked in general, it can be kept: by a day that is
    late enough. Whether an audit may come unannounced is said by the reason that K-305 wants written down.
    """
    if inquiry.intent.given.get(UNANNOUNCED) is True:
        return met("unannounced")
    first, answer = _first_day(inquiry), DAY_OF[inquiry.rule.code]
    if inquiry.is_general or first is None:
        return met("first", date=first) if first else met()
    day = inquiry.intent.given.get(answer)
    if not isinstance(day, date):
        return not_met("missing_answer", answer=answer)
    return not_met("too_short", until=day, date=first) if day < first else met(until=day)


def _first_day(inquiry: Inquiry) -> date | None:
    rule = deadline_rule(inquiry, inquiry.rule.code, _key(inquiry))
    if rule is None:
        return None
    return deadline_for(inquiry.on, rule, contract=inquiry.contract, ladder=inquiry.ladder, settings=inquiry.case.settings).on


def _key(inquiry: Inquiry) -> str:
    if inquiry.rule.code == MEETING:
        return "meeting"
    return "site_audit" if inquiry.given("audit_kind") == "site" else "audit"
