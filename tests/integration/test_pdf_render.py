"""A finished PDF shows what the document holds, and carries what a PDF of an authority must carry."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from sokdocs.core.document.blocks import Document, Filled, FrontRow, Letterhead, Provision, Reference, Section, Text
from sokdocs.core.errors import InvalidError
from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import HOSTILE, a_clause, a_document
from tests.conftest import TEMPLATES
from tests.integration.long_document import long_document

MANIFEST = '{"reference": "TA-1", "navn": "æøå"}'.encode()


def _read(renderer: PdfRenderer, document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(renderer.render(document, MANIFEST)))


def _with_text(text: str) -> Document:
    clause = a_clause("K-001", "0.1", "Ett ledd", Provision("", (Text("Levert av "), Filled(text, "supplier_name"))))
    return replace(a_document(), sections=(Section("only", "0", "Innledning", (clause,)),))


def test_pdf_carries_title_author_language_and_date_of_the_document(pdf_renderer: PdfRenderer) -> None:
    document = a_document()
    reader = _read(pdf_renderer, document)
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    assert reader.metadata.author == "Storvik kommune"
    assert str(reader.metadata["/CreationDate"]).startswith("D:20260301")
    assert str(reader.metadata["/ModDate"]).startswith("D:20260301")
    assert str(reader.root_object["/Lang"]) == "nb"


def test_pdf_has_the_manifest_attached(pdf_renderer: PdfRenderer) -> None:
    reader = _read(pdf_renderer, a_document())
    assert {name: list(content) for name, content in reader.attachments.items()} == {"manifest.json": [MANIFEST]}
    specification: Any = reader.root_object["/AF"][0].get_object()  # type: ignore[index]
    assert specification["/AFRelationship"] == "/Data"
    assert specification["/EF"]["/F"]["/Subtype"] == "/application/json"


def test_pdf_bookmarks_are_the_headings_with_their_numbers(pdf_renderer: PdfRenderer) -> None:
    titles: list[str] = []

    def collect(entries: list[object]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                collect(entry)
            else:
                titles.append(str(entry["/Title"]))  # type: ignore[index]

    collect(_read(pdf_renderer, a_document()).outline)  # type: ignore[arg-type]
    assert titles == [
        "0 Innledning",
        "0.1 Internasjonale standarder",
        "1 Oppfølging",
        "1.1 Egenrapportering",
        "1.2 Ett ledd",
        "Vedlegg 1 Produkter og risiko",
        "Vedlegg 2 Oppdragsgivers egne tillegg",
    ]


def test_pdf_every_page_shows_marks_page_number_reference_and_sender(pdf_renderer: PdfRenderer) -> None:
    head = Letterhead("Storvik kommune", ("Rådhusgata 1",), "#0f6b4f", "storvik.example")
    document = replace(long_document(), reference="TA-2026-0042", letterhead=head)
    pages = _read(pdf_renderer, document).pages
    assert len(pages) >= 10
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Side {number} av {len(pages)}" in text
        for words in (*document.marks, "TA-2026-0042", "Storvik kommune", "storvik.example"):
            assert words in text


def test_pdf_without_contents_has_no_contents(pdf_renderer: PdfRenderer) -> None:
    with_contents = _read(pdf_renderer, a_document())
    without = _read(pdf_renderer, replace(a_document(), has_contents=False))
    assert "Innhold" in with_contents.pages[0].extract_text()
    assert all("Innhold\n" not in page.extract_text() for page in without.pages)
    assert len(without.pages) < len(with_contents.pages)


def test_pdf_contents_and_cross_references_are_links_to_their_headings(pdf_renderer: PdfRenderer) -> None:
    reader = _read(pdf_renderer, a_document())
    targets = [
        [annotation.get_object() for annotation in page.get("/Annots", ()) if annotation.get_object()["/Subtype"] == "/Link"]
        for page in reader.pages
    ]
    assert len(targets[0]) == 7  # one for each line of the contents
    assert len(targets[1]) == 1  # "se punkt 1.1"
    (reference,) = targets[1]
    assert reference["/Dest"] == "K-302"
    assert reference["/Contents"].strip() == "1.1"
    bookmark: Any = reader.outline[3][0]
    assert (bookmark.title, bookmark.top) == ("1.1 Egenrapportering", reader.named_destinations["K-302"].top)


def test_pdf_repeats_the_head_of_a_table_on_every_page_it_covers(pdf_renderer: PdfRenderer) -> None:
    pages = _read(pdf_renderer, long_document()).pages
    assert sum("Hva som skal gjøres" in page.extract_text() for page in pages) >= 3


@pytest.mark.parametrize("name", [HOSTILE, "// a /* b */ @c <d> ~ -- $x$ `y` \\n = z", "Łódź Ελλάδα Москва", 'a"b\\c'])
def test_pdf_shows_words_literally(pdf_renderer: PdfRenderer, name: str) -> None:
    text = " ".join(page.extract_text() for page in _read(pdf_renderer, _with_text(name)).pages)
    assert " ".join(name.split()) in " ".join(text.split())


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("字", '"字" (U+5B57)'),
        ("😀", '"😀" (U+1F600)'),
        ("\ud800", "U+D800"),
        ("\0", "U+0000"),
        ("\x1b", "U+001B"),
        ("\u202e", "U+202E"),
    ],
)
def test_pdf_refuses_a_character_without_a_glyph_and_names_its_field(pdf_renderer: PdfRenderer, char: str, named: str) -> None:
    with pytest.raises(InvalidError) as caught:
        pdf_renderer.render(_with_text(f"A{char}S"), MANIFEST)
    (problem,) = caught.value.problems
    assert problem.place.field == "supplier_name"
    assert f"supplier_name: no font has a glyph for {named}" in problem.message


def test_pdf_refuses_a_missing_glyph_in_title_front_and_letterhead_at_once(pdf_renderer: PdfRenderer) -> None:
    front = (FrontRow("Oppdragsgiver", (Filled("字", "buyer_name"),)),)
    document = replace(a_document(), title="A字", front=front, letterhead=Letterhead("字"))
    with pytest.raises(InvalidError) as caught:
        pdf_renderer.render(document, MANIFEST)
    assert [problem.place.field for problem in caught.value.problems] == ["buyer_name", "letterhead", "title"]


def test_pdf_refuses_a_cross_reference_that_leads_nowhere(pdf_renderer: PdfRenderer) -> None:
    clause = a_clause("K-001", "0.1", "Ledd", Provision("", (Text("se punkt "), Reference("9.9", "K-999"))))
    document = replace(a_document(), sections=(Section("only", "0", "Innledning", (clause,)),))
    with pytest.raises(InvalidError) as caught:
        pdf_renderer.render(document, MANIFEST)
    assert [problem.message for problem in caught.value.problems] == [
        'the cross-reference "9.9" leads to "K-999", which is not in the document'
    ]


def test_pdf_refuses_a_colour_that_is_none(pdf_renderer: PdfRenderer) -> None:
    document = replace(a_document(), letterhead=Letterhead("Storvik kommune", colour='red") #panic("x'))
    with pytest.raises(InvalidError) as caught:
        pdf_renderer.render(document, MANIFEST)
    assert caught.value.problems[0].place.field == "letterhead.colour"


def test_pdf_refuses_a_manifest_that_is_no_text(pdf_renderer: PdfRenderer) -> None:
    with pytest.raises(InvalidError, match="not UTF-8"):
        pdf_renderer.render(a_document(), b"\xff\xfe")


def test_pdf_refuses_a_template_whose_font_is_not_shipped() -> None:
    template = (TEMPLATES / "tender-appendix" / "tender-appendix.typ").read_text(encoding="utf-8")
    renderer = PdfRenderer(template.replace('"Source Sans 3"', '"DejaVu Sans"'), TEMPLATES / "fonts")
    with pytest.raises(InvalidError, match="could not be set"):
        renderer.render(a_document(), MANIFEST)


def test_pdf_renderer_refuses_a_folder_without_fonts(tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="no font is there"):
        PdfRenderer("Hei", tmp_path)
