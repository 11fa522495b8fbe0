"""What zero tolerance changes: a stop needs no demand to correct before it, and begins before the hearing ends only if switched on."""

from sokdocs.core.casework.case import Event
from sokdocs.core.casework.findings import is_zero_tolerance
from sokdocs.core.casework.grounds.inquiry import Inquiry

STOPS = frozenset({"L11", "L12"})
WAITING_DAYS = {"same_day": 0, "two_days": 2}
SWITCH = "stop_before_hearing_ends"


def goes_straight_to_stop(inquiry: Inquiry, finding: Event) -> bool:
    """Whether this letter about this finding needs no demand to correct before it (2.5, K-403)."""
    return inquiry.rule.code in STOPS and is_zero_tolerance(finding)


def waiting_days(inquiry: Inquiry, finding: Event) -> int | None:
    """Working days from receipt of the warning to a stop before the hearing ends; None where it may not begin before.

    It needs zero tolerance, the switch of the ladder (off unless the buyer turns it on), and that the contract itself says so.
    """
    if not is_zero_tolerance(finding) or not inquiry.is_on(SWITCH):
        return None
    return WAITING_DAYS.get(str(inquiry.contract.parameter("K-403.acute_stop")))
