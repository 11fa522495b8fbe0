"""Clauses, norms and phrases, from the plain text files in `clauses/`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import MappingProxyType

from sokdocs.core.clauses.clause import Certainty, Clause, ClauseVersion, Parameter, ParameterType, Statement
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.condition import read_condition
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.identifiers import CLAUSE_ID, ClauseId
from sokdocs.loading.question_files import QuestionShape, read_question
from sokdocs.loading.shapes import Localized, Shape, Words, read_certainty, shape
from sokdocs.loading.yaml_source import YamlSource, read_yaml

TEXT_FILE = re.compile(r"(\d{4}-\d{2}-\d{2})\.(nb|nn|en)\.md")


class _ParameterShape(Shape):
    type: str
    default: str | int | list[str]
    certainty: str
    question: Localized
    unit: str = ""
    min: int | None = None
    max: int | None = None
    choices: dict[str, Localized] = {}
    source: Words = []
    label: Localized = {}
    at_least: str = ""


class _OverrideShape(Shape):
    default: str | int | list[str] | None = None
    min: int | None = None
    max: int | None = None
    certainty: str | None = None
    source: Words = []


class _VersionShape(Shape):
    why: Localized
    written_by: str = ""
    approved_by: list[str] = []
    certainty: str
    source: Words = []
    parameters: dict[str, _OverrideShape] = {}
    statements: list[str]
    asks: QuestionShape | None = None


class _ClauseShape(Shape):
    id: str
    title: Localized
    owner: str
    edition: str = "standard"
    adapts: str | None = None
    note: Localized
    applies_when: object
    because: Localized = {}
    left_out_because: Localized = {}
    parameters: dict[str, _ParameterShape] = {}
    blanks: dict[str, Localized] = {}
    defines: list[str] = []
    legal_basis: list[str]
    versions: dict[str, object]


@dataclass(frozen=True, slots=True)
class ClauseFolder:
    """The files of one clause: the folder's name, the bytes of `clause.yaml`, and the text files by name."""

    name: str
    description: bytes
    texts: Mapping[str, bytes]


def read_clause(folder: ClauseFolder, known_facts: Mapping[str, object]) -> Clause:
    """One clause with all its versions; raises `InvalidError` with every fault in its files."""
    source = read_yaml(folder.description, f"{folder.name}/clause.yaml")
    read = shape(_ClauseShape, source)
    problems: list[Problem] = []
    if not CLAUSE_ID.fullmatch(read.id) or not folder.name.rsplit("/", 1)[-1].startswith(f"{read.id}-"):
        problems.append(
            Problem(source.place(("id",)), f'the id "{read.id}" does not fit the folder {folder.name}', "id: K-302 in a folder K-302-words")
        )
    condition, faults = read_condition(read.applies_when, known_facts, partial(Problem, source.place(("applies_when",))))
    problems.extend(faults)
    parameters = _parameters(read, source, problems)
    texts = _texts(folder, source, problems)
    versions = [_version(day, raw, parameters, texts, source, problems) for day, raw in read.versions.items()]
    for day in sorted(set(texts) - {_day(each) for each in read.versions}):
        problems.append(Problem(source.place(("versions",)), f"a text of {day} has no version", f"add `{day}:` under versions"))
    if problems:
        raise InvalidError(f"{folder.name} has faults", problems)
    return Clause(
        id=ClauseId(read.id),
        title=read.title,
        owner=read.owner,
        edition=read.edition,
        note=read.note,
        applies_when=condition,
        because=read.because,
        left_out_because=read.left_out_because,
        legal_basis=tuple(read.legal_basis),
        versions=tuple(sorted((each for each in versions if each), key=lambda version: version.date)),
        adapts=ClauseId(read.adapts) if read.adapts else None,
        blanks=read.blanks,
        defines=tuple(read.defines),
        file=source.name,
    )


def _texts(folder: ClauseFolder, source: YamlSource, problems: list[Problem]) -> dict[date, dict[str, str]]:
    found: dict[date, dict[str, str]] = {}
    for name, data in sorted(folder.texts.items()):
        place = Place(f"{folder.name}/{name}")
        match = TEXT_FILE.fullmatch(name)
        day = _day(match.group(1)) if match else None
        if match is None or day is None:
            problems.append(Problem(place, "not the name of a clause text", "name it date.language.md, such as 2026-03-01.nb.md"))
            continue
        try:
            found.setdefault(day, {})
            found[day][match.group(2)] = data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            problems.append(Problem(place, "not UTF-8", "save the file as UTF-8"))
    if not found:
        problems.append(Problem(source.place(()), "the clause has no text", "add a file such as 2026-03-01.nb.md"))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _parameters(read: _ClauseShape, source: YamlSource, problems: list[Problem]) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for name, each in read.parameters.items():
        place = source.place(("parameters", name))
        if each.type not in list(ParameterType):
            problems.append(Problem(place, f'unknown type "{each.type}"', f"one of: {', '.join(ParameterType)}"))
            continue
        parameter = Parameter(
            name=name,
            type=ParameterType(each.type),
            default=tuple(each.default) if isinstance(each.default, list) else each.default,
            certainty=read_certainty(each.certainty, place, problems),
            question=each.question,
            unit=each.unit,
            minimum=each.min,
            maximum=each.max,
            choices=each.choices,
            sources=tuple(each.source),
            label=each.label,
            at_least=each.at_least,
        )
        problems.extend(Problem(place, message, hint) for message, hint in _odd(parameter))
        found[name] = parameter
    return found


def _odd(parameter: Parameter) -> list[tuple[str, str]]:
    if parameter.type is ParameterType.QUANTITY:
        default, low, high = parameter.default, parameter.minimum, parameter.maximum
        if not isinstance(default, int) or low is None or high is None or not parameter.unit:
            return [(f'"{parameter.name}" is a quantity without number, unit or range', "give default, unit, min and max")]
        if not low <= default <= high:
            return [(f'"{parameter.name}": the default {default} is outside {low} to {high}', "widen the range or change the default")]
    if parameter.type is ParameterType.CHOICE and parameter.default not in parameter.choices:
        return [
            (f'"{parameter.name}": the default {parameter.default} is not among the choices', f"choices: {', '.join(parameter.choices)}")
        ]
    return []


def _version(
    day: str,
    raw: object,
    parameters: Mapping[str, Parameter],
    texts: Mapping[date, dict[str, str]],
    source: YamlSource,
    problems: list[Problem],
) -> ClauseVersion | None:
    path = ("versions", day)
    place = source.place(path)
    on = _day(day)
    if on is None:
        problems.append(Problem(place, f'"{day}" is not a day that exists', "write year-month-day"))
        return None
    if raw == "withdrawn":
        return ClauseVersion(on, {}, {}, {}, (), Certainty.FOUND, is_withdrawn=True)
    if on not in texts:
        problems.append(Problem(place, f"the version of {day} has no text", f"add {day}.nb.md"))
    read = _version_shape(raw, path, source, problems)
    if read is None or on not in texts:
        return None
    overridden = _all_overridden(parameters, read, path, source, problems)
    return ClauseVersion(
        date=on,
        why=read.why,
        texts=MappingProxyType(texts[on]),
        parameters=MappingProxyType(overridden),
        statements=tuple(
            _statement(each, source.place((*path, "statements", index)), problems) for index, each in enumerate(read.statements)
        ),
        certainty=read_certainty(read.certainty, place, problems),
        written_by=read.written_by,
        approved_by=tuple(read.approved_by),
        question=read_question(read.asks, _name(source), partial(_at, source, (*path, "asks")), problems) if read.asks else None,
    )


def _name(source: YamlSource) -> str:
    return str(source.value.get("id")) if isinstance(source.value, dict) else ""


def _at(source: YamlSource, above: tuple[str, ...], *steps: str | int) -> Place:
    return source.place((*above, *steps))


def _version_shape(raw: object, path: tuple[str, str], source: YamlSource, problems: list[Problem]) -> _VersionShape | None:
    """What stands under a version's date; its faults are noted, so that they don't hide those of the rest of the clause."""
    inner = YamlSource(source.name, raw, {key[2:]: line for key, line in source.lines.items() if key[:2] == path})  # type: ignore[arg-type]
    try:
        return shape(_VersionShape, inner)
    except InvalidError as error:
        problems.extend(error.problems)
        return None


def _all_overridden(
    parameters: Mapping[str, Parameter], read: _VersionShape, path: tuple[str, str], source: YamlSource, problems: list[Problem]
) -> dict[str, Parameter]:
    overridden = dict(parameters)
    for name, change in read.parameters.items():
        place = source.place((*path, "parameters", name))
        if name not in parameters:
            problems.append(Problem(place, f'unknown parameter "{name}"', f"it has: {', '.join(parameters)}"))
            continue
        overridden[name] = _overridden(parameters[name], change, place, problems)
        problems.extend(Problem(place, message, hint) for message, hint in _odd(overridden[name]))
    return overridden


def _overridden(parameter: Parameter, change: _OverrideShape, place: Place, problems: list[Problem]) -> Parameter:
    default = tuple(change.default) if isinstance(change.default, list) else change.default
    return replace(
        parameter,
        default=parameter.default if default is None else default,
        minimum=parameter.minimum if change.min is None else change.min,
        maximum=parameter.maximum if change.max is None else change.max,
        certainty=parameter.certainty if change.certainty is None else read_certainty(change.certainty, place, problems),
        sources=tuple(change.source) or parameter.sources,
    )


def _statement(text: str, place: Place, problems: list[Problem]) -> Statement:
    word, *sources = text.split() or [""]
    return Statement(read_certainty(word, place, problems), tuple(each.strip(",") for each in sources))
