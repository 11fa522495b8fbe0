"""veraPDF's word that our PDFs are PDF/A-3a and PDF/UA-1."""

from dataclasses import replace
from pathlib import Path

import pytest
import typst

from sokdocs.core.document.blocks import Document, Letterhead, OpenRegion, Provision, Section, Text
from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import HOSTILE, a_clause, a_document
from tests.integration.long_document import long_document
from tests.proofs.verapdf import validate


def _bare() -> Document:
    """The least a document may hold: no front, subtitle, contents, marks or numbers."""
    clause = a_clause("K-001", "", "", Provision("", (Text("Ett ledd."),)), OpenRegion("own", "Skriv her."))
    sections = (Section("only", "", "", (clause, a_clause("K-002", "1", "Tittel", Provision("", (Text("Ord."),))))),)
    bare = replace(a_document(), subtitle="", front=(), marks=(), sections=sections, has_contents=False)
    return replace(bare, letterhead=Letterhead("Storvik kommune", colour="#ffe900"))


DOCUMENTS = {
    "draft with a hole": a_document(with_hole=True),
    "hostile words": replace(a_document(name=HOSTILE), title=HOSTILE, subtitle=HOSTILE),
    "long": long_document(),
    "bare": _bare(),
    "english": replace(a_document(), language="en", reference="TA-2026-0042"),
}


EACH_TIME = ("hostile words", "bare")


@pytest.mark.parametrize(
    "document",
    [pytest.param(each, id=name, marks=() if name in EACH_TIME else pytest.mark.full) for name, each in DOCUMENTS.items()],
)
def test_pdf_keeps_to_both_standards(pdf_renderer: PdfRenderer, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf_renderer.render(document, b"{}"))
    archive, accessible = validate(path)
    assert (archive.flavour, archive.broken, archive.is_compliant) == ("PDFA_3_A", (), True)
    assert (accessible.flavour, accessible.broken, accessible.is_compliant) == ("PDFUA_1", (), True)
    assert min(archive.checks, accessible.checks) > 500


def test_proof_fails_a_plain_pdf(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(typst.compile(b"= Overskrift\nHei", pdf_tags=False) or b"")
    archive, accessible = validate(path)
    assert not archive.is_compliant
    assert not accessible.is_compliant
    assert any(rule.startswith("6.6.4-1") for rule in archive.broken)
    assert any(rule.startswith("7.1-11") for rule in accessible.broken)


def test_proof_fails_a_tagged_pdf_without_title_for_accessibility_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.pdf"
    source = b"#set document(date: datetime(year: 2026, month: 3, day: 1))\nHei"
    path.write_bytes(typst.compile(source, pdf_standards=["a-3a"]) or b"")
    archive, accessible = validate(path)
    assert archive.is_compliant
    assert not accessible.is_compliant
