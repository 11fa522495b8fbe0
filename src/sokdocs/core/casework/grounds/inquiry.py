"""What a ground is asked: whether this letter may go out in this case on this day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sokdocs.core.casework.case import Case, Event
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.findings import corrected, dropped
from sokdocs.core.casework.ground import Intent
from sokdocs.core.casework.grounds.verdict import Verdict, listed, not_met, unknown, worst
from sokdocs.core.casework.ladder import Ladder, LetterRule, setting

ISSUING = "__issuing__"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A case as it stood on the day, the ladder, the letter asked for, and what it is to say."""

    case: Case
    ladder: Ladder
    rule: LetterRule
    intent: Intent
    on: date

    @property
    def contract(self) -> Contract:
        """The contract of the case."""
        return self.case.contract

    @property
    def is_general(self) -> bool:
        """Whether it is asked in general: the officer has not been asked for the letter's own facts yet."""
        return not self.intent.given

    def findings(self) -> tuple[Event, ...]:
        """The letter's findings that are in the case."""
        found = (self.case.finding(name) for name in dict.fromkeys(self.intent.findings))
        return tuple(each for each in found if each is not None)

    def given(self, name: str) -> str:
        """The officer's answer, or nothing."""
        value = self.intent.given.get(name)
        if isinstance(value, tuple):
            return listed(str(each) for each in value)
        return "" if value is None or isinstance(value, bool) else str(value).strip()

    def is_on(self, switch: str) -> bool:
        """Whether a switch of the ladder is on; a ladder without it has it off."""
        return switch in self.ladder.parameters and setting(self.ladder, self.case.settings, switch) is True

    def days(self, name: str) -> int:
        """A number of days of the ladder."""
        return int(setting(self.ladder, self.case.settings, name))

    def numbered(self, event: Event) -> str:
        """The number of a document (`2026/01234-7`), or of the case where the event is no document."""
        return f"{self.case.number}-{event.document}" if event.document else self.case.number


GroundFunction = Callable[[Inquiry], Verdict]
FindingFunction = Callable[[Inquiry, Event], Verdict]


def missing_answer(inquiry: Inquiry, answer: str) -> Verdict:
    """What an answer that the officer has not given comes to: unknown when asked in general, not met when the letter is made."""
    return unknown("missing_answer", answer=answer) if inquiry.is_general else not_met("missing_answer", answer=answer)


def backdated(inquiry: Inquiry) -> Verdict | None:
    """Why a decision can't work from the day it names: that lies before the letter, so that it would cut into a time that was given."""
    begins = inquiry.intent.given.get("effective_on")
    if not isinstance(begins, date) or begins >= inquiry.on:
        return None
    return not_met("backdated", until=begins, date=inquiry.on)


def for_each_finding(inquiry: Inquiry, judge: FindingFunction) -> Verdict:
    """The worst over the letter's findings; one that is not in the case, dropped or corrected carries nothing."""
    return worst(_each(inquiry, judge))


def _each(inquiry: Inquiry, judge: FindingFunction) -> Iterator[Verdict]:
    for name in dict.fromkeys(inquiry.intent.findings):
        finding = inquiry.case.finding(name)
        if finding is None:
            yield not_met("unknown_finding", finding=name)
        else:
            yield no_longer_open(inquiry, finding) or judge(inquiry, finding)


def no_longer_open(inquiry: Inquiry, finding: Event) -> Verdict | None:
    """Why a finding carries nothing any more, or None where it is open."""
    name = finding.text("finding")
    gone = dropped(inquiry.case, finding)
    if gone is not None:
        return not_met("dropped", event=gone, finding=name, date=gone.on)
    done = corrected(inquiry.case, finding)
    return not_met("corrected", event=done, finding=name, date=done.on) if done is not None else None
