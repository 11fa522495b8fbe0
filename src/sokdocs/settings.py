"""Where things are: read once, checked, and handed on."""

import os
from dataclasses import dataclass
from pathlib import Path

from sokdocs.core.errors import NotFoundError

PACKAGE = Path(__file__).parent
PROJECT = PACKAGE.parents[1]


@dataclass(frozen=True, slots=True)
class Settings:
    """The folders sokdocs works with: clause library, templates, and the register's home; and the id of who is at work."""

    library: Path
    templates: Path
    home: Path
    actor: str = ""


def read_settings(*, home: Path | None = None, library: Path | None = None, templates: Path | None = None) -> Settings:
    """The settings; what is named in the call comes before `SOKDOCS_HOME`, that before the user's own data folder."""
    return Settings(
        library=library or shipped("clauses"),
        templates=templates or shipped("templates"),
        home=home or _home(),
        actor=os.environ.get("SOKDOCS_ACTOR", "").strip(),
    )


def _home() -> Path:
    named = os.environ.get("SOKDOCS_HOME")
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "sokdocs"


def shipped(folder: str) -> Path:
    """A folder that is shipped with sokdocs: inside the installed package, or at the top of a checkout."""
    for place in (PACKAGE / folder, PROJECT / folder):
        if place.is_dir():
            return place
    raise NotFoundError(f"the folder {folder} that belongs to sokdocs is missing; install sokdocs again")
