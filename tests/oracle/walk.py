"""A case as the program keeps it, moved along event by event, and the same case as the plain model reads it.

A letter enters the case only when the program says it may be sent; whenever it lets a sanction out, the plain model is asked too.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.ground import Ground, LetterStatus
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.casework.letters.events import letter_events
from sokdocs.core.casework.letters.intent import intent_of
from sokdocs.core.casework.letters.sheet import LetterFacts
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.next_step import status
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.values.phrases import Phrases
from sokdocs.loading.event_files import read_events
from sokdocs.loading.ladder_files import LadderFile, read_ladders
from sokdocs.loading.terms_files import read_terms
from tests.oracle.plain_ladder import RECEIPT_NOT_RECORDED, SANCTION_LETTERS, forbidden

CLAUSES = Path(__file__).parents[2] / "clauses"
Given = Mapping[str, FactValue]

# Issue 3 point 3: the deadlines are the buyer's to adjust. Where the contract does not say, the buyer's setting is what holds.
SETTING_OF = {
    "K-401.hearing_days": "hearing_days",
    "K-402.plan_days": "plan_days",
    "K-402.replan_days": "replan_days",
    "K-402.critical_days": "critical_days",
    "K-402.serious_days": "serious_days",
    "K-402.medium_days": "medium_days",
    "K-402.minor_days": "minor_days",
    "K-402.late_days": "documentation_days",
    "K-403.hearing_days": "stop_hearing_days",
    "K-405.warning_days": "final_warning_days",
    "K-405.declare_days": "declare_days",
}


@cache
def casebook() -> Casebook:
    """The shipped ladders, events and old terms."""
    files = [LadderFile(each.stem, each.name, each.read_bytes()) for each in sorted((CLAUSES / "ladders").glob("*.yaml"))]
    ladders = {name: each.ladder for name, each in read_ladders(files).items()}
    terms = [read_terms(each.read_bytes(), each.name).terms for each in sorted((CLAUSES / "terms").glob("*.yaml"))]
    events = read_events((CLAUSES / "events.yaml").read_bytes(), "events.yaml").definitions
    return Casebook(ladders, events, {each.id: each for each in terms})


@dataclass
class Tally:
    """What a run reached: letters sent, and letters the plain model allows but the program refuses, by ground."""

    steps: int = 0
    asked: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    stricter: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)


class LetOutError(AssertionError):
    """The program lets out a sanction that the plain model forbids."""


@dataclass
class Walk:
    """One case on one day; `today` only moves forward."""

    case: Case
    today: date
    tally: Tally

    @property
    def ladder(self) -> Ladder:
        """The ladder the case follows."""
        return casebook().ladders[self.case.ladder]

    def record(self, kind: EventKind, on: date | None = None, **values: FactValue) -> Event:
        """Records that something happened; a document gets the next number."""
        return self._add(kind, on or self.today, values, is_document=casebook().events[kind].is_document)

    def judge(self, code: str, given: Given) -> LetterStatus:
        """What the program says of a letter today; the plain model is asked beside it where the letter is a sanction."""
        found = status(self.case, self.ladder, intent_of(self.case, self.ladder.letters[code], given), self.today)
        if code in SANCTION_LETTERS:
            self._compare(found)
        return found

    def send(self, code: str, given: Given) -> LetterStatus:
        """Sends the letter if the program lets it out: it and what it sets going enter the case, as when it is issued."""
        found = self.judge(code, given)
        if not found.may_be_sent:
            return found
        words = LetterWords(self.case, self.ladder, casebook(), Phrases({}, {}), "nb")
        sheet = FactSheet("walk", {**given})
        letter = LetterFacts(words, self.ladder.letters[code], found, sheet, self.case.next_document())
        for each in letter_events(letter, f"SD-{letter.document}"):
            self._add(each.kind, each.on, each.values, is_document=each.is_document)
        self.tally.sent[code] += 1
        self.tally.ways.update(f"{code} {each.name}: {_way(each)}" for each in found.grounds if _way(each))
        return found

    def is_over(self) -> bool:
        """Whether nothing more can come of the case."""
        return bool(self.case.of(EventKind.CLOSURE) or self.case.letters("L16"))

    def _add(self, kind: EventKind, on: date, values: Given, *, is_document: bool) -> Event:
        document = self.case.next_document() if is_document else 0
        event = Event(len(self.case.events) + 1, kind, on, {**values}, actor="lawyer", document=document)
        self.case = replace(self.case, events=(*self.case.events, event))
        return event

    def _compare(self, found: LetterStatus) -> None:
        self.tally.asked += 1
        contract, question = plain_contract(self.case), plain_question(found)
        reasons = forbidden(contract, self.case.settings, plain_events(self.case), question, self.today)
        if any(ground.overridden_by for ground in found.grounds):
            # Somebody took an unknown receipt on; the plain model counts it as none.
            reasons = [each for each in reasons if RECEIPT_NOT_RECORDED not in each]
        if found.may_be_sent and reasons:
            raise LetOutError(told(self, found, reasons))
        if not found.may_be_sent and not reasons:
            for ground in found.grounds:
                if not ground.carries:
                    name = f"{found.intent.code} {ground.name}: {ground.standing}.{ground.parts.get('variant', '')}"
                    self.tally.stricter[name] += 1
                    self.tally.examples.setdefault(name, told(self, found, [name]))


def _way(ground: Ground) -> str:
    """In which way other than the plain one a ground carried a letter."""
    return "overridden" if ground.overridden_by else ground.parts.get("variant", "")


def plain_contract(case: Case) -> dict[str, Any]:
    """The contract as the plain model reads it."""
    contract: Contract = case.contract
    own = {f"{clause.id}.{name}": value for clause in contract.clauses for name, value in clause.parameters.items()}
    set_by_buyer = {key: case.settings[name] for key, name in SETTING_OF.items() if name in case.settings}
    return {
        "clauses": {str(each.id) for each in contract.clauses},
        "parameters": {**set_by_buyer, **own},
        "products": set(contract.names("products")),
        "sites": set(contract.names("sites")),
        "sub_suppliers": set(contract.names("sub_suppliers")),
        "category": contract.text("category"),
        "kind": contract.text("contract_kind"),
        "terms": contract.terms_edition,
    }


def plain_events(case: Case) -> list[dict[str, Any]]:
    """The events as the plain model reads them, in the order they were recorded."""
    return [{**each.values, "kind": each.kind.value, "on": each.on, "document": each.document} for each in case.events]


def plain_question(found: LetterStatus) -> dict[str, Any]:
    """The letter asked for, as the plain model reads it."""
    intent = found.intent
    return {
        "code": intent.code,
        "findings": intent.findings,
        "products": intent.products,
        "sites": intent.sites,
        "sub_supplier": intent.sub_supplier,
        "extent": intent.extent,
        "given": dict(intent.given),
    }


def told(walk: Walk, found: LetterStatus, reasons: list[str]) -> str:
    """The whole story of a disagreement, to read and to make a test of."""
    clauses = {str(each.id): dict(each.parameters) for each in walk.case.contract.clauses}
    lines = [f"{found.intent.code} on {found.on:%a} {found.on}: {found.intent}", *(f"  - {each}" for each in reasons)]
    lines += [f"settings {dict(walk.case.settings)}", f"clauses {clauses}", f"facts {dict(walk.case.contract.facts)}"]
    lines += [f"{each.number:3} {each.on:%a} {each.on} {each.kind.value} #{each.document} {dict(each.values)}" for each in walk.case.events]
    grounds = (f"{each.name}={each.standing}.{each.parts.get('variant', '')}" for each in found.grounds)
    return "\n".join([*lines, "  ".join(grounds)])
