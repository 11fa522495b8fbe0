"""Forms filled in in a browser: it draws the button of a list behind the words, and cuts long words off at it."""

from functools import partial
from typing import Any

import pikepdf
import pytest

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.rendering.pdf.form import FormPdfRenderer
from tests.conftest import TEMPLATES
from tests.integration.form_pdf_damage import changed, field
from tests.integration.form_pdf_documents import MANIFEST, a_form
from tests.integration.form_pdf_filling import fill_pdf

LIST, KEY = "Q2-1-yes_no", "Q2.1.yes_no"
GIVEN = {KEY: "no"}
WORDS = "q BT 0.106 g 1 6 Td /SokF 10 Tf (Nei) Tj ET Q\n"
BUTTON = 14


@pytest.fixture(scope="module")
def empty() -> bytes:
    """The form as it goes out."""
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return FormPdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts").render(a_form(), MANIFEST)


@pytest.fixture(scope="module")
def filled(empty: bytes) -> bytes:
    """The form with one choice made in it."""
    return fill_pdf(empty, GIVEN)


def _drawn(pdf: pikepdf.Pdf, look: str) -> None:
    """Draws the field anew; `right` and `tall` stand for where its box ends."""
    own: Any = field(pdf, LIST)
    left, low, right, high = (float(each) for each in own.Rect)
    own.AP.N.BBox = pikepdf.Array([0, 0, right - left, high - low])
    own.AP.N.write(look.format(button=right - left - BUTTON, over=right - left - 60, tall=high - low).encode("latin-1"))


def _read(filled: bytes, look: str) -> str:
    return read_form_pdf(changed(filled, partial(_drawn, look=look)), name="a.pdf").values[KEY]


def test_button_beside_the_words_hides_nothing(filled: bytes) -> None:
    assert _read(filled, WORDS + "0.86 g {button} 1 13 {tall} re f") == "no"


def test_words_may_be_cut_off_at_the_button(filled: bytes) -> None:
    assert _read(filled, "q 1 1 {button} {tall} re W n " + WORDS + "Q 0.86 g {button} 1 13 {tall} re f") == "no"


@pytest.mark.parametrize(
    "area",
    [
        "1 g 0 0 900 90 re f",
        "1 g 6 0 6 90 re f",
        "1 g {over} 0 60 90 re f q 1 0 0 1 {over} 0 cm BT 0.106 g 1 6 Td /SokF 10 Tf (Ja) Tj ET Q",
    ],
    ids=["all", "some letters", "other words behind"],
)
def test_area_over_the_words_hides_them(filled: bytes, area: str) -> None:
    with pytest.raises(InvalidError, match="can be read in two ways"):
        _read(filled, WORDS + area)


def test_button_over_the_first_letter_hides_the_words(filled: bytes) -> None:
    with pytest.raises(InvalidError, match="can be read in two ways"):
        _read(filled, "q BT 0.106 g {button} 6 Td /SokF 10 Tf (Nei) Tj ET Q\n0.86 g {button} 1 13 {tall} re f")


def test_blank_lines_of_an_answer_that_runs_out_of_its_box_are_read(empty: bytes) -> None:
    given = {"Q2.1.long_text": "Første linje.\n\n\n\n\nSjette linje.\n" + "\n" * 20 + "Siste linje."}
    assert dict(read_form_pdf(fill_pdf(empty, given), name="a.pdf").values) == given
