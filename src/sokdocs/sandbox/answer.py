"""What the child process tells the program: a form as read, or a refusal with every problem, as strict JSON.

The child has read a hostile file, so its answer is not believed either: every value is looked at, and nothing in it is run.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import NoReturn

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.self_report.returned import Options, ReturnedForm


class AnswerError(ValueError):
    """An answer that no honest child gives."""


def form_answer(form: ReturnedForm) -> bytes:
    """A form as the child tells it."""
    told = {
        "origin": form.origin,
        "name": form.name,
        "reference": form.reference,
        "values": dict(form.values),
        "doubts": [_told(doubt) for doubt in form.doubts],
        "options": {key: [list(each) for each in options] for key, options in form.options.items()},
    }
    return _written({"form": told})


def refusal_answer(refusal: InvalidError) -> bytes:
    """A refusal as the child tells it."""
    return _written({"refused": {"message": str(refusal), "problems": [_told(each) for each in refusal.problems]}})


def heard(answer: bytes) -> ReturnedForm:
    """The form that was read; raises the `InvalidError` that was raised in the child, or `AnswerError`."""
    try:
        told = json.loads(answer, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_refuse)
    except (ValueError, RecursionError) as error:
        raise AnswerError("not strict JSON") from error
    match told:
        case {"form": dict(form), **others} if not others:
            return _form(form)
        case {"refused": {"message": str(message), "problems": list(problems), **more}, **others} if not others and not more:
            raise InvalidError(message, [_problem(each) for each in problems])
    raise AnswerError("neither a form nor a refusal")


def _written(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, allow_nan=False).encode("ascii")


def _told(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "field": place.field,
        "message": problem.message,
        "hint": problem.hint,
        "is_warning": problem.is_warning,
    }


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise AnswerError("a key stands twice")
    return found


def _refuse(number: str) -> NoReturn:
    raise AnswerError(f"{number} is no value of an answer")


def _form(told: dict[str, object]) -> ReturnedForm:
    match told:
        case {
            "origin": str(origin),
            "name": str(name),
            "reference": str(reference),
            "values": dict(values),
            "doubts": list(doubts),
            "options": dict(options),
            **others,
        } if not others:
            offered = MappingProxyType({key: _options(each) for key, each in options.items()})
            return ReturnedForm(origin, name, reference, _texts(values), tuple(_problem(each) for each in doubts), offered)
    raise AnswerError("no form")


def _texts(values: Mapping[str, object]) -> Mapping[str, str]:
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    if len(texts) != len(values):
        raise AnswerError("a value is no text")
    return MappingProxyType(texts)


def _options(told: object) -> Options:
    if not isinstance(told, list):
        raise AnswerError("answers to choose from are no list")
    return tuple(_option(each) for each in told)


def _option(told: object) -> tuple[str, str]:
    match told:
        case [str(code), str(words)]:
            return code, words
    raise AnswerError("an answer to choose is no code with its words")


def _problem(told: object) -> Problem:
    match told:
        case {
            "file": str(file),
            "line": int(line),
            "field": str(field),
            "message": str(message),
            "hint": str(hint),
            "is_warning": bool(is_warning),
            **others,
        } if not others and not isinstance(line, bool):
            return Problem(Place(file, line, field), message, hint, is_warning)
    raise AnswerError("no problem")
