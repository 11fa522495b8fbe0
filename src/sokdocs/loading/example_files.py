"""The invented answers of `clauses/example-answers.yaml`: those that hold for all, and those of one supplier for each category."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import StrictBool, StrictInt, StrictStr

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Problem
from sokdocs.core.self_report.example import ExampleAnswers, ExampleSupplier, Raw
from sokdocs.core.values.identifiers import organisation_number
from sokdocs.loading.shapes import Shape, shape
from sokdocs.loading.yaml_source import YamlSource, read_yaml

RawAnswers = dict[str, StrictBool | StrictInt | StrictStr | list[StrictStr]]


class _SupplierShape(Shape):
    name: str
    orgnr: str
    categories: list[str]
    products: list[str]
    answers: RawAnswers = {}


class _ExamplesShape(Shape):
    answers: RawAnswers
    suppliers: list[_SupplierShape]


def read_examples(data: bytes, name: str) -> ExampleAnswers:
    """The invented answers; raises `InvalidError` with every fault in the file.

    Whether an answer fits is seen when it is put into a form.
    """
    source = read_yaml(data, name)
    read = shape(_ExamplesShape, source)
    problems = _problems(read, source)
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    suppliers = tuple(_supplier(each) for each in read.suppliers)
    return ExampleAnswers(_answers(read.answers), suppliers)


def _supplier(raw: _SupplierShape) -> ExampleSupplier:
    return ExampleSupplier(raw.name, raw.orgnr, tuple(raw.categories), tuple(raw.products), _answers(raw.answers))


def _answers(raw: RawAnswers) -> Mapping[str, Raw]:
    return MappingProxyType({key: tuple(each) if isinstance(each, list) else each for key, each in raw.items()})


def _problems(read: _ExamplesShape, source: YamlSource) -> list[Problem]:
    found: list[Problem] = []
    if not read.suppliers:
        found.append(Problem(source.place(("suppliers",)), "there is no supplier", "name at least one; the first answers where none fits"))
    for index, each in enumerate(read.suppliers):
        if organisation_number(each.orgnr) is None:
            place = source.place(("suppliers", index, "orgnr"))
            found.append(Problem(place, f'"{each.orgnr}" is no organisation number', "an invented one has nine digits and begins with 3"))
        if not each.products:
            found.append(Problem(source.place(("suppliers", index, "products")), f"{each.name} has no product", "name one or two"))
    return found
