"""Returned PDF forms that can be read in two ways, or that do something, are refused; what is lost is told."""

import io

import pikepdf
import pytest
from pikepdf import Array, Name, String
from pypdf import PdfReader, PdfWriter

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.document import read_pdf
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.rendering.pdf.form import FormPdfRenderer
from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import a_document
from tests.conftest import TEMPLATES
from tests.integration import form_pdf_damage as damage
from tests.integration.form_pdf_damage import Change, changed
from tests.integration.form_pdf_documents import FILLED, MANIFEST, REFERENCE, a_form
from tests.integration.form_pdf_filling import fill_pdf

GIVEN = {"Q2.1.text": "vårt svar", "Q2.1.check": "true", "Q2.1.yes_no": "no", "Q2.1.long_text": "en\nto"}


@pytest.fixture(scope="module")
def empty() -> bytes:
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return FormPdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts").render(a_form(), MANIFEST)


@pytest.fixture(scope="module")
def filled(empty: bytes) -> bytes:
    return fill_pdf(empty, GIVEN)


def refusal(data: bytes) -> list[str]:
    with pytest.raises(InvalidError) as caught:
        read_form_pdf(data, name="answer.pdf")
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (damage.with_xfa, "has a second form inside (XFA), which the issued form has not"),
        (damage.acts("/OpenAction"), "has an entry /OpenAction that lets it do, hide or carry something, which no issued form has"),
        (damage.acts("/AA"), "has an entry /AA that lets it do, hide or carry something, which no issued form has"),
        (damage.named_script, "has an entry /JavaScript, which no issued form has"),
        (damage.attached, "has an entry /EmbeddedFiles, which no issued form has"),
        (damage.field_acts("SubmitForm"), "has a Widget that does something (SubmitForm) on page 1, which no issued form has"),
        (damage.link_acts("Launch"), "has a Link that does something (Launch) on page 1, which no issued form has"),
        (damage.link_acts("JavaScript"), "has a Link that does something (JavaScript) on page 1, which no issued form has"),
        (damage.noted, "has a note of the kind FreeText over page 1, which no issued form has"),
        (damage.doubled, "has two fields of the name Q2-1-text"),
        (damage.unlisted, "shows a field that its list of fields leaves out"),
        (damage.circle, "has a field that stands twice in its list"),
        (damage.radio, 'has a field "Q2-1-check" of a kind that the issued form has not'),
    ],
)
@pytest.mark.filterwarnings("ignore:This document has 1 form widget")
def test_form_that_does_something_or_is_doubled_is_refused(filled: bytes, change: Change, message: str) -> None:
    assert refusal(changed(filled, change)) == [f"answer.pdf {message}"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (damage.stores("Q2-1-text", String("noe annet")), 'Q2.1.text: shows "vårt svar", but "noe annet" is stored'),
        (damage.shown_otherwise, 'Q2.1.text: shows "noe annet", but "vårt svar" is stored'),
        (damage.shown_while_empty, 'Q2.1.text: shows "vårt svar", but "" is stored'),
        (damage.stores("Q2-1-yes_no", String("yes")), 'Q2.1.yes_no: shows "no", but "Ja" is stored'),
        (damage.stores("Q2-1-text", Name.Yes), "Q2.1.text: has something other than a text as its answer"),
        (damage.stores("Q2-1-text", Array([String("a"), String("b")])), "Q2.1.text: has something other than a text as its answer"),
        (damage.stores("Q2-1-text", String(b"\xfe\xff\x00a\x00")), "Q2.1.text: has bytes that are no text"),
        (damage.stores("Q2-1-text", String(b"\xfe\xff\xd8\x00")), "Q2.1.text: has bytes that are no text"),
        (damage.stores("Q2-1-text", String(b"a\x00b")), "Q2.1.text: has bytes that are no text"),
        (damage.stores("Q2-1-text", String(b"\xfe\xff\x00a\x00\x07")), "Q2.1.text: has a control character (U+0007)"),
        (damage.formatted, "Q2.1.text: has a second text with formatting"),
        (damage.hidden, "Q2.1.text: has an answer that can't be seen"),
        (damage.off_the_page, "Q2.1.text: has an answer that can't be seen"),
        (damage.half_ticked, "Q2.1.check: is ticked and not ticked"),
        (damage.ticked_unseen, "Q2.1.check: has a tick that is not shown"),
        (damage.bomb, "Q2.1.text: has an appearance that is larger than 1 MB"),
    ],
)
def test_answer_that_can_be_read_in_two_ways_is_refused_by_its_key(filled: bytes, change: Change, message: str) -> None:
    assert refusal(changed(filled, change)) == [message]


def test_encrypted_form_is_refused(filled: bytes) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(filled)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert refusal(out.getvalue()) == ["answer.pdf is encrypted"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7\nno more"], ids=["empty", "zip", "cut"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert len(refusal(data)) == 1


def test_document_without_fields_is_refused(pdf_renderer: PdfRenderer) -> None:
    assert refusal(pdf_renderer.render(a_document(), b"{}")) == ["answer.pdf has no fields"]


# --- a file that was added to


def _added(data: bytes, number: int, generation: int, body: bytes) -> bytes:
    """The file with one object written anew behind its end, as programs do that save what was changed alone."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        size, root = len(pdf.objects) + 1, pdf.Root.objgen
    before = data if data.endswith(b"\n") else data + b"\n"
    written = b"%d %d obj\n%s\nendobj\n" % (number, generation, body)
    table = b"xref\n%d 1\n%010d %05d n \n" % (number, len(before), generation)
    old = int(before.rsplit(b"startxref", 1)[1].split()[0])
    trailer = b"trailer\n<< /Size %d /Root %d %d R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, *root, old, len(before + written))
    return before + written + table + trailer


def _with_tables(data: bytes) -> bytes:
    """The file with a plain table of its objects, which can be added to by hand."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def test_page_drawn_anew_behind_the_end_is_refused(empty: bytes) -> None:
    data = _with_tables(empty)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = pdf.pages[0].obj.Contents
        number, generation = (contents[0] if isinstance(contents, pikepdf.Array) else contents).objgen
    body = b"<< /Length 4 >>\nstream\nq Q \nendstream"
    assert refusal(_added(data, number, generation, body)) == ["answer.pdf has a page that was changed after the form was made"]


def test_answer_added_behind_the_end_is_read(empty: bytes) -> None:
    data = _with_tables(empty)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = damage.field(pdf, "Q2-1-text")
        found.V = String("etterpå")
        del found["/AP"]
        (number, generation), body = found.objgen, found.unparse(resolved=True)
    read = read_form_pdf(_added(data, number, generation, body), name="answer.pdf")
    assert (dict(read.values), read.doubts) == ({"Q2.1.text": "etterpå"}, ())


# --- what is lost


def _doubts(data: bytes) -> list[str]:
    return [problem.message for problem in read_form_pdf(data, name="answer.pdf").doubts]


def test_lost_field_is_told_and_not_read_as_empty(filled: bytes) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        damage.off_the_page(pdf)
        kept = [each for each in list(pdf.Root.AcroForm.Fields) if str(each.T) != "Q2-1-text"]
        pdf.Root.AcroForm.Fields = Array(kept)

    assert _doubts(changed(filled, lose)) == ["the place to answer Q2.1.text is lost"]


def test_field_that_was_not_sent_out_is_told(filled: bytes) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        damage.field(pdf, "Q2-1-text").T = String("Q2-1-tekst")

    told = ["the place to answer Q2.1.text is lost", 'there is a field "Q2-1-tekst" that the form was not sent out with']
    assert _doubts(changed(filled, rename)) == told


def test_form_without_its_private_part_is_read_and_told(empty: bytes) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.PieceInfo

    data = changed(fill_pdf(empty, FILLED), lose)
    read = read_form_pdf(data, name="answer.pdf")
    assert (read.reference, dict(read.values)) == (REFERENCE, FILLED)
    assert _doubts(data) == ["the list of the form's fields is lost: a missing answer may have been there"]


def test_form_without_its_reference_is_told(filled: bytes) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        found = damage.field(pdf, "form")
        del found.V
        found.AP.N.write(b"")

    assert _doubts(changed(filled, lose)) == ["the form's reference is lost"]


# --- the common reader


def test_field_over_words_is_seen_by_the_common_reader(filled: bytes) -> None:
    with pytest.raises(InvalidError, match="has a field that lies over words of page 1"):
        read_pdf(changed(filled, damage.moved_over_words), name="a.pdf")


def test_field_with_an_answer_in_a_document_that_is_no_form_is_refused(filled: bytes) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.PieceInfo

    with pytest.raises(InvalidError, match="has a Widget with /AP over page 1"):
        read_pdf(changed(filled, lose), name="a.pdf")


def test_form_with_two_manifests_is_refused(filled: bytes) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["manifest.json"] = b"{}"

    with pytest.raises(InvalidError, match=r"has a manifest of its own and one attached as manifest\.json"):
        read_pdf(changed(filled, attach), name="a.pdf")
