"""Soundness of single clauses and of norms, beside what tests/broken shows file by file."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from sokdocs.core.clauses.checks import check_clause, check_norms
from sokdocs.core.clauses.clause import Clause
from sokdocs.core.problems import Problem
from sokdocs.core.questions.question import Question, RestsOn
from sokdocs.core.values.identifiers import ClauseId
from tests.unit.makers import a_choice, a_clause, a_condition_clause, a_library, a_norm, a_quantity, a_version, some_norms, when, withdrawn


def _check(clause: Clause, *others: Clause) -> list[Problem]:
    return list(check_clause(clause, a_library(clause, *others)))


def _messages(problems: Iterable[Problem]) -> list[str]:
    return [each.message for each in problems]


SOUND = [
    a_clause(),
    a_clause("K-302", "Innen {answer_weeks} om {depth}.", a_quantity(), a_choice()),
    a_clause("K-101", "Disse:\n\n{list:conventions}\n\nSe {norm:LOV-1}.", some_norms("LOV-1")),
    a_clause("K-101", "{buyer_name} og {blank:who}.", blanks={"who": {"nb": "hvem"}}),
    a_clause("K-101", "Skriv her.\n\n{open:own}", blanks={"own": {"nb": "eget"}}),
    a_condition_clause("K-501", when("category", "is", "A")),
    a_clause(versions=(a_version(), withdrawn("2027-01-01"))),
]


@pytest.mark.parametrize("clause", SOUND)
def test_sound_clause_has_no_problem(clause: Clause) -> None:
    assert _check(clause) == []


def test_parameter_of_another_clause_must_be_there_on_the_date_of_the_text() -> None:
    reporting = a_clause("K-302", "Innen {answer_weeks}.", a_quantity())
    clause = a_clause("K-101", "Som i {K-302.answer_weeks}.")
    assert _check(clause, reporting) == []
    younger = replace(reporting, versions=(a_version("Innen {answer_weeks}.", "2020-01-01", a_quantity()),))
    assert _messages(_check(clause, younger)) == ['unknown parameter "K-302.answer_weeks"']
    unused = a_clause("K-302", "Straks.", a_quantity())
    assert _messages(_check(clause, unused)) == ['unknown parameter "K-302.answer_weeks"']


def test_late_fact_is_refused_in_a_text() -> None:
    assert _messages(_check(a_clause("K-101", "Til {supplier_name}."))) == ['"supplier_name" is known only when the contract is awarded']


def test_norm_may_be_named_from_the_day_it_takes_force() -> None:
    norms = (a_norm(), a_norm("NY-1", "2022-07-01"))
    clause = a_clause(versions=(a_version("Se {norm:NY-1}.", "2022-07-01"),))
    assert list(check_clause(clause, a_library(clause, norms=norms))) == []
    early = a_clause(versions=(a_version("Se {norm:NY-1}.", "2022-06-30"),))
    assert _messages(check_clause(early, a_library(early, norms=norms))) == [
        "NY-1 is younger than the text (2022-07-01 against 2022-06-30)"
    ]


def test_norm_that_has_ended_is_refused_in_a_younger_text() -> None:
    norms = (a_norm(), a_norm("GML-1", "2000-01-01", "2010-01-01"))
    clause = a_clause("K-101", "Se {norm:GML-1}.")
    assert len(list(check_clause(clause, a_library(clause, norms=norms)))) == 1


def test_parameter_used_in_one_version_only_is_in_use() -> None:
    first = a_version("Innen {answer_weeks}.", "2019-11-01", a_quantity())
    second = a_version("Straks.", "2022-07-01", a_quantity())
    assert _check(a_clause(versions=(first, second))) == []


def test_unused_parameter_is_a_warning() -> None:
    (problem,) = _check(a_clause("K-101", "Straks.", a_quantity()))
    assert problem.is_warning


@pytest.mark.parametrize(
    ("forms", "count"),
    [
        ((("A-1", "2010-01-01", None), ("A-2", "2020-01-01", None)), 1),
        ((("A-1", "2010-01-01", "2020-01-01"), ("A-2", "2020-01-01", None)), 0),
        ((("A-1", "2010-01-01", "2020-01-02"), ("A-2", "2020-01-01", None)), 1),
        ((("A-2", "2010-01-01", "2030-01-01"), ("A-1", "2020-01-01", "2021-01-01")), 1),
    ],
)
def test_forms_of_one_norm_may_not_overlap(forms: tuple[tuple[str, str, str | None], ...], count: int) -> None:
    norms = {name: a_norm(name, since, until, family="A") for name, since, until in forms}
    assert len(list(check_norms(norms))) == count


def test_norms_of_different_families_may_be_in_force_together() -> None:
    assert list(check_norms({"A": a_norm("A"), "B": a_norm("B")})) == []


def test_unknown_table_is_told() -> None:
    assert _messages(_check(a_clause("K-101", "Se tabellen.\n\n{table:produkter}"))) == ['unknown table "produkter"']


def test_unknown_unit_is_told() -> None:
    (problem,) = _check(a_clause("K-101", "Innen {answer_weeks}.", a_quantity(unit="weks")))
    assert problem.message == '"answer_weeks" has the unknown unit "weks"'
    assert 'did you mean "weeks"?' in problem.hint


def test_unknown_norm_in_a_list_is_told() -> None:
    clause = a_clause("K-101", "Disse:\n\n{list:conventions}", some_norms("ILO-92"))
    assert _messages(_check(clause)) == ['"conventions" lists the unknown norm "ILO-92"']


def test_list_of_no_norms_is_told() -> None:
    clause = a_clause("K-101", "Disse:\n\n{list:conventions}", some_norms())
    assert _messages(_check(clause)) == ['"conventions" lists no norm']


def test_parameter_of_another_clause_must_be_there_as_long_as_the_text() -> None:
    ended = a_clause("K-302", versions=(a_version("Innen {answer_weeks}.", "2019-11-01", a_quantity()), withdrawn("2027-01-01")))
    clause = a_clause("K-101", "Som i {K-302.answer_weeks}.")
    assert _messages(_check(clause, ended)) == ['unknown parameter "K-302.answer_weeks" from 2027-01-01']
    until = replace(clause, versions=(*clause.versions, withdrawn("2027-01-01")))
    assert _check(until, ended) == []


def test_fault_of_a_field_is_told_on_the_line_of_that_very_field() -> None:
    reporting = a_clause("K-302", "Innen {answer_weeks}.", a_quantity())
    (problem,) = _check(a_clause("K-101", "Som i {K-302.answer_weeks}.\n\nSe {norm:K-302}."), reporting)
    assert problem.place.line == 3


def test_duty_that_a_question_rests_on_must_be_in_the_library() -> None:
    question = Question("Q2.1", 2, rests_on=RestsOn(ClauseId("K-202"), "inferred"))
    clause = a_clause("Q2.1", versions=(a_version("Hva?", question=question),))
    assert list(check_clause(clause, a_library(clause, a_clause("K-202")))) == []
    (problem,) = check_clause(clause, a_library(clause, a_clause("K-203")))
    assert problem.message == "Q2.1 rests on the unknown clause K-202"
