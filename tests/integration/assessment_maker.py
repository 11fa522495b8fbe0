"""Makers of assessments and what makes papers of them: a small form, its answers, and the shipped templates and rule."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sokdocs.core.questions.question import PointRule, Question
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.assessment import Assessment, Origin, proofs_of, rule_of, unscored_parts
from sokdocs.core.self_report.checking import check
from sokdocs.core.self_report.headings import Headings
from sokdocs.core.self_report.scale import Scoring
from sokdocs.core.self_report.scoring import score
from sokdocs.loading.scoring_files import read_scoring
from sokdocs.rendering.assessment.papers import AssessmentPapers
from sokdocs.rendering.pdf.renderer import Press
from tests.unit.self_report.makers import PHRASES, REFERENCE, TODAY, a_field, a_form, a_lead, a_question

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
LOOKS = TEMPLATES / "self-report-report"
SCORING: Scoring = read_scoring((ROOT / "clauses" / "scoring.yaml").read_bytes(), "scoring.yaml")
ORIGIN = Origin("2026/01234-2", "2026/01234", "svar.docx", "3f97af90463f" + "0" * 52, TODAY)
FACTS = (("Leverandør", "Tråd og Vern AS"), ("Kontrakt", "Arbeidstøy, inngått 2. februar 2026"))
YES = PointRule(codes=("yes",))
QUESTIONS: tuple[Question, ...] = (
    a_lead("Q1.1"),
    a_lead("Q2.1"),
    a_lead("Q3.1"),
    a_question("Q7.1", a_field("yes_partly_no"), part=7, reason_for=("not_relevant",), points=(YES,)),
)
ANSWERS: Mapping[str, Value] = MappingProxyType(
    {
        "Q1.1": "yes", "Q1.1.covers": "yes", "Q1.1.evidence": ("etikk.pdf", "kart.pdf"),
        "Q2.1": "no",
        "Q3.1": "yes", "Q3.1.covers": "no", "Q3.1.evidence": ("etikk.pdf",),
        "Q7.1": "not_relevant", "Q7.1.reason": "Varene er ikke i bruk ennå.",
    }
)  # fmt: skip
RECEIVED = ("etikk.pdf", "bilde.png")


def an_assessment(values: Mapping[str, Value] = ANSWERS, received: tuple[str, ...] = RECEIVED, **changes: Any) -> Assessment:
    """A red form: Q2.1 is answered no, an attachment is missing, another came that is not named, and part 7 has no say."""
    asked, answers = a_form(*QUESTIONS), Answers(values)
    weighed = score(answers, asked, SCORING, TODAY, received=received)
    parts = {1: "Del 1 Forankring (punkt 2.1)", 2: "Del 2 Kartlegging og risiko (punkt 2.2)", 3: "Del 3 Tiltak", 7: "Del 7 Produktene"}
    made = Assessment(
        origin=ORIGIN,
        reference=REFERENCE,
        buyer="Storvik kommune",
        marks=("EKSEMPEL – oppdiktet",),
        headings=Headings(FACTS, MappingProxyType(parts), MappingProxyType({each.id: f"{each.id} Tittel" for each in QUESTIONS})),
        score=weighed,
        rule=rule_of(SCORING, "e656d569797f" + "0" * 52, asked.versions),
        remarks=check(answers, asked, on=TODAY, received=received),
        proofs=proofs_of(answers, asked, received),
        letters=tuple((code, f"Brev {code}") for code in weighed.letters),
        unscored=unscored_parts(weighed, asked, SCORING),
        made_at=datetime(2026, 12, 1, 9, 5, tzinfo=ZoneInfo("Europe/Oslo")),
    )
    return replace(made, **changes)


def with_facts(*facts: tuple[str, str], **changes: Any) -> Assessment:
    """The same with other facts on the form's first page."""
    made = an_assessment(**changes)
    return replace(made, headings=replace(made.headings, facts=facts))


def papers() -> AssessmentPapers:
    """What makes papers of assessments, with the shipped templates."""
    page, chart, paper = ((LOOKS / name).read_text(encoding="utf-8") for name in ("report.html.j2", "chart.svg.j2", "report.typ"))
    return AssessmentPapers(page, chart, lambda: Press(paper, TEMPLATES / "fonts"), PHRASES)
