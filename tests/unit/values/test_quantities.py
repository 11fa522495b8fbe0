"""Numbers, units, dates and organisation numbers as a Norwegian text writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.values.quantities import grouped, long_date, quantity, spaced_orgnr
from tests.unit.makers import UNITS

SP = "\u00a0"


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (7, "7"), (9999, "9999"), (10_000, f"10{SP}000"), (50_000_000, f"50{SP}000{SP}000"), (-5, "−5"), (-12_345, f"−12{SP}345")],
)
def test_thousands_stand_apart_from_five_digits_on(number: int, text: str) -> None:
    assert grouped(number) == text


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_grouping_changes_no_digit(number: int) -> None:
    assert int(grouped(number).replace(SP, "").replace("−", "-")) == number


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (1, "weeks", f"1{SP}uke"),
        (6, "weeks", f"6{SP}uker"),
        (0, "weeks", f"0{SP}uker"),
        (1, "nok", f"1{SP}krone"),
        (15_000_000, "nok", f"15{SP}000{SP}000{SP}kroner"),
        (20, "percent", f"20{SP}prosent"),
        (3, "count", "3"),
    ],
)
def test_quantity_has_its_unit_in_the_right_form(number: int, unit: str, text: str) -> None:
    assert quantity(number, unit, UNITS) == text


@pytest.mark.parametrize(
    ("language", "text"), [("nb", f"6.{SP}januar{SP}2026"), ("nn", f"6.{SP}januar{SP}2026"), ("en", f"6{SP}January{SP}2026")]
)
def test_long_date_is_written_out_and_held_together(language: str, text: str) -> None:
    assert long_date(date(2026, 1, 6), language) == text


def test_organisation_number_stands_in_threes() -> None:
    assert spaced_orgnr("958935420") == f"958{SP}935{SP}420"
