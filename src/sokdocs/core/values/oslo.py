"""Which day it was in Norway: from a moment written with its offset to a date, by the European rule for summer time."""

import re
from datetime import UTC, date, datetime, timedelta

MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII)


def oslo_day(text: str) -> date | None:
    """The date in Oslo of a moment such as `2024-06-30T23:30:00+00:00`; a time without offset is Norwegian time; None for no date."""
    match = MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    day, time, offset = match.groups()
    try:
        if time is None or offset is None:
            return date.fromisoformat(day)
        moment = datetime.fromisoformat(f"{day}T{time}{offset}").astimezone(UTC)
        return (moment + timedelta(hours=2 if _is_summer(moment) else 1)).date()
    except (ValueError, OverflowError):
        return None


def day_meant(text: str) -> date | None:
    """The day a start or an end means: its first or last minute is that very day, whatever offset a converter put behind it."""
    match = MOMENT.fullmatch(text.strip())
    if match and (match.group(2) or "").startswith(("00:00", "23:59")):
        return oslo_day(match.group(1))
    return oslo_day(text)


def _is_summer(moment: datetime) -> bool:
    """From the last Sunday of March to the last Sunday of October, both at 01:00 UTC."""
    return _last_sunday(moment.year, 3) <= moment < _last_sunday(moment.year, 10)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
