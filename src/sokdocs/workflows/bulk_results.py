"""What came of the rows of a bulk issue: told row by row, counted, and as lines of a report."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from sokdocs.core.problems import Problem

MOST_FAULTS = 1000
COLUMNS = ("row", "contract", "case", "number", "reference", "result")
STARTS_A_FORMULA = frozenset("=+-@|%＝＋－＠")


class Outcome(StrEnum):
    """What came of a row."""

    ISSUED = "issued"
    ALREADY = "already issued"
    READY = "ready"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What came of one row, and why it was left out where it was."""

    row: int
    contract: str
    outcome: Outcome
    case: str = ""
    number: str = ""
    reference: str = ""
    problems: tuple[Problem, ...] = ()

    def told(self) -> str:
        """The result in words."""
        match self.outcome:
            case Outcome.ALREADY:
                return f"{self.outcome} {self.number or self.reference}"
            case Outcome.LEFT_OUT:
                return f"{self.outcome}: {'; '.join(each.message for each in self.problems)}"
        return self.outcome.value

    def line(self) -> str:
        """The row of the report, in which no cell starts a formula."""
        return csv_line(str(self.row), self.contract, self.case, self.number, self.reference, self.told())


@dataclass(slots=True)
class Tally:
    """Counts what came of the rows, and keeps the first faults; so a long list takes no more room than a short one."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    faults: list[Problem] = field(default_factory=list)
    more_faults: int = 0

    def add(self, result: RowResult) -> None:
        """Takes one result in."""
        self.counts[result.outcome] += 1
        room = MOST_FAULTS - len(self.faults)
        self.faults.extend(result.problems[:room])
        self.more_faults += len(result.problems[room:])


def csv_line(*cells: str) -> str:
    """One line of CSV; no cell starts a formula, breaks off, or drives a terminal (safety promise 14)."""
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([_safe(each) for each in cells])
    return line.getvalue()


def _safe(text: str) -> str:
    bare = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return f"'{bare}" if bare[:1] in STARTS_A_FORMULA and bare else bare
