"""The answers about one procurement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sokdocs.core.facts.definition import FactValue
from sokdocs.core.problems import Place

ParameterValue = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactSheet:
    """Every fact that is answered, the parameters that are set (`K-302.answer_weeks`), and where each stands in its file."""

    name: str
    values: Mapping[str, FactValue]
    parameters: Mapping[str, ParameterValue] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    def place(self, fact: str) -> Place:
        """Where the fact stands, or the whole sheet where it does not."""
        return self.places.get(fact, Place(self.name, 0, fact))

    def text(self, fact: str) -> str:
        """A text fact's words, or nothing where it is not answered."""
        value = self.values.get(fact)
        return value if isinstance(value, str) else ""
