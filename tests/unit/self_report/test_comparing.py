"""This year's answers against last year's, and what a difference form carries over."""

from datetime import date

import pytest

from sokdocs.core.self_report.answers import Value
from sokdocs.core.self_report.comparing import Change, ChangeKind, compare, difference
from tests.unit.self_report.makers import a_field, a_form, a_lead, a_question, a_table, reported

SOURCES = {"unions": "Fagforeninger", "reports": "Rapporter"}
COUNTRIES = a_table("Q0.2", a_field("countries", "final"))


def _kinds(changes: tuple[Change, ...]) -> list[tuple[ChangeKind, str]]:
    return [(each.kind, each.key or each.question) for each in changes]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("yes", "yes", ChangeKind.SAME),
        ("yes", "no", ChangeKind.CHANGED),
        (None, "no", ChangeKind.ANSWERED),
        ("yes", None, ChangeKind.UNANSWERED),
        (True, 1, ChangeKind.CHANGED),
    ],
)
def test_answer_is_compared_with_last_years(old: Value | None, new: Value | None, kind: ChangeKind) -> None:
    asked = a_form(a_question("Q1.2"))
    before, after = ({"Q1.2": each} if each is not None else {} for each in (old, new))
    assert compare(reported(asked, before), reported(asked, after)) == (Change(kind, "Q1.2", "Q1.2", "Q1.2 Tittel: Svar", old, new),)


def test_place_without_answers_is_not_listed() -> None:
    asked = a_form(a_question("Q1.2"))
    assert compare(reported(asked, {}), reported(asked, {})) == ()


def test_questions_that_come_and_go_are_named() -> None:
    old, new = a_form(a_question("Q1.2"), a_question("Q1.3")), a_form(a_question("Q1.3"), a_question("Q1.4"))
    changes = compare(reported(old, {"Q1.2": "yes"}), reported(new, {"Q1.4": "no"}))
    assert _kinds(changes) == [
        (ChangeKind.QUESTION_NEW, "Q1.4"),
        (ChangeKind.PLACE_NEW, "Q1.4"),
        (ChangeKind.QUESTION_GONE, "Q1.2"),
        (ChangeKind.PLACE_GONE, "Q1.2"),
    ]
    assert (changes[1].new, changes[3].old) == ("no", "yes")


def test_new_version_of_a_question_is_named() -> None:
    old, new = a_form(a_question("Q1.2")), a_form(a_question("Q1.2"), since="2026-07-01")
    changes = compare(reported(old, {"Q1.2": "yes"}), reported(new, {"Q1.2": "yes"}))
    assert _kinds(changes) == [(ChangeKind.QUESTION_REVISED, "Q1.2"), (ChangeKind.SAME, "Q1.2")]


def test_products_are_matched_by_name_and_not_by_row() -> None:
    old = reported(a_form(COUNTRIES, products=("Hansker", "Masker")), {"Q0.2.1.final": ("MY",), "Q0.2.2.final": ("CN",)})
    new = reported(a_form(COUNTRIES, products=("Arbeidstøy", "HANSKER ")), {"Q0.2.2.final": ("MY",)})
    assert _kinds(compare(old, new)) == [
        (ChangeKind.PLACE_NEW, "Q0.2.1.final"),
        (ChangeKind.SAME, "Q0.2.2.final"),
        (ChangeKind.PLACE_GONE, "Q0.2.2.final"),
    ]


def test_products_with_the_same_name_are_kept_apart() -> None:
    asked = a_form(COUNTRIES, products=("Hansker", "Hansker"))
    both: dict[str, Value] = {"Q0.2.1.final": ("MY",), "Q0.2.2.final": ("CN",)}
    assert dict(difference(reported(asked, both), asked).values) == {"Q0.2.1.final": "MY", "Q0.2.2.final": "CN"}


# --- the difference form


def test_answers_are_carried_as_they_are_written() -> None:
    asked = a_form(a_lead(), a_question("Q2.3", a_field("date")), a_question("Q2.4", a_field("choices", choices=SOURCES)))
    values: dict[str, Value] = {
        "Q2.1": "yes",
        "Q2.1.evidence": ("kart.pdf", "plan 2.docx"),
        "Q2.3": date(2026, 1, 31),
        "Q2.4": ("unions", "reports"),
    }
    found = difference(reported(asked, values), asked)
    assert dict(found.values) == {"Q2.1": "yes", "Q2.3": "2026-01-31", "Q2.4": "unions reports"}
    assert (found.new, found.changed, found.unanswered) == ((), (), ("Q2.1.reason", "Q2.1.covers"))


def test_answers_follow_the_product() -> None:
    old = reported(a_form(COUNTRIES, products=("Hansker", "Masker")), {"Q0.2.1.final": ("MY",), "Q0.2.2.final": ("CN",)})
    found = difference(old, a_form(COUNTRIES, products=("Sko", "Hansker")))
    assert (dict(found.values), found.new) == ({"Q0.2.2.final": "MY"}, ("Q0.2.1.final",))


def test_answer_that_can_no_longer_be_chosen_is_not_carried() -> None:
    old = a_form(a_question("Q2.4", a_field("choice", choices=SOURCES)))
    new = a_form(a_question("Q2.4", a_field("choice", choices={"unions": "Fagforeninger"})))
    found = difference(reported(old, {"Q2.4": "reports"}), new)
    assert (dict(found.values), found.changed) == ({}, ("Q2.4",))


def test_answer_of_another_kind_is_not_carried() -> None:
    found = difference(reported(a_form(a_question("Q2.4", a_field("text"))), {"Q2.4": "4"}), a_form(a_question("Q2.4", a_field("number"))))
    assert (dict(found.values), found.changed) == ({}, ("Q2.4",))


def test_answer_to_an_older_version_is_named_as_changed_and_not_carried() -> None:
    found = difference(reported(a_form(a_question("Q1.2")), {"Q1.2": "yes"}), a_form(a_question("Q1.2"), since="2026-07-01"))
    assert (dict(found.values), found.changed) == ({}, ("Q1.2",))


def test_question_of_the_last_months_is_asked_anew() -> None:
    asked = a_form(a_question("Q1.6", a_field("number"), is_asked_anew=True), a_question("Q1.2"))
    found = difference(reported(asked, {"Q1.6": 9, "Q1.2": "yes"}), asked)
    assert (dict(found.values), found.anew) == ({"Q1.2": "yes"}, ("Q1.6",))


def test_names_of_attachments_are_not_carried() -> None:
    asked = a_form(a_lead())
    found = difference(reported(asked, {"Q2.1": "yes", "Q2.1.evidence": ("kart.pdf",)}), asked)
    assert "Q2.1.evidence" not in found.values


def test_tick_is_never_carried() -> None:
    asked = a_form(a_question("Q8.1", a_field("check")))
    assert dict(difference(reported(asked, {"Q8.1": True}), asked).values) == {}
