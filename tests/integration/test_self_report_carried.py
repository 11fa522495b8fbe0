"""Random answers carried over into new forms, in Word and PDF: what stands there is read back as it was given."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sokdocs.core.document.answer_places import answer_places
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.comparing import ReportedForm, difference
from sokdocs.core.self_report.reading import read_answers_of
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.loading.word.form import read_form_docx
from sokdocs.workflows.making import make, plan
from tests.integration.self_report_answers import answers_to
from tests.integration.self_report_forms import EXAMPLES, REFERENCE, TODAY, asked, request_of, the_world
from tests.integration.test_self_report_forms import LONG, answers
from tests.proofs.docx_audit import docx_findings
from tests.proofs.verapdf import FORM_FILES, validate

Subject = tuple[tuple[str, str], Answers]
ONE = (("A", "simplified"),)
SOME = (*ONE, ("B", "full"), ("C", "full"), ("D", "simplified"))


@st.composite
def _subjects(draw: st.DrawFn, forms: tuple[tuple[str, str], ...]) -> Subject:
    letter, form = draw(st.sampled_from(forms))
    return (letter, form), draw(answers_to(asked(EXAMPLES[letter], form), TODAY))


def _made_with(example: str, form: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """The files of a form that begins with these answers."""
    world = the_world()
    request = replace(request_of(example, form, TODAY), forms=("docx", "pdf"), answered=values)
    return make(world.catalogue, request, plan(world.catalogue, request, reference=REFERENCE), world.forms).files


def _read(files: Mapping[str, bytes]) -> tuple[ReturnedForm, ReturnedForm]:
    return read_form_docx(files["docx"], name="form.docx"), read_form_pdf(files["pdf"], name="form.pdf")


@pytest.mark.slow
@pytest.mark.parametrize(("examples", "forms"), [pytest.param(2, ONE, id="2"), pytest.param(20, SOME, id="20", marks=pytest.mark.full)])
def test_carried_answers_are_read_in_the_new_form_as_they_were_given(examples: int, forms: tuple[tuple[str, str], ...]) -> None:
    counts: list[int] = []

    def prove(subject: Subject) -> None:
        (letter, form), answers = subject
        new = asked(EXAMPLES[letter], form)
        values = dict(difference(ReportedForm(new, answers), new).values)
        for returned in _read(_made_with(EXAMPLES[letter], form, values)):
            assert (returned.reference, returned.doubts) == (REFERENCE, ())
            read, remarks = read_answers_of(returned, new)
            assert (remarks, read.values.keys()) == ((), values.keys())
            assert {key: answers.values[key] for key in values} == dict(read.values)
        counts.append(len(values))

    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    wanted = settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=quiet, phases=[Phase.generate]
    )
    wanted(given(_subjects(forms))(prove))()
    assert len(counts) == examples and any(counts)


@pytest.mark.parametrize(("letter", "form"), [pytest.param(*each, marks=pytest.mark.full) for each in SOME])
def test_forms_with_carried_answers_keep_to_their_standards(letter: str, form: str, tmp_path: Path) -> None:
    ticks = {place.key for place in asked(EXAMPLES[letter], form).places if place.kind == "check"}
    values = {key: value for key, value in answers(letter, form).items() if key not in ticks}
    assert LONG in values.values()
    files = _made_with(EXAMPLES[letter], form, values)
    assert docx_findings(files["docx"]) == []
    path = tmp_path / "form.pdf"
    path.write_bytes(files["pdf"])
    assert [(each.flavour, each.broken, each.is_compliant) for each in validate(path, FORM_FILES)] == [
        (name, (), True) for name in FORM_FILES
    ]
    assert [(dict(each.values), each.doubts) for each in _read(files)] == [(values, ())] * 2


def test_long_answers_stand_in_boxes_that_are_high_enough() -> None:
    request = replace(request_of("05", "full", TODAY), answered={"Q3.2.1.measure": "Sporer bomullen til området den kom fra", "Q2.6": LONG})
    lines = {each.name: each.lines for each in answer_places(plan(the_world().catalogue, request).assembly.document)}
    assert (lines["Q3.2.1.measure"], lines["Q3.2.2.measure"]) == (4, 2)
    assert (lines["Q2.6"], lines["Q5.1.how"]) == (30, 5)
