"""A whole sheet: every fault at once, each with its place; defaults, parameters, and what is missing."""

from collections.abc import Mapping
from typing import Any

from sokdocs.core.facts.answers import Answers, missing_facts, read_answers
from sokdocs.core.facts.definition import FactDefinition, FactType
from sokdocs.core.problems import Place
from tests.unit.makers import FACTS, KIND, VALID_CPV, a_fact, a_sheet

DEFINITIONS = {each.name: each for each in (*FACTS, a_fact("parameters", FactType.PARAMETERS))}


def _answers(raw: Mapping[str, Any], definitions: Mapping[str, FactDefinition] = DEFINITIONS) -> Answers:
    order = list(raw)

    def place_of(path: tuple[str | int, ...]) -> Place:
        return Place("sheet.yaml", order.index(str(path[0])) + 1 if path[0] in order else 0, ".".join(map(str, path)))

    return read_answers(raw, definitions, name="sheet.yaml", place_of=place_of, valid_cpv=VALID_CPV)


def test_answers_are_read_by_type() -> None:
    answers = _answers({"title": "Arbeidstøy", "contract_value": 5, "cpv": ["18110000-3"]})
    assert answers.problems == ()
    assert dict(answers.sheet.values) == {"example": False, "title": "Arbeidstøy", "contract_value": 5, "cpv": ("18110000-3",)}


def test_default_stands_where_nothing_is_answered_and_gives_way_to_an_answer() -> None:
    assert _answers({}).sheet.values["example"] is False
    assert _answers({"example": True}).sheet.values["example"] is True
    assert _answers({"example": None}).sheet.values["example"] is False


def test_five_faults_are_told_at_once_each_on_its_line() -> None:
    raw = {"titel": "x", "buyer_orgnr": "123456789", "announced_on": "2026-02-30", "contract_value": "mye", "title": "a\x00"}
    problems = _answers(raw).problems
    assert [each.place.line for each in problems] == [1, 2, 3, 4, 5]
    assert [each.message.split('"')[1] for each in problems] == ["titel", "buyer_orgnr", "announced_on", "contract_value", "title"]


def test_unknown_fact_points_to_the_nearest_name() -> None:
    (problem,) = _answers({"contract_vaule": 5}).problems
    assert problem.message == 'unknown fact "contract_vaule"'
    assert problem.hint.startswith('did you mean "contract_value"?')


def test_answer_that_is_left_open_is_missing_but_no_fault() -> None:
    answers = _answers({"title": None})
    assert answers.problems == ()
    assert "title" not in answers.sheet.values
    assert answers.sheet.place("title") == Place("sheet.yaml", 1, "title")


def test_fault_inside_a_list_is_placed_inside_it() -> None:
    (problem,) = _answers({"products": [{"name": "Vest", "cpv": "1"}]}).problems
    assert problem.place.field == "products.0.cpv"


def test_good_entries_of_a_faulty_list_are_kept() -> None:
    answers = _answers({"cpv": ["18110000-3", "1"]})
    assert answers.sheet.values["cpv"] == ("18110000-3",)
    assert len(answers.problems) == 1


def test_parameters_are_read_by_clause() -> None:
    answers = _answers({"parameters": {"K-302": {"answer_weeks": 4, "depth": "final"}, "K-101": {"conventions": ["ILO-29"]}}})
    assert answers.problems == ()
    assert dict(answers.sheet.parameters) == {"K-302.answer_weeks": 4, "K-302.depth": "final", "K-101.conventions": ("ILO-29",)}
    assert answers.sheet.place("K-302.depth").field == "parameters.K-302.depth"


def test_parameters_of_wrong_shape_are_told() -> None:
    assert '"parameters" is not a table' in _answers({"parameters": [1]}).problems[0].message
    assert '"K-302" has no parameters under it' in _answers({"parameters": {"K-302": 4}}).problems[0].message
    for value in (True, None, {"a": 1}, [1], 1.5):
        (problem,) = _answers({"parameters": {"K-302": {"answer_weeks": value}}}).problems
        assert '"K-302.answer_weeks" is neither a number, a word nor a list of words' in problem.message
    assert not _answers({"parameters": {"K-302": {"answer_weeks": True}}}).sheet.parameters


def test_warning_does_not_keep_the_answer_away() -> None:
    answers = _answers({"title": "a\u202eb"})
    assert answers.sheet.values["title"] == "a\u202eb"
    assert [each.is_warning for each in answers.problems] == [True]


def test_missing_facts_are_those_the_kind_requires() -> None:
    (problem,) = missing_facts(_answers({}), FACTS, KIND)
    assert problem.message == '"required" is missing'
    assert "Hva er required?" in problem.hint and KIND in problem.hint
    assert missing_facts(_answers({}), FACTS, "procurement-note") == ()
    assert missing_facts(_answers({"required": "x"}), FACTS, KIND) == ()


def test_text_of_a_fact_is_empty_where_it_is_no_text() -> None:
    assert a_sheet().text("title") == "Arbeidstøy"
    assert a_sheet().text("contract_value") == ""
    assert a_sheet().text("nothing") == ""


def test_fact_that_is_answered_wrongly_is_not_named_as_missing_too() -> None:
    assert missing_facts(_answers({"required": 5}), FACTS, KIND) == ()


def test_place_of_each_product_group_is_known() -> None:
    products = [{"name": "Vest", "cpv": "18110000-3"}, {"name": "Sko", "cpv": "18110000-3", "group": "shoes"}, "tull"]
    places = _answers({"title": "x", "products": products}).sheet.places
    assert places["products.group.shoes"] == Place("sheet.yaml", 2, "products.1.group")
