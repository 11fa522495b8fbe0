"""Checking a fact sheet: everything that is wrong or missing, and what the answers lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers, missing_facts
from sokdocs.core.problems import Problem
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.select import Selection, select
from sokdocs.core.values.dates import next_after
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What a check of a fact sheet found; `outcome` tells category, terms and form with their reasons, where they can be told."""

    problems: tuple[Problem, ...]
    outcome: Mapping[str, str]


def check_facts(catalogue: Catalogue, answers: Answers, kind: str) -> SheetReport:
    """The report on a whole sheet."""
    problems = [*answers.problems, *missing_facts(answers, tuple(catalogue.library.facts.values()), kind)]
    outcome: Mapping[str, str] = {}
    try:
        selection = select(catalogue, answers.sheet, kind=kind, language="nb")
        outcome = _outcome(selection, catalogue.library.phrases)
        problems.extend(_boundary(selection, answers))
        problems.extend(_crossed(catalogue, selection, answers, kind))
    except InvalidError as error:
        known = {each.place.field or each.message for each in problems}
        problems.extend(each for each in error.problems if (each.place.field or each.message) not in known)
    return SheetReport(tuple(sorted(set(problems))), outcome)


def _outcome(selection: Selection, phrases: Phrases) -> Mapping[str, str]:
    decision = selection.situation.decision
    category = selection.situation.category
    reason = phrases.tell(selection.situation.category_decision.reason, "nb")
    return {
        "category": f"{category.id if category else 'none'}: {reason}",
        "terms": f"{decision.terms.result}: {in_language(decision.terms.row.because, 'nb')}",
        "form": f"{decision.form.result}: {in_language(decision.form.row.because, 'nb')}",
        "pack": str(selection.pack.id),
        "clauses": f"{len(selection.chosen)} chosen, {len(selection.left_out)} left out",
    }


def _crossed(catalogue: Catalogue, selection: Selection, answers: Answers, kind: str) -> list[Problem]:
    """Where the real date gives other versions than the planned one: which clauses and norms changed in between."""
    planned = answers.sheet.values.get("planned_on")
    if not isinstance(planned, date) or planned == selection.announced_on:
        return []
    then = select(catalogue, replace(answers.sheet, values={**answers.sheet.values, "announced_on": planned}), kind=kind, language="nb")
    before = {str(each.clause.id): each.version.date for each in then.chosen}
    now = {str(each.clause.id): each.version.date for each in selection.chosen}
    clauses = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    norms = sorted({norm.id for norm in then.norms} ^ {norm.id for norm in selection.norms})
    if not clauses and not norms:
        return []
    message = f"between the planned {planned} and {selection.announced_on} the versions change: {', '.join((*clauses, *norms))}"
    return [
        Problem(
            answers.sheet.place("announced_on"), message, "issue the document again; drafts made for the planned date are out of date", True
        )
    ]


def _boundary(selection: Selection, answers: Answers) -> list[Problem]:
    """Where the date is only planned: the next day from which other texts or laws would apply."""
    if answers.sheet.values.get("announcement_is_planned") is not True:
        return []
    day = selection.announced_on
    coming: dict[date, list[str]] = {}
    for each in selection.chosen:
        following = next_after(each.clause.versions, day)
        if following is not None:
            coming.setdefault(following.date, []).append(str(each.clause.id))
    if not coming:
        return []
    first = min(coming)
    message = f"announced on {first.isoformat()} or later, other versions apply: {', '.join(coming[first])}"
    return [Problem(answers.sheet.place("announced_on"), message, "check again when the real date is known", True)]
