"""What follows from the facts: category, product groups, risk, decision."""

from dataclasses import replace

import pytest

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.definition import Product
from sokdocs.core.problems import Place
from sokdocs.core.selection.category import ProductGroup, Risk
from sokdocs.core.selection.derived import DERIVED, derive
from tests.unit.makers import a_catalogue, a_category, a_clause, a_condition_clause, a_row, a_sheet, a_table, when


def test_every_derived_fact_is_there_under_its_name() -> None:
    facts = derive(a_catalogue(), a_sheet()).facts
    assert set(DERIVED) <= set(facts)
    assert {name: facts[name] for name in DERIVED} == {
        "category": "A",
        "product_groups": ("workwear",),
        "on_high_risk_list": True,
        "highest_risk": Risk.HIGH,
        "has_add_ons": False,
        "terms": "standard",
        "form": "full",
    }


def test_procurement_outside_all_categories_has_none() -> None:
    facts = derive(a_catalogue(), a_sheet(cpv=("33140000-3",), products=None)).facts
    assert (facts["category"], facts["on_high_risk_list"], facts["product_groups"], facts["highest_risk"]) == ("none", False, (), None)


def test_product_groups_come_once_each_and_products_outside_have_none() -> None:
    products = (Product("Vest", "18110000-3"), Product("Bukse", "18110000-3"), Product("Plaster", "33140000-3"))
    situation = derive(a_catalogue(), a_sheet(products=products))
    assert situation.facts["product_groups"] == ("workwear",)
    assert [each.group.id if each.group else None for each in situation.products] == ["workwear", "workwear", None]


def test_group_the_buyer_names_comes_before_the_code() -> None:
    other = ProductGroup("shoes", {"nb": "Sko"}, ("188",), {"raw": Risk.VERY_HIGH}, Certainty.FOUND)
    category = a_category(products=(*a_category().products, other))
    situation = derive(a_catalogue(category=category), a_sheet(products=(Product("Støvel", "18110000-3", "shoes"),)))
    assert situation.facts["highest_risk"] is Risk.VERY_HIGH


def test_add_ons_are_there_when_one_of_the_category_s_applies() -> None:
    clause = a_condition_clause("K-501", when("product_groups", "includes", "workwear"))
    category = a_category(add_on_clauses=("K-501",))
    table = a_table(a_row("standard_with_add_ons", when("has_add_ons", "is", True)), a_row("standard"))
    catalogue = a_catalogue(a_clause(), clause, category=category, decision=table)
    assert derive(catalogue, a_sheet()).facts["terms"] == "standard_with_add_ons"
    assert derive(catalogue, a_sheet(products=None)).facts["terms"] == "standard"


def test_unknown_groups_are_told_all_at_once_and_where_they_stand() -> None:
    products = (Product("Vest", "18110000-3", "vests"), Product("Sko", "18110000-3", "shoes"), Product("Bukse", "18110000-3", "workwear"))
    places = {"products": Place("sheet.yaml", 3), "products.group.vests": Place("sheet.yaml", 4, "products.0.group")}
    with pytest.raises(InvalidError) as caught:
        derive(a_catalogue(), replace(a_sheet(products=products), places=places))
    assert [(each.place.line, each.message) for each in caught.value.problems] == [
        (3, 'category A has no product group "shoes"'),
        (4, 'category A has no product group "vests"'),
    ]
