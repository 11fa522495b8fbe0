"""Rows that a supplier has added to open ones: asked as the last one is, up to a limit, and carried and compared like the others."""

from datetime import date

from sokdocs.core.assembly.answers import Asking, answer_blocks
from sokdocs.core.document.blocks import Table
from sokdocs.core.document.open_rows import open_rows
from sokdocs.core.problems import Place, Problem
from sokdocs.core.questions.question import MOST_ROWS, Rows
from sokdocs.core.self_report.carrying import carry
from sokdocs.core.self_report.comparing import Change, ChangeKind, compare
from sokdocs.core.self_report.reading import read_answers_of
from tests.unit.self_report.makers import PHRASES, TODAY, a_field, a_form, a_question, a_table, codes, read, reported, returned, told

COLUMNS = (a_field("text", "measure"), a_field("date", "due", is_required=False))
OPEN = a_table("Q3.2", *COLUMNS, rows=Rows.OPEN, count=2, evidence={"nb": "plan"})
BY_PRODUCT = a_table("Q0.2", a_field("countries", "final"))
FORM = a_form(BY_PRODUCT, OPEN, a_question("Q3.3"))


def test_added_rows_stand_after_the_last_one_and_are_called_by_their_number() -> None:
    wider = FORM.with_rows_of(["Q3.2.4.measure", "Q3.2.1.measure"])
    assert [place.key for place in wider.places_of("Q3.2")] == [
        *(f"Q3.2.{row}.{name}" for row in (1, 2, 3, 4) for name in ("measure", "due")),
        "Q3.2.evidence",
    ]
    added = wider.place("Q3.2.4.measure")
    assert added is not None
    assert (added.row, added.name, added.identity) == (4, "measure", ("Q3.2", "4", "measure"))
    assert added.label == "Q3.2 Tittel, 4: measure"
    assert added.is_required
    assert wider.places_of("Q0.2") == FORM.places_of("Q0.2")
    assert wider.products == FORM.products


def test_nothing_is_added_to_rows_of_products_to_other_questions_or_beyond_the_limit() -> None:
    keys = ["Q0.2.7.final", "Q3.3.9.more", "Q9.9.9.x", f"Q3.2.{MOST_ROWS + 1}.measure", "Q3.2.99999.measure", "Q3.2.07.due", "", "Q3.2"]
    assert FORM.with_rows_of(keys) == FORM
    assert len(FORM.with_rows_of([f"Q3.2.{MOST_ROWS}.due"]).rows_of("Q3.2")) == MOST_ROWS


def test_answers_in_added_rows_are_read_by_their_column() -> None:
    values = {"Q3.2.3.measure": "Sporing", "Q3.2.3.due": "17. mai 2027", "Q3.2.60.measure": "For langt nede"}
    found, remarks = read(FORM.with_rows_of(values), values)
    assert dict(found) == {"Q3.2.3.measure": "Sporing", "Q3.2.3.due": date(2027, 5, 17)}
    assert codes(remarks) == [("Q3.2", "rows_beyond")]


def test_rows_below_the_last_that_is_read_are_told_once_for_each_table() -> None:
    values = {f"Q3.2.{row}.measure": "Sporing" for row in range(MOST_ROWS - 1, MOST_ROWS + 9)}
    form = FORM.with_rows_of(values)
    found, remarks = read(form, values)
    assert list(found) == [f"Q3.2.{row}.measure" for row in (MOST_ROWS - 1, MOST_ROWS)]
    assert told(remarks) == [
        "Q3.2 – vi leser de 50 første linjene i tabellen. Legg ved en liste over resten, og skriv navnet på filen i skjemaet."
    ]


def test_doubt_about_a_row_that_the_form_does_not_have_is_told() -> None:
    doubts = tuple(Problem(Place("svar.docx", field=key), "tvil") for key in ("Q3.2.4.measure", f"Q3.2.{MOST_ROWS + 1}.due", "Q9.9"))
    wider = FORM.with_rows_of(each.place.field for each in doubts)
    remarks = read_answers_of(returned({}, doubts=doubts), wider)[1]
    assert codes(remarks) == [("Q3.2.4.measure", "doubt"), ("Q3.2", "rows_beyond"), ("Q9.9", "not_in_form")]


def test_added_rows_are_compared_by_their_number_whichever_form_has_them() -> None:
    three = {"Q3.2.3.measure": "Sporing"}
    wider = FORM.with_rows_of(three)
    assert [(each.kind, each.key) for each in compare(reported(FORM, {}), reported(wider, three))] == [
        (ChangeKind.ANSWERED, "Q3.2.3.measure")
    ]
    gone = compare(reported(wider, three), reported(FORM, {}))
    assert gone == (Change(ChangeKind.UNANSWERED, "Q3.2", "Q3.2.3.measure", "Q3.2 Tittel, 3: measure", "Sporing", None),)


def test_added_rows_are_carried_over_and_stand_in_the_next_form() -> None:
    three = {"Q3.2.3.measure": "Sporing"}
    wider = FORM.with_rows_of(three)
    carried = carry(reported(wider, three), wider, on=TODAY).values
    assert dict(carried) == three
    (table,) = (each for each in answer_blocks(OPEN, "Q3.2 Tittel", Asking(PHRASES, "nb", (), carried)) if isinstance(each, Table))
    assert [place.row for place in open_rows(table).values()] == [1, 1, 2, 2, 3, 3]
    assert a_form(OPEN).rows_of("Q3.2") == FORM.rows_of("Q3.2")


def test_only_rows_that_say_their_number_alone_are_open() -> None:
    (table,) = (
        each for each in answer_blocks(BY_PRODUCT, "Q0.2 Tittel", Asking(PHRASES, "nb", ("Hansker", "Sko"))) if isinstance(each, Table)
    )
    assert dict(open_rows(table)) == {}
    (table,) = (each for each in answer_blocks(OPEN, "Q3.2 Tittel", Asking(PHRASES, "nb", ())) if isinstance(each, Table))
    assert list(open_rows(table)) == ["Q3.2.1.measure", "Q3.2.1.due", "Q3.2.2.measure", "Q3.2.2.due"]
