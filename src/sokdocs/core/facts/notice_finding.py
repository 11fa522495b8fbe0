"""What is found in a notice: answers with where they came from, questions that stay open, and warnings."""

from collections.abc import Iterable
from dataclasses import dataclass

from sokdocs.core.facts.definition import FactValue
from sokdocs.core.facts.notice import Notice, NoticePart, Said
from sokdocs.core.values.characters import doubtful_characters
from sokdocs.core.values.phrases import Told, saying


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact read from the notice, the paths it was read from, and what was done to it on the way."""

    fact: str
    value: FactValue
    paths: tuple[str, ...]
    note: Told = ""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What the notice leaves open about a fact, with the paths that raised it."""

    fact: str
    text: Told
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Answers, open questions and warnings, in the order found."""

    answers: tuple[Answer, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    warnings: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What one fact sheet is about: the whole notice, or one of its lots."""

    notice: Notice
    lots: tuple[NoticePart, ...]
    is_whole: bool


def answered(fact: str, value: FactValue, *paths: str, note: Told = "") -> Finding:
    """One answer."""
    return Finding(answers=(Answer(fact, value, paths, note),))


def asked(fact: str, text: Told, *paths: str) -> Finding:
    """One open question."""
    return Finding(questions=(OpenQuestion(fact, text, paths),))


def warned(*texts: Told) -> Finding:
    """Warnings alone."""
    return Finding(warnings=texts)


def doubts(fact: str, text: str) -> Finding:
    """A warning for characters that can hide or turn text; nothing is taken away."""
    return warned(*(saying("notice_doubtful", fact=fact, character=each) for each in doubtful_characters(text)))


def together(findings: Iterable[Finding]) -> Finding:
    """All findings in one; what is said twice is kept once."""
    found = list(findings)
    return Finding(
        tuple(dict.fromkeys(each for one in found for each in one.answers)),
        _merged(each for one in found for each in one.questions),
        tuple(dict.fromkeys(each for one in found for each in one.warnings)),
    )


def _merged(questions: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Each question once, with the paths of all that asked it."""
    paths: dict[tuple[str, Told], tuple[str, ...]] = {}
    for each in questions:
        key = (each.fact, each.text)
        paths[key] = tuple(dict.fromkeys((*paths.get(key, ()), *each.paths)))
    return tuple(OpenQuestion(fact, text, where) for (fact, text), where in paths.items())


def distinct(found: Iterable[Said | None]) -> tuple[Said, ...]:
    """Each text once, with the path where it first stands."""
    first: dict[str, Said] = {}
    for each in found:
        if each is not None:
            first.setdefault(each.text, each)
    return tuple(first.values())


def quoted(texts: Iterable[str]) -> str:
    """Texts of the notice in quotation marks, one after the other."""
    return ", ".join(f"«{text}»" for text in texts)
