"""What a stopped program may have left in the register's folder: half-written files, and files that are not ours."""

from collections.abc import Sequence
from pathlib import Path

from sokdocs.register.durable_files import TEMPORARY, is_stale


class Leftovers:
    """The files in a register's folder that nothing should have left there; `files` is the folder of stored files."""

    def __init__(self, home: Path, files: Path) -> None:
        self._home, self._files = home, files

    def temporaries(self) -> Sequence[str]:
        """Temporary files older than five minutes, by their place in the home folder."""
        found = (*self._home.glob(f"{TEMPORARY}*"), *self._files.glob(f"**/{TEMPORARY}*"))
        return sorted({self._named(path) for path in found if is_stale(path)})

    def strangers(self) -> Sequence[str]:
        """Files among the stored ones that bear no name that the register gives."""
        found = (path for path in self._files.glob("**/*") if path.is_file() and not path.name.startswith(TEMPORARY))
        return sorted(self._named(path) for path in found if not _is_ours(path.relative_to(self._files)))

    def _named(self, path: Path) -> str:
        return str(path.relative_to(self._home))


def _is_ours(path: Path) -> bool:
    name = path.name
    return path.parts == (name[:2], name) and len(name) == 64 and set(name) <= set("0123456789abcdef")
