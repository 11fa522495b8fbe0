"""What verifying finds: which promise of the register does not hold, where, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be: the invariant (`I3`), the place, and what is wrong.

    `entry` is the number of the entry of the trail that does not hold, 0 where the fault is no entry's.
    """

    invariant: str
    place: str
    message: str
    entry: int = 0


@dataclass(frozen=True, slots=True)
class FileUse:
    """A stored file that the register names: its SHA-256 in hex, its size in bytes, and the place that names it."""

    sha256: str
    size: int
    place: str


@dataclass(frozen=True, slots=True)
class UsedNumber:
    """A case number in use: its year and running number, and whether it was `given` by a person or `counted` by the register."""

    year: int
    sequence: int
    numbered: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of verifying: the faults in the order of the invariants, notes on what is no fault, and the trail's newest entry."""

    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    head: tuple[int, str]

    @property
    def first_wrong_entry(self) -> Fault | None:
        """The fault of the earliest entry of the trail that does not hold, or None where the trail holds."""
        return min((each for each in self.faults if each.entry), key=lambda each: each.entry, default=None)
