"""Parameters as they are set: within their limits, or told."""

from datetime import date

import pytest

from sokdocs.core.clauses.clause import Certainty, Parameter, ParameterType
from sokdocs.core.selection.parameters import set_parameters, unknown_parameters
from tests.unit.makers import a_choice, a_clause, a_norm, a_quantity, a_sheet, a_version, some_norms, withdrawn

TEXT = "Innen {answer_weeks} om {depth}, {words}:\n\n{list:conventions}"
WORDS = Parameter("words", ParameterType.TEXT, "straks", Certainty.FOUND, {"nb": "Hva?"})
CLAUSE = a_clause(
    "K-302",
    "Innen {answer_weeks} om {depth}, {words}.\n\nDisse:\n\n{list:conventions}",
    a_quantity(),
    a_choice(),
    WORDS,
    some_norms("ILO-29"),
)
NORMS = {"ILO-29": a_norm("ILO-29"), "ILO-87": a_norm("ILO-87")}


def test_default_stands_where_nothing_is_set() -> None:
    found, problems = set_parameters(CLAUSE, CLAUSE.versions[0], a_sheet(), NORMS)
    assert problems == []
    assert {name: (each.value, each.is_chosen) for name, each in found.items()} == {
        "answer_weeks": (6, False),
        "depth": ("final", False),
        "words": ("straks", False),
        "conventions": (("ILO-29",), False),
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("answer_weeks", 4),
        ("answer_weeks", 8),
        ("depth", "tier1"),
        ("words", "Smith & Søn {{ 7*7 }}"),
        ("conventions", ("ILO-87", "ILO-29")),
    ],
)
def test_value_within_its_limits_is_taken_as_chosen(name: str, value: object) -> None:
    found, problems = set_parameters(CLAUSE, CLAUSE.versions[0], a_sheet({f"K-302.{name}": value}), NORMS)
    assert problems == []
    assert (found[name].value, found[name].is_chosen) == (value, True)


@pytest.mark.parametrize(
    ("name", "value", "message", "hint"),
    [
        ("answer_weeks", 3, "3 is not allowed", "from 4 to 8 (weeks)"),
        ("answer_weeks", 9, "9 is not allowed", "from 4 to 8 (weeks)"),
        ("answer_weeks", "seks", "seks is not allowed", "a whole number"),
        ("depth", "tier2", "tier2 is not one of the choices", 'did you mean "tier1"? choose: final, tier1'),
        ("conventions", ("ILO-92",), "unknown norm ILO-92", 'did you mean "ILO-29"?'),
        ("conventions", "ILO-29", "unknown norm ILO-29", "norms are listed"),
        ("words", "a\x1b", "holds the character U+001B", "take it away"),
        ("words", "a\nb", "holds the character U+000A", "take it away"),
    ],
)
def test_value_outside_its_limits_is_told(name: str, value: object, message: str, hint: str) -> None:
    _found, problems = set_parameters(CLAUSE, CLAUSE.versions[0], a_sheet({f"K-302.{name}": value}), NORMS)
    assert [each.message for each in problems] == [
        f'"K-302.{name}": {message}' if "character" not in message else f'"K-302.{name}": {message}, which no document can carry'
    ]
    assert hint in problems[0].hint


def test_empty_list_of_norms_is_told() -> None:
    (problem,) = set_parameters(CLAUSE, CLAUSE.versions[0], a_sheet({"K-302.conventions": ()}), NORMS)[1]
    assert problem.message == '"K-302.conventions": the list is empty'


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("K-303.answer_weeks", 'unknown clause "K-303"'),
        ("K-302.answer_days", 'K-302 of 2019-11-01 has no parameter "answer_days"'),
        ("K-302.unused", 'K-302 of 2019-11-01 has no parameter "unused"'),
    ],
)
def test_parameter_that_no_clause_has_is_told(key: str, message: str) -> None:
    clause = a_clause("K-302", "Innen {answer_weeks}.", a_quantity(), a_quantity("unused"))
    (problem,) = unknown_parameters(a_sheet({key: 5}), {clause.id: clause}, date(2026, 1, 1))
    assert problem.message == message
    assert problem.hint


def test_parameter_of_a_clause_that_has_ended_is_let_be() -> None:
    clause = a_clause("K-302", versions=(a_version("Innen {answer_weeks}.", "2019-11-01", a_quantity()), withdrawn("2022-01-01")))
    assert list(unknown_parameters(a_sheet({"K-302.answer_weeks": 5}), {clause.id: clause}, date(2026, 1, 1))) == []


GRADED = a_clause("K-402", "{serious} og {minor}.", a_quantity("serious"), a_quantity("minor", at_least="serious"))


@pytest.mark.parametrize("chosen", [{"K-402.serious": 8}, {"K-402.minor": 4}, {"K-402.serious": 8, "K-402.minor": 7}])
def test_numbers_that_belong_in_an_order_may_not_be_turned_round(chosen: dict[str, int]) -> None:
    (problem,) = set_parameters(GRADED, GRADED.versions[0], a_sheet(chosen), NORMS)[1]
    assert "below" in problem.message and problem.place.field in chosen


def test_numbers_in_their_order_are_taken() -> None:
    assert set_parameters(GRADED, GRADED.versions[0], a_sheet({"K-402.serious": 5, "K-402.minor": 5}), NORMS)[1] == []
