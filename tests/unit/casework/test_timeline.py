"""A case's time-line: the events in order and in words, every deadline and stop as a stretch of time, and where the case stands."""

from datetime import date

import pytest

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.deadline_spans import DeadlineSpan, DeadlineState
from sokdocs.core.casework.event_definition import EventDefinition
from sokdocs.core.casework.event_words import LONGEST, shortened
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.casework.timeline import Direction, Entry, Timeline, timeline
from sokdocs.core.facts.definition import FactDefinition, FactType, Stage
from sokdocs.core.values.phrases import Phrases
from tests.unit.casework.makers import (
    a_case,
    a_contract,
    a_finding,
    a_ladder,
    event,
    held,
    letter,
    received,
    the_demand,
    the_stop,
    verified,
)

CHOICES = {"part": {"nb": "delvis"}, "whole": {"nb": "helt"}}
LONG = "Arbeiderne fortalte at de ikke får organisere seg. " * 5
PHRASES = Phrases(
    {
        **{
            f"timeline_{name}": {"nb": words}
            for name, words in {"nothing_sent": "Ingen brev", "of_supplier": "deres", "of_buyer": "vår"}.items()
        },
        **{
            f"timeline_due_{name}": {"nb": f"({name})"} for name in ("plan_review", "objection", "extension", "declare", "meeting", "audit")
        },
        "letter_contract": {"nb": "{title}, inngått {date}"},
        "letter_contract_numbered": {"nb": "{title} {number}, inngått {date}"},
    },
    {},
)


def definition(kind: EventKind) -> EventDefinition:
    names = (
        "findings",
        "about",
        "extent",
        "products",
        "what",
        "summary",
        "reason",
        "due_comment",
        "due_answer",
        "joint",
        "digest",
    )
    first = ("finding", "severity") if kind is EventKind.FINDING else ()
    fields = {
        name: FactDefinition(
            name,
            FactType.TEXT,
            Stage.FOLLOW_UP,
            {"nb": name.capitalize()},
            {},
            choices=CHOICES if name == "extent" else {},
        )
        for name in (*first, *names)
    }
    return EventDefinition(kind, {"nb": f"<{kind.value}>"}, fields)


CASEBOOK = Casebook({}, {kind: definition(kind) for kind in EventKind}, {})


def shown(case: Case, on: str, ladder: Ladder | None = None) -> Timeline:
    return timeline(case, ladder or a_ladder(), CASEBOOK, PHRASES, "nb", date.fromisoformat(on))


def of(*events: Event, on: str = "2026-12-01") -> Timeline:
    return shown(a_case(*events), on)


def span(found: Timeline, code: str, key: str) -> DeadlineSpan:
    (only,) = [each for each in found.deadlines if (each.code, each.key) == (code, key)]
    return only


def entry(found: Timeline, number: int) -> Entry:
    (only,) = [each for each in found.entries if each.number == number]
    return only


def test_entries_stand_by_the_day_they_happened_and_then_by_number() -> None:
    late = event(EventKind.COMMENT, "2026-06-01", about=1)
    found = of(letter("L07", "2026-06-01", due_comment="2026-06-15"), received(1, "2026-06-02"), late)
    assert [(each.number, each.on.isoformat()) for each in found.entries] == [
        (1, "2026-06-01"),
        (3, "2026-06-01"),
        (2, "2026-06-02"),
    ]


def test_what_happened_after_the_day_is_left_out() -> None:
    found = of(*the_demand(), on="2026-06-16")
    assert [each.number for each in found.entries] == [1, 2, 3, 4]
    assert {each.code for each in found.deadlines} == {"L07"}


@pytest.mark.parametrize(
    ("made", "direction"),
    [
        (letter("L01", "2026-06-01"), Direction.OUT),
        (event(EventKind.ANSWER, "2026-06-01"), Direction.IN),
        (event(EventKind.WAIVER, "2026-06-01"), Direction.IN),
        (received(1, "2026-06-01"), Direction.IN),
        (held("2026-06-01"), Direction.INTERNAL),
        (event(EventKind.CLOSURE, "2026-06-01"), Direction.INTERNAL),
    ],
)
def test_entry_goes_out_comes_in_or_is_internal(made: Event, direction: Direction) -> None:
    assert of(made).entries[0].direction is direction


def test_letter_is_called_by_its_kind_and_bears_its_number() -> None:
    first = of(letter("L07", "2026-06-01", "F1", due_comment="2026-06-15")).entries[0]
    assert (first.title, first.code, first.document) == ("L07", "L07", "2026/01234-1")
    assert "mandag 15.\u00a0juni\u00a02026" in first.detail and "Findings: F1" in first.detail


def test_detail_says_labels_choices_and_document_numbers_in_one_sentence() -> None:
    stop = event(EventKind.STOP, "2026-06-02", about=1, extent="part", products=("Kjeledress", "Hansker"))
    lift = event(EventKind.LIFT, "2026-06-03", about=1, extent="whole")
    found = of(letter("L12", "2026-06-01"), stop, lift)
    assert entry(found, 2).detail == "Extent: delvis; Products: Kjeledress, Hansker."
    assert entry(found, 3).detail == "About: 2026/01234-1; Extent: helt."


def test_true_is_said_by_its_label_and_digests_are_not_said() -> None:
    made = event(EventKind.LETTER, "2026-06-01", letter="L07", joint=True, digest="a" * 64)
    assert of(made).entries[0].detail == "Joint."
    assert of(event(EventKind.LETTER, "2026-06-01", letter="L07", joint=False)).entries[0].detail == ""


def test_free_text_is_shortened_and_short_text_stands_as_given() -> None:
    found = of(
        event(EventKind.COMMENT, "2026-06-01", summary=LONG),
        event(EventKind.COMMENT, "2026-06-02", summary="<b> {x} & *y*"),
    )
    assert entry(found, 1).detail.startswith("Summary: Arbeiderne fortalte") and entry(found, 1).detail.endswith("…")
    assert len(entry(found, 1).detail) <= LONGEST + len("Summary: ")
    assert entry(found, 2).detail == "Summary: <b> {x} & *y*."


def test_shortened_text_is_cut_between_words_where_it_can_be() -> None:
    assert shortened("en to tre", 9) == "en to tre"
    assert shortened("en to tre fire", 10) == "en to tre…"
    assert shortened("a" * 200, 10) == "a" * 9 + "…"
    assert shortened("en\n\n  to\ttre", 20) == "en to tre"
    assert len(shortened("x" * 30 + " " + "y" * 300)) <= LONGEST


def test_withdrawn_letter_stands_as_such_and_sets_no_deadline() -> None:
    withdrawal = letter("L20", "2026-06-03", corrected_document=1, correction_kind="withdrawal")
    found = of(letter("L01", "2026-06-01", due_answer="2026-07-13"), withdrawal)
    assert [each.is_withdrawn for each in found.entries] == [True, False]
    assert found.deadlines == ()


def test_deadline_runs_then_is_overdue() -> None:
    events = (letter("L01", "2026-02-03", due_answer="2026-03-17"), received(1, "2026-02-03"))
    running, overdue = (span(of(*events, on=day), "L01", "answer") for day in ("2026-03-17", "2026-03-18"))
    assert (running.state, overdue.state) == (DeadlineState.RUNNING, DeadlineState.OVERDUE)
    assert (overdue.starts_on, overdue.until, overdue.runs) == (date(2026, 2, 3), date(2026, 3, 17), "supplier")


@pytest.mark.parametrize(("day", "state"), [("2026-03-17", DeadlineState.MET), ("2026-03-18", DeadlineState.LATE)])
def test_deadline_is_met_in_time_or_late(day: str, state: DeadlineState) -> None:
    answer = event(EventKind.ANSWER, day, about=1, what="self_report")
    found = span(of(letter("L01", "2026-02-03", due_answer="2026-03-17"), answer), "L01", "answer")
    assert (found.state, found.met_on) == (state, date.fromisoformat(day))


def test_deadline_that_was_followed_by_a_reminder_ran_out() -> None:
    events = (
        letter("L01", "2026-02-03", due_answer="2026-03-17"),
        letter("L02", "2026-03-18", due_answer="2026-04-07"),
    )
    found = of(*events, on="2026-03-20")
    assert span(found, "L01", "answer").state is DeadlineState.EXPIRED
    assert span(found, "L02", "answer").state is DeadlineState.RUNNING


def test_answer_to_the_form_after_a_reminder_meets_the_reminder() -> None:
    events = (
        letter("L01", "2026-02-03", due_answer="2026-03-17"),
        letter("L02", "2026-03-18", due_answer="2026-04-07"),
    )
    found = of(*events, event(EventKind.ANSWER, "2026-03-30", about=1, what="self_report"))
    assert span(found, "L02", "answer").state is DeadlineState.MET
    assert span(found, "L01", "answer").state is DeadlineState.LATE


def test_deadline_moves_with_receipt_and_extension() -> None:
    late = (a_finding(), letter("L07", "2026-06-01", "F1", due_comment="2026-06-15"), received(2, "2026-06-08"))
    moved = span(of(*late, on="2026-06-10"), "L07", "comment")
    assert (moved.starts_on, moved.until) == (date(2026, 6, 8), date(2026, 6, 22))
    more = event(EventKind.EXTENSION, "2026-06-09", about=2, deadline="comment", until=date(2026, 7, 1), reason="Ferie")
    assert span(of(*late, more, on="2026-06-10"), "L07", "comment").until == date(2026, 7, 1)


def test_waiver_meets_the_time_to_comment() -> None:
    waived = event(EventKind.WAIVER, "2026-06-03", about=2, reason="Ingen merknader")
    found = of(a_finding(), letter("L07", "2026-06-01", "F1", due_comment="2026-06-15"), waived)
    assert (span(found, "L07", "comment").state, span(found, "L07", "comment").met_on) == (
        DeadlineState.MET,
        date(2026, 6, 3),
    )


def test_correction_is_met_when_every_finding_that_stands_is_corrected() -> None:
    events = (a_finding("F1"), a_finding("F2"), letter("L08", "2026-06-17", "F1", "F2", due_correction="2026-08-17"))
    half = of(*events, verified("2026-08-03", "corrected", "F1"), on="2026-08-10")
    assert span(half, "L08", "correction").state is DeadlineState.RUNNING
    whole = of(*events, verified("2026-08-03", "corrected", "F1"), verified("2026-08-20", "corrected", "F2"))
    assert (span(whole, "L08", "correction").state, span(whole, "L08", "correction").met_on) == (
        DeadlineState.LATE,
        date(2026, 8, 20),
    )
    gone = event(EventKind.DROPPED, "2026-08-04", findings=("F2",), reason="Feil")
    assert span(of(*events, verified("2026-08-03", "corrected", "F1"), gone), "L08", "correction").met_on == date(2026, 8, 3)


def test_deadline_of_a_case_closed_before_it_ended_fell_away() -> None:
    events = (
        letter("L01", "2026-02-03", due_answer="2026-03-17"),
        event(EventKind.CLOSURE, "2026-03-02", reason="Feil sak"),
    )
    assert span(of(*events), "L01", "answer").state is DeadlineState.VOID
    later = (events[0], event(EventKind.CLOSURE, "2026-03-18", reason="Ferdig"))
    assert span(of(*later), "L01", "answer").state is DeadlineState.EXPIRED


def test_stop_is_reviewed_again_and_again() -> None:
    first = event(EventKind.STOP_REVIEWED, "2026-10-02", about=9, result="continue", next_review_on=date(2026, 11, 2))
    found = of(*the_stop(), first, on="2026-11-03")
    spans = [(each.starts_on, each.until, each.state) for each in found.deadlines if each.key == "review"]
    assert spans == [
        (date(2026, 9, 2), date(2026, 10, 2), DeadlineState.MET),
        (date(2026, 10, 2), date(2026, 11, 2), DeadlineState.OVERDUE),
    ]
    assert all(each.runs == "buyer" for each in found.deadlines if each.key == "review")


def test_buyer_owes_a_word_on_every_plan() -> None:
    plan = event(EventKind.PLAN_RECEIVED, "2026-07-01", about=5)
    waiting = span(of(*the_demand(), plan, on="2026-07-02"), "", "plan_review")
    assert (waiting.runs, waiting.title, waiting.state, waiting.document) == (
        "buyer",
        "(plan_review)",
        DeadlineState.RUNNING,
        "2026/01234-7",
    )
    answered = of(*the_demand(), plan, letter("L09", "2026-07-03", "F1", about=7), on="2026-07-20")
    assert (span(answered, "", "plan_review").state, span(answered, "", "plan_review").met_on) == (
        DeadlineState.MET,
        date(2026, 7, 3),
    )


def test_every_due_item_is_among_the_deadlines_with_the_same_day() -> None:
    request = event(EventKind.EXTENSION_REQUESTED, "2026-07-01", about=5, deadline="correction")
    calls = letter("L04", "2026-07-02", meeting_on=date(2026, 7, 20))
    found = of(*the_demand(), request, calls, event(EventKind.OBJECTION, "2026-07-03", about=5), on="2026-07-10")
    assert {each.item.key for each in found.due} == {"plan", "correction", "extension", "objection", "meeting"} - {"plan"}
    spans = {(each.event, each.key): each.until for each in found.deadlines}
    assert {(each.item.event, each.item.key): each.item.on for each in found.due}.items() <= spans.items()
    assert ("(meeting)", "vår") in {(each.title, each.whose) for each in found.due}


def test_stop_lasts_from_its_day_until_it_is_lifted() -> None:
    (open_stop,) = of(*the_stop(), on="2026-09-10").stops
    assert (open_stop.starts_on, open_stop.lifted_on, open_stop.is_whole, open_stop.extent) == (
        date(2026, 9, 2),
        None,
        False,
        "delvis",
    )
    lifted = of(*the_stop(), letter("L13", "2026-10-01", "F1", about=9, extent="whole"))
    assert [each.lifted_on for each in lifted.stops] == [date(2026, 10, 1)]
    later = event(EventKind.STOP, "2026-09-02", about=9, starts_on=date(2026, 9, 7))
    assert of(*the_stop(), later).stops[0].starts_on == date(2026, 9, 7)


def test_standing_is_what_the_ladder_calls_it() -> None:
    ladder = a_ladder()
    named = Ladder(**{**{name: getattr(ladder, name) for name in ladder.__slots__}, "statuses": {"stopped": {"nb": "Stanset"}}})
    assert shown(a_case(*the_stop()), "2026-09-10", named).standing == "Stanset"
    assert of(event(EventKind.OPENED, "2026-02-02")).standing == "Ingen brev"


def test_supplier_is_called_what_it_is_called_now() -> None:
    case = a_case(
        event(EventKind.OPENED, "2026-02-02"),
        event(EventKind.RENAMED, "2026-05-01", new_name="Nytt AS"),
        contract=a_contract(facts={"supplier_name": "Gammelt AS", "title": "Arbeidstøy"}),
    )
    assert (shown(case, "2026-04-30").supplier, shown(case, "2026-05-01").supplier) == ("Gammelt AS", "Nytt AS")
    assert shown(case, "2026-05-01").contract == "Arbeidstøy, inngått 2.\u00a0februar\u00a02026"


def test_same_case_gives_the_same_timeline() -> None:
    assert of(*the_stop()) == of(*the_stop())
