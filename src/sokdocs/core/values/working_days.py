"""Which days are working days in Norway: not Saturdays, Sundays, public holidays, nor the days from 24 December to 1 January.

Easter is worked out here rather than by the `holidays` library: loading that library takes a quarter of a second or more, in every
command, for eleven dates a year of which only Easter needs thought; and it knows nothing of the days between Christmas and New Year.
The tests hold every day from 1990 to 2100 against that library and against a second, slow calendar of another make.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
SATURDAY = 5

CHRISTMAS_WEEK = "holiday_christmas_week"
FROM_EASTER = (
    (-3, "holiday_maundy_thursday"),
    (-2, "holiday_good_friday"),
    (0, "holiday_easter_sunday"),
    (1, "holiday_easter_monday"),
    (39, "holiday_ascension_day"),
    (49, "holiday_whit_sunday"),
    (50, "holiday_whit_monday"),
)
FIXED = (
    (1, 1, CHRISTMAS_WEEK),
    (5, 1, "holiday_labour_day"),
    (5, 17, "holiday_constitution_day"),
    *((12, day, CHRISTMAS_WEEK) for day in range(24, 32)),
)


@lru_cache(maxsize=256)
def days_off(year: int) -> Mapping[date, str]:
    """The days of a year on which no deadline ends, weekends apart, in order, each with the key of the phrase that names it.

    24 December to 1 January go by one name. Where two fall on one day (17 May 2027 is also Whit Monday), the fixed one names it.
    """
    easter = _easter_sunday(year)
    moving = {easter + timedelta(days=after): name for after, name in FROM_EASTER}
    fixed = {date(year, month, day): name for month, day, name in FIXED}
    return MappingProxyType(dict(sorted((moving | fixed).items())))


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def is_working_day(day: date) -> bool:
    """Whether a deadline may end on this day."""
    return not is_weekend(day) and day not in days_off(day.year)


def next_working_day(day: date) -> date:
    """The day itself where it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def _easter_sunday(year: int) -> date:
    """Easter Sunday by the Gregorian reckoning: the Sunday after the full moon that the church counts with (the nameless rule of 1876)."""
    century, in_century = divmod(year, 100)
    leap_centuries, century_left = divmod(century, 4)
    moon_drift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - leap_centuries - moon_drift + 15) % 30
    leaps, left = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_left + 2 * leaps - moon - left) % 7
    late = (year % 19 + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
