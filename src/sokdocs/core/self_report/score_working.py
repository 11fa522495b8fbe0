"""The working of a score, line by line, to be said: each point, each mean, the sum, the band, and what has no say."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from sokdocs.core.self_report.points import QuestionScore, Step
from sokdocs.core.self_report.scale import Sign
from sokdocs.core.self_report.scoring import PartScore, Score
from sokdocs.core.values.phrases import Saying, saying
from sokdocs.core.values.quantities import LOCALES

TENTHS = 10


def percent_shown(percent: Fraction, language: str) -> str:
    """The percentage with one decimal, rounded down: 69.99 is shown as 69.9, so that no form looks as if it had reached a limit."""
    tenths = percent * TENTHS // 1
    return format_decimal(Decimal(tenths) / TENTHS, format="0.0", locale=LOCALES[language])


def working(score: Score, language: str) -> tuple[Saying, ...]:
    """Every line of the sum, in order; numbers are written as in the language."""
    return tuple(_lines(score, language))


def band_reasons(score: Score, language: str) -> tuple[Saying, ...]:
    """Why the form is in its band: a lead question answered no, no answer at all, or its percentage."""
    reasons = [saying("score_lead_no", question=each) for each in score.lead_no if Sign.LEAD_NO in score.band.signs]
    if Sign.NO_ANSWER in score.signs & set(score.band.signs):
        reasons.append(saying("score_no_answer"))
    shown = percent_shown(score.percent, language)
    if score.band.below is not None and score.percent < score.band.below:
        reasons.append(saying("score_below", percent=shown, limit=str(score.band.below)))
    return tuple(reasons) or (saying("score_reached", percent=shown),)


def question_working(question: QuestionScore) -> tuple[Saying, ...]:
    """Each step of a question: given, not given, or given in vain."""
    return tuple(_steps(question))


def part_working(part: PartScore, language: str) -> Saying:
    """The mean of a part."""
    return _mean(part, language)


def sum_working(score: Score, language: str) -> tuple[Saying, ...]:
    """What has no say, what is lacking, and the sum of the parts."""
    return tuple(_sum(score, language))


def points_told(question: QuestionScore) -> Saying:
    """The points of a question."""
    return saying("score_question", question=question.question, points=str(question.points), most=str(question.most))


def _lines(score: Score, language: str) -> Iterator[Saying]:
    for part in score.parts:
        for question in part.questions:
            yield points_told(question)
            yield from _steps(question)
        yield _mean(part, language)
    yield from _sum(score, language)
    yield saying("score_band", band=score.band.title, why=band_reasons(score, language))
    yield saying("score_follows", follows=score.band.follows)
    yield saying("score_no_sanction")


def _sum(score: Score, language: str) -> Iterator[Saying]:
    for each in score.left_out:
        yield saying("score_left_out", question=each.question, why=each.why)
    if score.lacks_attachments:
        yield saying("score_no_attachments")
    if score.parts:
        terms = " + ".join(f"{each.weight} · {each.mean}" for each in score.parts)
        shown = percent_shown(score.percent, language)
        yield saying("score_sum", sum=terms, weight=str(score.weight), percent=shown)
    else:
        yield saying("score_nothing")


def _steps(question: QuestionScore) -> Iterator[Saying]:
    for step in question.steps:
        what = tuple(each.told for each in step.wanted)
        if not step.is_met:
            missing = tuple(each.told for each in step.wanted if not each.is_met)
            yield saying("score_step_unmet", number=str(step.number), what=missing)
        elif step.number > question.points:
            yield saying("score_step_late", number=str(step.number), what=what, first=str(_first_unmet(question).number))
        else:
            yield saying("score_step_met", number=str(step.number), what=what)


def _first_unmet(question: QuestionScore) -> Step:
    return next(step for step in question.steps if not step.is_met)


def _mean(part: PartScore, language: str) -> Saying:
    shares = " + ".join(f"{each.points}/{each.most}" for each in part.questions)
    shown = percent_shown(part.percent, language)
    count, mean = str(len(part.questions)), str(part.mean)
    return saying("score_part", part=str(part.part), sum=shares, count=count, mean=mean, percent=shown, weight=str(part.weight))
