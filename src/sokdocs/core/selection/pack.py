"""A pack: what one category's document of one kind is made of, section by section, clause by clause."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sokdocs.core.values.identifiers import ClauseId, PackId
from sokdocs.core.values.language import Localized

WITHOUT_TERMS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"tender-appendix": frozenset({"none"}), "confirmation": frozenset({"none", "requirement_only"})}
)
"""The kinds of document that are made with the tender, and the results of the decision table that leave them nothing to say."""


@dataclass(frozen=True, slots=True)
class PackSection:
    """One section or annex of a pack, with its clauses in order."""

    id: str
    title: Localized
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a document of one kind, edition and category is made of.

    `category` `*` means every category; `terms` names the one result of the decision table the pack is for, empty for the others.
    `number_from` is the number of the first section. `describes` names the kind whose selection a record is about.
    `letter` is the code of the letter it makes (`L08`). `dated_by` names the fact whose date decides which texts stand in it.
    Where `has_numbers` is not true, only its section titles are headings, and nothing is numbered.
    """

    id: PackId
    title: Localized
    subtitle: Localized
    front: tuple[str, ...]
    sections: tuple[PackSection, ...]
    annexes: tuple[PackSection, ...] = ()
    terms: str = ""
    describes: str = ""
    number_from: int = 0
    has_contents: bool = True
    letter: str = ""
    dated_by: str = "announced_on"
    has_numbers: bool = True
    file: str = ""

    def clauses(self) -> tuple[ClauseId, ...]:
        """Every clause of the pack in order."""
        return tuple(clause for section in (*self.sections, *self.annexes) for clause in section.clauses)


@dataclass(frozen=True, slots=True)
class PackChange:
    """How a pack differs from the one it extends: clauses added to sections, and clauses replaced by an edition's own."""

    add: Mapping[str, tuple[ClauseId, ...]] = field(default_factory=lambda: MappingProxyType({}))
    swap: Mapping[ClauseId, ClauseId] = field(default_factory=lambda: MappingProxyType({}))


def extend(base: Pack, change: PackChange) -> Pack:
    """The base pack with the change made."""
    return replace(
        base,
        sections=tuple(_changed(section, change) for section in base.sections),
        annexes=tuple(_changed(section, change) for section in base.annexes),
    )


def _changed(section: PackSection, change: PackChange) -> PackSection:
    clauses = (*section.clauses, *change.add.get(section.id, ()))
    return replace(section, clauses=tuple(change.swap.get(clause, clause) for clause in clauses))


Packs = Mapping[PackId, Pack]


def pack_for(packs: Packs, wanted: PackId, variant: str) -> Pack | None:
    """The pack for a kind, edition and category; one made for this variant (a result of the decision table, a letter) comes first."""
    for edition in dict.fromkeys((wanted.edition, "standard")):
        for category in (wanted.category, "*"):
            pack = packs.get(PackId(wanted.kind, edition, f"{category}:{variant}"))
            if pack is not None:
                return pack
    general = PackId(wanted.kind, "standard", "*")
    return packs.get(wanted) or packs.get(PackId(wanted.kind, wanted.edition, "*")) or packs.get(general)
