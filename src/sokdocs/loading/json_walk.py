"""Walking through JSON that others wrote: each step knows its path, and every wrong shape becomes a problem with its line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sokdocs.core.problems import Problem
from sokdocs.core.values.characters import refused_character
from sokdocs.loading.strict_json import Json, JsonSource, Path, written

BREAKS = re.compile(r"[ \t]*[\r\n\t]+[ \t]*")


@dataclass(slots=True)
class Faults:
    """The file walked through, and the faults found so far."""

    source: JsonSource
    found: list[Problem] = field(default_factory=list)

    def add(self, path: Path, message: str, hint: str) -> None:
        """Note a fault at the line of the path."""
        self.found.append(Problem(self.source.place(path), f"{written(path)}: {message}", hint))


@dataclass(frozen=True, slots=True)
class Step:
    """One place in the file; what is missing, or null, is a step whose value is None."""

    faults: Faults
    path: Path
    value: Json

    @property
    def where(self) -> str:
        """The path as people write it."""
        return written(self.path)

    @property
    def is_there(self) -> bool:
        """Whether the file says anything here."""
        return self.value is not None

    def __getitem__(self, key: str) -> "Step":
        table = self._table()
        return Step(self.faults, (*self.path, key), table.get(key))

    def entries(self) -> tuple["Step", ...]:
        """The entries of a list; a missing list has none, and a lone table counts as a list of one."""
        if self.value is None:
            return ()
        if isinstance(self.value, dict):
            return (self,)
        if not isinstance(self.value, list):
            self.faults.add(self.path, "is not a list", "OCDS has a list here")
            return ()
        return tuple(Step(self.faults, (*self.path, at), value) for at, value in enumerate(self.value) if value is not None)

    def text(self) -> str | None:
        """The words on one line, blanks at both ends taken away; an empty text is none. Control characters are refused by field name."""
        if self.value is None:
            return None
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        if not isinstance(self.value, str):
            self.faults.add(self.path, "is not text", "put the words in double quotes")
            return None
        text = BREAKS.sub(" ", self.value).strip(" \u00a0")
        bad = refused_character(text, breaks=False)
        if bad:
            self.faults.add(self.path, f"holds the character {bad}, which no document can carry", "take it away")
            return None
        return text or None

    def number(self) -> Decimal | None:
        """The number; a number written as text is taken too, since some converters do so."""
        value = self.value
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 15:
            return Decimal(value)
        if value is not None:
            self.faults.add(self.path, "is not a number", "write digits only")
        return None

    def flag(self) -> bool | None:
        """True or false, or None where the file says nothing."""
        if self.value is None or isinstance(self.value, bool):
            return self.value
        self.faults.add(self.path, "is neither true nor false", "write true or false without quotes")
        return None

    def _table(self) -> Mapping[str, Json]:
        if isinstance(self.value, dict):
            return self.value
        if self.value is not None:
            known = any(each.place.field == self.where for each in self.faults.found)
            if not known:
                self.faults.add(self.path, "is not a table", "OCDS has a table { } here")
        return {}
