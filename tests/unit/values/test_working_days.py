from datetime import date, timedelta

import pytest
from holidays.countries.norway import Norway

from sokdocs.core.values.working_days import days_off, is_weekend, is_working_day, next_working_day
from tests.unit.casework import slow_calendar

YEARS = range(1990, 2101)
ALL_DAYS = tuple(date(1990, 1, 1) + timedelta(days=number) for number in range((date(2101, 1, 1) - date(1990, 1, 1)).days))
BEFORE_NEW_YEAR = ((12, 24), (12, 27), (12, 28), (12, 29), (12, 30), (12, 31))


def test_days_range_from_1990_to_2100() -> None:
    assert (ALL_DAYS[0], ALL_DAYS[-1], len(ALL_DAYS)) == (date(1990, 1, 1), date(2100, 12, 31), 40_542)


def test_working_days_are_those_of_the_slow_calendar_on_every_day() -> None:
    assert [day for day in ALL_DAYS if is_working_day(day) != slow_calendar.works(day)] == []


@pytest.mark.parametrize("year", YEARS)
def test_days_off_are_those_of_the_slow_calendar_by_name_and_in_order(year: int) -> None:
    assert list(days_off(year).items()) == list(slow_calendar.off(year).items())


@pytest.mark.parametrize("year", YEARS)
def test_days_off_are_the_public_holidays_and_the_days_around_new_year(year: int) -> None:
    assert set(days_off(year)) == set(Norway(years=year, expand=False)) | {date(year, *each) for each in BEFORE_NEW_YEAR}


def test_days_off_of_2026_bear_their_names() -> None:
    assert [(day.isoformat(), name.removeprefix("holiday_")) for day, name in days_off(2026).items()] == [
        ("2026-01-01", "christmas_week"),
        ("2026-04-02", "maundy_thursday"),
        ("2026-04-03", "good_friday"),
        ("2026-04-05", "easter_sunday"),
        ("2026-04-06", "easter_monday"),
        ("2026-05-01", "labour_day"),
        ("2026-05-14", "ascension_day"),
        ("2026-05-17", "constitution_day"),
        ("2026-05-24", "whit_sunday"),
        ("2026-05-25", "whit_monday"),
        *((f"2026-12-{day}", "christmas_week") for day in range(24, 32)),
    ]


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1990, date(1990, 4, 15)),
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
        (2100, date(2100, 3, 28)),
    ],
)
def test_easter_sunday_falls_on_its_known_date(year: int, easter: date) -> None:
    assert days_off(year)[easter] == "holiday_easter_sunday"


def test_seventeenth_of_may_on_whit_monday_2027_is_one_day_off_named_once() -> None:
    day = date(2027, 5, 17)
    assert days_off(2027)[day] == "holiday_constitution_day"
    assert "holiday_whit_monday" not in days_off(2027).values()
    assert len(days_off(2027)) == len(days_off(2026)) - 1


@pytest.mark.parametrize(("day", "name"), [(date(2008, 5, 1), "holiday_labour_day"), (date(2012, 5, 17), "holiday_constitution_day")])
def test_ascension_day_on_a_fixed_holiday_bears_the_fixed_name(day: date, name: str) -> None:
    assert days_off(day.year)[day] == name
    assert "holiday_ascension_day" not in days_off(day.year).values()


@pytest.mark.parametrize(
    "day",
    [
        date(2008, 3, 20),
        date(2008, 3, 24),
        date(2038, 4, 22),
        date(2038, 6, 14),
        date(2027, 5, 17),
        date(2026, 12, 24),
        date(2026, 12, 28),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2026, 5, 2),
    ],
)
def test_day_off_is_no_working_day(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [date(2028, 2, 29), date(2026, 12, 23), date(2026, 1, 2), date(2027, 5, 18), date(2026, 4, 1), date(2026, 3, 30), date(2026, 10, 26)],
)
def test_ordinary_weekday_is_a_working_day(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 11), date(2026, 3, 11)),
        (date(2026, 3, 14), date(2026, 3, 16)),
        (date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 12, 24), date(2027, 1, 4)),
        (date(2027, 12, 31), date(2028, 1, 3)),
        (date(2027, 5, 15), date(2027, 5, 18)),
        (date(2021, 5, 1), date(2021, 5, 3)),
    ],
)
def test_next_working_day_is_the_day_itself_or_the_first_after_it(day: date, expected: date) -> None:
    assert next_working_day(day) == expected


def test_weekend_is_saturday_and_sunday() -> None:
    week = [date(2026, 3, 9) + timedelta(days=number) for number in range(7)]
    assert [is_weekend(day) for day in week] == [False] * 5 + [True] * 2


def test_days_off_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        days_off(2026)[date(2026, 2, 2)] = "holiday_of_mine"  # type: ignore[index]
