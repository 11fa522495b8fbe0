"""Invented answers to every question: those that any supplier could give, and those of one invented supplier for each category."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from sokdocs.core.errors import InvalidError
from sokdocs.core.questions.question import AnswerType, Rows
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.asked import AskedForm, AskedPlace

DAYS = re.compile(r"([+-][0-9]{1,4}) days", re.ASCII)
SEVERAL = frozenset({AnswerType.CHOICES, AnswerType.COUNTRIES})
Raw = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleSupplier:
    """An invented supplier of one or more categories, its products, and its own answers by key."""

    name: str
    orgnr: str
    categories: tuple[str, ...]
    products: tuple[str, ...]
    answers: Mapping[str, Raw]


@dataclass(frozen=True, slots=True)
class ExampleAnswers:
    """Answers by key (`Q2.1.reason`) that hold for every supplier, and the suppliers. A date is so many days from the form's own day."""

    common: Mapping[str, Raw]
    suppliers: tuple[ExampleSupplier, ...]

    def supplier(self, category: str) -> ExampleSupplier:
        """The supplier of a category, by its letter; the first one where none has it."""
        return next((each for each in self.suppliers if category in each.categories), self.suppliers[0])


def example_answers(examples: ExampleAnswers, supplier: ExampleSupplier, asked: AskedForm, on: date) -> Answers:
    """The answers of the supplier to a form of that day; of its products no more rows are filled than the form has.

    Raises `InvalidError`, naming the key, for an answer that the place does not take.
    """
    written = {**examples.common, **supplier.answers}
    values: dict[str, Value] = {}
    for place in asked.places:
        if place.key in written and not _is_beyond(place, supplier):
            values[place.key] = _value(place, written[place.key], on)
    return Answers(MappingProxyType(values))


def _is_beyond(place: AskedPlace, supplier: ExampleSupplier) -> bool:
    return place.question.rows is Rows.PRODUCTS and place.row > len(supplier.products)


def _value(place: AskedPlace, raw: Raw, on: date) -> Value:
    """The typed answer; a number, a tick or a list stands as it is."""
    match raw:
        case str() if place.kind is AnswerType.DATE:
            found = DAYS.fullmatch(raw)
            if found is None:
                raise InvalidError(f'the example answer to {place.key} is "{raw}"; write a date as "-30 days" or "+30 days"')
            return on + timedelta(days=int(found.group(1)))
        case str() if place.is_evidence or place.kind in SEVERAL:
            return (raw,)
    unknown = [code for code in (raw if isinstance(raw, tuple) else (raw,)) if place.words and code not in place.words]
    if unknown:
        raise InvalidError(f'the example answer to {place.key} is "{unknown[0]}"; it takes {", ".join(place.words)}')
    return raw
