"""Conditions: yes, no, or unknown where a fact that decides is missing."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.facts.condition import Always, Comparison, Condition, Every, Not, Some, Verdict, evaluate, facts_used, read_condition
from sokdocs.core.facts.definition import FactType
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.identifiers import FactName
from tests.unit.makers import a_fact, when

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
OF = {YES: when("yes", "is", 1), NO: when("no", "is", 1), UNKNOWN: when("gone", "is", 1)}
FACTS = {"yes": 1, "no": 0}

ALL = {(YES, YES): YES, (YES, NO): NO, (YES, UNKNOWN): UNKNOWN, (NO, NO): NO, (NO, UNKNOWN): NO, (UNKNOWN, UNKNOWN): UNKNOWN}
ANY = {(YES, YES): YES, (YES, NO): YES, (YES, UNKNOWN): YES, (NO, NO): NO, (NO, UNKNOWN): UNKNOWN, (UNKNOWN, UNKNOWN): UNKNOWN}


@pytest.mark.parametrize(("one", "two"), list(product(Verdict, repeat=2)))
def test_all_and_any_are_three_valued(one: Verdict, two: Verdict) -> None:
    key = (one, two) if (one, two) in ALL else (two, one)
    assert evaluate(Every((OF[one], OF[two])), FACTS) is ALL[key]
    assert evaluate(Some((OF[one], OF[two])), FACTS) is ANY[key]


@pytest.mark.parametrize(("inner", "outer"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_not_turns_yes_and_no_and_leaves_unknown(inner: Verdict, outer: Verdict) -> None:
    assert evaluate(Not(OF[inner]), FACTS) is outer


def test_always_is_yes_over_nothing() -> None:
    assert evaluate(Always(), {}) is YES


@pytest.mark.parametrize(
    ("operator", "operand", "value", "verdict"),
    [
        ("is", "D", "D", YES),
        ("is", "D", "A", NO),
        ("is", True, False, NO),
        ("in", ("A", "D"), "D", YES),
        ("in", ("A", "D"), "C", NO),
        ("in", "D", "D", YES),
        ("more_than", 50, 51, YES),
        ("more_than", 50, 50, NO),
        ("at_least", 50, 50, YES),
        ("at_least", 50, 49, NO),
        ("at_most", 50, 50, YES),
        ("at_most", 50, 51, NO),
        ("less_than", 50, 49, YES),
        ("less_than", 50, 50, NO),
        ("includes", "solar", ("solar", "granite"), YES),
        ("includes", "solar", ("granite",), NO),
        ("includes", "solar", (), NO),
        ("includes_any", ("solar", "granite"), ("granite", "wood"), YES),
        ("includes_any", ("solar", "granite"), ("wood",), NO),
        ("is", 0, 0, YES),
        ("at_most", 0, 0, YES),
        ("is", "D", None, UNKNOWN),
        ("more_than", 50, None, UNKNOWN),
        ("includes", "solar", None, UNKNOWN),
    ],
)
def test_comparison_gives_the_verdict(operator: str, operand: object, value: object, verdict: Verdict) -> None:
    assert evaluate(when("x", operator, operand), {"x": value}) is verdict


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [({"x": 5, "limit": 5}, YES), ({"x": 6, "limit": 5}, NO), ({"x": 5}, UNKNOWN), ({"limit": 5}, UNKNOWN), ({}, UNKNOWN)],
)
def test_comparison_against_another_fact(facts: dict[str, object], verdict: Verdict) -> None:
    assert evaluate(when("x", "at_most_fact", "limit"), facts) is verdict


@given(st.integers(), st.integers())
def test_comparisons_of_numbers_fit_together(value: int, limit: int) -> None:
    facts = {"x": value}
    verdict = {name: evaluate(when("x", name, limit), facts) for name in ("more_than", "at_least", "at_most", "less_than")}
    assert (verdict["more_than"] is YES) == (verdict["at_most"] is NO)
    assert (verdict["at_least"] is YES) == (verdict["less_than"] is NO)


def test_facts_used_names_every_fact_once() -> None:
    condition = Every((when("a", "is", 1), Some((when("b", "is", 1), Not(when("a", "is", 2)))), when("c", "at_most_fact", "d"), Always()))
    assert facts_used(condition) == {"a", "b", "c", "d"}


def _problem(message: str, hint: str) -> Problem:
    return Problem(Place("f"), message, hint)


KNOWN = {"category": None, "contract_value": None, "limit": None}


@pytest.mark.parametrize(
    ("raw", "condition"),
    [
        ("always", Always()),
        ({"fact": "category", "is": "D"}, when("category", "is", "D")),
        ({"fact": "category", "in": ["A", "D"]}, when("category", "in", ("A", "D"))),
        ({"is": "D", "fact": "category"}, when("category", "is", "D")),
        ({"not": {"fact": "category", "is": "D"}}, Not(when("category", "is", "D"))),
        ({"all": ["always", {"fact": "category", "is": "D"}]}, Every((Always(), when("category", "is", "D")))),
        ({"any": ["always"]}, Some((Always(),))),
        ({"fact": "contract_value", "at_most_fact": "limit"}, Comparison(FactName("contract_value"), "at_most_fact", "limit")),
    ],
)
def test_condition_is_read_as_written(raw: object, condition: Condition) -> None:
    assert read_condition(raw, KNOWN, _problem) == (condition, [])


@pytest.mark.parametrize(
    ("raw", "message", "hint"),
    [
        ("sometimes", "not a condition", "write `always`"),
        (True, "not a condition", "write `always`"),
        (None, "not a condition", "write `always`"),
        ({}, "not a condition", "write `always`"),
        ([], "not a condition", "write `always`"),
        ({"either": []}, "not a condition: either", "use fact, all, any or not"),
        ({"all": []}, "not a condition: all", "use fact, all, any or not"),
        ({"all": "always"}, "not a condition: all", "use fact, all, any or not"),
        ({"all": ["always"], "any": ["always"]}, "not a condition: all, any", "use fact, all, any or not"),
        ({"fact": "categori", "is": "D"}, 'unknown fact "categori"', 'did you mean "category"?'),
        ({"fact": "category"}, 'unknown comparison ""', "use one of: is, in"),
        ({"fact": "category", "iz": "D"}, 'unknown comparison "iz"', "use one of: is, in"),
        ({"not": {"fact": "x", "is": 1}}, 'unknown fact "x"', "Facts are listed"),
        ({"all": ["always", {"any": [{"fact": "x", "is": 1}]}]}, 'unknown fact "x"', "Facts are listed"),
    ],
)
def test_faulty_condition_is_told(raw: object, message: str, hint: str) -> None:
    _condition, faults = read_condition(raw, KNOWN, _problem)
    assert [each.message for each in faults] == [message]
    assert hint in faults[0].hint


def test_every_fault_of_a_condition_is_told() -> None:
    raw = {"all": [{"fact": "x", "is": 1}, {"any": ["never", {"fact": "category", "iz": 1}]}]}
    assert len(read_condition(raw, KNOWN, _problem)[1]) == 3


def test_condition_that_compares_a_number_with_words_is_told() -> None:
    assert read_condition({"fact": "contract_value", "more_than": "femti"}, KNOWN, _problem)[1]


def test_condition_against_an_unknown_fact_is_told() -> None:
    assert read_condition({"fact": "contract_value", "at_most_fact": "limitt"}, KNOWN, _problem)[1]


def test_condition_with_two_comparisons_is_told_as_such() -> None:
    (fault,) = read_condition({"fact": "category", "is": "D", "in": ["A"]}, KNOWN, _problem)[1]
    assert fault.message == "several comparisons in one: is, in"


def test_condition_that_compares_words_as_a_number_is_told() -> None:
    known = {"title": a_fact("title"), "value": a_fact("value", FactType.AMOUNT)}
    (fault,) = read_condition({"fact": "title", "at_least": 5}, known, _problem)[1]
    assert fault.message == '"title" is no number (text)'
    (fault,) = read_condition({"fact": "value", "at_most_fact": "title"}, known, _problem)[1]
    assert fault.message == '"title" is no number (text)'
    assert read_condition({"fact": "value", "at_least": 5}, known, _problem)[1] == []


@pytest.mark.parametrize(("value", "known"), [(None, False), ((), False), ("", False), ("x", True), (0, True), (("a",), True)])
def test_known_asks_whether_there_is_an_answer(value: object, known: bool) -> None:
    facts = {} if value is None else {"title": value}
    assert evaluate(Comparison(FactName("title"), "known", True), facts) is (Verdict.YES if known else Verdict.NO)
    assert evaluate(Comparison(FactName("title"), "known", False), facts) is (Verdict.NO if known else Verdict.YES)
