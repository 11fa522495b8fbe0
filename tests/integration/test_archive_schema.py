"""The message of an archive package by its schema: the order of its elements, and, where it is at hand, the published schema itself."""

import os
import warnings
from pathlib import Path

import pytest
from lxml import etree

from sokdocs.core.casework.case import EventKind
from sokdocs.rendering.pdf.renderer import ArchivePdfRenderer
from tests.conftest import TEMPLATES
from tests.integration.archive_world import Files, World, child_names, every, own, post, root, text
from tests.unit.casework.test_archive import a_case

SCHEMA = "SOKDOCS_ARKIVMELDING_SCHEMA"


@pytest.fixture(scope="module")
def copies() -> ArchivePdfRenderer:
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return ArchivePdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts")


@pytest.fixture(scope="module")
def package(copies: ArchivePdfRenderer) -> Files:
    return World(copies, a_case(EventKind.CLOSURE)).archive()


REGISTRATION = (
    "systemID opprettetDato opprettetAv arkivertDato arkivertAv referanseForelderMappe skjerming dokumentbeskrivelse registreringsID tittel"
    " offentligTittel dokumentmedium merknad kryssreferanse korrespondansepart referanseEksternNoekkel journalaar journalsekvensnummer"
    " journalpostnummer journalposttype journalstatus journaldato dokumentetsDato mottattDato sendtDato forfallsdato"
    " offentlighetsvurdertDato antallVedlegg avskrivning"
)
ORDER = {
    "mappe": (
        "systemID mappeID tittel offentligTittel dokumentmedium opprettetDato opprettetAv avsluttetDato avsluttetAv part"
        " referanseEksternNoekkel registrering saksaar sakssekvensnummer saksdato administrativEnhet saksansvarlig saksstatus"
    ),
    "registrering": REGISTRATION,
    "dokumentbeskrivelse": (
        "systemID dokumenttype dokumentstatus tittel opprettetDato opprettetAv dokumentmedium tilknyttetRegistreringSom dokumentnummer"
        " tilknyttetDato tilknyttetAv skjerming dokumentobjekt"
    ),
    "dokumentobjekt": (
        "versjonsnummer variantformat format formatDetaljer mimeType opprettetDato opprettetAv referanseDokumentfil sjekksum"
        " sjekksumAlgoritme filstoerrelse"
    ),
    "skjerming": "tilgangsrestriksjon skjermingshjemmel skjermingMetadata skjermingDokument",
}


@pytest.fixture(scope="module")
def restricted(copies: ArchivePdfRenderer) -> Files:
    return World(copies, a_case(EventKind.CLOSURE), access_mark="unntatt", access_basis="offentleglova § 13").archive()


@pytest.mark.parametrize("name", ORDER)
def test_elements_stand_in_the_order_of_the_schema(restricted: Files, name: str) -> None:
    found = every(root(restricted), name)
    assert found
    seen: set[str] = set()
    order = ORDER[name].split()
    for each in found:
        names = child_names(each)
        seen |= set(names)
        assert names == [wanted for wanted in order if wanted in names]
    assert seen == set(order)


def test_access_mark_of_a_letter_screens_letter_and_documents(restricted: Files) -> None:
    letter = post(restricted, "Brev L08")
    for holder in (letter, *own(letter, "dokumentbeskrivelse")):
        (screening,) = own(holder, "skjerming")
        assert [each.text for each in screening] == [
            "Unntatt offentlighet",
            "offentleglova § 13",
            "Midlertidig skjerming",
            "Skjerming av hele dokumentet",
        ]
    assert text(letter, "offentlighetsvurdertDato") == "2026-04-09"
    assert not own(post(restricted, "Svar fra leverandøren"), "skjerming")


def _published_schema() -> etree.XMLSchema:
    folder = Path(os.environ.get(SCHEMA, ""))
    if not os.environ.get(SCHEMA) or not (folder / "arkivmelding.xsd").is_file():
        words = (
            f"NOT CHECKED against the published arkivmelding.xsd: it is not shipped, and {SCHEMA} names no folder that holds it."
            " See tests/proofs/schemas/README.md"
        )
        warnings.warn(words, stacklevel=2)
        pytest.skip(words)
    return etree.XMLSchema(etree.parse(str(folder / "arkivmelding.xsd")))


def test_message_is_valid_by_the_published_schema(package: Files, restricted: Files) -> None:
    schema = _published_schema()
    for each in (package, restricted):
        assert schema.validate(root(each)), schema.error_log


@pytest.mark.parametrize("gone", ["antallFiler", "referanseEksternNoekkel", "journalposttype", "format"])
def test_published_schema_refuses_a_message_without(package: Files, gone: str) -> None:
    schema = _published_schema()
    message = root(package)
    element = every(message, gone)[0]
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    assert not schema.validate(message)
