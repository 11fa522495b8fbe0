"""Which clause version a text comes from, told from its words."""

from datetime import date

import pytest

from sokdocs.core.clauses.recognise import best_day, line_patterns, recognise
from tests.unit.makers import a_choice, a_clause, a_library, a_norm, a_quantity, a_version, some_norms

OLD = a_version("Leverandøren skal svare innen {answer_weeks}.", "2019-11-01", a_quantity())
NEW = a_version("Svaret skal være framme innen {answer_weeks}:\n\n- **alt** annet\n  - og mer", "2022-07-01", a_quantity())
LISTED = a_clause("K-101", "Disse:\n\n{list:conventions}\n\n| Hva | Når |\n|---|---|\n| a | b |", some_norms("LOV-1"))
LIBRARY = a_library(a_clause("K-302", versions=(OLD, NEW)), LISTED, norms=(a_norm(),))
PATTERNS = line_patterns(LIBRARY, "nb", LIBRARY.clauses.values())


def _found(line: str) -> set[tuple[str, str]]:
    (fits,) = recognise([line], PATTERNS)
    return {(str(each.clause), each.date.isoformat()) for each in fits}


def test_line_is_recognised_with_any_number_the_field_can_hold() -> None:
    for weeks in (4, 5, 8):
        assert _found(f"Leverandøren skal svare innen {weeks} uker.") == {("K-302", "2019-11-01")}


@pytest.mark.parametrize(
    "words", ["tretten og en halv dag", "3 uker", "9 uker", "6 måneder", "6", "6 uker, men aldri om sommeren", "1 uker"]
)
def test_line_is_not_recognised_where_a_number_is_something_else(words: str) -> None:
    assert _found(f"Leverandøren skal svare innen {words}.") == set()


FILLED = [
    ("{buyer_name}", ["Storvik kommune", "Vann, avløp og renovasjon IKS", "[mangler: buyer name]", "x" * 300], ["", "x" * 301]),
    ("{buyer_orgnr}", ["958 935 420", "[mangler: buyer orgnr]"], ["958935420", "958 935 42", "ingen"]),
    ("{announced_on}", ["1. mars 2026", "31. desember 2019"], ["1. mars", "2026-03-01", "i morgen"]),
    (
        "{contract_value}",
        ["1 krone", "9999 kroner", "10 000 kroner", "9 800 000 kroner", "20 000 000 kroner"],
        ["20 000 000", "9 800 kroner", "mange kroner", "20 000 00 kroner"],
    ),
    ("{contract_months}", ["1 måned", "48 måneder"], ["48 uker"]),
    ("{market_immature}", ["ja", "nei"], ["kanskje"]),
    ("{edition}", ["helse", "standard"], ["annet"]),
    ("{depth}", ["sluttproduksjon", "første ledd"], ["alle ledd"]),
    ("{K-302.answer_weeks}", ["4 uker", "8 uker"], ["9 uker", "uker"]),
    ("{ref:K-302}", ["3", "3.12", "Vedlegg 2"], ["3.", "K-302", "3.2 og 3.3"]),
    ("{norm:LOV-1}", ["norm LOV-1"], ["norm LOV-2", "loven"]),
]


@pytest.mark.parametrize(("field", "right", "wrong"), FILLED, ids=[each[0] for each in FILLED])
def test_field_holds_what_it_can_be_filled_with_and_nothing_else(field: str, right: list[str], wrong: list[str]) -> None:
    library = a_library(a_clause("K-101", f"Se <{field}> her.", a_choice()), a_clause("K-302", versions=(OLD, NEW)))
    patterns = [each for each in line_patterns(library, "nb", library.clauses.values()) if each.clause == "K-101"]
    assert [text for text in right if not recognise([f"Se <{text}> her."], patterns)[0]] == []
    assert [text for text in wrong if recognise([f"Se <{text}> her."], patterns)[0]] == []


def test_line_is_recognised_only_as_a_whole() -> None:
    assert _found("Leverandøren skal svare innen 6 uker. Straks") == set()
    assert _found("skal svare innen 6 uker.") == set()
    assert _found("Leverandøren skal svare innen .") == set()


def test_title_entries_cells_and_listed_norms_are_recognised() -> None:
    assert _found("Tittel K-302") == {("K-302", "2019-11-01"), ("K-302", "2022-07-01")}
    for line in ("alt annet", "og mer"):
        assert _found(line) == {("K-302", "2022-07-01")}
    for line in ("Hva", "Når", "a", "b", "norm LOV-1"):
        assert _found(line) == {("K-101", "2019-11-01")}


def test_signs_of_patterns_in_a_text_mean_themselves() -> None:
    library = a_library(a_clause("K-101", "Ord (a|b)* {buyer_name}?"))
    patterns = line_patterns(library, "nb", library.clauses.values())
    assert recognise(["Ord (a|b)* X?"], patterns)[0]
    assert not recognise(["Ord a X"], patterns)[0]


def test_language_that_is_not_there_gives_no_patterns() -> None:
    assert line_patterns(LIBRARY, "nn", LIBRARY.clauses.values()) == ()


def test_best_day_is_the_first_on_which_most_lines_are_in_force() -> None:
    lines = ["Svaret skal være framme innen 6 uker:", "alt annet", "Disse:", "ukjent"]
    assert best_day(recognise(lines, PATTERNS), LIBRARY.clauses) == date(2022, 7, 1)
    assert best_day(recognise(["Disse:"], PATTERNS), LIBRARY.clauses) == date(2019, 11, 1)
    assert best_day(recognise(["ukjent"], PATTERNS), LIBRARY.clauses) is None
