"""One transaction with the register, to read or to write; what goes wrong with the database is told in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, IntegrityError

from sokdocs.core.errors import ConflictError
from sokdocs.register.database import unavailable, writing


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the register; raises `UnavailableError` where the database is away."""
    try:
        with engine.connect() as connection:
            yield connection
    except DatabaseError as error:
        raise unavailable(error) from error


@contextmanager
def recording(engine: Engine) -> Iterator[Connection]:
    """A connection that holds the write lock from its start; everything in it is recorded, or nothing.

    Raises `ConflictError` where a row clashes with one that is there, `UnavailableError` where the database is away.
    """
    try:
        with writing(engine).begin() as connection:
            yield connection
    except IntegrityError as error:
        raise ConflictError(f"nothing was recorded: it clashes with what is in the register already ({error.orig})") from error
    except DatabaseError as error:
        raise unavailable(error) from error


@contextmanager
def understood(what: str) -> Iterator[None]:
    """Reads a row; raises `ConflictError` where it does not say what the register wrote."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConflictError(f"{what} does not stand in the register as it was written; run `sokdocs verify --all`") from error
