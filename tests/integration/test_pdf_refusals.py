"""A PDF that can't be read in one way only is refused with one plain message that names it."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import typst
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf import whole_file, words
from sokdocs.loading.pdf.document import read_pdf
from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import a_document
from tests.integration.pdf_edits import Operations, edit_page, marked, shown, structure_list, written


def _refusal(data: bytes) -> str:
    with pytest.raises(InvalidError) as caught:
        read_pdf(data, name="answer.pdf")
    (problem,) = caught.value.problems
    assert problem.place.file == "answer.pdf"
    assert problem.message == str(caught.value)
    return str(caught.value)


@pytest.fixture(scope="module")
def made(pdf_renderer: PdfRenderer) -> bytes:
    return pdf_renderer.render(a_document(), b"{}")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html></html>"], ids=["empty", "zip", "html"])
def test_read_pdf_refuses_what_is_no_pdf(data: bytes) -> None:
    assert _refusal(data) == "answer.pdf is no PDF"


def test_read_pdf_refuses_a_file_that_is_too_large() -> None:
    assert _refusal(b"%PDF-1.7\n" + b" " * whole_file.MAX_BYTES) == "answer.pdf is larger than 20 MB"


def test_read_pdf_refuses_too_many_pages(made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MAX_PAGES", 3)
    assert _refusal(made) == "answer.pdf has more than 3 pages"


@pytest.mark.parametrize("kept", [20, 300, 5000, 30000])
def test_read_pdf_refuses_a_file_that_was_cut(made: bytes, kept: int) -> None:
    assert _refusal(made[:kept]).startswith("answer.pdf ")


def test_read_pdf_with_bytes_lost_is_refused_or_read_with_other_lines_or_the_same(made: bytes) -> None:
    whole = read_pdf(made, name="answer.pdf")
    refused, differs, same = 0, 0, 0
    for start in range(0, len(made) - 400, len(made) // 30):
        try:
            read = read_pdf(made[:start] + b"\0" * 400 + made[start + 400 :], name="answer.pdf")
        except InvalidError as error:
            assert str(error).startswith("answer.pdf ")
            refused += 1
        else:
            same, differs = same + (read == whole), differs + (read != whole)
    assert refused >= 3
    assert refused + differs + same >= 30


def test_read_pdf_refuses_an_encrypted_file(made: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(made))
    writer.encrypt("", "owner", algorithm="RC4-128")
    assert _refusal(written(writer)) == "answer.pdf is encrypted"


def test_read_pdf_refuses_a_file_with_a_password(made: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(made))
    writer.encrypt("secret", algorithm="RC4-128")
    assert _refusal(written(writer)) == "answer.pdf is encrypted"


def test_read_pdf_refuses_a_file_without_structure() -> None:
    plain = typst.compile(b"Hei", pdf_tags=False)
    assert isinstance(plain, bytes)
    assert _refusal(plain) == "answer.pdf has no structure tree, so its paragraphs can't be told apart"


def test_read_pdf_refuses_two_manifests(made: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(made))
    writer.add_attachment("manifest.json", b"{}")
    assert _refusal(written(writer)) == "answer.pdf has 2 attachments named manifest.json"


def test_read_pdf_without_manifest_has_none(made: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(made))
    del writer.root_object["/Names"]
    assert read_pdf(written(writer), name="answer.pdf").manifest is None


def _change_tree(made: bytes, change: Callable[[DictionaryObject], None]) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(made))
    change(structure_list(writer, "/L", 0))
    return written(writer)


def test_read_pdf_refuses_a_structure_that_goes_in_circles(made: bytes) -> None:
    def loop(element: DictionaryObject) -> None:
        element[NameObject("/K")] = ArrayObject([element.indirect_reference])

    assert "goes in circles" in _refusal(_change_tree(made, loop))


def test_read_pdf_refuses_a_structure_that_replaces_words(made: bytes) -> None:
    def replace_words(element: DictionaryObject) -> None:
        element[NameObject("/ActualText")] = TextStringObject("Ingenting")

    assert _refusal(_change_tree(made, replace_words)) == "answer.pdf has a structure tree that replaces words on the page"


def _around(made: bytes, words: str, change: Callable[[Operations], Operations]) -> bytes:
    def edit(operations: Operations, fonts: DictionaryObject) -> Operations:
        where = next(where for _, where in marked(operations) if shown(operations[where], fonts) == words)
        return [*operations[: where.start + 1], *change(operations[where][1:-1]), *operations[where.stop - 1 :]]

    return edit_page(made, 1, edit)


def test_read_pdf_refuses_words_that_are_read_aloud_as_others(made: bytes) -> None:
    def lie(run: Operations) -> Operations:
        properties = DictionaryObject({NameObject("/ActualText"): TextStringObject("8 uker")})
        return [([NameObject("/Span"), properties], b"BDC"), *run, ([], b"EMC")]

    expected = 'answer.pdf shows "6 uker" but is read aloud as "8 uker", on page 2'
    assert _refusal(_around(made, "6 uker", lie)) == expected


def test_read_pdf_refuses_hidden_words(made: bytes) -> None:
    def hide(run: Operations) -> Operations:
        return [([NumberObject(3)] if operator == b"Tr" else operands, operator) for operands, operator in run]

    assert _refusal(_around(made, "6 uker", hide)) == "answer.pdf has hidden text on page 2"


def test_read_pdf_ends_on_a_manifest_that_unpacks_without_end(made: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(made))
    specification: Any = writer.root_object["/AF"][0].get_object()  # type: ignore[index]
    stream = specification["/EF"]["/F"].get_object()
    stream._data = zlib.compress(b"0" * 40_000_000)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    assert _refusal(written(writer)) == "answer.pdf has a manifest that is larger than 5 MB"
