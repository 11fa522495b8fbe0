"""What a question of the self-report asks for, from `asks:` under a version in `clause.yaml`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.questions.question import (
    EVIDENCE,
    REASON,
    AnswerDefinition,
    AnswerType,
    AskedWhen,
    PointRule,
    Question,
    RestsOn,
    Rows,
)
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.shapes import Localized, Shape

OWN = "own"  # the place of a question that has no name
PARTS = range(9)
MOST_POINTS = 3
MOST_ROWS_ASKED = 20
CHOSEN = (AnswerType.CHOICE, AnswerType.CHOICES)
PlaceAt = Callable[..., Place]


class _AnswerShape(Shape):
    name: str = ""
    type: str
    label: Localized = {}
    unit: Localized = {}
    choices: dict[str, Localized] = {}
    min: int | date | None = None
    max: int | date | None = None
    required: bool = True
    future: bool = False
    part_of: str = ""
    unless: list[str] = []


class _PointShape(Shape):
    field: str = ""
    answer: list[str] = []
    at_least: int | None = None
    within_months: int | None = None
    given: bool = False
    rows: int = 0
    evidence: bool = False


class _WhenShape(Shape):
    question: str
    answer: list[str]


class _RowsShape(Shape):
    each: str = ""
    open: int = 0


class _RestsShape(Shape):
    clause: str
    certainty: str


class QuestionShape(Shape):
    """The keys under `asks:`."""

    part: int
    lead: bool = False
    fields: list[_AnswerShape] = []
    rows: _RowsShape | None = None
    columns: list[_AnswerShape] = []
    reason_for: list[str] = []
    evidence: Localized = {}
    asked_when: _WhenShape | None = None
    points: list[_PointShape] = []
    anew: bool = False
    rests_on: _RestsShape | None = None


def read_question(raw: QuestionShape, name: str, at: PlaceAt, problems: list[Problem]) -> Question:
    """The question with this id; its faults are added to `problems`. `at` tells where a path below `asks:` stands."""
    question = Question(
        id=name,
        part=raw.part,
        fields=tuple(_answer(each, partial_at(at, "fields", index), problems) for index, each in enumerate(raw.fields)),
        rows=_rows(raw.rows),
        row_count=raw.rows.open if raw.rows else 0,
        columns=tuple(_answer(each, partial_at(at, "columns", index), problems) for index, each in enumerate(raw.columns)),
        is_lead=raw.lead,
        reason_for=tuple(raw.reason_for),
        evidence=raw.evidence,
        asked_when=AskedWhen(raw.asked_when.question, tuple(raw.asked_when.answer)) if raw.asked_when else None,
        points=tuple(_point(each) for each in raw.points),
        is_asked_anew=raw.anew,
        rests_on=RestsOn(ClauseId(raw.rests_on.clause), raw.rests_on.certainty) if raw.rests_on else None,
    )
    problems.extend(Problem(at(*path), message, hint) for path, message, hint in _odd(question))
    return question


def partial_at(at: PlaceAt, *above: str | int) -> PlaceAt:
    """Tells where a path below another one stands."""
    return lambda *steps: at(*above, *steps)


def _answer(raw: _AnswerShape, at: PlaceAt, problems: list[Problem]) -> AnswerDefinition:
    if raw.type not in list(AnswerType):
        hint = did_you_mean(raw.type, AnswerType, f"types: {', '.join(AnswerType)}")
        problems.append(Problem(at("type"), f'unknown type "{raw.type}"', hint))
    kind = AnswerType(raw.type) if raw.type in list(AnswerType) else AnswerType.TEXT
    if (kind in CHOSEN) != bool(raw.choices):
        message = f'"{raw.name}" is a choice without choices' if kind in CHOSEN else f'"{raw.name}" has choices but is no choice'
        problems.append(Problem(at(), message, "an answer of type choice or choices has `choices:`, and no other has"))
    choices: Mapping[str, Localized] = MappingProxyType(dict(raw.choices))
    part_of = "" if raw.part_of == OWN else raw.part_of or None
    return AnswerDefinition(
        raw.name, kind, raw.label, raw.unit, choices, raw.min, raw.max, raw.required, raw.future, tuple(raw.unless), part_of
    )


def _rows(raw: _RowsShape | None) -> Rows:
    if raw is None:
        return Rows.NONE
    return Rows.OPEN if raw.open else Rows.PRODUCTS


def _point(raw: _PointShape) -> PointRule:
    return PointRule(raw.field, tuple(raw.answer), raw.at_least, raw.within_months, raw.given, raw.rows, raw.evidence)


Odd = tuple[tuple[str | int, ...], str, str]


def _odd(question: Question) -> Iterator[Odd]:
    if question.part not in PARTS:
        yield ("part",), f"there is no part {question.part}", "parts are 0 (facts) to 8 (declaration)"
    if not question.fields and not question.columns:
        yield (), "nothing can be answered", "give `fields:` or `rows:` with `columns:`"
    if bool(question.columns) != (question.rows is not Rows.NONE):
        yield ("columns",), "a table needs rows and columns", "give both `rows:` and `columns:`, or neither"
    if question.row_count > MOST_ROWS_ASKED:
        yield ("rows",), f"{question.row_count} rows are too many", f"at most {MOST_ROWS_ASKED}"
    if question.rests_on is not None and question.rests_on.certainty not in list(Certainty):
        message = f'unknown certainty "{question.rests_on.certainty}"'
        yield ("rests_on", "certainty"), message, f"one of: {', '.join(Certainty)}"
    yield from _odd_names(question)
    yield from _odd_parts(question)
    yield from _odd_codes(question)
    yield from _odd_points(question)


def _odd_names(question: Question) -> Iterator[Odd]:
    for kind, places in (("fields", question.fields), ("columns", question.columns)):
        names = [each.name for each in places]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield (kind, index), f'the name "{name}" stands twice', "each place to answer has its own name"
            if name in (REASON, EVIDENCE) or (name and not name.isidentifier()) or (kind == "columns" and not name):
                yield (kind, index), f'"{name}" can\'t be the name of an answer', "use a-z and _, but not reason or evidence"
            if (name or kind == "columns") and not places[index].label:
                yield (kind, index), f'"{name}" has no label', "write `label: {nb: ...}`"
    if question.is_lead and [each.type for each in question.fields if not each.name] != [AnswerType.YES_NO]:
        yield ("lead",), "a lead question is answered yes or no", "give it one field without a name, of type yes_no"


def _odd_parts(question: Question) -> Iterator[Odd]:
    numbers = {each.name for each in question.fields if each.type is AnswerType.NUMBER}
    for index, each in enumerate(question.fields):
        if each.part_of is not None and (each.name not in numbers or each.part_of not in numbers - {each.name}):
            names = ", ".join(sorted(name or OWN for name in numbers - {each.name})) or "none"
            yield ("fields", index, "part_of"), f'"{each.name}" can\'t be a part of "{each.part_of or OWN}"', f"other numbers: {names}"


def _odd_codes(question: Question) -> Iterator[Odd]:
    own = next((each.codes for each in question.fields if not each.name), ())
    for kind, places in (("fields", question.fields), ("columns", question.columns)):
        for index, each in enumerate(places):
            if any(code not in own for code in each.unless) or (each.unless and not each.name):
                yield (
                    (kind, index, "unless"),
                    f'"{each.name}" has an unless that is no answer to {question.id}',
                    f"answers: {', '.join(own)}",
                )
    for code in question.reason_for:
        if code not in own:
            yield ("reason_for",), f'"{code}" is no answer to {question.id}', f"answers: {', '.join(own)}"


def _odd_points(question: Question) -> Iterator[Odd]:
    if len(question.points) > MOST_POINTS:
        yield ("points",), f"{len(question.points)} rules for points", f"at most {MOST_POINTS}: for 1, 2 and 3 points"
    names: Sequence[str] = [each.name for each in question.fields]
    for index, rule in enumerate(question.points):
        if not any((rule.codes, rule.at_least is not None, rule.within_months, rule.is_given, rule.rows, rule.has_evidence)):
            yield ("points", index), "a rule for points asks for nothing", "give answer, at_least, within_months, given, rows or evidence"
        if rule.field not in names and not (rule.rows or rule.has_evidence):
            yield ("points", index), f'unknown field "{rule.field}"', did_you_mean(rule.field, names, f"fields: {', '.join(names)}")
        if rule.has_evidence and not question.evidence:
            yield ("points", index), "evidence is rewarded, but not asked for", "write `evidence: {nb: ...}`"
        own = next((each.codes for each in question.fields if each.name == rule.field), ())
        for code in rule.codes:
            if code not in own:
                yield ("points", index), f'"{code}" is no answer to {question.id}', f"answers: {', '.join(own)}"
