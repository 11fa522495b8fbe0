"""Which case a row of a list is about: the one it names, else the contract's open one, else a new one."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.standing import standing_of
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.facts.definition import FactValue
from sokdocs.workflows.bulk_ports import Row
from sokdocs.workflows.bulk_rows import refuse_faults
from sokdocs.workflows.recording import CaseDesk, case_named, ladder_of

LADDER = "standard"
OVER = ("closed", "terminated")

Sent = TypeVar("Sent")


@dataclass(frozen=True, slots=True)
class FoundCase:
    """The case a row is about; `known` are the contract's cases as they were, `is_new` that this one is not among them yet."""

    case: Case
    known: tuple[str, ...]
    is_new: bool


def case_or_sent(desk: CaseDesk, row: Row, sent_in: Callable[[list[Case]], Sent | None]) -> FoundCase | Sent:
    """The case a sound row is about; or what `sent_in` finds to have been sent before in the contract's cases.

    Raises `InvalidError` with the faults of the row, `NotFoundError` where there is no such contract or case, and `ConflictError` where
    several are open.
    """
    refuse_faults(row)
    cases = [case_named(desk, each) for each in desk.casefiles.cases_of(row.contract)]
    return sent_in(cases) or _case_of(desk, row, cases)


def _case_of(desk: CaseDesk, row: Row, cases: list[Case]) -> FoundCase:
    """The case named, else the contract's open one, else a new one that is opened together with what is sent."""
    known = tuple(each.number for each in cases)
    if row.case:
        named = next((each for each in cases if each.number == row.case), None)
        if named is None:
            raise NotFoundError(f"{row.contract} has no case {row.case[:20]}; it has: {', '.join(known) or 'none'}")
        return FoundCase(named, known, False)
    running = [each for each in cases if standing_of(each, ladder_of(desk.casebook, each)) not in OVER]
    if len(running) > 1:
        raise ConflictError(f"{row.contract} has several open cases: {', '.join(each.number for each in running)}; name one")
    if running:
        return FoundCase(running[0], known, False)
    contract = desk.casefiles.contract(row.contract)
    if contract is None:
        raise NotFoundError(f"there is no contract {row.contract[:40]}; see `sokdocs contract list`")
    return FoundCase(_new_case(desk, contract), known, True)


def _new_case(desk: CaseDesk, contract: Contract) -> Case:
    """The case as it will stand when it is opened; until then it is nowhere stored."""
    today = desk.clock.now().date()
    values: dict[str, FactValue] = {"contract": contract.reference, "ladder": LADDER, "settings": ()}
    opened = Event(1, EventKind.OPENED, today, MappingProxyType(values), desk.actor.id)
    return Case(desk.casefiles.next_number(today.year), contract, LADDER, today, (opened,))
