"""What an issued letter leaves in its case: the letter itself, and what it sets going (a stop, a lift, a plan judged, an extension)."""

from collections.abc import Iterator, Mapping
from datetime import date

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.casework.grounds.stops import stop_to_lift
from sokdocs.core.casework.letters.sheet import FROM_SUPPLIER, INCOMING, LetterFacts, is_joint
from sokdocs.core.facts.definition import FactValue

CARRIED = (
    *("warns_of", "effective_on", "meeting_on", "audit_on", "lift_on", "plan_verdict"),
    *("corrected_document", "correction_kind", "extension_verdict", "extension_deadline", "extension_until"),
)
VERDICTS = {"accepted": EventKind.PLAN_ACCEPTED, "returned": EventKind.PLAN_RETURNED}
Values = Mapping[str, FactValue]


def letter_events(letter: LetterFacts, reference: str) -> tuple[NewEvent, ...]:
    """The letter first, then what follows from it, all on the letter's date."""
    about = answered(letter)
    values: dict[str, FactValue] = {"letter": letter.rule.code, **_scope(letter), **_carried(letter)}
    values |= {f"due_{key}": each.on for key, each in letter.deadlines().items()}
    if about is not None:
        values["about"] = about.document
    if is_joint(letter.status):
        values["joint"] = True
    itself = NewEvent(EventKind.LETTER, letter.on, values, reference=reference, is_document=True)
    return (itself, *(NewEvent(kind, letter.on, values) for kind, values in _consequences(letter, about)))


def answered(letter: LetterFacts) -> Event | None:
    """The document from the supplier that the letter answers: the newest of its kind."""
    kinds = INCOMING.get(letter.rule.code)
    found = [each for each in letter.words.case.events if each.kind in (kinds or FROM_SUPPLIER)]
    return found[-1] if kinds and found else None


def _scope(letter: LetterFacts) -> Values:
    intent = letter.intent
    texts = {"sub_supplier": intent.sub_supplier, "extent": intent.extent}
    names = {"findings": intent.findings, "products": intent.products, "sites": intent.sites}
    return {**{name: each for name, each in names.items() if each}, **{name: each for name, each in texts.items() if each}}


def _carried(letter: LetterFacts) -> Values:
    given = letter.given.values
    return {name: given[name] for name in CARRIED if given.get(name) not in (None, (), "")}


def _consequences(letter: LetterFacts, about: Event | None) -> Iterator[tuple[EventKind, Values]]:
    given, scope = letter.given.values, _scope(letter)
    match letter.rule.code:
        case "L09" if about is not None:
            gaps = given.get("plan_gaps")
            why: Values = {"gaps": "\n".join(map(str, gaps))} if isinstance(gaps, tuple) else {}
            yield VERDICTS[str(given["plan_verdict"])], {"about": about.document, **why}
        case "L12":
            starts_on = given.get("effective_on")
            review = letter.deadlines().get("review")
            dates: dict[str, date] = {"starts_on": starts_on} if isinstance(starts_on, date) else {}
            if review is not None:
                dates["review_on"] = review.on
            yield EventKind.STOP, {"about": letter.document, **scope, **dates}
        case "L13":
            stop = stop_to_lift(letter.words.case, letter.intent.findings)
            yield EventKind.LIFT, {"about": stop.document if stop else 0, **scope}
        case "L19" if about is not None and given.get("extension_verdict") == "granted":
            deadline, until, reason = (given.get(name) for name in ("extension_deadline", "extension_until", "extension_reason"))
            values = {"about": about.whole("about"), "deadline": deadline, "until": until, "reason": reason}
            yield EventKind.EXTENSION, {name: each for name, each in values.items() if each is not None}
