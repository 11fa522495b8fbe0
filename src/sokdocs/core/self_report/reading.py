"""From what stands in a returned form to typed answers: tolerant of how people write, never choosing between two meanings.

What can't be read is a remark, and is then no answer. Nothing is dropped in silence.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from sokdocs.core.questions.question import MOST_ROWS, AnswerType
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.asked import AskedForm, AskedPlace, is_beyond, question_of
from sokdocs.core.self_report.country_names import country_codes
from sokdocs.core.self_report.day_reading import read_day
from sokdocs.core.self_report.hidden_characters import hidden_characters, is_hidden
from sokdocs.core.self_report.identity_numbers import holds_identity_number
from sokdocs.core.self_report.offered import check_offered
from sokdocs.core.self_report.remark import Remark, in_order, remark, remark_beside, shown
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.self_report.returned_characters import BREAKS
from sokdocs.core.values.characters import refused_character
from sokdocs.core.values.phrases import Saying, saying
from sokdocs.core.values.text import fold

NUMBER = re.compile(r"[-−]?(?:[0-9]{1,15}|[0-9]{1,3}(?:\s[0-9]{3}){1,4})")
FILES = re.compile(r"[;\n]+")
MORE_FILES = re.compile(r",\s+")
FILE = re.compile(r".*\.\w{2,5}")
SEVERAL = (re.compile(r"[;\n]+"), re.compile(r",+"), re.compile(r"\s+"))
TICKED, OPEN = frozenset({"true", "yes", "on", "1", "x"}), frozenset({"false", "no", "off", "0"})


class _Unread(Exception):
    """What is written can't be read; `said` is the remark on it."""

    def __init__(self, said: Saying) -> None:
        super().__init__(said.name)
        self.said = said


Read = Callable[[str, AskedPlace], Value | None]


def read_answers_of(returned: ReturnedForm, asked: AskedForm) -> tuple[Answers, tuple[Remark, ...]]:
    """The typed answers, and a remark for each place that can't be read, in the order of the form.

    Raises `InvalidError`, naming the keys, where the file offers other answers to choose from than the form that was sent out.
    """
    check_offered(returned, (place.answer for place in asked.places))
    remarks: list[Remark] = [*_doubted(returned, asked), *_hidden(returned, asked)]
    values: dict[str, Value] = {}
    for place in asked.places:
        text = _cleaned(returned.values.get(place.key, ""))
        if is_hidden(text):
            continue
        try:
            value = _value(text, place) if text else None
        except _Unread as unread:
            remarks.append(remark(place, unread.said))
            continue
        if value is not None:
            values[place.key] = value
    remarks.extend(_beside(returned, asked))
    return Answers(MappingProxyType(values)), in_order(tuple(remarks), asked)


def _doubted(returned: ReturnedForm, asked: AskedForm) -> Iterator[Remark]:
    """The places that the file's reader could not be sure of."""
    for doubt in returned.doubts:
        place, key = asked.place(doubt.place.field), doubt.place.field
        if place is not None:
            yield remark(place, saying("check_doubt"))
        elif key and not is_beyond(key, asked):
            yield remark_beside(shown(key), saying("check_not_in_form", key=shown(key)))


def _hidden(returned: ReturnedForm, asked: AskedForm) -> Iterator[Remark]:
    """The places with characters that don't show or that turn the text."""
    for place in asked.places:
        yield from (remark(place, said) for said in hidden_characters(returned.values.get(place.key, "")))


def _beside(returned: ReturnedForm, asked: AskedForm) -> Iterator[Remark]:
    """What is answered although the form does not ask it."""
    beside = sorted(returned.values.keys() - {place.key for place in asked.places})
    beyond = {question_of(key) for key in (*beside, *(doubt.place.field for doubt in returned.doubts)) if is_beyond(key, asked)}
    for question in sorted(beyond):
        yield remark_beside(question, saying("check_rows_beyond", question=question, most=str(MOST_ROWS)))
    for key in beside:
        if not is_beyond(key, asked):
            yield remark_beside(shown(key), saying("check_not_in_form", key=shown(key)))


def _cleaned(text: str) -> str:
    """In NFC, one kind of line break, no blanks at the end of lines, no blank lines at the ends."""
    lines = BREAKS.sub("\n", unicodedata.normalize("NFC", text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n").strip()


def _value(text: str, place: AskedPlace) -> Value | None:
    bad = refused_character(text, breaks=True)
    if bad:
        raise _Unread(saying("check_characters", character=bad))
    if holds_identity_number(text):
        raise _Unread(saying("check_identity_number"))
    if place.is_evidence:
        return tuple(_file_names(text)) or None
    return READERS[place.kind](text, place)


def _file_names(text: str) -> Iterator[str]:
    """One name on each line; names with commas between count as several only where each ends as a file does."""
    seen: set[str] = set()
    for line in FILES.split(text):
        pieces = MORE_FILES.split(line)
        for name in pieces if all(FILE.fullmatch(piece.strip()) for piece in pieces) else [line]:
            plain = fold(name)
            if plain and plain not in seen:
                seen.add(plain)
                yield plain


def _choice(text: str, place: AskedPlace) -> Value:
    code = _code(text, place)
    if code is None:
        raise _not_chosen(text, place)
    return code


def _code(text: str, place: AskedPlace) -> str | None:
    """The one code that is meant by itself or by its words, or None where none or several are."""
    said = _said(text)
    codes = {code for code, words in place.answer.options if said in (_said(code), _said(words))}
    return codes.pop() if len(codes) == 1 else None


def _said(text: str) -> str:
    return fold(text).casefold().rstrip(" .")


def _not_chosen(text: str, place: AskedPlace) -> _Unread:
    return _Unread(saying("check_choice", value=shown(text), answers=", ".join(words for _, words in place.answer.options)))


def _choices(text: str, place: AskedPlace) -> Value:
    found = set(_several(text, place, 0))
    if not found:
        raise _not_chosen(text, place)
    return tuple(code for code, _ in place.answer.options if code in found)


def _several(text: str, place: AskedPlace, depth: int) -> Iterator[str]:
    """The codes in a text, taken apart only as far as it must be: words of an answer may hold blanks and commas."""
    code = _code(text, place)
    if code is not None:
        yield code
    elif depth == len(SEVERAL):
        raise _not_chosen(text, place)
    else:
        for piece in SEVERAL[depth].split(text):
            if piece.strip():
                yield from _several(piece, place, depth + 1)


def _check(text: str, place: AskedPlace) -> Value | None:
    said = _said(text)
    if said in OPEN:
        return None
    if said not in TICKED:
        raise _Unread(saying("check_tick", value=shown(text)))
    return True


def _line(text: str, place: AskedPlace) -> Value:
    return fold(text)


def _text(text: str, place: AskedPlace) -> Value:
    return text


def _number(text: str, place: AskedPlace) -> Value:
    bare = fold(text).casefold()
    for unit in ("%", *(place.definition.unit.values() if place.definition else ())):
        bare = bare.removesuffix(unit.casefold()).rstrip()
    if not NUMBER.fullmatch(bare):
        raise _Unread(saying("check_number", value=shown(text)))
    return int(re.sub(r"\s", "", bare).replace("−", "-"))


def _day(text: str, place: AskedPlace) -> Value:
    day = read_day(fold(text))
    if day is None:
        raise _Unread(saying("check_date", value=shown(text)))
    return day


def _countries(text: str, place: AskedPlace) -> Value:
    codes, unknown = country_codes(text)
    if unknown or not codes:
        raise _Unread(saying("check_country", value=shown(", ".join(unknown) or text)))
    return codes


READERS: Mapping[AnswerType, Read] = MappingProxyType(
    {
        **dict.fromkeys((AnswerType.YES_NO, AnswerType.YES_PARTLY_NO, AnswerType.CHOICE), _choice),
        AnswerType.CHOICES: _choices,
        AnswerType.CHECK: _check,
        AnswerType.TEXT: _line,
        AnswerType.LONG_TEXT: _text,
        AnswerType.NUMBER: _number,
        AnswerType.PERCENT: _number,
        AnswerType.DATE: _day,
        AnswerType.URL: _line,
        AnswerType.COUNTRIES: _countries,
    }
)
