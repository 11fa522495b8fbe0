"""Packs and the decision table, from `clauses/packs/` and `clauses/decision.yaml`."""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Literal

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.condition import read_condition
from sokdocs.core.problems import Problem, did_you_mean
from sokdocs.core.selection.decision import FORMS, TERMS, DecisionRow, DecisionTable
from sokdocs.core.selection.pack import Pack, PackChange, Packs, PackSection, extend
from sokdocs.core.values.identifiers import ClauseId, PackId
from sokdocs.loading.shapes import Localized, Shape, Words, read_certainty, shape
from sokdocs.loading.yaml_source import YamlSource, read_yaml


class _SectionShape(Shape):
    id: str
    title: Localized
    clauses: list[str] = []
    number_from: int = 0


class _PackShape(Shape):
    kind: str
    edition: str = "standard"
    category: str = ""
    extends: str = ""
    terms: str = ""
    describes: str = ""
    title: Localized = {}
    subtitle: Localized = {}
    front: list[str] = []
    sections: list[_SectionShape] = []
    annexes: list[_SectionShape] = []
    add: dict[str, list[str]] = {}
    replace: dict[str, str] = {}
    contents: bool | None = None
    letter: str = ""
    numbering: Literal["points", "none"] = "points"
    dated_by: str = "announced_on"
    note: Localized = {}


class _RowShape(Shape):
    id: str
    when: object
    result: str
    because: Localized
    told: Localized = {}
    source: Words = []
    certainty: str


class _LimitShape(Shape):
    value: int
    unit: str = ""
    certainty: str
    source: Words = []
    note: Localized = {}


class _DecisionShape(Shape):
    limits: dict[str, _LimitShape] = {}
    terms: list[_RowShape]
    form: list[_RowShape]


@dataclass(frozen=True, slots=True)
class PackFile:
    """One pack file: its path below `clauses/packs/` without ending (`tender-appendix/textiles`), and its bytes."""

    key: str
    name: str
    data: bytes


_PackRead = tuple[YamlSource, _PackShape | None]


def read_packs(files: list[PackFile]) -> Packs:
    """Every pack that is for a category; packs that only others extend are not listed themselves.

    Raises `InvalidError` with the faults of all files together.
    """
    problems: list[Problem] = []
    read = {each.key: _read(each, problems) for each in files}
    packs: dict[PackId, Pack] = {}
    for key, (source, each) in read.items():
        try:
            pack = _resolve(key, read, ())
        except InvalidError as error:
            problems.extend(error.problems)
            continue
        if each is None or not each.category:
            continue
        if pack.id in packs:
            problems.append(Problem(source.place(()), f"{pack.id} stands in {packs[pack.id].file} too", "keep one"))
        packs.setdefault(pack.id, pack)
    if problems:
        raise InvalidError("the packs have faults", sorted(set(problems)))
    return MappingProxyType(packs)


def _read(file: PackFile, problems: list[Problem]) -> _PackRead:
    """The file and what it says; nothing where its shape is wrong, which is noted."""
    source = YamlSource(file.name, None, {})
    try:
        source = read_yaml(file.data, file.name)
        return source, shape(_PackShape, source)
    except InvalidError as error:
        problems.extend(error.problems)
        return source, None


def _resolve(key: str, read: Mapping[str, _PackRead], below: tuple[str, ...]) -> Pack:
    source, each = read[key]
    if each is None:
        raise InvalidError(f"{source.name} can't be read")
    if not each.extends:
        return _pack(source, each)
    parent = f"{key.rsplit('/', 1)[0]}/{each.extends}"
    if parent not in read or parent in (*below, key):
        hint = did_you_mean(each.extends, [name.rsplit("/", 1)[1] for name in read], "packs lie in clauses/packs/")
        raise InvalidError(f"{source.name} has faults", [Problem(source.place(("extends",)), f'can\'t extend "{each.extends}"', hint)])
    base = _resolve(parent, read, (*below, key))
    change = PackChange(
        add={section: tuple(map(ClauseId, clauses)) for section, clauses in each.add.items()},
        swap={ClauseId(old): ClauseId(new) for old, new in each.replace.items()},
    )
    _check_change(source, base, change)
    return replace(
        extend(base, change),
        id=_id(each),
        title=each.title or base.title,
        subtitle=each.subtitle or base.subtitle,
        terms=each.terms or base.terms,
        file=source.name,
    )


def _check_change(source: YamlSource, base: Pack, change: PackChange) -> None:
    sections = [section.id for section in (*base.sections, *base.annexes)]
    problems = [
        Problem(
            source.place(("add", section)), f'no section "{section}"', did_you_mean(section, sections, f"sections: {', '.join(sections)}")
        )
        for section in change.add
        if section not in sections
    ]
    added = {clause for clauses in change.add.values() for clause in clauses}
    problems += [
        Problem(source.place(("replace", old)), f"{old} is not in the pack that is extended", "name a clause that stands there")
        for old in change.swap
        if old not in base.clauses() and old not in added
    ]
    if problems:
        raise InvalidError(f"{source.name} has faults", problems)


def _id(each: _PackShape) -> PackId:
    variant = each.letter or each.terms
    return PackId(each.kind, each.edition, f"{each.category}:{variant}" if variant else each.category)


def _pack(source: YamlSource, each: _PackShape) -> Pack:
    return Pack(
        id=_id(each),
        title=each.title,
        subtitle=each.subtitle,
        front=tuple(each.front),
        sections=tuple(_section(section) for section in each.sections),
        annexes=tuple(_section(section) for section in each.annexes),
        terms=each.terms,
        describes=each.describes,
        number_from=each.sections[0].number_from if each.sections else 0,
        has_contents=True if each.contents is None else each.contents,
        letter=each.letter,
        dated_by=each.dated_by,
        has_numbers=each.numbering == "points",
        file=source.name,
    )


def _section(section: _SectionShape) -> PackSection:
    return PackSection(section.id, section.title, tuple(map(ClauseId, section.clauses)))


def read_decision(data: bytes, name: str, known_facts: Mapping[str, object]) -> DecisionTable:
    """The decision table; raises `InvalidError` where a row is wrong or the last one does not always apply."""
    source = read_yaml(data, name)
    read = shape(_DecisionShape, source)
    known: Mapping[str, object] = ChainMap({name: limit.value for name, limit in read.limits.items()}, known_facts)  # type: ignore[arg-type]
    problems: list[Problem] = []
    for limit, each in read.limits.items():
        read_certainty(each.certainty, source.place(("limits", limit, "certainty")), problems)
    terms = _rows("terms", read.terms, known, source, problems)
    form = _rows("form", read.form, known, source, problems)
    for table, rows in (("terms", read.terms), ("form", read.form)):
        if not rows or rows[-1].when != "always":
            problems.append(Problem(source.place((table,)), f"the last row of {table} does not always apply", "end with `when: always`"))
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    return DecisionTable(terms, form, MappingProxyType({limit: each.value for limit, each in read.limits.items()}))


def _rows(
    table: str, rows: list[_RowShape], known: Mapping[str, object], source: YamlSource, problems: list[Problem]
) -> tuple[DecisionRow, ...]:
    found: list[DecisionRow] = []
    results = {"terms": TERMS, "form": FORMS}[table]
    for index, row in enumerate(rows):
        condition, faults = read_condition(row.when, known, partial(Problem, source.place((table, index, "when"))))
        problems.extend(faults)
        if row.result not in results:
            hint = did_you_mean(row.result, results, f"results: {', '.join(results)}")
            problems.append(Problem(source.place((table, index, "result")), f'unknown result "{row.result}"', hint))
        if table == "form" and row.result != "none" and not row.told:
            message = f"{row.id} gives a form but does not say why to the supplier"
            problems.append(Problem(source.place((table, index)), message, "add `told:`, in words that are right after the signing"))
        certainty = read_certainty(row.certainty, source.place((table, index, "certainty")), problems)
        found.append(DecisionRow(row.id, condition, row.result, row.because, certainty, tuple(row.source), row.told))
    return tuple(found)
