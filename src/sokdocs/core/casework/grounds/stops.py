"""The stops of a case: which are in force, what lifted them, and which warnings are used up."""

from collections.abc import Sequence

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.findings import latest
from sokdocs.core.casework.grounds.letter_scope import PART


def stops_in_force(case: Case) -> tuple[Event, ...]:
    """The stops that are not lifted as a whole, oldest first."""
    return tuple(each for each in case.letters("L12") if lifted_by(case, each) is None)


def stop_to_lift(case: Case, findings: Sequence[str]) -> Event | None:
    """The stop in force that a lift would be about: the last one for these findings, or the last at all where none is for them."""
    in_force = stops_in_force(case)
    return latest(each for each in in_force if set(each.names("findings")) & set(findings)) or latest(in_force)


def lifted_by(case: Case, stop: Event) -> Event | None:
    """What lifted a stop as a whole. A lift that was later withdrawn still lifted it: a stop never comes back without a new warning."""
    letters = [each for each in _lift_letters(case, stop) if each.text("extent") != PART]
    recorded = (each for each in case.of(EventKind.LIFT) if stop.document and each.whole("about") == stop.document)
    parts = {each.on for each in _lift_letters(case, stop) if each.text("extent") == PART}
    return latest([*letters, *(each for each in recorded if each.on not in parts)])


def partly_lifted_by(case: Case, stop: Event) -> Event | None:
    """The last letter that lifted a part of a stop."""
    return latest(each for each in _lift_letters(case, stop) if each.text("extent") == PART)


def is_spent(case: Case, warning: Event, finding: Event) -> bool:
    """Whether the stop that a warning led to has been lifted for the finding: a new stop then needs a new warning."""
    name = finding.text("finding")
    for stop in case.of(EventKind.LETTER):
        if stop.text("letter") != "L12" or stop.number < warning.number or name not in stop.names("findings"):
            continue
        whole = lifted_by(case, stop)
        parts = (each for each in _lift_letters(case, stop) if name in (each.names("findings") or stop.names("findings")))
        if whole is not None or any(parts):
            return True
    return False


def _lift_letters(case: Case, stop: Event) -> list[Event]:
    lifts = [each for each in case.of(EventKind.LETTER) if each.text("letter") == "L13" and each.number > stop.number]
    return [each for each in lifts if each.whole("about") == stop.document or (not each.whole("about") and _shares(each, stop))]


def _shares(lift: Event, stop: Event) -> bool:
    return not lift.names("findings") or bool(set(lift.names("findings")) & set(stop.names("findings")))
