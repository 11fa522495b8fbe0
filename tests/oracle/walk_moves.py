"""What an officer who wants to get somewhere does next: sends the next letter of a route, or does what the program says is missing.

Blind steps alone seldom come further than a notice of finding; these carry a case to its last letters.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from hypothesis.strategies import DataObject, integers, sampled_from

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.findings import letters_about, open_findings
from sokdocs.core.casework.ground import Ground, LetterStatus
from sokdocs.core.facts.definition import FactValue
from tests.oracle.walk import Walk

T = TypeVar("T")
ROUTES = (
    *(
        ("L08", "L11", "L12", "L15", "L16"),
        ("L08", "L11", "L14", "L15", "L16"),
        ("L08", "L11", "L12", "L14", "L15", "L16"),
    ),
    *(
        ("L08", "L15", "L16"),
        ("L11", "L12", "L08", "L14"),
        ("L08", "L14", "L15", "L16"),
        ("L11", "L12", "L13", "L11", "L12"),
    ),
)
# Unknown grounds that a lawyer takes on now and then.
TAKEN_ON = ("within_reasonable_time", "supplier_stands", "delivered", "stop_warned", "heard", "final_warning_expired")
PLAIN_WORDS = "Begrunnet."


@dataclass(frozen=True)
class Choice:
    """Draws what a step leaves open; what is named first is the plainest."""

    data: DataObject

    def of(self, among: Sequence[T]) -> T:
        """One of these."""
        return self.data.draw(sampled_from(among))

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return self.data.draw(integers(least, most))

    def seldom(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.number(1, one_in) == one_in

    def some(self, among: Sequence[T]) -> tuple[T, ...]:
        """None, some or all of these."""
        return tuple(each for each in among if self.number(0, 1))


@dataclass(frozen=True)
class Goal:
    """The findings an officer follows up, and the letters that are to be sent about them, in this order."""

    findings: tuple[str, ...]
    route: tuple[str, ...]


def a_goal(walk: Walk, choice: Choice) -> Goal | None:
    """A new goal among the open findings, none where there are none."""
    names = [each.text("finding") for each in open_findings(walk.case)][-4:]
    if not names:
        return None
    findings: tuple[str, ...] = (choice.of(names),)
    if choice.seldom(3):
        findings = tuple(dict.fromkeys((*findings, choice.of(names))))
    return Goal(findings, choice.of(ROUTES))


def step_to(walk: Walk, goal: Goal, choice: Choice) -> bool:
    """One step towards a goal; false where it is reached, or can't be."""
    findings = [found for name in goal.findings if (found := walk.case.finding(name)) is not None]
    for code in goal.route:
        if all(letters_about(walk.case, each, (code,)) for each in findings):
            continue
        return attempt(walk, code, goal.findings, choice)
    return False


def attempt(walk: Walk, code: str, findings: tuple[str, ...], choice: Choice, depth: int = 0) -> bool:
    """Sends a letter, or does what the first thing that is missing asks for; false where nothing can be done."""
    found = walk.send(code, answers(walk, code, findings, choice))
    if found.may_be_sent:
        if not choice.seldom(4):
            deliver(walk, walk.case.letters(code)[-1], choice)
        return True
    waiting = [each.opens_on for each in found.grounds if not each.carries and each.opens_on is not None]
    if waiting and max(waiting) > walk.today:
        return _wait(walk, found, max(waiting), choice)
    lacking = next(each for each in found.grounds if not each.carries)
    return depth < 4 and remedy(walk, found, lacking, choice, depth)


def remedy(walk: Walk, found: LetterStatus, lacking: Ground, choice: Choice, depth: int) -> bool:
    """Does what a ground lacks."""
    variant = lacking.parts.get("variant", "")
    by_variant: Mapping[str, Callable[[], bool]] = {
        "no_letter": lambda: attempt(walk, _letter_before(walk, found.intent.code, lacking.name), found.intent.findings, choice, depth + 1),
        "no_receipt": lambda: deliver(walk, _event(walk, lacking), choice),
        "request_pending": lambda: attempt(walk, "L19", (), choice, depth + 1),
        "proof_not_judged": lambda: _verify(walk, found.intent.findings),
        "flag": lambda: take_on(walk, found.intent.code, lacking.name),
        "too_late": lambda: attempt(walk, "L15", found.intent.findings, choice, depth + 1),
        "beyond_warning": lambda: attempt(walk, "L11" if found.intent.code == "L12" else "L15", found.intent.findings, choice, depth + 1),
    }
    if variant in by_variant:
        return by_variant[variant]()
    if lacking.name == "delivered":
        return deliver(walk, _event(walk, lacking), choice)
    if lacking.name in ("breach_held", "correction_due", "replacement_ground", "milder_tried", "final_warning_expired"):
        return _hold(walk, found.intent.findings, variant, choice, depth)
    if lacking.name == "supplier_stands":
        return take_on(walk, found.intent.code, lacking.name)
    return False


def answers(walk: Walk, code: str, findings: tuple[str, ...], choice: Choice) -> dict[str, FactValue]:
    """What a careful officer answers for a letter: everything is said, and the scope keeps to the findings or is the whole."""
    given: dict[str, FactValue] = {
        "findings": findings,
        "why_milder": PLAIN_WORDS,
        "supply_risk": PLAIN_WORDS,
        "why_whole": PLAIN_WORDS,
    }
    events = [found for name in findings if (found := walk.case.finding(name)) is not None]
    if code in ("L11", "L12"):
        given |= {
            "stop_extent": _extent_warned(walk, code, findings) or choice.of(("part", "part", "whole")),
            "effective_on": walk.today + timedelta(choice.of((0, 1, 2, 3, 14))),
        }
    if code == "L11":
        given["warns_of"] = choice.of((("stop",), ("stop", "replacement"), ("replacement",), ()))
    if code == "L07" and choice.seldom(2):
        given["warns_of"] = ("replacement",)
    if code == "L14":
        given["sub_supplier"] = next((each.text("sub_supplier") for each in events), "")
    if code in ("L15", "L16"):
        given |= {
            "termination_extent": choice.of(("whole", "part")),
            "effective_on": walk.today + timedelta(choice.of((0, 14))),
        }
    if code == "L15" and choice.seldom(2):
        given["pointless_because"] = PLAIN_WORDS
    return {**given, **_other_answers(walk, code, choice)}


def _other_answers(walk: Walk, code: str, choice: Choice) -> dict[str, FactValue]:
    if code == "L09":
        return {"plan_verdict": choice.of(("returned", "accepted")), "plan_gaps": ("Datoer",)}
    if code == "L13":
        return {"lift_extent": choice.of(("whole", "part")), "lift_on": walk.today, "accepted_proof": PLAIN_WORDS}
    if code == "L19":
        days = walk.today + timedelta(choice.number(0, 40))
        verdict = choice.of(("refused", "granted"))
        deadline = choice.of(("comment", "correction", "plan"))
        return {
            "extension_verdict": verdict,
            "extension_deadline": deadline,
            "extension_until": days,
            "extension_reason": PLAIN_WORDS,
        }
    if code == "L20":
        sent = [each.document for each in walk.case.of(EventKind.LETTER)] or [0]
        return {"corrected_document": choice.of(sent), "correction_kind": choice.of(("correction", "withdrawal"))}
    return {
        "meeting_on": walk.today + timedelta(40),
        "audit_on": walk.today + timedelta(40),
        "audit_reason": PLAIN_WORDS,
        "consent": PLAIN_WORDS,
    }


def _wait(walk: Walk, found: LetterStatus, until: date, choice: Choice) -> bool:
    """Waits for a day, now and then only till the day before it, with more time given on the way, or until the supplier waives the rest."""
    sent = [
        each
        for each in walk.case.letters()
        if each.text("letter") in ("L07", "L08", "L11") and set(each.names("findings")) & set(found.intent.findings)
    ]
    if sent and sent[-1].text("letter") != "L08" and choice.seldom(8):
        walk.record(EventKind.WAIVER, about=sent[-1].document, reason=PLAIN_WORDS)
        return True
    if choice.seldom(8) and sent:
        deadline = "correction" if sent[-1].text("letter") == "L08" else "comment"
        walk.record(
            EventKind.EXTENSION,
            about=sent[-1].document,
            deadline=deadline,
            until=until + timedelta(7),
            reason=PLAIN_WORDS,
        )
    walk.today = max(walk.today, until - timedelta(choice.of((0, 0, 1))))
    return True


def _extent_warned(walk: Walk, code: str, findings: tuple[str, ...]) -> str:
    """How far the last warning of a stop of these findings reached; empty where a warning is yet to be sent."""
    warned = [each for each in walk.case.letters("L11") if set(findings) <= set(each.names("findings"))]
    return warned[-1].text("extent") if code == "L12" and warned else ""


def deliver(walk: Walk, letter: Event | None, choice: Choice) -> bool:
    """Records that a letter came, some days after it was sent; the receipt may be recorded later than that."""
    if letter is None or not letter.document:
        return False
    on = min(walk.today, letter.on + timedelta(choice.of((0, 0, 1, 2, 6))))
    walk.record(EventKind.DELIVERED, on, about=letter.document, channel=choice.of(("eFormidling", "post")))
    return True


def take_on(walk: Walk, code: str, ground: str) -> bool:
    """A lawyer takes an unknown ground on."""
    walk.record(EventKind.OVERRIDE, letter=code, ground=ground, reason=PLAIN_WORDS)
    return True


def _hold(walk: Walk, findings: tuple[str, ...], variant: str, choice: Choice, depth: int) -> bool:
    """Holds the findings as breaches; where nobody was told of them yet, that comes first."""
    events = [found for name in findings if (found := walk.case.finding(name)) is not None]
    if variant == "not_heard" or not all(letters_about(walk.case, each, ("L07", "L11")) for each in events):
        return attempt(walk, "L07", findings, choice, depth + 1)
    walk.record(EventKind.BREACH, findings=findings, view=PLAIN_WORDS)
    return True


def _verify(walk: Walk, findings: tuple[str, ...]) -> bool:
    walk.record(EventKind.VERIFICATION, findings=findings, result="not_corrected", evidence="E9")
    return True


def _letter_before(walk: Walk, code: str, ground: str) -> str:
    """The letter that a ground misses."""
    before = {"reminded": "L02", "first_request_expired": "L01", "stop_warned": "L11", "replacement_heard": "L11"}
    before |= {"final_warning_expired": "L15", "within_reasonable_time": "L15", "heard": "L07", "breach_held": "L07"}
    if ground == "replacement_heard" and walk.case.contract.clause("K-403") is None:
        return "L07"
    return before.get(ground, "L08")


def _event(walk: Walk, ground: Ground) -> Event | None:
    return next((each for each in walk.case.events if each.number == ground.event), None)


def as_late_as(walk: Walk, first: date, choice: Choice) -> date:
    """Today, or now and then an earlier day that is recorded only now."""
    back = choice.of((0, 0, 0, 1, 3, 10))
    return max(first, walk.today - timedelta(back))
