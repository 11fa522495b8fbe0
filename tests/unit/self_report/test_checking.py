"""What is missing, contradictory or out of range is named, all at once, in words that can be sent to the supplier."""

from datetime import date
from typing import Any

import pytest

from sokdocs.core.questions.question import AskedWhen, Question, Rows
from sokdocs.core.selection.phrase_names import phrase_names
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.checking import check, read_and_check
from tests.unit.self_report.makers import TODAY, a_field, a_form, a_lead, a_question, a_table, codes, returned, told

IF_YES = AskedWhen("Q2.1", ("yes",))
FULL: dict[str, Value] = {"Q2.1": "yes", "Q2.1.covers": "yes", "Q2.1.evidence": ("kart.pdf",)}


def _found(asked: AskedForm, values: dict[str, Value], **more: Any) -> list[tuple[str, str]]:
    return codes(check(Answers(values), asked, on=TODAY, **more))


def test_form_that_is_right_has_no_remarks() -> None:
    assert _found(a_form(a_lead()), FULL, received=("kart.pdf",)) == []


@pytest.mark.parametrize(
    ("question", "values", "found"),
    [
        (a_question("Q1.2"), {}, [("Q1.2", "missing")]),
        (a_question("Q1.2", a_field("text", is_required=False)), {}, []),
        (a_question("Q8.1", a_field("check")), {}, [("Q8.1", "unticked")]),
        (a_question("Q8.1", a_field("check", is_required=False)), {}, []),
        (a_question("Q3.3", a_field("yes_partly_no"), reason_for=("no", "not_relevant")), {"Q3.3": "no"}, [("Q3.3.reason", "reason")]),
        (a_question("Q3.3", a_field("yes_partly_no"), reason_for=("no",)), {"Q3.3": "partly"}, []),
        (a_question("Q3.3", a_field("yes_partly_no"), reason_for=("no",)), {"Q3.3": "no", "Q3.3.reason": "Nytt i år."}, []),
        (a_question("Q3.3", evidence={"nb": "kart"}), {"Q3.3": "yes"}, []),
    ],
)
def test_missing_answers_are_named(question: Question, values: dict[str, Value], found: list[tuple[str, str]]) -> None:
    assert _found(a_form(question), values) == found


UNLESS_NO = a_question("Q2.1", a_field(), a_field("yes_partly_no", "covers", unless=("no",)), is_lead=True)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"Q2.1": "no"}, []),
        ({"Q2.1": "no", "Q2.1.covers": "no"}, []),
        ({"Q2.1": "yes"}, [("Q2.1.covers", "missing")]),
        ({}, [("Q2.1", "missing"), ("Q2.1.covers", "missing")]),
    ],
)
def test_what_a_no_leaves_nothing_to_say_of_is_not_missing(values: dict[str, Value], found: list[tuple[str, str]]) -> None:
    assert _found(a_form(UNLESS_NO), values) == found


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (a_field("number", minimum=0, maximum=30), -1, "below"),
        (a_field("number", minimum=0, maximum=30), 31, "above"),
        (a_field("number", minimum=0, maximum=30), 30, None),
        (a_field("percent"), 101, "above"),
        (a_field("percent"), -1, "below"),
        (a_field("percent"), 100, None),
        (a_field("percent", minimum=10), 5, "below"),
        (a_field("date"), date(2026, 12, 1), "future"),
        (a_field("date"), TODAY, None),
        (a_field("date", may_be_future=True), date(2027, 12, 1), None),
        (a_field("date", minimum=date(2000, 1, 1)), date(1999, 12, 31), "too_early"),
        (a_field("date", maximum=date(2020, 1, 1)), date(2021, 1, 1), "too_late"),
        (a_field("countries"), ("BD", "QQ"), "country"),
        (a_field("countries"), ("BD",), None),
        (a_field("url"), "https://eksempel.example/side?a=1", None),
        (a_field("url"), "http://eksempel.example", None),
        (a_field("url"), "www.eksempel.example", "url"),
        (a_field("url"), "https://eksempel", "url"),
        (a_field("url"), "https://kari@eksempel.example", "url"),
        (a_field("url"), "javascript:alert(1)", "url"),
        (a_field("url"), "se nettsiden", "url"),
    ],
)
def test_answer_is_within_its_limits(field: Any, value: Value, code: str | None) -> None:
    assert _found(a_form(a_question("Q1.2", field)), {"Q1.2": value}) == ([("Q1.2", code)] if code else [])


@pytest.mark.parametrize(("text", "code"), [("etikk@tradogvern.example", None), ("etikk.tradogvern.example", "mailbox")])
def test_mailbox_is_an_address(text: str, code: str | None) -> None:
    asked = a_form(a_question("Q0.1", a_field("text", "mailbox")))
    assert _found(asked, {"Q0.1.mailbox": text}) == ([("Q0.1.mailbox", code)] if code else [])


@pytest.mark.parametrize(("number", "code"), [("958 935 420", None), ("NO 958935420 MVA", None), ("958935421", "organisation_number")])
def test_organisation_number_has_a_right_check_digit(number: str, code: str | None) -> None:
    asked = a_form(a_question("Q0.1", a_field("text", "organisation_number")))
    key = "Q0.1.organisation_number"
    assert _found(asked, {key: number}) == ([(key, code)] if code else [])


# --- questions that are asked only sometimes


def test_question_is_missing_only_where_it_is_asked() -> None:
    asked = a_form(a_lead(evidence={}), a_question("Q2.3", a_field("date"), asked_when=IF_YES))
    no: dict[str, Value] = {"Q2.1": "no", "Q2.1.reason": "Ikke ferdig.", "Q2.1.covers": "no"}
    assert _found(asked, no) == []
    assert ("Q2.3", "missing") in _found(asked, {"Q2.1": "yes", "Q2.1.covers": "yes"})


def test_question_behind_a_question_that_is_not_asked_is_not_asked() -> None:
    second = a_question("Q2.3", asked_when=IF_YES)
    asked = a_form(a_lead(evidence={}), second, a_question("Q2.4", asked_when=AskedWhen("Q2.3", ("yes",))))
    values: dict[str, Value] = {"Q2.1": "no", "Q2.1.reason": "x", "Q2.1.covers": "no", "Q2.3": "yes"}
    assert _found(asked, values) == [("Q2.3", "not_asked")]


def test_question_that_builds_on_one_the_form_lacks_is_not_asked() -> None:
    assert _found(a_form(a_question("Q2.3", asked_when=IF_YES)), {}) == []


def test_answer_to_what_is_not_asked_is_a_contradiction() -> None:
    asked = a_form(a_lead(evidence={}), a_question("Q2.3", a_field("date"), asked_when=IF_YES))
    remarks = check(Answers({"Q2.1": "no", "Q2.1.reason": "x", "Q2.1.covers": "no", "Q2.3": TODAY}), asked, on=TODAY)
    assert told(remarks) == [
        "Q2.3 Tittel: Svar – dette skal bare besvares hvis svaret på Q2.1 er Ja. Ta bort svaret her, eller rett svaret på Q2.1."
    ]


# --- lead questions


def test_lead_yes_wants_other_answers_in_its_part() -> None:
    asked = a_form(a_lead(), a_question("Q2.4", a_field("text", is_required=False)), a_question("Q3.2", a_field("text")))
    assert _found(asked, {**FULL, "Q3.2": "Ja vel"}) == [("Q2.1", "lead_alone")]
    assert _found(asked, {**FULL, "Q3.2": "Ja vel", "Q2.4": "kilder"}) == []


def test_lead_yes_wants_evidence() -> None:
    values: dict[str, Value] = {"Q2.1": "yes", "Q2.1.covers": "yes"}
    assert _found(a_form(a_lead()), values) == [("Q2.1.evidence", "no_evidence")]
    assert _found(a_form(a_lead(evidence={})), values) == []


@pytest.mark.parametrize(("covers", "found"), [("yes", []), ("partly", []), ("no", ["covers_none"]), ("not_relevant", ["covers_none"])])
def test_lead_yes_that_holds_for_no_product_is_named(covers: str, found: list[str]) -> None:
    lead = a_question("Q2.1", a_field(), a_field("yes_partly_no", "covers_products"), is_lead=True)
    remarks = check(Answers({"Q2.1": "yes", "Q2.1.covers_products": covers}), a_form(lead), on=TODAY)
    assert [code for _, code in codes(remarks)] == found
    assert all("svarer dere «Delvis» her" in each for each in told(remarks))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"Q4.2": 6, "Q4.2.third_party": 6}, []),
        ({"Q4.2": 6, "Q4.2.third_party": 7}, [("Q4.2.third_party", "part_too_large")]),
        ({"Q4.2": 0, "Q4.2.third_party": 0}, []),
        ({"Q4.2": 0, "Q4.2.third_party": 1}, [("Q4.2.third_party", "part_too_large")]),
        ({"Q4.2.third_party": 7}, [("Q4.2", "missing")]),
    ],
)
def test_part_of_a_number_is_no_larger(values: dict[str, Value], found: list[tuple[str, str]]) -> None:
    asked = a_form(a_question("Q4.2", a_field("number"), a_field("number", "third_party", part_of="")))
    assert _found(asked, values) == found


def test_part_that_is_too_large_is_told_with_both_numbers() -> None:
    asked = a_form(a_question("Q5.3", a_field("number", "received"), a_field("number", "answered", part_of="received")))
    remarks = check(Answers({"Q5.3.received": 4, "Q5.3.answered": 99}), asked, on=TODAY)
    assert told(remarks) == ["Q5.3 Tittel: answered – dere har skrevet 99, men bare 4 under «received». Rett det tallet som er feil."]


def test_choice_of_none_excludes_others() -> None:
    asked = a_form(a_question("Q2.4", a_field("choices", choices={"unions": "Fagforeninger", "none": "Ingen"})))
    assert _found(asked, {"Q2.4": ("unions", "none")}) == [("Q2.4", "none_and_more")]
    assert _found(asked, {"Q2.4": ("none",)}) == []


# --- rows


def test_every_product_has_its_row() -> None:
    asked = a_form(a_table("Q0.2", a_field("countries", "final"), a_field("number", "known")))
    values: dict[str, Value] = {"Q0.2.1.final": ("BD",)}
    assert _found(asked, values) == [("Q0.2.1.known", "half_row"), ("Q0.2.2.final", "row")]


def test_row_of_a_product_is_named_by_the_product() -> None:
    asked = a_form(a_table("Q0.2", a_field("countries", "final")))
    remarks = check(Answers({"Q0.2.1.final": ("BD",)}), asked, on=TODAY)
    assert told(remarks) == ["Q0.2 Tittel, Hansker: final – denne raden er ikke fylt ut. Fyll ut hele raden."]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, [("Q3.2.1.risk", "rows")]),
        ({"Q3.2.2.risk": "Brann", "Q3.2.2.done": "yes"}, []),
        ({"Q3.2.2.risk": "Brann"}, [("Q3.2.2.done", "half_row")]),
        ({"Q3.2.2.note": "?"}, [("Q3.2.2.risk", "half_row"), ("Q3.2.2.done", "half_row")]),
    ],
)
def test_open_rows_are_whole_or_empty(values: dict[str, Value], found: list[tuple[str, str]]) -> None:
    columns = (a_field("text", "risk"), a_field("yes_no", "done"), a_field("text", "note", is_required=False))
    assert _found(a_form(a_table("Q3.2", *columns, rows=Rows.OPEN, count=3)), values) == found


def test_rows_that_need_nothing_may_stay_empty() -> None:
    assert _found(a_form(a_table("Q3.2", a_field("text", "risk", is_required=False), rows=Rows.OPEN, count=2)), {}) == []


# --- attachments


def test_attachments_named_and_received_are_compared() -> None:
    values: dict[str, Value] = {**FULL, "Q2.1.evidence": ("Kart.PDF", "plan.docx")}
    found = _found(a_form(a_lead()), values, received=("mappe/kart.pdf", "bilde.png"))
    assert found == [("Q2.1.evidence", "attachment_missing"), ("", "attachment_unnamed")]


# --- the whole way


def test_place_that_could_not_be_read_is_not_called_missing() -> None:
    asked = a_form(a_lead(evidence={}), a_question("Q2.3", a_field("date"), asked_when=IF_YES), a_question("Q2.4", a_field("number")))
    answers, remarks = read_and_check(
        returned({"Q2.1": "tja", "Q2.1.covers": "Ja", "Q2.3": "31.01.2026", "Q2.4": "mange"}), asked, on=TODAY
    )
    assert codes(remarks) == [("Q2.1", "choice"), ("Q2.4", "number")]
    assert dict(answers.values) == {"Q2.1.covers": "yes", "Q2.3": date(2026, 1, 31)}


def test_row_with_a_place_that_could_not_be_read_is_not_called_missing() -> None:
    asked = a_form(a_table("Q0.2", a_field("countries", "final"), a_field("number", "known")), products=("Hansker",))
    _, remarks = read_and_check(returned({"Q0.2.1.final": "Atlantis"}), asked, on=TODAY)
    assert codes(remarks) == [("Q0.2.1.final", "country")]


def test_what_is_missing_is_told_from_what_is_wrong() -> None:
    asked = a_form(a_question("Q1.2"), a_question("Q1.5", a_field("percent")))
    remarks = check(Answers({"Q1.5": 120}), asked, on=TODAY)
    assert [(each.question, each.is_missing) for each in remarks] == [("Q1.2", True), ("Q1.5", False)]
    assert told(remarks)[1] == "Q1.5 Tittel: Svar – 120\u00a0% er for mye. Det meste som kan stå her, er 100\u00a0%."


def test_words_of_every_remark_are_listed() -> None:
    asked = a_form(a_question("Q1.2"))
    assert {each.saying.name for each in check(Answers({}), asked, on=TODAY)} <= phrase_names()


def test_number_out_of_bounds_is_told_without_the_unit_of_its_label() -> None:
    asked = a_form(a_question("Q4.2", a_field("number", minimum=0, unit={"nb": "antall"})))
    assert told(check(Answers({"Q4.2": -3}), asked, on=TODAY)) == [
        "Q4.2 Tittel: Svar (antall) – \u22123 er for lite. Det minste som kan stå her, er 0."
    ]
