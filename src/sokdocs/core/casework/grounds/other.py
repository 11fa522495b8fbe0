"""What the officer must say for itself, and letters that answer, share or correct."""

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.findings import latest
from sokdocs.core.casework.grounds.inquiry import Inquiry, missing_answer
from sokdocs.core.casework.grounds.letter_scope import PART
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met, resting_on, unknown

MEDICAL = "D"
SUPPLY = "K-407"
SHARING = "K-309"
CORRECTS = "L20"


def why_milder(inquiry: Inquiry) -> Verdict:
    """Every sanction but the demand to correct says why a milder one is not enough (5.4-7)."""
    if inquiry.rule.code == "L08":
        return met("not_needed")
    return met(clause="K-401") if inquiry.given("why_milder") else missing_answer(inquiry, "why_milder")


def supply_risk(inquiry: Inquiry) -> Verdict:
    """Before all medical supplies are stopped or terminated, the risk to supply is weighed in writing (5.4-11)."""
    category = inquiry.contract.text("category_override") or inquiry.contract.text("category")
    has_clause = inquiry.contract.clause(SUPPLY) is not None
    is_other = category not in ("", MEDICAL) or not (category or inquiry.contract.terms_edition)
    if inquiry.intent.extent == PART or (is_other and not has_clause):
        return met("not_needed")
    if inquiry.given("supply_risk"):
        return met(clause=SUPPLY if has_clause else "")
    if not category and not has_clause:
        return unknown("missing_answer", answer="supply_risk")
    return resting_on(missing_answer(inquiry, "supply_risk"), SUPPLY if has_clause else "")


def objection_received(inquiry: Inquiry) -> Verdict:
    """There is an objection that no letter has answered (5.3)."""
    objection = latest(inquiry.case.of(EventKind.OBJECTION))
    if objection is None:
        return not_met()
    answers = (each for each in inquiry.case.letters("L17") if each.number > objection.number)
    answer = latest(each for each in answers if each.whole("about") in (0, objection.document, objection.whole("about")))
    if answer is not None:
        return not_met("answered", event=answer, document=inquiry.numbered(answer), date=answer.on)
    return met(event=objection, document=inquiry.numbered(objection), date=objection.on)


def extension_requested(inquiry: Inquiry) -> Verdict:
    """There is a request for more time that no letter has answered (5.3)."""
    requests = inquiry.case.of(EventKind.EXTENSION_REQUESTED)
    if not requests:
        return not_met()
    request = latest(each for each in requests if not _is_answered_by_letter(inquiry, each))
    if request is None:
        answer = latest(inquiry.case.letters("L19"))
        return not_met(
            "answered",
            event=answer,
            document=inquiry.numbered(answer or requests[-1]),
            date=answer.on if answer else None,
        )
    return met(event=request, document=inquiry.numbered(request), date=request.on)


def _is_answered_by_letter(inquiry: Inquiry, request: Event) -> bool:
    about = {0, request.document, request.whole("about")}
    return any(each.number > request.number and each.whole("about") in about for each in inquiry.case.letters("L19"))


def letter_to_correct(inquiry: Inquiry) -> Verdict:
    """The letter to be corrected was issued and is not withdrawn; one that corrected another can't be withdrawn itself (5.3)."""
    case, wanted = inquiry.case, inquiry.intent.given.get("corrected_document")
    sent = {each.document: each for each in case.of(EventKind.LETTER)}
    if not isinstance(wanted, int) or isinstance(wanted, bool):
        return missing_answer(inquiry, "corrected_document") if sent else not_met()
    letter = sent.get(wanted) if wanted else None
    if letter is None:
        return not_met("no_letter", document=f"{case.number}-{wanted}")
    if letter not in case.letters():
        return not_met("withdrawn", document=inquiry.numbered(letter))
    if letter.text("letter") == CORRECTS and inquiry.given("correction_kind") == "withdrawal":
        return not_met(event=letter)
    twin = latest(each for each in case.letters(CORRECTS) if each.whole("corrected_document") == wanted and each.on == inquiry.on)
    if twin is not None and inquiry.given("correction_kind") != "withdrawal":
        return not_met("already_corrected", event=twin, document=inquiry.numbered(twin), date=twin.on)
    return met(event=letter, letter=letter.text("letter"), document=inquiry.numbered(letter), date=letter.on)


def sharing_basis(inquiry: Inquiry) -> Verdict:
    """Results may be shared: the contract or the supplier consents, and the case is closed or a plan accepted (5.3, K-309)."""
    if not _is_ready_to_share(inquiry):
        return not_met("too_early", clause=SHARING)
    consent, clause = inquiry.given("consent"), inquiry.contract.clause(SHARING)
    if consent:
        return met("consent", clause=SHARING if clause else "", reason=consent)
    if clause is None:
        return missing_answer(inquiry, "consent")
    if inquiry.contract.parameter(f"{SHARING}.basis") in (None, "law_or_consent"):
        return unknown("missing_answer", clause=SHARING, answer="consent")
    return met("clause", clause=SHARING)


def _is_ready_to_share(inquiry: Inquiry) -> bool:
    case = inquiry.case
    answered = {each.whole("about") for each in case.of(EventKind.LETTER) if each.text("letter") == "L09"}
    recorded = any(each.whole("about") not in answered for each in case.of(EventKind.PLAN_ACCEPTED))
    accepted = any(each.text("plan_verdict") == "accepted" for each in case.letters("L09"))
    return accepted or recorded or _is_closed(inquiry) or bool(case.letters("L10"))


def _is_closed(inquiry: Inquiry) -> bool:
    opened, closed = latest(inquiry.case.of(EventKind.OPENED)), latest(inquiry.case.of(EventKind.CLOSURE))
    return closed is not None and (opened is None or closed.number > opened.number)
