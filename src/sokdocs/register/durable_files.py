"""Files that survive a power cut: written beside, synced, renamed, and the folder synced (safety promise 15)."""

import contextlib
import hashlib
import os
import tempfile
import time
from pathlib import Path

from sokdocs.core.errors import ConflictError, NotFoundError, UnavailableError

TEMPORARY = ".sokdocs-"
STALE_SECONDS = 300


def write_durably(path: Path, data: bytes) -> None:
    """The whole file or none of it; raises `UnavailableError` where the disk is full or the folder can't be written."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep_temporaries(path.parent)
        handle, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
        temporary = ""
        _sync_folder(path.parent)
    except OSError as error:
        raise UnavailableError(f"{path} can't be written: {error.strerror or error}") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def sweep_temporaries(folder: Path) -> None:
    """Takes away what a killed program left half-written here; what is younger than five minutes may still be being written."""
    for left in folder.glob(f"{TEMPORARY}*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class ContentStore:
    """A folder in which every file is named by its SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes) -> str:
        """Stores the bytes, once, and gives their SHA-256 in hex."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if not path.exists() or path.read_bytes() != data:
            write_durably(path, data)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes; raises `NotFoundError` where they are gone and `ConflictError` where they are not what was stored."""
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError(
                f"the file {sha256[:12]} is missing from the register's folder {self._folder}; take it from a backup"
            ) from error
        except OSError as error:
            raise UnavailableError(f"the file {sha256[:12]} can't be read: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ConflictError(f"the file {sha256[:12]} has been changed since it was stored; take it from a backup")
        return data

    def stale(self) -> tuple[str, ...]:
        """The SHA-256 of every file here that is older than five minutes."""
        paths = self._folder.glob("??/*") if self._folder.is_dir() else ()
        return tuple(sorted(path.name for path in paths if len(path.name) == 64 and time.time() - path.stat().st_mtime > STALE_SECONDS))

    def remove(self, sha256: str) -> None:
        """Takes a file away that no document names, and what was left half-written beside it."""
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        sweep_temporaries(path.parent)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
