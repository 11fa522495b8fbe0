"""Paired rounds: two sides do the same work in turn in one process, so that a busy machine slows both alike."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")
WARM_UP = 2  # rounds that are run and not counted


@dataclass(frozen=True, slots=True)
class Side(Generic[T]):
    """One side of a comparison: what is made ready before the clock starts, always anew, and the work that is timed.

    Work on one thread that waits for nothing is best timed with `process_time`, which does not count what others do meanwhile.
    """

    prepare: Callable[[], T]
    work: Callable[[T], object]
    clock: Callable[[], float] = perf_counter

    def timed(self) -> float:
        """Seconds of the work; what the other side left behind is cleared away before."""
        ready = self.prepare()
        gc.collect()
        start = self.clock()
        self.work(ready)
        return self.clock() - start


@dataclass(frozen=True, slots=True)
class Paired:
    """The seconds of both sides, round by round."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    def times_as_fast(self) -> tuple[float, ...]:
        """How many of our runs fit into one of theirs, in each round."""
        return tuple(theirs / ours for ours, theirs in zip(self.ours, self.theirs, strict=True))

    def times_as_long(self) -> tuple[float, ...]:
        """How many of their runs fit into one of ours, in each round."""
        return tuple(ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True))


def paired(ours: Side[T], theirs: Side[U], *, rounds: int) -> Paired:
    """The counted rounds; each side is first in every other one."""
    found: list[tuple[float, float]] = []
    for turn in range(WARM_UP + rounds):
        if turn % 2:
            late = theirs.timed()
            found.append((ours.timed(), late))
        else:
            early = ours.timed()
            found.append((early, theirs.timed()))
    counted = found[WARM_UP:]
    return Paired(tuple(each for each, _ in counted), tuple(each for _, each in counted))


def alone(side: Side[T], *, rounds: int) -> tuple[float, ...]:
    """The seconds of a side that has nothing beside it, round by round."""
    return tuple([side.timed() for _ in range(WARM_UP + rounds)][WARM_UP:])


def milliseconds(seconds: tuple[float, ...]) -> float:
    """The median in milliseconds."""
    return median(seconds) * 1000
