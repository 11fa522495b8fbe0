"""Which questions of a form are to be answered: some are asked only where another was answered in a certain way."""

from sokdocs.core.questions.question import Question
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm, AskedPlace

MOST_CONDITIONS = 20


def is_asked(question: Question, answers: Answers, asked: AskedForm) -> bool:
    """Whether the question is to be answered, with the answers that are there: its condition holds, and that of the question it names."""
    for _ in range(MOST_CONDITIONS):
        if question.asked_when is None:
            return True
        first = asked.questions.get(question.asked_when.question)
        if first is None or not set(answers.chosen(first.key())) & set(question.asked_when.codes):
            return False
        question = first
    return False


def is_place_asked(place: AskedPlace, answers: Answers) -> bool:
    """Whether there is anything to say at a place of a question that is asked: not where the question's own answer rules it out."""
    ruled_out = place.definition.unless if place.definition else ()
    return not set(ruled_out) & set(answers.chosen(place.question.key()))


def filled_rows(question: Question, answers: Answers, asked: AskedForm) -> int:
    """How many rows are filled in: every column that must be, and something at all."""
    return sum(is_filled(row, answers) for row in asked.rows_of(question.id))


def is_filled(row: tuple[AskedPlace, ...], answers: Answers) -> bool:
    """Whether a row has an answer in every column that needs one, and at least one answer."""
    return any(answers.has(place.key) for place in row) and all(answers.has(place.key) for place in row if place.is_required)
