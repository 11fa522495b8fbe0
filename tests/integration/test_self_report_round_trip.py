"""Random answers to real forms, filled into Word, PDF and JSON: what is read back is what was given, in all three the same."""

import json
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sokdocs.core.questions.question import Rows
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.checking import read_and_check
from sokdocs.core.self_report.reading import read_answers_of
from sokdocs.core.self_report.remark import Remark
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.loading.returned_form_json import read_form_json
from sokdocs.loading.word.form import read_form_docx
from tests.integration.form_docx_filling import fill_docx
from tests.integration.form_docx_rows import with_added_rows
from tests.integration.form_pdf_filling import fill_pdf
from tests.integration.self_report_answers import answers_to, in_form, in_json
from tests.integration.self_report_forms import EXAMPLES, REFERENCE, TODAY, asked, made

Form = tuple[str, str]
EACH_TIME: tuple[Form, ...] = (("A", "simplified"),)
FORMS_USED: tuple[Form, ...] = (*EACH_TIME, ("D", "simplified"), ("B", "full"), ("C", "full"))
SOFFICE = shutil.which("soffice")
if SOFFICE is None:
    warnings.warn("LibreOffice (soffice) is not here: no self-report form was saved by it", stacklevel=1)
MORE_ROWS = 3
Subject = tuple[Form, Answers]


@st.composite
def _subjects(draw: st.DrawFn, forms: tuple[Form, ...], more_rows: int) -> Subject:
    letter, size = draw(st.sampled_from(forms))
    form = asked(EXAMPLES[letter], size)
    for question in _with_open_rows(form) if more_rows else ():
        form = form.with_rows_of([f"{question}.{len(form.rows_of(question)) + more_rows}"])
    return (letter, size), draw(answers_to(form, TODAY))


def _try(examples: int, forms: tuple[Form, ...], prove: Callable[[Subject], None], *, more_rows: int = 0) -> None:
    """Proves it for answers to these forms, so many times, the same ones in each run; open rows may have so many more."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    wanted = settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=quiet,
        phases=[Phase.generate],
    )
    wanted(given(_subjects(forms, more_rows))(prove))()


def _read(form: Form, answers: Answers) -> dict[str, ReturnedForm]:
    """What stands in each format after it was filled in."""
    letter, size = form
    values = in_form(answers)
    docx = fill_docx(made(EXAMPLES[letter], size, "docx"), values)
    pdf = fill_pdf(made(EXAMPLES[letter], size, "pdf"), values)
    text = json.dumps(in_json(answers, REFERENCE), ensure_ascii=False)
    return {
        "docx": read_form_docx(docx, name="svar.docx"),
        "pdf": read_form_pdf(pdf, name="svar.pdf"),
        "json": read_form_json(text.encode(), name="svar.json"),
    }


def _typed(returned: ReturnedForm, form: AskedForm) -> tuple[Answers, tuple[Remark, ...]]:
    return read_and_check(returned, form, on=TODAY, received=())


@pytest.mark.parametrize(
    ("examples", "forms"),
    [pytest.param(2, EACH_TIME, id="2"), pytest.param(500, FORMS_USED, id="500", marks=pytest.mark.full)],
)
def test_answers_come_back_as_they_were_given_from_word_pdf_and_json(examples: int, forms: tuple[Form, ...]) -> None:
    tried: list[int] = []

    def prove(subject: Subject) -> None:
        (letter, size), answers = subject
        form = asked(EXAMPLES[letter], size)
        returned = _read((letter, size), answers)
        for each in returned.values():
            assert (each.reference, each.doubts) == (REFERENCE, ())
        remarks = [_typed(each, form) for each in returned.values()]
        assert [found for found, _ in remarks] == [answers] * 3
        assert remarks[0] == remarks[1] == remarks[2]
        assert [read_answers_of(each, form)[1] for each in returned.values()] == [()] * 3
        tried.append(len(answers.values))

    _try(examples, forms, prove)
    assert len(tried) >= examples * 0.9
    assert max(tried) > 80


@pytest.mark.parametrize(
    ("examples", "forms"),
    [pytest.param(2, (("B", "simplified"),), id="2"), pytest.param(50, (("B", "full"), ("C", "full")), id="50", marks=pytest.mark.full)],
)
def test_answers_in_rows_that_were_added_in_word_come_back_as_they_were_given(examples: int, forms: tuple[Form, ...]) -> None:
    tried: list[int] = []

    def prove(subject: Subject) -> None:
        (letter, size), answers = subject
        data = made(EXAMPLES[letter], size, "docx")
        form = asked(EXAMPLES[letter], size)
        for question in _with_open_rows(form):
            data = with_added_rows(data, question, MORE_ROWS)
        returned = read_form_docx(fill_docx(data, in_form(answers)), name="svar.docx")
        wider = form.with_rows_of(returned.values)
        assert returned.doubts == ()
        assert _typed(returned, wider)[0] == answers
        assert read_answers_of(returned, wider)[1] == ()
        tried.append(len(answers.values.keys() - {place.key for place in form.places}))

    _try(examples, forms, prove, more_rows=MORE_ROWS)
    assert len(tried) >= examples * 0.9
    assert max(tried) > 0


def _with_open_rows(form: AskedForm) -> tuple[str, ...]:
    return tuple(name for name, question in form.questions.items() if question.rows is Rows.OPEN)


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (soffice) to save the Word forms")
@pytest.mark.parametrize(
    ("examples", "forms"), [pytest.param(1, EACH_TIME, id="1"), pytest.param(25, FORMS_USED, id="25", marks=pytest.mark.full)]
)
def test_answer_that_libreoffice_loses_is_told_and_never_read_as_empty(examples: int, forms: tuple[Form, ...]) -> None:
    tried: list[int] = []

    def prove(subject: Subject) -> None:
        (letter, size), answers = subject
        given_in = in_form(answers)
        data = _saved(fill_docx(made(EXAMPLES[letter], size, "docx"), given_in))
        returned = read_form_docx(data, name="svar.docx")
        told = {each.place.field for each in returned.doubts}
        assert returned.reference == REFERENCE
        assert [key for key, value in given_in.items() if returned.values.get(key) != value and key not in told] == []
        assert set(returned.values) <= set(given_in)
        tried.append(len(given_in))

    _try(examples, forms, prove)
    assert len(tried) == examples


def _saved(data: bytes) -> bytes:
    """The file as LibreOffice saves it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        words = [str(SOFFICE), profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "out"), str(folder / "a.docx")]
        subprocess.run(words, capture_output=True, timeout=180, check=True)
        return (folder / "out" / "a.docx").read_bytes()
