"""Files that survive a power cut: written beside, synced, renamed, and the folder synced (safety promise 15)."""

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
        _make_folder(path.parent)
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
        if is_stale(left):
            left.unlink(missing_ok=True)


def is_stale(path: Path) -> bool:
    """Whether a file is older than five minutes; one that is gone meanwhile is not."""
    try:
        return time.time() - path.stat().st_mtime > STALE_SECONDS
    except FileNotFoundError:
        return False


def _make_folder(folder: Path) -> None:
    """Makes a folder with all above it, each synced where it stands."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _renewed(path: Path, data: bytes) -> bool:
    """Whether the file is there; it is then young again, and its name is synced, which whoever wrote it may not have come to."""
    try:
        os.utime(path)
        if path.read_bytes() != data:
            return False
        _sync_folder(path.parent)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UnavailableError(f"{path} can't be kept: {error.strerror or error}") from error
    return True


class ContentStore:
    """A folder in which every file is named by its SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes) -> str:
        """Stores the bytes, once, and gives their SHA-256 in hex.

        Bytes that are there already, from an issue that was stopped or is under way, become as young and as lasting as new ones.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if not _renewed(path, data):
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
        return tuple(sorted(path.name for path in paths if len(path.name) == 64 and is_stale(path)))

    def remove(self, sha256: str) -> None:
        """Takes a stale file away that no document names, and what was left half-written beside it; one that became young stays."""
        path = self._path(sha256)
        if is_stale(path):
            path.unlink(missing_ok=True)
        sweep_temporaries(path.parent)

    def remove_temporaries(self) -> None:
        """Takes away what stopped programs left half-written, in every folder here."""
        for folder in self._folder.glob("??"):
            sweep_temporaries(folder)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
