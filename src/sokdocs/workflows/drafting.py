"""Drafting: a document to look at. Nothing is stored, holes stand visibly, and no date comes from the clock."""

from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.workflows.making import Made, Request, make, plan
from sokdocs.workflows.ports import Forms


def draft(catalogue: Catalogue, request: Request, forms: Forms) -> Made:
    """The draft in every form asked for; `plan.assembly.missing` names the facts that stand as holes."""
    mark = catalogue.library.phrases.say("draft", request.language)
    return make(catalogue, request, plan(catalogue, request, extra_marks=(mark,)), forms)
