"""Whether contract and case carry a letter at all: the clause is in the contract, it is signed, the case is open, the supplier stands."""

from dataclasses import replace

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.findings import latest
from sokdocs.core.casework.grounds.inquiry import Inquiry
from sokdocs.core.casework.grounds.verdict import Verdict, met, not_met, unknown

AFTER_TERMINATION = frozenset({"L17", "L18", "L19", "L20"})
GIVES_WARNED = {"stop": "K-403", "replacement": "K-404"}
AFTER_CLOSURE = frozenset({"L17", "L18", "L20"})


def clause_in_contract(inquiry: Inquiry) -> Verdict:
    """The clause that gives this sanction is among the contract's own (the first ground; nobody can take it on).

    So is that of each sanction the letter warns of beside its own: nothing is threatened with that the contract does not give.
    """
    wanted = inquiry.rule.gives
    if wanted is None:
        return met()
    found = inquiry.contract.clause(wanted)
    if found is None:
        return not_met(clause=wanted, letter=inquiry.rule.code)
    lacking = _lacking_for_warning(inquiry)
    if lacking:
        return not_met(clause=lacking, letter=inquiry.rule.code)
    verdict = met("point" if found.point else "", clause=found.id, point=found.point, date=found.date)
    return replace(verdict, parts={**verdict.parts, "clause": f"{found.id} {found.title}"})


def _lacking_for_warning(inquiry: Inquiry) -> str:
    """The clause of a sanction that the letter is to warn of and the contract does not have; empty where it has them all."""
    warned = inquiry.intent.given.get("warns_of")
    clauses = (GIVES_WARNED.get(str(each), "") for each in warned) if isinstance(warned, tuple) else ()
    return next((each for each in clauses if each and inquiry.contract.clause(each) is None), "")


def contract_signed(inquiry: Inquiry) -> Verdict:
    """The contract was signed when the letter goes out (5.3)."""
    signed_on = inquiry.contract.signed_on
    if inquiry.on < signed_on:
        return not_met("later", opens=signed_on, date=signed_on)
    return met(date=signed_on)


def case_open(inquiry: Inquiry) -> Verdict:
    """The case is neither closed nor ended by termination (5.3); answers, sharing and corrections may still follow."""
    case, code = inquiry.case, inquiry.rule.code
    terminated = latest(case.letters("L16"))
    if terminated is not None and code not in AFTER_TERMINATION:
        return not_met("terminated", event=terminated, date=terminated.on, document=inquiry.numbered(terminated))
    opened, closed = latest(case.of(EventKind.OPENED)), latest(case.of(EventKind.CLOSURE))
    if closed is not None and code not in AFTER_CLOSURE and (opened is None or closed.number > opened.number):
        return not_met("closed", event=closed, date=closed.on)
    if inquiry.on < case.opened_on:
        return not_met(opens=case.opened_on)
    return met(event=opened)


def supplier_stands(inquiry: Inquiry) -> Verdict:
    """The supplier is not bankrupt: the estate may enter the contract, so that a sanction then needs a lawyer's decision (5.3)."""
    bankrupt = latest(inquiry.case.of(EventKind.BANKRUPT))
    if bankrupt is not None and inquiry.rule.is_sanction:
        return unknown("bankrupt", event=bankrupt, date=bankrupt.on)
    changed = latest((*inquiry.case.of(EventKind.RENAMED), *inquiry.case.of(EventKind.MERGED)))
    if changed is None:
        return met()
    variant = "renamed" if changed.kind is EventKind.RENAMED else "merged"
    return met(variant, event=changed, names=changed.text("new_name"), date=changed.on)
