"""Laws, conventions and guidelines, each from the date it took force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.problems import Place
from sokdocs.core.values.language import Localized


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm in one dated form; `in_force_until` is exclusive. Where not `is_confirmed`, `to_check` says what the buyer must look up."""

    id: str
    family: str
    title: Localized
    full_name: Localized
    in_force_from: date
    in_force_until: date | None
    dates_certainty: Certainty
    is_confirmed: bool
    sources: tuple[str, ...] = ()
    gives: Localized = field(default_factory=lambda: MappingProxyType({}))
    to_check: Localized = field(default_factory=lambda: MappingProxyType({}))
    core_since: date | None = None
    place: Place = field(default_factory=lambda: Place("norms.yaml"))

    def is_in_force(self, on: date) -> bool:
        """Whether the norm applies on the day."""
        return self.in_force_from <= on and (self.in_force_until is None or on < self.in_force_until)


Norms = Mapping[str, Norm]


def norm_on(norms: Norms, name: str, day: date) -> Norm | None:
    """The form of a norm, named by id or family, that is in force on the day; None where there is none."""
    found = [norm for norm in norms.values() if name in (norm.id, norm.family) and norm.is_in_force(day)]
    return max(found, key=lambda norm: norm.in_force_from, default=None)
