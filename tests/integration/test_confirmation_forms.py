"""The confirmation of the terms as Word and PDF: one for every category, held against the standards, and read back as it was filled in."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from sokdocs.core.document.outline import outline
from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.checking import read_and_check
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.loading.returned_form_json import read_form_json
from sokdocs.loading.word.form import read_form_docx
from tests.integration.confirmation_forms import KIND, asked, made, planned
from tests.integration.form_docx_filling import fill_docx
from tests.integration.form_pdf_filling import fill_pdf
from tests.integration.self_report_answers import answers_to, in_form
from tests.integration.self_report_forms import EXAMPLES, REFERENCE, TODAY
from tests.proofs.docx_audit import docx_findings
from tests.proofs.verapdf import FORM_FILES, validate

STATES = ("empty", "filled")
EACH_TIME = {("C", "filled")}
FULL = [(letter, state) for letter in EXAMPLES for state in STATES]
BANK = (*(f"QT.{number}" for number in range(1, 11)), "Q0.1")
HARD = "Ærlig & \"øvrig\" <ål> 'så' – 100 %"
HARD_LONG = f"{HARD}\n\n{HARD * 30}"

each_form = pytest.mark.parametrize(
    ("letter", "state"),
    [pytest.param(*each, id="-".join(each), marks=() if each in EACH_TIME else pytest.mark.full) for each in FULL],
)
each_letter = pytest.mark.parametrize("letter", EXAMPLES)


def _answers(letter: str) -> Mapping[str, str]:
    """Something at every place, the last code where one is chosen."""
    known = {"check": "true", "number": "17", "date": "2026-05-17", "countries": "BD VN NO", "long_text": HARD_LONG}
    return {place.key: known.get(place.kind) or [HARD, *place.words][-1] for place in asked(EXAMPLES[letter]).places}


@each_letter
def test_each_category_has_a_form_without_holes_that_asks_of_every_product(letter: str) -> None:
    selection, assembly = planned(EXAMPLES[letter]).selection, planned(EXAMPLES[letter]).assembly
    category = selection.situation.category
    assert (assembly.missing, assembly.problems, category.id if category else "") == ((), (), letter)
    form = asked(EXAMPLES[letter])
    assert form.products == tuple(each.product.name for each in selection.situation.products)
    assert set(BANK) - set(form.questions) <= {"QT.7"}
    assert not any(each.points or each.is_lead for each in form.questions.values())


def test_form_names_the_procurement_and_says_that_it_is_no_espd() -> None:
    lines = [line.text for line in outline(planned(EXAMPLES["C"]).assembly.document)]
    assert any("Skjemaet er ikke egenerklæringen (ESPD)" in line and "avvise" in line for line in lines)
    assert any("2026/00733" in line for line in lines)


@each_form
def test_word_form_has_no_findings_and_gives_the_answers_back(letter: str, state: str) -> None:
    wanted = _answers(letter) if state == "filled" else {}
    data = fill_docx(made(EXAMPLES[letter], "docx"), wanted)
    assert docx_findings(data) == []
    returned = read_form_docx(data, name="svar.docx")
    assert (returned.reference, dict(returned.values), returned.doubts) == (REFERENCE, wanted, ())


@pytest.mark.slow
@each_form
def test_pdf_form_keeps_to_both_standards_and_gives_the_answers_back(letter: str, state: str, tmp_path: Path) -> None:
    wanted = _answers(letter) if state == "filled" else {}
    empty = made(EXAMPLES[letter], "pdf")
    data = fill_pdf(empty, wanted) if wanted else empty
    path = tmp_path / "form.pdf"
    path.write_bytes(data)
    verdicts = validate(path, FORM_FILES)
    assert [(each.flavour, each.broken, each.is_compliant) for each in verdicts] == [(name, (), True) for name in FORM_FILES]
    assert min(each.checks for each in verdicts) > 500
    returned = read_form_pdf(data, name="svar.pdf")
    assert (returned.reference, dict(returned.values), returned.doubts) == (REFERENCE, wanted, ())


@pytest.mark.parametrize("examples", [3, pytest.param(100, marks=pytest.mark.full)])
def test_answers_come_back_as_they_were_given_from_word_pdf_and_json(examples: int) -> None:
    form = asked(EXAMPLES["C"])
    tried: list[int] = []

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
        phases=[Phase.generate],
    )
    @given(answers_to(form, TODAY))
    def prove(answers: Answers) -> None:
        written = in_form(answers)
        sent = {"format": f"sokdocs-{KIND}/1", "form": REFERENCE, "answers": written}
        read = [
            read_form_docx(fill_docx(made(EXAMPLES["C"], "docx"), written), name="svar.docx"),
            read_form_pdf(fill_pdf(made(EXAMPLES["C"], "pdf"), written), name="svar.pdf"),
            read_form_json(json.dumps(sent).encode(), name="svar.json"),
        ]
        found = [read_and_check(each, form, on=TODAY) for each in read]
        assert [values for values, _ in found] == [answers] * 3
        assert found[0][1] == found[1][1] == found[2][1]
        tried.append(len(answers.values))

    prove()
    assert len(tried) >= examples * 0.9
    assert max(tried) > 20


def test_json_of_another_format_is_refused() -> None:
    sent = {"format": "sokdocs-espd/1", "form": REFERENCE, "answers": {}}
    with pytest.raises(InvalidError) as caught:
        read_form_json(json.dumps(sent).encode(), name="svar.json")
    assert [each.message for each in caught.value.problems] == ["the file is of another format"]
    assert "sokdocs-confirmation/1" in caught.value.problems[0].hint
