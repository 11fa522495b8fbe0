"""Everything a selection is made from: the library, the categories, the packs and the decision table."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokdocs.core.clauses.library import Library
from sokdocs.core.selection.category import Category
from sokdocs.core.selection.decision import DecisionTable
from sokdocs.core.selection.pack import Packs


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The library with all that chooses from it; `categories` is by id (A to G)."""

    library: Library
    categories: Mapping[str, Category]
    packs: Packs
    decision: DecisionTable
