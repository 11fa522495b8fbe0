"""Soundness of a whole catalogue in time and across packs, beside what tests/broken shows file by file."""

import pytest

from sokdocs.core.facts.condition import Every
from sokdocs.core.selection.checks import check_catalogue
from sokdocs.core.values.identifiers import PackId
from tests.unit.makers import KIND, a_catalogue, a_category, a_clause, a_condition_clause, a_pack, a_quantity, a_version, when, withdrawn

A = when("category", "is", "A")
BIG = when("contract_value", "more_than", 10)


def test_sound_catalogue_has_no_problem() -> None:
    assert check_catalogue(a_catalogue(a_clause("K-101", "Se punkt {ref:K-302}."), a_clause("K-302"))) == ()


def test_reference_under_the_same_condition_is_sound() -> None:
    clauses = (a_condition_clause("K-501", A, "Se {ref:K-502}."), a_condition_clause("K-502", A))
    assert check_catalogue(a_catalogue(*clauses)) == ()
    narrower = (a_condition_clause("K-501", Every((A, BIG)), "Se {ref:K-502}."), a_condition_clause("K-502", A))
    assert check_catalogue(a_catalogue(*narrower)) == ()


def test_reference_to_a_clause_under_another_condition_is_told() -> None:
    clauses = (a_condition_clause("K-501", A, "Se {ref:K-502}."), a_condition_clause("K-502", Every((A, BIG))))
    (problem,) = check_catalogue(a_catalogue(*clauses))
    assert "refers to K-502, which can be left out" in problem.message


def test_reference_to_a_clause_an_edition_words_itself_is_sound() -> None:
    own = a_clause("K-810", adapts="K-310")
    clauses = (a_clause("K-101", "Se {ref:K-310}."), a_clause("K-310"), own)
    catalogue = a_catalogue(*clauses, packs=(a_pack("K-101", "K-810"),))
    assert [each.message for each in check_catalogue(catalogue) if not each.is_warning] == []


def test_clause_in_no_pack_is_a_warning() -> None:
    (problem,) = check_catalogue(a_catalogue(a_clause(), a_clause("K-302"), pack=a_pack("K-101")))
    assert problem.is_warning


def test_same_problem_found_by_two_packs_is_told_once() -> None:
    late = a_condition_clause("K-501", when("supplier_name", "is", "x"))
    one, two = a_pack("K-501"), a_pack("K-501", id=PackId(KIND, "helse", "A"))
    assert len(check_catalogue(a_catalogue(late, packs=(one, two)))) == 1


@pytest.mark.xfail(strict=True, reason="only the day of the text itself is tried, so a target that ends later leaves a reference hanging")
def test_reference_to_a_clause_that_ends_before_the_text_does_is_told() -> None:
    target = a_clause("K-302", versions=(a_version(), withdrawn("2027-01-01")))
    assert check_catalogue(a_catalogue(a_clause("K-101", "Se {ref:K-302}."), target))


@pytest.mark.xfail(
    strict=True, reason="a parameter of a clause that can be left out is let through, and the assembly then refuses the document"
)
def test_parameter_of_a_clause_that_can_be_left_out_is_told() -> None:
    other = a_condition_clause(
        "K-502", A, "Innen {answer_weeks}.", versions=(a_version("Innen {answer_weeks}.", "2019-11-01", a_quantity()),)
    )
    assert check_catalogue(a_catalogue(a_clause("K-101", "Som i {K-502.answer_weeks}."), other))


@pytest.mark.xfail(strict=True, reason="the file of a category is told by its slug, whatever the library's folder and the file are called")
def test_fault_of_a_category_names_the_file_it_stands_in() -> None:
    catalogue = a_catalogue(category=a_category(standard_clauses=("K-999",)))
    assert not any(each.place.file == "clauses/categories/textiles.yaml" for each in check_catalogue(catalogue))
