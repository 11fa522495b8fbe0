"""Faults in data: how they are told, sorted, and which right name they point to."""

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem, did_you_mean, nearest


def test_problem_says_place_message_and_hint() -> None:
    problem = Problem(Place("sheet.yaml", 7, "cpv"), "no such code", "look it up")
    assert str(problem) == "sheet.yaml:7: no such code\n  hint: look it up"


def test_problem_of_a_whole_file_has_no_line() -> None:
    assert str(Problem(Place("sheet.yaml"), "empty")) == "sheet.yaml: empty"


def test_warning_is_marked() -> None:
    assert str(Problem(Place("sheet.yaml", 1), "odd", is_warning=True)) == "sheet.yaml:1: warning: odd"


def test_invalid_error_sorts_problems_by_place() -> None:
    late, early, other = (Problem(Place(file, line), "x") for file, line in (("a", 10), ("a", 2), ("b", 1)))
    assert InvalidError("wrong", [late, other, early]).problems == (early, late, other)


def test_nearest_finds_a_misspelt_name_in_any_case() -> None:
    assert nearest("Contract_Vaule", ["contract_value", "contract_kind"]) == "contract_value"


def test_nearest_is_none_where_nothing_is_near() -> None:
    assert nearest("xyzzy", ["contract_value", "title"]) is None
    assert nearest("title", []) is None


def test_nearest_does_not_depend_on_order() -> None:
    names = ["answer_weeks", "answer_days", "answer_week"]
    assert len({nearest("answer_weks", order) for order in (names, names[::-1], sorted(names))}) == 1


def test_did_you_mean_falls_back_to_where_names_are_listed() -> None:
    assert did_you_mean("titel", ["title"], "see the list") == 'did you mean "title"? see the list'
    assert did_you_mean("xyzzy", ["title"], "see the list") == "see the list"
