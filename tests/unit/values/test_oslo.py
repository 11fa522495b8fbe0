"""From a moment with its offset to the day in Norway."""

from datetime import date

import pytest

from sokdocs.core.values.oslo import day_meant, oslo_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-02-16T12:00:00+02:00", "2023-02-16"),
        ("2026-06-30T21:59:59+00:00", "2026-06-30"),
        ("2026-06-30T22:00:00Z", "2026-07-01"),
        ("2026-01-31T22:59:59Z", "2026-01-31"),
        ("2026-01-31T23:00:00Z", "2026-02-01"),
        ("2024-03-31T00:59:59Z", "2024-03-31"),
        ("2024-10-26T22:30:00Z", "2024-10-27"),
        ("2024-10-27T22:30:00Z", "2024-10-27"),
        ("2024-06-30T23:59:59.999-05:00", "2024-07-01"),
        ("2024-06-30T23:30:00", "2024-06-30"),
        ("2024-06-30", "2024-06-30"),
        ("2024-06-30+02:00", "2024-06-30"),
        ("2024-06-30Z", "2024-06-30"),
    ],
)
def test_day_in_oslo_follows_the_offset_and_summer_time(text: str, day: str) -> None:
    assert oslo_day(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    ["", "i går", "2024-02-30", "2024-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00Z", "2024"],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert oslo_day(text) is None


@pytest.mark.parametrize("text", ["2023-07-31T23:59:59Z", "2023-07-31T23:59:59+02:00", "2023-07-31T00:00:00+05:00", "2023-07-31"])
def test_first_and_last_minute_mean_the_day_that_is_written(text: str) -> None:
    assert day_meant(text) == date(2023, 7, 31)


def test_midnight_in_norway_written_in_utc_is_the_next_day() -> None:
    assert day_meant("2022-12-31T23:00:00Z") == date(2023, 1, 1)
