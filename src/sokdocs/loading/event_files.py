"""What can be recorded in a case, from `clauses/events.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.casebook_names import without_words
from sokdocs.core.casework.event_definition import EventDefinition
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import PlaceOf
from sokdocs.core.facts.definition import FactDefinition, FactType, Stage
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.loading.shapes import Localized, Shape, shape
from sokdocs.loading.yaml_source import Path, YamlSource, read_yaml

FREE_TEXT = (FactType.TEXT, FactType.TEXT_BLOCK, FactType.LINES)
TYPES = tuple(each for each in FactType if each not in (FactType.TABLE, FactType.PARAMETERS))


class _FieldShape(Shape):
    type: str
    label: Localized
    question: Localized = {}
    help: Localized = {}
    choices: dict[str, Localized] = {}
    min: int | date | None = None
    max: int | date | None = None
    unit: str = ""


class _EventShape(Shape):
    title: Localized
    is_document: bool = False
    is_recorded: bool = True
    required: list[str] = []
    personal: list[str] = []
    fields: dict[str, _FieldShape]


class _EventsShape(Shape):
    events: dict[str, _EventShape]


@dataclass(frozen=True, slots=True)
class EventsRead:
    """The definitions by kind, and the file they stand in."""

    definitions: Mapping[EventKind, EventDefinition]
    source: YamlSource


def read_events(data: bytes, name: str) -> EventsRead:
    """Every kind of event that the file defines; raises `InvalidError` for kinds and types that there are not."""
    source = read_yaml(data, name)
    events = shape(_EventsShape, source).events
    problems: list[Problem] = []
    for kind, each in events.items():
        if kind not in list(EventKind):
            hint = did_you_mean(kind, EventKind, "the kinds are those a case can hold; take it away")
            problems.append(Problem(source.place(("events", kind)), f'unknown kind of event "{kind}"', hint))
        problems.extend(_odd(kind, each, source))
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    return EventsRead(MappingProxyType({EventKind(kind): _definition(EventKind(kind), each) for kind, each in events.items()}), source)


def _odd(kind: str, each: _EventShape, source: YamlSource) -> Iterator[Problem]:
    yield from without_words([(("events", kind, "title"), each.title)], source.place)
    for list_name, names in (("required", each.required), ("personal", each.personal)):
        for index, name in enumerate(names):
            if name not in each.fields:
                hint = did_you_mean(name, each.fields, f"its fields: {', '.join(each.fields)}")
                yield Problem(source.place(("events", kind, list_name, index)), f'{kind} has no field "{name}"', hint)
    for name, raw in each.fields.items():
        yield from _odd_field(name, raw, ("events", kind, "fields", name), source)
        if name in each.personal and raw.type in TYPES and raw.type not in FREE_TEXT:
            hint = f"types that may be personal: {', '.join(FREE_TEXT)}"
            yield Problem(source.place(("events", kind, "fields", name)), f'"{name}" is personal, but is no free text', hint)


def _odd_field(name: str, raw: _FieldShape, path: Path, source: YamlSource) -> Iterator[Problem]:
    yield from without_words([((*path, "label"), raw.label)], source.place)
    yield from without_words((((*path, "choices", choice), words) for choice, words in raw.choices.items()), source.place)
    if raw.type not in TYPES:
        hint = did_you_mean(raw.type, TYPES, f"types: {', '.join(TYPES)}")
        yield Problem(source.place((*path, "type")), f'unknown type "{raw.type}"', hint)
    if (raw.type == FactType.CHOICE) != bool(raw.choices):
        message = f'"{name}" is a choice without choices' if not raw.choices else f'"{name}" has choices but is no choice'
        yield Problem(source.place(path), message, "a field of type choice has `choices:`, and no other has")


def _definition(kind: EventKind, raw: _EventShape) -> EventDefinition:
    return EventDefinition(
        kind=kind,
        title=raw.title,
        fields=MappingProxyType({name: _field(name, each) for name, each in raw.fields.items()}),
        required=tuple(raw.required),
        personal=tuple(raw.personal),
        is_document=raw.is_document,
        is_recorded=raw.is_recorded,
    )


def _field(name: str, raw: _FieldShape) -> FactDefinition:
    """A field; where no question is written, its label asks."""
    return FactDefinition(
        name=name,
        type=FactType(raw.type),
        stage=Stage.FOLLOW_UP,
        label=raw.label,
        question=raw.question or raw.label,
        help=raw.help,
        choices=raw.choices,
        minimum=raw.min,
        maximum=raw.max,
        unit=raw.unit,
    )


def read_event_fields(data: bytes, name: str) -> tuple[Mapping[str, object], str, PlaceOf]:
    """The fields of one event as a person wrote them, and where each stands; raises `InvalidError` where it is no table."""
    source = read_yaml(data, name)
    if not isinstance(source.value, dict):
        raise InvalidError(f"{name} can't be read", [Problem(Place(name, 1), "no table of fields", "write one `name: value` per line")])
    return source.value, name, source.place
