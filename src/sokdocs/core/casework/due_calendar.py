"""What is due as entries of a calendar: each with a name that lasts, and the moment its case was last changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sokdocs.core.casework.case import Case
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.next_step import DueItem
from sokdocs.core.casework.timeline import due_line, supplier_name


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day in a calendar. `uid` stays the same when the day moves; `changed_at` and `sequence` grow when the case does."""

    uid: str
    on: date
    changed_at: datetime
    sequence: int
    summary: str
    description: str


def calendar_entry(words: LetterWords, item: DueItem) -> CalendarEntry:
    """The entry for something that is due: case, what, from which letter, and whose it is."""
    line, case = due_line(words, item), words.case
    what = f"{line.title} ({item.letter})" if item.letter else line.title
    parts = {"case": case.number, "what": what, "whose": line.whose}
    about = {"supplier": supplier_name(case), "document": line.document or case.number}
    return CalendarEntry(
        uid=f"{case.number.replace('/', '-')}-{item.event}-{item.key}@sokdocs",
        on=item.on,
        changed_at=changed_at(case),
        sequence=case.events[-1].number,
        summary=words.say("calendar_summary", **parts),
        description=words.say("calendar_description", **about),
    )


def changed_at(case: Case) -> datetime:
    """The moment the newest event was written down; where that is not known, the beginning of its day."""
    newest = case.events[-1]
    moment = newest.recorded_at or datetime.combine(newest.on, time(), UTC)
    return moment.astimezone(UTC).replace(microsecond=0)
