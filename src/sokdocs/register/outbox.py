"""The folder that a bulk issue puts its letters into: thousands of files, and a report that stands there whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sokdocs.core.errors import UnavailableError
from sokdocs.register.durable_files import TEMPORARY, sweep_temporaries

BOM = "\ufeff"  # spreadsheets take a CSV file for UTF-8 only with it


class OutFolder:
    """A folder for copies of what the register keeps; swept of half-written files once, when it is opened.

    The copies are renamed into place, but not each waited for until it is on the disk: the register's own files are, and what
    is missing here after a power cut is put here again from them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            sweep_temporaries(folder)

    def lacks(self, name: str, size: int) -> bool:
        """Whether there is no such file of this size."""
        path = self._folder / name
        return not path.is_file() or path.stat().st_size != size

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return (self._folder / name).is_file()

    def put(self, name: str, data: bytes) -> None:
        """Puts a file there, whole or not at all; raises `UnavailableError` where the disk is full or can't be written."""
        temporary = self._folder / f"{TEMPORARY}{name}"
        with _told(self._folder / name):
            try:
                temporary.write_bytes(data)
                os.replace(temporary, self._folder / name)
            finally:
                temporary.unlink(missing_ok=True)

    @contextlib.contextmanager
    def report(self, name: str) -> Iterator[Callable[[str], object]]:
        """A text file written line by line; it takes its place at the end, also where the work was stopped on the way."""
        with _told(self._folder / name):
            handle, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=self._folder)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                try:
                    file.write(BOM)
                    yield file.write
                finally:
                    file.flush()
                    os.fsync(file.fileno())
                    os.chmod(temporary, 0o644)
                    os.replace(temporary, self._folder / name)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnavailableError(f"{path} can't be written: {error.strerror or error}") from error
