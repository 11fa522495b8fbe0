"""What a form carries over from an earlier self-report, and which questions it names to be answered."""

from sokdocs.core.questions.question import AskedWhen
from sokdocs.core.self_report.answers import Value
from sokdocs.core.self_report.carrying import Carried, carry
from tests.unit.self_report.makers import TODAY, a_field, a_form, a_lead, a_question, a_table, reported

NEW_TEXT = "2026-07-01"
YES_THEN: dict[str, Value] = {"Q2.1": "yes", "Q2.1.covers": "yes", "Q2.1.evidence": ("kart.pdf",)}


def _lists(found: Carried) -> tuple[tuple[str, ...], ...]:
    return found.changed, found.anew, found.open


def test_full_answer_leaves_nothing_to_answer_but_the_declaration() -> None:
    asked = a_form(a_lead(), a_question("Q8.1", a_field("check"), is_asked_anew=True))
    found = carry(reported(asked, {**YES_THEN, "Q8.1": True}), asked, on=TODAY)
    assert dict(found.values) == {"Q2.1": "yes", "Q2.1.covers": "yes"}
    assert _lists(found) == ((), (), ())


def test_question_is_named_once_by_its_first_reason() -> None:
    asked = a_form(a_question("Q1.6", is_asked_anew=True), a_question("Q1.2"), a_question("Q1.3"))
    found = carry(reported(a_form(a_question("Q1.6", is_asked_anew=True), a_question("Q1.2")), {"Q1.6": "yes"}), asked, on=TODAY)
    assert _lists(found) == (("Q1.3",), ("Q1.6",), ("Q1.2",))


def test_question_about_the_last_months_with_a_new_text_is_named_as_changed() -> None:
    old, new = (a_form(a_question("Q4.2", is_asked_anew=True), since=since) for since in ("2022-07-01", NEW_TEXT))
    assert _lists(carry(reported(old, {"Q4.2": "yes"}), new, on=TODAY)) == (("Q4.2",), (), ())


def test_question_about_a_new_product_is_named_and_the_others_keep_their_answers() -> None:
    table = a_table("Q0.2", a_field("countries", "final"))
    old, new = a_form(table, products=("Hansker",)), a_form(table, products=("Sko", "Hansker"))
    found = carry(reported(old, {"Q0.2.1.final": ("MY",)}), new, on=TODAY)
    assert (dict(found.values), found.changed) == ({"Q0.2.2.final": "MY"}, ("Q0.2",))


def test_answer_that_can_not_be_used_is_left_out_and_its_question_named_though_it_need_not_be_answered() -> None:
    asked = a_form(a_question("Q2.6", a_field("long_text", is_required=False)))
    found = carry(reported(asked, {"Q2.6": "Slik."}), asked, on=TODAY, unusable={"Q2.6"})
    assert (dict(found.values), found.open) == ({}, ("Q2.6",))


def test_question_that_need_not_be_answered_and_was_not_is_not_named() -> None:
    asked = a_form(a_question("Q2.6", a_field("long_text", is_required=False)))
    assert _lists(carry(reported(asked, {}), asked, on=TODAY)) == ((), (), ())


def test_question_is_named_unless_the_answer_it_depends_on_rules_it_out() -> None:
    when = AskedWhen("Q2.1", ("yes",))
    asked = a_form(a_lead(), a_question("Q2.3", is_asked_anew=True, asked_when=when))
    named = {answer: carry(reported(asked, {"Q2.1": answer}), asked, on=TODAY).anew for answer in ("yes", "no")}
    assert named == {"yes": ("Q2.3",), "no": ()}
    assert carry(reported(asked, {}), asked, on=TODAY).anew == ("Q2.3",)
