"""Random answers to a form that a supplier could give, typed and as they are written in the form or in JSON."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.asked import AskedForm, AskedPlace

LETTERS = "abcdefghijklmnopqrstuvwxyzæøåABCDEFÆØÅéüöäñ"
MARKS = "&<>\"'«»–(){}[]%=+/:!?*_#@$\\|~^`-.,"
WORDS = st.text(LETTERS + MARKS, min_size=1, max_size=12)
COUNTRIES = ("BD", "CN", "DE", "IN", "NO", "PK", "SE", "VN")
ENDINGS = ("pdf", "xlsx", "png")
LONGEST = 5000
HARD = "Æ & ø <å> \"sa\" 'de' ]]> &amp; {{ 7*7 }}"


def lines() -> st.SearchStrategy[str]:
    """A text on one line, with single blanks."""
    return st.lists(WORDS, min_size=1, max_size=8).map(" ".join) | st.just(HARD)


def texts() -> st.SearchStrategy[str]:
    """A text on several lines, some of them empty, now and then very long."""
    several = st.lists(lines() | st.just(""), min_size=1, max_size=5).map("\n".join).map(lambda text: text.strip("\n") or HARD)
    long = lines().map(lambda line: f"{line}\n".join([""] * (LONGEST // (len(line) + 1) + 1))[:LONGEST].strip())
    return several | several | several | long


def file_names() -> st.SearchStrategy[tuple[str, ...]]:
    """The names of attachments."""
    stems = st.text(LETTERS + " &-_()", min_size=1, max_size=20).map(lambda stem: " ".join(f"v {stem}".split()))
    names = st.builds(lambda stem, ending: f"{stem}.{ending}", stems, st.sampled_from(ENDINGS))
    return st.lists(names, min_size=1, max_size=4, unique=True).map(tuple)


def value_for(place: AskedPlace, on: date) -> st.SearchStrategy[Value]:
    """An answer that may stand at a place, in a form that comes back on a day."""
    codes, definition = tuple(place.words), place.definition
    if place.is_evidence:
        return file_names()
    match place.kind:
        case "check":
            return st.just(True)
        case "choices":
            return st.sets(st.sampled_from(codes), min_size=1).map(lambda found: tuple(code for code in codes if code in found))
        case "number":
            assert definition is not None
            return st.integers(_whole(definition.minimum, -1000), _whole(definition.maximum, 10**9))
        case "percent":
            return st.integers(0, 100)
        case "date":
            assert definition is not None
            return st.dates(definition.minimum if isinstance(definition.minimum, date) else date(1990, 1, 1), on)
        case "countries":
            return st.lists(st.sampled_from(COUNTRIES), min_size=1, unique=True).map(tuple)
        case "url":
            return st.text("abcæøå/-_?&=", max_size=30).map(lambda path: f"https://tradogvern.example/{path}")
        case "text":
            return lines()
        case "long_text":
            return texts()
    return st.sampled_from(codes)


def _whole(limit: object, otherwise: int) -> int:
    return limit if isinstance(limit, int) else otherwise


@st.composite
def answers_to(draw: st.DrawFn, asked: AskedForm, on: date) -> Answers:
    """Answers to all the places of a form, or to some of them."""
    keys = {place.key for place in asked.places}
    if draw(st.booleans()):
        keys = draw(st.sets(st.sampled_from(sorted(keys)), max_size=60))
    return Answers(MappingProxyType({place.key: draw(value_for(place, on)) for place in asked.places if place.key in keys}))


def in_form(answers: Answers) -> dict[str, str]:
    """The answers as they are written in a form."""
    return {key: _as_text(key, value) for key, value in answers.values.items()}


def in_json(answers: Answers, reference: str) -> Mapping[str, Any]:
    """The answers as a supplier's program writes them."""
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in answers.values.items()}
    return {"format": "sokdocs-self-report/1", "form": reference, "answers": values}


def _as_text(key: str, value: Value) -> str:
    match value:
        case True:
            return "true"
        case date():
            return value.isoformat()
        case tuple():
            return ("\n" if key.endswith(".evidence") else " ").join(value)
    return str(value)
