"""The answers of a form written down, so that they can be kept, compared and read again: the same answers, the same bytes."""

import json
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.values.canonical import Json, canonical

FORMAT = "sokdocs-answers/1"
KEYS = {"format", "form", "answers"}


def answers_json(answers: Answers, reference: str) -> bytes:
    """The answers to the form with this reference, as JSON in UTF-8; a date stands as a table, so that no text is taken for one."""
    values = {key: _tabled(value) for key, value in answers.values.items()}
    return canonical({"format": FORMAT, "form": reference, "answers": values})


def answers_from_json(data: bytes) -> tuple[Answers, str]:
    """The answers and the reference; raises `InvalidError` for anything that `answers_json` does not write, byte for byte."""
    try:
        content = json.loads(data.decode("utf-8"))
        answers, reference = _content(content)
        again = answers_json(answers, reference)
    except (UnicodeError, ValueError, RecursionError) as error:
        raise _wrong("they are not JSON in UTF-8") from error
    if again != data:
        raise _wrong("they are not written as sokdocs writes them")
    return answers, reference


def _wrong(why: str) -> InvalidError:
    return InvalidError(f"the stored answers can't be read: {why}")


def _tabled(value: Value) -> Json:
    match value:
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return list(value)
    return value


def _content(content: object) -> tuple[Answers, str]:
    if not isinstance(content, dict) or content.keys() != KEYS or content["format"] != FORMAT:
        raise _wrong(f"they are not of the format {FORMAT}")
    reference, answers = content["form"], content["answers"]
    if not isinstance(reference, str) or not isinstance(answers, dict):
        raise _wrong("they lack the reference of their form, or the answers")
    values: Mapping[str, Value] = {key: _value(key, each) for key, each in answers.items()}
    return Answers(MappingProxyType(values)), reference


def _value(key: str, raw: object) -> Value:
    match raw:
        case bool() | int() | str():
            return raw
        case list() if all(isinstance(each, str) for each in raw):
            return tuple(raw)
        case {"date": str(day), **others} if not others:
            return date.fromisoformat(day)
    raise _wrong(f"{key} is no answer")
