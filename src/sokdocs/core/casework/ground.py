"""What a ground comes to in a case: met, not met or not known, and what that rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Standing(StrEnum):
    """Whether a ground carries the letter."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of one letter in one case. `event` is the number of the event it rests on (0: none), `on` that event's day.

    `clause` is the clause it rests on (empty: none); `opens_on` the first day on which time alone cures it; `parts` fill the words
    of the ladder's ground (`GroundWords`). `overridden_by` names the actor who took the responsibility for an unknown one.
    """

    name: str
    rule: str
    standing: Standing
    parts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    event: int = 0
    on: date | None = None
    clause: str = ""
    opens_on: date | None = None
    overridden_by: str = ""
    override_reason: str = ""

    @property
    def carries(self) -> bool:
        """Whether the letter may rest on it: met, or unknown and taken on by somebody with the role."""
        return self.standing is Standing.MET or (self.standing is Standing.UNKNOWN and bool(self.overridden_by))


@dataclass(frozen=True, slots=True)
class Intent:
    """What a letter is to say, as far as the grounds ask for it. Everything but the code may be left out to ask in general.

    `findings` are finding ids; `products`, `sites` and `sub_supplier` the scope; `extent` is `part` or `whole`;
    `given` are the officer's other answers for this letter, by fact name (`why_milder`, `supply_risk` …).
    """

    code: str
    findings: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    sub_supplier: str = ""
    extent: str = ""
    given: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class LetterStatus:
    """Whether a letter may be sent on a day, ground by ground."""

    intent: Intent
    on: date
    grounds: tuple[Ground, ...]

    @property
    def may_be_sent(self) -> bool:
        """Whether every ground carries."""
        return all(ground.carries for ground in self.grounds)

    @property
    def opens_on(self) -> date | None:
        """The day from which it may be sent, where time alone cures everything that is missing; else None."""
        lacking = [ground for ground in self.grounds if not ground.carries]
        days = [ground.opens_on for ground in lacking if ground.opens_on is not None]
        return max(days) if lacking and len(days) == len(lacking) else None
