"""Days as a calendar file (RFC 5545), as every calendar program reads it: the same entries give the same bytes."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from sokdocs.core.casework.due_calendar import CalendarEntry
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.characters import refused_character

PRODUCER = "-//sokdocs//deadlines//NO"


def calendar_file(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """The calendar under a name; raises `InvalidError`, naming the entry, where a text holds a line break or another control character."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for each in entries:
        calendar.add_component(_event(each))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> Event:
    for text in (entry.uid, entry.summary, entry.description):
        bad = refused_character(text, breaks=False)
        if bad:
            raise InvalidError(f"the calendar entry {entry.uid!r} holds {bad}, which no calendar may carry; nothing was made")
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    return event
