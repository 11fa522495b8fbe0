"""Which laws and conventions a selection names or rests on, in the form they had on the announcement date."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from sokdocs.core.clauses.clause import Clause, ClauseVersion, ParameterType
from sokdocs.core.clauses.legal_basis import Norm, Norms, norm_on
from sokdocs.core.clauses.wording import parse
from sokdocs.core.selection.parameters import SetParameter


class Named(Protocol):
    """A chosen clause, as far as its norms are concerned."""

    @property
    def clause(self) -> Clause:
        """The clause."""
        ...

    @property
    def version(self) -> ClauseVersion:
        """Its version."""
        ...

    @property
    def language(self) -> str:
        """The language of its text."""
        ...

    @property
    def parameters(self) -> Mapping[str, SetParameter]:
        """Its parameters as set."""
        ...


def norms_named(norms: Norms, chosen: Iterable[Named], day: date) -> tuple[Norm, ...]:
    """Every norm that the chosen texts name, list or rest on, sorted by id; forms not in force on the day are left out."""
    names = {name for each in chosen for name in _names(each)}
    found = {norm.id: norm for name in names if (norm := norm_on(norms, name, day)) is not None}
    return tuple(found[name] for name in sorted(found))


def _names(each: Named) -> Iterator[str]:
    yield from each.clause.legal_basis
    for field in parse(each.version.texts[each.language]).fields():
        if field.kind == "norm":
            yield field.name
    for chosen in each.parameters.values():
        if chosen.parameter.type is ParameterType.NORMS and isinstance(chosen.value, tuple):
            yield from chosen.value
