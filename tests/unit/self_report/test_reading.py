"""Answers as people write them become the same typed values; what can't be read is a remark."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.problems import Place, Problem
from sokdocs.core.questions.question import Rows
from sokdocs.core.self_report.answers import Value, written
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.reading import read_answers_of
from sokdocs.core.values.text import fold
from tests.unit.self_report.makers import a_field, a_form, a_lead, a_question, a_table, codes, read, returned, told

CHOICES = {"unions": "Fagforeninger", "reports": "Rapporter fra myndigheter, FN eller ILO", "none": "Ingen"}
EVERY = a_form(
    a_lead("Q2.1"),
    a_question("Q2.2", a_field("yes_partly_no"), reason_for=("no", "not_relevant")),
    a_question("Q2.3", a_field("date")),
    a_question("Q2.4", a_field("choices", choices=CHOICES), a_field("choice", "first", choices=CHOICES)),
    a_question("Q2.5", a_field("text"), a_field("long_text", "more"), a_field("url", "where")),
    a_question("Q2.6", a_field("number", unit={"nb": "ledd"}), a_field("percent", "share")),
    a_table("Q2.7", a_field("countries", "final"), a_field("number", "known")),
    a_question("Q8.1", a_field("check")),
)
E_COMBINED, E_SINGLE = "e\u0301", "é"


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("Q2.1", "yes", "yes"),
        ("Q2.1", " Ja ", "yes"),
        ("Q2.1", "JA.", "yes"),
        ("Q2.2", "Ikke relevant", "not_relevant"),
        ("Q2.2", "delvis", "partly"),
        ("Q2.3", "2026-01-31", date(2026, 1, 31)),
        ("Q2.3", "31.01.2026", date(2026, 1, 31)),
        ("Q2.3", "1.2.2026", date(2026, 2, 1)),
        ("Q2.3", "31. januar 2026", date(2026, 1, 31)),
        ("Q2.3", "31 Jan 2026", date(2026, 1, 31)),
        ("Q2.3", "2026-01-31T00:00:00Z", date(2026, 1, 31)),
        ("Q2.4", "unions reports", ("unions", "reports")),
        ("Q2.4", "reports, Fagforeninger", ("unions", "reports")),
        ("Q2.4", "Rapporter fra myndigheter, FN eller ILO\nFagforeninger", ("unions", "reports")),
        ("Q2.4", "unions unions", ("unions",)),
        ("Q2.4.first", "Ingen", "none"),
        ("Q2.5", "  a \r\n b ", "a b"),
        ("Q2.5", E_COMBINED, E_SINGLE),
        ("Q2.5.more", "\r\n\r\na  \r\n\r\n  b\r", "a\n\n  b"),
        ("Q2.5.more", "a\vb", "a\nb"),
        ("Q2.5.where", " https://eksempel.example/a ", "https://eksempel.example/a"),
        ("Q2.6", "1 000", 1000),
        ("Q2.6", "1\u00a0000\u202f000", 1_000_000),
        ("Q2.6", "3 ledd", 3),
        ("Q2.6", "-4", -4),
        ("Q2.6", "−4", -4),
        ("Q2.6.share", "45 %", 45),
        ("Q2.6.share", "45%", 45),
        ("Q2.7.1.final", "BD", ("BD",)),
        ("Q2.7.1.final", "bd in", ("BD", "IN")),
        ("Q2.7.2.final", "Bangladesh, Kina og Sri Lanka", ("BD", "CN", "LK")),
        ("Q2.7.2.final", "Germany and Norge\nDE", ("DE", "NO")),
        ("Q8.1", "true", True),
        ("Q8.1", "X", True),
        ("Q2.1.evidence", "kart.pdf\r\n risiko 2026.xlsx \n\nkart.pdf", ("kart.pdf", "risiko 2026.xlsx")),
        ("Q2.1.evidence", "kart.pdf, risiko.xlsx; plan.docx", ("kart.pdf", "risiko.xlsx", "plan.docx")),
        ("Q2.1.evidence", "kart, med dato.pdf", ("kart, med dato.pdf",)),
        ("Q2.1.reason", "Arbeidet er i gang.", "Arbeidet er i gang."),
    ],
)
def test_answer_is_read_as_it_is_meant(key: str, text: str, value: Value) -> None:
    assert read(EVERY, {key: text}) == ({key: value}, ())


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("Q2.1", "Ja, delvis", "choice"),
        ("Q2.1", "partly", "choice"),
        ("Q2.3", "01/02/2026", "date"),
        ("Q2.3", "31.01.26", "date"),
        ("Q2.3", "31.02.2026", "date"),
        ("Q2.3", "januar 2026", "date"),
        ("Q2.4", "unions og andre", "choice"),
        ("Q2.4", ",", "choice"),
        ("Q2.5", "a\x00b", "characters"),
        ("Q2.6", "1.000", "number"),
        ("Q2.6", "12,5", "number"),
        ("Q2.6", "12 5", "number"),
        ("Q2.6", "ca. 40", "number"),
        ("Q2.6", "1E+3", "number"),
        ("Q2.7.1.final", "Atlantis", "country"),
        ("Q2.7.1.final", "laget in China", "country"),
        ("Q2.7.1.final", "EU", "country"),
        ("Q8.1", "kanskje", "tick"),
    ],
)
def test_answer_that_is_not_sure_is_a_remark_and_no_answer(key: str, text: str, code: str) -> None:
    values, remarks = read(EVERY, {key: text})
    assert (dict(values), codes(remarks)) == ({}, [(key, code)])


@pytest.mark.parametrize("text", ["", "  \r\n ", "\u00a0"])
def test_blank_place_is_not_answered(text: str) -> None:
    assert read(EVERY, {"Q2.5": text, "Q2.1": text, "Q8.1": text}) == ({}, ())


def test_open_tick_is_not_answered() -> None:
    assert read(EVERY, {"Q8.1": "false"}) == ({}, ())


def test_two_answers_with_the_same_words_are_not_chosen_between() -> None:
    asked = a_form(a_question("Q1.2", a_field("choice", choices={"a": "Styret", "b": "styret."})))
    assert codes(read(asked, {"Q1.2": "Styret"})[1]) == [("Q1.2", "choice")]
    assert read(asked, {"Q1.2": "b"}) == ({"Q1.2": "b"}, ())


def test_what_the_form_does_not_ask_is_named() -> None:
    values, remarks = read(EVERY, {"Q9.9.reason": "x", "Q2.1": "yes"})
    assert (dict(values), codes(remarks), remarks[0].question) == ({"Q2.1": "yes"}, [("Q9.9.reason", "not_in_form")], "Q9.9")


def test_place_that_the_file_has_lost_is_no_empty_answer() -> None:
    doubt = Problem(Place("svar.docx", 0, "Q2.3"), "the place is gone")
    _, remarks = read_answers_of(returned({}, doubts=(doubt,)), EVERY)
    assert codes(remarks) == [("Q2.3", "doubt")]


def test_remarks_stand_in_the_order_of_the_form() -> None:
    _, remarks = read(EVERY, {"x.y": "1", "Q8.1": "?", "Q2.6": "?", "Q2.1": "?"})
    assert [each.key for each in remarks] == ["Q2.1", "Q2.6", "Q8.1", "x.y"]


def test_remark_says_which_answers_there_are() -> None:
    _, remarks = read(EVERY, {"Q2.1": "tja"})
    assert told(remarks) == ["Q2.1 Tittel: Svar – «tja» er ikke et av svarene. Velg blant disse: Ja, Nei."]


# --- what is typed is written, and read again, as the same

TEXT = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Nd", "Zl", "Zp")), min_size=1, max_size=30)
    .map(fold)
    .filter(bool)
)
LINES = st.lists(TEXT, min_size=1, max_size=4).map("\n".join)
CODES = st.lists(st.sampled_from(sorted(CHOICES)), min_size=1, unique=True).map(lambda found: tuple(c for c in CHOICES if c in found))
NAMES = st.lists(st.sampled_from(["kart.pdf", "plan 2026.docx", "æøå.png", "a, b.pdf"]), min_size=1, unique=True).map(tuple)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "Q2.1": st.sampled_from(["yes", "no"]),
        "Q2.1.covers": st.sampled_from(["yes", "partly", "no", "not_relevant"]),
        "Q2.1.reason": LINES,
        "Q2.1.evidence": NAMES,
        "Q2.3": st.dates(date(1000, 1, 1)),
        "Q2.4": CODES,
        "Q2.4.first": st.sampled_from(sorted(CHOICES)),
        "Q2.5": TEXT,
        "Q2.5.more": LINES,
        "Q2.6": st.integers(-(10**15) + 1, 10**15 - 1),
        "Q2.6.share": st.integers(0, 100),
        "Q2.7.1.final": st.lists(st.sampled_from(["BD", "CN", "NO", "XK"]), min_size=1, unique=True).map(tuple),
        "Q2.7.2.known": st.integers(0, 99).filter(lambda number: number != 11),
        "Q8.1": st.just(True),
    },
)


def _written(asked: AskedForm, values: dict[str, Value]) -> dict[str, str]:
    places = {place.key: place for place in asked.places}
    return {key: written(places[key], value) for key, value in values.items()}


@given(VALUES)
def test_typed_answers_are_read_back_as_they_were_written(values: dict[str, Value]) -> None:
    assert read(EVERY, _written(EVERY, values)) == (values, ())


def test_form_knows_its_products_rows_and_versions() -> None:
    asked = a_form(a_table("Q0.2", a_field("countries", "final")), a_table("Q2.5", a_field("text", "risk"), rows=Rows.OPEN, count=2))
    assert asked.products == ("Arbeidstøy", "Hansker")
    assert [place.identity for place in asked.places] == [
        ("Q0.2", "arbeidstøy", "final"),
        ("Q0.2", "hansker", "final"),
        ("Q2.5", "1", "risk"),
        ("Q2.5", "2", "risk"),
    ]
    assert asked.versions["Q0.2"].date == date(2022, 7, 1)
