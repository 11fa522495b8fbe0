"""How dates and periods of validity are read."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Anything that takes force on a day."""

    @property
    def date(self) -> date:
        """The first day."""
        ...


D = TypeVar("D", bound=Dated)


def newest_on(versions: Sequence[D], day: date) -> D | None:
    """The version with the latest date that is not after the day, or None where all are younger."""
    valid = [version for version in versions if version.date <= day]
    return max(valid, key=lambda version: version.date, default=None)


def next_after(versions: Sequence[D], day: date) -> D | None:
    """The first version that is younger than the day, or None."""
    later = [version for version in versions if version.date > day]
    return min(later, key=lambda version: version.date, default=None)
