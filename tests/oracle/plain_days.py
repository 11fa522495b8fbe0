"""Working days counted the slow way, day by day, from the rule text alone.

domain.md 5.4 rule 10 and clause K-311: Monday to Friday; not 1 January, Maundy Thursday, Good Friday, Easter Monday, 1 May, 17 May,
Ascension Day, Whit Monday, 25 and 26 December; not 24 December to 1 January. A period starts the day after; one that ends on a day off
ends the next working day.
"""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)

# The Gregorian tables of the paschal full moon, valid for 1900-2199: (month, day) for golden number 1, 2, 3 … 19.
PASCHAL_FULL_MOON = (
    *((4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5)),
    *((3, 25), (4, 13), (4, 2), (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27)),
)
FIRST_YEAR, LAST_YEAR = 1900, 2199


def easter_sunday(year: int) -> date:
    """The first Sunday after the paschal full moon."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the table of full moons does not cover {year}")
    month, day = PASCHAL_FULL_MOON[year % 19]
    sunday = date(year, month, day) + ONE_DAY
    while sunday.isoweekday() != 7:
        sunday += ONE_DAY
    return sunday


def is_working_day(day: date) -> bool:
    if day.isoweekday() in (6, 7):
        return False
    if (day.month, day.day) in ((5, 1), (5, 17), (1, 1)):
        return False
    if day.month == 12 and day.day >= 24:
        return False
    # Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension Day, Whit Monday.
    return (day - easter_sunday(day.year)).days not in (-3, -2, 1, 39, 50)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_days_after(start: date, number: int) -> date:
    """The n-th working day after `start`; the start itself is not counted."""
    day = start
    while number > 0:
        day += ONE_DAY
        if is_working_day(day):
            number -= 1
    return day


def calendar_days_after(start: date, number: int) -> date:
    """`number` days after `start`; where that is a day off, the next working day."""
    return next_working_day(start + number * ONE_DAY)
