"""Old terms, from `clauses/terms/`: which of the library's clauses an edition from before the library's own texts had."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.casebook import OldTerms
from sokdocs.core.casework.contract import ContractClause
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.sheet import ParameterValue
from sokdocs.core.problems import Problem
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.shapes import Localized, Shape, Words, read_certainty, shape
from sokdocs.loading.yaml_source import YamlSource, read_yaml


class _ClauseShape(Shape):
    title: Localized
    certainty: str
    source: Words
    point: str = ""
    parameters: dict[str, str | int | list[str]] = {}


class _TermsShape(Shape):
    id: str
    title: Localized
    in_use_from: date
    in_use_until: date | None = None
    certainty: str
    source: Words
    clauses: dict[str, _ClauseShape]


@dataclass(frozen=True, slots=True)
class TermsRead:
    """An edition, the sources that each of its clauses names, and the file it stands in."""

    terms: OldTerms
    clause_sources: MappingProxyType[ClauseId, tuple[str, ...]]
    source: YamlSource


def read_terms(data: bytes, name: str) -> TermsRead:
    """One edition of old terms; raises `InvalidError` with every fault in its file."""
    source = read_yaml(data, name)
    read = shape(_TermsShape, source)
    problems: list[Problem] = []
    stem = name.rsplit("/", 1)[-1].removesuffix(".yaml")
    if read.id != stem:
        problems.append(Problem(source.place(("id",)), f'the id "{read.id}" does not fit the file', f"id: {stem}, or rename the file"))
    if read.in_use_until is not None and read.in_use_until <= read.in_use_from:
        place = source.place(("in_use_until",))
        problems.append(Problem(place, f"{read.id} ends before it begins", "in_use_until is the first day it is no longer in use"))
    certainty = read_certainty(read.certainty, source.place(("certainty",)), problems)
    for clause, each in read.clauses.items():
        read_certainty(each.certainty, source.place(("clauses", clause, "certainty")), problems)
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    clauses = tuple(_clause(ClauseId(clause), each, read.in_use_from) for clause, each in read.clauses.items())
    terms = OldTerms(read.id, read.title, read.in_use_from, read.in_use_until, certainty, tuple(read.source), clauses)
    return TermsRead(terms, MappingProxyType({ClauseId(clause): tuple(each.source) for clause, each in read.clauses.items()}), source)


def _clause(name: ClauseId, raw: _ClauseShape, since: date) -> ContractClause:
    parameters = {key: _value(each) for key, each in raw.parameters.items()}
    title = raw.title.get("nb", "")
    return ContractClause(name, title, since, "nb", point=raw.point, parameters=MappingProxyType(parameters))


def _value(raw: str | int | list[str]) -> ParameterValue:
    return tuple(raw) if isinstance(raw, list) else raw
