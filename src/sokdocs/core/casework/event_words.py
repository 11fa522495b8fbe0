"""An event in words: what it is called, and in one sentence what it was about. Free text is shortened; the whole stands in the case."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.values.language import in_language
from sokdocs.core.values.quantities import weekday_date

LONGEST = 90
DOCUMENTS = frozenset({"about", "corrected_document"})
UNSAID = frozenset({"digest", "settings", "contract"})
FIRST: Mapping[EventKind, tuple[str, ...]] = MappingProxyType(
    {
        EventKind.FINDING: ("finding", "severity", "what", "place", "country"),
        EventKind.STOP: ("extent", "products", "starts_on", "review_on"),
        EventKind.LIFT: ("about", "extent", "products"),
        EventKind.AUDIT: ("summary", "findings"),
    }
)


def event_title(words: LetterWords, event: Event) -> str:
    """What the event is called; a letter by the title of its kind."""
    if event.kind is EventKind.LETTER:
        return words.title(event.text("letter"))
    return in_language(words.casebook.events[event.kind].title, words.language)


def event_detail(words: LetterWords, event: Event) -> str:
    """What the event was about, in one sentence of labels and values; empty where there is nothing to say."""
    sentence = "; ".join(_said(words, event))
    return sentence if not sentence or sentence[-1] in ".!?…" else f"{sentence}."


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text on one line; where it is too long its beginning, cut between two words, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    whole_words = cut.rpartition(" ")[0]
    return f"{whole_words if len(whole_words) > longest // 2 else cut}…"


def _said(words: LetterWords, event: Event) -> Iterator[str]:
    definition = words.casebook.events[event.kind]
    order = FIRST.get(event.kind) or tuple(name for name in definition.fields if name not in UNSAID)
    for name in order:
        value = event.values.get(name)
        is_code = event.kind is EventKind.LETTER and name == "letter"
        if value is None or value in ("", (), False) or is_code:
            continue
        known = definition.fields.get(name)
        label = in_language(known.label, words.language) if known else name
        yield label if value is True else f"{label}: {_value(words, event.kind, name, value)}"


def _value(words: LetterWords, kind: EventKind, name: str, value: FactValue) -> str:
    if isinstance(value, tuple):
        return shortened(", ".join(str(each) for each in value))
    if isinstance(value, date):
        return weekday_date(value, words.language)
    if isinstance(value, int):
        return words.number(value) if name in DOCUMENTS else str(value)
    text = str(value)
    if name == "letter":
        return f"{text} {words.title(text)}"
    if name == "role":
        return in_language(words.ladder.roles.get(text, {}), words.language) or text
    if name == "ladder":
        return in_language(words.ladder.title, words.language) or text
    definition = words.casebook.events[kind].fields.get(name)
    chosen = in_language(definition.choices.get(text, {}), words.language) if definition else ""
    return chosen or shortened(text)
