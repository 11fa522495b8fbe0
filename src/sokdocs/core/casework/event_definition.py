"""What can be recorded in a case: each kind of event with its fields, as the library defines them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.case import EventFile, EventKind
from sokdocs.core.facts.definition import FactDefinition, FactValue
from sokdocs.core.values.language import Localized


@dataclass(frozen=True, slots=True)
class EventDefinition:
    """One kind of event: its title, its fields by name, those that must be answered, and those that may hold personal data.

    `is_document` tells that it is a document of the case and gets a document number. `is_recorded` tells that a person records it;
    the others are written by the program with what causes them.
    """

    kind: EventKind
    title: Localized
    fields: Mapping[str, FactDefinition]
    required: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    is_document: bool = False
    is_recorded: bool = True


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event about to be recorded: it has no number yet. `personal` names the values that are kept outside the chained trail."""

    kind: EventKind
    on: date
    values: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[EventFile, ...] = ()
    reference: str = ""
    is_document: bool = False
    personal: tuple[str, ...] = ()
