"""Where every paragraph of a file comes from: with the manifest, and from the words alone."""

from collections.abc import Mapping

import pytest

from sokdocs.core.assembly.assemble import assemble
from sokdocs.core.document.outline import outline
from sokdocs.core.issuance.alteration import ExplainedLine, State, explain_by_words, explain_with_manifest, words_of
from sokdocs.core.issuance.manifest import Maker, seal
from sokdocs.core.issuance.returned import ReturnedFile, ReturnedLine
from sokdocs.core.values.canonical import Json
from tests.unit.makers import a_catalogue, a_clause, a_quantity, a_selection, a_sheet, a_version

OLD = a_version("Leverandøren skal svare på alle spørsmål innen {answer_weeks}.", "2019-11-01", a_quantity())
NEW = a_version(
    "Innen {answer_weeks} skal svaret være framme.\n\nSvaret skal være skriftlig.\n\nDatoen skal stå i svaret.", "2022-07-01", a_quantity()
)
CATALOGUE = a_catalogue(a_clause("K-101", "Oppdragsgiver skal varsle i god tid."), a_clause("K-302", versions=(OLD, NEW)))
SELECTION = a_selection(CATALOGUE)
DOCUMENT = assemble(SELECTION, a_sheet(), CATALOGUE.library).document
MANIFEST: Mapping[str, Json] = seal(SELECTION, a_sheet(), DOCUMENT, CATALOGUE.library, Maker("1.0", {})).content
LINES = tuple(ReturnedLine(line.number, line.text) for line in outline(DOCUMENT))
AT = next(index for index, line in enumerate(LINES) if line.text.startswith("Svaret skal"))


def _with(*lines: ReturnedLine) -> tuple[ExplainedLine, ...]:
    return explain_with_manifest(ReturnedFile("docx", lines, None), MANIFEST)


def _by_words(*lines: ReturnedLine) -> tuple[ExplainedLine, ...]:
    return explain_by_words(ReturnedFile("docx", lines, None), words_of(CATALOGUE, "nb")[0])


def test_unaltered_file_has_every_line_with_clause_and_version() -> None:
    explained = _with(*LINES)
    assert {each.state for each in explained} == {State.UNALTERED}
    assert [(each.number, each.text) for each in explained] == [(each.number, each.text) for each in LINES]
    assert {each.text: (each.clause, each.version) for each in explained}["Svaret skal være skriftlig."] == ("K-302", "2022-07-01")


def test_edited_word_is_changed_and_keeps_its_clause() -> None:
    explained = _with(*LINES[:AT], ReturnedLine("(2)", "Svaret skal være muntlig."), *LINES[AT + 1 :])
    (changed,) = [each for each in explained if each.state is not State.UNALTERED]
    assert (changed.state, changed.clause, changed.text) == (State.CHANGED, "K-302", "Svaret skal være muntlig.")


def test_other_number_is_a_change_and_the_old_one_is_told() -> None:
    explained = _with(*LINES[:AT], ReturnedLine("(3)", LINES[AT].text), *LINES[AT + 1 :])
    (changed,) = [each for each in explained if each.state is not State.UNALTERED]
    assert changed.state is State.CHANGED
    assert "the number was (2)" in changed.how


def test_line_taken_away_is_missing() -> None:
    explained = _with(*LINES[:AT], *LINES[AT + 1 :])
    (missing,) = [each for each in explained if each.state is not State.UNALTERED]
    assert (missing.state, missing.clause, missing.number, missing.text) == (State.MISSING, "K-302", "(2)", "")


@pytest.mark.parametrize(
    ("line", "clause"),
    [
        (ReturnedLine("", "Ny setning."), ""),
        (ReturnedLine("", "Ny setning.", tag="K-302;2022-07-01;nb;0123456789ab"), "K-302"),
        (ReturnedLine("", "Ny setning.", bookmark="K_302_20220701_nb_0123456789ab"), "K-302"),
    ],
)
def test_line_put_in_is_unknown_and_keeps_the_mark_it_stands_in(line: ReturnedLine, clause: str) -> None:
    (added,) = [each for each in _with(*LINES[:AT], line, *LINES[AT:]) if each.state is not State.UNALTERED]
    assert (added.state, added.clause) == (State.UNKNOWN, clause)


def test_swapped_lines_are_told() -> None:
    swapped = (*LINES[: AT - 1], LINES[AT], LINES[AT - 1], *LINES[AT + 1 :])
    assert {each.state for each in _with(*swapped)} > {State.UNALTERED}


def test_manifest_without_lines_makes_everything_unknown() -> None:
    explained = explain_with_manifest(ReturnedFile("docx", LINES, None), {"lines": "x", "clauses": 5})
    assert {each.state for each in explained} == {State.UNKNOWN}


def test_words_alone_name_clause_and_version() -> None:
    found = {each.text: each for each in _by_words(*LINES)}
    for text, clause, version in (
        ("Oppdragsgiver skal varsle i god tid.", "K-101", "2019-11-01"),
        ("Innen 6 uker skal svaret være framme.", "K-302", "2022-07-01"),
        ("Svaret skal være skriftlig.", "K-302", "2022-07-01"),
        ("Tittel K-302", "K-302", "2022-07-01"),
    ):
        assert (found[text].clause, found[text].version, found[text].state) == (clause, version, State.UNALTERED)


def test_words_alone_say_that_fields_were_not_compared() -> None:
    (line,) = [each for each in _by_words(*LINES) if each.text.startswith("Innen")]
    assert "what stands in fields was not compared" in line.how


def test_words_alone_show_an_edited_word() -> None:
    explained = _by_words(*LINES[:AT], ReturnedLine("(2)", "Svaret skal være muntlig."), *LINES[AT + 1 :])
    (changed,) = [each for each in explained if each.text == "Svaret skal være muntlig."]
    assert (changed.state, changed.clause, changed.version) == (State.CHANGED, "K-302", "2022-07-01")


def test_words_of_another_version_are_changed_and_named() -> None:
    old = ReturnedLine("(1)", "Leverandøren skal svare på alle spørsmål innen 4 uker.")
    explained = _by_words(*LINES[: AT - 1], old, *LINES[AT:])
    (changed,) = [each for each in explained if each.text == old.text]
    assert (changed.state, changed.version) == (State.CHANGED, "2019-11-01")


def test_words_of_no_clause_are_unknown() -> None:
    explained = _by_words(*LINES, ReturnedLine("(3)", "Leverandøren betaler alltid for alt mulig annet."))
    assert (explained[-1].state, explained[-1].clause) == (State.UNKNOWN, "")


def test_title_of_the_library_is_recognised_and_facts_stand_apart() -> None:
    found = {each.text: each for each in _by_words(*LINES)}
    assert found["Vilkår"].state is State.UNALTERED and found["Vilkår"].clause == ""
    assert found["Storvik kommune"].is_fact and found["Storvik kommune"].state is State.UNKNOWN


def test_file_without_lines_gives_nothing_by_words() -> None:
    assert _by_words() == ()


def test_words_put_in_beside_a_field_are_not_unaltered() -> None:
    line = ReturnedLine("(1)", "Innen 6 uker, men aldri om sommeren, skal svaret være framme.")
    explained = _by_words(*LINES[: AT - 1], line, *LINES[AT:])
    assert [each.state for each in explained if each.text == line.text] == [State.CHANGED]
