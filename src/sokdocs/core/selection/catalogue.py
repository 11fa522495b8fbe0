"""Everything a selection is made from: the library, the categories, the packs and the decision table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sokdocs.core.clauses.library import Library
from sokdocs.core.facts.definition import LATE
from sokdocs.core.selection.category import Category
from sokdocs.core.selection.decision import DecisionTable
from sokdocs.core.selection.pack import Pack, Packs
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
    return _only_in(catalogue, lambda pack: bool(pack.letter))


def only_after_signing(catalogue: Catalogue) -> frozenset[ClauseId]:
    """Clauses that stand only in letters and in documents dated by a day of the follow-up: what is first known then may stand in them."""
    facts = catalogue.library.facts
    return _only_in(catalogue, lambda pack: bool(pack.letter) or (pack.dated_by in facts and facts[pack.dated_by].stage in LATE))


def _only_in(catalogue: Catalogue, is_meant: Callable[[Pack], bool]) -> frozenset[ClauseId]:
    packs = catalogue.packs.values()
    meant = {clause for pack in packs if is_meant(pack) for clause in pack.clauses()}
    return frozenset(meant - {clause for pack in packs if not is_meant(pack) for clause in pack.clauses()})
