"""The confirmation forms of the examples for tests: one of each category, made from the shipped library without a register."""

from functools import cache

from sokdocs.core.facts.answers import Answers
from sokdocs.core.self_report.asked import AskedForm, asked_form
from sokdocs.workflows.making import Plan, Request, make, plan
from tests.integration.self_report_forms import REFERENCE, sheet_of, the_world

KIND = "confirmation"


def request_of(example: str, file: str = "") -> Request:
    """The request for the form of an example, in one file format: its fact sheet as it stands, nothing added."""
    return Request(KIND, "nb", (file,) if file else (), Answers(sheet_of(example), ()))


@cache
def planned(example: str) -> Plan:
    """The form that goes out with the tender of an example, as a document with a reference."""
    return plan(the_world().catalogue, request_of(example), reference=REFERENCE)


@cache
def asked(example: str) -> AskedForm:
    """What the form asks."""
    return asked_form(planned(example).assembly.document, the_world().catalogue.library)


@cache
def made(example: str, file: str) -> bytes:
    """The empty form in a file format."""
    world, request = the_world(), request_of(example, file)
    return make(world.catalogue, request, planned(example), world.forms).files[file]
