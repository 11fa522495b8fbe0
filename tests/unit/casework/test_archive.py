"""What an archive gets of a case: which posts, of what type and status, by whom, and what each answers."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sokdocs.core.casework.archive import archive_package, archived_events, system_id
from sokdocs.core.casework.archive_folder import (
    ArchiveFolder,
    ArchiveRecord,
    DocumentType,
    FolderStatus,
    JournalPost,
    PackedFile,
    Party,
    PartyType,
    PostStatus,
    PostType,
    Responsible,
)
from sokdocs.core.casework.case import Case, Event, EventFile, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.definition import FactValue

PACKED_AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
RESPONSIBLE = Responsible("Anskaffelsesavdelingen", "kontraktsforvalter")
ACTOR = "actor-4711"
FACTS: dict[str, FactValue] = {
    "buyer_name": "Storvik kommune",
    "buyer_orgnr": "312345676",
    "supplier_name": "Tråd og Vern AS",
    "supplier_orgnr": "310000000",
    "supplier_address": ("Veveriet", "Industriveien 7", "1344 Haslum"),
}
CONTRACT = Contract("KO-7K3Q-9F2M", FACTS, (), date(2025, 11, 3), date(2026, 1, 15))
HAPPENED: list[tuple[EventKind, str, int, str, dict[str, FactValue]]] = [
    (EventKind.OPENED, "2026-02-02", 0, "", {}),
    (EventKind.LETTER, "2026-02-02", 1, "SD-0000-0001", {"letter": "L01", "due_answer": date(2026, 3, 16)}),
    (EventKind.DELIVERED, "2026-02-03", 0, "", {"about": 1, "channel": "eFormidling", "receipt": "R-17"}),
    (EventKind.ANSWER, "2026-03-12", 2, "", {"about": 1, "what": "self_report"}),
    (EventKind.FINDING, "2026-03-13", 0, "", {"finding": "F1"}),
    (EventKind.LETTER, "2026-03-16", 3, "SD-0000-0003", {"letter": "L07", "due_comment": date(2026, 3, 30)}),
    (EventKind.COMMENT, "2026-03-27", 4, "", {"about": 3}),
    (EventKind.BREACH, "2026-04-07", 0, "", {"findings": ("F1",), "view": "Kommentaren endrer ikke synet vårt."}),
    (EventKind.RENAMED, "2026-04-08", 0, "", {"new_name": "Tråd og Vern Norge AS"}),
    (
        EventKind.LETTER,
        "2026-04-09",
        5,
        "SD-0000-0005",
        {"letter": "L08", "due_correction": date(2026, 6, 15), "due_plan": date(2026, 4, 23), "about": 4},
    ),
    (EventKind.OBJECTION, "2026-04-14", 6, "", {"about": 5}),
    (
        EventKind.OVERRIDE,
        "2026-04-15",
        0,
        "",
        {"letter": "L17", "ground": "delivered", "reason": "Mottaket er bekreftet på telefon."},
    ),
    (EventKind.LETTER, "2026-04-16", 7, "SD-0000-0007", {"letter": "L17", "about": 6}),
    (
        EventKind.LETTER,
        "2026-04-17",
        8,
        "SD-0000-0008",
        {"letter": "L20", "corrected_document": 7, "correction_kind": "correction"},
    ),
]
FILES = {
    2: (EventFile("Svar fra oss (endelig).PDF", "", 0),),
    4: (EventFile("../../kommentar", "", 0), EventFile("vedlegg.docx", "", 0)),
}


def a_case(*more: EventKind) -> Case:
    """A case with every kind of post; further events without fields happen in May."""
    happened = [*HAPPENED, *((kind, "2026-05-20", 0, "", {}) for kind in more)]
    events = tuple(
        Event(
            number=number,
            kind=kind,
            on=date.fromisoformat(on),
            values=values,
            actor=ACTOR,
            recorded_at=datetime.fromisoformat(f"{on}T12:00:00+00:00"),
            document=document,
            files=FILES.get(document, ()),
            reference=reference,
        )
        for number, (kind, on, document, reference, values) in enumerate(happened, start=1)
    )
    return Case("2026/01234", CONTRACT, "standard", date(2026, 2, 2), events)


def a_file(name: str = "a.pdf") -> PackedFile:
    return PackedFile(name, "0" * 64, 7, "Tittel", DocumentType.LETTER, "fmt/476", "application/pdf")


def _records(case: Case) -> dict[int, ArchiveRecord]:
    return {each.number: ArchiveRecord(f"Post {each.number}", (a_file(),), (each.on.year, each.number)) for each in archived_events(case)}


def _folder(case: Case, records: dict[int, ArchiveRecord] | None = None) -> ArchiveFolder:
    return archive_package(case, records or _records(case), RESPONSIBLE, title="Oppfølging", packed_at=PACKED_AT)


def _posts(case: Case | None = None) -> dict[str, JournalPost]:
    """By running document number, decisions by event number."""
    return {str(post.number) if post.number else f"event {post.sequence}": post for post in _folder(case or a_case()).posts}


def test_folder_is_the_case() -> None:
    folder = _folder(a_case())
    assert (folder.folder_id, folder.year, folder.number, folder.title) == ("2026/01234", 2026, 1234, "Oppfølging")
    assert (folder.opened_on, folder.status, folder.closed_on) == (date(2026, 2, 2), FolderStatus.OPEN, None)


def test_letters_go_out_documents_come_in_and_decisions_stay_inside() -> None:
    types = {name: post.type for name, post in _posts(a_case(EventKind.CLOSURE)).items()}
    assert {name for name, each in types.items() if each is PostType.OUTGOING} == {"1", "3", "5", "7", "8"}
    assert {name for name, each in types.items() if each is PostType.INCOMING} == {"2", "4", "6"}
    assert {name for name, each in types.items() if each is PostType.INTERNAL} == {"event 8", "event 12", "event 15"}


def test_post_has_the_number_the_case_gave_and_no_other() -> None:
    posts = _posts()
    assert [(posts[name].registration_id, posts[name].number) for name in ("1", "8")] == [
        ("2026/01234-1", 1),
        ("2026/01234-8", 8),
    ]
    assert (posts["event 8"].registration_id, posts["event 8"].number, posts["event 8"].sequence) == ("", 0, 8)


@pytest.mark.parametrize("name", ["SD-0000-0001", "312345676:2026/01234-2", "æøå"])
def test_system_id_is_the_version_5_uuid_of_the_name(name: str) -> None:
    assert system_id(name) == str(uuid.uuid5(uuid.NAMESPACE_URL, f"sokdocs:{name}"))


def test_system_ids_come_from_reference_and_number_and_are_all_different() -> None:
    folder = _folder(a_case())
    posts = _posts()
    assert posts["1"].system_id == system_id("SD-0000-0001")
    assert posts["2"].system_id == system_id("312345676:2026/01234-2")
    all_ids = [folder.system_id, *(post.system_id for post in folder.posts)]
    all_ids += [document.system_id for post in folder.posts for document in post.documents]
    assert len(set(all_ids)) == len(all_ids)


def test_same_number_at_another_buyer_is_another_post() -> None:
    other = replace(CONTRACT, facts={**FACTS, "buyer_orgnr": "311111116"})
    here, there = _folder(a_case()), _folder(replace(a_case(), contract=other))
    assert here.system_id != there.system_id
    assert here.posts[1].system_id != there.posts[1].system_id


def test_letter_with_a_receipt_is_sent_on_its_day_and_one_without_is_only_journaled() -> None:
    posts = _posts()
    assert (posts["1"].status, posts["1"].sent_on) == (PostStatus.SENT, date(2026, 2, 3))
    assert (posts["3"].status, posts["3"].sent_on) == (PostStatus.JOURNALED, None)


def test_closed_case_is_closed_with_every_post_archived() -> None:
    folder = _folder(a_case(EventKind.CLOSURE))
    assert (folder.status, folder.closed_on) == (FolderStatus.CLOSED, date(2026, 5, 20))
    assert {post.status for post in folder.posts} == {PostStatus.ARCHIVED}


def test_case_opened_again_is_not_closed() -> None:
    folder = _folder(a_case(EventKind.CLOSURE, EventKind.OPENED))
    assert (folder.status, folder.closed_on) == (FolderStatus.OPEN, None)
    assert PostStatus.ARCHIVED not in {post.status for post in folder.posts}


def test_what_came_in_was_received_on_its_day() -> None:
    posts = _posts()
    assert (posts["2"].received_on, posts["2"].dated_on, posts["2"].sent_on) == (
        date(2026, 3, 12),
        date(2026, 3, 12),
        None,
    )
    assert posts["1"].received_on is None


def test_due_day_of_a_letter_is_the_first_it_sets() -> None:
    assert [_posts()[name].due_on for name in ("1", "5", "7", "2")] == [
        date(2026, 3, 16),
        date(2026, 4, 23),
        None,
        None,
    ]


def test_answered_documents_are_written_off_by_what_answers_them() -> None:
    posts = _posts()
    answers = {name: [(each.on, each.answer) for each in post.write_offs] for name, post in posts.items()}
    assert answers["1"] == [(date(2026, 3, 12), posts["2"].system_id)]
    assert answers["3"] == [(date(2026, 3, 27), posts["4"].system_id)]
    assert answers["4"] == [(date(2026, 4, 9), posts["5"].system_id)]
    assert answers["6"] == [(date(2026, 4, 16), posts["7"].system_id)]
    assert [name for name, each in answers.items() if not each] == ["2", "event 8", "event 12", "7", "8"]


def test_letter_is_not_written_off_by_another_letter_about_it() -> None:
    case = a_case()
    letter = replace(case.events[13], values={**case.events[13].values, "about": 7})
    assert _posts(replace(case, events=(*case.events[:13], letter)))["7"].write_offs == ()


def test_correction_refers_to_the_letter_it_corrects() -> None:
    posts = _posts()
    assert posts["8"].refers_to == posts["7"].system_id
    assert posts["7"].refers_to == ""


def test_parties_are_buyer_and_supplier_each_on_its_side() -> None:
    own, other = _posts()["1"].parties
    assert own == Party(PartyType.INTERNAL_SENDER, "Storvik kommune", unit="Anskaffelsesavdelingen", role="kontraktsforvalter")
    assert (other.type, other.name, other.orgnr) == (PartyType.RECIPIENT, "Tråd og Vern AS", "310000000")
    assert (other.address, other.postcode, other.place) == (("Veveriet", "Industriveien 7"), "1344", "Haslum")
    assert [party.type for party in _posts()["2"].parties] == [PartyType.INTERNAL_RECIPIENT, PartyType.SENDER]
    assert [party.type for party in _posts()["event 8"].parties] == [PartyType.INTERNAL_SENDER]


def test_address_without_a_postcode_stays_whole() -> None:
    contract = replace(CONTRACT, facts={**FACTS, "supplier_address": ("12 Mill Lane", "Leeds LS1 4AP")})
    party = _posts(replace(a_case(), contract=contract))["1"].parties[1]
    assert (party.address, party.postcode, party.place) == (("12 Mill Lane", "Leeds LS1 4AP"), "", "")


def test_supplier_has_the_name_it_had_then() -> None:
    posts = _posts()
    assert [posts[name].parties[1].name for name in ("1", "4", "5")] == [
        "Tråd og Vern AS",
        "Tråd og Vern AS",
        "Tråd og Vern Norge AS",
    ]
    assert _folder(a_case()).parties[0].name == "Tråd og Vern Norge AS"


def test_merged_supplier_has_its_new_number_afterwards() -> None:
    case = a_case()
    merged = replace(case.events[8], kind=EventKind.MERGED, values={"new_name": "Nye Vern AS", "new_orgnr": "313131319"})
    posts = _posts(replace(case, events=(*case.events[:8], merged, *case.events[9:])))
    assert [(posts[name].parties[1].name, posts[name].parties[1].orgnr) for name in ("4", "5")] == [
        ("Tråd og Vern AS", "310000000"),
        ("Nye Vern AS", "313131319"),
    ]


def test_actors_are_nowhere_in_the_folder() -> None:
    assert ACTOR in repr(a_case())
    assert ACTOR not in repr(_folder(a_case(EventKind.CLOSURE)))


def test_first_file_is_the_main_document_and_the_rest_are_enclosures() -> None:
    records = _records(a_case())
    records[2] = ArchiveRecord("Brev", (a_file("brev.pdf"), a_file("manifest.json")), (2026, 2))
    post = _folder(a_case(), records).posts[0]
    assert [(each.number, each.attached_as, each.file.name) for each in post.documents] == [
        (1, "Hoveddokument", "brev.pdf"),
        (2, "Vedlegg", "manifest.json"),
    ]
    assert post.enclosures == 1


@pytest.mark.parametrize(
    ("mark", "extent"),
    [("unntatt", "Skjerming av hele dokumentet"), ("delvis_unntatt", "Skjerming av deler av dokumentet")],
)
def test_restricted_access_is_told_with_its_basis(mark: str, extent: str) -> None:
    records = _records(a_case())
    records[2] = replace(records[2], access=mark, access_basis="offentleglova § 13")
    post = _folder(a_case(), records).posts[0]
    assert post.screening is not None
    assert (post.screening.extent, post.screening.basis) == (extent, "offentleglova § 13")
    assert post.assessed_on == date(2026, 2, 2)


def test_public_access_is_assessed_and_nothing_is_screened() -> None:
    records = _records(a_case())
    records[2] = replace(records[2], access="offentlig")
    first, second = _folder(a_case(), records).posts[:2]
    assert (first.screening, first.assessed_on) == (None, date(2026, 2, 2))
    assert (second.screening, second.assessed_on) == (None, None)


@pytest.mark.parametrize(("mark", "words"), [("unntatt", "no basis is given"), ("hemmelig", '"hemmelig" is not known')])
def test_restricted_access_that_is_not_clear_stops_the_package(mark: str, words: str) -> None:
    records = _records(a_case())
    records[2] = replace(records[2], access=mark)
    with pytest.raises(InvalidError, match=f"2026/01234-1 can't be archived: .*{words}"):
        _folder(a_case(), records)


def test_post_is_journaled_on_the_day_it_was_recorded_in_norway() -> None:
    case = a_case()
    late = replace(case.events[1], recorded_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    post = _folder(replace(case, events=(case.events[0], late, *case.events[2:]))).posts[0]
    assert (post.journaled_on, post.dated_on) == (date(2027, 1, 1), date(2026, 2, 2))


def test_post_has_the_number_it_has_in_the_journal() -> None:
    records = _records(a_case())
    records[2] = replace(records[2], journal=(2027, 41))
    post = _folder(a_case(), records).posts[0]
    assert (post.year, post.sequence) == (2027, 41)


def test_post_without_a_recorded_moment_is_made_when_its_day_begins() -> None:
    case = a_case()
    bare = replace(case.events[3], recorded_at=None)
    post = _folder(replace(case, events=(*case.events[:3], bare, *case.events[4:]))).posts[1]
    assert post.created_at - datetime(2026, 3, 12) == timedelta(0)  # noqa: DTZ001 - without a zone, as the post is
    assert post.journaled_on == date(2026, 3, 12)


def test_event_without_a_record_stops_the_package() -> None:
    records = {number: each for number, each in _records(a_case()).items() if number not in (4, 8)}
    with pytest.raises(InvalidError, match="case 2026/01234 can't be archived: nothing is there for event 4, 8"):
        _folder(a_case(), records)


@pytest.mark.parametrize("number", ["2026-01234", "01234", "2026/", "sak/1"])
def test_case_number_that_is_none_stops_the_package(number: str) -> None:
    with pytest.raises(InvalidError, match="not of the form 2026/01234"):
        _folder(replace(a_case(), number=number))
