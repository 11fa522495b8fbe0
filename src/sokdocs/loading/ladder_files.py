"""Ladders, from `clauses/ladders/`: every letter with its grounds, deadlines and signatures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sokdocs.core.casework.casebook_checks import LENGTHS
from sokdocs.core.casework.ladder import DeadlineRule, GroundWords, Ladder, LadderParameter, LetterRule
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.shapes import Localized, Shape, Words, read_certainty, shape
from sokdocs.loading.yaml_source import Path, YamlSource, read_yaml


class _ParameterShape(Shape):
    default: bool | int
    certainty: str
    question: Localized
    unit: str = ""
    min: int | None = None
    max: int | None = None
    source: Words = []


class _GroundShape(Shape):
    rule: str
    certainty: str
    source: Words = []
    words: dict[str, Localized]


class _DeadlineShape(Shape):
    key: str
    title: Localized
    from_contract: str = ""
    or_contract: str = ""
    otherwise: str = ""
    by_severity: dict[str, str] = {}
    runs: Literal["supplier", "buyer", "notice"] = "supplier"


class _LetterShape(Shape):
    title: Localized
    purpose: Localized
    is_sanction: bool = False
    about_findings: bool = False
    gives: str = ""
    cites: list[str] = []
    grounds: list[str]
    deadlines: list[_DeadlineShape] = []
    signatures: int
    roles: list[str]
    needs_receipt: bool = False
    status_after: str = ""


class _LadderShape(Shape):
    id: str
    title: Localized
    extends: str = ""
    keeps: list[str] = []
    roles: dict[str, Localized] = {}
    override_roles: list[str] = []
    dating_roles: list[str] = []
    statuses: dict[str, Localized] = {}
    units: dict[str, str] = {}
    parameters: dict[str, _ParameterShape] = {}
    grounds: dict[str, _GroundShape] = {}
    letters: dict[str, _LetterShape] = {}


@dataclass(frozen=True, slots=True)
class LadderFile:
    """One ladder file: its name without ending (`standard`), the name to show, and its bytes."""

    key: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LadderRead:
    """A ladder, and where each path of it stands: in its own file, or in that of the ladder it builds on."""

    ladder: Ladder
    place: Callable[[Path], Place]


_Read = tuple[YamlSource, _LadderShape]


def read_ladders(files: list[LadderFile]) -> Mapping[str, LadderRead]:
    """Every ladder by id; raises `InvalidError` with the faults of all files together."""
    problems: list[Problem] = []
    read: dict[str, _Read] = {}
    for file in files:
        try:
            source = read_yaml(file.data, file.name)
            read[file.key] = source, shape(_LadderShape, source)
        except InvalidError as error:
            problems.extend(error.problems)
            continue
        if read[file.key][1].id != file.key:
            place = source.place(("id",))
            problems.append(
                Problem(
                    place,
                    f'the id "{read[file.key][1].id}" does not fit the file',
                    f"id: {file.key}, or rename the file",
                )
            )
    found = {} if problems else {key: _resolved(key, read, problems) for key in read}
    if problems:
        raise InvalidError("the ladders have faults", sorted(set(problems)))
    return MappingProxyType({key: each for key, each in found.items() if each is not None})


def _resolved(key: str, read: Mapping[str, _Read], problems: list[Problem]) -> LadderRead | None:
    source, each = read[key]
    own = _ladder(source, each, problems)
    if not each.extends:
        return LadderRead(own, source.place)
    base = read.get(each.extends)
    if base is None or base[1].extends:
        known = [name for name, (_, other) in read.items() if not other.extends]
        hint = did_you_mean(each.extends, known, f"ladders to build on: {', '.join(known)}")
        problems.append(Problem(source.place(("extends",)), f'"{each.extends}" is no ladder to build on', hint))
        return None
    below = _ladder(*base, problems)
    for index, code in enumerate(each.keeps):
        if code not in below.letters:
            hint = did_you_mean(code, below.letters, f"letters of {below.id}: {', '.join(below.letters)}")
            problems.append(Problem(source.place(("keeps", index)), f'"{code}" is no letter of {below.id}', hint))
    return LadderRead(_extended(own, below, each.keeps), _either(source, base[0]))


def _either(own: YamlSource, below: YamlSource) -> Callable[[Path], Place]:
    def place(path: Path) -> Place:
        return below.place(path) if path[:2] not in own.lines and path[:2] in below.lines else own.place(path)

    return place


def _extended(own: Ladder, below: Ladder, keeps: list[str]) -> Ladder:
    """The ladder with all that it does not say itself, and the letters that it keeps, from the one it builds on."""
    kept = {code: letter for code, letter in below.letters.items() if code in keeps}
    return Ladder(
        id=own.id,
        title=own.title,
        parameters=MappingProxyType({**below.parameters, **own.parameters}),
        grounds=MappingProxyType({**below.grounds, **own.grounds}),
        letters=MappingProxyType(dict(sorted({**kept, **own.letters}.items()))),
        roles=MappingProxyType({**below.roles, **own.roles}),
        override_roles=own.override_roles or below.override_roles,
        dating_roles=own.dating_roles or below.dating_roles,
        units=MappingProxyType({**below.units, **own.units}),
        statuses=MappingProxyType({**below.statuses, **own.statuses}),
        file=own.file,
    )


def _ladder(source: YamlSource, each: _LadderShape, problems: list[Problem]) -> Ladder:
    parameters = {name: _parameter(name, raw, source, problems) for name, raw in each.parameters.items()}
    grounds = {name: _ground(name, raw, source, problems) for name, raw in each.grounds.items()}
    return Ladder(
        id=each.id,
        title=each.title,
        parameters=MappingProxyType(parameters),
        grounds=MappingProxyType(grounds),
        letters=MappingProxyType({code: _letter(code, raw) for code, raw in each.letters.items()}),
        roles=MappingProxyType(each.roles),
        override_roles=tuple(each.override_roles),
        dating_roles=tuple(each.dating_roles),
        units=MappingProxyType(each.units),
        statuses=MappingProxyType(each.statuses),
        file=source.name,
    )


def _parameter(name: str, raw: _ParameterShape, source: YamlSource, problems: list[Problem]) -> LadderParameter:
    place = source.place(("parameters", name))
    problems.extend(Problem(place, *fault) for fault in _odd(name, raw))
    return LadderParameter(
        name=name,
        default=raw.default,
        certainty=read_certainty(raw.certainty, source.place(("parameters", name, "certainty")), problems),
        question=raw.question,
        unit=raw.unit,
        minimum=raw.min,
        maximum=raw.max,
        sources=tuple(raw.source),
    )


def _odd(name: str, raw: _ParameterShape) -> list[tuple[str, str]]:
    if isinstance(raw.default, bool):
        if raw.unit or raw.min is not None or raw.max is not None:
            return [(f'the switch "{name}" has a unit or limits', "take them away, or give a number as default")]
        return []
    if raw.min is None or raw.max is None or not raw.unit:
        return [(f'"{name}" is a number without unit or limits', "give unit, min and max")]
    if raw.unit not in LENGTHS:
        return [(f'unknown unit "{raw.unit}"', did_you_mean(raw.unit, LENGTHS, f"units: {', '.join(LENGTHS)}"))]
    if not 0 <= raw.min <= raw.default <= raw.max:
        return [
            (
                f'"{name}": the default {raw.default} is outside {raw.min} to {raw.max}',
                "change the default or the limits",
            )
        ]
    return []


def _ground(name: str, raw: _GroundShape, source: YamlSource, problems: list[Problem]) -> GroundWords:
    certainty = read_certainty(raw.certainty, source.place(("grounds", name, "certainty")), problems)
    return GroundWords(name, raw.rule, certainty, MappingProxyType(raw.words), tuple(raw.source))


def _letter(code: str, raw: _LetterShape) -> LetterRule:
    return LetterRule(
        code=code,
        title=raw.title,
        purpose=raw.purpose,
        is_sanction=raw.is_sanction,
        gives=ClauseId(raw.gives) if raw.gives else None,
        cites=tuple(ClauseId(each) for each in raw.cites),
        grounds=tuple(raw.grounds),
        deadlines=tuple(_deadline(each) for each in raw.deadlines),
        signatures=raw.signatures,
        roles=tuple(raw.roles),
        needs_receipt=raw.needs_receipt,
        about_findings=raw.about_findings,
        status_after=raw.status_after,
    )


def _deadline(raw: _DeadlineShape) -> DeadlineRule:
    return DeadlineRule(raw.key, raw.title, raw.from_contract, raw.otherwise, MappingProxyType(raw.by_severity), raw.runs, raw.or_contract)
