"""What lies over, outside or beside the text of a finished PDF: notes, cut pages, words that are no part of the structure."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from sokdocs.loading.pdf.document import LEFT_OUT, read_pdf
from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import a_document
from tests.integration.long_document import long_document
from tests.integration.pdf_edits import written
from tests.integration.test_pdf_refusals import _refusal

PAGE = 1
WORDS = b"(Punkt 4 gjelder ikke.) Tj"


@pytest.fixture(scope="module")
def made(pdf_renderer: PdfRenderer) -> bytes:
    return pdf_renderer.render(a_document(), b"{}")


def changed(data: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    return written(writer)


def drawn(data: bytes, operations: bytes, *, first: bool = False) -> bytes:
    """The file with more drawn on one page, by a font of its own."""

    def draw(writer: PdfWriter) -> None:
        page = writer.pages[PAGE]
        kind = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font = DictionaryObject({NameObject(key): NameObject(value) for key, value in kind.items()})
        page["/Resources"]["/Font"][NameObject("/FX")] = writer._add_object(font)  # type: ignore[index]
        stream = StreamObject()
        stream.set_data(operations)
        more, old = writer._add_object(stream), page.raw_get("/Contents")
        page[NameObject("/Contents")] = ArrayObject([more, old] if first else [old, more])

    return changed(data, draw)


def noted(data: bytes, entries: dict[str, str]) -> bytes:
    def note(writer: PdfWriter) -> None:
        page = writer.pages[PAGE]
        values = {NameObject(key): NameObject(text) if text.startswith("/") else TextStringObject(text) for key, text in entries.items()}
        box = ArrayObject([FloatObject(each) for each in (50, 300, 550, 700)])
        annotation = DictionaryObject({**values, NameObject("/Rect"): box})
        page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", []), writer._add_object(annotation)])

    return changed(data, note)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            {"/Subtype": "/FreeText", "/Contents": "Punkt 4"},
            "has a note of the kind FreeText over page 2, which no issued file has",
        ),
        ({"/Subtype": "/Stamp"}, "has a note of the kind Stamp over page 2, which no issued file has"),
        ({"/Contents": "Punkt 4"}, "has a note of the kind without a name over page 2, which no issued file has"),
        ({"/Subtype": "/Widget", "/V": "Punkt 4"}, "has a Widget with /V over page 2, which no issued file has"),
        ({"/Subtype": "/Link", "/AP": "x"}, "has a Link with /AP over page 2, which no issued file has"),
    ],
)
def test_pdf_with_a_note_over_a_page_is_refused(made: bytes, entries: dict[str, str], message: str) -> None:
    assert _refusal(noted(made, entries)) == f"answer.pdf {message}"


def test_pdf_with_an_empty_field_reads_the_same(made: bytes) -> None:
    assert read_pdf(noted(made, {"/Subtype": "/Widget"}), name="a.pdf") == read_pdf(made, name="a.pdf")


def test_pdf_with_a_page_cut_down_is_refused(made: bytes) -> None:
    def cut(writer: PdfWriter) -> None:
        writer.pages[PAGE][NameObject("/CropBox")] = ArrayObject([FloatObject(each) for each in (0, 0, 595, 300)])

    assert _refusal(changed(made, cut)) == "answer.pdf has a page that is cut down to a part of it, page 2"


def test_pdf_with_a_smaller_page_is_refused(made: bytes) -> None:
    def shrink(writer: PdfWriter) -> None:
        for key in ("/MediaBox", "/CropBox"):
            writer.pages[PAGE][NameObject(key)] = ArrayObject([FloatObject(each) for each in (0, 0, 595, 300)])

    assert _refusal(changed(made, shrink)).startswith("answer.pdf has text outside the page, on page 2: ")


def test_pdf_with_a_blank_page_is_refused(made: bytes) -> None:
    def add(writer: PdfWriter) -> None:
        writer.add_blank_page(595, 842)

    pages = len(PdfWriter(clone_from=io.BytesIO(made)).pages)
    assert _refusal(changed(made, add)) == f"answer.pdf has no words of the document on page {pages + 1}"


@pytest.mark.parametrize("key", ["OpenAction", "OCProperties"])
def test_pdf_that_does_or_hides_something_is_refused(made: bytes, key: str) -> None:
    def add(writer: PdfWriter) -> None:
        writer.root_object[NameObject(f"/{key}")] = DictionaryObject({NameObject("/S"): NumberObject(1)})

    assert _refusal(changed(made, add)).startswith(f"answer.pdf has an entry /{key} ")


@pytest.mark.parametrize(
    ("operations", "message"),
    [
        (
            b"/Artifact BMC BT /FX 20 Tf 60 500 Td " + WORDS + b" ET EMC",
            'has words among the text of page 2 that its structure leaves out: "Punkt 4 gjelder ikke."',
        ),
        (b"BT /FX 20 Tf 700 500 Td " + WORDS + b" ET", 'has text outside the page, on page 2: "Punkt 4 gjelder ikke."'),
        (b"BT /FX 20 Tf 590 500 Td " + WORDS + b" ET", 'has text outside the page, on page 2: "Punkt 4 gjelder ikke."'),
        (
            b"BT /FX 20 Tf 500 500 Td (Punkt) Tj (  4 gjelder ikke.) Tj ET",
            'has text outside the page, on page 2: "4 gjelder ikke."',
        ),
        (b"BT /FX 2 Tf 60 500 Td " + WORDS + b" ET", 'has text too small to read, on page 2: "Punkt 4 gjelder ikke."'),
        (b"1 1 1 rg BT /FX 20 Tf 60 500 Td " + WORDS + b" ET", 'has white text, on page 2: "Punkt 4 gjelder ikke."'),
        (b"0 0 0 0 k BT /FX 20 Tf 60 500 Td " + WORDS + b" ET", 'has white text, on page 2: "Punkt 4 gjelder ikke."'),
        (b"1 g BT /FX 20 Tf 60 500 Td " + WORDS + b" ET", 'has white text, on page 2: "Punkt 4 gjelder ikke."'),
        (b"/OC /x BDC BT /FX 20 Tf 60 500 Td " + WORDS + b" ET EMC", "has a layer that can be hidden, on page 2"),
    ],
    ids=["artifact", "outside", "over-the-edge", "second-run", "tiny", "white", "white-ink", "white-grey", "layer"],
)
def test_pdf_with_words_drawn_aside_is_refused(made: bytes, operations: bytes, message: str) -> None:
    assert _refusal(drawn(made, operations)) == f"answer.pdf {message}"


def test_pdf_whose_page_is_moved_away_is_refused(made: bytes) -> None:
    assert _refusal(drawn(made, b"1 0 0 1 5000 0 cm", first=True)).startswith("answer.pdf has text outside the page, on page 2: ")


def test_pdf_with_words_outside_the_structure_gives_them_as_a_line(made: bytes) -> None:
    before = read_pdf(made, name="a.pdf").lines
    lines = read_pdf(drawn(made, b"BT /FX 20 Tf 60 500 Td " + WORDS + b" ET"), name="a.pdf").lines
    assert [line.text for line in lines if line not in before] == ["Punkt 4 gjelder ikke."]


def test_pdf_with_repeated_table_heads_is_read(pdf_renderer: PdfRenderer) -> None:
    assert len(read_pdf(pdf_renderer.render(long_document(), b"{}"), name="a.pdf").lines) > 100


def test_pdf_reader_says_that_paint_is_left_out() -> None:
    assert "paint and pictures" in LEFT_OUT
