"""Reading what is to be recorded: the fields of an event as its definition says, and whether they fit the case."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.case import Case, Event, EventFile, EventKind
from sokdocs.core.casework.event_definition import EventDefinition, NewEvent
from sokdocs.core.casework.grounds.stops import stops_in_force
from sokdocs.core.casework.report_status import SELF_REPORT
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import PlaceOf, read_answers
from sokdocs.core.facts.definition import FactDefinition, FactType
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.values.countries import country

INFORMANT = "informant"
ALIAS = re.compile(r"kilde [1-9][0-9]?")
LIST = ";"
LETTERS_HEARD = frozenset({"L05", "L07", "L08", "L11", "L12", "L14", "L15"})


def _letter(*codes: str) -> Callable[[Event], bool]:
    return lambda each: each.kind is EventKind.LETTER and (not codes or each.text("letter") in codes)


ABOUT: Mapping[EventKind, Callable[[Event], bool]] = MappingProxyType(
    {
        EventKind.DELIVERED: _letter(),
        EventKind.ANSWER: _letter(),
        EventKind.ASSESSED: lambda each: each.kind is EventKind.ANSWER and each.text("what") == SELF_REPORT,
        EventKind.COMMENT: _letter(),
        EventKind.OBJECTION: _letter(),
        EventKind.WAIVER: _letter(*LETTERS_HEARD),
        EventKind.PLAN_RECEIVED: _letter("L08", "L09", "L11", "L12", "L14"),
        EventKind.PLAN_ACCEPTED: lambda each: each.kind is EventKind.PLAN_RECEIVED,
        EventKind.PLAN_RETURNED: lambda each: each.kind is EventKind.PLAN_RECEIVED,
        EventKind.EXTENSION_REQUESTED: _letter(),
        EventKind.EXTENSION: _letter(),
        EventKind.STOP_REVIEWED: _letter("L12"),
        EventKind.MEETING: _letter("L04"),
        EventKind.AUDIT: _letter("L06"),
        EventKind.REPLACED: _letter("L14"),
    }
)
PlaceOfField = Callable[[str], Place]


@dataclass(frozen=True, slots=True)
class Recording:
    """What a person wants recorded: the kind, the day it happened, and the fields as they were written."""

    definition: EventDefinition
    on: date
    raw: Mapping[str, object]
    name: str
    place_of: PlaceOf
    files: tuple[EventFile, ...] = ()


def new_event(case: Case, recording: Recording) -> NewEvent:
    """The event, checked; raises `InvalidError` with every fault: wrong or missing fields, what the case does not have, impossible days."""
    definition = recording.definition
    answers = read_answers(recording.raw, definition.fields, name=recording.name, place_of=recording.place_of, valid_cpv={})
    values = dict(answers.sheet.values)
    if definition.kind is EventKind.FINDING:
        values["finding"] = f"F{len(case.of(EventKind.FINDING)) + 1}"
    faults = [problem for problem in answers.problems if not problem.is_warning]
    wrong = {problem.place.field.split(".")[0] for problem in faults}
    faults += [
        Problem(answers.sheet.place(each), f'"{each}" is missing', _ask(definition.fields[each]))
        for each in definition.required
        if each not in values and each not in wrong
    ]
    event = NewEvent(
        definition.kind,
        recording.on,
        values,
        recording.files,
        "",
        definition.is_document,
        tuple(sorted(set(definition.personal) & values.keys())),
    )
    faults += list(_misfits(case, event, answers.sheet.place))
    if faults:
        raise InvalidError(f"{definition.kind.value} can't be recorded in {case.number}", faults)
    return event


def assigned(pairs: Sequence[str], fields: Mapping[str, FactDefinition]) -> Mapping[str, object]:
    """Fields given as `name=value` on the command line, read by the type of each field; entries of a list are parted by `;`."""
    found: dict[str, object] = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign:
            raise InvalidError(f'"{pair}" sets nothing', [Problem(Place("--set"), f'"{pair}" has no =', "write name=value")])
        found[name.strip()] = _typed(text.strip(), fields.get(name.strip()))
    return found


def _typed(text: str, definition: FactDefinition | None) -> object:
    match definition.type if definition else FactType.TEXT:
        case FactType.INTEGER if re.fullmatch(r"-?[0-9]{1,9}", text):
            return int(text)
        case FactType.BOOLEAN if text in ("true", "false"):
            return text == "true"
        case FactType.LINES:
            return [each.strip() for each in text.split(LIST) if each.strip()]
        case FactType.DATE if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return _day(text)
    return text


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _ask(definition: FactDefinition) -> str:
    question = definition.question.get("nb") or definition.label.get("nb", "")
    return f"{question} Add `{definition.name}:`".strip()


def _misfits(case: Case, event: NewEvent, place: PlaceOfField) -> Iterator[Problem]:
    """What the case does not have, and days that can't be."""
    about = event.values.get("about")
    there = case.document(about) if isinstance(about, int) else None
    if isinstance(about, int) and there is None:
        numbers = ", ".join(str(each.document) for each in case.events if each.document) or "none yet"
        yield Problem(place("about"), f"{case.number} has no document {about}", f"documents: {numbers}")
    allowed = ABOUT.get(event.kind)
    if there is not None and allowed is not None and not allowed(there):
        message = f"{case.number}-{there.document} is no document that this can be about"
        yield Problem(place("about"), message, "name the number of the right letter or document; see `sokdocs case show`")
    if event.on < case.contract.announced_on:
        announced = f"{event.on} is before the contract was announced ({case.contract.announced_on})"
        yield Problem(place("on"), announced, "give the day it happened with --on")
    if there is not None and event.on < there.on:
        message = f"{event.on} is before {there.on}, the day of {case.number}-{there.document}"
        yield Problem(place("on"), message, "give the day it happened with --on")
    findings = event.values.get("findings")
    known = [each.text("finding") for each in case.of(EventKind.FINDING)]
    for name in findings if isinstance(findings, tuple) else ():
        if name not in known:
            yield Problem(
                place("findings"), f'{case.number} has no finding "{name}"', did_you_mean(str(name), known, f"findings: {', '.join(known)}")
            )
    yield from _finding_misfits(case, event, place)
    yield from _other_misfits(case, event, place)


def _other_misfits(case: Case, event: NewEvent, place: PlaceOfField) -> Iterator[Problem]:
    number = event.values.get("new_orgnr")
    if number is not None and number == case.contract.facts.get("buyer_orgnr"):
        yield Problem(place("new_orgnr"), "this is the buyer's own organisation number", "check the number")
    until = event.values.get("until")
    if event.kind is EventKind.EXTENSION and isinstance(until, date) and until < event.on:
        yield Problem(place("until"), f"{until} is before {event.on}, the day it is given", "an extension gives more time")
    if event.kind is EventKind.CLOSURE and stops_in_force(case):
        message = "deliveries are still stopped; a closed case can't lift the stop"
        yield Problem(place("reason"), message, "lift the stop first (L13), or end the contract")


def _finding_misfits(case: Case, event: NewEvent, place: PlaceOfField) -> Iterator[Problem]:
    if event.kind is not EventKind.FINDING:
        return
    clause = str(event.values.get("clause", ""))
    own = [each.id for each in case.contract.clauses]
    if clause and clause not in own:
        message = f"the contract {case.contract.reference} has no clause {clause}"
        yield Problem(place("clause"), message, did_you_mean(clause, own, f"its clauses: {', '.join(own)}"))
    land = str(event.values.get("country", ""))
    if land and country(land, "en") == land:
        yield Problem(place("country"), f'"{land}" is no country code', "write two letters, such as NO, BD or PK (ISO 3166-1)")
    source = str(event.values.get("source", ""))
    if event.values.get("source_kind") == INFORMANT and not ALIAS.fullmatch(source):
        yield Problem(place("source"), "an informant is never named", "write `kilde 1`, and keep the name outside the case")
