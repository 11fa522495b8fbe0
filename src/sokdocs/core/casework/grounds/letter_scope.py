"""How far a letter reaches: all of the contract, or the products, sites and sub-suppliers it names; and whether one covers another."""

from collections.abc import Iterable
from dataclasses import dataclass

from sokdocs.core.casework.case import Event
from sokdocs.core.casework.findings import plain
from sokdocs.core.casework.grounds.inquiry import Inquiry

WHOLE = "whole"
PART = "part"
Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a letter reaches; in a part, a kind of thing that is not named is not narrowed.

    A sub-supplier counts only where neither product nor site is named: a letter about several names just the first.
    """

    is_whole: bool
    products: Names = frozenset()
    sites: Names = frozenset()
    sub_suppliers: Names = frozenset()

    @property
    def names_nothing(self) -> bool:
        """Whether it is a part that nobody can tell."""
        return not (self.is_whole or self.products or self.sites or self.sub_suppliers)

    def covers(self, other: "Scope") -> bool:
        """Whether all that the other reaches lies within this one."""
        if self.is_whole:
            return True
        if other.is_whole or self.names_nothing or other.names_nothing:
            return False
        if not (self.products or self.sites):
            return _within(other.sub_suppliers, self.sub_suppliers)
        return _within(other.products, self.products) and _within(other.sites, self.sites)


def scope_of(letter: Event) -> Scope:
    """What an issued letter reached; one that does not say "whole" reached only what it names."""
    names = (letter.text("sub_supplier"),)
    return Scope(letter.text("extent") == WHOLE, _plain(letter.names("products")), _plain(letter.names("sites")), _plain(names))


def wanted_scope(inquiry: Inquiry) -> Scope | None:
    """What the letter asked for is to reach; None where it is asked in general and no extent is told. Not told, it is taken for all."""
    intent = inquiry.intent
    if inquiry.is_general and not intent.extent:
        return None
    return Scope(intent.extent != PART, _plain(intent.products), _plain(intent.sites), _plain((intent.sub_supplier,)))


def reaches(letter: Event, wanted: Scope | None) -> bool:
    """Whether an earlier letter reached all that is wanted now."""
    return wanted is None or scope_of(letter).covers(wanted)


def _within(asked: Names, warned: Names) -> bool:
    """What is not narrowed in the warning is warned of as a whole; what is narrowed there must be named, within it."""
    return not warned or (bool(asked) and asked <= warned)


def _plain(names: Iterable[str]) -> Names:
    return frozenset(plain(each) for each in names if each.strip())
