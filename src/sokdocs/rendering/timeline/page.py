"""A case as one accessible HTML page: where it stands, what is due, the drawn time-line, and all of it again as tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from jinja2 import Template, TemplateError

from sokdocs.core.casework.deadline_spans import DeadlineSpan, DeadlineState
from sokdocs.core.casework.timeline import Direction, DueLine, Entry, StopSpan, Timeline
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.characters import refused_character
from sokdocs.core.values.phrases import Phrases
from sokdocs.core.values.quantities import long_date, weekday_date
from sokdocs.rendering.sandbox import compile_template
from sokdocs.rendering.timeline.narrow import draw_narrow
from sokdocs.rendering.timeline.shapes import DrawnWords, drawn_entries
from sokdocs.rendering.timeline.wide import draw_wide

SAID = (
    *("skip", "standing", "supplier", "buyer", "due", "nothing_due", "overdue", "may_follow"),
    *("drawing", "legend", "deadlines", "stops", "events", "documents", "no_documents", "no_deadlines"),
    *(
        "column_day",
        "column_what",
        "column_direction",
        "column_document",
        "column_event",
        "column_detail",
        "column_files",
    ),
    *("column_whose", "column_from", "column_until", "column_state", "column_extent", "column_lifted"),
    *("withdrawn", "in_force", "today", "today_sign", "stop", "lifted", "deadline", "top", "number"),
)
ROWS = ("out", "axis", "in", "internal", "deadlines")
NONE = "–"
WIDTHS = (("wide", 1120.0), ("paper", 1000.0))


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as a row of the table."""

    number: int
    iso: str
    day: str
    direction: str
    style: str
    title: str
    detail: str
    document: str
    files: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One deadline as a row of the table."""

    title: str
    whose: str
    document: str
    begins: str
    until: str
    style: str
    state: str


@dataclass(frozen=True, slots=True)
class StopRow:
    """One stop as a row of the table."""

    document: str
    extent: str
    begins: str
    lifted: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that is due, as an entry of the list."""

    title: str
    whose: str
    iso: str
    day: str
    document: str
    follows: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Legend:
    """A sign of the drawing and what it means."""

    style: str
    words: str


class TimelinePage:
    """Makes the page from one template, which is compiled once."""

    def __init__(self, template: str, phrases: Phrases) -> None:
        self._template: Template = compile_template(template, name="the template of the case overview")
        self._phrases = phrases

    def render(self, timeline: Timeline, language: str) -> bytes:
        """The finished page in UTF-8; `InvalidError` names the event that holds a character no page can carry."""
        _require_carriable(timeline)
        say = {name: self._phrases.say(f"timeline_{name}", language) for name in SAID}
        words = _drawn_words(self._phrases, say, language)
        rows = _Rows(self._phrases, say, language)
        try:
            page = self._template.render(
                language=language,
                say=say,
                timeline=timeline,
                heading=self._phrases.say("timeline_heading", language, case=timeline.case),
                shown=self._phrases.say("timeline_shown", language, date=long_date(timeline.on, language)),
                description=_description(self._phrases, timeline, language),
                due=tuple(rows.due(each) for each in timeline.due),
                drawings=(*(draw_wide(timeline, words, *each) for each in WIDTHS), draw_narrow(timeline, words)),
                legend=tuple(_legend(timeline, words, say["today_sign"])),
                deadlines=tuple(rows.deadline(each) for each in timeline.deadlines),
                stops=tuple(rows.stop(each) for each in timeline.stops),
                events=tuple(rows.event(each) for each in timeline.entries),
                documents=tuple(rows.event(each) for each in timeline.entries if each.document),
            )
        except TemplateError as error:
            raise InvalidError(f"the template of the case overview cannot be filled: {error}") from error
        return page.encode("utf-8")


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes rows of tables in one language."""

    phrases: Phrases
    say: Mapping[str, str]
    language: str

    def event(self, entry: Entry) -> EventRow:
        """An event."""
        return EventRow(
            number=entry.number,
            iso=entry.on.isoformat(),
            day=long_date(entry.on, self.language),
            direction=self.phrases.say(f"timeline_row_{entry.direction.value}", self.language),
            style=entry.direction.value,
            title=f"{entry.code} {entry.title}".strip(),
            detail=entry.detail,
            document=entry.document,
            files=str(entry.files) if entry.files else NONE,
            is_withdrawn=entry.is_withdrawn,
        )

    def deadline(self, span: DeadlineSpan) -> DeadlineRow:
        """A deadline."""
        state = self.phrases.say(f"timeline_state_{span.state.value}", self.language)
        met = self._day(span.met_on) if span.met_on else ""
        return DeadlineRow(
            title=f"{span.code} {span.title}".strip(),
            whose=self.phrases.say("timeline_of_supplier" if span.runs == "supplier" else "timeline_of_buyer", self.language),
            document=span.document or NONE,
            begins=self._day(span.starts_on),
            until=weekday_date(span.until, self.language),
            style=span.state.value,
            state=f"{state} {met}".strip(),
        )

    def stop(self, stop: StopSpan) -> StopRow:
        """A stop."""
        return StopRow(
            document=stop.document,
            extent=": ".join(part for part in (stop.extent, stop.products) if part) or NONE,
            begins=self._day(stop.starts_on),
            lifted=self._day(stop.lifted_on) if stop.lifted_on else self.say["in_force"],
        )

    def due(self, line: DueLine) -> DueRow:
        """Something that is due."""
        return DueRow(
            title=line.title,
            whose=line.whose,
            iso=line.item.on.isoformat(),
            day=weekday_date(line.item.on, self.language),
            document=f"{line.item.letter} {line.document}".strip(),
            follows=", ".join(line.follows),
            is_overdue=line.item.is_overdue,
        )

    def _day(self, day: date) -> str:
        return long_date(day, self.language)


def _drawn_words(phrases: Phrases, say: Mapping[str, str], language: str) -> DrawnWords:
    out, axis, into, internal, deadlines = (phrases.say(f"timeline_row_{name}", language) for name in ROWS)
    states = {each.value: phrases.say(f"timeline_state_{each.value}", language) for each in DeadlineState}
    rows = (out, axis, into, internal, deadlines)
    return DrawnWords(say["today"], say["stop"], say["lifted"], say["deadline"], say["withdrawn"], rows, states, language)


def _description(phrases: Phrases, timeline: Timeline, language: str) -> str:
    """What the drawing shows, for those who can't see it: how much of each, from when to when."""
    first = min((each.on for each in timeline.entries), default=timeline.on)
    sent = [each for each in timeline.entries if each.direction is Direction.OUT]
    received = [each for each in timeline.entries if each.direction is Direction.IN and each.document]
    return phrases.say(
        "timeline_description",
        language,
        first=long_date(first, language),
        last=long_date(timeline.on, language),
        letters=str(len(sent)),
        received=str(len(received)),
        deadlines=str(len(timeline.deadlines)),
        stops=str(len(timeline.stops)),
        standing=timeline.standing,
    )


def _legend(timeline: Timeline, words: DrawnWords, today: str) -> Iterator[Legend]:
    """The signs that stand in this drawing, and no others."""
    names = dict(zip(ROWS, words.rows, strict=True))
    there = {each.direction for each in drawn_entries(timeline)}
    yield from (Legend(f"dot {each.value}", names[each.value]) for each in Direction if each in there)
    states = {each.state for each in timeline.deadlines}
    yield from (Legend(f"bar {each.value}", f"{words.deadline} {words.states[each.value]}") for each in DeadlineState if each in states)
    if timeline.stops:
        yield Legend("stopped", words.stop)
    yield Legend("today", today)


def _require_carriable(timeline: Timeline) -> None:
    """Refuses control characters, naming where they stand; they can't have come through recording."""
    for name in ("case", "contract", "buyer", "supplier", "standing"):
        _refuse(getattr(timeline, name), name)
    for entry in timeline.entries:
        _refuse(f"{entry.title}{entry.detail}{entry.code}", f"event {entry.number}")
    for stop in timeline.stops:
        _refuse(stop.products, f"the stop {stop.document}")
    for span in timeline.deadlines:
        _refuse("".join(str(getattr(span, each.name)) for each in fields(span)), f"the deadline of event {span.event}")


def _refuse(text: str, name: str) -> None:
    bad = refused_character(text, breaks=False)
    if bad:
        raise InvalidError(f"{name} holds {bad}, a character that no page can carry; nothing was made")
