"""What must hold in every case: numbers, letters out once for one step, one owner."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sokdocs.core.audit.case_checks import gap_faults, number_faults, owner_faults, repeated_letters
from sokdocs.core.audit.evidence import UsedNumber
from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.issuance.issued import IssueRecord

DAY = date(2027, 3, 1)
CONTRACT = Contract("KO-1", {"buyer_name": "Storvik  kommune"}, (), DAY, DAY)


def an_event(number: int, kind: EventKind = EventKind.MEETING, *, document: int = 0, days: int = 0, **values: FactValue) -> Event:
    return Event(number, kind, DAY + timedelta(days=days), values, document=document, reference=f"SD-{number}" if document else "")


def a_letter(number: int, code: str, *, days: int = 0, **values: FactValue) -> Event:
    return an_event(number, EventKind.LETTER, document=number, days=days, letter=code, **values)


def a_case(*events: Event) -> Case:
    return Case("2027/00001", CONTRACT, "standard", DAY, events)


def a_record(reference: str, case_number: str = "2027/00001", buyer: str = "Storvik kommune") -> IssueRecord:
    moment = datetime(2027, 3, 1, tzinfo=UTC)
    return IssueRecord(reference, "a", "letter", "nb", "T", buyer, case_number, "S", "b", "c", (), moment)


def test_numbers_without_gaps_hold() -> None:
    assert list(number_faults(a_case(an_event(1), an_event(2, document=1), an_event(3, document=2)))) == []


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((an_event(1), an_event(3)), "event number 2"),
        ((an_event(2),), "event number 1"),
        ((an_event(1, document=1), an_event(2, document=3)), "document number 2"),
        ((an_event(1, document=2), an_event(2, document=1)), "document number 1"),
    ],
)
def test_gap_in_a_case_is_named(events: tuple[Event, ...], words: str) -> None:
    (fault,) = number_faults(a_case(*events))
    assert fault.invariant == "I4" and words in fault.message


def test_journal_must_run_without_gaps_in_each_year() -> None:
    assert list(gap_faults([(2027, 2), (2027, 1), (2028, 1)], ())) == []
    (fault,) = gap_faults([(2027, 1), (2028, 3), (2028, 1)], ())
    assert fault.place == "journal 2028" and "number 2" in fault.message


def test_gap_below_a_counted_case_number_is_a_fault_and_below_a_given_one_is_not() -> None:
    given = [UsedNumber(2027, 1, "counted"), UsedNumber(2027, 40, "given"), UsedNumber(2027, 41, "counted")]
    assert list(gap_faults((), given)) == []
    (fault,) = gap_faults((), [*given, UsedNumber(2027, 43, "counted")])
    assert fault.place == "case 2027/00043" and "2027/00042" in fault.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (a_letter(1, "L07", findings=("F1",), due_comment=date(2027, 3, 12)), a_letter(2, "L07", findings=("F1",), days=3)),
        (a_letter(1, "L03", about=4), a_letter(2, "L03", about=4, days=300)),
        (a_letter(1, "L18"), a_letter(2, "L18")),
        (a_letter(1, "L20", corrected_document=5), a_letter(2, "L20", corrected_document=5, days=1)),
    ],
)
def test_letter_out_twice_for_one_step_is_named(first: Event, second: Event) -> None:
    (fault,) = repeated_letters(a_case(first, second))
    assert fault.invariant == "I7" and "2027/00001-1 and -2" in fault.message


@pytest.mark.parametrize(
    "events",
    [
        (a_letter(1, "L07", findings=("F1",)), a_letter(2, "L07", findings=("F2",))),
        (a_letter(1, "L07", findings=("F1",)), a_letter(2, "L08", findings=("F1",))),
        (a_letter(1, "L01", due_answer=date(2027, 4, 12)), a_letter(2, "L01", due_answer=date(2028, 4, 12), days=366)),
        (
            a_letter(1, "L07", findings=("F1",)),
            a_letter(2, "L20", corrected_document=1, correction_kind="withdrawal"),
            a_letter(3, "L07", findings=("F1",)),
        ),
        (
            a_letter(1, "L12", findings=("F1",), due_review=date(2027, 3, 31)),
            an_event(2, EventKind.LIFT, about=1),
            a_letter(3, "L12", findings=("F1",), days=10),
        ),
    ],
)
def test_letter_of_another_step_is_no_fault(events: tuple[Event, ...]) -> None:
    assert list(repeated_letters(a_case(*events))) == []


def test_letters_of_the_case_and_its_buyer_hold() -> None:
    case = a_case(a_letter(1, "L01"), a_letter(2, "L02"))
    assert list(owner_faults(case, {"SD-1": a_record("SD-1"), "SD-2": a_record("SD-2", "2027/00001-2", "STORVIK kommune")})) == []


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ({}, "not among the issued documents"),
        ({"SD-1": a_record("SD-1", "2027/00002")}, "issued for case 2027/00002"),
        ({"SD-1": a_record("SD-1", "2027/00001-9")}, "issued for case 2027/00001-9"),
        ({"SD-1": a_record("SD-1", buyer="Lillevik kommune")}, "issued by Lillevik kommune"),
    ],
)
def test_letter_of_another_case_or_buyer_is_named(letters: dict[str, IssueRecord], words: str) -> None:
    (fault,) = owner_faults(a_case(a_letter(1, "L01")), letters)
    assert fault.invariant == "I11" and words in fault.message
