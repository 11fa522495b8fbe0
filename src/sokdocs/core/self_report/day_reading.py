"""Dates as suppliers write them: 2026-01-31, 31.01.2026, or with the name of the month. A year has four digits."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from babel import Locale

from sokdocs.core.values.quantities import LOCALES

ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:T00:00:00(?:\.0+)?Z?)?")
POINTS = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})")
NAMED = re.compile(r"(?P<day>[0-9]{1,2})\.? ?(?P<month>[^\W\d_]+)\.? (?P<year>[0-9]{4})")


def read_day(text: str) -> date | None:
    """The day, or None where the text names none or could be read in two ways, as 01/02/2026 can."""
    match = ISO.fullmatch(text) or POINTS.fullmatch(text) or NAMED.fullmatch(text)
    if match is None:
        return None
    month = match["month"]
    number = int(month) if month.isdecimal() else _months().get(month.casefold(), 0)
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    """The number of each month by its names, short and long, in every language."""
    found: dict[str, int] = {}
    for locale in LOCALES.values():
        for width in ("wide", "abbreviated"):
            for number, name in Locale.parse(locale).months["format"][width].items():
                found[name.casefold().rstrip(".")] = number
    return MappingProxyType(found)
