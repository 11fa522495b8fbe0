"""A fault found in data: where it is, what is wrong, and what to do about it.

Problems are collected, never raised one by one, so that a person sees every fault at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the data a fault is: a file as the user named it, a line from 1 (0: the whole file), and the field."""

    file: str
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in data; `is_warning` marks what should be looked at but does not stop the work."""

    place: Place
    message: str
    hint: str = ""
    is_warning: bool = False

    def __str__(self) -> str:
        mark = "warning: " if self.is_warning else ""
        first = f"{self.place}: {mark}{self.message}"
        return f"{first}\n  hint: {self.hint}" if self.hint else first


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to a misspelt one, or None where nothing is near."""
    names = sorted(known)
    found = get_close_matches(name.casefold(), [each.casefold() for each in names], n=1, cutoff=0.6)
    if not found:
        return None
    return next(each for each in names if each.casefold() == found[0])


def did_you_mean(name: str, known: Iterable[str], where: str) -> str:
    """A hint that names the nearest right name, if there is one, and says where the names are listed."""
    near = nearest(name, known)
    return f'did you mean "{near}"? {where}' if near else where
