"""Opens the register's database and brings it up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import OperationalError

from sokdocs.core.errors import UnavailableError

BUSY_MILLISECONDS = 5_000


def open_database(path: Path) -> Engine:
    """An engine on the SQLite file, migrated to the newest form; raises `UnavailableError` where it can't be opened."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(f"the folder {path.parent} can't be made: {error.strerror}") from error
    engine = create_engine(f"sqlite:///{path}", poolclass=pool.NullPool)
    event.listen(engine, "connect", _set_up)
    try:
        _migrate(engine)
    except OperationalError as error:
        raise unavailable(error) from error
    return engine


def unavailable(error: OperationalError) -> UnavailableError:
    """What went wrong with the database, for the person who waits."""
    return UnavailableError(f"the register can't be used just now ({error.orig}); nothing was recorded, try again")


def _set_up(connection: object, _record: object) -> None:
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
    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE") if not connection.in_transaction() else None
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _is_current(connection: Connection, scripts: ScriptDirectory) -> bool:
    return MigrationContext.configure(connection).get_current_revision() == scripts.get_current_head()
