"""Yes or no over facts: when a clause applies, when a row of the decision table is the one.

An answer can also be *unknown*, where a fact that decides is missing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sokdocs.core.facts.definition import FactDefinition, FactType
from sokdocs.core.problems import Problem, did_you_mean
from sokdocs.core.values.identifiers import FactName


class Verdict(StrEnum):
    """What a condition comes to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Always:
    """Applies to every procurement."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact against one value.

    `operator` is is, in, more_than, at_least, at_most, less_than, includes, includes_any, known or at_most_fact.
    """

    fact: FactName
    operator: str
    operand: object


@dataclass(frozen=True, slots=True)
class Every:
    """All of several conditions."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of several conditions."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    part: "Condition"


Condition = Always | Comparison | Every | Some | Not
Facts = Mapping[str, object]


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is no number")
    return value


def _members(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, tuple | list | frozenset) else (value,)


OPERATORS: dict[str, Callable[[object, object], bool]] = {
    "is": lambda value, operand: value == operand,
    "in": lambda value, operand: value in _members(operand),
    "more_than": lambda value, operand: _number(value) > _number(operand),
    "at_least": lambda value, operand: _number(value) >= _number(operand),
    "at_most": lambda value, operand: _number(value) <= _number(operand),
    "less_than": lambda value, operand: _number(value) < _number(operand),
    "includes": lambda value, operand: operand in _members(value),
    "includes_any": lambda value, operand: bool(set(_members(value)) & set(_members(operand))),
}
NUMERIC = ("more_than", "at_least", "at_most", "less_than")
AGAINST_FACT = "at_most_fact"
KNOWN = "known"
NUMBERS = frozenset({FactType.INTEGER, FactType.AMOUNT})
LISTED = "Facts are listed in clauses/facts.yaml"


def evaluate(condition: Condition, facts: Facts) -> Verdict:
    """The verdict over the facts; unknown where a missing fact decides."""
    match condition:
        case Always():
            return Verdict.YES
        case Comparison():
            return _compare(condition, facts)
        case Every(parts):
            return _combine([evaluate(part, facts) for part in parts], decisive=Verdict.NO, otherwise=Verdict.YES)
        case Some(parts):
            return _combine([evaluate(part, facts) for part in parts], decisive=Verdict.YES, otherwise=Verdict.NO)
        case Not(part):
            return {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}.get(evaluate(part, facts), Verdict.UNKNOWN)


def _combine(verdicts: list[Verdict], *, decisive: Verdict, otherwise: Verdict) -> Verdict:
    if decisive in verdicts:
        return decisive
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else otherwise


def _compare(comparison: Comparison, facts: Facts) -> Verdict:
    value = facts.get(comparison.fact)
    operator, operand = comparison.operator, comparison.operand
    if operator == KNOWN:
        return Verdict.YES if (value not in (None, (), "")) == operand else Verdict.NO
    if operator == AGAINST_FACT:
        operator, operand = "at_most", facts.get(str(operand))
    if value is None or operand is None:
        return Verdict.UNKNOWN
    return Verdict.YES if OPERATORS[operator](value, operand) else Verdict.NO


def facts_used(condition: Condition) -> frozenset[str]:
    """The names of every fact the condition asks."""
    match condition:
        case Comparison(fact, operator, operand):
            return frozenset({str(fact), str(operand)}) if operator == AGAINST_FACT else frozenset({str(fact)})
        case Every(parts) | Some(parts):
            return frozenset().union(*(facts_used(part) for part in parts))
        case Not(part):
            return facts_used(part)
        case Always():
            return frozenset()


def read_condition(raw: object, known: Mapping[str, object], problem: Callable[[str, str], Problem]) -> tuple[Condition, list[Problem]]:
    """The condition written in a clause or pack file, and the faults in it; `problem` makes one from message and hint."""
    if raw == "always":
        return Always(), []
    if not isinstance(raw, dict) or not raw:
        return Always(), [problem("not a condition", "write `always` or `{fact: category, is: D}`")]
    if "fact" in raw:
        return _read_comparison(raw, known, problem)
    if len(raw) == 1:
        word, inner = next(iter(raw.items()))
        if word in {"all", "any"} and isinstance(inner, list) and inner:
            read = [read_condition(each, known, problem) for each in inner]
            parts = tuple(part for part, _ in read)
            return (Every(parts) if word == "all" else Some(parts)), [fault for _, faults in read for fault in faults]
        if word == "not":
            part, faults = read_condition(inner, known, problem)
            return Not(part), faults
    return Always(), [problem(f"not a condition: {', '.join(map(str, raw))}", "use fact, all, any or not")]


def _read_comparison(
    raw: dict[str, object], known: Mapping[str, object], problem: Callable[[str, str], Problem]
) -> tuple[Condition, list[Problem]]:
    fact = str(raw["fact"])
    operators = [key for key in raw if key != "fact"]
    allowed = (*OPERATORS, AGAINST_FACT, KNOWN)
    if fact not in known:
        return Always(), [problem(f'unknown fact "{fact}"', did_you_mean(fact, known, LISTED))]
    if len(operators) > 1:
        return Always(), [problem(f"several comparisons in one: {', '.join(operators)}", "write `all: [...]` with one comparison in each")]
    operator = operators[0] if operators else ""
    if operator not in allowed:
        return Always(), [problem(f'unknown comparison "{operator}"', did_you_mean(operator, allowed, f"use one of: {', '.join(allowed)}"))]
    faults = [problem(*fault) for fault in _odd(fact, operator, raw[operator], known)]
    operand = raw[operator]
    return Comparison(FactName(fact), operator, tuple(operand) if isinstance(operand, list) else operand), faults


def _odd(fact: str, operator: str, operand: object, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What is wrong with a comparison of numbers: each side must be one."""
    if operator == AGAINST_FACT:
        other = str(operand)
        if other not in known:
            yield f'unknown fact "{other}"', did_you_mean(other, known, LISTED)
        numbers = [fact, other]
    elif operator == KNOWN:
        if not isinstance(operand, bool):
            yield f'"known: {operand}" is neither true nor false', "write `known: true` or `known: false`"
        numbers = []
    elif operator in NUMERIC:
        if isinstance(operand, bool) or not isinstance(operand, int):
            yield f'"{operator}: {operand}" compares with no number', "write digits only; words are compared with `is` or `in`"
        numbers = [fact]
    else:
        numbers = []
    for name in numbers:
        definition = known.get(name)
        if isinstance(definition, FactDefinition) and definition.type not in NUMBERS:
            yield f'"{name}" is no number ({definition.type})', f"`{operator}` compares whole numbers and amounts"
