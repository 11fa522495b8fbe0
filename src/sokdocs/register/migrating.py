"""Brings a register up to its newest form, one migration after another (alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Runs the migrations that are missing, none where another process was quicker; raises `CommandError` for a newer register."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if MigrationContext.configure(connection).get_current_revision() != newest(config):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def newest(config: Config) -> str | None:
    """The revision of the newest migration."""
    return ScriptDirectory.from_config(config).get_current_head()
