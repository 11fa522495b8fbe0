"""The forms of the examples for tests: one of each category, full and simplified, made from the shipped questions without a register."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sokdocs.core.facts.answers import Answers
from sokdocs.core.facts.definition import FactValue, Product
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.self_report.asked import AskedForm, asked_form
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.making import Plan, Request, make, plan

PROCUREMENTS = Path(__file__).parent.parent.parent / "examples" / "procurements"
EXAMPLES = {"A": "01", "B": "05", "C": "08", "D": "12", "E": "14", "F": "15", "G": "15 of office supplies"}
"""An example of each category, by the letter of the category; none of those shipped is of G, so one of F is about its products."""
OF_OFFICE: Mapping[str, FactValue] = {
    "cpv": ("30190000-7",),
    "products": (Product("Kopipapir", "30197630-1"), Product("Penner", "30192121-5")),
}
FORMS = ("full", "simplified")
KIND = "self-report"
REFERENCE = "SD-7K3Q-9F2M"
TODAY = date(2026, 9, 1)


@cache
def the_world() -> World:
    """The shipped library and templates, opened once."""
    return World(read_settings())


def sheet_of(example: str) -> FactSheet:
    """The facts of an example."""
    number, _, is_of_office = example.partition(" ")
    (path,) = PROCUREMENTS.glob(f"{number}-*.yaml")
    sheet = the_world().answers(path).sheet
    return replace(sheet, values={**sheet.values, **OF_OFFICE}) if is_of_office else sheet


def request_of(example: str, form: str, on: date, file: str = "") -> Request:
    """The request for the form of an example on a day, in one file format."""
    sheet = sheet_of(example)
    products = sheet.values["products"]
    assert isinstance(products, tuple)
    names = tuple(each.name for each in products if isinstance(each, Product))
    assert names
    values: dict[str, FactValue] = {
        **sheet.values,
        "form_on": on,
        "form_asked": form,
        "form_because": "Kontrakten er et eksempel.",
        "form_products": names,
        "contract_named": f"{sheet.text('title')}, {sheet.text('case_number')}",
    }
    return Request(KIND, "nb", (file,) if file else (), Answers(replace(sheet, values=MappingProxyType(values)), ()))


@cache
def planned(example: str, form: str, on: date = TODAY) -> Plan:
    """The form that goes out for an example on a day, as a document with a reference."""
    return plan(the_world().catalogue, request_of(example, form, on), reference=REFERENCE)


@cache
def asked(example: str, form: str, on: date = TODAY) -> AskedForm:
    """What the form asks."""
    return asked_form(planned(example, form, on).assembly.document, the_world().catalogue.library)


@cache
def made(example: str, form: str, file: str, on: date = TODAY) -> bytes:
    """The empty form in a file format, as it goes out on a day."""
    world, request = the_world(), request_of(example, form, on, file)
    return make(world.catalogue, request, planned(example, form, on), world.forms).files[file]
