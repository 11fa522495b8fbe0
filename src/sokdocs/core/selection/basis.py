"""Which laws and conventions a selection names or rests on, in the form they had on the announcement date."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sokdocs.core.clauses.clause import Clause, ClauseVersion, ParameterType
from sokdocs.core.clauses.legal_basis import Norm, Norms, norm_on
from sokdocs.core.clauses.wording import parse


def norms_named(norms: Norms, chosen: Iterable[tuple[Clause, ClauseVersion, str]], day: date) -> tuple[Norm, ...]:
    """Every norm that the chosen texts name, list or rest on, sorted by id; forms not in force on the day are left out."""
    names = {name for clause, version, language in chosen for name in _names(clause, version, language)}
    found = {norm.id: norm for name in names if (norm := norm_on(norms, name, day)) is not None}
    return tuple(found[name] for name in sorted(found))


def _names(clause: Clause, version: ClauseVersion, language: str) -> Iterator[str]:
    yield from clause.legal_basis
    for field in parse(version.texts[language]).fields():
        if field.kind == "norm":
            yield field.name
    for parameter in version.used_parameters().values():
        if parameter.type is ParameterType.NORMS and isinstance(parameter.default, Sequence):
            yield from parameter.default
