"""Files that survive a power cut: written beside, synced, renamed, and the folder synced (safety promise 15)."""

import hashlib
import os
import tempfile
from pathlib import Path

from sokdocs.core.errors import ConflictError, NotFoundError, UnavailableError


def write_durably(path: Path, data: bytes) -> None:
    """The whole file or none of it; raises `UnavailableError` where the disk is full or the folder can't be written."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".sokdocs-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
        temporary = ""
        _sync_folder(path.parent)
    except OSError as error:
        raise UnavailableError(f"{path} can't be written: {error.strerror or error}; nothing was stored") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


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
            raise NotFoundError(f"the file {sha256[:12]} is missing from the register's folder {self._folder}") from error
        except OSError as error:
            raise UnavailableError(f"the file {sha256[:12]} can't be read: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ConflictError(f"the file {sha256[:12]} has been changed since it was stored")
        return data

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
