"""The decision table: how strong terms a procurement needs, and which self-report form goes with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.facts.condition import Condition, Verdict, evaluate, facts_used
from sokdocs.core.values.language import Localized

TERMS = ("none", "requirement_only", "standard", "standard_with_add_ons")
FORMS = ("none", "simplified", "full")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One row: when it applies, what it gives, and why; `told` is why in words to the supplier, for a row that gives a form."""

    id: str
    when: Condition
    result: str
    because: Localized
    certainty: Certainty
    sources: tuple[str, ...] = ()
    told: Localized = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rows for the strength of the terms and for the form; in each the first row that applies decides."""

    terms: tuple[DecisionRow, ...]
    form: tuple[DecisionRow, ...]
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result with the row that gave it; `missing` names the facts without which the answer is not certain."""

    result: str
    row: DecisionRow
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The two results: the terms, one of `TERMS`, and the form, one of `FORMS`."""

    terms: Outcome
    form: Outcome


def decide(table: DecisionTable, facts: Mapping[str, object]) -> Decision:
    """Both results, each with its row. A row that can't be judged for want of a fact is passed over and its facts are named."""
    known = {**table.limits, **facts}
    terms = _first(table.terms, known)
    return Decision(terms, _first(table.form, {**known, "terms": terms.result}))


def told_by(table: DecisionTable, form: str, row: str) -> Localized:
    """Why it is this form, in words to the supplier, by the row that decided; nothing where the table no longer has the row so."""
    return next((each.told for each in table.form if (each.id, each.result) == (row, form)), MappingProxyType({}))


def _first(rows: tuple[DecisionRow, ...], facts: Mapping[str, object]) -> Outcome:
    missing: list[str] = []
    for row in rows:
        verdict = evaluate(row.when, facts)
        if verdict is Verdict.YES:
            return Outcome(row.result, row, tuple(dict.fromkeys(missing)))
        if verdict is Verdict.UNKNOWN:
            missing.extend(sorted(name for name in facts_used(row.when) if facts.get(name) is None))
    raise LookupError("the decision table has no last row that always applies")
