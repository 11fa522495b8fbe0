"""Files that a command writes for somebody to fill in: what is there already is never overwritten."""

from pathlib import Path

from sokdocs.core.errors import ConflictError
from sokdocs.wiring import World


def write_new(here: World, path: Path, text: str) -> None:
    """Writes the file; raises `ConflictError` where there is one already."""
    refuse_existing(path)
    here.deliver(path, text.encode())


def refuse_existing(path: Path) -> None:
    """Raises `ConflictError` where the path is taken."""
    if path.exists() or path.is_symlink():
        raise ConflictError(f"{path} is there already; name another file or take it away")
