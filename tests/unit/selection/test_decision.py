"""The decision table: the first row that applies decides, and what is not known is named."""

import pytest

from sokdocs.core.selection.decision import decide, told_by
from tests.unit.makers import a_row, a_table, when

SMALL = a_row("requirement_only", when("contract_value", "at_most_fact", "small_value_limit"))
TABLE = a_table(
    SMALL, a_row("standard"), form=(a_row("none", when("terms", "is", "requirement_only")), a_row("full")), limits={"small_value_limit": 10}
)


@pytest.mark.parametrize(
    ("value", "terms", "form"), [(9, "requirement_only", "none"), (10, "requirement_only", "none"), (11, "standard", "full")]
)
def test_first_row_that_applies_decides_and_the_form_follows_the_terms(value: int, terms: str, form: str) -> None:
    decision = decide(TABLE, {"contract_value": value})
    assert (decision.terms.result, decision.form.result) == (terms, form)
    assert decision.terms.row.result == terms
    assert decision.terms.missing == ()


def test_fact_of_a_limit_s_name_comes_before_the_limit() -> None:
    assert decide(TABLE, {"contract_value": 15, "small_value_limit": 20}).terms.result == "requirement_only"


def test_row_that_cannot_be_judged_is_passed_over_and_its_facts_are_named() -> None:
    decision = decide(TABLE, {})
    assert decision.terms.result == "standard"
    assert decision.terms.missing == ("contract_value",)
    assert decision.form.missing == ()


def test_missing_facts_of_rows_after_the_decisive_one_are_not_named() -> None:
    table = a_table(a_row("standard", when("a", "is", 1)), a_row("none", when("b", "is", 1)), a_row("none"))
    assert decide(table, {"a": 1}).terms.missing == ()
    assert decide(table, {"a": 2}).terms.missing == ("b",)


def test_table_without_a_last_row_is_refused() -> None:
    with pytest.raises(LookupError):
        decide(a_table(a_row("standard", when("a", "is", 1))), {"a": 2})


def test_the_supplier_is_told_why_by_the_row_that_decided() -> None:
    small, single = (a_row("simplified", id=name, told={"nb": f"Fordi {name}."}) for name in ("framework", "single"))
    table = a_table(form=(small, single, a_row("full", id="otherwise", told={"nb": "Ellers."})))
    assert told_by(table, "simplified", "single") == {"nb": "Fordi single."}
    assert told_by(table, "simplified", "framework") == {"nb": "Fordi framework."}
    assert told_by(table, "full", "single") == {}
    assert told_by(table, "simplified", "") == {}
