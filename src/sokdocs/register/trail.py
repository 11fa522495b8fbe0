"""The audit trail in the register: written in the same transaction as the change itself, and read a piece at a time."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, insert, select

from sokdocs.core.audit.trail import START, Head, TrailEntry, entry_after, moment_after
from sokdocs.register.tables import trail
from sokdocs.register.trail_bodies import bodies
from sokdocs.register.transactions import reading

PAGE = 500
Change = tuple[str, str]


def append(connection: Connection, changes: Sequence[Change], *, actor: str, at: datetime) -> None:
    """Adds one entry for each change (an action and its subject), with what now stands in the subject's rows.

    Raises `ConflictError` where the clock is earlier than the newest entry.
    """
    last = newest(connection)
    moment = moment_after(last, at)
    for action, subject in changes:
        body = bodies(connection, action, (subject,))[subject]
        last = entry_after(last, at=moment, actor=actor, action=action, subject=subject, body=body)
        connection.execute(insert(trail).values(entry_row(last)))


def append_once(connection: Connection, change: Change, *, actor: str, at: datetime) -> None:
    """Adds an entry unless one of the same action and subject is there."""
    action, subject = change
    if connection.execute(select(trail.c.number).where(trail.c.action == action, trail.c.subject == subject)).first() is None:
        append(connection, (change,), actor=actor, at=at)


def newest(connection: Connection) -> TrailEntry | None:
    """The newest entry, or None in a new register."""
    row = connection.execute(select(trail).order_by(trail.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else _entry(row)


def entry_row(entry: TrailEntry) -> dict[str, object]:
    """An entry as a row."""
    return {column.name: getattr(entry, column.name) for column in trail.columns}


class RegisterTrail:
    """The trail of one register."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def trail(self) -> Iterator[TrailEntry]:
        """Every entry in order, read a piece at a time."""
        page = self._page(None)
        while page:
            yield from page
            page = self._page(page[-1].number)

    def head(self) -> Head:
        """The number and digest of the newest entry; 0 and zeros in a new register."""
        with reading(self._engine) as connection:
            last = newest(connection)
        return (last.number, last.digest) if last else (0, START)

    def _page(self, after: int | None) -> list[TrailEntry]:
        with reading(self._engine) as connection:
            return read_page(connection, after)


def read_page(connection: Connection, after: int | None) -> list[TrailEntry]:
    """The next entries behind a number, or the first ones."""
    statement = select(trail).order_by(trail.c.number).limit(PAGE)
    return [_entry(row) for row in connection.execute(statement if after is None else statement.where(trail.c.number > after))]


def _entry(row: Row[tuple[object, ...]]) -> TrailEntry:
    return TrailEntry(**row._mapping)
