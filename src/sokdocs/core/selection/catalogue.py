"""Everything a selection is made from: the library, the categories, the packs and the decision table."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokdocs.core.clauses.library import Library
from sokdocs.core.selection.category import Category
from sokdocs.core.selection.decision import DecisionTable
from sokdocs.core.selection.pack import Packs
from sokdocs.core.values.identifiers import ClauseId


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The library with all that chooses from it; `categories` is by id (A to G)."""

    library: Library
    categories: Mapping[str, Category]
    packs: Packs
    decision: DecisionTable


def only_in_letters(catalogue: Catalogue) -> frozenset[ClauseId]:
    """Clauses that stand in letters and in no other document: in them everything about the contract is known."""
    letters = {clause for pack in catalogue.packs.values() if pack.letter for clause in pack.clauses()}
    return frozenset(letters - {clause for pack in catalogue.packs.values() if not pack.letter for clause in pack.clauses()})
