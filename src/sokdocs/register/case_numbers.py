"""Case numbers such as `2026/01234`: never doubled, and counted on from the highest of the year."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sokdocs.core.errors import ConflictError, InvalidError
from sokdocs.register.tables import cases

CASE_NUMBER = re.compile(r"((?:19|20)\d\d)/(\d{1,7})", re.ASCII)
GIVEN, COUNTED = "given", "counted"


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number with its year and running number, and whether it was given by a person or counted here."""

    text: str
    year: int
    sequence: int
    numbered: str


def given_number(connection: Connection, text: str) -> CaseNumber:
    """The number a person gave; raises `InvalidError` where it is none, `ConflictError` where a case has it."""
    match = CASE_NUMBER.fullmatch(text.strip())
    if match is None or not int(match.group(2)):
        raise InvalidError(f'"{text[:40]}" is no case number; write the year and the running number, such as 2026/01234')
    year, sequence = int(match.group(1)), int(match.group(2))
    taken = select(cases.c.number, cases.c.contract).where(cases.c.year == year, cases.c.sequence == sequence)
    there = connection.execute(taken).one_or_none()
    if there is not None:
        raise ConflictError(f"the case number {there.number} is that of a case under the contract {there.contract}; take another")
    return CaseNumber(match.group(0), year, sequence, GIVEN)


def next_number(connection: Connection, year: int) -> CaseNumber:
    """The number after the highest one used in the year, with at least five digits."""
    highest = connection.execute(select(func.max(cases.c.sequence)).where(cases.c.year == year)).scalar_one()
    sequence = (highest or 0) + 1
    return CaseNumber(f"{year}/{sequence:05}", year, sequence, COUNTED)
