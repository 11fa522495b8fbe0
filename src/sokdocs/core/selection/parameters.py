"""The numbers and wordings of a clause as they are set for one procurement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sokdocs.core.clauses.clause import Clause, ClauseVersion, Parameter, ParameterType
from sokdocs.core.clauses.legal_basis import Norms
from sokdocs.core.facts.sheet import FactSheet, ParameterValue
from sokdocs.core.problems import Problem, did_you_mean
from sokdocs.core.values.characters import refused_character
from sokdocs.core.values.identifiers import ClauseId


@dataclass(frozen=True, slots=True)
class SetParameter:
    """A parameter with the value it has in this document, and whether the buyer chose it."""

    parameter: Parameter
    value: ParameterValue
    is_chosen: bool


def set_parameters(
    clause: Clause, version: ClauseVersion, sheet: FactSheet, norms: Norms
) -> tuple[Mapping[str, SetParameter], list[Problem]]:
    """Every parameter of the version, and one problem for each value outside its limits."""
    found: dict[str, SetParameter] = {}
    problems: list[Problem] = []
    for name, parameter in version.used_parameters().items():
        key = f"{clause.id}.{name}"
        value = sheet.parameters.get(key)
        if value is None:
            found[name] = SetParameter(parameter, parameter.default, False)
            continue
        fault = _fault(parameter, value, norms)
        if fault:
            problems.append(Problem(sheet.place(key), f'"{key}": {fault[0]}', fault[1]))
        found[name] = SetParameter(parameter, value, True)
    problems.extend(_turned_round(clause, found, sheet))
    return MappingProxyType(found), problems


def _turned_round(clause: Clause, found: Mapping[str, SetParameter], sheet: FactSheet) -> Iterator[Problem]:
    """Numbers that belong in an order and are not in it, such as more time for the graver fault."""
    for name, each in found.items():
        other = found.get(each.parameter.at_least)
        if other and isinstance(each.value, int) and isinstance(other.value, int) and each.value < other.value:
            key = f"{clause.id}.{name if each.is_chosen else other.parameter.name}"
            message = f'"{clause.id}.{name}" is {each.value}, below "{clause.id}.{other.parameter.name}" ({other.value})'
            yield Problem(sheet.place(key), message, "the first may not be lower than the second")


def unknown_parameters(sheet: FactSheet, clauses: Mapping[ClauseId, Clause], day: date) -> Iterator[Problem]:
    """One problem for each parameter in the sheet that no clause has on the day."""
    for key in sheet.parameters:
        clause_name, _, name = key.partition(".")
        clause = clauses.get(ClauseId(clause_name))
        if clause is None:
            hint = did_you_mean(clause_name, clauses, "Clauses are listed by `sokdocs library list`")
            yield Problem(sheet.place(key), f'unknown clause "{clause_name}"', hint)
            continue
        version = clause.version_on(day)
        if version is not None and name not in version.used_parameters():
            names = version.used_parameters()
            hint = did_you_mean(name, names, f"it has: {', '.join(names) or 'none'}")
            yield Problem(sheet.place(key), f'{clause.id} of {version.date.isoformat()} has no parameter "{name}"', hint)


def _fault(parameter: Parameter, value: ParameterValue, norms: Norms) -> tuple[str, str] | None:
    match parameter.type:
        case ParameterType.QUANTITY:
            low, high = parameter.minimum, parameter.maximum
            if not isinstance(value, int) or (low is not None and value < low) or (high is not None and value > high):
                return f"{value} is not allowed", f"a whole number from {low} to {high} ({parameter.unit.replace('_', ' ')})"
        case ParameterType.CHOICE:
            if value not in parameter.choices:
                return f"{value} is not one of the choices", did_you_mean(
                    str(value), parameter.choices, f"choose: {', '.join(parameter.choices)}"
                )
        case ParameterType.NORMS:
            if value == ():
                return "the list is empty", "name at least one norm, or take the line away: the default then stands"
            unknown = [each for each in value if each not in norms] if isinstance(value, tuple) else [str(value)]
            if unknown:
                return f"unknown norm {unknown[0]}", did_you_mean(unknown[0], norms, "norms are listed in clauses/norms.yaml")
        case ParameterType.TEXT:
            bad = refused_character(str(value), breaks=False)
            if bad:
                return f"holds the character {bad}, which no document can carry", "take it away"
    return None
