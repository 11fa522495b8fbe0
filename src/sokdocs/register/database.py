"""Opens the register's database and brings it up to date."""

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, pool
from sqlalchemy.exc import DatabaseError

from sokdocs.core.errors import UnavailableError

BUSY_MILLISECONDS = 5_000
NEWEST = "0002"  # the revision of the newest migration: a register that has it is opened without loading alembic
VERSIONS = "alembic_version"
PASSING = ("locked", "busy", "disk is full", "disk I/O", "readonly", "unable to open")


def open_database(path: Path) -> Engine:
    """An engine on the SQLite file, migrated to the newest form; raises `UnavailableError` where it can't be opened."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(f"the folder {path.parent} can't be made: {error.strerror}") from error
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=pool.NullPool)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    try:
        if not _is_current(engine):
            _migrate(engine, path)
    except DatabaseError as error:
        raise unavailable(error) from error
    return engine


def unavailable(error: DatabaseError) -> UnavailableError:
    """What went wrong with the database, for the person who waits."""
    reason = str(error.orig)
    if any(word in reason for word in PASSING):
        return UnavailableError(f"the register can't be used just now ({reason}); nothing was recorded, try again")
    return UnavailableError(f"the register is damaged, or is none ({reason}); nothing was recorded, take it from a backup")


def writing(engine: Engine) -> Engine:
    """The engine for a transaction that writes: it takes the write lock at its start, so that it can't fail half way."""
    return engine.execution_options(writes=True)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _set_up(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # transactions begin where we say, also for DDL
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _is_current(engine: Engine) -> bool:
    """Whether the register has its newest form; raises `UnavailableError` for a database that is no register."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if VERSIONS in tables:
            found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSIONS}").scalars().all()
            return found == [NEWEST]
    if tables:
        raise UnavailableError(f"{engine.url.database} is a database of another program, no register; name another folder with --home")
    return False


def _migrate(engine: Engine, path: Path) -> None:
    from alembic.util import CommandError

    from sokdocs.register.migrating import upgrade

    try:
        with writing(engine).begin() as connection:
            upgrade(connection)
    except CommandError as error:
        raise UnavailableError(f"{path} was made by a newer sokdocs ({error}); use that one") from error
