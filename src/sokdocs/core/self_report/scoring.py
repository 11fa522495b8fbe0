"""The score of a self-report, with its working: points, means, weights, percent and band.

A score suggests what may follow. It never decides a sanction: that is an officer's own decision, with reasons, on the record.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sokdocs.core.questions.question import NO, NOT_RELEVANT, REASON, Question
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.asking import is_asked
from sokdocs.core.self_report.attachments import names_any
from sokdocs.core.self_report.points import QuestionScore, points_of
from sokdocs.core.self_report.scale import Band, Scoring, Sign
from sokdocs.core.values.phrases import Saying, saying

HUNDRED = 100
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question or a part that has no say in the score, and why."""

    question: str
    why: Saying


@dataclass(frozen=True, slots=True)
class PartScore:
    """The questions of a part that count, and its weight."""

    part: int
    weight: int
    questions: tuple[QuestionScore, ...]

    @property
    def mean(self) -> Fraction:
        """The mean of what its questions reached, from 0 to 1."""
        return sum((each.share for each in self.questions), NOTHING) / len(self.questions)

    @property
    def percent(self) -> Fraction:
        """The mean in percent."""
        return self.mean * HUNDRED


@dataclass(frozen=True, slots=True)
class Score:
    """The result of a form. `signs` are those it bears, `lead_no` the lead questions answered no, `left_out` what does not count.

    `lacks_attachments`: the form names attachments, and none at all came with it.
    `percent` is exact: the weighted mean of the parts; 0 where nothing counts.
    """

    parts: tuple[PartScore, ...]
    left_out: tuple[LeftOut, ...]
    lead_no: tuple[str, ...]
    signs: frozenset[Sign]
    percent: Fraction
    band: Band
    on: date
    lacks_attachments: bool = False

    @property
    def weight(self) -> int:
        """The weights of all parts that count, together."""
        return sum(each.weight for each in self.parts)

    @property
    def letters(self) -> tuple[str, ...]:
        """Codes of the letters that may follow. Suggestions."""
        return self.band.letters


def score(answers: Answers, asked: AskedForm, scoring: Scoring, on: date, *, received: tuple[str, ...]) -> Score:
    """The score of these answers on the day the form came, with the attachments of these names.

    Answers that are wrong count as they stand: check them first.
    """
    counted: dict[int, list[QuestionScore]] = {}
    left_out: list[LeftOut] = []
    for question in asked.questions.values():
        if question.part in scoring.not_scored or not question.points:
            continue
        why = _why_left_out(question, answers, asked)
        if why is not None:
            left_out.append(LeftOut(question.id, why))
        else:
            counted.setdefault(question.part, []).append(points_of(question, answers, asked, on=on, received=received))
    parts = tuple(PartScore(part, scoring.weights[part], tuple(counted[part])) for part in sorted(counted))
    lead_no = tuple(each.id for each in asked.questions.values() if each.is_lead and NO in answers.chosen(each.key()))
    signs = _signs(answers, lead_no)
    lacks = not received and names_any(answers, asked)
    percent = _percent(parts)
    return Score(parts, tuple(left_out), lead_no, signs, percent, scoring.band_of(percent, signs), on, lacks)


def _why_left_out(question: Question, answers: Answers, asked: AskedForm) -> Saying | None:
    first = question.asked_when
    if not is_asked(question, answers, asked):
        return saying("score_not_asked", question=first.question if first else question.id)
    if NOT_RELEVANT not in answers.chosen(question.key()):
        return None
    needs_reason = NOT_RELEVANT in question.reason_for
    return None if needs_reason and not answers.has(question.key(REASON)) else saying("score_not_relevant")


def _signs(answers: Answers, lead_no: tuple[str, ...]) -> frozenset[Sign]:
    borne = {Sign.LEAD_NO: bool(lead_no), Sign.NO_ANSWER: not answers.values}
    return frozenset(sign for sign, is_borne in borne.items() if is_borne)


def _percent(parts: tuple[PartScore, ...]) -> Fraction:
    weight = sum(each.weight for each in parts)
    return sum((each.percent * each.weight for each in parts), NOTHING) / weight if weight else NOTHING
