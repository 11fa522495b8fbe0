"""Soundness of a whole catalogue in time and across packs, beside what tests/broken shows file by file."""

from dataclasses import replace

import pytest

from sokdocs.core.facts.condition import Every
from sokdocs.core.selection.checks import check_catalogue
from sokdocs.core.values.identifiers import PackId
from sokdocs.core.values.phrases import Phrases
from tests.unit.makers import (
    KIND,
    PHRASES,
    a_catalogue,
    a_category,
    a_clause,
    a_condition_clause,
    a_pack,
    a_quantity,
    a_version,
    when,
    withdrawn,
)

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


def test_reference_to_a_clause_that_ends_before_the_text_does_is_told() -> None:
    target = a_clause("K-302", versions=(a_version(), withdrawn("2027-01-01")))
    clause = a_clause("K-101", "Se {ref:K-302}.")
    (problem,) = check_catalogue(a_catalogue(clause, target))
    assert "refers to K-302, which has no text on 2027-01-01" in problem.message
    until = replace(clause, versions=(*clause.versions, withdrawn("2027-01-01")))
    assert check_catalogue(a_catalogue(until, target)) == ()


def test_parameter_of_a_clause_that_can_be_left_out_is_told() -> None:
    other = a_condition_clause("K-502", A, versions=(a_version("Innen {answer_weeks}.", "2019-11-01", a_quantity()),))
    (problem,) = check_catalogue(a_catalogue(a_clause("K-101", "Som i {K-502.answer_weeks}."), other))
    assert "refers to K-502, which can be left out" in problem.message


def test_parameter_of_a_clause_an_edition_words_itself_is_told() -> None:
    clauses = (
        a_clause("K-101", "Som i {K-310.answer_weeks}."),
        a_clause("K-310", "Innen {answer_weeks}.", a_quantity()),
        a_clause("K-810", adapts="K-310"),
    )
    (problem, _orphan) = check_catalogue(a_catalogue(*clauses, packs=(a_pack("K-101", "K-810"),)))
    assert "refers to K-310, which is worded by another clause" in problem.message


def test_fault_of_a_category_names_the_file_it_stands_in() -> None:
    catalogue = a_catalogue(category=a_category(standard_clauses=("K-999",), file="lib/categories/a.yaml"))
    assert "lib/categories/a.yaml" in {each.place.file for each in check_catalogue(catalogue)}


def test_phrase_that_is_missing_is_told_with_its_file() -> None:
    catalogue = a_catalogue()
    words = {name: text for name, text in PHRASES.words.items() if name != "annex"}
    without = replace(catalogue, library=replace(catalogue.library, phrases=Phrases(words, PHRASES.units, "lib/phrases.yaml")))
    (problem,) = check_catalogue(without)
    assert (problem.place.file, problem.message) == ("lib/phrases.yaml", 'the phrase "annex" is missing')


@pytest.mark.parametrize("field", ["{titel}", "{K-101.answer_weeks}", "{ref:K-101}", "{blank:title}"])
def test_field_that_no_title_can_hold_is_told(field: str) -> None:
    (problem,) = check_catalogue(a_catalogue(pack=a_pack("K-101", subtitle={"nb": f"Bilag til {field}"})))
    assert problem.message == f"unknown fact {field} in the title"
