"""What a place in a Word form says as an answer: a code, a day as 2026-01-31, `true` for a tick, or a text."""

import hashlib
import re
from datetime import date

from sokdocs.core.errors import InvalidError
from sokdocs.core.values.text import fold
from sokdocs.loading.word.form_data import told
from sokdocs.loading.word.form_places import FormPlace
from sokdocs.loading.word.numbers import value_of

TICKED, UNTICKED = "\u2612", "\u2610"
YES, NO = frozenset({"1", "true", "on"}), frozenset({"0", "false", "off", ""})
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
BLANKS = re.compile(r"\s+")


def shown_value(place: FormPlace) -> str | None:
    """The answer that is shown; empty where none is, and None where something that is no prompt of ours is marked as one."""
    if place.kind == "checkbox":
        return _tick(place)
    text = place.shown
    if not text.strip():
        return ""
    if place.is_prompt or not place.is_ours:
        if is_prompt(place, text):
            return ""
        if place.is_prompt:
            return None
    if place.kind == "dropDownList":
        return _code(place, text)
    return _day(place, text) if place.kind == "date" else text


def stored_value(place: FormPlace, stored: str) -> str:
    """The answer that is held as data, in the same words."""
    if place.kind == "checkbox":
        value = stored.strip().lower()
        if value not in YES | NO:
            raise InvalidError(f'holds "{stored[:60]}" as data for {told(place.path)}, which is no tick')
        return "true" if value in YES else ""
    if place.kind == "dropDownList" and stored in {value for words, value in place.items if not words}:
        return ""
    return "" if not place.is_ours and is_prompt(place, stored) else stored


def is_same(place: FormPlace, one: str, other: str) -> bool:
    """Whether two readings of a place say the same; another program than Word may move line breaks."""
    if one == other:
        return True
    if place.is_ours:
        return _lines(one) == _lines(other)
    return BLANKS.sub("", fold(one)) == BLANKS.sub("", fold(other))


def is_prompt(place: FormPlace, text: str) -> bool:
    """Whether these are the words an empty place shows; their building block is named after them."""
    first = next((value for words, value in place.items if not words), None)
    named = "" if place.placeholder is None else value_of(place.placeholder, "docPart")
    return text == first or named == f"sokdocs{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def _lines(text: str) -> list[str]:
    return [fold(line) for line in text.replace("\u2011", "-").rstrip().split("\n")]


def _tick(place: FormPlace) -> str:
    sign = place.shown.strip()
    if place.checked not in YES | NO or sign not in (TICKED, UNTICKED) or (sign == TICKED) != (place.checked in YES):
        raise InvalidError(f'shows "{sign[:20]}" for {told(place.path)}, but says of itself that it is {place.checked or "nothing"}')
    return "true" if sign == TICKED else ""


def _code(place: FormPlace, text: str) -> str:
    codes = [value for words, value in place.items if (words or value) == text]
    if len(codes) != 1:
        raise InvalidError(f'shows "{text[:60]}" for {told(place.path)}, which {"is no choice" if not codes else "stands for two choices"}')
    return codes[0]


def _day(place: FormPlace, text: str) -> str:
    match = DAY.fullmatch(text.strip())
    value = f"{match.group(3)}-{int(match.group(2)):02}-{int(match.group(1)):02}" if match else ""
    if not _is_day(value):
        return text
    if place.full_date and _is_day(place.full_date) and place.full_date != value:
        raise InvalidError(f'shows "{text[:60]}" for {told(place.path)}, but says of itself that it is {place.full_date}')
    return value


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
