"""Checking a fact sheet: everything that is wrong or missing, and what the answers lead to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers, missing_facts
from sokdocs.core.problems import Problem
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.select import Selection, select
from sokdocs.core.values.dates import next_after
from sokdocs.core.values.language import in_language


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What a check of a fact sheet found; `outcome` tells category, terms and form with their reasons, where they can be told."""

    problems: tuple[Problem, ...]
    outcome: Mapping[str, str]


def check_facts(catalogue: Catalogue, answers: Answers, kind: str) -> SheetReport:
    """The report on a whole sheet."""
    problems = [*answers.problems, *missing_facts(answers.sheet, tuple(catalogue.library.facts.values()), kind)]
    outcome: Mapping[str, str] = {}
    try:
        selection = select(catalogue, answers.sheet, kind=kind, language="nb")
        outcome = _outcome(selection)
        problems.extend(_boundary(selection, answers))
    except InvalidError as error:
        known = {each.place.field or each.message for each in problems}
        problems.extend(each for each in error.problems if (each.place.field or each.message) not in known)
    return SheetReport(tuple(sorted(set(problems))), outcome)


def _outcome(selection: Selection) -> Mapping[str, str]:
    decision = selection.situation.decision
    category = selection.situation.category
    return {
        "category": f"{category.id if category else 'none'}: {selection.situation.category_decision.reason}",
        "terms": f"{decision.terms.result}: {in_language(decision.terms.row.because, 'nb')}",
        "form": f"{decision.form.result}: {in_language(decision.form.row.because, 'nb')}",
        "pack": str(selection.pack.id),
        "clauses": f"{len(selection.chosen)} chosen, {len(selection.left_out)} left out",
    }


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
