"""Word forms that came back: read by us, against python-docx reading the same answers and asking whether they can be seen."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from time import process_time

import docx
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from benchmarks.desk import KIND
from benchmarks.pairs import Side, paired
from benchmarks.table import Row, faster
from sokdocs.core.errors import ConflictError
from sokdocs.loading.returned_form_docx import read_form_docx
from sokdocs.rendering.compiled_docx import compile_word_template
from sokdocs.rendering.docx import DocxRenderer
from sokdocs.settings import shipped
from tests.integration.form_docx_documents import FILLED, MANIFEST, a_long_form
from tests.integration.form_docx_filling import fill_docx

FORMS = 200
WANTED = 5.0


def form_rows(*, rounds: int) -> Iterator[Row]:
    """One row; raises `ConflictError` where python-docx does not see as many answers as we read."""
    template = compile_word_template((shipped("templates") / KIND / f"{KIND}.docx").read_bytes())
    answers = {key.replace("Q2.1", f"Q1.{n}"): value for n in range(1, 19) for key, value in FILLED.items() if key.startswith("Q2.1")}
    answers = {key: value[:400] for key, value in answers.items()}
    form = fill_docx(DocxRenderer(template).render(a_long_form(), MANIFEST), answers)
    ours = read_form_docx(form, name="a.docx").values
    if not ours.keys() <= by_python_docx(form).keys():
        raise ConflictError("python-docx does not see the answers that are read")
    forms = [form] * FORMS
    measured = paired(
        Side(lambda: forms, lambda each: [read_form_docx(data, name="a.docx") for data in each], process_time),
        Side(lambda: forms, lambda each: [by_python_docx(data) for data in each], process_time),
        rounds=rounds,
    )
    yield faster(f"{FORMS} returned DOCX forms, to python-docx", measured, at_least=WANTED)


def by_python_docx(data: bytes) -> Mapping[str, str]:
    """What the controls of a form show, by key, where it can be seen; the file is not checked and its data not read beside it."""
    document = docx.Document(BytesIO(data))
    found: dict[str, str] = {}
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        kind, _, key = ("" if tag is None else str(tag.get(qn("w:val")))).partition(";")
        if kind == "answer":
            paragraph = Paragraph(next(control.iterancestors(qn("w:p")), control), document)
            runs = [Run(each, paragraph) for each in control.iter(qn("w:r"))]
            if _can_be_read(paragraph):
                found[key] = "".join(run.text for run in runs if _can_be_seen(run))
    return found


def _can_be_seen(run: Run) -> bool:
    """What we ask too, of the run and of its style: hidden, struck, tiny, or white."""
    return all(_is_plain(font) for font in (run.font, run.style.font))


def _is_plain(font: Font) -> bool:
    switched = font.hidden or font.strike or font.double_strike or font.web_hidden
    return not switched and (font.size is None or font.size.pt >= 4) and str(font.color.rgb) != "FFFFFF"


def _can_be_read(paragraph: Paragraph) -> bool:
    """The same of the paragraph's style, and whether paragraph or style are off the page or too low."""
    layouts = (paragraph.paragraph_format, paragraph.style.paragraph_format)
    off = any(each.left_indent is not None and abs(each.left_indent.twips) > 11_000 for each in layouts)
    low = any(each.line_spacing_rule == WD_LINE_SPACING.EXACTLY and each.line_spacing.twips < 80 for each in layouts)
    return _is_plain(paragraph.style.font) and not off and not low
