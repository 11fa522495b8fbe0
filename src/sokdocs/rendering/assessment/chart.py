"""The result of each part as bars, drawn twice: with names beside the bars, and for a telephone with names above them."""

from dataclasses import dataclass, field
from fractions import Fraction

from sokdocs.core.self_report.assessment import Assessment
from sokdocs.core.self_report.score_working import percent_shown
from sokdocs.core.self_report.scoring import PartScore
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases
from sokdocs.rendering.timeline.shapes import Box, Drawing, Label, Line, box, label, line, place, wrapped

HUNDRED = 100
THIN = 14.0  # how high a bar is
NAME_SIZE, NAME_STEP, SAID_STEP = 14.3, 17.0, 16.0  # a name is measured wider than it is high
AXIS, GAP = 22.0, 14.0
TICKS = (0, 50, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in words and numbers; without `percent` there is none to draw. `mark` is what pulls the result down."""

    name: str
    percent: Fraction | None
    shown: str
    detail: str
    mark: str

    @property
    def told(self) -> str:
        """All that stands beside the bar."""
        return ", ".join(part for part in (self.shown, self.detail, self.mark) if part)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of the parts, the bar of the whole, where each band ends (the last at 100) with its name, and all of it in one text."""

    bars: tuple[Bar, ...]
    total: Bar
    zones: tuple[tuple[int, str], ...]
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand: names from 0, bars from `left` on, what is said of them from `side` on; `is_stacked` puts names above."""

    id: str
    width: float
    left: float
    length: float
    side: float
    is_stacked: bool

    def x(self, percent: Fraction | int) -> float:
        """Where a percentage lies."""
        return self.left + self.length * float(percent) / HUNDRED


WIDE = Layout("wide", 700.0, 285.0, 250.0, 553.0, False)
NARROW = Layout("narrow", 344.0, 1.0, 342.0, 0.0, True)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is drawn so far."""

    layout: Layout
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def chart_of(assessment: Assessment, phrases: Phrases, language: str) -> Chart:
    """The chart of an assessment, in words."""
    score, headings = assessment.score, assessment.headings

    def told(name: str, **parts: str) -> str:
        return phrases.say(f"report_{name}", language, **parts)

    def shown(percent: Fraction) -> str:
        return told("percent", percent=percent_shown(percent, language))

    def bar(part: PartScore) -> Bar:
        detail = told("bar", count=str(len(part.questions)), weight=str(part.weight))
        marks = [told("bar_no", question=each.question) for each in part.questions if each.question in score.lead_no]
        return Bar(headings.part(part.part), part.percent, shown(part.percent), detail, ", ".join(marks))

    counted = {each.part: bar(each) for each in score.parts}
    empty = {each: Bar(headings.part(each), None, "", told("bar_none"), "") for each in assessment.unscored}
    bars = tuple(each for _, each in sorted({**counted, **empty}.items()))
    total = Bar(told("total"), score.percent, shown(score.percent), in_language(score.band.title, language), "")
    zones = tuple((each.below or HUNDRED, in_language(each.title, language)) for each in assessment.rule.scoring.bands)
    parts = ". ".join(told("chart_part", part=each.name, what=each.told) for each in bars)
    about = told("chart_about", parts=parts, percent=total.shown, band=total.detail)
    return Chart(bars, total, zones, told("chart"), about)


def draw(chart: Chart, layout: Layout) -> Drawing:
    """The drawing in a layout."""
    sheet, y = _Sheet(layout), AXIS
    sheet.labels.extend(label(layout.x(each), 12, f"{each} %", "chart-axis", anchor=_anchor(each, layout)) for each in TICKS)
    for each in chart.bars:
        y = _draw_bar(sheet, each, y, "chart-part") + GAP
    sheet.lines.extend(line(layout.x(each), AXIS - 5, layout.x(each), y - GAP / 2, "chart-grid") for each in TICKS)
    sheet.lines.append(line(0, y, layout.width, y, "chart-rule"))
    y = _draw_zones(sheet, chart, _draw_bar(sheet, chart.total, y + GAP, "chart-total"))
    return Drawing(layout.id, place(layout.width), place(y), (), tuple(sheet.lines), tuple(sheet.boxes), (), tuple(sheet.labels))


def _draw_bar(sheet: _Sheet, bar: Bar, y: float, style: str) -> float:
    """Draws a bar from `y` down, with its words, and gives where it ends."""
    layout = sheet.layout
    names = wrapped(bar.name, NAME_SIZE, layout.width if layout.is_stacked else layout.left - 12, 3)
    sheet.labels.extend(label(0, y + 13 + NAME_STEP * step, each, "chart-name") for step, each in enumerate(names))
    under = y + NAME_STEP * len(names)
    at = under + 5 if layout.is_stacked else y + 3
    if bar.percent is not None:
        sheet.boxes.append(box(layout.left, at, layout.length, THIN, "chart-track"))
        sheet.boxes.append(box(layout.left, at, layout.x(bar.percent) - layout.left, THIN, style))
    said = [(bar.shown, "chart-value"), (bar.detail, "chart-small"), (bar.mark, "chart-small chart-mark")]
    rows = [each for each in said if each[0]]
    if layout.is_stacked:
        (first, look), rest = rows[0], " · ".join(text for text, _ in rows[1:])
        sheet.labels.append(label(layout.side, at + THIN + 15, first, look, after=rest))
        return at + THIN + 19
    side = layout.left if bar.percent is None else layout.side
    sheet.labels.extend(label(side, y + 13 + SAID_STEP * step, text, look) for step, (text, look) in enumerate(rows))
    return max(under, y + NAME_STEP * len(rows))


def _draw_zones(sheet: _Sheet, chart: Chart, y: float) -> float:
    """The bands under the bar of the whole: a scale with each limit, and the name of each band within its limits; gives the lower end."""
    layout, start, scale = sheet.layout, 0, y + 8
    sheet.lines.append(line(layout.x(0), scale, layout.x(HUNDRED), scale, "chart-scale"))
    for end, name in chart.zones:
        sheet.labels.append(label(layout.x(Fraction(start + end, 2)), scale + 15, name, "chart-axis", anchor="middle"))
        sheet.lines.extend(line(layout.x(each), scale - 4, layout.x(each), scale + 4, "chart-scale") for each in (start, end))
        if end < HUNDRED:
            sheet.labels.append(label(layout.x(end), scale + 31, f"{end} %", "chart-axis", anchor="middle"))
        start = end
    return scale + 38


def _anchor(percent: int, layout: Layout) -> str:
    if not layout.is_stacked:
        return "middle"
    return {0: "start", HUNDRED: "end"}.get(percent, "middle")
