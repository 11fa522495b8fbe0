"""Are the old terms sound: do they name clauses and numbers that the library knows."""

from collections.abc import Iterator
from functools import partial

from sokdocs.core.casework.casebook import OldTerms
from sokdocs.core.casework.casebook_names import At, Known, below, unknown, unknown_sources, versions_of, without_words
from sokdocs.core.casework.contract import ContractClause
from sokdocs.core.clauses.clause import Parameter, ParameterType
from sokdocs.core.problems import Problem


def check_terms(terms: OldTerms, known: Known, at: At) -> Iterator[Problem]:
    """Every fault of one edition of old terms; `at` tells where a path of it stands."""
    yield from without_words([(("title",), terms.title)], at)
    yield from unknown_sources(terms.sources, known.sources, at(("source",)))
    for clause in terms.clauses:
        yield from _check_old_clause(clause, known, partial(below, at, ("clauses", clause.id)))


def _check_old_clause(clause: ContractClause, known: Known, at: At) -> Iterator[Problem]:
    if clause.id not in known.clauses:
        yield from unknown("clause", clause.id, known.clauses, at(()))
        return
    yield from without_words([(("title",), {"nb": clause.title})], at)
    for name, value in clause.parameters.items():
        place = at(("parameters", name))
        versions = versions_of(f"{clause.id}.{name}", known)
        if not versions:
            yield from unknown("parameter", name, {each for v in known.clauses[clause.id].versions for each in v.parameters}, place)
        elif versions[0].type is ParameterType.QUANTITY and not _in_range(value, versions):
            yield Problem(
                place,
                f'"{name}" is {value}, which no version of {clause.id} allows',
                "write a whole number within its limits",
            )


def _in_range(value: object, versions: tuple[Parameter, ...]) -> bool:
    ranges = [(each.minimum or 0, each.maximum or 0) for each in versions]
    return isinstance(value, int) and any(low <= value <= high for low, high in ranges)
