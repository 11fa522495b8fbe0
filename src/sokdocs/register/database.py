"""Opens the register's database and brings it up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, pool
from sqlalchemy.exc import DatabaseError

from sokdocs.core.errors import UnavailableError

BUSY_MILLISECONDS = 5_000
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
        _migrate(engine)
    except DatabaseError as error:
        raise unavailable(error) from error
    except CommandError as error:
        raise UnavailableError(f"{path} was made by a newer sokdocs ({error}); use that one") from error
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


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        if _is_current(connection, ScriptDirectory.from_config(config)):
            return
        tables = inspect(connection).get_table_names()
    if tables and "alembic_version" not in tables:
        raise UnavailableError(f"{engine.url.database} is a database of another program, no register; name another folder with --home")
    with writing(engine).begin() as connection:
        if _is_current(connection, ScriptDirectory.from_config(config)):
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _is_current(connection: Connection, scripts: ScriptDirectory) -> bool:
    return MigrationContext.configure(connection).get_current_revision() == scripts.get_current_head()
