"""A form that comes back as JSON says the same as one in Word; everything doubtful is refused with its line."""

import json

import pytest

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.reading import read_answers_of
from sokdocs.loading.returned_form_json import FORMAT, read_form_json
from tests.unit.self_report.makers import REFERENCE, a_field, a_form, a_lead, a_question, read


def _file(answers: object, **changes: object) -> bytes:
    return json.dumps({"format": FORMAT, "form": REFERENCE, "answers": answers, **changes}, ensure_ascii=False).encode()


def test_json_gives_the_values_as_they_would_be_written() -> None:
    answers = {"Q2.1": "yes", "Q2.1.evidence": ["kart 1.pdf", "plan.docx"], "Q2.4": ["a", "b"], "Q2.6": 1200, "Q8.1": True, "Q2.5": ""}
    form = read_form_json(_file(answers), name="svar.json")
    assert (form.origin, form.name, form.reference, form.doubts) == ("json", "svar.json", REFERENCE, ())
    assert dict(form.values) == {
        "Q2.1": "yes",
        "Q2.1.evidence": "kart 1.pdf\nplan.docx",
        "Q2.4": "a b",
        "Q2.6": "1200",
        "Q8.1": "true",
    }


def test_json_gives_the_same_answers_as_other_forms() -> None:
    asked = a_form(a_lead(), a_question("Q2.6", a_field("number")), a_question("Q8.1", a_field("check")))
    form = read_form_json(_file({"Q2.1": "yes", "Q2.1.evidence": ["kart.pdf"], "Q2.6": 1200, "Q8.1": True}), name="svar.json")
    answers, remarks = read_answers_of(form, asked)
    assert (answers.values, remarks) == read(asked, {"Q2.1": "Ja", "Q2.1.evidence": " kart.pdf\r\n", "Q2.6": "1 200", "Q8.1": "x"})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[]", "the file is not a table"),
        (b'{"form": ', "the file ends too early"),
        (_file({}, format="x"), "the file is of another format"),
        (_file({}, form=""), "does not say which form"),
        (_file({}, form=1), "does not say which form"),
        (_file({}, more=1), 'unknown key "more"'),
        (_file([]), '"answers" is not a table'),
        (_file({"Q2.1": False}), '"Q2.1" has no answer of a kind that can stand here'),
        (_file({"Q2.1": None}), '"Q2.1" has no answer'),
        (_file({"Q2.1": []}), '"Q2.1" has no answer'),
        (_file({"Q2.1": [1]}), '"Q2.1" has no answer'),
        (_file({"Q2.1": 1.5}), '"Q2.1" has no answer'),
        (_file({"Q2.1": {"a": "b"}}), '"Q2.1" has no answer'),
        (_file({"Q2.4": ["a b"]}), "an entry has blanks in it"),
        (_file({"Q2.1.evidence": ["a\nb"]}), "an entry has blanks in it"),
        (_file({"../x": "a"}), '"../x" is no key of a place to answer'),
        (b'{"format": "sokdocs-self-report/1", "form": "a", "form": "b"}', "stands twice"),
    ],
)
def test_what_is_wrong_is_told(data: bytes, words: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_form_json(data, name="svar.json")
    assert any(words in each.message for each in caught.value.problems), caught.value.problems
    assert all(each.place.file == "svar.json" and each.hint for each in caught.value.problems)
