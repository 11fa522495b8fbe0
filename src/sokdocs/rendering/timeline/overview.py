"""Everything that shows cases as a whole: the page of a case, the index of its folder, and the calendar of what is due."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Template, TemplateError

from sokdocs.core.casework.dossier import DossierFile, DossierIndex, Fileless
from sokdocs.core.casework.due_calendar import CalendarEntry
from sokdocs.core.casework.timeline import Timeline
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.characters import refused_character
from sokdocs.core.values.phrases import Phrases
from sokdocs.core.values.quantities import grouped, long_date
from sokdocs.rendering.calendar_file import calendar_file
from sokdocs.rendering.sandbox import compile_template
from sokdocs.rendering.timeline.page import TimelinePage

SAID = (
    *("skip", "intro", "files", "file", "what", "number", "day", "size", "digest", "fileless", "why"),
    *("supplier", "buyer", "check"),
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as a row of the index."""

    name: str
    what: str
    number: str
    day: str
    size: str
    digest: str


@dataclass(frozen=True, slots=True)
class FilelessRow:
    """A document without a file as a row of the index."""

    number: str
    what: str
    day: str
    why: str


class CaseOverviews:
    """Makes them from two templates, each compiled once, and the library's phrases."""

    def __init__(self, page: str, index: str, phrases: Phrases) -> None:
        self._page = TimelinePage(page, phrases)
        self._index: Template = compile_template(index, name="the template of the dossier index")
        self._phrases = phrases

    def page(self, timeline: Timeline, language: str) -> bytes:
        """The page of a case."""
        return self._page.render(timeline, language)

    def calendar(self, entries: Sequence[CalendarEntry], language: str) -> bytes:
        """What is due as a calendar file."""
        return calendar_file(self._phrases.say("calendar_name", language), entries)

    def index(self, index: DossierIndex, language: str) -> bytes:
        """The index of a case's folder; `InvalidError` where a text holds a character that no page can carry."""
        _require_carriable(index)
        say = {name: self._phrases.say(f"dossier_{name}", language) for name in SAID}
        try:
            page = self._index.render(
                language=language,
                say=say,
                index=index,
                heading=self._phrases.say("dossier_heading", language, case=index.case),
                files=tuple(_file_row(each, language) for each in index.files),
                fileless=tuple(_fileless_row(each, language) for each in index.fileless),
            )
        except TemplateError as error:
            raise InvalidError(f"the template of the dossier index cannot be filled: {error}") from error
        return page.encode("utf-8")


def _file_row(file: DossierFile, language: str) -> FileRow:
    day = long_date(file.on, language) if file.on else ""
    return FileRow(file.name, file.what, file.number, day, grouped(file.size), file.sha256)


def _fileless_row(document: Fileless, language: str) -> FilelessRow:
    return FilelessRow(document.number, document.what, long_date(document.on, language), document.why)


def _require_carriable(index: DossierIndex) -> None:
    named = [("contract", index.contract), ("supplier", index.supplier), ("buyer", index.buyer)]
    named += [(each.name, f"{each.name}{each.what}{each.number}") for each in index.files]
    named += [(each.number, each.what) for each in index.fileless]
    for name, text in named:
        bad = refused_character(text, breaks=False)
        if bad:
            raise InvalidError(f"{name} holds {bad}, a character that no page can carry; nothing was made")
