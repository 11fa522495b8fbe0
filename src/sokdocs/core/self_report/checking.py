"""What is missing, contradictory or out of range in the answers of a form: all remarks at once, in the order of the form."""

from collections.abc import Container, Iterator
from datetime import date

from sokdocs.core.questions.question import REASON, AnswerType, Question, Rows
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm, AskedPlace
from sokdocs.core.self_report.asking import is_asked, is_filled, is_place_asked
from sokdocs.core.self_report.attachments import check_attachments
from sokdocs.core.self_report.contradictions import contradictions
from sokdocs.core.self_report.identity_numbers import holds_identity_number
from sokdocs.core.self_report.limits import check_limits
from sokdocs.core.self_report.reading import read_answers_of
from sokdocs.core.self_report.remark import Remark, in_order, remark
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.core.values.phrases import saying


def read_and_check(
    returned: ReturnedForm, asked: AskedForm, *, on: date, received: tuple[str, ...] | None = None
) -> tuple[Answers, tuple[Remark, ...]]:
    """The typed answers of a returned form, and every remark on it.

    `on` is the day it came, `received` are the names of its attachments.
    """
    answers, unread = read_answers_of(returned, asked)
    found = check(answers, asked, on=on, received=received, unread=frozenset(each.key for each in unread))
    return answers, in_order((*unread, *found), asked)


def check(
    answers: Answers, asked: AskedForm, *, on: date, received: tuple[str, ...] | None = None, unread: Container[str] = frozenset()
) -> tuple[Remark, ...]:
    """Every remark on the answers. A place in `unread` has a remark already and is not called missing.

    Without `received` the attachments are not compared.
    """
    found: list[Remark] = []
    for question in asked.questions.values():
        places = asked.places_of(question.id)
        if is_asked(question, answers, asked):
            found.extend(_missing(question, answers, asked, unread))
        for place in places:
            found.extend(check_limits(place, answers.values.get(place.key), on=on))
            found.extend(_identity_numbers(place, answers))
    found.extend(contradictions(answers, asked, unread))
    if received is not None:
        found.extend(check_attachments(answers, asked, received))
    return in_order(tuple(found), asked)


def _identity_numbers(place: AskedPlace, answers: Answers) -> Iterator[Remark]:
    """Answers that were read hold none; those that came another way are held to the same rule."""
    if any(holds_identity_number(each) for each in answers.chosen(place.key)):
        yield remark(place, saying("check_identity_number"))


def _missing(question: Question, answers: Answers, asked: AskedForm, unread: Container[str]) -> Iterator[Remark]:
    for place in asked.places_of(question.id):
        if place.row or answers.has(place.key) or place.key in unread:
            continue
        if place.is_required and is_place_asked(place, answers):
            said = saying("check_unticked") if place.kind is AnswerType.CHECK else saying("check_missing")
            yield remark(place, said, is_missing=True)
        elif place.name == REASON and set(answers.chosen(question.key())) & set(question.reason_for):
            yield remark(place, saying("check_reason", answers=_own_words(question, answers, asked)), is_missing=True)
    if question.rows is not Rows.NONE:
        yield from _missing_rows(question, answers, asked, unread)


def _own_words(question: Question, answers: Answers, asked: AskedForm) -> str:
    """What the question itself was answered with, in the words of the form."""
    place = asked.place(question.key())
    return ", ".join(place.words.get(code, code) for code in answers.chosen(question.key())) if place else ""


def _missing_rows(question: Question, answers: Answers, asked: AskedForm, unread: Container[str]) -> Iterator[Remark]:
    """Rows of products are all filled in; of open rows at least one is, and no row halfway."""
    rows = [row for row in asked.rows_of(question.id) if not any(place.key in unread for place in row)]
    begun = [row for row in rows if any(answers.has(place.key) for place in row)]
    for row in begun:
        if not is_filled(row, answers):
            yield from _half(row, answers)
    needed = [row for row in rows if any(place.is_required for place in row)]
    if question.rows is Rows.PRODUCTS:
        yield from (remark(row[0], saying("check_row"), is_missing=True) for row in needed if row not in begun)
    elif needed and not begun and len(rows) == len(asked.rows_of(question.id)):
        yield remark(needed[0][0], saying("check_rows"), is_missing=True)


def _half(row: tuple[AskedPlace, ...], answers: Answers) -> Iterator[Remark]:
    for place in row:
        if place.is_required and not answers.has(place.key):
            yield remark(place, saying("check_half_row"), is_missing=True)
