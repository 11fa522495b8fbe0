"""A scenario as a lawyer writes it: a procurement, what is changed in it, and what must then be true of the document."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from sokdocs.core.document.outline import outline
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers, read_answers
from sokdocs.core.issuance.checklist import checklist
from sokdocs.core.problems import Place
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.language import in_language
from sokdocs.core.values.text import fold
from sokdocs.loading.yaml_source import Plain, read_yaml
from sokdocs.workflows.making import Plan, Request, plan

ROOT = Path(__file__).parent.parent.parent
FOLDER = Path(__file__).parent
SITUATION = {"scenario", "facts", "change", "kind", "not_yet"}
CONVENTION = re.compile(r"ILO-konvensjon nr\. (\d+)")


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario; `expected` holds what must be true, by the words of `EXPECTATIONS`, or `refused` alone.

    `not_yet` says why it is known not to be true so far; empty where it is.
    """

    name: str
    place: str
    facts: str
    change: Mapping[str, Plain]
    kind: str
    expected: Mapping[str, Plain]
    not_yet: str = ""


def read_scenarios(folder: str) -> list[Scenario]:
    """Every scenario in the YAML files of a folder; raises `ValueError` for a word that means nothing here."""
    return [each for path in sorted((FOLDER / folder).glob("*.yaml")) for each in _read_file(path)]


def _read_file(path: Path) -> list[Scenario]:
    source = read_yaml(path.read_bytes(), f"{path.parent.name}/{path.name}")
    entries = source.value if isinstance(source.value, list) else []
    return [_read(entry, str(source.place((index,)))) for index, entry in enumerate(entries)]


def _read(entry: Plain, place: str) -> Scenario:
    if not isinstance(entry, dict):
        raise ValueError(f"{place}: a scenario is a table")
    expected = {key: value for key, value in entry.items() if key not in SITUATION}
    unknown = sorted(expected.keys() - EXPECTATIONS.keys() - {"refused"})
    if unknown or not expected or not {"scenario", "facts"} <= entry.keys():
        raise ValueError(f"{place}: unknown words {unknown}, or no expectation, name or facts")
    change = entry.get("change")
    return Scenario(
        name=str(entry["scenario"]),
        place=place,
        facts=str(entry["facts"]),
        change=change if isinstance(change, dict) else {},
        kind=str(entry.get("kind", "tender-appendix")),
        expected=expected,
        not_yet=str(entry.get("not_yet", "")),
    )


def answers(catalogue: Catalogue, facts: str, change: Mapping[str, Plain]) -> Answers:
    """The answers of a fact sheet in the repository with some of them changed; a change to nothing takes the answer away."""
    source = read_yaml((ROOT / facts).read_bytes(), facts)
    assert isinstance(source.value, dict)
    changed = {name: value for name, value in {**source.value, **change}.items() if value is not None}
    library = catalogue.library
    return read_answers(
        changed,
        library.facts,
        name=facts,
        place_of=lambda path: Place(facts, 0, ".".join(map(str, path))),
        valid_cpv=library.valid_cpv,
    )


def plan_for(catalogue: Catalogue, scenario: Scenario) -> Plan:
    """The selection and document of a scenario."""
    return plan(catalogue, Request(scenario.kind, "nb", (), answers(catalogue, scenario.facts, scenario.change)))


def text_of(planned: Plan) -> str:
    """Every line of the document, one under the other."""
    return "\n".join(str(line) for line in outline(planned.assembly.document))


def faults(catalogue: Catalogue, scenario: Scenario) -> list[str]:
    """What is not as the scenario says; empty where everything is."""
    refused = scenario.expected.get("refused")
    try:
        planned = plan_for(catalogue, scenario)
    except InvalidError as error:
        said = "\n".join([str(error), *(str(each) for each in error.problems)])
        if refused is None:
            return [f"it is refused: {said}"]
        return [f"the refusal does not say «{words}»: {said}" for words in _texts(refused) if words not in said]
    if refused is not None:
        return ["it is not refused"]
    return [fault for word, value in scenario.expected.items() for fault in EXPECTATIONS[word](planned, value)]


def _texts(value: Plain) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _same(found: object, wanted: object, what: str) -> list[str]:
    return [] if found == wanted else [f"{what} is {found}, not {wanted}"]


def _chosen(planned: Plan) -> dict[str, date]:
    return {str(each.clause.id): each.version.date for each in planned.selection.chosen}


def _category(planned: Plan, wanted: Plain) -> list[str]:
    category = planned.selection.situation.category
    return _same(category.id if category else "none", wanted, "the category")


def _reasons(planned: Plan, wanted: Plain) -> list[str]:
    decision = planned.selection.situation.decision
    said = " ".join(in_language(each.row.because, "nb") for each in (decision.terms, decision.form))
    return [f"the reasons do not say «{words}»: {said}" for words in _texts(wanted) if words not in said]


def _left_out(planned: Plan, wanted: Plain) -> list[str]:
    there = _chosen(planned)
    return [f"{each} stands in the document" for each in _texts(wanted) if each in there]


def _left_out_with_reason(planned: Plan, wanted: Plain) -> list[str]:
    said = {str(each.clause.id): each.reason for each in planned.selection.left_out}
    pairs = cast(Mapping[str, str], wanted).items()
    return [f"{clause} is left out because «{said.get(clause)}»" for clause, words in pairs if words not in said.get(clause, "")]


def _versions(planned: Plan, wanted: Plain) -> list[str]:
    there = _chosen(planned)
    pairs = cast(Mapping[str, date], wanted).items()
    return [f"{clause} is of {there.get(clause)}, not {day}" for clause, day in pairs if there.get(clause) != day]


def _norms(planned: Plan) -> set[str]:
    return {norm.id for norm in planned.selection.norms}


def _to_check(planned: Plan) -> set[str]:
    return {point.subject for point in checklist(planned.selection)}


def _text_contains(planned: Plan, wanted: Plain) -> list[str]:
    text = text_of(planned)
    return [f"the text lacks «{words}»" for words in _texts(wanted) if fold(words) not in text]


def _text_lacks(planned: Plan, wanted: Plain) -> list[str]:
    text = text_of(planned).casefold()
    return [f"the text has «{words}»" for words in _texts(wanted) if fold(words).casefold() in text]


def _conventions(planned: Plan, wanted: Plain) -> list[str]:
    named = sorted({int(number) for number in CONVENTION.findall(text_of(planned))})
    return _same(named, wanted, "the list of conventions")


Expectation = Callable[[Plan, Plain], list[str]]

EXPECTATIONS: Mapping[str, Expectation] = {
    "terms": lambda planned, wanted: _same(planned.selection.situation.decision.terms.result, wanted, "terms"),
    "form": lambda planned, wanted: _same(planned.selection.situation.decision.form.result, wanted, "the form"),
    "category": _category,
    "pack": lambda planned, wanted: _same(str(planned.selection.pack.id), wanted, "the pack"),
    "reasons_say": _reasons,
    "clauses_in": lambda planned, wanted: [
        f"{each} does not stand in the document" for each in _texts(wanted) if each not in _chosen(planned)
    ],
    "clauses_out": _left_out,
    "left_out_because": _left_out_with_reason,
    "versions": _versions,
    "norms_in": lambda planned, wanted: [f"{each} is not a norm of it" for each in _texts(wanted) if each not in _norms(planned)],
    "norms_out": lambda planned, wanted: [f"{each} is a norm of it" for each in _texts(wanted) if each in _norms(planned)],
    "to_check": lambda planned, wanted: [f"{each} is not to be checked" for each in _texts(wanted) if each not in _to_check(planned)],
    "not_to_check": lambda planned, wanted: [f"{each} is to be checked" for each in _texts(wanted) if each in _to_check(planned)],
    "conventions": _conventions,
    "marks": lambda planned, wanted: _same(list(planned.assembly.document.marks), wanted, "the marks"),
    "text_contains": _text_contains,
    "text_lacks": _text_lacks,
}
