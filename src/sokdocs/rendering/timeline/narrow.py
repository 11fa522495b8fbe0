"""The time-line drawn downwards, for a telephone: days go down, each event on its own line, deadlines as bars beside the axis."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from sokdocs.core.casework.deadline_spans import DeadlineSpan
from sokdocs.core.casework.timeline import Timeline
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
    label,
    lanes,
    last_day,
    line,
    place,
    short_day,
    ticks,
    width_of,
    wrapped,
)

WIDTH = 344.0
AXIS = 56.0
LANE, BARS = 11.0, 72.0  # the room for one bar beside another, and for all of them
STRONG, SMALL = 15.4, 13.0  # a strong title is measured wider than it is high
TOP, FOOT = 10.0, 24.0
FOR_A_DAY, LEAST, MOST = 0.7, 10.0, 46.0
MONTH_ROOM = 18.0


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the drawing: an event, the end of a deadline, or today."""

    on: date
    order: int
    small: str
    title: tuple[str, ...]
    style: str
    crossed: str = ""

    @property
    def height(self) -> float:
        return 20 + 18 * len(self.title)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where days lie: as far apart as their rows need, and a little more where much time passed."""

    days: tuple[int, ...]
    places: tuple[float, ...]

    def y(self, day: date) -> float:
        """Where a day lies; between two rows in proportion."""
        number = day.toordinal()
        index = min(max(bisect_right(self.days, number), 1), len(self.days) - 1)
        first, last = self.days[index - 1], self.days[index]
        share = (number - first) / (last - first)
        begin, end = self.places[index - 1], self.places[index]
        return begin + min(max(share, 0.0), 1.0) * (end - begin)


def draw_narrow(timeline: Timeline, words: DrawnWords) -> Drawing:
    """The drawing for narrow screens."""
    bars = _lanes(timeline)
    number = 1 + max((lane for lane, _span in bars), default=-1)
    pitch = min(LANE, BARS / max(number, 1))
    text_at = AXIS + 16 + pitch * number
    rows = _rows(timeline, words, WIDTH - text_at)
    places, scale, bottom = _placed(timeline, rows)
    boxes = [_bar(lane, span, scale, pitch) for lane, span in bars]
    dots: list[Dot] = []
    labels: list[Label] = []
    lines = [line(AXIS, TOP, AXIS, bottom, "axis")]
    for row, y in zip(rows, places, strict=True):
        if row.style == "today":
            boxes.append(box(text_at - 6, y, width_of(row.small, SMALL * 1.08) + 16, 22, "today", 11))
            lines.append(line(0, y + 11, WIDTH, y + 11, "today"))
            labels.append(label(text_at + 2, y + 15.5, row.small, "today"))
            continue
        dots.append(dot(AXIS, y + 10, 5.5, row.style))
        lines.append(line(AXIS, y + 10, text_at - 4, y + 10, f"lead {row.style}"))
        labels.append(label(text_at, y + 14, row.small, f"small {row.style}"))
        labels += [label(text_at, y + 32 + 18 * step, each, f"title{row.crossed}") for step, each in enumerate(row.title)]
    month_lines, month_names = _months(timeline, words, scale)
    bands = _stop_bands(timeline, scale)
    return Drawing(
        "narrow",
        place(WIDTH),
        place(bottom),
        bands,
        (*month_lines, *lines),
        tuple(boxes),
        tuple(dots),
        (*month_names, *labels),
    )


def _rows(timeline: Timeline, words: DrawnWords, width: float) -> list[_Row]:
    """Everything that gets a line, by its day."""
    found = []
    for each in drawn_entries(timeline):
        parts = (each.code, short_day(each.on, words.language), words.withdrawn if each.is_withdrawn else "")
        crossed = " crossed" if each.is_withdrawn else ""
        title = wrapped(each.title, STRONG, width, 3)
        found.append(_Row(each.on, each.number, " · ".join(filter(None, parts)), title, each.direction.value, crossed))
    for span in timeline.deadlines:
        small = f"{words.deadline} {short_day(span.until, words.language)} · {words.states[span.state.value]}"
        title = wrapped(f"{span.code} {span.title}".strip(), STRONG, width, 3)
        found.append(_Row(span.until, 100_000 + span.event, small, title, f"end {span.state.value}"))
    for stop in timeline.stops:
        what = " · ".join(part for part in (stop.extent, stop.products) if part)
        title = wrapped(f"{words.stop} {what}".strip(), STRONG, width, 3)
        found.append(_Row(stop.starts_on, 150_000, short_day(stop.starts_on, words.language), title, "stopping"))
        if stop.lifted_on:
            lifted = wrapped(words.lifted, STRONG, width, 3)
            found.append(_Row(stop.lifted_on, 150_001, short_day(stop.lifted_on, words.language), lifted, "stopping"))
    today = f"{words.today} {short_day(timeline.on, words.language)}"
    found.append(_Row(timeline.on, 200_000, today, (), "today"))
    return sorted(found, key=lambda each: (each.on, each.order))


def _placed(timeline: Timeline, rows: list[_Row]) -> tuple[list[float], _Scale, float]:
    """Where each row begins, the scale that follows from it, and the lower end."""
    places: list[float] = []
    days, marks = [first_day(timeline).toordinal() - 1], [TOP]
    y, before = TOP + 6, rows[0].on
    for row in rows:
        passed = (row.on - before).days
        y += min(max(passed * FOR_A_DAY, LEAST), MOST)
        places.append(y)
        if row.on.toordinal() > days[-1]:
            days.append(row.on.toordinal())
            marks.append(y + 10)
        y, before = y + row.height, row.on
    bottom = y + FOOT
    return places, _Scale((*days, last_day(timeline).toordinal() + 1), (*marks, bottom)), bottom


def _lanes(timeline: Timeline) -> list[tuple[int, DeadlineSpan]]:
    stretches = ((each.starts_on.toordinal(), each.until.toordinal() + 1, each) for each in timeline.deadlines)
    return lanes(stretches)


def _bar(lane: int, span: DeadlineSpan, scale: _Scale, pitch: float) -> Box:
    begin, width = scale.y(span.starts_on), pitch * 3 / 4
    height = max(scale.y(span.until) - begin, width)
    return box(AXIS + 10 + lane * pitch, begin, width, height, f"bar {span.state.value}", 3)


def _stop_bands(timeline: Timeline, scale: _Scale) -> tuple[Box, ...]:
    found = []
    for stop in timeline.stops:
        begin, end = scale.y(stop.starts_on), scale.y(max(stop.lifted_on or timeline.on, stop.starts_on))
        found.append(box(AXIS, begin, WIDTH - AXIS, max(end - begin, 4), "stopped"))
    return tuple(found)


def _months(timeline: Timeline, words: DrawnWords, scale: _Scale) -> tuple[list[Line], list[Label]]:
    """The names of months at the left, and a fine line at each; a month too near the one before is left out, a year never."""
    lines: list[Line] = []
    labels: list[Label] = []
    lowest = 0.0
    for each in ticks(first_day(timeline), last_day(timeline), 36, words.language):
        y = scale.y(each.on)
        if each.on < first_day(timeline) or y < lowest:
            continue
        is_year = not labels or each.is_year
        labels.append(label(2, y + 4, each.name, "month-name"))
        if is_year and each.name != str(each.on.year):
            labels.append(label(2, y + 19, str(each.on.year), "month-name year"))
        lines.append(line(36, y, AXIS, y, "tick"))
        lowest = y + (2 if is_year else 1) * MONTH_ROOM
    return lines, labels
