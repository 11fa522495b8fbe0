"""The four ways in which a request can fail to go on. The doors map them to exit codes and status codes."""

from collections.abc import Sequence

from sokdocs.core.problems import Problem


class SokdocsError(Exception):
    """A request that can't go on; the message is written for the person who made it. `problems` lists what stands behind it."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))


class NotFoundError(SokdocsError):
    """What was named does not exist."""


class InvalidError(SokdocsError):
    """What was given is wrong; `problems` lists every fault, sorted by place."""


class ConflictError(SokdocsError):
    """What was asked for clashes with what is there already."""


class UnavailableError(SokdocsError):
    """Something that is needed (a program, a disk, a database) is away or full."""
