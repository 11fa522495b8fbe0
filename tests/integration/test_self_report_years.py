"""Last year's form beside this year's: read by its own questions, compared, and carried over into what is asked now."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from sokdocs.core.assembly.answers import Asking, answer_blocks
from sokdocs.core.document.answer_places import answer_places
from sokdocs.core.document.blocks import Answer, Block, Document, Inlines, Provision, Table
from sokdocs.core.self_report.asked import question_of
from sokdocs.core.self_report.checking import read_and_check
from sokdocs.core.self_report.comparing import Change, ChangeKind, ReportedForm, compare, difference
from sokdocs.core.self_report.scoring import score
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.returned_form_json import read_form_json
from sokdocs.loading.word.form import read_form_docx
from tests.integration.form_docx_filling import fill_docx
from tests.integration.self_report_desk import SELF_REPORTS, as_written, example
from tests.integration.self_report_forms import KIND, REFERENCE, TODAY, asked, made, planned, the_world

WORKWEAR = "05"
THEN, THEN_CAME, NOW_CAME = date(2026, 6, 1), date(2026, 9, 28), date(2027, 6, 1)
NEW_PLACE = "Q4.2.with_workers"
ASKED_ANEW = ("Q1.6", "Q4.3", "Q5.3", "Q6.3", "Q8.1")
REVISED = ("Q4.2", "Q4.2.third_party", "Q4.2.unannounced", "Q4.2.evidence")


@cache
def _then() -> ReportedForm:
    """The green example in a Word form made before 1 July 2026, read back."""
    form = asked(WORKWEAR, "full", THEN)
    given = {key: value for key, value in as_written(example("green")["answers"]).items() if key != NEW_PLACE}
    data = fill_docx(made(WORKWEAR, "full", "docx", THEN), given)
    answers, remarks = read_and_check(read_form_docx(data, name="then.docx"), form, on=THEN_CAME)
    assert remarks == ()
    return ReportedForm(form, answers)


@cache
def _now(name: str) -> ReportedForm:
    """An example in a form made after it."""
    form = asked(WORKWEAR, "full")
    data = (SELF_REPORTS / f"{name}.json").read_bytes()
    return ReportedForm(form, read_and_check(read_form_json(data, name=f"{name}.json"), form, on=NOW_CAME)[0])


def _named(form: ReportedForm) -> tuple[str, ...]:
    """The attachments that a form names, all of which came."""
    return tuple(name for place in form.asked.places if place.is_evidence for name in form.answers.chosen(place.key))


def _of(changes: Iterable[Change], kind: ChangeKind) -> dict[str, Any]:
    return {each.key or each.question: (each.old, each.new) for each in changes if each.kind is kind}


def test_forms_of_two_years_ask_by_the_texts_of_their_day() -> None:
    old, new = asked(WORKWEAR, "full", THEN), asked(WORKWEAR, "full", TODAY)
    assert {place.key for place in new.places} - {place.key for place in old.places} == {NEW_PLACE}
    assert [name for name in new.versions if new.versions[name] != old.versions[name]] == ["Q4.2"]
    assert (old.versions["Q4.2"].date, new.versions["Q4.2"].date) == (date(2022, 7, 1), date(2026, 7, 1))


def test_form_of_last_year_is_read_and_weighed() -> None:
    then = _then()
    assert set(then.answers.values) == set(example("green")["answers"]) - {NEW_PLACE}
    found = score(then.answers, then.asked, the_world().scoring, THEN_CAME, received=_named(then))
    assert (found.band.id, int(found.percent)) == ("green", 85)


def test_years_are_compared_and_the_change_of_a_question_is_named() -> None:
    changes = compare(_then(), _now("green"))
    assert list(_of(changes, ChangeKind.QUESTION_REVISED)) == ["Q4.2"]
    assert _of(changes, ChangeKind.PLACE_NEW) == {NEW_PLACE: (None, 5)}
    assert {each.kind for each in changes} == {ChangeKind.SAME, ChangeKind.QUESTION_REVISED, ChangeKind.PLACE_NEW}
    assert set(_of(changes, ChangeKind.SAME)) == set(_then().answers.values)


def test_what_is_worse_than_last_year_is_seen() -> None:
    changes = compare(_then(), _now("red"))
    assert _of(changes, ChangeKind.CHANGED)["Q2.1"] == ("yes", "no")
    assert _of(changes, ChangeKind.CHANGED)["Q4.2"] == (6, 1)
    assert _of(changes, ChangeKind.UNANSWERED)["Q2.3"] == (date(2026, 5, 20), None)
    assert "Q2.1.reason" in _of(changes, ChangeKind.ANSWERED)
    assert list(_of(changes, ChangeKind.QUESTION_REVISED)) == ["Q4.2"]


def test_difference_form_carries_what_still_means_the_same_and_asks_the_rest() -> None:
    then, new = _then(), asked(WORKWEAR, "full")
    found = difference(then, new)
    given = as_written(example("green")["answers"])
    kept = {key: value for key, value in given.items() if question_of(key) not in (*ASKED_ANEW, "Q4.2") and not key.endswith(".evidence")}
    assert dict(found.values) == kept
    assert (found.new, found.changed) == ((NEW_PLACE,), REVISED)
    assert tuple(dict.fromkeys(map(question_of, found.anew))) == ASKED_ANEW
    open_then = {place.key for place in new.places} - set(then.answers.values) - {NEW_PLACE, *found.anew}
    assert set(found.unanswered) == open_then


def test_carried_answers_stand_in_the_places_of_their_questions() -> None:
    found, new = difference(_then(), asked(WORKWEAR, "full")), asked(WORKWEAR, "full")
    library = the_world().catalogue.library
    asking = Asking(library.phrases, "nb", new.products, found.values)
    shown: dict[str, str] = {}
    for name, question in new.questions.items():
        title = library.clauses[ClauseId(name)].title["nb"]
        shown |= {place.name: place.value for block in answer_blocks(question, title, asking) for place in _places(block)}
    assert {key: value for key, value in shown.items() if value} == dict(found.values)
    assert set(shown) == {place.key for place in new.places}


def test_word_form_with_carried_answers_gives_them_back() -> None:
    found = difference(_then(), asked(WORKWEAR, "full"))
    document = _with_values(planned(WORKWEAR, "full").assembly.document, dict(found.values))
    data = the_world().forms.renderer("docx", KIND).render(document, b"{}")
    returned = read_form_docx(data, name="difference.docx")
    assert (returned.reference, dict(returned.values), returned.doubts) == (REFERENCE, dict(found.values), ())


def _places(block: Block) -> list[Answer]:
    match block:
        case Provision(inlines=inlines):
            return [each for each in inlines if isinstance(each, Answer)]
        case Table(rows=rows):
            return [each for row in rows for cell in row for each in cell if isinstance(each, Answer)]
    pytest.fail(f"a {type(block).__name__} among places to answer")


def _with_values(document: Document, values: dict[str, str]) -> Document:
    def inlines(found: Inlines) -> Inlines:
        return tuple(replace(each, value=values.get(each.name, "")) if isinstance(each, Answer) else each for each in found)

    def block(found: Block) -> Block:
        match found:
            case Provision():
                return replace(found, inlines=inlines(found.inlines))
            case Table():
                return replace(found, rows=tuple(tuple(inlines(cell) for cell in row) for row in found.rows))
        return found

    sections = [
        replace(section, clauses=tuple(replace(one, blocks=tuple(block(each) for each in one.blocks)) for one in section.clauses))
        for section in document.sections
    ]
    filled = replace(document, sections=tuple(sections))
    assert {place.name: place.value for place in answer_places(filled) if place.value} == values
    return filled
