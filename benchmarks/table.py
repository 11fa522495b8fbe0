"""The table that a run prints: one line for each comparison, and one for each thing measured alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from benchmarks.pairs import Paired, milliseconds

HEAD = ("row", "ours ms", "peer ms", "ratio", "range", "wanted", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it is printed."""

    cells: tuple[str, ...]


def faster(name: str, measured: Paired, *, at_least: float | None = None) -> Row:
    """A comparison of which the ratio says how many times as fast we are."""
    ratios = measured.times_as_fast()
    wanted = f"≥ {at_least:g} ×" if at_least else ""
    reached = _verdict(median(ratios) >= at_least) if at_least else ""
    return _compared(name, measured, ratios, wanted, reached)


def longer(name: str, measured: Paired, *, at_most: float | None = None) -> Row:
    """A comparison of which the ratio says how many times as long we take."""
    ratios = measured.times_as_long()
    wanted = f"≤ {at_most:g} ×" if at_most else ""
    reached = _verdict(median(ratios) <= at_most) if at_most else ""
    return _compared(name, measured, ratios, wanted, reached)


def apart(name: str, seconds: tuple[float, ...]) -> Row:
    """Something of ours that has nothing beside it."""
    low, high = min(seconds) * 1000, max(seconds) * 1000
    return Row((name, f"{milliseconds(seconds):.1f}", "", "", f"{low:.1f} – {high:.1f} ms", "", ""))


def heading(name: str) -> Row:
    """A line over those that follow."""
    return Row((name, "", "", "", "", "", ""))


def printed(rows: Iterable[Row]) -> str:
    """The table as text."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *others = (
        cell.ljust(width) if column in (0, 5, 6) else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((first, *others)).rstrip()


def _compared(name: str, measured: Paired, ratios: tuple[float, ...], wanted: str, reached: str) -> Row:
    ours, theirs = milliseconds(measured.ours), milliseconds(measured.theirs)
    spread = f"{min(ratios):.2f} – {max(ratios):.2f} ×"
    return Row((name, f"{ours:.1f}", f"{theirs:.1f}", f"{median(ratios):.2f} ×", spread, wanted, reached))


def _verdict(is_reached: bool) -> str:
    return "reached" if is_reached else "not reached"
