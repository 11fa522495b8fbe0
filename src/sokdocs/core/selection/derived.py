"""Facts that follow from other facts: the category, the product groups, the risk, and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.condition import Verdict, evaluate
from sokdocs.core.facts.definition import Product
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.category import (
    Category,
    CategoryDecision,
    ProductGroup,
    category_for,
    highest_risk,
    product_group_for,
    unknown_group,
)
from sokdocs.core.selection.decision import Decision, decide

DERIVED = ("category", "product_groups", "on_high_risk_list", "highest_risk", "has_add_ons", "terms", "form")


@dataclass(frozen=True, slots=True)
class CoveredProduct:
    """A product of the procurement and the listed product group it belongs to, if any."""

    product: Product
    group: ProductGroup | None


@dataclass(frozen=True, slots=True)
class Situation:
    """A procurement as the rules see it: all facts with those that follow from them, the category, the products and the decision."""

    facts: Mapping[str, object]
    category: Category | None
    category_decision: CategoryDecision
    products: tuple[CoveredProduct, ...]
    decision: Decision


def derive(catalogue: Catalogue, sheet: FactSheet) -> Situation:
    """The situation of a procurement; raises `InvalidError` where products name groups that the category does not have."""
    found = category_for(_codes(sheet), sheet.text("category_override") or None, catalogue.categories)
    category = found.category
    _refuse_unknown_groups(sheet, category)
    products = tuple(_covered(product, category) for product in _products(sheet))
    groups = tuple(dict.fromkeys(each.group.id for each in products if each.group))
    risk = highest_risk([each.group for each in products if each.group])
    facts: dict[str, object] = {
        **sheet.values,
        "category": category.id if category else "none",
        "product_groups": groups,
        "on_high_risk_list": category is not None,
        "highest_risk": risk,
    }
    facts["has_add_ons"] = _has_add_ons(catalogue, category, facts)
    decision = decide(catalogue.decision, facts)
    facts |= {"terms": decision.terms.result, "form": decision.form.result}
    return Situation(facts, category, found, products, decision)


def _codes(sheet: FactSheet) -> tuple[str, ...]:
    codes = sheet.values.get("cpv")
    return tuple(each for each in codes if isinstance(each, str)) if isinstance(codes, tuple) else ()


def _products(sheet: FactSheet) -> tuple[Product, ...]:
    products = sheet.values.get("products")
    return tuple(each for each in products if isinstance(each, Product)) if isinstance(products, tuple) else ()


def _refuse_unknown_groups(sheet: FactSheet, category: Category | None) -> None:
    faults = [
        unknown_group(product.group, category, sheet.places.get(f"products.group.{product.group}", sheet.place("products")))
        for product in _products(sheet)
        if category
    ]
    if any(faults):
        raise InvalidError("a product names a group that is not there", [each for each in faults if each])


def _covered(product: Product, category: Category | None) -> CoveredProduct:
    return CoveredProduct(product, product_group_for(product.cpv, category, product.group) if category else None)


def _has_add_ons(catalogue: Catalogue, category: Category | None, facts: Mapping[str, object]) -> bool:
    clauses = catalogue.library.clauses
    return category is not None and any(
        evaluate(clauses[clause].applies_when, facts) is Verdict.YES for clause in category.add_on_clauses if clause in clauses
    )
