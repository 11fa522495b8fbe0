"""Everything casework goes by: the ladders, the kinds of events, and the old terms that contracts may still be under."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.contract import ContractClause
from sokdocs.core.casework.event_definition import EventDefinition
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.values.language import Localized


@dataclass(frozen=True, slots=True)
class OldTerms:
    """An edition of the terms from before the library's own texts: which clauses it had, so that a contract under it can be followed up."""

    id: str
    title: Localized
    in_use_from: date
    in_use_until: date | None
    certainty: Certainty
    sources: tuple[str, ...]
    clauses: tuple[ContractClause, ...]


@dataclass(frozen=True, slots=True)
class Casebook:
    """Ladders by id, event definitions by kind, and old terms by id."""

    ladders: Mapping[str, Ladder]
    events: Mapping[EventKind, EventDefinition]
    terms: Mapping[str, OldTerms]
