"""What a letter is to say, read from the officer's own fact sheet: which findings, how far it reaches, and what else is given."""

from collections.abc import Mapping

from sokdocs.core.casework.case import Case, Event
from sokdocs.core.casework.ground import Intent
from sokdocs.core.casework.grounds.inquiry import ISSUING
from sokdocs.core.casework.ladder import LetterRule
from sokdocs.core.casework.next_step import findings_to_name
from sokdocs.core.facts.definition import FactValue

EXTENTS = ("stop_extent", "termination_extent", "lift_extent")


def intent_of(case: Case, rule: LetterRule, given: Mapping[str, FactValue]) -> Intent:
    """The intent of a letter that is about to be made; scope that is not given is that of its findings."""
    findings = _names(given.get("findings")) or findings_to_name(case, rule)
    events = [found for name in findings if (found := case.finding(name)) is not None]
    return Intent(
        code=rule.code,
        findings=findings,
        products=_names(given.get("stop_products")) or _names(given.get("answer_products")) or _joined(events, "products"),
        sites=_names(given.get("stop_sites")) or _joined(events, "sites"),
        sub_supplier=_text(given.get("sub_supplier")) or next(iter(_texts(events, "sub_supplier")), ""),
        extent=next((_text(given[name]) for name in EXTENTS if given.get(name)), ""),
        given={**given, ISSUING: True},
    )


def _names(value: FactValue | None) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple) else ()


def _text(value: FactValue | None) -> str:
    return value if isinstance(value, str) else ""


def _joined(events: list[Event], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for event in events for each in event.names(name)))


def _texts(events: list[Event], name: str) -> list[str]:
    return [event.text(name) for event in events if event.text(name)]
