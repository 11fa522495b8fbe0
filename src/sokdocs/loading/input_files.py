"""Reading a file that a user named."""

from pathlib import Path

from sokdocs.core.errors import InvalidError, NotFoundError

MAX_INPUT = 20_000_000


def read_input(path: Path) -> bytes:
    """The bytes of the file; raises `NotFoundError` or `InvalidError` with the reason."""
    try:
        if not path.is_file():
            if path.exists():
                raise InvalidError(f"{path} is no ordinary file")
            raise NotFoundError(f"{path} does not exist")
        with path.open("rb") as file:
            data = file.read(MAX_INPUT + 1)
    except OSError as error:
        raise InvalidError(f"{path} can't be read: {error.strerror}") from error
    if len(data) > MAX_INPUT:
        raise InvalidError(f"{path} is larger than {MAX_INPUT // 1_000_000} MB")
    return data
