"""The child process: reads one upload behind shut doors, tells what it read, and ends.

It is started by `reading` in this room and by nothing else. What to do stands on the first line of its standard input,
and the upload follows. Whatever goes wrong ends the process; the parent says what that means.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.sandbox.answer import form_answer, refusal_answer
from sokdocs.sandbox.doors import shut_doors
from sokdocs.sandbox.limits import Limits, lay

READ, NO_READER, NO_LIMITS, NO_MEMORY, TOO_MUCH = 0, 40, 41, 42, 43  # how the process ends
STANDARD_FILES = 3
Reader = Callable[..., ReturnedForm]


@dataclass(frozen=True, slots=True)
class Order:
    """What to read: the reader as `module:function`, the upload's name as the user gave it, and the limits.

    `needs` are modules that the reader loads only when it reads, which is too late behind shut doors.
    """

    reader: str
    name: str
    limits: Limits
    needs: tuple[str, ...] = ()

    def line(self) -> bytes:
        """The order as one line, as the child hears it."""
        limits = self.limits
        return json.dumps([self.reader, self.name, self.needs, limits.seconds, limits.megabytes, limits.answer]).encode("ascii") + b"\n"


def order_in(line: bytes) -> Order:
    """The order that stands on a line."""
    reader, name, needs, *limits = json.loads(line)
    return Order(reader, name, Limits(*limits), tuple(needs))


def main() -> None:
    """Reads one upload and ends the process."""
    out = _keep_output()
    order = order_in(sys.stdin.buffer.readline())
    try:
        lay(order.limits)
    except (OSError, ValueError):
        os._exit(NO_LIMITS)
    try:
        read = _reader(order)
    except ImportError:
        os._exit(NO_READER)
    try:
        answer = _answer(read, order.name)
    except MemoryError:
        os._exit(NO_MEMORY)
    if len(answer) > order.limits.answer:
        os._exit(TOO_MUCH)
    while answer:
        answer = answer[os.write(out, answer) :]
    os._exit(READ)


def _keep_output() -> int:
    """The way to the parent, kept for the answer: what a library prints goes nowhere."""
    out = os.dup(1)
    os.dup2(2, 1)
    return out


def _reader(order: Order) -> Reader:
    module, _, function = order.reader.partition(":")
    reader: Reader = getattr(import_module(module), function)
    for each in order.needs:
        import_module(each)
    return reader


def _answer(read: Reader, name: str) -> bytes:
    data = sys.stdin.buffer.read()
    shut_doors(kept=STANDARD_FILES + 1)
    try:
        return form_answer(read(data, name=name))
    except InvalidError as refusal:
        return refusal_answer(refusal)
