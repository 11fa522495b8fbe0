"""Remarks become the rows of a letter: a question's number, and all that is missing there in words."""

import pytest

from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.checking import check
from sokdocs.core.self_report.letter_rows import LONGEST, letter_rows
from sokdocs.core.self_report.remark import remark_beside
from sokdocs.core.values.phrases import saying
from tests.unit.self_report.makers import PHRASES, TODAY, a_field, a_form, a_lead, a_question, a_table

FORM = a_form(a_lead(), a_question("Q2.3", a_field("date")), a_table("Q2.2", a_field("text", "depth")))


def _rows(asked: AskedForm, values: dict[str, Value]) -> tuple[tuple[str, str], ...]:
    return letter_rows(check(Answers(values), asked, on=TODAY), asked, PHRASES, "nb")


def test_each_question_has_a_row_in_the_order_of_the_form() -> None:
    rows = _rows(FORM, {"Q2.2.1.depth": "alt"})
    assert [name for name, _ in rows] == ["Q2.1", "Q2.3", "Q2.2"]


def test_row_has_every_remark_on_its_question_with_a_line_each() -> None:
    ((_, text), *_others) = _rows(FORM, {})
    assert text.split("\n") == [
        "Tittel: Svar – svaret mangler. Fyll det inn.",
        "Tittel: covers – svaret mangler. Fyll det inn.",
    ]


def test_number_stands_only_in_its_own_column() -> None:
    assert not any(text.startswith(name) for name, text in _rows(FORM, {}))


@pytest.mark.parametrize(
    "beside",
    [
        remark_beside("", saying("check_attachment_unnamed", file="kart.pdf")),
        remark_beside("Q9.9.what", saying("check_not_in_form", key="Q9.9.what")),
    ],
)
def test_what_belongs_to_no_question_comes_last_under_its_own_heading(beside: object) -> None:
    rows = letter_rows((beside, *check(Answers({}), FORM, on=TODAY)), FORM, PHRASES, "nb")  # type: ignore[arg-type]
    assert [name for name, _ in rows] == ["Q2.1", "Q2.3", "Q2.2", "Vedlegg og annet"]


def test_very_many_remarks_on_one_question_take_several_rows() -> None:
    products = tuple(f"Produkt {'æ' * 40} {number}" for number in range(60))
    rows = _rows(a_form(a_table("Q2.2", a_field("text", "depth")), products=products), {})
    assert {name for name, _ in rows} == {"Q2.2"} and len(rows) > 1
    assert sum(len(text.split("\n")) for _, text in rows) == 60
    assert all(len(text) <= LONGEST for _, text in rows)


def test_no_remarks_give_no_rows() -> None:
    assert letter_rows((), FORM, PHRASES, "nb") == ()
