"""Is a clause sound by itself: its fields, statements, parameters, reasons and legal basis."""

from collections.abc import Iterator, Mapping

from sokdocs.core.clauses.clause import Clause, ClauseVersion, ParameterType
from sokdocs.core.clauses.legal_basis import Norm, Norms, norm_on
from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.tables import TABLES
from sokdocs.core.clauses.wording import Field, parse
from sokdocs.core.facts.condition import Always
from sokdocs.core.facts.definition import LATE, FactDefinition, FactType, Stage
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.values.characters import refused_character
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.quantities import Units


def check_clause(clause: Clause, library: Library, *, too_late: frozenset[Stage] = LATE) -> Iterator[Problem]:
    """Every fault of one clause and its texts; facts first known at the stages `too_late` can't stand in them."""
    place = Place(clause.file)
    if not isinstance(clause.applies_when, Always) and not (clause.because and clause.left_out_because):
        yield Problem(place, f"{clause.id} applies on a condition but does not say why", "add `because:` and `left_out_because:`")
    if clause.adapts and clause.adapts not in library.clauses:
        hint = did_you_mean(clause.adapts, library.clauses, "see `sokdocs library list`")
        yield Problem(place, f"{clause.id} adapts the unknown clause {clause.adapts}", hint)
    families = {name for norm in library.norms.values() for name in (norm.id, norm.family)}
    for name in clause.legal_basis:
        if name not in families:
            yield Problem(place, f'unknown norm "{name}"', did_you_mean(name, families, "norms are listed in clauses/norms.yaml"))
    if not clause.legal_basis:
        yield Problem(place, f"{clause.id} names no legal basis", "add `legal_basis:`")
    for version in clause.versions:
        for language in sorted(version.texts):
            yield from _check_text(clause, version, language, library)
            yield from _too_late(clause, version, language, library.facts, too_late)
            yield from _check_units(clause, version, library.phrases.units.get(language, {}))
        yield from _check_lists(clause, version, library.norms)
        yield from _check_duty(clause, version, library)
    yield from _unused(clause)


def _check_duty(clause: Clause, version: ClauseVersion, library: Library) -> Iterator[Problem]:
    rests_on = version.question.rests_on if version.question else None
    if rests_on is not None and rests_on.clause not in library.clauses:
        hint = did_you_mean(rests_on.clause, library.clauses, "see `sokdocs library list`")
        yield Problem(Place(clause.file), f"{clause.id} rests on the unknown clause {rests_on.clause}", hint)


def _check_units(clause: Clause, version: ClauseVersion, units: Units) -> Iterator[Problem]:
    for parameter in version.used_parameters().values():
        if parameter.type is ParameterType.QUANTITY and parameter.unit not in units:
            hint = did_you_mean(parameter.unit, units, f"units are named in phrases.yaml: {', '.join(units)}")
            yield Problem(Place(clause.file), f'"{parameter.name}" has the unknown unit "{parameter.unit}"', hint)


def _check_lists(clause: Clause, version: ClauseVersion, norms: Norms) -> Iterator[Problem]:
    for parameter in version.used_parameters().values():
        if parameter.type is not ParameterType.NORMS:
            continue
        names = parameter.default if isinstance(parameter.default, tuple) else (str(parameter.default),)
        for name in names:
            if name not in norms:
                hint = did_you_mean(name, norms, "norms are listed in clauses/norms.yaml")
                yield Problem(Place(clause.file), f'"{parameter.name}" lists the unknown norm "{name}"', hint)
        if not names:
            yield Problem(Place(clause.file), f'"{parameter.name}" lists no norm', "name at least one under `default:`")


def _check_text(clause: Clause, version: ClauseVersion, language: str, library: Library) -> Iterator[Problem]:
    text = version.texts[language]
    name = clause.text_file(version, language)
    wording = parse(text)
    for fault in wording.faults:
        yield Problem(Place(name, fault.line), fault.message, fault.hint)
    if not wording.parts:
        yield Problem(Place(name), "the text is empty", "write it, or take the version away")
    bad = refused_character(text, breaks=True)
    if bad:
        yield Problem(Place(name), f"the text holds the character {bad}, which no document can carry", "take it away")
    count = len(wording.paragraphs())
    if count != len(version.statements):
        message = f"{count} provisions but {len(version.statements)} statements of certainty for {version.date.isoformat()}"
        yield Problem(Place(clause.file), message, "one entry under `statements:` for each numbered provision, in order")
    for field in wording.fields():
        fault_of = _check_field(field, clause, version, library)
        if fault_of:
            yield Problem(Place(name, _line_of(text, field)), *fault_of)


def _line_of(text: str, field: Field) -> int:
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if str(field) in line), 1)


def _check_field(field: Field, clause: Clause, version: ClauseVersion, library: Library) -> tuple[str, str] | None:
    match field.kind:
        case "ref":
            if ClauseId(field.name) not in library.clauses:
                return f"a reference to the unknown clause {field.name}", did_you_mean(
                    field.name, library.clauses, "see `sokdocs library list`"
                )
        case "norm":
            return _check_norm(field.name, version, library.norms)
        case "blank" | "open":
            if field.name not in clause.blanks:
                return f'the blank "{field.name}" has no prompt', "name it under `blanks:` in clause.yaml"
        case "list":
            parameter = version.parameters.get(field.name)
            if parameter is None or parameter.type is not ParameterType.NORMS:
                return f'"{field.name}" is no list of norms', "declare it as a parameter of type norms"
        case "table":
            fact = library.facts.get(field.name)
            if field.name not in TABLES and (fact is None or fact.type is not FactType.TABLE):
                return f'unknown table "{field.name}"', did_you_mean(field.name, TABLES, f"tables: {', '.join(TABLES)}")
        case "value":
            return _check_value(field.name, clause, version, library)
    return None


def _check_norm(name: str, version: ClauseVersion, norms: Norms) -> tuple[str, str] | None:
    forms = [norm for norm in norms.values() if name in (norm.id, norm.family)]
    if not forms:
        families = {norm.family for norm in norms.values()}
        return f'unknown norm "{name}"', did_you_mean(name, families, "norms are listed in clauses/norms.yaml")
    if norm_on(norms, name, version.date) is None:
        first: Norm = min(forms, key=lambda norm: norm.in_force_from)
        return f"{name} is younger than the text ({first.in_force_from} against {version.date})", "name it only in versions from that date"
    return None


def _check_value(name: str, clause: Clause, version: ClauseVersion, library: Library) -> tuple[str, str] | None:
    owner, _, parameter = name.rpartition(".")
    if owner:
        return _check_other(ClauseId(owner), parameter, clause, version, library)
    if parameter in version.parameters:
        return None
    definition = library.facts.get(parameter)
    if definition is None:
        known = {**version.parameters, **library.facts}
        return f'unknown field "{parameter}"', did_you_mean(
            parameter, known, "use a parameter of the clause or a fact of clauses/facts.yaml"
        )
    return None


def _too_late(
    clause: Clause, version: ClauseVersion, language: str, facts: Mapping[str, FactDefinition], too_late: frozenset[Stage]
) -> Iterator[Problem]:
    text = version.texts[language]
    for field in parse(text).fields():
        definition = facts.get(field.name) if field.kind == "value" and field.name not in version.parameters else None
        if definition is not None and definition.stage in too_late:
            place = Place(clause.text_file(version, language), _line_of(text, field))
            message = f'"{field.name}" is known only when the contract is {definition.stage}'
            yield Problem(place, message, "write it as a condition in the text")


def _check_other(owner: ClauseId, name: str, clause: Clause, version: ClauseVersion, library: Library) -> tuple[str, str] | None:
    """A parameter of another clause must be there as long as the text that names it."""
    other = library.clauses.get(owner)
    for day in clause.days_beside(version, other) if other else (version.date,):
        found = other.version_on(day) if other else None
        if found is None or name not in found.used_parameters():
            when = "" if day == version.date else f" from {day.isoformat()}"
            return f'unknown parameter "{owner}.{name}"{when}', "write {clause.parameter}, such as {K-302.answer_weeks}"
    return None


def _unused(clause: Clause) -> Iterator[Problem]:
    live = [version for version in clause.versions if not version.is_withdrawn]
    used = {field.name for version in live for text in version.texts.values() for field in parse(text).fields()}
    declared = {name for version in live for name in version.parameters}
    for name in sorted(declared - used):
        yield Problem(Place(clause.file), f'the parameter "{name}" stands in no text', "use it as {" + name + "}, or take it away", True)
    for name in sorted(clause.blanks.keys() - used):
        yield Problem(Place(clause.file), f'the blank "{name}" stands in no text', "use it as {blank:" + name + "}, or take it away")


def check_norms(norms: Mapping[str, Norm]) -> Iterator[Problem]:
    """Forms of one norm that overlap in time."""
    for norm in norms.values():
        for other in norms.values():
            if (
                norm.id < other.id
                and norm.family == other.family
                and (norm.is_in_force(other.in_force_from) or other.is_in_force(norm.in_force_from))
            ):
                yield Problem(norm.place, f"{norm.id} and {other.id} are in force at once", "end one where the other begins")
