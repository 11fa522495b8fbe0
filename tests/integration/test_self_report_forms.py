"""The fillable forms of every category, full and simplified, held against the standards empty and filled in."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from sokdocs.core.self_report.asked import AskedPlace
from sokdocs.loading.pdf.form import read_form_pdf
from sokdocs.loading.word.form import read_form_docx
from tests.integration.form_docx_filling import fill_docx
from tests.integration.form_pdf_filling import fill_pdf
from tests.integration.self_report_forms import EXAMPLES, FORMS, PROCUREMENTS, REFERENCE, asked, made, planned
from tests.proofs.docx_audit import docx_findings
from tests.proofs.verapdf import FORM_FILES, validate

# Proof takes seconds. Each time two Word forms are held against the rules, a small one filled in and a large one empty, and one PDF;
# `-m full` takes all the others.
DOCX_EACH_TIME = {("B", "simplified", "filled"), ("C", "full", "empty")}
PDF_EACH_TIME = {("A", "simplified", "filled")}
STATES = ("empty", "filled")
SENTENCE = "Blåbærsyltetøy & «æøå ÆØÅ» er \"ikke\" <b>stort</b> – 'sa vi' i 2025. "
LONG = "\n".join([SENTENCE * 3, "", *(SENTENCE + str(number) for number in range(90))])[:4999] + "."
LINE = "Ærlig & \"øvrig\" <ål> 'så' – 100 %"


def _each(chosen: set[tuple[str, str, str]]) -> pytest.MarkDecorator:
    every = [(letter, form, state) for letter in EXAMPLES for form in FORMS for state in STATES]
    params = [pytest.param(*each, id="-".join(each), marks=() if each in chosen else pytest.mark.full) for each in every]
    return pytest.mark.parametrize(("letter", "form", "state"), params)


def answers(letter: str, form: str) -> Mapping[str, str]:
    """An answer at every place: the last code of a choice, all codes of several, hard texts, and one of 5,000 characters."""
    places = asked(EXAMPLES[letter], form).places
    found = {place.key: _answer(place) for place in places}
    longest = next(place.key for place in places if place.kind == "long_text")
    return {**found, longest: LONG}


def _answer(place: AskedPlace) -> str:
    codes = list(place.words)
    match place.kind:
        case "choices":
            return " ".join(codes)
        case "check":
            return "true"
        case "number" | "percent":
            return "17"
        case "date":
            return "2026-05-17"
        case "countries":
            return "BD VN NO"
        case "url":
            return "https://tradogvern.example/?a=1&b=2"
        case "long_text":
            return f"{LINE}\n\n{SENTENCE.strip()}\nslutt"
    return codes[-1] if codes else LINE


def test_each_category_has_a_form() -> None:
    found = {_category(path.name[:2]) for path in PROCUREMENTS.glob("*.yaml")}
    assert {letter: _category(example) for letter, example in EXAMPLES.items()} == {letter: letter for letter in (*found, "G")}
    for example in EXAMPLES.values():
        assert [planned(example, form).assembly.missing for form in FORMS] == [(), ()]
        assert len(asked(example, "simplified").questions) < len(asked(example, "full").questions)


def _category(example: str) -> str:
    category = planned(example, "full").selection.situation.category
    return category.id if category else ""


def test_longest_answer_has_five_thousand_characters() -> None:
    assert len(LONG) == 5000


@_each(DOCX_EACH_TIME)
def test_word_form_has_no_findings_and_gives_the_answers_back(letter: str, form: str, state: str) -> None:
    wanted = answers(letter, form) if state == "filled" else {}
    data = made(EXAMPLES[letter], form, "docx")
    data = fill_docx(data, wanted) if wanted else data
    assert docx_findings(data) == []
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
    assert len(names) == len({name.casefold() for name in names})
    returned = read_form_docx(data, name="svar.docx")
    assert (returned.reference, dict(returned.values), returned.doubts) == (REFERENCE, wanted, ())


@pytest.mark.slow
@_each(PDF_EACH_TIME)
def test_pdf_form_keeps_to_both_standards_and_gives_the_answers_back(letter: str, form: str, state: str, tmp_path: Path) -> None:
    data = made(EXAMPLES[letter], form, "pdf")
    wanted = answers(letter, form) if state == "filled" else {}
    data = fill_pdf(data, wanted) if wanted else data
    path = tmp_path / "form.pdf"
    path.write_bytes(data)
    verdicts = validate(path, FORM_FILES)
    assert [(each.flavour, each.broken, each.is_compliant) for each in verdicts] == [(name, (), True) for name in FORM_FILES]
    assert min(each.checks for each in verdicts) > 500
    returned = read_form_pdf(data, name="svar.pdf")
    assert (returned.reference, dict(returned.values), returned.doubts) == (REFERENCE, wanted, ())
