"""A list that is not answered shows on paper all that it offers; that is no answer, and one of them alone would be."""

import io
from dataclasses import replace

import pikepdf
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1

from sokdocs.core.document.blocks import Answer, Document, Section, Table, Text
from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.document import read_pdf
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.loading.pdf.form_boxes import box_of
from sokdocs.loading.pdf.form_looks import ShownLooks
from sokdocs.rendering.pdf.form import FormPdfRenderer
from tests.builders import a_clause
from tests.conftest import TEMPLATES
from tests.integration.form_pdf_damage import changed, field
from tests.integration.form_pdf_documents import MANIFEST, a_form
from tests.integration.form_pdf_filling import fill_pdf

TIERS = (("unknown", "Ukjent"), ("country", "Landet er kjent"), ("assessed", "Kjent, og risikoen er vurdert"))
OFFERS = {
    "Q2-1-yes_no": "Ja/Nei",
    "Q2-1-yes_partly_no": "Ja/Delvis/Nei/Ikkerelevant",
    "Q2-1-choice": "Styret&ledelsen/Daglig<leder>",
    "Q2-2-1-final": "UkjentLandeterkjentKjent,ogrisikoenervurdert",
}


def _document() -> Document:
    """The small form, with a narrow column to choose in."""
    form = a_form()
    names = ("final", "component", "raw", "other")
    row = tuple((Answer(f"Q2.2.1.{name}", "choice", f"Ledd: {name}", TIERS),) for name in names)
    table = a_clause("Q2.2", "", "Q2.2 Ledd", Table((), tuple((Text(name),) for name in ("Produkt", *names)), (((Text("Kaffe"),), *row),)))
    (section,) = form.sections
    return replace(form, sections=(Section(section.anchor, "", section.title, (*section.clauses, table)),))


@pytest.fixture(scope="module")
def empty() -> bytes:
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return FormPdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts").render(_document(), MANIFEST)


def _shown(data: bytes) -> dict[str, str]:
    """What the appearance of each list shows, without blanks."""
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    form = resolve1(document.catalog["AcroForm"])
    looks = ShownLooks(resolve1(resolve1(form["DR"])["Font"]))
    found = {}
    for each in map(resolve1, resolve1(form["Fields"])):
        look = resolve1(resolve1(each["AP"])["N"])
        if isinstance(look, PDFStream) and "Opt" in each:
            found[each["T"].decode()] = "".join(looks.of(look, box_of(each["Rect"])).text.split())
    return found


@pytest.mark.slow
def test_list_shows_all_it_offers_until_it_is_answered(empty: bytes) -> None:
    shown = _shown(empty)
    assert {name: shown[name] for name in OFFERS} == OFFERS
    assert _shown(fill_pdf(empty, {"Q2.1.choice": "board"}))["Q2-1-choice"] == "board"


def test_what_a_list_offers_is_no_answer_and_no_word_of_the_document(empty: bytes) -> None:
    assert read_form_pdf(empty, name="svar.pdf").values == {}
    assert not any("Landet er kjent" in line.text for line in read_pdf(empty, name="svar.pdf").lines)


@pytest.mark.parametrize("words", ["Ja", "Nei", "Nei / Ja", "Ja / Nei / Kanskje"])
def test_list_that_shows_anything_else_without_an_answer_is_refused(empty: bytes, words: str) -> None:
    def show(pdf: pikepdf.Pdf) -> None:
        field(pdf, "Q2-1-yes_no").AP.N.write(f"/Tx BMC BT /SokF 10 Tf 2 4 Td ({words}) Tj ET EMC".encode())

    with pytest.raises(InvalidError) as caught:
        read_form_pdf(changed(empty, show), name="svar.pdf")
    assert [each.message for each in caught.value.problems] == [f'Q2.1.yes_no: shows "{words}", but "" is stored']


def test_answer_that_is_stored_under_the_offer_is_refused(empty: bytes) -> None:
    def store(pdf: pikepdf.Pdf) -> None:
        field(pdf, "Q2-1-yes_no").V = pikepdf.String("yes")

    with pytest.raises(InvalidError) as caught:
        read_form_pdf(changed(empty, store), name="svar.pdf")
    assert [each.message for each in caught.value.problems] == ['Q2.1.yes_no: shows "Ja / Nei", but "Ja" is stored']
