"""Runs the scenarios of `decision/`, `clauses/` and `dates/`, and asks whether they are enough."""

import re
from datetime import date
from functools import cache

import pytest

from sokdocs.core.facts.condition import Always
from sokdocs.core.facts.definition import Stage
from sokdocs.core.selection.catalogue import Catalogue, only_in_letters
from sokdocs.core.values.language import in_language
from sokdocs.loading.catalogue_folder import load_catalogue
from sokdocs.workflows.making import Plan, Request, plan
from tests.scenarios.scenario import ROOT, Scenario, answers, faults, plan_for, read_scenarios, text_of

SCENARIOS = [each for folder in ("decision", "clauses", "dates") for each in read_scenarios(folder)]
EXAMPLES = [f"examples/procurements/{path.name}" for path in sorted((ROOT / "examples" / "procurements").glob("*.yaml"))]
DAYS = [date(2019, 11, 1), date(2021, 3, 1), date(2022, 6, 30), date(2022, 7, 1), date(2026, 6, 30), date(2026, 9, 1)]
PARAMETERS = [
    pytest.param(each, id=each.name, marks=[pytest.mark.xfail(reason=each.not_yet, strict=True)] if each.not_yet else [])
    for each in SCENARIOS
]
LAW = re.compile(r"(?:lov|forskrift) \d{1,2}\. [a-z]+ (\d{4})")


@cache
def the_catalogue() -> Catalogue:
    """The shipped clause library, read once."""
    return load_catalogue(ROOT / "clauses")


def _planned(facts: str, day: date | None = None) -> Plan:
    change = {"announced_on": day} if day else {}
    return plan(the_catalogue(), Request("tender-appendix", "nb", (), answers(the_catalogue(), facts, change)))


@pytest.mark.parametrize("scenario", PARAMETERS)
def test_scenario_is_as_it_says(scenario: Scenario) -> None:
    found = faults(the_catalogue(), scenario)
    assert not found, f"{scenario.place} {scenario.name}: " + "; ".join(found)


def test_scenarios_hold_each_conditional_clause_in_and_out() -> None:
    stands = {str(clause) for each in SCENARIOS for clause in _listed(each, "clauses_in")}
    absent = {str(clause) for each in SCENARIOS for clause in _listed(each, "clauses_out")}
    clauses, of_letters = the_catalogue().library.clauses.values(), only_in_letters(the_catalogue())
    conditional = {str(each.id) for each in clauses if not isinstance(each.applies_when, Always) and each.id not in of_letters}
    assert len(conditional) > 15
    assert conditional - stands == set()
    assert conditional - absent == set()


def test_scenarios_hold_each_version_of_clauses_that_have_several() -> None:
    wanted = {
        (str(clause.id), version.date)
        for clause in the_catalogue().library.clauses.values()
        for version in clause.versions
        if len(clause.versions) > 1 and not version.is_withdrawn
    }
    named = [each.expected.get("versions") for each in SCENARIOS]
    held = {(clause, day) for versions in named if isinstance(versions, dict) for clause, day in versions.items()}
    assert len(wanted) > 10
    assert wanted - held == set()


def _listed(scenario: Scenario, word: str) -> list[object]:
    found = scenario.expected.get(word)
    return list(found) if isinstance(found, list) else []


@pytest.mark.parametrize("scenario", [each for each in SCENARIOS if "refused" not in each.expected], ids=lambda each: each.name)
def test_scenario_gives_each_clause_of_the_pack_a_place_and_a_reason(scenario: Scenario) -> None:
    selection = plan_for(the_catalogue(), scenario).selection
    reasons = [
        *((each.clause.id, each.reason) for each in selection.chosen),
        *((each.clause.id, each.reason) for each in selection.left_out),
    ]
    assert sorted(clause for clause, _ in reasons) == sorted(selection.pack.clauses())
    assert [clause for clause, reason in reasons if not reason.strip()] == []


@pytest.mark.parametrize("facts", EXAMPLES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_appendix_names_no_norm_younger_than_its_date(facts: str, day: date) -> None:
    planned = _planned(facts, day)
    text = text_of(planned).casefold()
    norms = the_catalogue().library.norms.values()
    older = {in_language(norm.title, "nb") for norm in norms if norm.is_in_force(day)}
    younger = [norm for norm in norms if norm.in_force_from > day or (norm.core_since or day) > day]
    titles = [in_language(norm.title, "nb") for norm in younger if norm.core_since or in_language(norm.title, "nb") not in older]
    assert [title for title in titles if title.casefold() in text] == []
    assert [norm.id for norm in planned.selection.norms if norm in younger] == []
    assert [year for year in LAW.findall(text) if int(year) > day.year] == []


@pytest.mark.parametrize("facts", EXAMPLES)
def test_appendix_needs_and_uses_no_fact_about_the_supplier(facts: str) -> None:
    definitions = the_catalogue().library.facts
    late = {name: None for name, each in definitions.items() if each.stage in {Stage.AWARDED, Stage.SIGNED}}
    known = _planned(facts)
    without = plan(the_catalogue(), Request("tender-appendix", "nb", (), answers(the_catalogue(), facts, late)))
    name = answers(the_catalogue(), facts, {}).sheet.text("supplier_name")
    assert without.assembly.missing == ()
    assert without.assembly.document == known.assembly.document
    assert name
    assert name not in text_of(known)
