"""Organisation numbers, CPV codes, and the keys of clauses and packs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.values.identifiers import CLAUSE_ID, ClauseId, PackId, VersionRef, cpv_digits, organisation_number

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


@pytest.mark.parametrize("text", ["958935420", "958 935 420", "NO958935420MVA", "no 958 935 420 mva", "\u00a0958\u00a0935\u00a0420"])
def test_organisation_number_is_read_as_people_write_it(text: str) -> None:
    assert organisation_number(text) == "958935420"


@pytest.mark.parametrize("text", ["", "958935421", "95893542", "9589354200", "95893542A", "958935420 AS", "-58935420"])
def test_organisation_number_with_a_fault_is_none(text: str) -> None:
    assert organisation_number(text) is None


@given(st.integers(min_value=80_000_000, max_value=99_999_999))
def test_organisation_number_has_exactly_one_check_digit_or_none(stem: int) -> None:
    found = [digit for digit in range(10) if organisation_number(f"{stem}{digit}")]
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, str(stem), strict=True)) % 11
    assert found == ([] if rest == 1 else [(11 - rest) % 11])


@pytest.mark.parametrize(
    ("text", "digits"), [("18110000-3", "18110000"), (" 18110000 ", "18110000"), ("1811000", None), ("18110000-33", None), ("x", None)]
)
def test_cpv_digits_are_eight(text: str, digits: str | None) -> None:
    assert cpv_digits(text) == digits


def test_keys_are_written_as_people_read_them() -> None:
    assert str(VersionRef(ClauseId("K-302"), date(2022, 7, 1), "nb")) == "K-302 2022-07-01 nb"
    assert str(PackId("tender-appendix", "standard", "A")) == "tender-appendix/standard/A"


@pytest.mark.parametrize(
    ("text", "is_id"), [("K-302", True), ("N-101", True), ("K-30", False), ("k-302", False), ("K-3021", False), ("KK-302", False)]
)
def test_clause_id_is_a_letter_and_three_digits(text: str, is_id: bool) -> None:
    assert bool(CLAUSE_ID.fullmatch(text)) is is_id
