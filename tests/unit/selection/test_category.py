"""Which category a procurement belongs to, which product group a product, and how great the risk is."""

import pytest

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.errors import NotFoundError
from sokdocs.core.problems import Place
from sokdocs.core.selection.category import (
    Category,
    CategoryPrefix,
    CategoryQuestion,
    ProductGroup,
    Risk,
    category_for,
    highest_risk,
    outlines,
    product_group_for,
    unknown_group,
)
from sokdocs.core.values.phrases import saying


def a_group(name: str, *prefixes: str, **risk: Risk) -> ProductGroup:
    return ProductGroup(name, {"nb": name.capitalize()}, prefixes, risk, Certainty.FOUND)


def a_category(name: str, *prefixes: str, partial: str = "", groups: tuple[ProductGroup, ...] = ()) -> Category:
    cpv = tuple(CategoryPrefix(each, {"nb": each}, each == partial) for each in prefixes)
    question = CategoryQuestion("origin", {"nb": "Hvor kommer det fra?"}, ("18",))
    return Category(name, name.lower(), {"nb": f"Kategori {name}"}, "", "whole", cpv, groups, questions=(question,))


GLOVES = a_group("gloves", "33141420", raw=Risk.HIGH, final=Risk.VERY_HIGH)
MASKS = a_group("masks", "3314", component=Risk.MEDIUM)
WORKS = a_group("works", "45")
CATEGORIES = {
    "B": a_category("B", "18"),
    "C": a_category("C", "45", "315", "425", partial="315", groups=(WORKS, a_group("wood", "034"))),
    "D": a_category("D", "331", "184243", groups=(MASKS, GLOVES)),
    "F": a_category("F", "315"),
}
PARTLY = {"C": a_category("C", "425", partial="425")}


def test_main_code_decides_and_the_others_do_not() -> None:
    decision = category_for(("18110000-3", "33141420-0"), None, CATEGORIES)
    assert decision.category is CATEGORIES["B"]
    assert (decision.deciding_code, decision.deciding_prefix) == ("18110000-3", "18")
    title = {"nb": "Kategori B"}
    assert decision.reason == saying("category_by_code", code="18110000-3", category="B", title=title, prefix="18")


def test_longest_prefix_decides_across_categories() -> None:
    assert category_for(("18424300-0",), None, CATEGORIES).category is CATEGORIES["D"]


def test_choice_of_the_buyer_goes_before_the_code() -> None:
    decision = category_for(("18110000-3",), "D", CATEGORIES)
    assert decision.category is CATEGORIES["D"]
    assert decision.deciding_prefix == ""
    assert decision.reason == saying("category_chosen", category="D", title={"nb": "Kategori D"})


def test_choice_of_a_category_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFoundError, match='no category "X"'):
        category_for(("18110000-3",), "X", CATEGORIES)


def test_code_outside_gives_no_category_and_names_the_code() -> None:
    decision = category_for(("85312300-2",), None, CATEGORIES)
    assert decision.category is None
    assert decision.reason == saying("category_outside", code="85312300-2")
    assert decision.doubts == ()


def test_broad_code_names_the_categories_it_touches() -> None:
    assert category_for(("33000000-0",), None, CATEGORIES).doubts == ("D",)


def test_prefix_shared_by_two_categories_is_a_doubt() -> None:
    decision = category_for(("31500000-1",), None, CATEGORIES)
    assert decision.category is CATEGORIES["F"]
    assert decision.doubts == ("C",)


def test_no_code_gives_no_category() -> None:
    decision = category_for((), None, CATEGORIES)
    assert (decision.category, decision.reason) == (None, saying("category_no_code"))


def test_prefix_that_belongs_only_in_part_says_so() -> None:
    assert category_for(("42520000-7",), None, PARTLY).reason.name == "category_by_part"


@pytest.mark.parametrize(("cpv", "group"), [("33141420-0", GLOVES), ("33140000-3", MASKS), ("33199000-1", None)])
def test_product_group_is_the_one_with_the_longest_prefix(cpv: str, group: ProductGroup | None) -> None:
    assert product_group_for(cpv, CATEGORIES["D"]) is group


def test_named_product_group_goes_before_the_code() -> None:
    assert product_group_for("33141420-0", CATEGORIES["D"], "masks") is MASKS


def test_unknown_product_group_is_refused_with_the_nearest_name() -> None:
    problem = unknown_group("glovs", CATEGORIES["D"], Place("sheet.yaml", 7))
    assert 'did you mean "gloves"?' in str(problem)
    assert unknown_group("gloves", CATEGORIES["D"], Place("sheet.yaml", 7)) is None
    assert unknown_group("", CATEGORIES["D"], Place("sheet.yaml", 7)) is None


def test_highest_risk_is_over_all_groups_and_stages() -> None:
    assert highest_risk([MASKS, GLOVES]) is Risk.VERY_HIGH
    assert highest_risk([MASKS]) is Risk.MEDIUM
    assert highest_risk([WORKS]) is None


def test_outline_has_what_a_notice_needs_and_leaves_out_the_works_without_material() -> None:
    outline = outlines(CATEGORIES)["C"]
    assert outline.title == "Kategori C"
    assert outline.products == ("Wood",)
    assert outline.questions == ((("18",), "Hvor kommer det fra?"),)
    assert [(each.prefix, each.partial) for each in outline.prefixes] == [("45", False), ("315", True), ("425", False)]
