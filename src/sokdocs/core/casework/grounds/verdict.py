"""What a ground comes to, before it is given its name: the standing, the event and clause it rests on, and what is to be said.

Parts are strings ready to print, but for dates: those under `DATE_PARTS` are ISO dates, and whoever prints them writes them out in
the reader's language. Several findings or names are joined by a comma. `variant` chooses the sentence (`not_met.running`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.case import Event
from sokdocs.core.casework.ground import Standing

DATE_PARTS = ("date", "until", "opens")
EXCEPTIONS = frozenset({"acute", "joint"})
Part = str | int | date | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer to whether something carries; `opens_on` is the first day on which time alone cures it."""

    standing: Standing
    parts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    event: Event | None = None
    clause: str = ""
    opens_on: date | None = None

    @property
    def is_met(self) -> bool:
        """Whether it carries."""
        return self.standing is Standing.MET


def met(variant: str = "", *, event: Event | None = None, clause: str = "", **parts: Part) -> Verdict:
    """It carries."""
    return Verdict(Standing.MET, _parts(variant, {**parts, "clause": clause}), event, clause)


def not_met(variant: str = "", *, event: Event | None = None, clause: str = "", opens: date | None = None, **parts: Part) -> Verdict:
    """It does not carry; from `opens` on it will, if nothing else happens."""
    return Verdict(Standing.NOT_MET, _parts(variant, {**parts, "clause": clause, "opens": opens}), event, clause, opens)


def unknown(variant: str = "", *, event: Event | None = None, clause: str = "", **parts: Part) -> Verdict:
    """It can't be told."""
    return Verdict(Standing.UNKNOWN, _parts(variant, {**parts, "clause": clause}), event, clause)


def resting_on(verdict: Verdict, clause: str) -> Verdict:
    """The verdict with the clause it rests on, where it names none."""
    return verdict if verdict.clause else replace(verdict, clause=clause)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict over several findings: all must carry, the worst is told, with every finding that fares the same.

    It opens only where time cures all that is missing, and then on the last of the days. Nothing to judge does not carry.
    """
    found = list(verdicts)
    if not found:
        return not_met("none_named")
    chosen = max(found, key=_gravity)
    lacking = [each for each in found if not each.is_met]
    days = [each.opens_on for each in lacking if each.opens_on is not None]
    opens_on = max(days) if lacking and len(days) == len(lacking) else None
    return replace(chosen, parts=_with_all_findings(chosen, found), opens_on=opens_on)


def listed(names: Iterable[str]) -> str:
    """Names in one line, each once."""
    return ", ".join(dict.fromkeys(each for each in names if each))


def _gravity(verdict: Verdict) -> tuple[int, bool, bool, date, int]:
    order = (Standing.MET, Standing.UNKNOWN, Standing.NOT_MET)
    day = verdict.opens_on or (date.fromisoformat(verdict.parts["until"]) if verdict.parts.get("until") else date.min)
    is_exception = verdict.parts.get("variant") in EXCEPTIONS
    number = verdict.event.number if verdict.event else 0
    return order.index(verdict.standing), verdict.opens_on is None, is_exception, day, number


def _with_all_findings(chosen: Verdict, found: list[Verdict]) -> Mapping[str, str]:
    if "finding" not in chosen.parts:
        return chosen.parts
    alike = (each.parts for each in found if each.standing is chosen.standing and _bare(each) == _bare(chosen))
    return MappingProxyType({**chosen.parts, "finding": listed(parts.get("finding", "") for parts in alike)})


def _bare(verdict: Verdict) -> Mapping[str, str]:
    return {name: text for name, text in verdict.parts.items() if name != "finding"}


def _parts(variant: str, parts: Mapping[str, Part]) -> Mapping[str, str]:
    said = {
        "variant": variant,
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in parts.items()},
    }
    return MappingProxyType({name: str(value) for name, value in said.items() if value not in (None, "")})
