"""The words of a question that stand beside its text: labels, units, choices, and what is accepted as proof."""

from collections.abc import Iterator

from sokdocs.core.questions.question import AnswerDefinition, Question
from sokdocs.core.values.language import in_language


def question_words(question: Question, language: str) -> str:
    """All of them, a line each with `?` before it: a change of any of them changes the digest of the version."""
    return "".join(f"\n? {line}" for line in _lines(question, language))


def _lines(question: Question, language: str) -> Iterator[str]:
    for each in (*question.fields, *question.columns):
        yield f"{each.name} {each.type} {_said(each, language)}"
    if question.evidence:
        yield in_language(question.evidence, language)


def _said(definition: AnswerDefinition, language: str) -> str:
    said = [in_language(words, language) for words in (definition.label, definition.unit, *definition.choices.values()) if words]
    return " | ".join(said)
