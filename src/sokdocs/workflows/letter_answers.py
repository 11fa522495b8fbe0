"""Whether every answer an officer gives for a letter has a place in it: nothing that is given may be lost in silence."""

from collections.abc import Iterator

from sokdocs.core.clauses.wording import parse
from sokdocs.core.facts.condition import facts_used
from sokdocs.core.facts.definition import Stage
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.problems import Problem
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.pack import pack_for
from sokdocs.core.values.identifiers import PackId

# What decides about a letter, or is carried on from it, also where it does not stand in its words.
DECIDING = frozenset(
    {
        *("findings", "stop_products", "stop_sites", "answer_products", "sub_supplier", "show_working"),
        *("stop_extent", "termination_extent", "lift_extent", "effective_on", "lift_on", "warns_of", "audit_reason", "consent"),
        *("why_whole", "supply_risk", "pointless_because", "early_basis", "access_mark", "access_basis"),
    }
)


def unplaced(catalogue: Catalogue, code: str, given: FactSheet) -> Iterator[Problem]:
    """One problem for each answer that stands nowhere in this kind of letter and decides nothing about it."""
    pack = pack_for(catalogue.packs, PackId("letter", "standard", "*"), code)
    if pack is None:
        return
    library = catalogue.library
    clauses = [library.clauses[each] for each in pack.clauses() if each in library.clauses]
    texts = [text for clause in clauses for version in clause.versions for text in version.texts.values()]
    placed = {*pack.front, *DECIDING, *(field.name for text in texts for field in parse(text).fields())}
    placed |= {name for clause in clauses for name in facts_used(clause.applies_when)}
    for name in given.places:
        definition = library.facts.get(name)
        if definition is not None and definition.stage is Stage.FOLLOW_UP and name not in placed:
            hint = "take the line away; `sokdocs letter kinds` says what it asks"
            yield Problem(given.place(name), f'"{name}" has no place in {code}', hint)
