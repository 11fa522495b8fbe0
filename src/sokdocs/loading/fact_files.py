"""Fact definitions (`clauses/facts.yaml`) and fact sheets, from YAML."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers, read_answers
from sokdocs.core.facts.definition import FactDefinition, FactType, FactValue, Stage
from sokdocs.core.problems import Place, Problem
from sokdocs.loading.shapes import Localized, Shape, read_certainty, shape
from sokdocs.loading.yaml_source import YamlSource, read_yaml


class _FactShape(Shape):
    type: str
    stage: str
    label: Localized
    question: Localized
    help: Localized = {}
    required_for: list[str] = []
    choices: dict[str, Localized] = {}
    default: Any = None
    min: int | date | None = None
    max: int | date | None = None
    unit: str = ""
    certainty: str = ""
    columns: dict[str, Localized] = {}


class _FactsShape(Shape):
    facts: dict[str, _FactShape]


def read_fact_definitions(data: bytes, name: str) -> Mapping[str, FactDefinition]:
    """Every fact that may be asked, in the order of the file."""
    source = read_yaml(data, name)
    facts = shape(_FactsShape, source).facts
    problems = [problem for fact, each in facts.items() for problem in _odd(fact, each, source)]
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    return MappingProxyType({fact: _definition(fact, each) for fact, each in facts.items()})


def _odd(fact: str, each: _FactShape, source: YamlSource) -> list[Problem]:
    found: list[Problem] = []
    if each.type not in list(FactType):
        found.append(Problem(source.place(("facts", fact, "type")), f'unknown type "{each.type}"', f"types: {', '.join(FactType)}"))
    if each.stage not in list(Stage):
        found.append(Problem(source.place(("facts", fact, "stage")), f'unknown stage "{each.stage}"', f"stages: {', '.join(Stage)}"))
    if (each.type == FactType.TABLE) != bool(each.columns):
        message = f'"{fact}" is a table without columns' if not each.columns else f'"{fact}" has columns but is no table'
        found.append(Problem(source.place(("facts", fact)), message, "a fact of type table has `columns:`, and no other has"))
    if each.certainty:
        read_certainty(each.certainty, source.place(("facts", fact, "certainty")), found)
    return found


def _definition(name: str, each: _FactShape) -> FactDefinition:
    default: FactValue | None = tuple(each.default) if isinstance(each.default, list) else each.default
    return FactDefinition(
        name=name,
        type=FactType(each.type),
        stage=Stage(each.stage),
        label=each.label,
        question=each.question,
        help=each.help,
        required_for=tuple(each.required_for),
        choices=each.choices,
        default=default,
        minimum=each.min,
        maximum=each.max,
        unit=each.unit,
        certainty=each.certainty,
        columns=each.columns,
    )


def read_fact_sheet(data: bytes, name: str, definitions: Mapping[str, FactDefinition], valid_cpv: Mapping[str, str]) -> Answers:
    """The answers of a fact sheet with every fault in it; raises `InvalidError` only where it is not a table of facts at all."""
    source = read_yaml(data, name)
    if not isinstance(source.value, dict):
        raise InvalidError(f"{name} can't be read", [Problem(Place(name, 1), "not a fact sheet", "write one `name: value` per line")])
    return read_answers(source.value, definitions, name=name, place_of=source.place, valid_cpv=valid_cpv)
