"""A second calendar, slow and plain: Easter by the church's table of full moons, and every deadline by walking day by day.

It shares no code with the program's own and does nothing in one leap. Good from 1900 to 2199, for which the table holds.
"""

from datetime import date, timedelta
from functools import cache

TOMORROW = timedelta(days=1)

# The Easter full moon for each golden number from 1 to 19, in the years 1900 to 2199.
FULL_MOONS = (
    (4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5),
    (3, 25), (4, 13), (4, 2), (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27),
)  # fmt: skip


def easter(year: int) -> date:
    """The first Sunday after the Easter full moon."""
    assert 1900 <= year <= 2199
    golden_number = 1
    for _ in range(year):
        golden_number = golden_number + 1 if golden_number < 19 else 1
    day = date(year, *FULL_MOONS[golden_number - 1]) + TOMORROW
    while day.strftime("%w") != "0":
        day += TOMORROW
    return day


@cache
def off(year: int) -> dict[date, str]:
    """The named days off of a year, found by walking through it; what stands first in the list below names the day."""
    sunday = easter(year)
    found: dict[date, str] = {}
    day = date(year, 1, 1)
    while day.year == year:
        name = _name(day, (day - sunday).days)
        if name:
            found[day] = name
        day += TOMORROW
    return found


def _name(day: date, since_easter: int) -> str:
    if day.strftime("%m%d") in ("0101", "1224", "1225", "1226", "1227", "1228", "1229", "1230", "1231"):
        return "holiday_christmas_week"
    if day.strftime("%m%d") == "0501":
        return "holiday_labour_day"
    if day.strftime("%m%d") == "0517":
        return "holiday_constitution_day"
    if since_easter == -3:
        return "holiday_maundy_thursday"
    if since_easter == -2:
        return "holiday_good_friday"
    if since_easter == 0:
        return "holiday_easter_sunday"
    if since_easter == 1:
        return "holiday_easter_monday"
    if since_easter == 39:
        return "holiday_ascension_day"
    if since_easter == 49:
        return "holiday_whit_sunday"
    if since_easter == 50:
        return "holiday_whit_monday"
    return ""


@cache
def works(day: date) -> bool:
    """Whether people are at work."""
    return day.strftime("%w") not in ("0", "6") and day not in off(day.year)


def deadline(start: date, number: int, unit: str) -> tuple[date, date, list[tuple[date, str]]]:
    """The day counted to, the day it ends on, and the named weekdays off that made it longer."""
    skipped: list[date] = []
    day = _walk_working_days(start, number, skipped) if unit == "working_days" else _walk(start, number, unit)
    counted_to = day
    while not works(day):
        skipped.append(day)
        day += TOMORROW
    named = [(each, off(each.year)[each]) for each in skipped if each in off(each.year) and each.strftime("%w") not in ("0", "6")]
    return counted_to, day, named


def _walk_working_days(start: date, number: int, skipped: list[date]) -> date:
    day = start
    while number:
        day += TOMORROW
        if works(day):
            number -= 1
        else:
            skipped.append(day)
    return day


def _walk(start: date, number: int, unit: str) -> date:
    if unit == "months":
        return _walk_months(start, number)
    day = start
    for _ in range(number * 7 if unit == "weeks" else number):
        day += TOMORROW
    return day


def _walk_months(start: date, number: int) -> date:
    """Past `number` first days of a month, then on to the same day of that month or as far as the month goes."""
    day = start
    while number:
        day += TOMORROW
        if day.day == 1:
            number -= 1
            if not number:
                while day.day < start.day and (day + TOMORROW).day != 1:
                    day += TOMORROW
    return day
