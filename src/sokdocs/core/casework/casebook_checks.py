"""Is the casebook sound: do the ladders name only what the library, the events and they themselves hold."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.casebook_names import At, Known, Steps, below, unknown, unknown_sources, versions_of, without_words
from sokdocs.core.casework.deadline import TENTHS_OF_A_DAY
from sokdocs.core.casework.ground import Standing
from sokdocs.core.casework.ladder import DeadlineRule, GroundWords, Ladder, LetterRule
from sokdocs.core.casework.terms_checks import check_terms
from sokdocs.core.clauses.clause import ParameterType
from sokdocs.core.facts.definition import FactType
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.values.identifiers import ClauseId

STANDARD = "standard"
LETTERS = tuple(f"L{number:02}" for number in range(1, 21))
NEED_A_CLAUSE = frozenset({"L08", "L11", "L12", "L13", "L14", "L15", "L16"})
FIRST_GROUND = "clause_in_contract"
RULES = ("first", "5.3", "5.5", "5.8", *(f"5.4-{number}" for number in range(1, 15)))
PARTS = (
    *("letter", "letter_title", "document", "date", "until", "clause", "point"),
    *("finding", "answer", "names", "days", "opens", "reason"),
)
# Parameters that the program asks for by name, beside those that deadlines name.
ASKED_FOR = frozenset(
    {
        *("acute_hearing_days", "declare_days", "flag_days", "objection_days", "plan_review_days", "reuse_years"),
        *("joint_finding_and_correction", "stop_before_hearing_ends", "supplier_pays_replacement"),
    }
)
LENGTHS = (*TENTHS_OF_A_DAY, "years")
PART = re.compile(r"\{([a-z_]+)\}")


def check_casebook(casebook: Casebook, known: Known, place_of: Callable[[str, Steps], Place]) -> tuple[Problem, ...]:
    """Every fault, sorted by place. `place_of` tells where a path of `ladders/standard`, `events` or `terms/DIFI-2016` stands."""
    found: list[Problem] = []
    found.extend(_check_events(casebook, partial(place_of, "events")))
    severities = _severities(casebook)
    if STANDARD not in casebook.ladders:
        place = place_of(f"ladders/{STANDARD}", ())
        found.append(Problem(place, f"the ladder {STANDARD} is missing", f"add ladders/{STANDARD}.yaml"))
    for ladder in casebook.ladders.values():
        at = partial(place_of, f"ladders/{ladder.id}")
        found.extend(_check_ladder(ladder, at))
        found.extend(_check_parameters(ladder, known, at))
        found.extend(_check_units(ladder, known, at))
        for name, words in ladder.grounds.items():
            found.extend(_check_ground(words, known, partial(below, at, ("grounds", name))))
        for code, letter in ladder.letters.items():
            found.extend(_check_letter(letter, ladder, known, partial(below, at, ("letters", code))))
            for index, rule in enumerate(letter.deadlines):
                found.extend(_check_deadline(rule, ladder, known, partial(below, at, ("letters", code, "deadlines", index)), severities))
    found.extend(_unused(casebook, place_of))
    for terms in casebook.terms.values():
        found.extend(check_terms(terms, known, partial(place_of, f"terms/{terms.id}")))
    return tuple(sorted(set(found)))


def _severities(casebook: Casebook) -> tuple[str, ...]:
    finding = casebook.events.get(EventKind.FINDING)
    severity = finding.fields.get("severity") if finding else None
    return tuple(severity.choices) if severity else ()


def _check_events(casebook: Casebook, at: At) -> Iterator[Problem]:
    for kind in EventKind:
        if kind not in casebook.events:
            yield Problem(at(("events",)), f'the event "{kind}" is missing', f"add `{kind}:` under events")
    if EventKind.FINDING in casebook.events and not _severities(casebook):
        yield Problem(at(("events", "finding")), "a finding has no severities", "add the field `severity:` with its choices")
    letter = casebook.events.get(EventKind.LETTER)
    fields = letter.fields if letter else {}
    rules = [rule for ladder in casebook.ladders.values() for each in ladder.letters.values() for rule in each.deadlines]
    for name in sorted({f"due_{rule.key}" for rule in rules}) if letter else ():
        if name not in fields or fields[name].type is not FactType.DATE:
            message = f'a letter has no date "{name}", which a ladder sets'
            yield Problem(at(("events", "letter", "fields")), message, f"add `{name}:` of type date")


def _check_ladder(ladder: Ladder, at: At) -> Iterator[Problem]:
    yield from without_words([(("title",), ladder.title)], at)
    yield from without_words(((("roles", name), words) for name, words in ladder.roles.items()), at)
    yield from without_words(((("statuses", name), words) for name, words in ladder.statuses.items()), at)
    for list_name, roles in (("override_roles", ladder.override_roles), ("dating_roles", ladder.dating_roles)):
        for index, role in enumerate(roles):
            yield from unknown("role", role, ladder.roles, at((list_name, index)))
    for code in ladder.letters:
        yield from unknown("letter", code, LETTERS, at(("letters", code)))
    if ladder.id == STANDARD:
        for code in LETTERS:
            if code not in ladder.letters:
                yield Problem(at(("letters",)), f"the letter {code} is missing", f"add `{code}:` under letters")


def _check_parameters(ladder: Ladder, known: Known, at: At) -> Iterator[Problem]:
    for name, each in ladder.parameters.items():
        yield from without_words([(("parameters", name, "question"), each.question)], at)
        yield from unknown_sources(each.sources, known.sources, at(("parameters", name, "source")))
    for name in sorted(ASKED_FOR - ladder.parameters.keys()):
        yield Problem(at(("parameters",)), f'the parameter "{name}" is missing', f"add `{name}:` under parameters")


def _check_units(ladder: Ladder, known: Known, at: At) -> Iterator[Problem]:
    for key, unit in ladder.units.items():
        place = at(("units", key))
        yield from unknown("unit", unit, LENGTHS, place)
        fault = _no_length(key, known, place)
        if fault:
            yield fault
        for each in versions_of(key, known) if not fault else ():
            if each.unit != unit:
                yield Problem(place, f"{key} is in {each.unit} in the library, not in {unit}", f"write `{key}: {each.unit}`")


def _check_ground(words: GroundWords, known: Known, at: At) -> Iterator[Problem]:
    yield from unknown("rule", words.rule, RULES, at(("rule",)))
    yield from unknown_sources(words.sources, known.sources, at(("source",)))
    yield from without_words(((("words", key), text) for key, text in words.words.items()), at)
    for standing in Standing:
        if standing.value not in words.words:
            message = f'the ground "{words.name}" has no words for {standing.value}'
            yield Problem(at(("words",)), message, f"add `{standing.value}: {{nb: ...}}`")
    for key, text in words.words.items():
        place = at(("words", key))
        yield from unknown("standing", key.partition(".")[0], [each.value for each in Standing], place)
        for sentence in text.values():
            for part in PART.findall(sentence):
                yield from unknown("part", part, PARTS, place)
            if set("{}") & set(PART.sub("", sentence)):
                yield Problem(place, "a brace that holds no part", "write a part as {document}, in small letters")


def _check_letter(letter: LetterRule, ladder: Ladder, known: Known, at: At) -> Iterator[Problem]:
    yield from without_words([(("title",), letter.title), (("purpose",), letter.purpose)], at)
    for clause in (*([letter.gives] if letter.gives else []), *letter.cites):
        place = at(("gives",)) if clause == letter.gives else at(("cites",))
        yield from unknown("clause", clause, known.clauses, place)
    yield from _check_basis(letter, at)
    for index, name in enumerate(letter.grounds):
        yield from unknown("ground", name, ladder.grounds, at(("grounds", index)))
        if name in letter.grounds[:index]:
            yield Problem(at(("grounds", index)), f'the ground "{name}" stands twice in {letter.code}', "keep one")
    if letter.status_after:
        yield from unknown("status", letter.status_after, ladder.statuses, at(("status_after",)))
    for index, role in enumerate(letter.roles):
        yield from unknown("role", role, ladder.roles, at(("roles", index)))
    yield from _check_signatures(letter, at)
    keys = [each.key for each in letter.deadlines]
    for key in sorted({each for each in keys if keys.count(each) > 1}):
        yield Problem(at(("deadlines",)), f'the deadline "{key}" stands twice in {letter.code}', "keep one")


def _check_basis(letter: LetterRule, at: At) -> Iterator[Problem]:
    """The first ground of every letter that lays a sanction on the supplier is the clause that gives it."""
    if letter.code in NEED_A_CLAUSE and not letter.gives:
        yield Problem(at(()), f"{letter.code} does not say which clause gives it", "add `gives:` with the clause, such as K-403")
    if letter.gives and letter.grounds[:1] != (FIRST_GROUND,):
        yield Problem(at(("grounds",)), f"the first ground of {letter.code} is not {FIRST_GROUND}", f"put {FIRST_GROUND} first")


def _check_signatures(letter: LetterRule, at: At) -> Iterator[Problem]:
    if letter.signatures < 1 or not letter.roles:
        yield Problem(at(("signatures",)), f"nobody signs {letter.code}", "write at least one signature and one role")
    elif letter.signatures > 1 and (len(letter.roles) != letter.signatures or len(set(letter.roles)) != letter.signatures):
        message = f"{letter.code} has {letter.signatures} signatures and {len(set(letter.roles))} roles"
        yield Problem(at(("roles",)), message, "name one role for each signature")


def _check_deadline(rule: DeadlineRule, ladder: Ladder, known: Known, at: At, severities: tuple[str, ...]) -> Iterator[Problem]:
    yield from without_words([(("title",), rule.title)], at)
    if rule.otherwise:
        yield from _check_otherwise(rule.otherwise, ladder, at(("otherwise",)))
    else:
        yield Problem(at(()), f'the deadline "{rule.key}" has no length where the contract says nothing', "add `otherwise:`")
    if rule.from_contract:
        yield from _check_key(rule.from_contract, ladder, known, at(("from_contract",)))
    if rule.or_contract:
        yield from _check_key(rule.or_contract, ladder, known, at(("or_contract",)))
    for severity, key in rule.by_severity.items():
        place = at(("by_severity", severity))
        yield from unknown("severity", severity, severities, place)
        yield from _check_key(key, ladder, known, place)
    for severity in severities if rule.by_severity else ():
        if severity not in rule.by_severity:
            yield Problem(at(("by_severity",)), f'the deadline "{rule.key}" says nothing of {severity}', f"add `{severity}:`")


def _check_otherwise(name: str, ladder: Ladder, place: Place) -> Iterator[Problem]:
    yield from unknown("parameter", name, ladder.parameters, place)
    parameter = ladder.parameters.get(name)
    if parameter and parameter.unit not in TENTHS_OF_A_DAY:
        yield Problem(place, f'"{name}" is no length of a deadline', f"name a parameter in one of: {', '.join(TENTHS_OF_A_DAY)}")


def _check_key(key: str, ladder: Ladder, known: Known, place: Place) -> Iterator[Problem]:
    fault = _no_length(key, known, place)
    if fault:
        yield fault
    elif key not in ladder.units:
        yield Problem(place, f"{key} has no unit", f"add `{key}: {versions_of(key, known)[0].unit}` under units")


def _no_length(key: str, known: Known, place: Place) -> Problem | None:
    """The fault where the key is no number of the contract (`K-401.hearing_days`), else None."""
    owner, _, name = key.partition(".")
    clause = known.clauses.get(ClauseId(owner))
    if clause is None:
        return next(unknown("clause", owner, known.clauses, place))
    names = sorted({each for version in clause.versions for each in version.parameters})
    if name not in names:
        return Problem(place, f'{owner} has no parameter "{name}"', did_you_mean(name, names, f"it has: {', '.join(names)}"))
    if any(each.type is not ParameterType.QUANTITY for each in versions_of(key, known)):
        return Problem(place, f"{key} is no number", "name a parameter of type quantity")
    return None


def _unused(casebook: Casebook, place_of: Callable[[str, Steps], Place]) -> Iterator[Problem]:
    letters = [letter for ladder in casebook.ladders.values() for letter in ladder.letters.values()]
    grounds = {name for letter in letters for name in letter.grounds}
    rules = [rule for letter in letters for rule in letter.deadlines]
    by_severity = {key.partition(".")[2] for rule in rules for key in rule.by_severity.values()}
    parameters = ASKED_FOR | by_severity | {rule.otherwise for rule in rules}
    for ladder in casebook.ladders.values():
        for kind, there, used in (("grounds", ladder.grounds, grounds), ("parameters", ladder.parameters, parameters)):
            for name in sorted(there.keys() - used):
                yield Problem(
                    place_of(f"ladders/{ladder.id}", (kind, name)),
                    f'nothing uses "{name}"',
                    f"take it away from {kind}",
                )
