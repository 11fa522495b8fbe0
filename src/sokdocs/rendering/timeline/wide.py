"""The time-line drawn across: months along an axis, letters above it, what came in below, then own steps, deadlines and stops."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sokdocs.core.casework.timeline import Direction, Entry, StopSpan, Timeline
from sokdocs.core.values.working_days import ONE_DAY
from sokdocs.rendering.timeline.shapes import (
    Box,
    Dot,
    Drawing,
    DrawnWords,
    Label,
    Line,
    box,
    dot,
    drawn_entries,
    first_day,
    fitted,
    label,
    lanes,
    last_day,
    line,
    place,
    short_day,
    span_words,
    stairs,
    ticks,
    width_of,
    wrapped,
)

LEFT, EDGE = 92.0, 6.0
TITLE, STRONG, SMALL = 13.0, 14.3, 12.0  # a strong title is measured wider than it is high
CARD_TEXT, PAD, GAP = 205.0, 9.0, 8.0
AXIS, BAR, ROOM = 30.0, 23.0, 16.0
TOP = 34.0
MONTHS = 16


@dataclass(frozen=True, slots=True)
class _Card:
    """An event as it stands in the drawing."""

    entry: Entry
    x: float
    rows: tuple[str, ...]
    small: str
    width: float

    @property
    def height(self) -> float:
        return 22 + 16 * len(self.rows)

    @property
    def end(self) -> float:
        return self.x + self.width + GAP


@dataclass(slots=True)
class _Sheet:
    """A drawing while it is being made."""

    timeline: Timeline
    words: DrawnWords
    origin: date
    scale: float
    right: float
    bands: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def x(self, day: date) -> float:
        """Where a day begins."""
        return LEFT + (day - self.origin).days * self.scale

    def row_name(self, index: int, y: float) -> None:
        """The name of a row, at its left."""
        for step, words in enumerate(wrapped(self.words.rows[index], SMALL, LEFT - 12, 3)):
            self.labels.append(label(0, y + 15 * step, words, "row-name"))


def draw_wide(timeline: Timeline, words: DrawnWords, name: str, width: float) -> Drawing:
    """The drawing for screens with room, and for paper: so many units wide, under a name of its own."""
    entries, right = drawn_entries(timeline), width - EDGE
    sheet = _Sheet(timeline, words, first_day(timeline), _scale(timeline, entries, words, right), right)
    above = [_card(each, sheet) for each in entries if each.direction is Direction.OUT]
    below = [_card(each, sheet) for each in entries if each.direction is Direction.IN]
    axis = TOP + sum(_heights(above)) + ROOM
    _cards(sheet, above, 0, lambda offset, height: axis - ROOM - offset - height, axis)
    _cards(sheet, below, 2, lambda offset, _height: axis + AXIS + ROOM + offset, axis + AXIS)
    bottom = axis + AXIS + ROOM + sum(_heights(below))
    bottom = _own_steps(sheet, [each for each in entries if each.direction is Direction.INTERNAL], bottom)
    bottom = _deadlines(sheet, bottom)
    bottom = _stop_bars(sheet, bottom) + 4
    _months(sheet, axis, bottom)
    _stop_bands(sheet, bottom)
    _today(sheet, bottom)
    layers = (tuple(each) for each in (sheet.bands, sheet.lines, sheet.boxes, sheet.dots, sheet.labels))
    return Drawing(name, place(width), place(bottom), *layers)  # type: ignore[arg-type]


def _scale(timeline: Timeline, entries: Sequence[Entry], words: DrawnWords, right: float) -> float:
    """Units for a day, as large as it may be while the last words still end on the sheet."""
    origin = first_day(timeline)
    scales = [(right - LEFT) / (last_day(timeline) - origin).days]
    for each in entries:
        days = (each.on - origin).days
        if days:
            scales.append((right - LEFT - _measured(each, words)[2]) / days)
    return min(scales)


def _measured(entry: Entry, words: DrawnWords) -> tuple[tuple[str, ...], str, float]:
    """The title in rows, the small line, and how wide they are together with what is around them."""
    small = " · ".join(part for part in (entry.code, short_day(entry.on, words.language)) if part)
    if entry.is_withdrawn:
        small = f"{small} · {words.withdrawn}"
    if entry.direction is Direction.INTERNAL:
        title = fitted(entry.title, TITLE, 2 * CARD_TEXT)
        return (title,), small, width_of(title, TITLE) + width_of(small, SMALL) + 26
    rows = wrapped(entry.title, STRONG, CARD_TEXT)
    return rows, small, max([width_of(small, SMALL), *(width_of(each, STRONG) for each in rows)]) + 2 * PAD + 4


def _card(entry: Entry, sheet: _Sheet) -> _Card:
    rows, small, width = _measured(entry, sheet.words)
    return _Card(entry, sheet.x(entry.on), rows, small, width)


def _levels(cards: list[_Card]) -> list[int]:
    return stairs(cards, lambda each: each.x, lambda each: each.end)


def _heights(cards: list[_Card]) -> list[float]:
    """The height of each level, with the room between it and the next."""
    levels = _levels(cards)
    return [
        max(card.height for card, level in zip(cards, levels, strict=True) if level == each) + GAP
        for each in range(max(levels, default=-1) + 1)
    ]


def _cards(sheet: _Sheet, cards: list[_Card], row: int, top_of: Callable[[float, float], float], foot: float) -> None:
    """Cards in their levels, each with a line to its day on the axis."""
    heights = _heights(cards)
    for card, level in zip(cards, _levels(cards), strict=True):
        style = card.entry.direction.value
        y = top_of(sum(heights[:level]), card.height)
        is_above = y < foot
        sheet.lines.append(line(card.x, y + card.height if is_above else y, card.x, foot, f"lead {style}"))
        sheet.boxes.append(box(card.x, y, card.width, card.height, f"card {style}", 3))
        sheet.boxes.append(box(card.x, y, 4, card.height, f"edge {style}"))
        sheet.dots.append(dot(card.x, foot, 5, style))
        sheet.labels.append(label(card.x + PAD + 4, y + 16, card.small, f"small {style}"))
        crossed = " crossed" if card.entry.is_withdrawn else ""
        for step, words in enumerate(card.rows):
            sheet.labels.append(label(card.x + PAD + 4, y + 33 + 16 * step, words, f"title{crossed}"))
    if cards:
        sheet.row_name(row, top_of(0, heights[0] - GAP) + 16)


def _own_steps(sheet: _Sheet, entries: list[Entry], top: float) -> float:
    """The buyer's own steps, each on one line; gives where the next row begins."""
    if not entries:
        return top
    top = _rule(sheet, 3, top)
    measured = [(each, *_measured(each, sheet.words)) for each in entries]
    stretches = ((sheet.x(each[0].on) - 6, sheet.x(each[0].on) + each[3] + GAP, each) for each in measured)
    lowest = 0
    for lane, (entry, rows, small, _width) in lanes(stretches):
        x, y = sheet.x(entry.on), top + lane * BAR + 14
        sheet.dots.append(dot(x, y - 4.5, 4.5, "internal"))
        sheet.labels.append(label(x + 11, y, rows[0], "title plain clear", after=small))
        lowest = max(lowest, lane)
    return top + (lowest + 1) * BAR + 4


def _deadlines(sheet: _Sheet, top: float) -> float:
    """Every deadline as a bar with its words in it, or beside it where the bar is short."""
    spans = sheet.timeline.deadlines
    if not spans:
        return top
    ends = (sheet.x(min(each.until, date.max - ONE_DAY) + ONE_DAY) for each in spans)
    bars = [
        _bar(sheet.x(each.starts_on), end, span_words(each, sheet.words), each.state.value, sheet.right)
        for each, end in zip(spans, ends, strict=True)
    ]
    return _bars(sheet, bars, _rule(sheet, 4, top)) + 4


def _stop_bars(sheet: _Sheet, top: float) -> float:
    """Every stop as a bar under the deadlines."""
    bars = []
    for stop in sheet.timeline.stops:
        text = " · ".join(part for part in (sheet.words.stop, stop.extent, stop.products) if part)
        bars.append(_bar(sheet.x(stop.starts_on), _stop_end(sheet, stop), text, "stop", sheet.right))
    return _bars(sheet, bars, top)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar, its words, where they stand and which end of them, and the stretch both take."""

    x: float
    width: float
    text: str
    style: str
    at: float
    anchor: str
    stretch: tuple[float, float]


def _bar(x: float, end: float, text: str, style: str, right: float) -> _Bar:
    """A bar with its words: in it where there is room, else behind it, else before it."""
    width = max(end - x, 6)
    text = fitted(text, SMALL, (right - LEFT) / 2)
    long = width_of(text, SMALL * 1.08)
    if long + 12 <= width:
        return _Bar(x, width, text, f"{style} within", x + 7, "start", (x, x + width + GAP))
    if x + width + 6 + long <= right:
        return _Bar(x, width, text, style, x + width + 6, "start", (x, x + width + 6 + long + GAP))
    return _Bar(x, width, text, style, x - 6, "end", (x - 6 - long, x + width + GAP))


def _bars(sheet: _Sheet, bars: list[_Bar], top: float) -> float:
    """Draws bars in lanes; gives where the next row begins."""
    lowest = -1
    for lane, each in lanes((*bar.stretch, bar) for bar in bars):
        y = top + lane * BAR
        sheet.boxes.append(box(each.x, y, each.width, BAR - 6, f"bar {each.style}", 3))
        sheet.labels.append(label(each.at, y + 13.5, each.text, f"bar-words {each.style}", anchor=each.anchor))
        lowest = max(lowest, lane)
    return top + (lowest + 1) * BAR


def _stop_end(sheet: _Sheet, stop: StopSpan) -> float:
    """A stop in force reaches to today."""
    return max(sheet.x(stop.lifted_on or sheet.timeline.on), sheet.x(stop.starts_on))


def _stop_bands(sheet: _Sheet, bottom: float) -> None:
    for stop in sheet.timeline.stops:
        x = sheet.x(stop.starts_on)
        sheet.bands.append(box(x, TOP - 8, _stop_end(sheet, stop) - x, bottom - TOP + 8, "stopped"))


def _rule(sheet: _Sheet, row: int, top: float) -> float:
    """A line between two rows, and the name of the next."""
    sheet.lines.append(line(0, top + 4, sheet.right, top + 4, "rule"))
    sheet.row_name(row, top + 28)
    return top + 14


def _months(sheet: _Sheet, axis: float, bottom: float) -> None:
    """The axis: a box for each month, its name, and a fine line at its first day through the whole sheet."""
    last = sheet.origin + timedelta(days=min(int((sheet.right - LEFT) / sheet.scale), (date.max - sheet.origin).days))
    marks = [each for each in ticks(sheet.origin, last, MONTHS, sheet.words.language) if each.on >= sheet.origin]
    sheet.row_name(1, axis + 19)
    for index, each in enumerate(marks):
        x = sheet.x(each.on)
        end = sheet.x(marks[index + 1].on) if index + 1 < len(marks) else sheet.right
        style = "month odd" if index % 2 else "month"
        sheet.bands.append(box(x, axis, max(min(end, sheet.right) - x, 0), AXIS, style))
        sheet.lines.append(line(x, TOP - 8, x, bottom, "year" if each.is_year else "grid"))
        is_first = index == 0 or each.is_year
        name = f"{each.name} {each.on.year}" if is_first and each.name != str(each.on.year) else each.name
        if width_of(name, SMALL) + 8 <= min(end, sheet.right) - x:
            sheet.labels.append(label(x + 6, axis + 19.5, name, "month-name"))
        elif width_of(each.name, SMALL) + 4 <= min(end, sheet.right) - x:
            sheet.labels.append(label(x + 4, axis + 19.5, each.name, "month-name"))


def _today(sheet: _Sheet, bottom: float) -> None:
    x = sheet.x(sheet.timeline.on)
    text = f"{sheet.words.today} {short_day(sheet.timeline.on, sheet.words.language)}"
    width = width_of(text, SMALL * 1.08) + 16
    at = min(max(x - width / 2, 0), sheet.right - width)
    sheet.lines.append(line(x, 22, x, bottom, "today"))
    sheet.boxes.append(box(at, 0, width, 22, "today", 11))
    sheet.labels.append(label(at + width / 2, 15.5, text, "today", anchor="middle"))
