"""Norms and phrases, from `clauses/norms.yaml` and `clauses/phrases.yaml`, and CPV codes from `clauses/cpv-2008.csv`."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from sokdocs.core.clauses.legal_basis import Norm, Norms
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.language import LANGUAGES
from sokdocs.core.values.phrases import Phrases
from sokdocs.loading.shapes import Localized, Shape, Words, read_certainty, shape
from sokdocs.loading.yaml_source import YamlSource, read_yaml

CPV_ROW = re.compile(r"[0-9]{8}-[0-9]")


class _NormShape(Shape):
    family: str
    title: Localized
    full_name: Localized = {}
    in_force_from: date
    in_force_until: date | None = None
    dates_certainty: str
    confirmed: bool
    source: Words = []
    gives: Localized = {}
    to_check: Localized = {}
    core_since: date | None = None
    core_since_certainty: str = ""
    area: Localized | str = ""
    year: int | None = None
    number: str | int = ""
    binds: Localized | str = {}
    note: Localized = {}


class _NormsShape(Shape):
    norms: dict[str, _NormShape]


class _UnitShape(Shape):
    one: str
    many: str


class _PhrasesShape(Shape):
    words: dict[str, Localized]
    units: dict[str, dict[str, _UnitShape]]


def read_norms(data: bytes, name: str) -> Norms:
    """Every norm by id; raises `InvalidError` for faults, and for an unconfirmed norm that does not say what to check."""
    source = read_yaml(data, name)
    norms = shape(_NormsShape, source).norms
    problems: list[Problem] = []
    found = {each: _norm(each, norm, source, problems) for each, norm in norms.items()}
    problems += [
        Problem(source.place(("norms", each)), f"{each} is not confirmed and does not say what to check", "add `to_check:`")
        for each, norm in norms.items()
        if not norm.confirmed and not norm.to_check
    ]
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    return MappingProxyType(found)


def _norm(name: str, norm: _NormShape, source: YamlSource, problems: list[Problem]) -> Norm:
    path = ("norms", name)
    return Norm(
        id=name,
        family=norm.family,
        title=norm.title,
        full_name=norm.full_name or norm.title,
        in_force_from=norm.in_force_from,
        in_force_until=norm.in_force_until,
        dates_certainty=read_certainty(norm.dates_certainty, source.place((*path, "dates_certainty")), problems),
        is_confirmed=norm.confirmed,
        sources=tuple(norm.source),
        gives=norm.gives,
        to_check=norm.to_check,
        core_since=norm.core_since,
        place=source.place(path),
    )


def read_phrases(data: bytes, name: str) -> Phrases:
    """The program's own words: `words: {name: {nb: ...}}` and `units: {weeks: {nb: {one: uke, many: uker}}}`."""
    read = shape(_PhrasesShape, read_yaml(data, name))
    units = {
        language: MappingProxyType(
            {unit: (forms[language].one, forms[language].many) for unit, forms in read.units.items() if language in forms}
        )
        for language in LANGUAGES
    }
    return Phrases(MappingProxyType(read.words), MappingProxyType(units), name)


def read_cpv(data: bytes, name: str) -> Mapping[str, str]:
    """Every valid CPV 2008 code: eight digits to the code with its check digit; raises `InvalidError` for anything else in the file."""
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for line, code in _codes(data, name):
        if CPV_ROW.fullmatch(code):
            found[code[:8]] = code
        else:
            problems.append(Problem(Place(name, line), f"{code[:30]} is no CPV code", "begin the line with a code such as 18110000-3"))
    if not found and not problems:
        problems.append(Problem(Place(name), "the file has no codes", "write `code,name_en`, and then one line for each code"))
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    return MappingProxyType(found)


def _codes(data: bytes, name: str) -> Iterator[tuple[int, str]]:
    """The first entry of each line after the headings, with the line's number."""
    try:
        rows = csv.reader(io.StringIO(data.decode("utf-8")))
        next(rows, None)
        yield from ((rows.line_num, row[0]) for row in rows if row)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidError(f"{name} can't be read", [Problem(Place(name, line), "not UTF-8", "save the file as UTF-8")]) from error
    except csv.Error as error:
        problem = Problem(Place(name, rows.line_num), f"not a table: {error}", "one code and one name on each line, with a comma between")
        raise InvalidError(f"{name} can't be read", [problem]) from error
