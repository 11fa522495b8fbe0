"""Reads what came back from outside in a child process of its own, with limits, and says plainly how that ended.

A file from outside can be made to exhaust memory, never to end, or to crash the library that reads it. Here that costs one
child process and one message. The child is a fresh Python with the same packages, never a copy of this process.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import IO, Literal, NoReturn

from sokdocs.core.errors import InvalidError, UnavailableError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.sandbox.answer import AnswerError, heard
from sokdocs.sandbox.child import NO_LIMITS, NO_MEMORY, NO_READER, READ, TOO_MUCH, Order
from sokdocs.sandbox.doors import REACHED_OUTSIDE
from sokdocs.sandbox.limits import MEGABYTE, Limits, can_be_laid

FormKind = Literal["docx", "pdf", "json"]
READERS: dict[FormKind, str] = {
    "docx": "sokdocs.loading.word.form:read_form_docx",
    "pdf": "sokdocs.loading.pdf.form:read_form_pdf",
    "json": "sokdocs.loading.returned_form_json:read_form_json",
}
# What a reader, or a library of it, loads only when it reads. It is found by the tests: a sound form must pass the doors.
NEEDS: dict[FormKind, tuple[str, ...]] = {"pdf": ("pikepdf", "cryptography.hazmat.backends.openssl.backend")}
START = "import sys; sys.path[:] = sys.argv[1:]; from sokdocs.sandbox.child import main; main()"
PIECE = 65_536
HINT = "ask for the form again, filled in and saved from the file that was sent out"
OUT_OF_TIME = ("SIGALRM", "SIGXCPU")


class _TooLongError(Exception):
    """The child has had its time."""


class _TooMuchError(Exception):
    """The child answers without end."""


def read_limited(kind: FormKind, data: bytes, *, name: str, limits: Limits | None = None) -> ReturnedForm:
    """The form in an upload; `InvalidError`, naming the file, where it is refused or can't be read within the limits."""
    return run_limited(Order(READERS[kind], name, limits or Limits(), NEEDS.get(kind, ())), data)


def run_limited(order: Order, data: bytes) -> ReturnedForm:
    """What a reader makes of the bytes, run in a child; the same errors as `read_limited`."""
    name, limits = order.name, order.limits
    if not can_be_laid():
        raise UnavailableError("returned forms can't be read on this system: it can't limit the memory and time of a process; use Linux")
    child = _start()
    try:
        answer = _exchange(child, order.line() + data, limits)
    except _TooLongError:
        _refuse(name, _too_long(limits))
    except _TooMuchError:
        _refuse(name, _too_much(limits))
    finally:
        _end(child)
    if child.returncode == NO_READER:
        raise UnavailableError(f"the reader {order.reader} can't be loaded; install sokdocs with all it needs")
    return _outcome(child.returncode, answer, name, limits)


def _start() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", "-B", "-W", "ignore", "-X", "utf8", "-c", START, *(os.path.abspath(each) for each in sys.path if each)]
    kept = {key: value for key, value in os.environ.items() if key == "LD_LIBRARY_PATH"}  # where a Python of one's own finds itself
    try:
        return subprocess.Popen(
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=kept,
            start_new_session=True,
        )
    except OSError as error:
        raise UnavailableError(f"a process that reads the upload can't be started: {error.strerror}") from error


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Ends the child with all that it may have started. It is not yet waited for, so that its number is still its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()


# --- talking with the child


def _exchange(child: "subprocess.Popen[bytes]", told: bytes, limits: Limits) -> bytes:
    """Everything that the child says, while it is told what to read; neither waits for the other."""
    assert child.stdin and child.stdout
    end, left, answer = time.monotonic() + limits.seconds, memoryview(told), bytearray()
    with selectors.DefaultSelector() as ready:
        _listen(ready, child.stdin, selectors.EVENT_WRITE)
        _listen(ready, child.stdout, selectors.EVENT_READ)
        while len(answer) <= limits.answer:
            pipes = {key.fileobj for key, _ in ready.select(max(0.0, end - time.monotonic()))}
            if not pipes:
                raise _TooLongError
            if child.stdin in pipes:
                left = _tell(child.stdin, left)
                if not left:
                    ready.unregister(child.stdin)
                    child.stdin.close()
            if child.stdout in pipes:
                piece = os.read(child.stdout.fileno(), PIECE)
                if not piece:
                    return bytes(answer)
                answer += piece
    raise _TooMuchError


def _listen(ready: selectors.BaseSelector, pipe: IO[bytes], way: int) -> None:
    os.set_blocking(pipe.fileno(), False)
    ready.register(pipe, way)


def _tell(pipe: IO[bytes], left: memoryview) -> memoryview:
    """What is still to be told after one piece; nothing, if the child does not listen any more."""
    try:
        return left[os.write(pipe.fileno(), left[:PIECE]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        return left[:0]


# --- how it ended


def _outcome(code: int, answer: bytes, name: str, limits: Limits) -> ReturnedForm:
    if code == NO_LIMITS:
        raise UnavailableError("returned forms can't be read here: the system refuses to limit the memory and time of a process")
    if code == NO_MEMORY:
        _refuse(name, f"needs more than {limits.megabytes} MB of memory to be read, so it is not read")
    if code == TOO_MUCH:
        _refuse(name, _too_much(limits))
    if code == REACHED_OUTSIDE:
        _refuse(name, "makes the reader reach for something outside the file (a file, a program or the network), so it is not read")
    if code < 0 and signal.Signals(-code).name in OUT_OF_TIME:
        _refuse(name, _too_long(limits))
    if code != READ:
        _refuse(name, "can't be read: what is inside it makes the reader break down")
    try:
        return heard(answer)
    except AnswerError:
        _refuse(name, "can't be read: what is inside it makes the reader break down")


def _too_long(limits: Limits) -> str:
    return f"takes longer than {limits.seconds} seconds to read, so it is not read"


def _too_much(limits: Limits) -> str:
    return f"holds more than {limits.answer // MEGABYTE} MB of answers, so it is not read"


def _refuse(name: str, what: str) -> NoReturn:
    raise InvalidError(f"{name}: {what}", [Problem(Place(name), what, HINT)])
