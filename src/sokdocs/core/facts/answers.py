"""From what stands in a fact sheet to checked answers: every fault at once, each with its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sokdocs.core.facts.definition import FactDefinition, FactType, FactValue
from sokdocs.core.facts.readers import READERS, Fault
from sokdocs.core.facts.sheet import FactSheet, ParameterValue
from sokdocs.core.problems import Place, Problem, did_you_mean, nearest

Raw = object
PlaceOf = Callable[[tuple[str | int, ...]], Place]


@dataclass(frozen=True, slots=True)
class Answers:
    """A fact sheet with what could be read, and every fault and doubt found on the way; `meant` are facts with a misspelt name."""

    sheet: FactSheet
    problems: tuple[Problem, ...]
    meant: frozenset[str] = frozenset()


def read_answers(
    raw: Mapping[str, Raw], definitions: Mapping[str, FactDefinition], *, name: str, place_of: PlaceOf, valid_cpv: Mapping[str, str]
) -> Answers:
    """The answers in `raw`, checked against what may be asked; defaults are filled in for what is not answered."""
    problems: list[Problem] = []
    values: dict[str, FactValue] = {each.name: each.default for each in definitions.values() if each.default is not None}
    parameters: dict[str, ParameterValue] = {}
    places: dict[str, Place] = {}
    meant: set[str] = set()
    for fact, value in raw.items():
        place = place_of((fact,))
        definition = definitions.get(fact)
        if definition is None:
            hint = did_you_mean(fact, definitions, "Facts are listed by `sokdocs facts questions`")
            meant.add(nearest(fact, definitions) or "")
            problems.append(Problem(place, f'unknown fact "{fact}"', hint))
            continue
        places[fact] = place
        if value is None:
            continue
        if definition.type is FactType.PARAMETERS:
            problems.extend(_parameters(value, parameters, places, place_of))
            continue
        answer, faults = READERS[definition.type](value, definition, valid_cpv)
        problems.extend(Problem(place_of((fact, *fault.path)), fault.message, fault.hint, fault.is_warning) for fault in faults)
        if answer is not None:
            values[fact] = answer
        if definition.type is FactType.PRODUCT_LIST:
            places.update(_groups(fact, value, place_of))
    sheet = FactSheet(name, MappingProxyType(values), MappingProxyType(parameters), MappingProxyType(places))
    return Answers(sheet, tuple(sorted(problems)), frozenset(meant))


def missing_facts(answers: Answers, definitions: Sequence[FactDefinition], kind: str) -> tuple[Problem, ...]:
    """One problem for each fact that a document of this kind cannot be issued without and that is not answered.

    A fact that is answered wrongly, or under a misspelt name, has its own problem and is not named again.
    """
    sheet = answers.sheet
    wrong = {problem.place.field.split(".")[0] for problem in answers.problems if not problem.is_warning} | answers.meant
    return tuple(
        Problem(
            sheet.place(each.name),
            f'"{each.name}" is missing',
            f"{each.question.get('nb', '')} It is needed for {kind}; add `{each.name}:`",
        )
        for each in definitions
        if kind in each.required_for and each.name not in sheet.values and each.name not in wrong
    )


def _groups(fact: str, value: Raw, place_of: PlaceOf) -> Mapping[str, Place]:
    """Where each product group is first named: whether the category has it is known only when there is a category."""
    found: dict[str, Place] = {}
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, dict) and entry.get("group"):
            found.setdefault(f"{fact}.group.{entry['group']}", place_of((fact, index, "group")))
    return found


def _parameters(value: Raw, parameters: dict[str, ParameterValue], places: dict[str, Place], place_of: PlaceOf) -> list[Problem]:
    example = "for example `K-302: {answer_weeks: 4}`"
    if not isinstance(value, dict):
        return [Problem(place_of(("parameters",)), '"parameters" is not a table', f"write one line per clause, {example}")]
    problems: list[Problem] = []
    for clause, settings in value.items():
        path = ("parameters", str(clause))
        if not isinstance(settings, dict):
            problems.append(Problem(place_of(path), f'"{clause}" has no parameters under it', example))
            continue
        for parameter, setting in settings.items():
            where = place_of((*path, str(parameter)))
            key = f"{clause}.{parameter}"
            if isinstance(setting, list) and all(isinstance(each, str) for each in setting):
                parameters[key] = tuple(setting)
            elif isinstance(setting, str | int) and not isinstance(setting, bool):
                parameters[key] = setting
            else:
                problems.append(Problem(where, f'"{key}" is neither a number, a word nor a list of words', example))
                continue
            places[key] = where
    return problems


__all__ = ["Answers", "Fault", "missing_facts", "read_answers"]
