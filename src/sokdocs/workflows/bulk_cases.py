"""Which case a row of a list is about: the one it names, else the contract's open one, else a new one."""

from dataclasses import dataclass
from types import MappingProxyType

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.standing import standing_of
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.facts.definition import FactValue
from sokdocs.workflows.bulk_ports import Row
from sokdocs.workflows.recording import CaseDesk, case_named, ladder_of

LADDER = "standard"
OVER = ("closed", "terminated")


@dataclass(frozen=True, slots=True)
class FoundCase:
    """The case a row is about; `known` are the contract's cases as they were, `is_new` that this one is not among them yet."""

    case: Case
    known: tuple[str, ...]
    is_new: bool


def cases_of(desk: CaseDesk, contract: str) -> list[Case]:
    """The contract's cases, by year and running number."""
    return [case_named(desk, each) for each in desk.casefiles.cases_of(contract)]


def case_of(desk: CaseDesk, row: Row, cases: list[Case]) -> FoundCase:
    """The case named, else the contract's open one, else a new one that is opened together with what is sent.

    Raises `NotFoundError` where there is no such contract or case, `ConflictError` where several are open.
    """
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
