"""What a drawn time-line is made of: lines, boxes, dots and words with their places, ready for a template that computes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from babel.dates import format_date

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.deadline_spans import DeadlineSpan
from sokdocs.core.casework.timeline import Direction, Entry, Timeline
from sokdocs.core.values.quantities import LOCALES

UNDRAWN = frozenset({EventKind.DELIVERED, EventKind.SIGNATURE, EventKind.ERASED, EventKind.STOP, EventKind.LIFT, EventKind.OVERRIDE})
NARROW, WIDE = frozenset("iljtfrI.,:;'!|()-/ "), frozenset("mwMW@%—…") | {chr(0xC6), chr(0xE6)}
FAR_EAST = 0x2E80
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: str
    y1: str
    x2: str
    y2: str
    style: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `radius` rounds its corners."""

    x: str
    y: str
    width: str
    height: str
    style: str
    radius: str = "0"


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at one place."""

    x: str
    y: str
    radius: str
    style: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at one place; `anchor` says which end of them stands there: start, middle or end. `after` follows them, less strong."""

    x: str
    y: str
    text: str
    style: str
    anchor: str = "start"
    after: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in layers: bands lie behind lines, those behind boxes, dots and words. `id` keeps its names apart from another's."""

    id: str
    width: str
    height: str
    bands: tuple[Box, ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class DrawnWords:
    """The words a drawing says besides the case's own."""

    today: str
    stop: str
    lifted: str
    deadline: str
    withdrawn: str
    rows: tuple[str, str, str, str, str]
    states: dict[str, str]
    language: str


def place(number: float) -> str:
    """A coordinate with one decimal, always written the same way."""
    return f"{number:.1f}"


def box(x: float, y: float, width: float, height: float, style: str, radius: float = 0) -> Box:
    """A rectangle at these coordinates."""
    return Box(place(x), place(y), place(width), place(height), style, place(radius))


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> Line:
    """A line between these coordinates."""
    return Line(place(x1), place(y1), place(x2), place(y2), style)


def label(x: float, y: float, text: str, style: str, *, anchor: str = "start", after: str = "") -> Label:
    """Words at these coordinates."""
    return Label(place(x), place(y), text, style, anchor, after)


def dot(x: float, y: float, radius: float, style: str) -> Dot:
    """A mark at these coordinates."""
    return Dot(place(x), place(y), place(radius), style)


def width_of(text: str, size: float) -> float:
    """About how wide words are, rather too wide than too narrow: nobody knows which font the reader has."""
    return sum(_share(each) for each in text) * size


def _share(character: str) -> float:
    if ord(character) >= FAR_EAST:
        return 1.05
    if character in NARROW:
        return 0.4
    if character in WIDE:
        return 0.98
    return 0.72 if character.isupper() else 0.63


def wrapped(text: str, size: float, width: float, most: int = 2) -> tuple[str, ...]:
    """The words in lines no wider than that; what does not fit in so many lines ends with an ellipsis."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if not rows[-1] or width_of(longer, size) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    kept = rows[:most]
    if len(rows) > most:
        kept[-1] += "…"
    return tuple(fitted(each, size, width) for each in kept)


def fitted(text: str, size: float, width: float) -> str:
    """The text, cut and with an ellipsis where it is wider than that."""
    if width_of(text, size) <= width:
        return text
    bare = text.removesuffix("…")
    while bare and width_of(f"{bare}…", size) > width:
        bare = bare[:-1]
    return f"{bare.rstrip()}…"


def drawn_entries(timeline: Timeline) -> tuple[Entry, ...]:
    """The events a drawing shows: not receipts and signatures, and not what a letter of the same day has just set going."""
    letters = {(each.number, each.on) for each in timeline.entries if each.direction is Direction.OUT}
    shown = (each for each in timeline.entries if each.kind not in UNDRAWN)
    return tuple(each for each in shown if (each.number - 1, each.on) not in letters or each.direction is not Direction.INTERNAL)


def short_day(day: date, language: str) -> str:
    """`3. mars`: the year stands on the axis."""
    return format_date(day, format="d. MMM", locale=LOCALES[language])


def span_words(span: DeadlineSpan, words: DrawnWords) -> str:
    """What a deadline's bar says: the letter, what it asks for, its last day, and what became of it."""
    said = f"{span.code} {span.title}".strip()
    return f"{said} · {short_day(span.until, words.language)} · {words.states[span.state.value]}"


@dataclass(frozen=True, slots=True)
class Tick:
    """A month, or where there are many the first of several: its first day, its name, and whether a year begins."""

    on: date
    name: str
    is_year: bool


def ticks(first: date, last: date, most: int, language: str) -> tuple[Tick, ...]:
    """The first days of months in the stretch, at most about so many."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((each for each in MONTH_STEPS if months <= most * each), MONTH_STEPS[-1])
    begin = (first.year * 12 + first.month - 1) // step * step
    end = last.year * 12 + last.month - 1
    return tuple(_tick(index, step, language) for index in range(max(begin, 12), min(end, 9999 * 12 + 11) + 1, step))


def _tick(index: int, step: int, language: str) -> Tick:
    day = date(index // 12, index % 12 + 1, 1)
    name = str(day.year) if step >= 12 else format_date(day, format="LLL", locale=LOCALES[language])
    return Tick(day, name, day.month == 1)


def first_day(timeline: Timeline) -> date:
    """The first day of the month in which the case begins."""
    days = [timeline.on, *(each.on for each in timeline.entries), *(each.starts_on for each in timeline.deadlines)]
    return min(days).replace(day=1)


def last_day(timeline: Timeline) -> date:
    """The last day anything in the case reaches to, and some days more."""
    ends = [each.until for each in timeline.deadlines]
    stops = [each.lifted_on or timeline.on for each in timeline.stops]
    latest = max([timeline.on, *(each.on for each in timeline.entries), *ends, *stops])
    return min(latest, date(9999, 12, 1)) + timedelta(days=10)


def lanes(stretches: Iterable[tuple[float, float, T]]) -> list[tuple[int, T]]:
    """Each thing with the first lane in which nothing is in its way; stretches are from and to, in the order they are to be placed."""
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for begin, end, each in stretches:
        free = (index for index, lane in enumerate(taken) if all(end <= first or last <= begin for first, last in lane))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((begin, end))
        placed.append((lane, each))
    return placed


def stairs(cards: list[T], begins: Callable[[T], float], ends: Callable[[T], float]) -> list[int]:
    """The lane of each card, counted from the axis, so that no card lies on another, nor on another's line to the axis.

    A card stands at the beginning of its stretch. One that begins under an earlier card lies nearer to the axis than that.
    """
    levels = [0] * len(cards)
    for index in range(len(cards) - 1, -1, -1):
        under = [levels[later] for later in range(index + 1, len(cards)) if begins(cards[later]) < ends(cards[index])]
        levels[index] = max(under, default=-1) + 1
    return levels
