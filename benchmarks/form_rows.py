"""Word forms that came back: read by us, against python-docx reading the same answers, with and without asking whether they can be seen."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from math import inf
from time import process_time
from typing import cast

import docx
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from benchmarks.pairs import Paired, Side, paired
from benchmarks.table import Row, faster
from sokdocs.core.errors import ConflictError
from sokdocs.loading.word.form import read_form_docx
from tests.integration.form_docx_filling import fill_docx
from tests.integration.self_report_desk import as_written, example
from tests.integration.self_report_forms import asked, made

FORMS = 200
WANTED = 5.0
OF_WORKWEAR = "05"
Reader = Callable[[bytes], Mapping[str, str]]


def form_rows(*, rounds: int) -> Iterator[Row]:
    """Two rows; raises `ConflictError` where python-docx does not see as many answers as we read."""
    form = a_returned_form()
    ours = read_form_docx(form, name="a.docx").values
    if not ours.keys() <= by_python_docx(form).keys():
        raise ConflictError("python-docx does not see the answers that are read")
    yield faster(
        f"{FORMS} returned DOCX forms, to python-docx asking what can be seen", _measured(form, by_python_docx, rounds), at_least=WANTED
    )
    yield faster("the same, to python-docx that asks nothing", _measured(form, words_by_python_docx, rounds))


def _measured(form: bytes, theirs: Reader, rounds: int) -> Paired:
    forms = [form] * FORMS
    return paired(
        Side(lambda: forms, lambda each: [read_form_docx(data, name="a.docx") for data in each], process_time),
        Side(lambda: forms, lambda each: [theirs(data) for data in each], process_time),
        rounds=rounds,
    )


def a_returned_form() -> bytes:
    """The full form of the workwear example, with the answers of the green one as Word would save them."""
    there = {place.key for place in asked(OF_WORKWEAR, "full").places}
    answers = as_written(example("green")["answers"])
    return fill_docx(made(OF_WORKWEAR, "full", "docx"), {key: value for key, value in answers.items() if key in there})


def _controls(document: Document) -> Iterator[tuple[str, BaseOxmlElement]]:
    """The controls to answer in, by the key that each names."""
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        kind, _, key = ("" if tag is None else str(tag.get(qn("w:val")))).partition(";")
        if kind == "answer":
            yield key, control


def words_by_python_docx(data: bytes) -> Mapping[str, str]:
    """What the controls of a form hold, by key: no more than that, seen or hidden."""
    controls = _controls(docx.Document(BytesIO(data)))
    return {key: "".join(each.text or "" for each in control.iter(qn("w:t"))) for key, control in controls}


def by_python_docx(data: bytes) -> Mapping[str, str]:
    """What the controls of a form show, by key, where it can be seen; the file is not checked and its data not read beside it."""
    document = docx.Document(BytesIO(data))
    found: dict[str, str] = {}
    for key, control in _controls(document):
        paragraph = Paragraph(cast(CT_P, next(control.iterancestors(qn("w:p")))), document)
        runs = [Run(cast(CT_R, each), paragraph) for each in control.iter(qn("w:r"))]
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
    style = paragraph.style
    layouts = (paragraph.paragraph_format, *([] if style is None else [style.paragraph_format]))
    off = any(each.left_indent is not None and abs(each.left_indent.twips) > 11_000 for each in layouts)
    low = any(each.line_spacing_rule == WD_LINE_SPACING.EXACTLY and _twips(each.line_spacing) < 80 for each in layouts)
    return (style is None or _is_plain(style.font)) and not off and not low


def _twips(spacing: float | Length | None) -> float:
    return spacing.twips if isinstance(spacing, Length) else inf
