"""Contracts and cases on a real SQLite file: what is recorded, what clashes, and what the trail tells of it."""

import json
import multiprocessing
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from sokdocs.core.audit.trail import START, first_wrong
from sokdocs.core.casework.case import Case, EventFile, EventKind
from sokdocs.core.casework.contract import Contract, ContractClause
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError, SokdocsError
from sokdocs.core.facts.definition import FactValue, Product
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.register import trail as trail_rows
from sokdocs.register.cases import CaseRegister
from sokdocs.register.database import open_database
from sokdocs.register.evidence import RegisterEvidence
from sokdocs.register.issued import IssuedDocuments

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DAY = date(2027, 3, 1)
CASE = "2027/00001"


def a_contract(reference: str = "KO-7K3Q-9F2M", **facts: FactValue) -> Contract:
    clauses = (
        ContractClause(
            ClauseId("K-401"), "Sanksjoner & «mer»", date(2021, 1, 1), "nb", "a" * 64, "4.2", {"hearing_days": 10, "who": ("a",)}
        ),
        ContractClause(ClauseId("K-402"), "Retting", date(2021, 1, 1), "nb"),
    )
    products = (Product("Jakke", "18110000"), Product("Bukse", "18200000", "workwear"))
    given: dict[str, FactValue] = {"buyer_name": "Storvik kommune", "products": products, "is_framework": True, "value": 7, "from": DAY}
    return Contract(reference, given | facts, clauses, date(2021, 2, 1), date(2021, 6, 1), "SD-0000-0001", "")


def a_letter(reference: str = "SD-0000-000A", *, request: str = "f" * 64, at: datetime = NOW) -> IssueRecord:
    files = (IssuedFile("pdf", "a.pdf", "d" * 64, 7), IssuedFile("docx", "a.docx", "e" * 64, 9))
    return IssueRecord(reference, request, "letter", "nb", "Brev", "Storvik kommune", CASE, "Arbeidstøy", "b" * 64, "c" * 64, files, at)


def letter_event(code: str = "L01", **values: FactValue) -> NewEvent:
    return NewEvent(EventKind.LETTER, DAY, {"letter": code, **values}, is_document=True)


def an_answer(summary: str = "Vi svarer.", *, file: str = "1" * 64) -> NewEvent:
    files = (EventFile("Svar fra Kari.pdf", file, 12), EventFile("Vedlegg.pdf", "2" * 64, 13))
    return NewEvent(EventKind.ANSWER, DAY, {"about": 1, "summary": summary}, files, is_document=True, personal=("summary",))


def a_meeting(**values: FactValue) -> NewEvent:
    return NewEvent(EventKind.MEETING, DAY, values)


def opened(
    register: CaseRegister, *, number: str | None = None, on: date = DAY, settings: Mapping[str, int | str | bool] | None = None
) -> Case:
    register.add_contract(a_contract(), actor="kari", at=NOW)
    return register.open_case("KO-7K3Q-9F2M", ladder="standard", settings=settings or {}, on=on, number=number, actor="kari", at=NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


@pytest.fixture
def register(path: Path) -> CaseRegister:
    return CaseRegister(open_database(path))


def trail_of(register: CaseRegister) -> list[tuple[str, str, str]]:
    return [(each.action, each.subject, each.actor) for each in register.trail()]


def test_contract_comes_back_as_it_went_in_also_after_reopening(register: CaseRegister, path: Path) -> None:
    assert register.add_contract(a_contract(), actor="kari", at=NOW) == a_contract()
    again = CaseRegister(open_database(path))
    assert again.contract("KO-7K3Q-9F2M") == a_contract()
    assert again.contracts() == (a_contract(),)
    assert again.contract("KO-0000-0000") is None


def test_same_contract_again_changes_nothing_and_another_under_its_reference_is_refused(register: CaseRegister) -> None:
    register.add_contract(a_contract(), actor="kari", at=NOW)
    assert register.add_contract(a_contract(), actor="ola", at=NOW) == a_contract()
    with pytest.raises(ConflictError, match="other facts"):
        register.add_contract(a_contract(buyer_name="Lillevik kommune"), actor="kari", at=NOW)
    with pytest.raises(ConflictError, match="other signed_on"):
        register.add_contract(replace(a_contract(), signed_on=DAY), actor="kari", at=NOW)
    assert trail_of(register) == [("contract", "KO-7K3Q-9F2M", "kari")]


def test_case_is_opened_with_its_first_event(register: CaseRegister) -> None:
    case = opened(register, settings={"plan_days": 5, "joint": True})
    assert (case.number, case.ladder, case.opened_on, case.contract) == (CASE, "standard", DAY, a_contract())
    assert case.settings == {"plan_days": 5, "joint": True} and case.settings["joint"] is True
    (event,) = case.events
    assert (event.number, event.kind, event.on, event.actor, event.recorded_at) == (1, EventKind.OPENED, DAY, "kari", NOW)
    assert event.values == {"contract": "KO-7K3Q-9F2M", "ladder": "standard", "settings": ("joint=true", "plan_days=5")}
    assert register.case(CASE) == case and list(register.cases()) == [case]
    assert register.case("2027/00002") is None


def test_case_needs_a_contract(register: CaseRegister) -> None:
    with pytest.raises(NotFoundError, match="KO-X"):
        register.open_case("KO-X", ladder="standard", settings={}, on=DAY, number=None, actor="kari", at=NOW)
    assert trail_of(register) == []


def test_case_numbers_count_on_from_the_highest_of_their_year(register: CaseRegister) -> None:
    numbers = [
        opened(register).number,
        opened(register, number="2027/1200").number,
        opened(register).number,
        opened(register, on=date(2028, 1, 1)).number,
    ]
    assert numbers == ["2027/00001", "2027/1200", "2027/01201", "2028/00001"]
    assert register.numbers() == tuple(numbers)


@pytest.mark.parametrize("number", ["2027/00001", "2027/1", "2027/0000001"])
def test_case_number_is_never_doubled_however_it_is_written(register: CaseRegister, number: str) -> None:
    opened(register)
    with pytest.raises(ConflictError, match="under the contract KO-7K3Q-9F2M"):
        opened(register, number=number)
    assert register.numbers() == (CASE,)


@pytest.mark.parametrize("number", ["", "1234", "2027/", "2027/0", "2027-1", "2027/1-2", "27/1", "2027/12345678", "٢٠٢٧/1"])
def test_case_number_that_is_none_is_refused(register: CaseRegister, number: str) -> None:
    with pytest.raises(InvalidError, match="is no case number"):
        opened(register, number=number)


VALUES: dict[str, FactValue] = {
    "text": 'Æ "x"\n{{ 1 }} & \u2028 #\'',
    "empty": "",
    "number": 7,
    "big": 10**30,
    "none": 0,
    "yes": True,
    "no": False,
    "day": date(2028, 2, 29),
    "day_as_text": "2028-02-29",
    "lines": ("a", "", "c"),
    "nothing": (),
    "table": (("a", "b"), ("c", "d")),
    "products": (Product("Jakke", "18110000"), Product("Bukse", "18200000", "workwear")),
}


@pytest.mark.parametrize("personal", [(), tuple(VALUES)])
def test_values_come_back_with_their_types(register: CaseRegister, personal: tuple[str, ...]) -> None:
    opened(register)
    case = register.record(CASE, (NewEvent(EventKind.MEETING, DAY, VALUES, personal=personal),), head=1, actor="ola", at=NOW)
    found = case.events[-1].values
    assert found == VALUES
    assert {name: type(value) for name, value in found.items()} == {name: type(value) for name, value in VALUES.items()}


@pytest.mark.parametrize("value", [1.5, None, NOW, b"x", {"a": 1}])
def test_value_that_is_none_of_ours_is_refused_and_nothing_is_recorded(register: CaseRegister, value: object) -> None:
    opened(register)
    with pytest.raises(TypeError):
        register.record(CASE, (a_meeting(), a_meeting(x=value)), head=1, actor="ola", at=NOW)  # type: ignore[arg-type]
    assert len(register.cases().__next__().events) == 1


def test_lone_surrogate_is_refused(register: CaseRegister) -> None:
    opened(register)
    with pytest.raises(InvalidError, match=r"U\+D800"):
        register.record(CASE, (a_meeting(summary="a\ud800"),), head=1, actor="ola", at=NOW)


def test_events_get_their_numbers_and_documents_theirs(register: CaseRegister) -> None:
    opened(register)
    register.add_letter(a_letter(), CASE, (letter_event(), a_meeting()), head=1, document=1, actor="ola", at=NOW)
    case = register.record(CASE, (an_answer(), a_meeting(), an_answer()), head=3, actor="ola", at=NOW)
    assert [(each.number, each.document) for each in case.events] == [(1, 0), (2, 1), (3, 0), (4, 2), (5, 0), (6, 3)]
    assert case.events[1].reference == "SD-0000-000A" and case.events[3].files == an_answer().files
    assert case.next_document() == 4


def test_journal_numbers_run_through_all_cases_of_a_year_in_oslo(register: CaseRegister, path: Path) -> None:
    opened(register)
    opened(register)
    register.record(CASE, (an_answer(),), head=1, actor="ola", at=NOW)
    register.record("2027/00002", (a_meeting(), an_answer()), head=1, actor="ola", at=NOW)
    new_year = datetime(2027, 12, 31, 23, 30, tzinfo=UTC)
    register.record(CASE, (an_answer(),), head=2, actor="ola", at=new_year)
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT year, sequence, case_number, event FROM journal ORDER BY year, sequence").fetchall()
    assert rows == [(2027, 1, CASE, 2), (2027, 2, "2027/00002", 3), (2028, 1, CASE, 3)]


def test_case_that_moved_on_says_what_was_recorded_and_by_whom(register: CaseRegister) -> None:
    opened(register)
    register.add_letter(a_letter(), CASE, (letter_event("L07"),), head=1, document=1, actor="ola", at=NOW)
    for write in (
        lambda: register.record(CASE, (a_meeting(),), head=1, actor="kari", at=NOW),
        lambda: register.add_letter(
            a_letter("SD-0000-000B", request="0" * 64), CASE, (letter_event("L07"),), head=1, document=1, actor="kari", at=NOW
        ),
    ):
        with pytest.raises(ConflictError, match=r"event 2 \(letter L07 as 2027/00001-1\) was recorded by ola at 2027-03-01 12:00:00"):
            write()
    with pytest.raises(ConflictError, match="has 2 events, not 9"):
        register.record(CASE, (a_meeting(),), head=9, actor="kari", at=NOW)
    with pytest.raises(NotFoundError, match="2027/00009"):
        register.record("2027/00009", (a_meeting(),), head=1, actor="kari", at=NOW)
    assert len(list(register.trail())) == 5


def test_letter_is_recorded_once_for_one_request(register: CaseRegister, path: Path) -> None:
    opened(register)
    first = register.add_letter(a_letter(), CASE, (letter_event(),), head=1, document=1, actor="ola", at=NOW)
    again = replace(a_letter("SD-0000-000B"), title="Annet")
    assert register.add_letter(again, CASE, (letter_event(),), head=1, document=1, actor="kari", at=NOW) == first == a_letter()
    assert [each.reference for each in IssuedDocuments(open_database(path)).all()] == ["SD-0000-000A"]


@pytest.mark.parametrize(
    ("record", "events", "document", "words"),
    [
        (a_letter(), (letter_event(),), 2, "the next document of the case is 2027/00001-1"),
        (a_letter(), (a_meeting(),), 1, "is no letter"),
        (replace(a_letter(), supersedes="SD-NONE"), (letter_event(),), 1, "replaced or recorded meanwhile"),
        (a_letter(at=NOW), (letter_event(), replace(a_meeting(), reference="SD-NONE")), 1, "clashes"),
    ],
)
def test_letter_that_is_refused_leaves_nothing(
    register: CaseRegister, path: Path, record: IssueRecord, events: tuple[NewEvent, ...], document: int, words: str
) -> None:
    opened(register)
    before = register.head()
    with pytest.raises(ConflictError, match=words):
        register.add_letter(record, CASE, events, head=1, document=document, actor="ola", at=NOW)
    assert register.head() == before
    assert IssuedDocuments(open_database(path)).all() == []
    with sqlite3.connect(path) as database:
        counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("events", "journal", "issued_files")]
    assert counts == [1, 0, 0]


def test_letter_is_never_recorded_by_hand(register: CaseRegister) -> None:
    opened(register)
    with pytest.raises(ConflictError, match="never by hand"):
        register.record(CASE, (letter_event(),), head=1, actor="ola", at=NOW)


def test_every_change_stands_in_the_trail_with_its_actor(register: CaseRegister, path: Path) -> None:
    assert register.head() == (0, START)
    opened(register)
    register.add_letter(a_letter(), CASE, (letter_event(), a_meeting()), head=1, document=1, actor="ola", at=NOW)
    IssuedDocuments(open_database(path)).add(replace(a_letter("SD-0000-000B", request="0" * 64), kind="tender-appendix"), actor="per")
    assert trail_of(register) == [
        ("contract", "KO-7K3Q-9F2M", "kari"),
        ("case", CASE, "kari"),
        ("event", f"{CASE}#1", "kari"),
        ("issued", "SD-0000-000A", "ola"),
        ("event", f"{CASE}#2", "ola"),
        ("event", f"{CASE}#3", "ola"),
        ("issued", "SD-0000-000B", "per"),
    ]
    entries = list(register.trail())
    assert register.head() == (7, entries[-1].digest)
    assert first_wrong(entries, (register.head(),)) is None
    body = json.loads(entries[4].body)
    assert (body["kind"], body["document"], body["reference"], body["journal"]) == ("letter", 1, "SD-0000-000A", [[2027, 1]])
    assert body["public"] == {"letter": "L01"}


def test_trail_longer_than_a_page_is_read_whole(register: CaseRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail_rows, "PAGE", 50)
    opened(register)
    register.record(CASE, tuple(a_meeting(number=number) for number in range(120)), head=1, actor="ola", at=NOW)
    assert [each.number for each in register.trail()] == list(range(1, 124))
    assert first_wrong(register.trail(), (register.head(),)) is None


def test_personal_values_and_file_names_stay_out_of_the_trail(register: CaseRegister) -> None:
    register.add_contract(a_contract(contact_name="Unik Kontaktperson"), actor="kari", at=NOW)
    register.open_case("KO-7K3Q-9F2M", ladder="standard", settings={}, on=DAY, number=None, actor="kari", at=NOW)
    register.record(CASE, (an_answer("Helt hemmelig"), an_answer("Helt hemmelig")), head=1, actor="ola", at=NOW)
    entries = list(register.trail())
    said = "".join(each.body for each in entries)
    assert "hemmelig" not in said and "Kari" not in said and "Kontaktperson" not in said
    first, second = (json.loads(each.body) for each in entries[-2:])
    assert first["private"]["summary"] != second["private"]["summary"]


def bytes_of(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.iterdir() if each.is_file())


def test_erased_values_are_gone_from_the_database_files_and_the_chain_holds(register: CaseRegister, path: Path) -> None:
    opened(register)
    register.record(CASE, (an_answer("En hemmelighet " * 300), an_answer("Den andre")), head=1, actor="ola", at=NOW)
    assert b"En hemmelighet" in bytes_of(path) and b"Svar fra Kari" in bytes_of(path)
    case = register.erase(CASE, 2, reason="krav om sletting", actor="kari", at=NOW)
    event = case.events[1]
    assert event.values == {"about": 1, "summary": "[slettet]"}
    assert [(each.name, each.sha256) for each in event.files] == [("[slettet]", "1" * 64), ("[slettet]", "2" * 64)]
    assert case.events[2].text("summary") == "Den andre" and case.events[2].files == an_answer().files
    assert (case.events[3].kind, case.events[3].values) == (EventKind.ERASED, {"event": 2, "reason": "krav om sletting"})
    assert b"En hemmelighet" not in bytes_of(path)
    evidence = RegisterEvidence(open_database(path))
    assert [*evidence.differing_rows(), *evidence.rows_without_entry(), *evidence.erasure_faults()] == []
    assert {use.place for use in evidence.files()} == {"event 2027/00001#3, file 1", "event 2027/00001#3, file 2"}


def test_erasing_nothing_is_refused(register: CaseRegister) -> None:
    opened(register)
    register.record(CASE, (an_answer(), a_meeting()), head=1, actor="ola", at=NOW)
    register.erase(CASE, 2, reason="krav", actor="kari", at=NOW)
    before = register.head()
    for event, error in ((2, ConflictError), (3, ConflictError), (9, NotFoundError)):
        with pytest.raises(error):
            register.erase(CASE, event, reason="krav", actor="kari", at=NOW)
    with pytest.raises(NotFoundError):
        register.erase("2027/00009", 1, reason="krav", actor="kari", at=NOW)
    assert register.head() == before


def test_clock_set_back_stops_every_change(register: CaseRegister, path: Path) -> None:
    opened(register)
    back = NOW - timedelta(hours=1)
    register.record(CASE, (an_answer(),), head=1, actor="ola", at=NOW)
    before = register.head()
    for write in (
        lambda: register.add_contract(a_contract("KO-2"), actor="kari", at=back),
        lambda: register.open_case("KO-7K3Q-9F2M", ladder="standard", settings={}, on=DAY, number=None, actor="kari", at=back),
        lambda: register.record(CASE, (a_meeting(),), head=2, actor="kari", at=back),
        lambda: register.add_letter(a_letter(at=back), CASE, (letter_event(),), head=2, document=2, actor="kari", at=back),
        lambda: register.erase(CASE, 2, reason="krav", actor="kari", at=back),
        lambda: IssuedDocuments(open_database(path)).add(a_letter(at=back)),
    ):
        with pytest.raises(ConflictError, match="the clock is earlier than the newest entry"):
            write()
    assert register.head() == before and register.contract("KO-2") is None and register.numbers() == (CASE,)


def _write_at_once(path: Path, code: str, barrier: Barrier, told: "multiprocessing.Queue[str]") -> None:
    register = CaseRegister(open_database(path))
    barrier.wait(timeout=60)
    record = a_letter(f"SD-0000-{code}", request=code * 21 + "0")
    try:
        register.add_letter(record, CASE, (letter_event(code),), head=1, document=1, actor=code, at=NOW)
        told.put(f"done by {code}")
    except SokdocsError as error:
        told.put(str(error))


def test_of_writers_on_the_same_head_one_wins_and_the_others_are_told_who(register: CaseRegister, path: Path) -> None:
    opened(register)
    context = multiprocessing.get_context("spawn")
    barrier, told = context.Barrier(3), context.Queue()
    processes = [context.Process(target=_write_at_once, args=(path, code, barrier, told)) for code in ("L11", "L12", "L14")]
    for process in processes:
        process.start()
    said = sorted(told.get(timeout=60) for _ in processes)
    for process in processes:
        process.join(60)
    (winner,) = [each.removeprefix("done by ") for each in said if each.startswith("done by ")]
    assert sum(f"(letter {winner} as 2027/00001-1) was recorded by {winner}" in each for each in said) == 2
    case = register.case(CASE)
    assert case is not None and [each.text("letter") for each in case.letters()] == [winner]
    assert [each.reference for each in IssuedDocuments(open_database(path)).all()] == [f"SD-0000-{winner}"]
