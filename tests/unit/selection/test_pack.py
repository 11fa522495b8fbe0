"""Packs: which one is taken, and how one is made from another."""

import pytest

from sokdocs.core.selection.pack import PackChange, extend, pack_for
from sokdocs.core.values.identifiers import ClauseId, PackId
from tests.unit.makers import KIND, a_pack, a_section


def _packs(*names: str) -> dict[PackId, object]:
    ids = [PackId(KIND, *name.split("/")) for name in names]
    return {each: a_pack(id=each) for each in ids}


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (("standard/A", "standard/*"), "standard/A"),
        (("standard/*", "helse/*"), "standard/*"),
        (("standard/A", "standard/A:standard"), "standard/A:standard"),
        (("standard/A", "standard/*:standard"), "standard/*:standard"),
        (("standard/A", "standard/*:none"), "standard/A"),
        (("standard/B",), None),
        ((), None),
    ],
)
def test_pack_is_the_one_closest_to_what_is_wanted(there: tuple[str, ...], found: str | None) -> None:
    pack = pack_for(_packs(*there), PackId(KIND, "standard", "A"), "standard")  # type: ignore[arg-type]
    assert (f"{pack.id.edition}/{pack.id.category}" if pack else None) == found


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (("helse/A", "standard/A"), "helse/A"),
        (("helse/*", "standard/A"), "helse/*"),
        (("standard/A",), None),
        (("standard/*",), "standard/*"),
        (("helse/A", "standard/*:standard"), "standard/*:standard"),
        (("helse/*:standard", "standard/A:standard"), "helse/*:standard"),
    ],
)
def test_edition_comes_before_standard_and_a_standard_category_is_never_slipped_in(there: tuple[str, ...], found: str | None) -> None:
    pack = pack_for(_packs(*there), PackId(KIND, "helse", "A"), "standard")  # type: ignore[arg-type]
    assert (f"{pack.id.edition}/{pack.id.category}" if pack else None) == found


def test_extended_pack_has_clauses_added_at_the_end_of_their_section() -> None:
    base = a_pack("K-101", sections=(a_section("one", "K-101"), a_section("two", "K-302")), annexes={"extra": ("K-601",)})
    pack = extend(base, PackChange(add={"one": (ClauseId("K-501"),), "extra": (ClauseId("K-602"),)}))
    assert pack.clauses() == ("K-101", "K-501", "K-302", "K-601", "K-602")
    assert base.clauses() == ("K-101", "K-302", "K-601")


def test_extended_pack_has_clauses_swapped_where_they_stand_also_added_ones() -> None:
    change = PackChange(
        add={"main": (ClauseId("K-501"),)}, swap={ClauseId("K-101"): ClauseId("K-801"), ClauseId("K-501"): ClauseId("K-802")}
    )
    assert extend(a_pack("K-101", "K-302"), change).clauses() == ("K-801", "K-302", "K-802")
