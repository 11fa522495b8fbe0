"""Cases seen as a whole, from a real register: what is due, the calendar, the page, the folder, and whatever is wrong in a folder."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

import pytest
from icalendar import Calendar

from sokdocs.core.audit.trail import entry_after
from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import EventFile, EventKind
from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.due_calendar import CalendarEntry
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.core.values.phrases import Phrases
from sokdocs.register.cases import CaseRegister
from sokdocs.register.database import open_database
from sokdocs.register.durable_files import ContentStore
from sokdocs.register.issued import IssuedDocuments
from sokdocs.rendering.calendar_file import calendar_file
from sokdocs.rendering.timeline.overview import CaseOverviews
from sokdocs.workflows.bundling import dossier
from sokdocs.workflows.dossier_checking import verify_dossier
from sokdocs.workflows.overviewing import calendar, case_page, due_items
from tests.builders import HOSTILE
from tests.integration.overview_case import FACTS, the_casebook, the_phrases
from tests.unit.casework.makers import a_contract

TEMPLATES = Path(__file__).parents[2] / "templates" / "case-overview"
NOW = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ONE, TWO = "2026/00001", "2026/00002"
ANSWER = b"%PDF-1.7 vi svarer"


@cache
def the_overviews() -> CaseOverviews:
    """The shipped templates, made ready once."""
    page, index = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("case-overview.html.j2", "dossier-index.html.j2"))
    return CaseOverviews(page, index, the_phrases())


@dataclass(frozen=True)
class Desk:
    """What overviews ask of the world, over a register in a folder."""

    home: Path

    @cached_property
    def casefiles(self) -> CaseRegister:
        return CaseRegister(open_database(self.home / "register.sqlite"))

    @cached_property
    def register(self) -> IssuedDocuments:
        return IssuedDocuments(open_database(self.home / "register.sqlite"))

    @cached_property
    def files(self) -> ContentStore:
        return ContentStore(self.home / "files")

    @property
    def casebook(self) -> Casebook:
        return the_casebook()

    @property
    def phrases(self) -> Phrases:
        return the_phrases()

    @property
    def overviews(self) -> CaseOverviews:
        return the_overviews()

    @property
    def clock(self) -> "Desk":
        return self

    def now(self) -> datetime:
        return LATER

    @property
    def actor(self) -> Actor:
        return Actor("kari", ("contract_manager",))

    def open(self, number: str, **facts: FactValue) -> None:
        """A contract of its own, and a case under it."""
        contract = replace(a_contract(facts={**FACTS, **facts}), reference=f"KO-{number[-1]}")
        self.casefiles.add_contract(contract, actor="kari", at=NOW)
        self.casefiles.open_case(
            contract.reference, ladder="standard", settings={}, on=date(2026, 2, 2), number=number, actor="kari", at=NOW
        )

    def record(self, number: str, kind: EventKind, on: str, *received: tuple[str, bytes], **values: FactValue) -> None:
        """Something that happened, with files that came with it."""
        files = tuple(EventFile(name, self.files.keep(data), len(data)) for name, data in received)
        definition = the_casebook().events[kind]
        personal = tuple(sorted(set(definition.personal) & values.keys()))
        event = NewEvent(kind, date.fromisoformat(on), values, files, is_document=definition.is_document, personal=personal)
        case = self.casefiles.case(number)
        assert case is not None
        self.casefiles.record(number, [event], head=len(case.events), actor="kari", at=NOW)

    def issue(self, number: str, code: str, on: str, **values: FactValue) -> None:
        """An issued letter with kept files."""
        case = self.casefiles.case(number)
        assert case is not None
        reference = f"SD-{number[-1]}-{code}"
        contents = {form: f"{reference} {form}".encode() for form in ("pdf", "docx", "html", "manifest", "note", "document")}
        files = tuple(IssuedFile(form, f"{reference}.{form}", self.files.keep(data), len(data)) for form, data in contents.items())
        request = hashlib.sha256(reference.encode()).hexdigest()
        record = IssueRecord(reference, request, "letter", "nb", "Brev", "Storvik kommune", number, "x", "b" * 64, "c" * 64, files, NOW)
        event = NewEvent(EventKind.LETTER, date.fromisoformat(on), {"letter": code, **values}, reference=reference, is_document=True)
        at = {"head": len(case.events), "document": case.next_document()}
        self.casefiles.add_letter(record, number, [event], **at, actor="kari", at=NOW)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Case 1: a request with its receipt, an answer with two files, a supplement asked for. Case 2: a request that was not answered."""
    made = Desk(tmp_path)
    made.open(ONE)
    made.issue(ONE, "L01", "2026-02-03", due_answer=date(2026, 3, 17))
    made.record(ONE, EventKind.DELIVERED, "2026-02-03", about=1, channel="eFormidling", receipt="R-1")
    received = (("Svar fra Kari (endelig).PDF", ANSWER), ("../../kjør meg.html", b"<script>"))
    made.record(ONE, EventKind.ANSWER, "2026-03-10", *received, about=1, what="self_report", summary=HOSTILE)
    made.issue(ONE, "L03", "2026-03-12", about=2, due_answer=date(2026, 3, 26))
    made.open(TWO, supplier_name=HOSTILE)
    made.issue(TWO, "L01", "2026-02-03", due_answer=date(2026, 3, 17))
    return made


@pytest.fixture
def folder(desk: Desk) -> dict[str, bytes]:
    """The folder of the first case."""
    return dict(dossier(desk, ONE))


def test_due_items_are_overdue_first_then_by_day(desk: Desk) -> None:
    found = [(each.case, each.item.key, each.item.on, each.item.is_overdue) for each in due_items(desk, date(2026, 3, 20))]
    assert found == [(TWO, "answer", date(2026, 3, 17), True), (ONE, "answer", date(2026, 3, 26), False)]
    assert [each.case for each in due_items(desk, date(2026, 3, 1))] == [ONE, TWO]
    assert [(each.title, each.document, each.supplier) for each in due_items(desk, date(2026, 3, 20))][1] == (
        "Sende det som mangler",
        f"{ONE}-3",
        "Tråd og Vern AS",
    )


def test_nothing_is_due_before_a_case_began(desk: Desk) -> None:
    assert due_items(desk, date(2026, 2, 1)) == []
    assert due_items(desk, date(2026, 2, 2)) == []


def test_calendar_is_read_back_with_the_days_and_the_data_as_given(desk: Desk) -> None:
    entries = Calendar.from_ical(calendar(desk, date(2026, 3, 20))).walk("VEVENT")
    assert [each.decoded("dtstart") for each in entries] == [date(2026, 3, 17), date(2026, 3, 26)]
    assert [each.decoded("dtend") - each.decoded("dtstart") for each in entries] == [timedelta(days=1)] * 2
    assert [str(each["uid"]) for each in entries] == ["2026-00002-2-answer@sokdocs", "2026-00001-5-answer@sokdocs"]
    assert {each.decoded("dtstamp") for each in entries} == {NOW}
    assert TWO in str(entries[0]["summary"]) and "Svare på egenrapporteringen (L01)" in str(entries[0]["summary"])
    assert HOSTILE in str(entries[0]["description"])


def test_calendar_is_the_same_bytes_and_its_lines_are_folded(desk: Desk) -> None:
    made = calendar(desk, date(2026, 3, 20))
    assert made == calendar(desk, date(2026, 3, 20))
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    assert b"\n" not in made.replace(b"\r\n", b"")


def test_calendar_entry_keeps_its_name_when_its_day_moves(desk: Desk) -> None:
    before = Calendar.from_ical(calendar(desk, date(2026, 3, 20))).walk("VEVENT")[1]
    desk.record(ONE, EventKind.EXTENSION, "2026-03-20", about=3, deadline="answer", until=date(2026, 4, 10), reason="Ferie")
    after = Calendar.from_ical(calendar(desk, date(2026, 3, 20))).walk("VEVENT")[1]
    assert before["uid"] == after["uid"] and after.decoded("dtstart") == date(2026, 4, 10)
    assert after.decoded("sequence") > before.decoded("sequence")


@pytest.mark.parametrize("bad", ["\r\n", "\n", "\r", "\x00", "\u2028"])
def test_calendar_refuses_a_line_break_in_any_text(bad: str) -> None:
    entry = CalendarEntry("u@sokdocs", date(2026, 3, 17), NOW, 1, "Frist", "Leverandør")
    for changed in (
        replace(entry, summary=f"a{bad}ATTENDEE:b"),
        replace(entry, description=f"a{bad}b"),
        replace(entry, uid=bad),
    ):
        with pytest.raises(InvalidError, match=r"U\+"):
            calendar_file("Frister", [changed])
    assert b"SUMMARY:Frist\r\n" in calendar_file("Frister", [entry])


def test_case_page_shows_the_case_as_it_stood(desk: Desk) -> None:
    page = case_page(desk, ONE, date(2026, 3, 11)).decode()
    assert "Oversendelse av egenrapporteringsskjema" in page and "Anmodning om supplerende" not in page
    assert HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page
    assert case_page(desk, ONE, date(2026, 3, 11)).decode() == page
    with pytest.raises(NotFoundError, match="2026/00009"):
        case_page(desk, "2026/00009", date(2026, 3, 11))


def test_dossier_holds_every_letter_in_every_form_and_what_came_in_under_our_names(folder: dict[str, bytes]) -> None:
    stem = "01-ut-l01-oversendelse-av-egenrapporteringsskjema"
    forms = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "manifest": "-manifest.json", "note": "-merknad.txt"}
    for form, ending in forms.items():
        assert folder[f"{stem}{ending}"] == f"SD-1-L01 {form}".encode()
    assert folder["02-inn-svar-mottatt-1.pdf"] == ANSWER
    assert folder["02-inn-svar-mottatt-2.bin"] == b"<script>"
    assert {
        "index.html",
        "case.json",
        "trail.json",
        "sha256sums.txt",
        "VERIFY.txt",
        "02-data-svar-mottatt.json",
    } <= folder.keys()
    assert json.loads(folder["h003-data-brev-mottatt-av-leverandoren.json"])["values"]["receipt"] == "R-1"


def test_dossier_says_every_value_of_the_case(folder: dict[str, bytes]) -> None:
    said = json.loads(folder["case.json"])
    assert [each["kind"] for each in said["events"]] == ["opened", "letter", "delivered", "answer", "letter"]
    assert said["events"][3]["values"] == {"about": 1, "what": "self_report", "summary": HOSTILE}
    assert said["events"][3]["files"][1]["name"] == "../../kjør meg.html"
    assert said["events"][4]["values"]["due_answer"] == {"date": "2026-03-26"}
    assert said["contract"]["facts"]["products"][0] == {"product": ["Kjeledress", "18113000", ""]}
    assert {each["action"] for each in json.loads(folder["trail.json"])["entries"]} == {
        "contract",
        "case",
        "event",
        "issued",
    }


def test_dossier_lists_every_file_with_its_sum(folder: dict[str, bytes]) -> None:
    index = folder["index.html"].decode()
    for name, data in folder.items():
        if name not in ("index.html", "sha256sums.txt"):
            assert f'data-file="{name}" data-sha256="{hashlib.sha256(data).hexdigest()}"' in index


def test_dossier_of_the_same_case_is_the_same_bytes_whatever_happens_in_others(desk: Desk, folder: dict[str, bytes]) -> None:
    desk.record(TWO, EventKind.DELIVERED, "2026-02-04", about=1, channel="Post")
    assert dict(dossier(Desk(desk.home), ONE)) == folder


def test_dossier_as_it_was_made_has_no_fault(desk: Desk, folder: dict[str, bytes]) -> None:
    assert verify_dossier(folder) == []
    assert verify_dossier(dossier(desk, TWO)) == []


def test_dossier_leaves_out_what_was_erased_and_says_so(desk: Desk) -> None:
    desk.casefiles.erase(ONE, 4, reason="Bedt om det", actor="kari", at=NOW)
    folder = dossier(desk, ONE)
    assert not [name for name in folder if name.startswith("02-inn")]
    assert HOSTILE.encode() not in b"".join(folder.values())
    assert f'<th scope="row">{ONE}-2</th>' in folder["index.html"].decode()
    assert verify_dossier(folder) == []


def test_dossier_is_refused_where_a_kept_file_has_changed(desk: Desk) -> None:
    path = next(each for each in (desk.home / "files").rglob("*") if each.is_file() and each.read_bytes() == ANSWER)
    path.chmod(0o644)
    path.write_bytes(b"noe annet")
    with pytest.raises(ConflictError, match="changed"):
        dossier(desk, ONE)


def resealed(files: Mapping[str, bytes], **changes: bytes) -> dict[str, bytes]:
    """The folder with files changed, and with sums and index made anew by someone who wants to hide it."""
    names = {name.replace("__", "-").replace("_", "."): data for name, data in changes.items()}
    made = {**files, **names}
    index = files["index.html"].decode()
    for name in names:
        old, new = (hashlib.sha256(each[name]).hexdigest() for each in (files, made))
        index = index.replace(old, new)
    made["index.html"] = index.encode()
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(made.items()) if name != "sha256sums.txt")
    return {**made, "sha256sums.txt": sums.encode()}


def faults(files: Mapping[str, bytes]) -> str:
    return "\n".join(f"{each.place.file}: {each.message}" for each in verify_dossier(files))


def test_every_changed_or_missing_or_added_file_is_found(folder: dict[str, bytes]) -> None:
    for name in folder:
        assert verify_dossier({**folder, name: folder[name] + b" "}), name
        assert verify_dossier({each: data for each, data in folder.items() if each != name}), name
    assert "extra.txt: it is not listed" in faults({**folder, "extra.txt": b""})


CHANGES = [
    ("case.json", '"on":"2026-03-10"', '"on":"2026-03-11"', "on of event 4"),
    ("case.json", '"receipt":"R-1"', '"receipt":"R-2"', "values of event 3"),
    ("case.json", '{"date":"2026-03-26"}', '{"date":"2026-03-27"}', "values of event 5"),
    ("case.json", '"signed_on":"2026-02-02"', '"signed_on":"2026-02-01"', "signed_on of the contract"),
    ("case.json", '"hearing_days":10', '"hearing_days":5', "clauses of the contract"),
    (
        "case.json",
        '"actor":"kari","document":null,"files":[],"kind":"delivered"',
        '"actor":"ola","document":null,"files":[],"kind":"delivered"',
        "actor",
    ),
    ("case.json", '"number":5,', '"number":6,', "not counted from 1"),
    ("case.json", '"kind":"answer"', '"kind":"comment"', "kind of event 4"),
    ("case.json", '"opened_on":"2026-02-02"', '"opened_on":"2026-02-03"', "opened_on"),
    ("trail.json", "eFormidling", "Postgangen!", "has been changed"),
    ("trail.json", '"at":"2026', '"at":"2025', "has been changed"),
]


@pytest.mark.parametrize(("name", "old", "new", "words"), CHANGES)
def test_change_of_the_data_is_found_though_the_sums_were_made_anew(
    folder: dict[str, bytes], name: str, old: str, new: str, words: str
) -> None:
    text = folder[name].decode()
    assert old in text
    found = faults(resealed(folder, **{name.replace(".", "_"): text.replace(old, new, 1).encode()}))
    assert words in found


def test_cut_and_rewritten_trail_is_found(folder: dict[str, bytes]) -> None:
    trail = json.loads(folder["trail.json"])
    shorter = {**trail, "entries": trail["entries"][:-1]}
    assert "head" in faults(resealed(folder, trail_json=json.dumps(shorter).encode()))
    shorter["head"] = {name: shorter["entries"][-1][name] for name in ("number", "digest")}
    assert "no entry for" in faults(resealed(folder, trail_json=json.dumps(shorter).encode()))
    forged = [dict(each) for each in trail["entries"]]
    forged[2], forged[3] = forged[3], forged[2]
    assert "out of order" in faults(resealed(folder, trail_json=json.dumps({**trail, "entries": forged}).encode()))


def test_letter_put_in_the_place_of_the_issued_one_is_found(folder: dict[str, bytes]) -> None:
    name = next(each for each in folder if each.endswith("l03-anmodning-om-supplerende-dokumentasjon.pdf"))
    made = {**folder, name: b"%PDF forfalsket"}
    index = folder["index.html"].decode().replace(hashlib.sha256(folder[name]).hexdigest(), hashlib.sha256(made[name]).hexdigest())
    found = faults(resealed({**made, "index.html": index.encode()}))
    assert "the pdf of the letter SD-1-L03 is not in the folder as it was issued" in found


def test_forged_entry_with_a_right_seal_does_not_follow(folder: dict[str, bytes]) -> None:
    trail = json.loads(folder["trail.json"])
    first = trail["entries"][1]
    made = entry_after(None, **{name: first[name] for name in ("at", "actor", "action", "subject", "body")})
    trail["entries"][1] = {**first, "digest": made.digest}
    assert "entry 2" in faults(resealed(folder, trail_json=json.dumps(trail).encode()))


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"format": "sokdocs-dossier/1"}',
        b'{"format": "sokdocs-trail/1", "entries": [7]}',
        b'{"format": "sokdocs-trail/1", "entries": [{"number": 1}]}',
        b'{"format": "sokdocs-dossier/1", "events": [3, {"number": {}, "values": []}], "contract": {"clauses": [1]}}',
        b'{"format": "sokdocs-dossier/1", "format": "sokdocs-dossier/1"}',
        b'{"a": ' * 5000,
        b'{"format": "sokdocs-dossier/1", "events": ' + b"[" * 400 + b"]" * 400 + b"}",
        b'{"format": "sokdocs-dossier/1", "case": NaN}',
        b"9" * 9000,
    ],
)
def test_junk_in_the_folder_is_told_and_never_falls_over(folder: dict[str, bytes], junk: bytes) -> None:
    for name in ("case.json", "trail.json", "sha256sums.txt", "index.html"):
        assert verify_dossier({**folder, name: junk})
    assert len(verify_dossier({})) == 5
