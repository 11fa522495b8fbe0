"""What became of each finding in a case: still open, dropped, held as a breach or corrected, and which letters were about it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sokdocs.core.casework.case import Case, Event, EventKind

ZERO_TOLERANCE = "K0"
DOCUMENTATION = "D1"
GRAVEST_FIRST = (ZERO_TOLERANCE, "K1", "K2", "K3", DOCUMENTATION)


def as_of(case: Case, on: date) -> Case:
    """The case as it stood at the end of a day: what happened later is left out."""
    return replace(case, events=tuple(each for each in case.events if each.on <= on))


def latest(events: Iterable[Event]) -> Event | None:
    """The last of the events: by day, then by number."""
    return max(events, key=lambda each: (each.on, each.number), default=None)


def all_findings(case: Case) -> tuple[Event, ...]:
    """Every finding, oldest first."""
    return case.of(EventKind.FINDING)


def open_findings(case: Case) -> tuple[Event, ...]:
    """The findings that still carry something: neither dropped nor corrected."""
    return tuple(each for each in all_findings(case) if is_open(case, each))


def is_open(case: Case, finding: Event) -> bool:
    """Whether the finding can carry a letter. What was once corrected or dropped stays so; if it comes back, that is a new finding."""
    return dropped(case, finding) is None and corrected(case, finding) is None


def dropped(case: Case, finding: Event) -> Event | None:
    """The event by which the finding was not upheld."""
    return latest(_after(case, EventKind.DROPPED, finding))


def corrected(case: Case, finding: Event) -> Event | None:
    """The first verification that found it corrected."""
    found = (each for each in _after(case, EventKind.VERIFICATION, finding) if each.text("result") == "corrected")
    return min(found, key=lambda each: (each.on, each.number), default=None)


def verification(case: Case, finding: Event) -> Event | None:
    """The last verification of it, whatever it found."""
    return latest(_after(case, EventKind.VERIFICATION, finding))


def breaches(case: Case, finding: Event) -> tuple[Event, ...]:
    """The events by which the finding was held as a breach, oldest first."""
    return tuple(each for each in case.of(EventKind.BREACH) if is_about(each, finding))


def letters_about(case: Case, finding: Event, codes: Iterable[str]) -> tuple[Event, ...]:
    """The letters of these kinds that still count and were about the finding; a letter from before the finding is not about it."""
    wanted = frozenset(codes)
    return tuple(each for each in case.letters() if each.text("letter") in wanted and is_about(each, finding))


def is_about(event: Event, finding: Event) -> bool:
    """Whether an event names a finding that was there when it happened."""
    return finding.text("finding") in event.names("findings") and finding.number < event.number and finding.on <= event.on


def severities(findings: Iterable[Event]) -> tuple[str, ...]:
    """Their severities without doubles, gravest first; one that is not known comes last."""
    found = {each.text("severity") for each in findings}
    return tuple(each for each in GRAVEST_FIRST if each in found) + tuple(sorted(found - set(GRAVEST_FIRST)))


def is_zero_tolerance(finding: Event) -> bool:
    """Whether it is a matter of zero tolerance."""
    return finding.text("severity") == ZERO_TOLERANCE


def own_no(case: Case, finding: Event) -> Event | None:
    """The answer in which the supplier itself said no to the lead question that the finding is about."""
    question = finding.text("lead_question")
    if not question or finding.text("source_kind") != "self_report":
        return None
    answers = (each for each in case.of(EventKind.ANSWER) if question in each.names("lead_no") and each.number < finding.number)
    return latest(answers)


def is_repeated(case: Case, finding: Event) -> bool:
    """Whether an earlier finding at the same sub-supplier was held as a breach."""
    place = plain(finding.text("sub_supplier"))
    earlier = (each for each in all_findings(case) if each.number < finding.number and plain(each.text("sub_supplier")) == place)
    return bool(place) and any(breaches(case, each) and dropped(case, each) is None for each in earlier)


def plain(name: str) -> str:
    """A name as it is compared: without regard to capitals and blanks."""
    return " ".join(name.split()).casefold()


def _after(case: Case, kind: EventKind, finding: Event) -> tuple[Event, ...]:
    """The events recorded after the finding that name it; what speaks for the supplier counts whatever day it bears."""
    name = finding.text("finding")
    return tuple(each for each in case.of(kind) if name in each.names("findings") and finding.number < each.number)
