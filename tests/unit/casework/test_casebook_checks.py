"""A casebook names only what is there: each fault is told, at its place, and a sound casebook has none."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sokdocs.core.casework.case import EventKind
from sokdocs.core.casework.casebook import Casebook, OldTerms
from sokdocs.core.casework.casebook_checks import (
    ASKED_FOR,
    LETTERS,
    NEED_A_CLAUSE,
    PARTS,
    check_casebook,
)
from sokdocs.core.casework.casebook_names import Known, Steps, unknown_sources
from sokdocs.core.casework.contract import ContractClause
from sokdocs.core.casework.event_definition import EventDefinition
from sokdocs.core.casework.ladder import DeadlineRule, GroundWords, Ladder, LadderParameter, LetterRule
from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.facts.definition import FactType
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.identifiers import ClauseId
from tests.unit.makers import a_choice, a_clause, a_fact, a_quantity

WORDS = {"nb": "ord"}
CLAUSE = a_clause("K-401", "Svar innen {hearing_days} og {depth}.", a_quantity("hearing_days", unit="working_days"), a_choice("depth"))
KNOWN = Known({ClauseId("K-401"): CLAUSE}, frozenset({"S1"}))
SEVERITIES = {"K0": WORDS, "D1": WORDS}
Change = Callable[[Casebook], Casebook]


def _parameter(name: str, **changes: Any) -> LadderParameter:
    base = LadderParameter(name, 10, Certainty.INFERRED, {"nb": "Hvor mange?"}, "working_days", 5, 15, ("S1",))
    return replace(base, **changes)


def _ground(name: str, **changes: Any) -> GroundWords:
    words = {
        "met": {"nb": "{finding} er i orden."},
        "not_met": {"nb": "Vent til {opens}."},
        "unknown": {"nb": "Det er ikke kjent."},
    }
    return replace(GroundWords(name, "5.4-1", Certainty.INFERRED, words, ("S1",)), **changes)


RULE = DeadlineRule("comment", {"nb": "Uttale seg"}, "K-401.hearing_days", "hearing_days")
GRADED = DeadlineRule("correction", {"nb": "Rette"}, "", "hearing_days", dict.fromkeys(SEVERITIES, "K-401.hearing_days"))


def _letter(code: str, **changes: Any) -> LetterRule:
    gives = ClauseId("K-401") if code in NEED_A_CLAUSE else None
    base = LetterRule(
        code=code,
        title=WORDS,
        purpose=WORDS,
        is_sanction=bool(gives),
        gives=gives,
        cites=(ClauseId("K-401"),),
        grounds=("clause_in_contract", "heard") if gives else ("heard",),
        deadlines=(RULE, GRADED),
        signatures=1,
        roles=("officer", "head"),
        needs_receipt=False,
        about_findings=True,
        status_after="hearing",
    )
    return replace(base, **changes)


LADDER = Ladder(
    id="standard",
    title={"nb": "Standard"},
    parameters={name: _parameter(name) for name in ("hearing_days", *sorted(ASKED_FOR))},
    grounds={name: _ground(name) for name in ("clause_in_contract", "heard")},
    letters={code: _letter(code) for code in LETTERS},
    roles={"officer": {"nb": "saksbehandler"}, "head": {"nb": "leder"}},
    override_roles=("head",),
    dating_roles=("officer",),
    units={"K-401.hearing_days": "working_days"},
    statuses={"hearing": {"nb": "Høring"}},
    file="clauses/ladders/standard.yaml",
)
TERMS = OldTerms(
    id="OLD-1",
    title={"nb": "Gamle vilkår"},
    in_use_from=date(2016, 1, 1),
    in_use_until=date(2019, 1, 1),
    certainty=Certainty.INFERRED,
    sources=("S1",),
    clauses=(ContractClause(ClauseId("K-401"), "Sanksjoner", date(2016, 1, 1), "nb", parameters={"hearing_days": 6}),),
)


def _event(kind: EventKind) -> EventDefinition:
    fields = {}
    if kind is EventKind.LETTER:
        fields = {name: a_fact(name, FactType.DATE) for name in ("due_comment", "due_correction")}
    if kind is EventKind.FINDING:
        fields = {"severity": a_fact("severity", FactType.CHOICE, choices=SEVERITIES)}
    return EventDefinition(kind, WORDS, fields)


CASEBOOK = Casebook({"standard": LADDER}, {kind: _event(kind) for kind in EventKind}, {"OLD-1": TERMS})


def _place(subject: str, path: Steps) -> Place:
    return Place(subject, 0, ".".join(map(str, path)))


def _check(casebook: Casebook) -> tuple[Problem, ...]:
    return check_casebook(casebook, KNOWN, _place)


def _ladder(**changes: Any) -> Change:
    return lambda book: replace(book, ladders={"standard": replace(LADDER, **changes)})


def _l08(**changes: Any) -> Change:
    return _ladder(letters={**LADDER.letters, "L08": _letter("L08", **changes)})


def _deadline(**changes: Any) -> Change:
    return _l08(deadlines=(replace(RULE, **changes), GRADED))


def _graded(by_severity: Mapping[str, str]) -> Change:
    return _l08(deadlines=(RULE, replace(GRADED, by_severity=by_severity)))


def _heard(**changes: Any) -> Change:
    return _ladder(grounds={**LADDER.grounds, "heard": _ground("heard", **changes)})


def _words(**words: str) -> Change:
    said = {**_ground("heard").words, **{key.replace("__", "."): {"nb": text} for key, text in words.items()}}
    return _heard(words=said)


def _without_standing(book: Casebook) -> Casebook:
    words = {key: text for key, text in _ground("heard").words.items() if key != "unknown"}
    return _heard(words=words)(book)


def _terms(**changes: Any) -> Change:
    return lambda book: replace(book, terms={"OLD-1": replace(TERMS, **changes)})


def _old_clause(**changes: Any) -> Change:
    return _terms(clauses=(replace(TERMS.clauses[0], **changes),))


def _event_without(kind: EventKind) -> Change:
    return lambda book: replace(book, events={name: each for name, each in book.events.items() if name is not kind})


def _event_fields(kind: EventKind, **fields: FactType) -> Change:
    definition = EventDefinition(kind, WORDS, {name: a_fact(name, type_) for name, type_ in fields.items()})
    return lambda book: replace(book, events={**book.events, kind: definition})


AT = "ladders/standard"
L08 = "letters.L08"
FAULTS: list[tuple[str, Change, str, str, str]] = [
    (
        "no standard",
        lambda book: replace(book, ladders={"other": replace(LADDER, id="other")}),
        AT,
        "",
        "the ladder standard is missing",
    ),
    (
        "letter missing",
        _ladder(letters={c: _letter(c) for c in LETTERS if c != "L07"}),
        AT,
        "letters",
        "the letter L07 is missing",
    ),
    (
        "letter unknown",
        _ladder(letters={**LADDER.letters, "L21": _letter("L21")}),
        AT,
        "letters.L21",
        'unknown letter "L21"',
    ),
    ("override role", _ladder(override_roles=("haed",)), AT, "override_roles.0", 'unknown role "haed"'),
    ("dating role", _ladder(dating_roles=("archivist",)), AT, "dating_roles.0", 'unknown role "archivist"'),
    (
        "role words",
        _ladder(roles={**LADDER.roles, "officer": {"nb": " "}}),
        AT,
        "roles.officer",
        '"officer" has no words in nb',
    ),
    ("status words", _ladder(statuses={"hearing": {}}), AT, "statuses.hearing", '"hearing" has no words in nb'),
    ("ladder title", _ladder(title={"en": "Standard"}), AT, "title", '"title" has no words in nb'),
    (
        "parameter missing",
        _ladder(parameters={name: each for name, each in LADDER.parameters.items() if name != "flag_days"}),
        AT,
        "parameters",
        'the parameter "flag_days" is missing',
    ),
    (
        "parameter unused",
        _ladder(parameters={**LADDER.parameters, "spare_days": _parameter("spare_days")}),
        AT,
        "parameters.spare_days",
        'nothing uses "spare_days"',
    ),
    (
        "parameter source",
        _ladder(parameters={**LADDER.parameters, "hearing_days": _parameter("hearing_days", sources=("S999",))}),
        AT,
        "parameters.hearing_days.source",
        'unknown source "S999"',
    ),
    (
        "unit of nothing",
        _ladder(units={**LADDER.units, "K-401.days": "weeks"}),
        AT,
        "units.K-401.days",
        'K-401 has no parameter "days"',
    ),
    (
        "unit of no clause",
        _ladder(units={**LADDER.units, "K-499.x": "weeks"}),
        AT,
        "units.K-499.x",
        'unknown clause "K-499"',
    ),
    (
        "unit of no number",
        _ladder(units={**LADDER.units, "K-401.depth": "weeks"}),
        AT,
        "units.K-401.depth",
        "K-401.depth is no number",
    ),
    (
        "unit other than the library's",
        _ladder(units={"K-401.hearing_days": "calendar_days"}),
        AT,
        "units.K-401.hearing_days",
        "K-401.hearing_days is in working_days in the library, not in calendar_days",
    ),
    ("unit missing", _ladder(units={}), AT, f"{L08}.deadlines.0.from_contract", "K-401.hearing_days has no unit"),
    ("rule unknown", _heard(rule="5.4-15"), AT, "grounds.heard.rule", 'unknown rule "5.4-15"'),
    ("ground source", _heard(sources=("S2",)), AT, "grounds.heard.source", 'unknown source "S2"'),
    ("standing missing", _without_standing, AT, "grounds.heard.words", 'the ground "heard" has no words for unknown'),
    ("standing unknown", _words(nearly="x"), AT, "grounds.heard.words.nearly", 'unknown standing "nearly"'),
    (
        "part unknown",
        _words(not_met__running="Vent til {day}."),
        AT,
        "grounds.heard.words.not_met.running",
        'unknown part "day"',
    ),
    ("brace open", _words(met="Vent til {opens."), AT, "grounds.heard.words.met", "a brace that holds no part"),
    ("variant empty", _words(met__joint=""), AT, "grounds.heard.words.met.joint", '"met.joint" has no words in nb'),
    (
        "ground unused",
        _ladder(grounds={**LADDER.grounds, "spare": _ground("spare")}),
        AT,
        "grounds.spare",
        'nothing uses "spare"',
    ),
    ("gives missing", _l08(gives=None), AT, L08, "L08 does not say which clause gives it"),
    ("gives unknown", _l08(gives=ClauseId("K-402")), AT, f"{L08}.gives", 'unknown clause "K-402"'),
    ("cites unknown", _l08(cites=(ClauseId("K-999"),)), AT, f"{L08}.cites", 'unknown clause "K-999"'),
    (
        "clause ground not first",
        _l08(grounds=("heard", "clause_in_contract")),
        AT,
        f"{L08}.grounds",
        "the first ground of L08 is not clause_in_contract",
    ),
    ("ground unknown", _l08(grounds=("clause_in_contract", "herd")), AT, f"{L08}.grounds.1", 'unknown ground "herd"'),
    (
        "ground twice",
        _l08(grounds=("clause_in_contract", "heard", "heard")),
        AT,
        f"{L08}.grounds.2",
        'the ground "heard" stands twice in L08',
    ),
    ("status unknown", _l08(status_after="herring"), AT, f"{L08}.status_after", 'unknown status "herring"'),
    ("signing role", _l08(roles=("oficer",)), AT, f"{L08}.roles.0", 'unknown role "oficer"'),
    ("nobody signs", _l08(signatures=0), AT, f"{L08}.signatures", "nobody signs L08"),
    (
        "one role for two",
        _l08(signatures=2, roles=("head", "head")),
        AT,
        f"{L08}.roles",
        "L08 has 2 signatures and 1 roles",
    ),
    ("purpose", _l08(purpose={}), AT, f"{L08}.purpose", '"purpose" has no words in nb'),
    (
        "deadline twice",
        _l08(deadlines=(RULE, RULE)),
        AT,
        f"{L08}.deadlines",
        'the deadline "comment" stands twice in L08',
    ),
    (
        "deadline without length",
        _deadline(otherwise=""),
        AT,
        f"{L08}.deadlines.0",
        'the deadline "comment" has no length where the contract says nothing',
    ),
    (
        "deadline parameter",
        _deadline(otherwise="haring_days"),
        AT,
        f"{L08}.deadlines.0.otherwise",
        'unknown parameter "haring_days"',
    ),
    (
        "contract clause",
        _deadline(from_contract="K-402.x"),
        AT,
        f"{L08}.deadlines.0.from_contract",
        'unknown clause "K-402"',
    ),
    (
        "contract parameter",
        _deadline(from_contract="K-401.haring_days"),
        AT,
        f"{L08}.deadlines.0.from_contract",
        'K-401 has no parameter "haring_days"',
    ),
    ("deadline title", _deadline(title={}), AT, f"{L08}.deadlines.0.title", '"title" has no words in nb'),
    (
        "severity unknown",
        _graded({**GRADED.by_severity, "K9": "K-401.hearing_days"}),
        AT,
        f"{L08}.deadlines.1.by_severity.K9",
        'unknown severity "K9"',
    ),
    (
        "severity missing",
        _graded({"K0": "K-401.hearing_days"}),
        AT,
        f"{L08}.deadlines.1.by_severity",
        'the deadline "correction" says nothing of D1',
    ),
    ("event missing", _event_without(EventKind.WAIVER), "events", "events", 'the event "waiver" is missing'),
    (
        "letter without its date",
        _event_fields(EventKind.LETTER, due_comment=FactType.DATE, due_correction=FactType.TEXT),
        "events",
        "events.letter.fields",
        'a letter has no date "due_correction", which a ladder sets',
    ),
    ("old clause", _old_clause(id=ClauseId("K-499")), "terms/OLD-1", "clauses.K-499", 'unknown clause "K-499"'),
    (
        "old parameter",
        _old_clause(parameters={"x": 1}),
        "terms/OLD-1",
        "clauses.K-401.parameters.x",
        'unknown parameter "x"',
    ),
    (
        "old number",
        _old_clause(parameters={"hearing_days": 99}),
        "terms/OLD-1",
        "clauses.K-401.parameters.hearing_days",
        '"hearing_days" is 99, which no version of K-401 allows',
    ),
    ("old title", _old_clause(title=""), "terms/OLD-1", "clauses.K-401.title", '"title" has no words in nb'),
    ("terms source", _terms(sources=("S3",)), "terms/OLD-1", "source", 'unknown source "S3"'),
    ("terms title", _terms(title={}), "terms/OLD-1", "title", '"title" has no words in nb'),
]


def test_sound_casebook_has_no_fault() -> None:
    assert _check(CASEBOOK) == ()


@pytest.mark.parametrize(("change", "subject", "path", "message"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS])
def test_faulty_casebook_is_told_what_is_wrong_and_where(change: Change, subject: str, path: str, message: str) -> None:
    told = [(each.place.file, each.place.field, each.message) for each in _check(change(CASEBOOK))]
    assert (subject, path, message) in told


SAME_FAULT_TWICE = {"unit missing"}  # every letter of the ladder names the parameter


@pytest.mark.parametrize("name", [each[0] for each in FAULTS if each[0] not in SAME_FAULT_TWICE])
def test_one_fault_is_told_once(name: str) -> None:
    change = next(each[1] for each in FAULTS if each[0] == name)
    assert len(_check(change(CASEBOOK))) == 1


def test_every_fault_has_a_hint() -> None:
    assert [each for _, change, *_ in FAULTS for each in _check(change(CASEBOOK)) if not each.hint] == []


def test_faults_are_told_together_and_sorted_by_place() -> None:
    told = _check(_terms(title={})(_l08(signatures=0)(CASEBOOK)))
    assert [each.message for each in told] == ["nobody signs L08", '"title" has no words in nb']
    assert list(told) == sorted(told)


def test_finding_without_severities_is_told() -> None:
    told = [each.message for each in _check(_event_fields(EventKind.FINDING, severity=FactType.TEXT)(CASEBOOK))]
    assert "a finding has no severities" in told


def test_deadline_length_in_years_is_refused() -> None:
    years = _ladder(parameters={**LADDER.parameters, "hearing_days": _parameter("hearing_days", unit="years")})
    assert {each.message for each in _check(years(CASEBOOK))} == {'"hearing_days" is no length of a deadline'}


@pytest.mark.parametrize("part", PARTS)
def test_every_known_part_may_stand_in_words(part: str) -> None:
    assert _check(_words(met=f"Se {{{part}}}.")(CASEBOOK)) == ()


def test_misspelt_name_gets_the_nearest_right_one_in_its_hint() -> None:
    told = _check(_deadline(otherwise="haring_days")(CASEBOOK))
    assert 'did you mean "hearing_days"?' in told[0].hint


def test_unknown_source_is_told_and_known_is_not() -> None:
    place = Place("terms.yaml", 4)
    assert [each.message for each in unknown_sources(("S1", "S5"), ("S1",), place)] == ['unknown source "S5"']


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (("not_met", "running"), "Vent."),
        (("not_met", "no_letter"), "Vent til {opens}."),
        (("not_met", ""), "Vent til {opens}."),
    ],
)
def test_ground_sentence_falls_back_to_that_of_its_standing(key: tuple[str, str], sentence: str) -> None:
    words = {**_ground("heard").words, "not_met.running": {"nb": "Vent."}}
    assert _ground("heard", words=words).sentence(*key)["nb"] == sentence
