"""Reading a file that a user named."""

from pathlib import Path

from sokdocs.core.errors import InvalidError, NotFoundError

MAX_INPUT = 20_000_000


def read_input(path: Path) -> bytes:
    """The bytes of the file; raises `NotFoundError` or `InvalidError` with the reason."""
    try:
        if path.stat().st_size > MAX_INPUT:
            raise InvalidError(f"{path} is larger than {MAX_INPUT // 1_000_000} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(f"{path} does not exist") from error
    except OSError as error:
        raise InvalidError(f"{path} can't be read: {error.strerror}") from error
