"""A clause: one lasting duty or right, with its dated texts."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from sokdocs.core.clauses.wording import parse
from sokdocs.core.document.source import Source
from sokdocs.core.facts.condition import Condition
from sokdocs.core.facts.sheet import ParameterValue
from sokdocs.core.questions.question import Question
from sokdocs.core.questions.words import question_words
from sokdocs.core.values.dates import newest_on, next_after
from sokdocs.core.values.identifiers import ClauseId, VersionRef
from sokdocs.core.values.language import Localized, in_language


class Certainty(StrEnum):
    """How sure a statement is: seen in a source, general knowledge that nobody has checked, or our own inference."""

    FOUND = "found"
    RECALLED = "recalled"
    INFERRED = "inferred"


class ParameterType(StrEnum):
    """What a parameter holds: a number with a unit, one of several wordings, free words, or a list of norms."""

    QUANTITY = "quantity"
    CHOICE = "choice"
    TEXT = "text"
    NORMS = "norms"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or wording a buyer may set within limits; `minimum` and `maximum` are inclusive, in `unit`.

    `label` names a deadline in the overview of deadlines; without it the parameter does not stand there.
    `at_least` names another parameter of the clause that this one may not be below.
    """

    name: str
    type: ParameterType
    default: ParameterValue
    certainty: Certainty
    question: Localized
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    choices: Mapping[str, Localized] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[str, ...] = ()
    label: Localized = field(default_factory=lambda: MappingProxyType({}))
    at_least: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """How sure one numbered provision of a text is, and where it was seen."""

    certainty: Certainty
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseVersion:
    """The text of a clause from a date; where `is_withdrawn`, the clause ends on that date and there is no text.

    `question` says what may be answered, where the clause is a question of the self-report.
    """

    date: date
    why: Localized
    texts: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    statements: tuple[Statement, ...]
    certainty: Certainty
    written_by: str = ""
    approved_by: tuple[str, ...] = ()
    is_withdrawn: bool = False
    question: Question | None = None

    def used_parameters(self) -> Mapping[str, Parameter]:
        """The parameters that the version's own text uses; others belong to other versions of the clause."""
        used = {field.name for text in self.texts.values() for field in parse(text).fields()}
        return {name: parameter for name, parameter in self.parameters.items() if name in used}


@dataclass(frozen=True, slots=True)
class Clause:
    """A lasting identity with its history; `versions` are sorted by date."""

    id: ClauseId
    title: Localized
    owner: str
    edition: str
    note: Localized
    applies_when: Condition
    because: Localized
    left_out_because: Localized
    legal_basis: tuple[str, ...]
    versions: tuple[ClauseVersion, ...]
    adapts: ClauseId | None = None
    blanks: Mapping[str, Localized] = field(default_factory=lambda: MappingProxyType({}))
    defines: tuple[str, ...] = ()
    file: str = ""

    def text_file(self, version: ClauseVersion, language: str) -> str:
        """The file in which a version's text stands."""
        return f"{self.file.rsplit('/', 1)[0]}/{version.date.isoformat()}.{language}.md"

    def version_on(self, day: date) -> ClauseVersion | None:
        """The version in force on the day, or None where there is none yet or the clause has ended."""
        version = newest_on(self.versions, day)
        return None if version is None or version.is_withdrawn else version

    def days_beside(self, version: ClauseVersion, other: "Clause") -> tuple[date, ...]:
        """The first day of one of the clause's versions, and every later day of its time on which another clause changes or ends."""
        end = next_after(self.versions, version.date)
        changes = sorted(each.date for each in other.versions if each.date > version.date)
        return (version.date, *(day for day in changes if end is None or day < end.date))

    def source(self, version: ClauseVersion, language: str) -> Source:
        """The key of a version's text and the SHA-256 of its title and words, so that any change to either shows.

        The words of a question's answers count as its own.
        """
        ref = VersionRef(self.id, version.date, language)
        asked = question_words(version.question, language) if version.question else ""
        return Source(ref, text_digest(ref, in_language(self.title, language), version.texts[language] + asked))


@lru_cache(maxsize=4096)
def text_digest(ref: VersionRef, title: str, text: str) -> str:
    """SHA-256 in hex over id, date, language, title and text; line ends and blanks at line ends do not count."""
    lines = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    content = json.dumps([ref.clause, ref.date.isoformat(), ref.language, title, lines], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
