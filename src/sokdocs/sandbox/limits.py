"""How much an upload may cost while it is read: time, memory, and nothing else of the machine.

The child process lays the limits on itself before it sees a byte of the upload; the system holds them from then on.
"""

from dataclasses import dataclass
from importlib.util import find_spec

MEGABYTE = 1_000_000
GRACE = 5  # seconds after which a child ends by itself, if nobody is left to end it


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one upload may take: seconds on the wall clock, megabytes of memory, bytes of what was read."""

    seconds: int = 20
    megabytes: int = 1000
    answer: int = 8 * MEGABYTE


def can_be_laid() -> bool:
    """Whether this system lets a process limit itself; Windows does not."""
    return find_spec("resource") is not None


def lay(limits: Limits) -> None:
    """Limits this process for good; `OSError` or `ValueError` where the system refuses one of them."""
    import resource
    import signal

    signal.alarm(limits.seconds + GRACE)
    _lower(resource.RLIMIT_AS, limits.megabytes * MEGABYTE)
    _lower(resource.RLIMIT_CPU, limits.seconds, GRACE)  # SIGXCPU first, which says why; where the two are equal, SIGKILL says nothing
    for nothing in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
        _lower(nothing, 0)


def open_no_more_files(kept: int) -> None:
    """From now on nothing in this process can open a file or a connection; the first `kept` stay open."""
    import resource

    _lower(resource.RLIMIT_NOFILE, kept)


def _lower(kind: int, wanted: int, more: int = 0) -> None:
    """Sets the limit that is told, and `more` above it the one that can't be passed."""
    import resource

    _, highest = resource.getrlimit(kind)
    told, last = (each if highest == resource.RLIM_INFINITY else min(each, highest) for each in (wanted, wanted + more))
    resource.setrlimit(kind, (told, last))
