"""Norms and phrases, from `clauses/norms.yaml` and `clauses/phrases.yaml`, and CPV codes from `clauses/cpv-2008.csv`."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.clauses.legal_basis import Norm, Norms
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Problem
from sokdocs.core.values.language import LANGUAGES
from sokdocs.core.values.phrases import Phrases
from sokdocs.loading.shapes import Localized, Shape, Words, shape
from sokdocs.loading.yaml_source import read_yaml


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


class _PhrasesShape(Shape):
    words: dict[str, Localized]
    units: dict[str, dict[str, dict[str, str]]]


def read_norms(data: bytes, name: str) -> Norms:
    """Every norm by id; raises `InvalidError` for faults, and for an unconfirmed norm that does not say what to check."""
    source = read_yaml(data, name)
    norms = shape(_NormsShape, source).norms
    problems = [
        Problem(source.place(("norms", each)), f"{each} is not confirmed and does not say what to check", "add `to_check:`")
        for each, norm in norms.items()
        if not norm.confirmed and not norm.to_check
    ]
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    return MappingProxyType({each: _norm(each, norm) for each, norm in norms.items()})


def _norm(name: str, norm: _NormShape) -> Norm:
    return Norm(
        id=name,
        family=norm.family,
        title=norm.title,
        full_name=norm.full_name or norm.title,
        in_force_from=norm.in_force_from,
        in_force_until=norm.in_force_until,
        dates_certainty=Certainty(norm.dates_certainty),
        is_confirmed=norm.confirmed,
        sources=tuple(norm.source),
        gives=norm.gives,
        to_check=norm.to_check,
        core_since=norm.core_since,
    )


def read_phrases(data: bytes, name: str) -> Phrases:
    """The program's own words: `words: {name: {nb: ...}}` and `units: {weeks: {nb: {one: uke, many: uker}}}`."""
    read = shape(_PhrasesShape, read_yaml(data, name))
    units = {
        language: MappingProxyType(
            {unit: (forms[language]["one"], forms[language]["many"]) for unit, forms in read.units.items() if language in forms}
        )
        for language in LANGUAGES
    }
    return Phrases(MappingProxyType(read.words), MappingProxyType(units))


def read_cpv(data: bytes) -> Mapping[str, str]:
    """Every valid CPV 2008 code: eight digits to the code with its check digit."""
    rows = csv.reader(io.StringIO(data.decode("utf-8")))
    next(rows)
    return MappingProxyType({row[0][:8]: row[0] for row in rows if row})
