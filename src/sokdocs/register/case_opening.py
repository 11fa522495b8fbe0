"""Opening a case as a row with its first event; and which cases a contract has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.errors import NotFoundError
from sokdocs.core.facts.definition import FactValue
from sokdocs.register.case_numbers import CaseNumber
from sokdocs.register.event_rows import write_events
from sokdocs.register.stored_values import write_values
from sokdocs.register.tables import cases, contracts
from sokdocs.register.trail import append
from sokdocs.register.trail_bodies import CASE

Settings = Mapping[str, int | str | bool]


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case is opened with."""

    contract: str
    ladder: str
    settings: Settings
    on: date


def require_contract(connection: Connection, reference: str) -> None:
    """Raises `NotFoundError` where there is no such contract."""
    there = select(contracts.c.reference).where(contracts.c.reference == reference)
    if connection.execute(there).one_or_none() is None:
        raise NotFoundError(f"no contract has the reference {reference[:40]}; see `sokdocs contract list`")


def write_opening(connection: Connection, number: CaseNumber, opening: Opening, *, actor: str, at: datetime) -> None:
    """Adds the case with the event `opened` as its first, each with its entry of the trail."""
    connection.execute(
        insert(cases).values(
            number=number.text,
            year=number.year,
            sequence=number.sequence,
            numbered=number.numbered,
            contract=opening.contract,
            ladder=opening.ladder,
            opened_on=opening.on.isoformat(),
            settings=write_values(opening.settings),
        )
    )
    append(connection, ((CASE, number.text),), actor=actor, at=at)
    opened = NewEvent(EventKind.OPENED, opening.on, _values(opening))
    write_events(connection, number.text, (opened,), actor=actor, at=at)


def cases_of_contract(connection: Connection, reference: str) -> tuple[str, ...]:
    """The numbers of the cases under a contract, by year and running number."""
    mine = select(cases.c.number).where(cases.c.contract == reference).order_by(cases.c.year, cases.c.sequence)
    return tuple(connection.execute(mine).scalars())


def _values(opening: Opening) -> dict[str, FactValue]:
    settings = sorted(opening.settings.items())
    lines = tuple(f"{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in settings)
    return {"contract": opening.contract, "ladder": opening.ladder, "settings": lines}
