"""All that an officer is told of an answered self-report: where it comes from, its score, its remarks, and its evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.asked import AskedForm
from sokdocs.core.self_report.attachments import has_come
from sokdocs.core.self_report.headings import Headings
from sokdocs.core.self_report.remark import Remark
from sokdocs.core.self_report.scale import Scoring
from sokdocs.core.self_report.scoring import Score
from sokdocs.core.values.identifiers import VersionRef


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that the form names as evidence, the questions it is named under, and whether it came; `questions` is empty for a file
    that came and is not named."""

    name: str
    questions: tuple[str, ...]
    has_come: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule a form was weighed by: the file with weights and bands by its SHA-256, and the days of the questions' versions."""

    scoring: Scoring
    sha256: str
    oldest: date
    newest: date


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the answers come from: the document in the case, the file that was read and its SHA-256, and the day it came."""

    document: str
    case: str
    file: str
    sha256: str
    came_on: date


@dataclass(frozen=True, slots=True)
class Assessment:
    """An answered form, weighed. `letters` are the code and title of each that may follow, `marks` stand on the form itself,
    `unscored` are parts in which no question counts."""

    origin: Origin
    reference: str
    buyer: str
    marks: tuple[str, ...]
    headings: Headings
    score: Score
    rule: Rule
    remarks: tuple[Remark, ...]
    proofs: tuple[Proof, ...]
    letters: tuple[tuple[str, str], ...]
    unscored: tuple[int, ...]
    made_at: datetime


def proofs_of(answers: Answers, asked: AskedForm, received: tuple[str, ...]) -> tuple[Proof, ...]:
    """Each file that is named, in the order of the form, then each that came and is not named."""
    named: dict[str, list[str]] = {}
    for place in asked.places:
        for name in answers.chosen(place.key) if place.is_evidence else ():
            questions = named.setdefault(name, [])
            if place.question.id not in questions:
                questions.append(place.question.id)
    proofs = [Proof(name, tuple(questions), has_come(name, received)) for name, questions in named.items()]
    return (*proofs, *(Proof(name, (), True) for name in received if not has_come(name, named)))


def rule_of(scoring: Scoring, sha256: str, versions: Mapping[str, VersionRef]) -> Rule:
    """The rule that a form with these versions of its questions is weighed by."""
    days = [each.date for each in versions.values()]
    return Rule(scoring, sha256, min(days), max(days))


def unscored_parts(score: Score, asked: AskedForm, scoring: Scoring) -> tuple[int, ...]:
    """The parts with questions that have points, none of which counts here."""
    counted = {each.part for each in score.parts}
    return tuple(sorted(set(_scorable(asked, scoring)) - counted))


def _scorable(asked: AskedForm, scoring: Scoring) -> Iterator[int]:
    for question in asked.questions.values():
        if question.points and question.part not in scoring.not_scored:
            yield question.part
