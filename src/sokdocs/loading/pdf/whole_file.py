"""What holds for every PDF that comes back, whatever is read in it: its size, its first bytes, and how a broken one is refused."""

import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem

MAX_BYTES = 20 * 1024 * 1024
BROKEN = (
    PSException,
    PDFException,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises where the inside of a file is not as it says."""


@contextmanager
def whole_pdf(data: bytes, *, name: str, ask: str) -> Iterator[None]:
    """Within it a PDF is read; `InvalidError`, naming the file and what to `ask` for, where it is none, too large or broken."""
    if len(data) > MAX_BYTES:
        raise _refusal(name, f"is larger than {MAX_BYTES // 1024 // 1024} MB", ask)
    if not data.lstrip().startswith(b"%PDF-"):
        raise _refusal(name, "is no PDF", ask)
    try:
        with _quiet():
            yield
    except InvalidError as error:
        raise (error if error.problems else _refusal(name, str(error), ask)) from error
    except BROKEN as error:
        raise _refusal(name, "is broken: its inside can't be read", ask) from error


def _refusal(name: str, what: str, ask: str) -> InvalidError:
    message = f"{name} {what}"
    return InvalidError(message, [Problem(Place(name), message, ask)])


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pdfminer from logging what it finds in a broken file: the bytes are not ours to repeat."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
