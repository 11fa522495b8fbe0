"""A whole case as the domain tells it, with the shipped ladder and event definitions, and the words its overview needs."""

from datetime import date
from functools import cache
from pathlib import Path

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.timeline import Timeline, timeline
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.values.phrases import Phrases
from sokdocs.loading.casebook_folder import load_casebook
from sokdocs.loading.catalogue_folder import load_catalogue
from tests.unit.casework.makers import a_case, a_contract, a_finding, event, held, letter, received, verified

LIBRARY = Path(__file__).parents[2] / "clauses"
FACTS: dict[str, FactValue] = {
    "title": "Arbeidstøy og verneutstyr",
    "contract_number": "2025/118-4",
    "supplier_name": "Tråd og Vern AS",
    "buyer_name": "Storvik kommune",
}


@cache
def the_casebook() -> Casebook:
    """The shipped ladders and kinds of events."""
    return load_casebook(LIBRARY, load_catalogue(LIBRARY).library.clauses)


@cache
def the_phrases() -> Phrases:
    """The shipped phrases."""
    return load_catalogue(LIBRARY).library.phrases


def to_the_stop() -> tuple[Event, ...]:
    """Events 1–24: asked, reminded, answered, heard, demanded, planned twice, not corrected, warned, stopped in part."""
    return (
        event(EventKind.OPENED, "2026-02-02", contract="KO-1", ladder="standard"),
        letter("L01", "2026-02-03", due_answer="2026-03-17"),
        letter("L02", "2026-03-18", about=2, due_answer="2026-04-07"),
        event(
            EventKind.ANSWER,
            "2026-03-30",
            about=3,
            what="self_report",
            lead_no=("Q2.1",),
            summary="Vi mangler rutiner.",
        ),
        a_finding(on="2026-04-08", what="Arbeiderne på fabrikken har ikke lov til å organisere seg. " * 3, place="Karachi"),
        letter("L07", "2026-04-10", "F1", due_comment="2026-04-24"),
        received(6, "2026-04-10"),
        event(EventKind.COMMENT, "2026-04-23", about=6, summary="Vi er uenige i funnet."),
        held("2026-04-28"),
        letter("L08", "2026-04-29", "F1", due_plan="2026-05-13", due_correction="2026-06-29"),
        received(10, "2026-04-29"),
        event(EventKind.PLAN_RECEIVED, "2026-05-13", about=10, summary="Plan i fire punkter."),
        letter("L09", "2026-05-20", "F1", about=12, plan_verdict="returned", due_plan="2026-05-28"),
        event(EventKind.PLAN_RETURNED, "2026-05-20", about=12, gaps="Ingen datoer."),
        event(EventKind.PLAN_RECEIVED, "2026-05-29", about=13, summary="Plan med datoer."),
        letter("L09", "2026-06-05", "F1", about=15, plan_verdict="accepted"),
        event(EventKind.PLAN_ACCEPTED, "2026-06-05", about=15),
        verified("2026-06-30", "not_corrected"),
        letter(
            "L11",
            "2026-07-01",
            "F1",
            extent="part",
            products=("Kjeledress",),
            warns_of=("stop",),
            due_comment="2026-07-15",
        ),
        received(19, "2026-07-01"),
        event(EventKind.COMMENT, "2026-07-14", about=19, summary="Vi ber om mer tid."),
        letter("L12", "2026-07-17", "F1", extent="part", products=("Kjeledress",), due_review="2026-08-17"),
        event(EventKind.STOP, "2026-07-17", about=22, extent="part", products=("Kjeledress",), starts_on=date(2026, 7, 20)),
        received(22, "2026-07-17"),
    )


def to_the_end() -> tuple[Event, ...]:
    """What follows the stop: reviewed, the sub-supplier replaced, the stop lifted, the finding closed."""
    return (
        letter("L14", "2026-08-10", "F1", sub_supplier="Sying AS", due_replacement="2026-10-09"),
        received(25, "2026-08-10"),
        event(EventKind.STOP_REVIEWED, "2026-08-17", about=22, result="continue", next_review_on=date(2026, 9, 16)),
        event(EventKind.STOP_REVIEWED, "2026-09-16", about=22, result="continue", next_review_on=date(2026, 10, 16)),
        event(EventKind.REPLACED, "2026-10-05", about=25, sub_supplier="Sying AS", new_sub_supplier="Søm & Co"),
        verified("2026-10-08", "corrected"),
        letter("L13", "2026-10-12", "F1", about=22, extent="whole"),
        event(EventKind.LIFT, "2026-10-12", about=22, extent="whole"),
        letter("L10", "2026-10-14", "F1"),
        event(EventKind.CLOSURE, "2026-10-15", reason="Avviket er rettet."),
    )


def the_case(*events: Event, **facts: FactValue) -> Case:
    """A case under the contract for overalls; without events the whole of it."""
    return a_case(*(events or (*to_the_stop(), *to_the_end())), contract=a_contract(facts={**FACTS, **facts}))


def the_timeline(case: Case, on: str) -> Timeline:
    """The time-line of a case as it stood on a day."""
    return timeline(case, the_casebook().ladders[case.ladder], the_casebook(), the_phrases(), "nb", date.fromisoformat(on))
