"""Letters that ask: when a reminder, more proof, minutes and an audit may follow."""

from datetime import date

import pytest

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.casework.ground import Intent
from sokdocs.core.casework.ladder import DeadlineRule
from tests.unit.casework.makers import a_case, a_finding, a_ladder, a_rule, about, event, ground, letter, received, said

FORM = letter("L01", "2026-02-02", due_answer="2026-03-16")
REMINDER = letter("L02", "2026-03-17", due_answer="2026-04-07")


def an_answer(about: int, on: str, **values: tuple[str, ...]) -> Event:
    return event(EventKind.ANSWER, on, about=about, what="self_report", **values)


def test_a_reminder_opens_on_the_day_after_the_last_day_to_answer() -> None:
    found = ground("first_request_expired", a_case(FORM), Intent("L02"), "2026-03-16")
    assert (said(found), found.opens_on, found.parts["document"]) == (
        "not_met.running",
        date(2026, 3, 17),
        "2026/01234-1",
    )
    assert said(ground("first_request_expired", a_case(FORM), Intent("L02"), "2026-03-17")) == "met"


def test_a_reminder_waits_for_an_extension_of_the_answer() -> None:
    extension = event(EventKind.EXTENSION, "2026-03-10", about=1, deadline="answer", until=date(2026, 3, 27))
    found = ground("first_request_expired", a_case(FORM, extension), Intent("L02"), "2026-03-17")
    assert (said(found), found.opens_on) == ("not_met.running", date(2026, 3, 28))


def test_no_reminder_of_a_form_that_is_answered_or_was_never_sent() -> None:
    assert said(ground("first_request_expired", a_case(FORM, an_answer(1, "2026-03-20")), Intent("L02"), "2026-03-21")) == (
        "not_met.answered"
    )
    assert said(ground("first_request_expired", a_case(), Intent("L02"), "2026-03-21")) == "not_met.no_letter"


def test_more_proof_is_asked_for_only_after_an_answer() -> None:
    assert said(ground("answer_received", a_case(FORM), Intent("L03"), "2026-03-01")) == "not_met"
    found = ground("answer_received", a_case(FORM, an_answer(1, "2026-03-02")), Intent("L03"), "2026-03-02")
    assert (said(found), found.event, found.on) == ("met", 2, date(2026, 3, 2))


def test_minutes_need_a_meeting_that_was_called_and_held() -> None:
    call = letter("L04", "2026-04-01")
    held = event(EventKind.MEETING, "2026-04-20", about=1)
    assert said(ground("meeting_called", a_case(), Intent("L05"), "2026-04-21")) == "not_met.no_letter"
    assert said(ground("meeting_called", a_case(call), Intent("L05"), "2026-04-21")) == "not_met.not_held"
    assert said(ground("meeting_called", a_case(call, held), Intent("L05"), "2026-04-21")) == "met"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((FORM, an_answer(1, "2026-03-02", lead_no=("Q2.1",))), "met.lead_no"),
        ((a_finding(),), "met.finding"),
        ((FORM, REMINDER, received(2, "2026-03-17")), "met.silence"),
        ((FORM, REMINDER, received(2, "2026-03-17"), an_answer(2, "2026-03-30")), "unknown.missing_answer"),
        ((), "unknown.missing_answer"),
    ],
)
def test_an_audit_needs_a_reason(events: tuple[Event, ...], expected: str) -> None:
    assert said(ground("reason_for_audit", a_case(*events), Intent("L06"), "2026-06-01")) == expected


def test_the_officer_may_give_the_reason_for_an_audit() -> None:
    intent = Intent("L06", given={"audit_reason": "Tips fra et fagforbund"})
    found = ground("reason_for_audit", a_case(), intent, "2026-06-01")
    assert (said(found), found.parts["reason"]) == ("met.given", "Tips fra et fagforbund")


def test_missing_documentation_is_a_finding_only_after_the_reminder_has_expired() -> None:
    silence = a_finding(on="2026-03-17", severity="D1", source_kind="missing_answer")
    assert said(ground("reminded", a_case(FORM, silence), about("L07"), "2026-04-08")) == "not_met.no_letter"
    case = a_case(FORM, REMINDER, received(2, "2026-03-17"), silence)
    running = ground("reminded", case, about("L07"), "2026-04-07")
    assert (said(running), running.opens_on) == ("not_met.running", date(2026, 4, 8))
    assert said(ground("reminded", case, about("L07"), "2026-04-08")) == "met"


def test_a_reminder_without_receipt_is_not_known_to_have_run() -> None:
    silence = a_finding(on="2026-03-17", severity="D1", source_kind="missing_answer")
    case = a_case(FORM, REMINDER, silence)
    assert said(ground("reminded", case, about("L07"), "2026-04-07")) == "not_met.no_receipt"
    assert said(ground("reminded", case, about("L07"), "2026-04-08")) == "unknown.no_receipt"


def test_an_answer_in_time_after_the_reminder_is_no_silence() -> None:
    silence = a_finding(on="2026-03-17", severity="D1", source_kind="missing_answer")
    case = a_case(FORM, REMINDER, received(2, "2026-03-17"), silence, an_answer(2, "2026-04-01"))
    assert said(ground("reminded", case, about("L07"), "2026-04-08")) == "not_met.answered"


def test_the_reminder_of_an_earlier_round_does_not_count() -> None:
    again = letter("L01", "2027-02-02", due_answer="2027-03-16")
    silence = a_finding(on="2027-03-17", severity="D1", source_kind="missing_answer")
    case = a_case(FORM, REMINDER, received(2, "2026-03-17"), an_answer(2, "2026-04-01"), again, silence)
    assert said(ground("reminded", case, about("L07"), "2027-03-18")) == "not_met.no_letter"


def test_other_findings_need_no_reminder() -> None:
    assert said(ground("reminded", a_case(a_finding()), about("L07"), "2026-06-01")) == "met.not_needed"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "met.first"),
        ({"meeting_on": date(2026, 5, 18)}, "met"),  # ten working days after 30 April, with 1, 14 and 17 May on the way
        ({"meeting_on": date(2026, 5, 15)}, "not_met.too_short"),
        ({"meeting_place": "Rådhuset"}, "not_met.missing_answer"),
    ],
)
def test_a_meeting_is_called_as_long_before_as_the_contract_says(given: dict[str, object], expected: str) -> None:
    notice = DeadlineRule("meeting", {}, otherwise="reminder_days", runs="notice")
    rule = a_rule("L04", "notice_kept", deadlines=(notice,))
    assert said(ground("notice_kept", a_case(), Intent("L04", given=given), "2026-04-30", ladder=a_ladder(rule))) == expected
