"""The fillable PDF: what it is, that it says what its document says, and that answers come back as they were given."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from sokdocs.core.document.blocks import Document, Letterhead
from sokdocs.core.document.outline import outline
from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.document import read_pdf
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.rendering.pdf.form import FormPdfRenderer
from tests.conftest import TEMPLATES
from tests.integration.form_pdf_damage import Raw
from tests.integration.form_pdf_documents import FILLED, HARD, LONG, MANIFEST, REFERENCE, a_form, keys_of
from tests.integration.form_pdf_filling import fill_pdf
from tests.proofs import verapdf

ROOT = Path(__file__).parents[2]
STANDARDS = {"PDFA_2_A": "PDFA-2A.xml", "PDFUA_1": "PDFUA-1.xml"}
PREFILLED = {
    "yes_no": "yes",
    "choice": "board",
    "choices": "metal other",
    "check": "true",
    "text": "Łódź, Việt Nam & Søn",
    "long_text": "Første\n\n" + "ord " * 200 + "slutt",
    "date": "2026-01-31",
}


@pytest.fixture(scope="module")
def forms() -> FormPdfRenderer:
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return FormPdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts")


@pytest.fixture(scope="module")
def empty(forms: FormPdfRenderer) -> bytes:
    return forms.render(a_form(), MANIFEST)


@pytest.fixture(scope="module")
def filled(empty: bytes) -> bytes:
    return fill_pdf(empty, FILLED)


def answers(data: bytes) -> dict[str, str]:
    found = read_form_pdf(data, name="answer.pdf")
    assert (found.origin, found.name, found.reference, found.doubts) == ("pdf", "answer.pdf", REFERENCE, ())
    return dict(found.values)


def words(data: bytes) -> list[tuple[str, str]]:
    return [(line.number, line.text) for line in read_pdf(data, name="a.pdf").lines]


def expected(document: Document) -> list[tuple[str, str]]:
    return [(line.number, line.text) for line in outline(document)]


# --- what it is


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["filled", *(pytest.param(each, marks=pytest.mark.full) for each in ("empty", "foreign", "prefilled", "english draft"))]
)
def test_form_keeps_to_both_standards(
    forms: FormPdfRenderer, empty: bytes, filled: bytes, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = replace(a_form(), language="en", reference="", subtitle="", front=(), letterhead=Letterhead("Storvik kommune"))
    made = {
        "empty": lambda: empty,
        "filled": lambda: filled,
        "foreign": lambda: fill_pdf(empty, {"Q2.1.text": "Łódź 日本"}),
        "prefilled": lambda: forms.render(a_form(**PREFILLED), MANIFEST),
        "english draft": lambda: forms.render(draft, MANIFEST),
    }
    path = tmp_path / "form.pdf"
    path.write_bytes(made[kind]())
    monkeypatch.setattr(verapdf, "FILES", STANDARDS)
    for verdict in verapdf.validate(path):
        assert (verdict.broken, verdict.is_compliant) == ((), True)
        assert verdict.checks > 500


def test_form_never_asks_the_reader_to_draw_its_fields(empty: bytes) -> None:
    with pikepdf.open(io.BytesIO(empty)) as pdf:
        assert set(pdf.Root.AcroForm.keys()) == {"/Fields", "/DR", "/DA"}
        assert all("/N" in field.AP and "/TU" in field and "/StructParent" in field for field in list(pdf.Root.AcroForm.Fields))
        assert all(page.obj.Tabs == pikepdf.Name.S for page in pdf.pages if page.obj.get("/Annots"))


def test_form_can_be_typed_in_with_every_letter_of_windows_western(empty: bytes) -> None:
    with pikepdf.open(io.BytesIO(empty)) as pdf:
        font: Raw = pdf.Root.AcroForm.DR.Font.SokF
        assert (font.Encoding, int(font.FirstChar), int(font.LastChar)) == (pikepdf.Name.WinAnsiEncoding, 32, 255)
        widths = [int(each) for each in list(font.Widths)]
    assert [code for code, width in enumerate(widths, 32) if not width] == [0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D]


def test_form_has_a_field_for_each_place_in_reading_order(empty: bytes) -> None:
    with pikepdf.open(io.BytesIO(empty)) as pdf:
        names = [str(each.T) for page in pdf.pages for each in list(page.obj.get("/Annots", pikepdf.Array()))]
    places = list(dict.fromkeys(name.split("#")[0].replace("-", ".") for name in names))
    assert names[0] == "form"
    assert set(places[1:]) == keys_of(a_form())
    assert [name for name in names if "#" in name] == ["Q2-1-choices#wood", "Q2-1-choices#metal", "Q2-1-choices#other"]
    assert names[-3:] == ["Q3-2-2-measure", "Q3-2-2-due_on", "Q3-2-2-done"]


@pytest.mark.parametrize("kind", ["empty", "filled"])
def test_form_says_what_its_document_says(empty: bytes, filled: bytes, kind: str) -> None:
    data = {"empty": empty, "filled": filled}[kind]
    assert words(data) == expected(a_form())
    assert read_pdf(data, name="a.pdf").manifest == MANIFEST


def test_prefilled_form_says_the_same_words(forms: FormPdfRenderer) -> None:
    assert words(forms.render(a_form(**PREFILLED), MANIFEST)) == expected(a_form())


ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from sokdocs.rendering.pdf.form import FormPdfRenderer
from tests.integration.form_pdf_documents import MANIFEST, a_form
folder = Path(sys.argv[1])
renderer = FormPdfRenderer((folder / "tender-appendix" / "tender-appendix.typ").read_text(encoding="utf-8"), folder / "fonts")
print(hashlib.sha256(renderer.render(a_form(), MANIFEST)).hexdigest())
"""


def test_form_has_the_same_bytes_in_another_process(empty: bytes, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    command = [sys.executable, "-c", ELSEWHERE, str(TEMPLATES)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == hashlib.sha256(empty).hexdigest()


def test_form_with_a_letter_that_no_font_has_is_refused_with_its_key(forms: FormPdfRenderer) -> None:
    with pytest.raises(InvalidError) as caught:
        forms.render(a_form(text="日本"), MANIFEST)
    assert [problem.place.field for problem in caught.value.problems] == ["Q2.1.text", "Q2.1.text"]


def test_form_with_two_places_of_one_name_is_refused(forms: FormPdfRenderer) -> None:
    form = a_form()
    section = form.sections[0]
    twice = replace(form, sections=(replace(section, clauses=(*section.clauses, replace(section.clauses[0], anchor="other"))),))
    with pytest.raises(InvalidError) as caught:
        forms.render(twice, MANIFEST)
    assert 'the place to answer "Q2.1.text" stands twice' in [problem.message for problem in caught.value.problems]


# --- what comes back


def test_empty_form_has_no_answers(empty: bytes) -> None:
    assert answers(empty) == {}


def test_answers_come_back_as_they_were_given(filled: bytes) -> None:
    assert answers(filled) == FILLED


def test_what_stood_in_the_form_already_is_read(forms: FormPdfRenderer) -> None:
    found = answers(forms.render(a_form(**PREFILLED), MANIFEST))
    assert found == {f"Q2.1.{kind}": value for kind, value in PREFILLED.items()}


@pytest.mark.parametrize("text", [HARD, LONG, "æøå ÆØÅ é ü € – «»", "\\(par) (", "Łódź, Москва, 日本, বাংলা", "x" * 5000])
def test_text_comes_back_letter_by_letter(empty: bytes, text: str) -> None:
    assert answers(fill_pdf(empty, {"Q2.1.long_text": text}))["Q2.1.long_text"] == text


@pytest.mark.parametrize(("given", "read"), [("en\r\nto", "en\nto"), ("en\rto", "en\nto"), ("en\n\nto", "en\n\nto")])
def test_line_ends_of_all_programs_become_one(empty: bytes, given: str, read: str) -> None:
    assert answers(fill_pdf(empty, {"Q2.1.long_text": given}))["Q2.1.long_text"] == read


def test_answer_taken_away_again_is_none(filled: bytes) -> None:
    cleared = {"Q2.1.yes_no": " ", "Q2.1.text": "", "Q2.1.check": "", "Q2.1.choices": ""}
    assert set(FILLED) - set(answers(fill_pdf(filled, cleared))) == set(cleared)


def test_form_saved_anew_in_another_order_reads_the_same(filled: bytes) -> None:
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        out = io.BytesIO()
        pdf.save(out, linearize=True)
    assert answers(out.getvalue()) == FILLED
