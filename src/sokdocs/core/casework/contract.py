"""A signed contract as follow-up sees it: the parties, what it covers, and the clause versions in force in it, for good."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sokdocs.core.facts.definition import FactValue, Product
from sokdocs.core.facts.sheet import ParameterValue
from sokdocs.core.values.identifiers import ClauseId


@dataclass(frozen=True, slots=True)
class ContractClause:
    """One clause version of a contract: `point` is its number in the appendix (`4.2`), empty where that is not known.

    `digest` is the SHA-256 of the version's text, empty for terms whose text is not in the library.
    `parameters` are the values set in this contract (`plan_days`: 10).
    """

    id: ClauseId
    title: str
    date: date
    language: str
    digest: str = ""
    point: str = ""
    parameters: Mapping[str, ParameterValue] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract; `reference` is lasting (`KO-7K3Q-9F2M`). A newer clause version in the library never changes it.

    `facts` are all answers about it, by fact name (buyer, supplier, products, dates, `contract_kind`, `mother_contract` …).
    `appendix` is the reference of the issued appendix it was made from; empty for an old contract that names `terms_edition`.
    """

    reference: str
    facts: Mapping[str, FactValue]
    clauses: tuple[ContractClause, ...]
    announced_on: date
    signed_on: date
    appendix: str = ""
    terms_edition: str = ""

    def clause(self, name: str) -> ContractClause | None:
        """The contract's own version of a clause, or None where the contract has no such clause."""
        return next((each for each in self.clauses if each.id == name), None)

    def parameter(self, key: str) -> ParameterValue | None:
        """A value set in the contract, by `K-401.hearing_days`; None where the contract does not say."""
        clause = self.clause(key.partition(".")[0])
        return clause.parameters.get(key.partition(".")[2]) if clause else None

    def text(self, fact: str) -> str:
        """A text fact's words, or nothing where it is not answered."""
        value = self.facts.get(fact)
        return value if isinstance(value, str) else ""

    def names(self, fact: str) -> tuple[str, ...]:
        """The names in a list fact (products, sites, sub-suppliers)."""
        value = self.facts.get(fact)
        entries = value if isinstance(value, tuple) else ()
        return tuple(each.name if isinstance(each, Product) else str(each) for each in entries)
