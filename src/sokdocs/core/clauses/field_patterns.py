"""What can stand in a field of a finished document: a pattern of every value the program could have put there."""

import re
from collections.abc import Iterable, Iterator

from sokdocs.core.clauses.clause import ClauseVersion, Parameter, ParameterType
from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.wording import Field
from sokdocs.core.facts.definition import FactDefinition, FactType
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import in_language
from sokdocs.core.values.quantities import Units, quantity
from sokdocs.core.values.text import fold

WORDS = ".{1,300}?"
SEVERAL_WORDS = ".{1,5000}?"
NUMBER = "−?(?:[0-9]{1,4}|[0-9]{2,3} [0-9]{3}|[0-9]{1,3}(?: [0-9]{3}){2,4})"
DATE = r"[0-9]{1,2}\.? \w{3,12} [0-9]{4}"
ORGNR = "[0-9]{3} [0-9]{3} [0-9]{3}"
POINT = r"[0-9]{1,3}(?:\.[0-9]{1,3})?"
FEW = 200
NUMBERS = frozenset({FactType.INTEGER, FactType.AMOUNT})
SEVERAL = frozenset({FactType.LINES, FactType.TEXT_BLOCK, FactType.CPV_LIST, FactType.PRODUCT_LIST})


def field_pattern(field: Field, version: ClauseVersion, language: str, library: Library) -> str:
    """A regular expression of what the field can be filled with; free words where a person's own words stand in it."""
    match field.kind:
        case "ref":
            annex = re.escape(fold(library.phrases.say("annex", language)))
            return f"(?:{POINT}|{annex} [0-9]{{1,2}})"
        case "norm":
            norms = (norm for norm in library.norms.values() if field.name in (norm.id, norm.family))
            return _one_of(in_language(norm.title, language) for norm in norms)
        case "value":
            return _value(field.name, version, language, library)
    return WORDS


def _value(name: str, version: ClauseVersion, language: str, library: Library) -> str:
    owner, _, own = name.rpartition(".")
    other = library.clauses.get(ClauseId(owner)) if owner else None
    versions = other.versions if other else (version,)
    parameters = [each.parameters[own] for each in versions if own in each.parameters]
    if parameters:
        units = library.phrases.units.get(language, {})
        return _either(dict.fromkeys(_parameter(each, language, units) for each in parameters))
    definition = library.facts.get(name)
    return _fact(definition, language, library) if definition else WORDS


def _parameter(parameter: Parameter, language: str, units: Units) -> str:
    low, high = parameter.minimum, parameter.maximum
    if parameter.type is ParameterType.CHOICE:
        return _one_of(in_language(words, language) for words in parameter.choices.values())
    if parameter.type is not ParameterType.QUANTITY:
        return SEVERAL_WORDS
    if low is not None and high is not None and high - low < FEW and parameter.unit in units:
        return _one_of(quantity(number, parameter.unit, units) for number in range(low, high + 1))
    return _amount(parameter.unit, units)


def _fact(definition: FactDefinition, language: str, library: Library) -> str:
    """What a fact's value can look like, or the hole that a draft has in its place."""
    say = library.phrases.say
    hole = re.escape(fold(say("hole", language, label=in_language(definition.label, language))))
    return _either(dict.fromkeys((*_answers(definition, language, library), hole)))


def _answers(definition: FactDefinition, language: str, library: Library) -> Iterator[str]:
    phrases = library.phrases
    if definition.type in NUMBERS:
        unit = "nok" if definition.type is FactType.AMOUNT else definition.unit or "count"
        yield _amount(unit, phrases.units.get(language, {}))
    elif definition.type is FactType.DATE:
        yield DATE
    elif definition.type is FactType.ORGNR:
        yield ORGNR
    elif definition.type is FactType.BOOLEAN:
        yield _one_of(phrases.say(word, language) for word in ("yes", "no"))
    elif definition.type is FactType.CHOICE:
        yield _one_of(in_language(words, language) for words in definition.choices.values())
    else:
        yield SEVERAL_WORDS if definition.type in SEVERAL else WORDS


def _amount(unit: str, units: Units) -> str:
    names = [name for name in units.get(unit, ("", "")) if name]
    return f"(?:{NUMBER}) {_one_of(names)}" if names else f"(?:{NUMBER})"


def _one_of(texts: Iterable[str]) -> str:
    return _either(dict.fromkeys(re.escape(fold(text)) for text in texts if text))


def _either(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
