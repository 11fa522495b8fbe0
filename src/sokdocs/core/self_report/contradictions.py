"""Answers that can't all be right, by rules that hold for every question."""

from collections.abc import Container, Iterator

from sokdocs.core.questions.question import NO, NOT_RELEVANT, PARTLY, YES, AnswerType, Question
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm, AskedPlace
from sokdocs.core.self_report.asking import is_asked
from sokdocs.core.self_report.remark import Remark, remark
from sokdocs.core.values.phrases import saying
from sokdocs.core.values.quantities import grouped

NONE = "none"  # the code of a choice that excludes all others
COVERS = "covers_products"


def contradictions(answers: Answers, asked: AskedForm, unread: Container[str]) -> Iterator[Remark]:
    """A remark for each. What depends on a place that couldn't be read is not judged."""
    for place in asked.places:
        yield from _none_and_more(place, answers)
    for question in asked.questions.values():
        yield from _answered_in_vain(question, answers, asked, unread)
        if question.is_lead and YES in answers.chosen(question.key()):
            yield from _lead_alone(question, answers, asked, unread)
            yield from _lead_without_evidence(question, answers, asked, unread)
            yield from _lead_for_nothing(question, answers, asked)
        yield from _part_too_large(question, answers, asked)


def _none_and_more(place: AskedPlace, answers: Answers) -> Iterator[Remark]:
    """Several are chosen, and one of them says that there is none."""
    chosen = answers.chosen(place.key)
    if place.kind is AnswerType.CHOICES and NONE in chosen and len(chosen) > 1:
        yield remark(place, saying("check_none_and_more", none=place.words.get(NONE, NONE)))


def _answered_in_vain(question: Question, answers: Answers, asked: AskedForm, unread: Container[str]) -> Iterator[Remark]:
    """A question is answered although the answer that it builds on is another one."""
    first = question.asked_when
    place = next((each for each in asked.places_of(question.id) if answers.has(each.key)), None)
    if first is None or place is None or is_asked(question, answers, asked):
        return
    on = asked.place(first.question)
    if on is not None and on.key not in unread:
        words = ", ".join(on.words.get(code, code) for code in first.codes)
        yield remark(place, saying("check_not_asked", question=first.question, answers=words))


def _lead_alone(lead: Question, answers: Answers, asked: AskedForm, unread: Container[str]) -> Iterator[Remark]:
    """The lead question says yes, and no other question of its part is answered."""
    others = [place for place in asked.places if place.question.part == lead.part and place.question.id != lead.id]
    others = [place for place in others if is_asked(place.question, answers, asked)]
    if others and not any(answers.has(place.key) or place.key in unread for place in others):
        yield remark(_own(lead, asked), saying("check_lead_alone", part=str(lead.part)))


def _lead_without_evidence(lead: Question, answers: Answers, asked: AskedForm, unread: Container[str]) -> Iterator[Remark]:
    place = next((each for each in asked.places_of(lead.id) if each.is_evidence), None)
    if place is not None and not answers.has(place.key) and place.key not in unread:
        yield remark(place, saying("check_no_evidence"), is_missing=True)


def _lead_for_nothing(lead: Question, answers: Answers, asked: AskedForm) -> Iterator[Remark]:
    """The lead question says yes, and then that it holds for none of the products, or that they don't matter."""
    place = asked.place(lead.key(COVERS))
    chosen = next(iter(answers.chosen(place.key)), "") if place else ""
    if place is not None and chosen in (NO, NOT_RELEVANT):
        partly = place.words.get(PARTLY, PARTLY)
        yield remark(place, saying("check_covers_none", answer=place.words.get(chosen, chosen), partly=partly))


def _part_too_large(question: Question, answers: Answers, asked: AskedForm) -> Iterator[Remark]:
    """A number that is a part of another one is the larger of the two."""
    for definition in question.fields:
        if definition.part_of is None:
            continue
        place, whole = (asked.place(question.key(name)) for name in (definition.name, definition.part_of))
        part, most = (answers.values.get(each.key) if each else None for each in (place, whole))
        if place is None or whole is None or not isinstance(part, int) or not isinstance(most, int) or part <= most:
            continue
        named = whole.label.rpartition(": ")[2]
        yield remark(place, saying("check_part_too_large", value=grouped(part), whole=grouped(most), named=named))


def _own(question: Question, asked: AskedForm) -> AskedPlace:
    """The place of the question's own answer."""
    return next(place for place in asked.places_of(question.id) if place.key == question.key())
