"""The answers of a form, typed: the same value whether they came as Word, PDF or JSON, and how each is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sokdocs.core.self_report.asked import AskedPlace
from sokdocs.core.values.quantities import short_date

Value = str | int | date | tuple[str, ...] | bool


@dataclass(frozen=True, slots=True)
class Answers:
    """What is answered, by key; what is not answered is not there.

    A choice is its code, several choices and countries are codes, attachments their names, a tick is True; numbers are whole.
    """

    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def chosen(self, key: str) -> tuple[str, ...]:
        """The codes that are chosen at a place: none, one or several."""
        value = self.values.get(key)
        match value:
            case str():
                return (value,)
            case tuple():
                return value
        return ()

    def has(self, key: str) -> bool:
        """Whether the place is answered."""
        return key in self.values


def written(place: AskedPlace, value: Value) -> str:
    """The answer as it is written in a form: what is read from it is the same answer."""
    match value:
        case bool():
            return "true" if value else ""
        case date():
            return value.isoformat()
        case tuple():
            return ("\n" if place.is_evidence else " ").join(value)
    return str(value)


def in_words(place: AskedPlace, value: Value, *, yes: str) -> str:
    """The answer as the form words it, on one line; `yes` is what a tick says."""
    match value:
        case bool():
            return yes if value else ""
        case date():
            return short_date(value)
        case tuple():
            return ", ".join(place.words.get(each, each) for each in value)
    return " / ".join(place.words.get(str(value), str(value)).splitlines())
