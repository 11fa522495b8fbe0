"""The copy of a letter that an archive takes: PDF/A-2a and PDF/UA-1, nothing attached, the same words as the letter that was sent."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from sokdocs.core.document.blocks import Document, Filled, FrontRow, Provision, Section, Text
from sokdocs.core.document.document_json import from_json, to_json
from sokdocs.core.errors import InvalidError
from sokdocs.rendering.pdf.renderer import ArchivePdfRenderer, PdfRenderer
from tests.builders import HOSTILE, a_clause, a_document
from tests.conftest import TEMPLATES
from tests.integration.long_document import long_document
from tests.proofs import verapdf

MANIFEST = b'{"format": "sokdocs-manifest/1"}'


def _letter() -> Document:
    clause = a_clause(
        "B-101",
        "",
        "",
        Provision("", (Text("Dere skal rette innen "), Filled("15. juni 2026", "due_correction"), Text("."))),
    )
    front = (FrontRow("Mottaker", (Filled("Tråd og Vern AS", "supplier_name"),)),)
    sections = (Section("demand", "", "Krav", (clause,)),)
    return replace(a_document(), kind="letter", title="Krav om retting", front=front, sections=sections, has_contents=False)


DOCUMENTS = {
    "letter": _letter(),
    "every block": replace(a_document(), reference="SD-7K3Q-9F2M"),
    "hostile words": replace(a_document(name=HOSTILE), title=HOSTILE, subtitle=HOSTILE),
    "long": long_document(),
}


# The long one takes as long as all the others together.
each_document = pytest.mark.parametrize(
    "document",
    [pytest.param(each, id=name, marks=pytest.mark.full if name in ("long", "hostile words") else ()) for name, each in DOCUMENTS.items()],
)


@pytest.fixture(scope="module")
def copies() -> ArchivePdfRenderer:
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return ArchivePdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts")


def _verdicts(data: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, verapdf.Verdict]:
    """What veraPDF says of a file by PDF/A-2a, PDF/A-3a and PDF/UA-1."""
    monkeypatch.setitem(verapdf.FILES, "PDFA_2_A", "PDFA-2A.xml")
    path = folder / "document.pdf"
    path.write_bytes(data)
    return {each.flavour: each for each in verapdf.validate(path)}


def _words(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


@pytest.mark.slow
@each_document
def test_copy_keeps_to_both_standards(
    copies: ArchivePdfRenderer, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts = _verdicts(copies.render(document), tmp_path, monkeypatch)
    for flavour in ("PDFA_2_A", "PDFUA_1"):
        assert (verdicts[flavour].broken, verdicts[flavour].is_compliant) == ((), True)
        assert verdicts[flavour].checks > 300


@pytest.mark.slow
def test_sent_letter_is_no_archive_copy_and_the_copy_is_none_of_the_sent(
    pdf_renderer: PdfRenderer, copies: ArchivePdfRenderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = _verdicts(pdf_renderer.render(_letter(), MANIFEST), tmp_path, monkeypatch)
    assert (sent["PDFA_3_A"].is_compliant, sent["PDFUA_1"].is_compliant, sent["PDFA_2_A"].is_compliant) == (
        True,
        True,
        False,
    )
    copy = _verdicts(copies.render(_letter()), tmp_path, monkeypatch)
    assert (copy["PDFA_2_A"].is_compliant, copy["PDFA_3_A"].is_compliant) == (True, False)


def test_copy_has_nothing_attached_and_the_sent_letter_its_manifest(pdf_renderer: PdfRenderer, copies: ArchivePdfRenderer) -> None:
    copy = PdfReader(io.BytesIO(copies.render(_letter())))
    sent = PdfReader(io.BytesIO(pdf_renderer.render(_letter(), MANIFEST)))
    assert dict(copy.attachments) == {}
    assert "/AF" not in copy.root_object
    assert b"EmbeddedFile" not in copies.render(_letter())
    assert {name: list(content) for name, content in sent.attachments.items()} == {"manifest.json": [MANIFEST]}


@each_document
def test_copy_has_the_pages_and_words_of_the_sent_letter(pdf_renderer: PdfRenderer, copies: ArchivePdfRenderer, document: Document) -> None:
    assert _words(copies.render(document)) == _words(pdf_renderer.render(document, MANIFEST))


def test_copy_carries_title_author_language_and_date(copies: ArchivePdfRenderer) -> None:
    reader = PdfReader(io.BytesIO(copies.render(_letter())))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Krav om retting", "Storvik kommune")
    assert str(reader.metadata["/CreationDate"]).startswith("D:20260301")
    assert str(reader.root_object["/Lang"]) == "nb"


@pytest.mark.slow
def test_copy_of_a_document_read_from_its_stored_form_is_the_same_file(copies: ArchivePdfRenderer) -> None:
    for document in DOCUMENTS.values():
        assert copies.render(from_json(to_json(document))) == copies.render(document)


def test_copy_refuses_a_character_without_a_glyph(copies: ArchivePdfRenderer) -> None:
    with pytest.raises(InvalidError) as caught:
        copies.render(replace(_letter(), title="A字"))
    assert [problem.place.field for problem in caught.value.problems] == ["title"]
