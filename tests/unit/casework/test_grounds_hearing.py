"""Rules 1 and 6: no demand before the supplier was heard on each finding, and each is held as a breach after that."""

from datetime import date

import pytest

from sokdocs.core.casework.case import Case, Event, EventKind
from tests.unit.casework.makers import (
    a_case,
    a_contract,
    a_finding,
    about,
    event,
    ground,
    held,
    letter,
    received,
    said,
    the_hearing,
)

NOTICE = letter("L07", "2026-06-01", "F1", due_comment="2026-06-15")
HEARD = (a_finding(), NOTICE, received(2, "2026-06-01"))
WITHDRAWN = letter("L20", "2026-06-03", corrected_document=2, correction_kind="withdrawal")


def heard(*events: Event, on: str) -> tuple[str, date | None]:
    found = ground("heard", a_case(*events), about("L08"), on)
    assert (found.rule, found.clause) == ("5.4-1", "K-401")
    return said(found), found.opens_on


def test_heard_opens_on_the_day_after_the_last_day_to_comment() -> None:
    assert heard(*HEARD, on="2026-06-15") == ("not_met.running", date(2026, 6, 16))
    assert heard(*HEARD, on="2026-06-16") == ("met", None)


def test_heard_is_not_met_without_a_notice() -> None:
    assert heard(a_finding(), on="2026-06-16") == ("not_met.no_letter", None)


def test_a_late_receipt_moves_the_end_of_the_hearing() -> None:
    late = (a_finding(), NOTICE, received(2, "2026-06-05"))
    assert heard(*late, on="2026-06-16") == ("not_met.running", date(2026, 6, 20))


def test_of_two_receipts_the_later_counts() -> None:
    assert heard(*HEARD, received(2, "2026-06-05"), on="2026-06-16") == ("not_met.running", date(2026, 6, 20))


def test_without_receipt_the_hearing_is_not_over_and_then_not_known() -> None:
    assert heard(a_finding(), NOTICE, on="2026-06-15") == ("not_met.no_receipt", date(2026, 6, 16))
    assert heard(a_finding(), NOTICE, on="2026-06-16") == ("unknown.no_receipt", None)


def test_a_comment_proves_receipt_and_time_is_counted_from_it() -> None:
    comment = event(EventKind.COMMENT, "2026-06-03", about=2)
    assert heard(a_finding(), NOTICE, comment, on="2026-06-17") == ("not_met.running", date(2026, 6, 18))


def test_a_comment_does_not_end_the_hearing_but_a_waiver_does() -> None:
    comment = event(EventKind.COMMENT, "2026-06-03", about=2)
    assert heard(*HEARD, comment, on="2026-06-04") == ("not_met.running", date(2026, 6, 16))
    waiver = event(EventKind.WAIVER, "2026-06-04", about=2)
    assert heard(*HEARD, comment, waiver, on="2026-06-04") == ("met.waived", None)


def test_a_waiver_of_another_letter_does_not_end_the_hearing() -> None:
    waiver = event(EventKind.WAIVER, "2026-06-04", about=7)
    assert heard(*HEARD, waiver, on="2026-06-04") == ("not_met.running", date(2026, 6, 16))


def test_what_lies_ahead_does_not_count() -> None:
    waiver = event(EventKind.WAIVER, "2026-06-05", about=2)
    assert heard(*HEARD, waiver, on="2026-06-04") == ("not_met.running", date(2026, 6, 16))


def test_an_extension_moves_the_end_of_the_hearing() -> None:
    extension = event(EventKind.EXTENSION, "2026-06-10", about=2, deadline="comment", until=date(2026, 6, 22))
    assert heard(*HEARD, extension, on="2026-06-16") == ("not_met.running", date(2026, 6, 23))
    other = event(EventKind.EXTENSION, "2026-06-10", about=2, deadline="plan", until=date(2026, 6, 22))
    assert heard(*HEARD, other, on="2026-06-16") == ("met", None)


def test_a_letter_that_grants_more_time_moves_the_end_of_the_hearing() -> None:
    request = event(EventKind.EXTENSION_REQUESTED, "2026-06-10", about=2, deadline="comment")
    granted = letter("L19", "2026-06-11", about=4, extension_until=date(2026, 6, 22))
    assert heard(*HEARD, request, granted, on="2026-06-16") == ("not_met.running", date(2026, 6, 23))
    refused = letter("L19", "2026-06-11", about=4)
    assert heard(*HEARD, request, refused, on="2026-06-16") == ("met", None)


def test_a_request_for_more_time_that_nobody_answered_leaves_it_unknown() -> None:
    request = event(EventKind.EXTENSION_REQUESTED, "2026-06-10", about=2, deadline="comment")
    assert heard(*HEARD, request, on="2026-06-16") == ("unknown.request_pending", None)


def test_a_notice_that_was_withdrawn_does_not_count() -> None:
    assert heard(*HEARD, WITHDRAWN, on="2026-06-16") == ("not_met.no_letter", None)


def test_a_second_round_starts_from_the_letters_that_still_count() -> None:
    again = letter("L07", "2026-06-08", "F1", due_comment="2026-06-22")
    second = (*HEARD, WITHDRAWN, again, received(5, "2026-06-08"))
    assert heard(*second, on="2026-06-22") == ("not_met.running", date(2026, 6, 23))
    assert heard(*second, on="2026-06-23") == ("met", None)


def test_of_two_notices_the_later_counts() -> None:
    again = letter("L07", "2026-06-17", "F1", due_comment="2026-07-01")
    assert heard(*HEARD, again, received(4, "2026-06-17"), on="2026-06-18") == ("not_met.running", date(2026, 7, 2))


def test_a_finding_recorded_after_the_notice_is_not_heard() -> None:
    assert heard(NOTICE, received(1, "2026-06-01"), a_finding(), on="2026-06-16") == ("not_met.no_letter", None)


def test_all_findings_of_a_letter_must_be_heard() -> None:
    case = a_case(*HEARD, a_finding("F2", "2026-06-10"))
    found = ground("heard", case, about("L08", "F1", "F2"), "2026-06-16")
    assert (said(found), found.parts["finding"]) == ("not_met.no_letter", "F2")


def test_time_alone_does_not_cure_a_letter_with_a_finding_that_lacks_a_notice() -> None:
    running = (
        a_finding(),
        a_finding("F2"),
        letter("L07", "2026-06-01", "F1", due_comment="2026-06-15"),
        received(3, "2026-06-01"),
    )
    both = ground("heard", a_case(*running), about("L08", "F1", "F2"), "2026-06-10")
    assert (said(both), both.opens_on) == ("not_met.no_letter", None)
    lost = letter("L07", "2026-05-29", "F2", due_comment="2026-06-09")
    unknown = ground("heard", a_case(*running, lost), about("L08", "F1", "F2"), "2026-06-15")
    assert (said(unknown), unknown.opens_on) == ("not_met.running", None)


def test_no_findings_are_never_heard() -> None:
    intent = about("L08")
    none = type(intent)("L08", (), given=intent.given)
    assert said(ground("heard", a_case(*HEARD), none, "2026-06-16")) == "not_met.none_named"


def a_no(**settings: bool) -> Case:
    """The supplier said no to Q2.1 itself; the contract lets notice and demand be joined."""
    contract = a_contract({"K-401.no_answer_route": "joint"})
    answer = event(EventKind.ANSWER, "2026-05-28", about=9, what="self_report", lead_no=("Q2.1",))
    return a_case(answer, a_finding(source_kind="self_report", lead_question="Q2.1"), contract=contract, **settings)


def test_notice_and_demand_are_joined_for_an_own_no_where_switch_and_contract_say_so() -> None:
    found = ground("heard", a_no(joint_finding_and_correction=True), about("L08"), "2026-06-01")
    assert (said(found), found.parts["names"], found.event) == ("met.joint", "Q2.1", 1)


def test_notice_and_demand_are_not_joined_without_the_switch() -> None:
    assert said(ground("heard", a_no(), about("L08"), "2026-06-01")) == "not_met.no_letter"


def test_notice_and_demand_are_not_joined_where_the_contract_keeps_them_apart() -> None:
    case = a_no(joint_finding_and_correction=True)
    apart = Case(case.number, a_contract(), case.ladder, case.opened_on, case.events, case.settings)
    assert said(ground("heard", apart, about("L08"), "2026-06-01")) == "not_met.joint_closed"


def test_a_no_that_the_supplier_did_not_give_is_not_joined() -> None:
    contract = a_contract({"K-401.no_answer_route": "joint"})
    finding = a_finding(source_kind="self_report", lead_question="Q2.1")
    case = a_case(finding, contract=contract, joint_finding_and_correction=True)
    assert said(ground("heard", case, about("L08"), "2026-06-01")) == "not_met.no_letter"


def test_a_finding_already_under_notice_is_not_mixed_with_a_joined_one() -> None:
    base = a_no(joint_finding_and_correction=True)
    other = (a_finding("F2"), letter("L07", "2026-06-01", "F2", due_comment="2026-06-15"), received(4, "2026-06-01"))
    case = a_case(*base.events, *other, contract=base.contract, joint_finding_and_correction=True)
    found = ground("heard", case, about("L08", "F1", "F2"), "2026-06-16")
    assert (said(found), found.parts["finding"]) == ("not_met.no_letter", "F1")


def test_a_joined_letter_gives_the_time_of_a_notice() -> None:
    base = a_no(joint_finding_and_correction=True)
    joined = letter("L08", "2026-06-01", "F1", joint=True, due_correction="2026-08-03")
    case = a_case(*base.events, joined, received(3, "2026-06-01"), contract=base.contract, joint_finding_and_correction=True)
    found = ground("heard", case, about("L15"), "2026-06-15")
    assert (said(found), found.opens_on) == ("not_met.running", date(2026, 6, 16))
    assert said(ground("heard", case, about("L15"), "2026-06-16")) == "met"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((*HEARD, held("2026-06-16")), "met"),
        (HEARD, "not_met"),
        ((*HEARD, held("2026-06-15")), "not_met.before_hearing"),
        ((*HEARD, event(EventKind.WAIVER, "2026-06-04", about=2), held("2026-06-04")), "met"),
        ((*HEARD, held("2026-06-04"), event(EventKind.WAIVER, "2026-06-04", about=2)), "not_met.before_hearing"),
        ((*HEARD, held("2026-06-16"), event(EventKind.COMMENT, "2026-06-12", about=2)), "not_met.before_hearing"),
        ((*HEARD, held("2026-06-16"), event(EventKind.COMMENT, "2026-06-16", about=2)), "met"),
        ((*HEARD, held("2026-06-16", "F2")), "not_met"),
        ((*HEARD, held("2026-06-16"), WITHDRAWN), "not_met.not_heard"),
        ((a_finding(), NOTICE, held("2026-06-16")), "unknown"),
        (
            (*HEARD, held("2026-06-16"), event(EventKind.DROPPED, "2026-06-16", findings=("F1",), reason="Feil kilde")),
            "not_met.dropped",
        ),
    ],
)
def test_a_breach_is_held_only_after_the_hearing_and_its_comments(events: tuple[Event, ...], expected: str) -> None:
    found = ground("breach_held", a_case(*events), about("L08"), "2026-06-17")
    assert (said(found), found.rule) == (expected, "5.4-1")


def test_an_extension_after_the_breach_puts_it_before_the_end_of_the_hearing() -> None:
    extension = event(EventKind.EXTENSION, "2026-06-17", about=2, deadline="comment", until=date(2026, 6, 22))
    case = a_case(*the_hearing(), extension)
    assert said(ground("breach_held", case, about("L08"), "2026-06-23")) == "not_met.before_hearing"


def test_an_own_no_needs_no_decision_where_notice_and_demand_may_be_joined() -> None:
    assert said(ground("breach_held", a_no(joint_finding_and_correction=True), about("L08"), "2026-06-01")) == "met.lead_no"
    assert said(ground("breach_held", a_no(), about("L08"), "2026-06-01")) == "not_met"


def test_finding_recorded_tells_why_a_finding_carries_nothing() -> None:
    dropped = event(EventKind.DROPPED, "2026-06-02", findings=("F1",), reason="Feil")
    closed = event(EventKind.VERIFICATION, "2026-06-02", findings=("F1",), result="corrected")
    assert said(ground("finding_recorded", a_case(a_finding()), about("L07"), "2026-06-01")) == "met"
    assert said(ground("finding_recorded", a_case(), about("L07"), "2026-06-01")) == "not_met.unknown_finding"
    assert said(ground("finding_recorded", a_case(a_finding(), dropped), about("L07"), "2026-06-02")) == "not_met.dropped"
    assert said(ground("finding_recorded", a_case(a_finding(), closed), about("L07"), "2026-06-02")) == "not_met.closed"
    assert said(ground("finding_recorded", a_case(a_finding(), closed), about("L07"), "2026-06-01")) == "met"


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ({}, "met"),
        ({"evidence": " "}, "not_met.no_evidence"),
        ({"source": "", "source_kind": "media"}, "not_met.no_source"),
        ({"source": "", "source_kind": "inspection"}, "met"),
    ],
)
def test_a_letter_cites_no_finding_without_evidence_and_source(finding: dict[str, str], expected: str) -> None:
    found = ground("evidence_and_date", a_case(a_finding(**finding)), about("L08"), "2026-06-01")
    assert (said(found), found.rule) == (expected, "5.4-6")
