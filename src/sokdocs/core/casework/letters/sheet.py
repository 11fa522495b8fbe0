"""The fact sheet of a letter: what the contract and the case say, beside what the officer answers. From here it takes the common road."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.deadline import Deadline, deadline_for, effective_due
from sokdocs.core.casework.findings import is_zero_tolerance
from sokdocs.core.casework.ground import Intent, LetterStatus
from sokdocs.core.casework.ladder import LetterRule, setting
from sokdocs.core.casework.letters import tables
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.values.language import in_language
from sokdocs.core.values.quantities import weekday_date

GRAVEST_FIRST = ("K0", "K1", "K2", "D1", "K3")
INCOMING = {
    "L03": (EventKind.ANSWER,),
    "L09": (EventKind.PLAN_RECEIVED,),
    "L17": (EventKind.OBJECTION,),
    "L19": (EventKind.EXTENSION_REQUESTED,),
}
FOLLOWS = {"L02": ("L01",), "L05": ("L04",), "L12": ("L11",), "L13": ("L12",), "L16": ("L15",)}
FROM_SUPPLIER = (EventKind.ANSWER, EventKind.COMMENT, EventKind.OBJECTION, EventKind.PLAN_RECEIVED, EventKind.EXTENSION_REQUESTED)
Values = dict[str, FactValue]


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything one letter is made from; `document` is the document number it gets, `given` the officer's checked answers.

    `form` is the self-report form that was issued for the case (full or simplified); empty where none was, and the contract's holds.
    """

    words: LetterWords
    rule: LetterRule
    status: LetterStatus
    given: FactSheet
    document: int
    form: str = ""

    @property
    def on(self) -> date:
        """The letter's date."""
        return self.status.on

    @property
    def intent(self) -> Intent:
        """What the letter is to say."""
        return self.status.intent

    def findings(self) -> tuple[Event, ...]:
        """The findings the letter is about, in their order."""
        found = (self.words.case.finding(name) for name in self.intent.findings)
        return tuple(each for each in found if each is not None)

    def deadlines(self) -> Mapping[str, Deadline]:
        """The deadlines the letter sets, by key, counted from its date."""
        case, ladder = self.words.case, self.words.ladder
        severities = tuple(each.text("severity") for each in self.findings())
        return {
            each.key: deadline_for(self.on, each, contract=case.contract, ladder=ladder, settings=case.settings, severities=severities)
            for each in self.rule.deadlines
            if self._is_set(each.key)
        }

    def _is_set(self, key: str) -> bool:
        """Whether this letter sets the deadline: some stand only in one form of it."""
        given, code = self.given.values, self.rule.code
        match code, key:
            case "L08", "plan":
                return not _only_documentation(self.findings())  # K-402: where only documentation is missing, no plan is needed
            case "L08", "comment":
                return is_joint(self.status)
            case "L09", "plan":
                return given.get("plan_verdict") == "returned"
            case "L06", "audit":
                return given.get("audit_kind") == "documents" and given.get("audit_unannounced") is not True
            case "L06", "site_audit":
                return given.get("audit_kind") == "site" and given.get("audit_unannounced") is not True
            case _, "objection":
                return self.words.case.contract.clause("K-401") is not None  # old terms are silent on protests
            case "L12", "comment":
                return stops_before_hearing_ends(self)
        return True


def letter_sheet(letter: LetterFacts) -> FactSheet:
    """The whole sheet: contract, case, letter, and the officer's answers, which can't displace what the case says."""
    contract = letter.words.case.contract
    values: Values = {**contract.facts, **letter.given.values, **_parties(letter), **_reference(letter), **_deadlines(letter)}
    values |= _tables(letter) | _scope(letter) | _signing(letter)
    values |= _switches(letter, values)
    return FactSheet(letter.given.name, MappingProxyType(values), MappingProxyType({}), letter.given.places)


def _parties(letter: LetterFacts) -> Values:
    """The supplier as it is now: renamed or merged since the contract was signed."""
    found: Values = {}
    for each in letter.words.case.events:
        if each.kind in (EventKind.RENAMED, EventKind.MERGED):
            found["supplier_name"] = each.text("new_name")
        if each.kind is EventKind.MERGED and each.text("new_orgnr"):
            found["supplier_orgnr"] = each.text("new_orgnr")
    return found


def _reference(letter: LetterFacts) -> Values:
    words, case = letter.words, letter.words.case
    incoming = [each for each in case.events if each.kind in INCOMING.get(letter.rule.code, FROM_SUPPLIER)]
    sent = _followed_up(letter)
    values: Values = {
        "letter": letter.rule.code,
        "letter_on": letter.on,
        "our_reference": words.number(letter.document),
        "case_number": case.number,
        "letter_title": in_language(letter.rule.title, words.language),
        "contract_named": words.contract_named(case.contract),
        "appendix_named": words.appendix_named(case.contract),
        "delivery_text": words.say("delivery_receipt" if letter.rule.needs_receipt else "delivery_plain"),
    }
    if incoming:
        values["answered_document"] = words.theirs(incoming[-1])
    if sent:
        values["last_letter"] = words.ours(sent[-1])
    return values


def _followed_up(letter: LetterFacts) -> tuple[Event, ...]:
    """The earlier letters that this one follows up: those of the step before it, where there is one."""
    case = letter.words.case
    return next((sent for code in FOLLOWS.get(letter.rule.code, ()) if (sent := case.letters(code))), case.letters())


def _deadlines(letter: LetterFacts) -> Values:
    values: Values = {}
    for key, deadline in letter.deadlines().items():
        values[f"due_{key}"] = weekday_date(deadline.on, letter.words.language)
        values[f"{key}_period"] = letter.words.period(deadline.period)
    demands = letter.words.case.letters("L08")
    if letter.rule.code == "L09" and demands:
        running = effective_due(letter.words.case, demands[-1], "correction", letter.words.ladder)
        if running is not None:
            values["due_correction"] = weekday_date(running.on, letter.words.language)
    effective = letter.given.values.get("effective_on") or letter.given.values.get("lift_on")
    if isinstance(effective, date):
        values["effective_text"] = weekday_date(effective, letter.words.language)
    return values


def _tables(letter: LetterFacts) -> Values:
    words, findings = letter.words, letter.findings()
    titles = {each.key: in_language(each.title, words.language) for each in letter.rule.deadlines}
    counted = [(titles[key], each) for key, each in letter.deadlines().items()]
    return {
        "cited_points": tables.cited_points(words, letter.rule),
        "duty_points": tables.duty_points(words, findings),
        "findings_table": tables.findings_table(words, findings),
        "severity_table": tables.severity_table(words, findings),
        "history": tables.history(words, words.case.letters()),
        "comments": tables.comments(words),
        "verification_table": tables.verifications(words, letter.intent.findings),
        "actions_table": tables.actions(words),
        "plan_history": tables.plans(words, _judged_here(letter)),
        "deadline_working": tables.working(words, counted),
    }


def _judged_here(letter: LetterFacts) -> Mapping[int, str]:
    """What this very letter makes of a plan, by the plan's document number."""
    plans = letter.words.case.of(EventKind.PLAN_RECEIVED)
    verdict = letter.given.values.get("plan_verdict")
    return {plans[-1].document: f"plan_{verdict}"} if letter.rule.code == "L09" and plans and verdict else {}


def _scope(letter: LetterFacts) -> Values:
    findings, contract = letter.findings(), letter.words.case.contract
    subs = dict.fromkeys(each.text("sub_supplier") for each in findings if each.text("sub_supplier"))
    severities = [each.text("severity") for each in findings]
    values: Values = {
        "findings": letter.intent.findings,
        "scope_products": letter.intent.products or contract.names("products"),
        "scope_sites": letter.intent.sites,
        "scope_sub_suppliers": tuple(dict.fromkeys((*((letter.intent.sub_supplier,) if letter.intent.sub_supplier else ()), *subs))),
    }
    if severities:
        values["severity_highest"] = min(severities, key=GRAVEST_FIRST.index)
    return values


def _signing(letter: LetterFacts) -> Values:
    roles = letter.words.ladder.roles
    first = letter.rule.roles[: letter.rule.signatures]
    return {"signing_roles": tuple(in_language(roles[each], letter.words.language) for each in first)}


def _switches(letter: LetterFacts, values: Mapping[str, FactValue]) -> Values:
    """What decides which blocks stand in the letter."""
    case, findings, given = letter.words.case, letter.findings(), letter.given.values
    contract = case.contract

    def there(name: str) -> bool:
        return values.get(name) not in (None, (), "")

    goods = contract.text("contract_kind") == "goods"
    return {
        "has_history": there("history"),
        "has_comments": there("comments"),
        "is_zero_tolerance": any(each.text("severity") == "K0" for each in findings),
        "is_documentation_only": _only_documentation(findings),
        "is_goods": goods,
        "kjl_applies": goods,
        "has_lead_no": any(each.text("lead_question") for each in findings),
        "is_joint": is_joint(letter.status),
        "is_whole": letter.intent.extent == "whole",
        "names_sub_supplier": there("scope_sub_suppliers"),
        "has_sites": there("scope_sites"),
        "has_plan_duty": there("due_plan"),
        "starts_before_hearing_ends": stops_before_hearing_ends(letter),
        "shows_working": given.get("show_working") is True and there("deadline_working"),
        "buyer_is_state": contract.text("buyer_kind") == "state",
        "category_is_medical": contract.facts.get("category") == "D",
        "supplier_pays": bool(setting(letter.words.ladder, case.settings, "supplier_pays_replacement")),
        "form_is_simplified": (letter.form or contract.facts.get("form")) == "simplified",
        "has_attachments": there("attachments"),
        "has_copies": there("copy_to"),
    }


def is_joint(status: LetterStatus) -> bool:
    """Whether finding and demand go in one letter: the contract says so, the buyer has chosen so, and the supplier itself answered no."""
    return any(each.name == "heard" and each.parts.get("variant") == "joint" for each in status.grounds)


def stops_before_hearing_ends(letter: LetterFacts) -> bool:
    """Whether deliveries stop while the supplier may still comment: zero tolerance, and only where the buyer has chosen so."""
    if letter.rule.code != "L11":
        return any(each.name == "stop_warned" and each.parts.get("variant") == "acute" for each in letter.status.grounds)
    findings, start = letter.findings(), letter.given.values.get("effective_on")
    grave = bool(findings) and all(is_zero_tolerance(each) for each in findings)
    allowed = setting(letter.words.ladder, letter.words.case.settings, "stop_before_hearing_ends") is True
    return allowed and grave and isinstance(start, date) and start <= letter.deadlines()["comment"].on


def _only_documentation(findings: Sequence[Event]) -> bool:
    return bool(findings) and all(each.text("severity") == "D1" for each in findings)
