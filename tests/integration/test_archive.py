"""The package an archive gets: an arkivmelding, files that are what it says, checksums that hold, and nothing that must not be there."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest
from lxml import etree

from sokdocs.core.casework.case import Event, EventKind
from sokdocs.core.document.blocks import Document
from sokdocs.core.document.document_json import to_json
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError
from sokdocs.rendering.noark_xml import NAMESPACE
from sokdocs.rendering.pdf.renderer import ArchivePdfRenderer
from tests.builders import a_document
from tests.conftest import TEMPLATES
from tests.integration.archive_world import PDF_IN, WORDS, Files, World, child_names, every, own, post, root, text
from tests.unit.casework.test_archive import ACTOR, a_case


@pytest.fixture(scope="module")
def copies() -> ArchivePdfRenderer:
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return ArchivePdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts")


@pytest.fixture(scope="module")
def package(copies: ArchivePdfRenderer) -> Files:
    return World(copies, a_case(EventKind.CLOSURE)).archive()


def test_package_holds_message_checksums_letters_manifests_and_what_came_in(package: Files) -> None:
    letters = [f"2026-01234-{number}{ending}" for number in (1, 3, 5, 7, 8) for ending in (".pdf", "-manifest.json")]
    received = ["2026-01234-2-1.pdf", "2026-01234-4-1.bin", "2026-01234-4-2.docx", "2026-01234-6.txt"]
    decisions = ["2026-01234-breach-8.txt", "2026-01234-override-12.txt", "2026-01234-closure-15.txt"]
    assert sorted(package) == sorted(["arkivmelding.xml", "sha256sums.txt", *letters, *received, *decisions])


def test_message_says_of_every_file_what_it_is(package: Files) -> None:
    files = every(root(package), "dokumentobjekt")
    assert text(root(package), "antallFiler") == str(len(files))
    assert sorted(text(each, "referanseDokumentfil") for each in files) == sorted(set(package) - {"arkivmelding.xml", "sha256sums.txt"})
    for each in files:
        data = package[text(each, "referanseDokumentfil")]
        assert (text(each, "sjekksumAlgoritme"), text(each, "sjekksum")) == (
            "SHA-256",
            hashlib.sha256(data).hexdigest(),
        )
        assert text(each, "filstoerrelse") == str(len(data))


def test_checksum_list_holds_for_every_other_file(package: Files) -> None:
    rows = [row.split("  ") for row in package["sha256sums.txt"].decode().splitlines()]
    assert {name: digest for digest, name in rows} == {
        name: hashlib.sha256(data).hexdigest() for name, data in package.items() if name != "sha256sums.txt"
    }


FORMATS = {
    "2026-01234-1.pdf": ("fmt/476", "PDF/A-2a, PDF/UA-1", "Arkivformat"),
    "2026-01234-1-manifest.json": ("fmt/817", "sokdocs-manifest/1, UTF-8", "Produksjonsformat"),
    "2026-01234-2-1.pdf": ("fmt/354", "", "Produksjonsformat"),
    "2026-01234-4-1.bin": ("UNKNOWN", "", "Produksjonsformat"),
    "2026-01234-4-2.docx": ("fmt/412", "", "Produksjonsformat"),
    "2026-01234-breach-8.txt": ("x-fmt/111", "UTF-8", "Arkivformat"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_message_names_the_format_of(package: Files, name: str) -> None:
    (found,) = [each for each in every(root(package), "dokumentobjekt") if text(each, "referanseDokumentfil") == name]
    assert tuple(text(found, field) for field in ("format", "formatDetaljer", "variantformat")) == FORMATS[name]


def test_letter_has_its_manifest_as_a_document_of_its_own(package: Files, copies: ArchivePdfRenderer) -> None:
    descriptions = own(post(package, "Brev L08"), "dokumentbeskrivelse")
    shown = [(text(each, "dokumentnummer"), text(each, "tilknyttetRegistreringSom"), text(each, "tittel")) for each in descriptions]
    assert shown == [("1", "Hoveddokument", "Brev L08"), ("2", "Vedlegg", "Manifest")]
    assert {text(each, "dokumentstatus") for each in descriptions} == {"Dokumentet er ferdigstilt"}
    world = World(copies)
    record = world.letters["SD-0000-0005"]
    assert package["2026-01234-5-manifest.json"] == world.kept.read(record.files[1].sha256)
    assert package["2026-01234-5.pdf"] != world.kept.read(record.files[0].sha256)


def test_files_that_came_in_are_packed_as_they_came(package: Files) -> None:
    assert package["2026-01234-2-1.pdf"] == PDF_IN
    assert package["2026-01234-4-1.bin"] == b"\x00\xff\x80"


def test_names_of_received_files_and_of_actors_are_nowhere(package: Files) -> None:
    everything = b"".join([*package.values(), *(name.encode() for name in package)])
    assert b"Svar fra oss" not in everything
    assert b'kommentar"' not in everything
    assert b"../" not in everything
    assert ACTOR.encode() not in everything


def test_decision_is_plain_text_with_its_fields(package: Files) -> None:
    assert package["2026-01234-breach-8.txt"].decode() == (
        "Mislighold slått fast\n2026/01234\n2026-04-07\n\nFunn: F1\nVårt syn på kommentaren: Kommentaren endrer ikke synet vårt.\n"
    )


def test_what_came_in_without_a_file_is_told_as_plain_text(package: Files) -> None:
    assert package["2026-01234-6.txt"].decode() == "Innsigelse fra leverandøren\n2026/01234\n2026-04-14\n\nGjelder brev: 5\n"


VALUES = {
    "Brev L01": {
        "registreringsID": "2026/01234-1",
        "opprettetDato": "2026-02-02T13:05:07+00:00",
        "opprettetAv": "sokdocs",
        "arkivertDato": "2026-06-01T09:30:00+00:00",
        "arkivertAv": "sokdocs",
        "journalaar": "2026",
        "journalsekvensnummer": "2",
        "journalpostnummer": "1",
        "journalposttype": "Utgående dokument",
        "journalstatus": "Arkivert",
        "journaldato": "2026-02-02",
        "dokumentetsDato": "2026-02-02",
        "sendtDato": "2026-02-03T00:00:00",
        "forfallsdato": "2026-03-16",
        "mottattDato": "",
        "offentlighetsvurdertDato": "",
        "antallVedlegg": "1",
    },
    "Svar fra leverandøren": {
        "registreringsID": "2026/01234-2",
        "journalposttype": "Inngående dokument",
        "mottattDato": "2026-03-12T00:00:00",
        "sendtDato": "",
        "antallVedlegg": "0",
    },
    "Mislighold slått fast": {
        "registreringsID": "",
        "journalpostnummer": "",
        "journalposttype": "Organinternt dokument uten oppfølging",
    },
}


@pytest.mark.parametrize("title", VALUES)
def test_journal_post_has_the_values_of(package: Files, title: str) -> None:
    found = post(package, title)
    assert {name: text(found, name) for name in VALUES[title]} == VALUES[title]


def test_folder_has_the_values_of_the_case(package: Files) -> None:
    (folder,) = own(root(package), "mappe")
    wanted = {
        "mappeID": "2026/01234",
        "tittel": "Oppfølging av Tråd og Vern AS",
        "saksaar": "2026",
        "sakssekvensnummer": "1234",
        "saksdato": "2026-02-02",
        "administrativEnhet": "Anskaffelsesavdelingen",
        "saksansvarlig": "kontraktsforvalter",
        "saksstatus": "Avsluttet",
        "avsluttetDato": "2026-05-20T00:00:00",
    }
    assert {name: text(folder, name) for name in wanted} == wanted


def test_answered_letter_is_written_off_by_the_post_that_answers_it(package: Files) -> None:
    (write_off,) = own(post(package, "Brev L01"), "avskrivning")
    assert [(etree.QName(each).localname, each.text) for each in write_off] == [
        ("avskrivningsdato", "2026-03-12"),
        ("avskrevetAv", "kontraktsforvalter"),
        ("avskrivningsmaate", "Besvart med brev"),
        ("referanseAvskrivesAvJournalpost", text(post(package, "Svar fra leverandøren"), "systemID")),
    ]


def test_receipt_is_a_remark_of_the_letter(package: Files) -> None:
    (remark,) = own(post(package, "Brev L01"), "merknad")
    assert text(remark, "merknadstekst") == "Mottakskvittering: eFormidling: R-17"


def test_correspondent_has_number_and_address_where_the_schema_puts_them(package: Files) -> None:
    ours, other = own(post(package, "Brev L08"), "korrespondansepart")
    assert [(etree.QName(each).localname, each.text) for each in ours] == [
        ("korrespondanseparttype", "Intern avsender"),
        ("korrespondansepartNavn", "Storvik kommune"),
        ("administrativEnhet", "Anskaffelsesavdelingen"),
        ("saksbehandler", "kontraktsforvalter"),
    ]
    assert child_names(other) == [
        "korrespondanseparttype",
        "korrespondansepartNavn",
        "organisasjonsnummer",
        "postadresse",
        "postnummer",
        "poststed",
    ]
    assert [each.text for each in other.iter(f"{{{NAMESPACE}}}organisasjonsnummer")][-1] == "310000000"


# --- the same again, and what stops a package


def test_package_is_the_same_bytes_for_the_same_case_and_moment(copies: ArchivePdfRenderer, package: Files) -> None:
    assert World(copies, a_case(EventKind.CLOSURE)).archive() == package


def test_package_of_another_day_differs_in_message_and_checksums_alone(copies: ArchivePdfRenderer) -> None:
    world = World(copies)
    first, second = world.archive(), world.archive(datetime(2026, 6, 2, tzinfo=UTC))
    assert {name for name in first if first[name] != second[name]} == {"arkivmelding.xml", "sha256sums.txt"}


def test_erased_file_is_left_out_and_its_post_says_so(copies: ArchivePdfRenderer) -> None:
    world = World(copies)
    (answer,) = world.case.of(EventKind.ANSWER)
    erased = Event(15, EventKind.ERASED, date(2026, 5, 20), MappingProxyType({"event": answer.number}))
    world.case = replace(world.case, events=(*world.case.events, erased))
    del world.kept.contents[answer.files[0].sha256]
    package = world.archive()
    found = post(package, "Svar fra leverandøren")
    assert "2026-01234-2-1.pdf" not in package
    assert own(found, "dokumentbeskrivelse") == []
    assert [text(each, "merknadstekst") for each in own(found, "merknad")] == ["Filen er slettet"]


def test_lost_file_stops_the_package(copies: ArchivePdfRenderer) -> None:
    world = World(copies)
    (answer,) = world.case.of(EventKind.ANSWER)
    del world.kept.contents[answer.files[0].sha256]
    with pytest.raises(NotFoundError):
        world.archive()


def test_letter_that_is_not_in_the_register_stops_the_package(copies: ArchivePdfRenderer) -> None:
    world = World(copies)
    del world.letters["SD-0000-0003"]
    with pytest.raises(NotFoundError, match="letter SD-0000-0003 is not in the register"):
        world.archive()


@pytest.mark.parametrize("form", ["document", "manifest"])
def test_letter_whose_document_or_manifest_was_not_kept_stops_the_package(copies: ArchivePdfRenderer, form: str) -> None:
    world = World(copies)
    record = world.letters["SD-0000-0003"]
    world.letters["SD-0000-0003"] = replace(record, files=tuple(each for each in record.files if each.form != form))
    with pytest.raises(NotFoundError, match=f"SD-0000-0003 has no {form} among its kept files"):
        world.archive()


def test_kept_document_that_is_not_the_issued_one_stops_the_package(copies: ArchivePdfRenderer) -> None:
    world = World(copies)
    record = world.letters["SD-0000-0003"]
    other: Document = replace(a_document(), title="Et annet brev")
    files = tuple(replace(each, sha256=world.kept.keep(to_json(other))) if each.form == "document" else each for each in record.files)
    world.letters["SD-0000-0003"] = replace(record, files=files)
    with pytest.raises(ConflictError, match="SD-0000-0003: the document that is kept is not the one that was issued"):
        world.archive()


def test_value_that_xml_has_no_place_for_stops_the_package(copies: ArchivePdfRenderer) -> None:
    world = World(copies)
    world.desk = replace(world.desk, words=replace(WORDS, title="Sak\x0b1"))
    with pytest.raises(InvalidError, match="case 2026/01234 can't be written for the archive"):
        world.archive()


def test_hostile_words_stand_literally_in_the_message(copies: ArchivePdfRenderer) -> None:
    world = World(copies)
    title = "Smith & Søn <b> ]]> &amp; {{ 7*7 }}"
    world.desk = replace(world.desk, words=replace(WORDS, title=title))
    (folder,) = own(root(world.archive()), "mappe")
    assert text(folder, "tittel") == title


def test_package_without_the_name_of_a_party_is_not_made(copies: ArchivePdfRenderer) -> None:
    case = a_case()
    nameless = replace(case.contract, facts={**case.contract.facts, "supplier_name": ""})
    with pytest.raises(InvalidError, match="needs a value for korrespondansepartNavn"):
        World(copies, replace(case, contract=nameless)).archive()
