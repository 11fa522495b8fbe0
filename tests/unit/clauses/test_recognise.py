"""Which clause version a text comes from, told from its words."""

from datetime import date

from sokdocs.core.clauses.recognise import best_day, line_patterns, recognise
from tests.unit.makers import a_clause, a_library, a_norm, a_quantity, a_version, some_norms

OLD = a_version("Leverandøren skal svare innen {answer_weeks}.", "2019-11-01", a_quantity())
NEW = a_version("Svaret skal være framme innen {answer_weeks}:\n\n- **alt** annet\n  - og mer", "2022-07-01", a_quantity())
LISTED = a_clause("K-101", "Disse:\n\n{list:conventions}\n\n| Hva | Når |\n|---|---|\n| a | b |", some_norms("LOV-1"))
LIBRARY = a_library(a_clause("K-302", versions=(OLD, NEW)), LISTED, norms=(a_norm(),))
PATTERNS = line_patterns(LIBRARY, "nb")


def _found(line: str) -> set[tuple[str, str]]:
    (fits,) = recognise([line], PATTERNS)
    return {(str(each.clause), each.date.isoformat()) for each in fits}


def test_line_with_a_field_is_recognised_whatever_stands_in_it() -> None:
    assert _found("Leverandøren skal svare innen 6 uker.") == {("K-302", "2019-11-01")}
    assert _found("Leverandøren skal svare innen tretten og en halv dag.") == {("K-302", "2019-11-01")}


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
    patterns = line_patterns(library, "nb")
    assert recognise(["Ord (a|b)* X?"], patterns)[0]
    assert not recognise(["Ord a X"], patterns)[0]


def test_language_that_is_not_there_gives_no_patterns() -> None:
    assert line_patterns(LIBRARY, "nn") == ()


def test_best_day_is_the_first_on_which_most_lines_are_in_force() -> None:
    lines = ["Svaret skal være framme innen 6 uker:", "alt annet", "Disse:", "ukjent"]
    assert best_day(recognise(lines, PATTERNS), LIBRARY.clauses) == date(2022, 7, 1)
    assert best_day(recognise(["Disse:"], PATTERNS), LIBRARY.clauses) == date(2019, 11, 1)
    assert best_day(recognise(["ukjent"], PATTERNS), LIBRARY.clauses) is None
