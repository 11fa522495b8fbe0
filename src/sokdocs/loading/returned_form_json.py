"""A form that comes back as JSON, from a supplier's own program.

    {"format": "sokdocs-self-report/1",
     "form": "SD-7K3Q-9F2M",
     "answers": {"Q2.1": "yes", "Q2.3": "2026-01-31", "Q0.3.1.tiers": 4, "Q4.4": ["interviews", "union"],
                 "Q2.1.evidence": ["kart.pdf", "risikoregister.xlsx"], "Q8.1": true}}

The keys of `answers` are those of the places to answer. An answer is a text as it would be written in the form, `true` for a tick, a
whole number, or a list of codes (of names, under `evidence`). What is not answered is left out: `false`, `null` and empty lists are
refused, since no one can tell whether they are answers. Everything else in the file is refused too.
"""

import re

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Problem
from sokdocs.core.questions.question import EVIDENCE
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.self_report.returned_characters import with_sound_characters
from sokdocs.loading.strict_json import Json, JsonSource, read_json

FORMAT, CONFIRMATION = "sokdocs-self-report/1", "sokdocs-confirmation/1"
KEYS = ("format", "form", "answers")
KEY = re.compile(r"[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*")
MOST_CHARACTERS = 100
FORMAT_HINT = f'write "format": "{FORMAT}", or "{CONFIRMATION}" for a confirmation'
HINT = "an answer is a text, true, a whole number, or a list of codes"


def read_form_json(data: bytes, *, name: str) -> ReturnedForm:
    """What a JSON file answers; raises `InvalidError` with every fault in it."""
    source = read_json(data, name)
    problems: list[Problem] = []
    table = _table(source, problems)
    answers = table.get("answers")
    if not isinstance(answers, dict):
        problems.append(Problem(source.place(("answers",)), '"answers" is not a table', 'write "answers": {"Q2.1": "yes"}'))
        answers = {}
    values = {key: _text(key, value, source, problems) for key, value in answers.items()}
    form = table.get("form")
    if problems or not isinstance(form, str):
        raise InvalidError(f"{name} has faults", problems)
    return with_sound_characters(ReturnedForm("json", name, form, {key: text for key, text in values.items() if text.strip()}))


def _table(source: JsonSource, problems: list[Problem]) -> dict[str, Json]:
    """The file's own table; what is wrong around the answers is noted."""
    table = source.value
    if not isinstance(table, dict):
        raise InvalidError(
            f"{source.name} has faults", [Problem(source.place(()), "the file is not a table", f"its keys: {', '.join(KEYS)}")]
        )
    for key in table:
        if key not in KEYS:
            problems.append(Problem(source.place((key,)), f'unknown key "{key[:MOST_CHARACTERS]}"', f"allowed here: {', '.join(KEYS)}"))
    if table.get("format") not in (FORMAT, CONFIRMATION):
        problems.append(
            Problem(
                source.place(("format",)),
                "the file is of another format",
                FORMAT_HINT,
            )
        )
    form = table.get("form")
    if not isinstance(form, str) or not form.strip():
        problems.append(Problem(source.place(("form",)), "the file does not say which form it answers", 'write "form": "SD-7K3Q-9F2M"'))
    return table


def _text(key: str, value: Json, source: JsonSource, problems: list[Problem]) -> str:
    """The answer as it would be written in the form."""
    path = ("answers", key)
    if not KEY.fullmatch(key) or len(key) > MOST_CHARACTERS:
        problems.append(
            Problem(source.place(path), f'"{key[:MOST_CHARACTERS]}" is no key of a place to answer', "as in Q2.1 or Q0.2.1.final")
        )
        return ""
    match value:
        case True:
            return "true"
        case str():
            return value
        case int() if not isinstance(value, bool):
            return str(value)
        case [_, *_] if all(isinstance(each, str) and each.strip() for each in value):
            return _joined(key, [str(each) for each in value], source, problems)
    problems.append(
        Problem(source.place(path), f'"{key}" has no answer of a kind that can stand here', f"{HINT}; leave out what is not answered")
    )
    return ""


def _joined(key: str, entries: list[str], source: JsonSource, problems: list[Problem]) -> str:
    is_evidence = key.endswith(f".{EVIDENCE}")
    for index, each in enumerate(entries):
        if "\n" in each or (not is_evidence and each.split() != [each]):
            place = source.place(("answers", key, index))
            problems.append(Problem(place, f'"{key}": an entry has blanks in it', "one code in each entry; a name stands on one line"))
    return ("\n" if is_evidence else " ").join(entries)
