"""Whether one answer can be right by itself: numbers within bounds, dates that have been, addresses and numbers of organisations."""

import re
from collections.abc import Iterator
from datetime import date

from sokdocs.core.facts.readers import EMAIL
from sokdocs.core.questions.question import AnswerDefinition, AnswerType
from sokdocs.core.self_report.answers import Value
from sokdocs.core.self_report.asked import AskedPlace
from sokdocs.core.self_report.country_names import is_country
from sokdocs.core.self_report.remark import Remark, remark, shown
from sokdocs.core.values.identifiers import organisation_number
from sokdocs.core.values.phrases import Saying, saying
from sokdocs.core.values.quantities import NO_BREAK, grouped, short_date

URL = re.compile(r"https?://[^\s/?#@:]+\.[^\s/?#@:.]{2,}(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
ORGANISATION_NUMBER = "organisation_number"  # a text with this name, or that ends with it, is one
MAILBOX = "mailbox"  # the same for an e-mail address
HUNDRED = 100


def check_limits(place: AskedPlace, value: Value | None, *, on: date) -> Iterator[Remark]:
    """A remark for each limit that the answer breaks; `on` is the day the form came."""
    definition = place.definition
    if value is not None and definition is not None:
        yield from (remark(place, said) for said in _odd(definition, value, on))


def _odd(definition: AnswerDefinition, value: Value, on: date) -> Iterator[Saying]:
    match value:
        case bool():
            return
        case int():
            yield from _odd_number(definition, value)
        case date():
            yield from _odd_day(definition, value, on)
        case str():
            yield from _odd_text(definition, value)
        case tuple() if definition.type is AnswerType.COUNTRIES:
            yield from (saying("check_country", value=shown(code)) for code in value if not is_country(code))


def _odd_number(definition: AnswerDefinition, number: int) -> Iterator[Saying]:
    low = definition.minimum if isinstance(definition.minimum, int) else None
    high = definition.maximum if isinstance(definition.maximum, int) else None
    if definition.type is AnswerType.PERCENT:
        low, high = max(low or 0, 0), min(HUNDRED if high is None else high, HUNDRED)
    unit = "%" if definition.type is AnswerType.PERCENT else ""  # another stands in the label, and may be none ("antall")
    if low is not None and number < low:
        yield saying("check_below", value=_amount(number, unit), low=_amount(low, unit))
    if high is not None and number > high:
        yield saying("check_above", value=_amount(number, unit), high=_amount(high, unit))


def _amount(number: int, unit: str) -> str:
    return f"{grouped(number)}{NO_BREAK}{unit}" if unit else grouped(number)


def _odd_day(definition: AnswerDefinition, day: date, on: date) -> Iterator[Saying]:
    if day > on and not definition.may_be_future:
        yield saying("check_future", value=short_date(day), on=short_date(on))
    if isinstance(definition.minimum, date) and day < definition.minimum:
        yield saying("check_too_early", value=short_date(day), low=short_date(definition.minimum))
    if isinstance(definition.maximum, date) and day > definition.maximum:
        yield saying("check_too_late", value=short_date(day), high=short_date(definition.maximum))


def _odd_text(definition: AnswerDefinition, text: str) -> Iterator[Saying]:
    if definition.type is AnswerType.URL and not URL.fullmatch(text):
        yield saying("check_url", value=shown(text))
    if definition.type is AnswerType.TEXT and definition.name.endswith(ORGANISATION_NUMBER) and organisation_number(text) is None:
        yield saying("check_organisation_number", value=shown(text))
    if definition.type is AnswerType.TEXT and definition.name.endswith(MAILBOX) and not EMAIL.fullmatch(text):
        yield saying("check_mailbox", value=shown(text))
