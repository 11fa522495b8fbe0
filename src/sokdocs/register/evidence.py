"""What the register's rows say when they are held against its trail, and the database against its own checks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, String, Table, exists, select

from sokdocs.core.audit.evidence import Fault, FileUse, UsedNumber
from sokdocs.core.audit.trail import TrailEntry
from sokdocs.register.stored_values import read_values
from sokdocs.register.tables import cases, contracts, event_files, events, issued, issued_files, journal, private_values, trail
from sokdocs.register.trail import RegisterTrail, read_page
from sokdocs.register.trail_bodies import CASE, CONTRACT, EVENT, ISSUED, bodies, event_subject
from sokdocs.register.transactions import reading, understood

SUBJECTS: tuple[tuple[str, Table, ColumnElement[str]], ...] = (
    (ISSUED, issued, issued.c.reference),
    (CONTRACT, contracts, contracts.c.reference),
    (CASE, cases, cases.c.number),
    (EVENT, events, events.c.case_number + "#" + events.c.number.cast(String)),
)


class RegisterEvidence(RegisterTrail):
    """The trail of one register, with all that can be held against it."""

    def differing_rows(self) -> Iterator[Fault]:
        """Every entry whose rows are gone or no longer say what it says, in the order of the trail."""
        after = None
        while True:
            with reading(self._engine) as connection:
                page = read_page(connection, after)
                yield from _differing(connection, page)
            if not page:
                return
            after = page[-1].number

    def rows_without_entry(self) -> Iterator[Fault]:
        """Every row of which no entry tells."""
        with reading(self._engine) as connection:
            for action, table, subject in SUBJECTS:
                told = exists().where(trail.c.action == action, trail.c.subject == subject)
                for found in connection.execute(select(subject).select_from(table).where(~told).order_by(subject)).scalars():
                    yield Fault("I3", f"{action} {found}", "it stands in the register, but no entry of the trail tells of it")

    def erasure_faults(self) -> Iterator[Fault]:
        """Values and files that are gone though nobody erased them, or there though they were erased."""
        with reading(self._engine) as connection:
            erased = _erased(connection)
            for table, column in ((private_values, "value"), (event_files, "name")):
                rows = connection.execute(select(table.c.case_number, table.c.event, table.c[column].is_(None)))
                for case_number, event, is_gone in rows:
                    place = f"event {event_subject(case_number, event)}"
                    if is_gone and (case_number, event) not in erased:
                        yield Fault("I3", place, f"a {column} is gone, but no event of the case tells that it was erased")
                    if not is_gone and (case_number, event) in erased:
                        yield Fault("I3", place, f"a {column} stands there that was erased")

    def database_faults(self) -> Iterator[Fault]:
        """What the database's own checks say."""
        with reading(self._engine) as connection:
            for (said,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
                if said != "ok":
                    yield Fault("I9", "database", str(said))
            for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                yield Fault("I9", f"table {table}, row {row}", f"it names a row of {parent} that is not there")

    def files(self) -> Iterator[FileUse]:
        """Every stored file that an issued document or an event names; those of erased events are named no more."""
        with reading(self._engine) as connection:
            for reference, name, sha256, size in connection.execute(
                select(issued_files.c.reference, issued_files.c.name, issued_files.c.sha256, issued_files.c.size)
            ):
                yield FileUse(str(sha256), size, f"{reference}, {name}")
            received = select(event_files).where(event_files.c.name.is_not(None))
            for row in connection.execute(received.order_by(*event_files.primary_key.columns)):
                yield FileUse(str(row.sha256), row.size, f"event {event_subject(row.case_number, row.event)}, file {row.position + 1}")

    def journal_numbers(self) -> Iterator[tuple[int, int]]:
        """Year and number of everything in the journal."""
        with reading(self._engine) as connection:
            for row in connection.execute(select(journal.c.year, journal.c.sequence)):
                yield row.year, row.sequence

    def case_numbers(self) -> Iterator[UsedNumber]:
        """Every case number in use."""
        with reading(self._engine) as connection:
            for row in connection.execute(
                select(cases.c.year, cases.c.sequence, cases.c.numbered).order_by(cases.c.year, cases.c.sequence)
            ):
                yield UsedNumber(*row)


def _differing(connection: Connection, page: Sequence[TrailEntry]) -> Iterator[Fault]:
    subjects: defaultdict[str, list[str]] = defaultdict(list)
    for entry in page:
        subjects[entry.action].append(entry.subject)
    now = {action: bodies(connection, action, wanted) for action, wanted in subjects.items()}
    for entry in page:
        body = now[entry.action].get(entry.subject)
        if body != entry.body:
            why = "what it tells of is gone from the register" if body is None else "the register now says otherwise than it"
            yield Fault("I3", f"{entry.action} {entry.subject}", f"entry {entry.number} does not hold: {why}", entry.number)


def _erased(connection: Connection) -> set[tuple[str, object]]:
    """The events that an event of their case erased."""
    found: set[tuple[str, object]] = set()
    for row in connection.execute(select(events.c.case_number, events.c.number, events.c.public).where(events.c.kind == "erased")):
        with understood(f"event {row.number} of {row.case_number}"):
            found.add((row.case_number, read_values(row.public)["event"]))
    return found
