"""Whether a sub-supplier may be demanded replaced: correction of its breach was demanded in vain, and the supplier was heard on it."""

from sokdocs.core.casework.case import Event
from sokdocs.core.casework.findings import DOCUMENTATION, is_repeated, latest, letters_about, plain
from sokdocs.core.casework.grounds.correction import correction_expired
from sokdocs.core.casework.grounds.inquiry import Inquiry, for_each_finding
from sokdocs.core.casework.grounds.period import COMMENT, deadline_rule, ending, judged
from sokdocs.core.casework.grounds.verdict import Verdict, not_met, resting_on, unknown

CLAUSE = "K-404"
GRAVE = frozenset({"K0", "K1"})
HINDERING = frozenset({"documentation", "traceability"})


def replacement_ground(inquiry: Inquiry) -> Verdict:
    """Correction of the same breach at this sub-supplier was demanded, and its time is over without it (5.4-3)."""
    return resting_on(for_each_finding(inquiry, _ground), CLAUSE)


def _ground(inquiry: Inquiry, finding: Event) -> Verdict:
    name, place = finding.text("finding"), finding.text("sub_supplier")
    if not place.strip():
        return not_met("no_sub_supplier", event=finding, finding=name)
    wanted = inquiry.intent.sub_supplier
    if plain(place) != plain(wanted) and (wanted or not inquiry.is_general):
        return not_met("other_sub_supplier", event=finding, finding=name, names=wanted)
    verdict = correction_expired(inquiry, finding)
    if verdict.is_met and not _is_grave_enough(inquiry, finding):
        return unknown("not_grave", event=finding, finding=name)
    return verdict


def _is_grave_enough(inquiry: Inquiry, finding: Event) -> bool:
    """K-404 asks for a critical, grave or repeated breach, or for control and documentation that are still hindered."""
    is_hindering = finding.text("severity") == DOCUMENTATION or finding.text("topic") in HINDERING
    return finding.text("severity") in GRAVE or is_hindering or is_repeated(inquiry.case, finding)


def replacement_heard(inquiry: Inquiry) -> Verdict:
    """The supplier was warned of the replacement for each finding, and its time to comment is over or waived (5.4-3)."""
    return resting_on(for_each_finding(inquiry, _heard), CLAUSE)


def _heard(inquiry: Inquiry, finding: Event) -> Verdict:
    letters = letters_about(inquiry.case, finding, ("L07", "L11"))
    warning = latest(each for each in letters if "replacement" in each.names("warns_of") and _is_about_place(inquiry, each))
    if warning is None:
        return not_met("no_letter", finding=finding.text("finding"))
    at_least = deadline_rule(inquiry, "L07", COMMENT)
    return judged(inquiry, ending(inquiry, warning, COMMENT, at_least=at_least), finding.text("finding"))


def _is_about_place(inquiry: Inquiry, warning: Event) -> bool:
    """A warning that names a sub-supplier warns of that one alone."""
    named, wanted = plain(warning.text("sub_supplier")), plain(inquiry.intent.sub_supplier)
    return not named or not wanted or named == wanted
