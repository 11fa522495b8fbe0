"""The answers to choose from come back with their words, and a form that offers others than were sent out is refused by its key."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from sokdocs.core.document.answer_places import answer_places
from sokdocs.core.document.blocks import Document
from sokdocs.core.self_report.returned import Options
from sokdocs.core.values.text import fold
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.loading.word.form import read_form_docx
from sokdocs.rendering.pdf.form import FormPdfRenderer
from tests.conftest import TEMPLATES
from tests.integration.docx_files import made
from tests.integration.form_docx_documents import a_form as a_word_form
from tests.integration.form_pdf_damage import changed, field
from tests.integration.form_pdf_documents import FILLED, MANIFEST, a_form
from tests.integration.form_pdf_filling import fill_pdf
from tests.integration.test_form_docx_libreoffice import saved


def plain(options: Mapping[str, Options]) -> dict[str, Options]:
    """Without blanks, as lines break anywhere."""
    return {key: tuple((code, fold(words).replace(" ", "")) for code, words in each) for key, each in options.items()}


def sent(document: Document) -> dict[str, Options]:
    return plain({each.name: each.options for each in answer_places(document) if each.options})


@pytest.fixture(scope="module")
def empty() -> bytes:
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return FormPdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts").render(a_form(), MANIFEST)


def test_word_form_gives_its_options_back() -> None:
    assert plain(read_form_docx(made(a_word_form(), b"{}"), name="svar.docx").options) == sent(a_word_form())


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_word_form_saved_by_libreoffice_gives_its_options_back(tmp_path: Path) -> None:
    data = saved(made(a_word_form(), b"{}"), tmp_path)
    assert plain(read_form_docx(data, name="svar.docx").options) == sent(a_word_form())


@pytest.mark.slow
def test_pdf_form_gives_its_options_back(empty: bytes) -> None:
    assert plain(read_form_pdf(empty, name="svar.pdf").options) == sent(a_form())
    assert plain(read_form_pdf(fill_pdf(empty, FILLED), name="svar.pdf").options) == sent(a_form())


def test_words_beside_a_box_of_a_pdf_are_those_that_are_drawn(empty: bytes) -> None:
    def swap(pdf: pikepdf.Pdf) -> None:
        one, other = (field(pdf, f"Q2-1-choices#{code}") for code in ("metal", "other"))
        one.AP, other.AP = other.AP, one.AP

    found = read_form_pdf(changed(empty, swap), name="svar.pdf").options["Q2.1.choices"]
    assert dict(found)["metal"] == "Annet"


def test_words_of_a_list_in_a_pdf_are_those_that_stand_there(empty: bytes) -> None:
    def swap(pdf: pikepdf.Pdf) -> None:
        listed = field(pdf, "Q2-1-yes_no").Opt
        (first, yes), (second, no) = listed[1], listed[2]
        field(pdf, "Q2-1-yes_no").Opt = Array([listed[0], Array([first, no]), Array([second, yes])])
        del field(pdf, "Q2-1-yes_no").AP

    assert read_form_pdf(changed(empty, swap), name="svar.pdf").options["Q2.1.yes_no"] == (("yes", "Nei"), ("no", "Ja"))
