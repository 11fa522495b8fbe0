"""The selection: what stands, what is left out, in which version, and why."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.condition import Every, Not
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.select import select
from sokdocs.core.values.identifiers import PackId
from tests.unit.makers import (
    KIND,
    a_catalogue,
    a_clause,
    a_condition_clause,
    a_norm,
    a_pack,
    a_quantity,
    a_row,
    a_selection,
    a_sheet,
    a_table,
    a_version,
    some_norms,
    when,
    withdrawn,
)

EXPENSIVE = when("contract_value", "more_than", 10)


def _refusal(catalogue: Catalogue, **facts: Any) -> InvalidError:
    with pytest.raises(InvalidError) as error:
        a_selection(catalogue, a_sheet(**facts))
    return error.value


def test_clause_that_always_applies_is_chosen_with_a_reason() -> None:
    (chosen,) = a_selection(a_catalogue()).chosen
    assert (chosen.clause.id, chosen.reason, chosen.missing) == ("K-101", "Gjelder alltid.", ())


def test_condition_that_holds_gives_the_clause_its_own_reason() -> None:
    selection = a_selection(a_catalogue(a_condition_clause("K-501", EXPENSIVE)))
    assert [(each.clause.id, each.reason) for each in selection.chosen] == [("K-501", "K-501 trengs.")]
    assert selection.left_out == ()


def test_condition_that_does_not_hold_leaves_the_clause_out_with_a_reason() -> None:
    selection = a_selection(a_catalogue(a_clause(), a_condition_clause("K-501", Not(EXPENSIVE))))
    assert [each.clause.id for each in selection.chosen] == ["K-101"]
    assert [(each.clause.id, each.reason) for each in selection.left_out] == [("K-501", "K-501 trengs ikke.")]


def test_missing_decisive_fact_keeps_the_clause_and_is_named() -> None:
    condition = Every((EXPENSIVE, when("market_immature", "is", True)))
    (chosen,) = a_selection(a_catalogue(a_condition_clause("K-501", condition)), a_sheet(contract_value=None)).chosen
    assert chosen.missing == ("contract_value", "market_immature")
    assert chosen.reason == "Ikke avklart: contract_value, market_immature."


def test_missing_fact_that_cannot_change_the_answer_is_not_named() -> None:
    condition = Every((EXPENSIVE, when("market_immature", "is", True)))
    selection = a_selection(a_catalogue(a_clause(), a_condition_clause("K-501", condition)), a_sheet(contract_value=5))
    assert [each.clause.id for each in selection.left_out] == ["K-501"]


def test_every_clause_of_the_pack_is_chosen_or_left_out_once_and_in_order() -> None:
    clauses = [
        a_clause("K-302"),
        a_condition_clause("K-501", Not(EXPENSIVE)),
        a_clause("K-101"),
        a_clause("K-901", versions=(a_version("x", "2030-01-01"),)),
    ]
    catalogue = a_catalogue(*clauses)
    selection = a_selection(catalogue)
    assert [each.clause.id for each in selection.chosen] == ["K-302", "K-101"]
    assert [each.clause.id for each in selection.left_out] == ["K-501", "K-901"]


HISTORY = a_clause(versions=(a_version("Først.", "2019-11-01"), a_version("Så.", "2022-07-01"), withdrawn("2030-01-01")))


@pytest.mark.parametrize(
    ("day", "version"), [(date(2019, 11, 1), "2019-11-01"), (date(2022, 6, 30), "2019-11-01"), (date(2022, 7, 1), "2022-07-01")]
)
def test_version_is_the_one_in_force_when_the_competition_was_announced(day: date, version: str) -> None:
    (chosen,) = a_selection(a_catalogue(HISTORY), a_sheet(announced_on=day)).chosen
    assert chosen.version.date.isoformat() == version


@pytest.mark.parametrize("day", [date(2019, 10, 31), date(2030, 1, 1)])
def test_clause_without_a_text_in_force_is_left_out_with_the_date(day: date) -> None:
    selection = a_selection(a_catalogue(HISTORY, a_clause("K-302", versions=(a_version("x", "2000-01-01"),))), a_sheet(announced_on=day))
    assert [each.clause.id for each in selection.chosen] == ["K-302"]
    assert f"{day.year}." in selection.left_out[0].reason


@pytest.mark.parametrize("day", [date(2019, 10, 31), date(2030, 1, 1)])
def test_day_on_which_no_clause_has_a_text_is_refused(day: date) -> None:
    error = _refusal(a_catalogue(HISTORY), announced_on=day)
    assert len(error.problems) == 1
    assert error.problems[0].place.field == "announced_on"
    assert error.problems[0].hint


def _editions() -> Catalogue:
    own = a_clause("K-810", "Ord om helse.", adapts="K-310", edition="helse", versions=(a_version("Ord om helse.", "2024-09-01"),))
    pack = a_pack("K-101", "K-810", id=PackId(KIND, "helse", "A"))
    return a_catalogue(a_clause(), a_clause("K-310"), own, packs=(pack, a_pack("K-101", "K-310")))


def test_edition_s_own_clause_stands_from_its_date() -> None:
    selection = a_selection(_editions(), a_sheet(edition="helse", announced_on=date(2024, 9, 1)))
    assert [each.clause.id for each in selection.chosen] == ["K-101", "K-810"]


def test_before_that_the_clause_it_adapts_stands_in_its_place() -> None:
    selection = a_selection(_editions(), a_sheet(edition="helse", announced_on=date(2024, 8, 31)))
    assert [each.clause.id for each in selection.chosen] == ["K-101", "K-310"]
    assert selection.left_out == ()
    assert [each.clause.id for each in selection.of(selection.pack.sections[0])] == ["K-101", "K-310"]


def test_sheet_without_an_edition_uses_standard() -> None:
    assert a_selection(_editions()).pack.id.edition == "standard"


def test_missing_date_is_refused_by_name() -> None:
    error = _refusal(a_catalogue(), announced_on=None)
    assert [each.message for each in error.problems] == ['"announced_on" is missing']


def test_no_terms_recommended_is_refused_with_the_reason() -> None:
    table = a_table(a_row("none", Not(when("on_high_risk_list", "is", True))), a_row("standard"))
    error = _refusal(a_catalogue(decision=table), cpv=("33140000-3",), products=None)
    assert str(error) == "no terms are recommended for this procurement"
    assert "Fordi none." in error.problems[0].message
    assert "33140000-3" in error.problems[0].message


def test_pack_that_is_not_there_is_refused_and_those_there_are_named() -> None:
    error = _refusal(a_catalogue(), edition="helse")
    assert "tender-appendix/standard/A" in error.problems[0].hint


def test_language_without_texts_is_refused_for_each_clause() -> None:
    with pytest.raises(InvalidError) as error:
        select(a_catalogue(a_clause(), a_clause("K-302")), a_sheet(), kind=KIND, language="nn")
    assert [each.message for each in error.value.problems] == [f"{each} of 2019-11-01 has no text in nn" for each in ("K-101", "K-302")]


def test_every_faulty_parameter_is_told_at_once() -> None:
    catalogue = a_catalogue(a_clause("K-302", "Innen {answer_weeks}.", a_quantity()))
    sheet = a_sheet({"K-302.answer_weeks": 99, "K-302.weeks": 5, "K-999.x": 1})
    with pytest.raises(InvalidError) as error:
        a_selection(catalogue, sheet)
    assert len(error.value.problems) == 3


def test_norms_are_those_named_listed_or_rested_on_and_in_force() -> None:
    text = "Etter {norm:LOV-1} disse:\n\n{list:conventions}"
    clause = a_clause("K-101", text, some_norms("ILO-29", "ILO-155"), legal_basis=("LOV-2",))
    norms = (a_norm("LOV-1-A", family="LOV-1", until="2026-07-01"), a_norm("LOV-1-B", "2026-07-01", family="LOV-1"), a_norm("LOV-2"))
    catalogue = a_catalogue(clause, norms=(*norms, a_norm("ILO-29"), a_norm("ILO-155", "2030-01-01"), a_norm("ILO-87")))
    assert [each.id for each in a_selection(catalogue).norms] == ["ILO-29", "LOV-1-A", "LOV-2"]
    assert [each.id for each in a_selection(catalogue, a_sheet(announced_on=date(2026, 7, 1))).norms] == ["ILO-29", "LOV-1-B", "LOV-2"]


def test_record_holds_the_selection_it_is_about() -> None:
    note = a_pack("N-101", id=PackId("procurement-note", "standard", "*"), describes=KIND)
    catalogue = a_catalogue(a_clause(), a_clause("N-101"), packs=(a_pack("K-101"), note))
    selection = a_selection(catalogue, kind="procurement-note")
    assert selection.described is not None
    assert [each.clause.id for each in selection.described.chosen] == ["K-101"]


def test_record_of_a_procurement_without_terms_describes_nothing() -> None:
    note = a_pack("N-101", id=PackId("procurement-note", "standard", "*"), describes=KIND)
    catalogue = replace(a_catalogue(a_clause("N-101"), packs=(note,)), decision=a_table(a_row("none")))
    assert a_selection(catalogue, kind="procurement-note").described is None


def test_selection_is_the_same_twice() -> None:
    assert a_selection(_editions()) == a_selection(_editions())


def test_unknown_clause_in_a_pack_is_told() -> None:
    error = _refusal(a_catalogue(a_clause(), pack=a_pack("K-101", "K-999")))
    assert [each.message for each in error.problems] == ["unknown clause K-999"]


def test_pack_without_clauses_is_told() -> None:
    error = _refusal(a_catalogue(a_clause(), pack=a_pack()))
    assert [each.message for each in error.problems] == ["the pack tender-appendix/standard/A has no clauses"]


def test_pack_whose_clauses_are_all_left_out_does_not_blame_the_date() -> None:
    error = _refusal(a_catalogue(a_condition_clause("K-501", Not(EXPENSIVE))))
    assert [each.message for each in error.problems] == ["no clause of tender-appendix/standard/A applies to this procurement"]
