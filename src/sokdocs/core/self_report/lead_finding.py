"""A lead question that the supplier answered no, as the finding an officer may record: what was seen, where, and which duty it is about.

Nothing is recorded here, and how grave it is, is not said: that is for the officer.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sokdocs.core.document.blocks import Document, Provision, Text
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.problems import did_you_mean
from sokdocs.core.questions.question import NO, REASON, Question
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.values.phrases import Phrases

SELF_REPORT = "self_report"
DUE_DILIGENCE = "due_diligence"
LONGEST = 1_000


def lead_answered_no(name: str, answers: Answers, asked: AskedForm) -> Question:
    """The lead question with this id; raises `NotFoundError` where the form has none, `ConflictError` where it was not answered no."""
    leads = {each.id: each for each in asked.questions.values() if each.is_lead}
    noes = [each.id for each in leads.values() if NO in answers.chosen(each.key())]
    if name not in leads:
        hint = did_you_mean(name, leads, f"lead questions: {', '.join(leads)}")
        raise NotFoundError(f'the form has no lead question "{name}"; {hint}')
    if name not in noes:
        raise ConflictError(f"{name} was not answered no; answered no: {', '.join(noes) or 'none'}")
    return leads[name]


def finding_fields(question: Question, answers: Answers, asked: AskedForm, document: Document, phrases: Phrases) -> Mapping[str, FactValue]:
    """The fields of the finding that follow from the answer itself, in the language of the form; `document` is the form that was sent."""
    fields: dict[str, FactValue] = {
        "what": _seen(question, answers, asked, document, phrases),
        "source_kind": SELF_REPORT,
        "topic": DUE_DILIGENCE,
        "lead_question": question.id,
    }
    return MappingProxyType(fields)


def _seen(question: Question, answers: Answers, asked: AskedForm, document: Document, phrases: Phrases) -> str:
    place, language = asked.place(question.key()), asked.language
    answer = place.words.get(NO, NO) if place else NO
    said = phrases.say("finding_lead_no", language, answer=answer, question=question.id, words=wording(document, question.id))
    return f"{said} {_reason(answers, question, phrases, language)}"


def _reason(answers: Answers, question: Question, phrases: Phrases, language: str) -> str:
    reason = answers.values.get(question.key(REASON))
    if not isinstance(reason, str):
        return phrases.say("finding_no_reason", language)
    line = " ".join(reason.split())
    if len(line) > LONGEST:
        return phrases.say("finding_reason_begins", language, reason=f"{line[: LONGEST - 1].rstrip()}…")
    return phrases.say("finding_reason", language, reason=line)


def wording(document: Document, question: str) -> str:
    """The words of a question as they stand in a form that was sent: its first paragraph; raises `NotFoundError` where it has none."""
    clauses = (clause for section in document.sections for clause in section.clauses if str(clause.source.ref.clause) == question)
    for clause in clauses:
        for block in clause.blocks:
            if isinstance(block, Provision):
                return "".join(each.text for each in block.inlines if isinstance(each, Text)).strip()
    raise NotFoundError(f"{document.reference} has no words for {question}")
