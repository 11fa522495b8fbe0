"""A clause in time: which version is in force, and the digest of its words."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.makers import a_choice, a_clause, a_library, a_quantity, a_version, withdrawn

HISTORY = a_clause(versions=(a_version("Først.", "2019-11-01"), a_version("Så.", "2022-07-01"), withdrawn("2027-01-01")))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2019-10-31", None),
        ("2019-11-01", "Først."),
        ("2022-06-30", "Først."),
        ("2022-07-01", "Så."),
        ("2026-12-31", "Så."),
        ("2027-01-01", None),
        ("2040-01-01", None),
    ],
)
def test_version_in_force_is_the_newest_that_is_not_younger_than_the_day(day: str, text: str | None) -> None:
    version = HISTORY.version_on(date.fromisoformat(day))
    assert (version.texts["nb"] if version else None) == text


def test_clause_that_ended_can_begin_again() -> None:
    again = replace(HISTORY, versions=(*HISTORY.versions, a_version("Igjen.", "2028-01-01")))
    version = again.version_on(date(2028, 1, 1))
    assert version is not None and version.texts["nb"] == "Igjen."


def test_used_parameters_are_those_the_text_names() -> None:
    version = a_version("Innen {answer_weeks}.", "2019-11-01", a_quantity(), a_choice())
    assert set(version.used_parameters()) == {"answer_weeks"}


def test_source_holds_the_key_and_a_digest() -> None:
    source = HISTORY.source(HISTORY.versions[0], "nb")
    assert str(source.ref) == "K-101 2019-11-01 nb"
    assert len(source.digest) == 64
    assert source.tag == f"K-101;2019-11-01;nb;{source.digest[:12]}"
    assert source.bookmark == f"K_101_20191101_nb_{source.digest[:12]}"
    assert len(source.tag) <= 64 and len(source.bookmark) <= 40


def _digest(text: str, **changes: object) -> str:
    clause = a_clause("K-101", text, **changes)
    return clause.source(clause.versions[0], "nb").digest


@pytest.mark.parametrize("text", ["Ord.\r\n\r\nOrd.\r\n", "Ord.   \n\nOrd.", "\n\nOrd.\n\nOrd.\n\n"])
def test_digest_does_not_see_line_ends_and_blanks_at_line_ends(text: str) -> None:
    assert _digest(text) == _digest("Ord.\n\nOrd.")


@pytest.mark.parametrize("text", ["Ord.\n\nord.", "Ord. Ord.", "Ord.\n\nOrd", "Ord.\n\n\u00a0Ord."])
def test_digest_sees_every_change_of_words(text: str) -> None:
    assert _digest(text) != _digest("Ord.\n\nOrd.")


def test_digest_sees_title_date_language_and_id() -> None:
    clause = a_clause("K-101", "Ord.")
    digests = {
        _digest("Ord."),
        _digest("Ord.", title={"nb": "Annet"}),
        _digest("Ord.", versions=(a_version("Ord.", "2020-01-01"),)),
        a_clause("K-102", "Ord.", title=clause.title).source(clause.versions[0], "nb").digest,
        a_clause(versions=(a_version("Ord.", texts={"nn": "Ord."}),)).source(a_version("Ord.", texts={"nn": "Ord."}), "nn").digest,
    }
    assert len(digests) == 5


def test_library_digest_does_not_depend_on_order_and_sees_every_text() -> None:
    one, two = a_clause("K-101", "En."), a_clause("K-102", "To.")
    assert a_library(one, two).digest() == a_library(two, one).digest()
    assert a_library(one, two).digest() != a_library(one, a_clause("K-102", "Tre.")).digest()
    assert a_library(one).digest() != a_library(one, two).digest()
    assert a_library(HISTORY).digest()
