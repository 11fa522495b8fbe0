"""The points of one question, with the rules that gave them and the one that failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sokdocs.core.questions.question import EVIDENCE, PointRule, Question
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.asking import filled_rows
from sokdocs.core.self_report.attachments import has_come
from sokdocs.core.values.phrases import Part, Saying, saying
from sokdocs.core.values.quantities import grouped, short_date

YEAR = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a rule wants, in words, and whether the answers have it."""

    told: Saying
    is_met: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The rule for one more point. It gives the point only where it is met and every step below it is."""

    number: int
    wanted: tuple[Wanted, ...]

    @property
    def is_met(self) -> bool:
        """Whether all that it wants is there."""
        return all(each.is_met for each in self.wanted)


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """The points of a question: the steps reached without a gap, of as many as the question has."""

    question: str
    steps: tuple[Step, ...]

    @property
    def points(self) -> int:
        """How many points it has."""
        return next((step.number - 1 for step in self.steps if not step.is_met), len(self.steps))

    @property
    def most(self) -> int:
        """How many points it can have."""
        return len(self.steps)

    @property
    def share(self) -> Fraction:
        """The points of those it can have."""
        return Fraction(self.points, self.most)


def points_of(question: Question, answers: Answers, asked: AskedForm, *, on: date, received: tuple[str, ...]) -> QuestionScore:
    """The points of a question that has rules; `on` is the day that the age of dates is counted from.

    `received` are the names of the attachments that came: one that is only named proves nothing.
    """
    proof = any(has_come(name, received) for name in answers.chosen(question.key(EVIDENCE)))
    steps = []
    for number, rule in enumerate(question.points, start=1):
        wanted = tuple(_wanted(rule, question, answers, asked=asked, on=on))
        steps.append(Step(number, (*wanted, Wanted(saying("score_evidence"), proof)) if rule.has_evidence else wanted))
    return QuestionScore(question.id, tuple(steps))


def _wanted(rule: PointRule, question: Question, answers: Answers, *, asked: AskedForm, on: date) -> Iterator[Wanted]:
    key = question.key(rule.field)
    value = answers.values.get(key)
    what = _what(question, rule)
    if rule.codes:
        good = tuple(code for code in rule.codes if code in answers.chosen(key))
        yield Wanted(saying("score_answer", what=what, answers=_words(good or rule.codes, key, asked)), bool(good))
    if rule.at_least is not None:
        enough = isinstance(value, int) and not isinstance(value, bool) and value >= rule.at_least
        yield Wanted(saying("score_at_least", what=what, number=grouped(rule.at_least)), enough)
    if rule.within_months is not None:
        first = months_before(on, rule.within_months)
        told = saying("score_since", what=what, first=short_date(first), months=str(rule.within_months))
        yield Wanted(told, isinstance(value, date) and first <= value <= on)
    if rule.is_given:
        yield Wanted(saying("score_given", what=what), value is not None)
    if rule.rows:
        rows = min(rule.rows, len(asked.rows_of(question.id)))
        yield Wanted(saying("score_rows", rows=str(rows)), filled_rows(question, answers, asked) >= rows > 0)


def _what(question: Question, rule: PointRule) -> Part:
    """The label of the place that a rule looks at, in every language it has."""
    label = next((each.label for each in question.fields if each.name == rule.field), {})
    return label or saying("answer_own")


def _words(codes: tuple[str, ...], key: str, asked: AskedForm) -> Part:
    """Answers, in the words of the form: those that were given and are good, or where there are none, all that would be."""
    place = asked.place(key)
    words = [place.words.get(code, code) if place else code for code in codes]
    return saying("score_either", first=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else words[0]


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month where it is shorter."""
    year, month = divmod(day.year * YEAR + day.month - 1 - months, YEAR)
    if year < date.min.year:
        return date.min
    next_month = date(year + (month + 1) // YEAR, (month + 1) % YEAR + 1, 1)
    return date(year, month + 1, min(day.day, (next_month - timedelta(days=1)).day))
