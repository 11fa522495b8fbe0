"""What a buyer should check before using a document: unconfirmed law, and numbers that are our own inference."""

from collections.abc import Iterator
from dataclasses import dataclass

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.selection.select import ChosenClause, Selection
from sokdocs.core.values.language import in_language


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One thing to check: a norm id or parameter (`K-302.answer_weeks`), its certainty, and what to do, in the document's language."""

    subject: str
    certainty: str
    what: str


def checklist(selection: Selection) -> tuple[CheckPoint, ...]:
    """Unconfirmed norms first, then parameters nobody has confirmed, in the document's order."""
    norms = [
        CheckPoint(norm.id, norm.dates_certainty.value, in_language(norm.to_check, selection.language))
        for norm in selection.norms
        if not norm.is_confirmed
    ]
    return (*norms, *(point for each in selection.chosen for point in _parameters(each, selection.language)))


def _parameters(chosen: ChosenClause, language: str) -> Iterator[CheckPoint]:
    for name, each in chosen.parameters.items():
        if each.parameter.certainty is not Certainty.FOUND and not each.is_chosen:
            yield CheckPoint(f"{chosen.clause.id}.{name}", each.parameter.certainty.value, in_language(each.parameter.question, language))
