"""The score of a form, with its working: points by rules, means by part, weights, and the band that follows."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.questions.question import AskedWhen, PointRule, Question, Rows
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.points import months_before, points_of
from sokdocs.core.self_report.scale import Band, Scoring, Sign
from sokdocs.core.self_report.score_working import percent_shown, working
from sokdocs.core.self_report.scoring import Score, score
from tests.unit.self_report.makers import PHRASES, TODAY, a_field, a_form, a_lead, a_question, a_table

RED = Band("red", 40, (Sign.LEAD_NO, Sign.NO_ANSWER), {"nb": "rød"}, {"nb": "Vurder varsel."}, ("L07",))
YELLOW = Band("yellow", 70, (), {"nb": "gul"}, {"nb": "Be om mer."}, ("L03",))
GREEN = Band("green", None, (), {"nb": "grønn"}, {"nb": "Si fra at det er i orden."}, ())
SCORING = Scoring({1: 1, 2: 2, 3: 2, 4: 1, 5: 1, 6: 1, 7: 1}, (0, 8), (RED, YELLOW, GREEN), Certainty.INFERRED, ("S54",), {})
YES = PointRule(codes=("yes",))
CAME = ("a.pdf", "etikk.pdf", "Analyse.PDF")


def _scored(*questions: Question, **values: Value) -> Score:
    answers = Answers({key.replace("__", ".").replace("_", ".", 1): value for key, value in values.items()})
    return score(answers, a_form(*questions), SCORING, TODAY, received=CAME)


# Worked out by hand:
#   part 1: Q1.1 yes, evidence, all products: 3 of 3.            Mean 1.
#   part 2: Q2.1 yes, no evidence: 1 of 3 (the third rule holds, but the second is missing).
#           Q2.3 analysis from 15.01.2026 with evidence, within 12 months of 30.11.2026: 3 of 3.
#           Q2.4 two sources, no union: 1 of 2.                  Mean (1/3 + 1 + 1/2) / 3 = 11/18.
#   part 3: Q3.3 not relevant, with a reason: left out.
#           Q3.2 two of three rows filled: 1 of 2.               Mean 1/2.
#   sum: (1·1 + 2·11/18 + 2·1/2) / (1 + 2 + 2) = (1 + 11/9 + 1) / 5 = 29/45 = 64.44… %: yellow.
BY_HAND = (
    a_lead("Q1.1"),
    a_lead("Q2.1"),
    a_question(
        "Q2.3",
        a_field("date"),
        evidence={"nb": "analysen"},
        points=(PointRule(is_given=True), PointRule(has_evidence=True), PointRule(within_months=12)),
    ),
    a_question(
        "Q2.4",
        a_field("choices", choices={"unions": "Fagforeninger", "reports": "Rapporter", "none": "Ingen"}),
        points=(PointRule(codes=("unions", "reports")), PointRule(codes=("unions",))),
    ),
    a_table("Q3.2", a_field("text", "risk"), rows=Rows.OPEN, count=3, points=(PointRule(rows=1), PointRule(rows=3))),
    a_question("Q3.3", a_field("yes_partly_no"), reason_for=("no", "not_relevant"), points=(YES,)),
)
BY_HAND_ANSWERS: dict[str, Value] = {
    "Q1.1": "yes", "Q1.1.covers": "yes", "Q1.1.evidence": ("etikk.pdf",),
    "Q2.1": "yes", "Q2.1.covers": "yes",
    "Q2.3": date(2026, 1, 15), "Q2.3.evidence": ("analyse.pdf",),
    "Q2.4": ("reports",),
    "Q3.2.1.risk": "Brann", "Q3.2.3.risk": "Overtid",
    "Q3.3": "not_relevant", "Q3.3.reason": "Vi lager varene selv.",
}  # fmt: skip


def _by_hand() -> Score:
    return score(Answers(BY_HAND_ANSWERS), a_form(*BY_HAND), SCORING, TODAY, received=CAME)


def test_score_is_that_of_the_sum_by_hand() -> None:
    found = _by_hand()
    points = [(each.question, each.points, each.most) for part in found.parts for each in part.questions]
    assert points == [("Q1.1", 3, 3), ("Q2.1", 1, 3), ("Q2.3", 3, 3), ("Q2.4", 1, 2), ("Q3.2", 1, 2)]
    assert [(each.part, each.weight, each.mean) for each in found.parts] == [(1, 1, 1), (2, 2, Fraction(11, 18)), (3, 2, Fraction(1, 2))]
    assert found.percent == Fraction(29, 45) * 100
    assert (found.band.id, found.letters, found.lead_no) == ("yellow", ("L03",), ())
    assert [each.question for each in found.left_out] == ["Q3.3"]


def test_working_explains_each_point_and_the_sum() -> None:
    lines = [PHRASES.tell(each, "nb") for each in working(_by_hand(), "nb")]
    assert lines[5:9] == [
        "Q2.1: 1 av 3 poeng.",
        "Poeng 1: gitt, fordi «Svar» er besvart med Ja.",
        "Poeng 2: ikke gitt. Det krever at minst ett av vedleggene som er nevnt, har kommet.",
        "Poeng 3: ikke gitt, selv om «covers» er besvart med Ja, fordi poeng 2 mangler.",
    ]
    assert lines[-5:] == [
        "Q3.3 teller ikke med: svaret er «ikke relevant».",
        "Samlet: (1 · 1 + 2 · 11/18 + 2 · 1/2) / 5, som er 64,4 %.",
        "Resultat: gul, fordi 64,4 % er under 70 %.",
        "Dette kan følge: Be om mer.",
        "Poengene avgjør ingen sanksjon. Det gjør en saksbehandler, som skriver ned grunnene.",
    ]
    assert "Del 2: (1/3 + 3/3 + 1/2) / 3 = 11/18, som er 61,1 %. Vekt 2." in lines
    assert "Poeng 1: gitt, fordi «Svar» er besvart med Rapporter." in lines
    assert "Poeng 2: ikke gitt. Det krever at «Svar» er besvart med Fagforeninger." in lines


@pytest.mark.parametrize(
    ("rule", "fields", "values", "is_met"),
    [
        (YES, (a_field(),), {"Q2.2": "yes"}, True),
        (YES, (a_field(),), {"Q2.2": "no"}, False),
        (YES, (a_field(),), {}, False),
        (PointRule(codes=("a", "b")), (a_field("choices", choices={"a": "A", "b": "B"}),), {"Q2.2": ("b",)}, True),
        (PointRule(at_least=80), (a_field("percent"),), {"Q2.2": 80}, True),
        (PointRule(at_least=80), (a_field("percent"),), {"Q2.2": 79}, False),
        (PointRule(at_least=1), (a_field("percent"),), {}, False),
        (PointRule(within_months=12), (a_field("date"),), {"Q2.2": date(2025, 11, 30)}, True),
        (PointRule(within_months=12), (a_field("date"),), {"Q2.2": date(2025, 11, 29)}, False),
        (PointRule(within_months=12), (a_field("date"),), {"Q2.2": date(2026, 12, 1)}, False),
        (PointRule(is_given=True), (a_field("text"),), {"Q2.2": "Innkjøpssjef"}, True),
        (PointRule(is_given=True), (a_field("text"),), {}, False),
        (PointRule(field="x", is_given=True), (a_field("text"), a_field("url", "x")), {"Q2.2": "a"}, False),
        (PointRule(codes=("yes",), has_evidence=True), (a_field(),), {"Q2.2": "yes"}, False),
        (PointRule(codes=("yes",), has_evidence=True), (a_field(),), {"Q2.2": "yes", "Q2.2.evidence": ("a.pdf",)}, True),
    ],
)
def test_rule_gives_its_point(rule: PointRule, fields: Any, values: dict[str, Value], is_met: bool) -> None:
    question = a_question("Q2.2", *fields, points=(rule,), evidence={"nb": "kart"})
    assert points_of(question, Answers(values), a_form(question), on=TODAY, received=CAME).points == int(is_met)


@pytest.mark.parametrize(
    ("named", "received", "is_met"),
    [
        (("a.pdf", "b.pdf"), ("b.pdf",), True),
        (("bevis\\A.PDF",), ("a.pdf",), True),
        (("a.pdf",), ("b.pdf",), False),
        (("a.pdf",), (), False),
    ],
)
def test_attachment_that_is_named_counts_once_it_has_come(named: tuple[str, ...], received: tuple[str, ...], is_met: bool) -> None:
    question = a_question("Q2.2", points=(PointRule(has_evidence=True),), evidence={"nb": "kart"})
    found = points_of(question, Answers({"Q2.2.evidence": named}), a_form(question), on=TODAY, received=received)
    assert found.points == int(is_met)


@pytest.mark.parametrize(
    ("values", "received", "is_told"), [(BY_HAND_ANSWERS, (), True), (BY_HAND_ANSWERS, CAME, False), ({"Q1.1": "yes"}, (), False)]
)
def test_working_says_where_attachments_are_named_and_none_came(values: dict[str, Value], received: tuple[str, ...], is_told: bool) -> None:
    found = score(Answers(values), a_form(*BY_HAND), SCORING, TODAY, received=received)
    lines = [PHRASES.tell(each, "nb") for each in working(found, "nb")]
    told = "Skjemaet nevner vedlegg, men ingen vedlegg kom sammen med det. Poeng som krever vedlegg, er derfor ikke gitt."
    assert (told in lines) is is_told


@pytest.mark.parametrize(("filled", "points"), [(0, 0), (1, 1), (2, 2)])
def test_rule_never_wants_more_rows_than_the_form_has(filled: int, points: int) -> None:
    question = a_table("Q2.2", a_field("text", "final"), points=(PointRule(rows=1), PointRule(rows=5)))
    values: dict[str, Value] = {f"Q2.2.{row}.final": "x" for row in range(1, filled + 1)}
    assert points_of(question, Answers(values), a_form(question), on=TODAY, received=CAME).points == points


def test_row_that_is_half_filled_does_not_count() -> None:
    question = a_table("Q2.2", a_field("text", "a"), a_field("text", "b"), points=(PointRule(rows=1),))
    assert points_of(question, Answers({"Q2.2.1.a": "x"}), a_form(question), on=TODAY, received=CAME).points == 0


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        (date(2026, 11, 30), 12, date(2025, 11, 30)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 24, date(2024, 1, 15)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2026, 5, 1), 10**6, date.min),
    ],
)
def test_months_are_counted_back_to_the_same_day(day: date, months: int, first: date) -> None:
    assert months_before(day, months) == first


# --- bands


def test_lead_no_is_red_whatever_the_points() -> None:
    found = _scored(a_lead("Q1.1"), a_lead("Q2.1"), Q1_1="no", Q2_1="yes", Q2_1__evidence=("a.pdf",), Q2_1__covers="yes")
    assert (found.percent > 60, found.band.id, found.lead_no, found.letters) == (True, "red", ("Q1.1",), ("L07",))
    lines = [PHRASES.tell(each, "nb") for each in working(found, "nb")]
    assert "Resultat: rød, fordi hovedspørsmålet Q1.1 er besvart med nei." in lines


def test_no_answer_is_red() -> None:
    found = _scored(a_lead("Q1.1"))
    assert (found.percent, found.band.id, found.signs) == (Fraction(0), "red", frozenset({Sign.NO_ANSWER}))


@pytest.mark.parametrize(("percent", "band"), [("39.99", "red"), ("40", "yellow"), ("69.99", "yellow"), ("70", "green"), ("100", "green")])
def test_limits_are_held_exactly(percent: str, band: str) -> None:
    assert SCORING.band_of(Fraction(percent), frozenset()).id == band


@pytest.mark.parametrize(
    ("percent", "shown"), [(Fraction(6999, 100), "69,9"), (Fraction(200, 3), "66,6"), (Fraction(100), "100,0"), (Fraction(0), "0,0")]
)
def test_percentage_is_shown_rounded_down(percent: Fraction, shown: str) -> None:
    assert percent_shown(percent, "nb") == shown


# --- what does not count


def test_not_relevant_without_a_reason_counts_as_nothing() -> None:
    question = a_question("Q3.3", a_field("yes_partly_no"), reason_for=("not_relevant",), points=(YES,))
    found = _scored(question, Q3_3="not_relevant")
    assert (list(found.left_out), found.percent) == ([], Fraction(0))


def test_question_that_is_not_asked_is_left_out_and_named() -> None:
    second = a_question("Q2.3", points=(YES,), asked_when=AskedWhen("Q2.1", ("yes",)))
    found = _scored(a_lead("Q2.1"), second, Q2_1="no")
    assert [each.question for each in found.left_out] == ["Q2.3"]
    assert [each.question for each in found.parts[0].questions] == ["Q2.1"]


def test_parts_that_are_not_scored_and_questions_without_rules_have_no_say() -> None:
    found = _scored(a_question("Q0.1", points=(YES,)), a_question("Q1.2"), a_question("Q8.1", a_field("check")), Q0_1="yes")
    assert ([*found.parts, *found.left_out], found.percent) == ([], Fraction(0))
    assert "Samlet: ingen spørsmål teller med, så resultatet er 0 %." in [PHRASES.tell(each, "nb") for each in working(found, "nb")]
