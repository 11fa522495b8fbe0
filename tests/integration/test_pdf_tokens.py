"""A page split by qpdf says the same as one that pdfminer reads alone, or it is left to pdfminer."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import MATRIX_IDENTITY

from sokdocs.core.document.blocks import Document
from sokdocs.loading.pdf import tokens, words
from sokdocs.loading.pdf.document import read_pdf
from sokdocs.loading.pdf.tokens import SplitInterpreter, Tokens
from sokdocs.loading.pdf.words import open_pdf
from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import a_document
from tests.integration.long_document import long_document

TOKENS = Tokens()
WHOLE = (b"q ", b"T* ", b"'", b"(a)", b"(\\000\\12b\\()", b"<0a0b>", b"<<", b">>", b"[", b"]", b"/N ", b"-1.5 ", b"7 ", b"null ", b"\n")
ODD = (
    b"(",
    b")",
    b"<",
    b">",
    b"/",
    b"#",
    b"%",
    b"\\",
    b"\0",
    b"{",
    b"BI ",
    b"ID ",
    b"--",
    b".",
    b"0",
    b"\r",
    b"\\400",
    b"(a\\\r\n)",
    b"\xff",
)


def _plain(manager: PDFResourceManager, device: PDFDevice, _tokens: Tokens) -> PDFPageInterpreter:
    return PDFPageInterpreter(manager, device)


def _heard(interpreter: PDFPageInterpreter, contents: list[bytes]) -> list[str]:
    """What an interpreter is told by some streams, and what stops it."""
    heard: list[str] = []
    push, pop = interpreter.push, interpreter.pop
    watched: Any = interpreter

    def hear_push(each: Any) -> None:
        heard.append(f"{type(each).__name__} {each!r}")
        push(each)

    def hear_pop(wanted: int) -> Any:
        heard.extend([f"takes {wanted}"] if wanted else [])
        return pop(wanted)

    watched.push, watched.pop = hear_push, hear_pop
    streams = [PDFStream({}, data) for data in contents]
    for at, stream in enumerate(streams, start=1):
        stream.set_objid(at, 0)
    try:
        interpreter.render_contents({}, streams, MATRIX_IDENTITY)
    except Exception as error:
        heard.append(repr(error))
    return [*heard, repr(interpreter.textstate), str(len(interpreter.gstack))]


def _both(contents: list[bytes]) -> tuple[list[str], list[str]]:
    manager = PDFResourceManager()
    split, plain = SplitInterpreter(manager, PDFDevice(manager), TOKENS), PDFPageInterpreter(manager, PDFDevice(manager))
    return _heard(split, contents), _heard(plain, contents)


@pytest.mark.parametrize(
    "document", [pytest.param(a_document(), id="short"), pytest.param(long_document(), id="long", marks=pytest.mark.slow)]
)
def test_pdf_pages_are_split_and_read_as_pdfminer_alone_reads_them(
    pdf_renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch, document: Document
) -> None:
    data = pdf_renderer.render(document, b"{}")
    read = read_pdf(data, name="a.pdf")
    pages = list(PDFPage.create_pages(open_pdf(data)))
    assert all(TOKENS.of(stream.get_data()) for page in pages for stream in page.contents)
    monkeypatch.setattr(words, "SplitInterpreter", _plain)
    assert read == read_pdf(data, name="a.pdf")


def test_pdf_page_that_is_too_long_to_split_reads_the_same(pdf_renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_renderer.render(a_document(), b"{}")
    read = read_pdf(data, name="a.pdf")
    monkeypatch.setattr(tokens, "MAX_SPLIT", 500)
    assert read == read_pdf(data, name="a.pdf")


@pytest.mark.parametrize(
    "data",
    [
        b"BI /W 1 /H 1 ID \0 EI q",
        b"(open",
        b"<0",
        b"<1.5 q",
        b"<0g> q",
        b"q\0Q",
        b"5a q",
        b"(\\400) Tj",
        b"(a\\\r\nb) Tj",
        b"/A#42 q",
        b"/",
        b"% no\nq",
    ],
)
def test_pdf_stream_that_could_be_read_in_two_ways_is_left_to_pdfminer(data: bytes) -> None:
    assert TOKENS.of(data) is None
    split, plain = _both([data])
    assert split == plain


@given(st.lists(st.lists(st.sampled_from(WHOLE)).map(b"".join), max_size=3))
def test_pdf_streams_that_are_split_say_what_pdfminer_reads(contents: list[bytes]) -> None:
    split, plain = _both(contents)
    assert split == plain


@given(st.lists(st.lists(st.sampled_from(WHOLE + ODD)).map(b"".join), max_size=3))
def test_pdf_streams_of_any_kind_say_what_pdfminer_reads(contents: list[bytes]) -> None:
    split, plain = _both(contents)
    assert split == plain
