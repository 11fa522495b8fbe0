"""A question of the self-report: what may be answered, what an answer needs beside it, and what it is worth.

The words of a question are a clause text (id `Q2.1`, points of the terms are «punkt 2.2» and never mixed with them); this is the part of
its version that a program reads. Every place to answer has a key: `Q2.1` for the question's own, `Q2.1.reason`, `Q1.2.adopted_on` for a
further one, `Q3.2.1.measure` for a column in the first row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import Localized

YES, PARTLY, NO, NOT_RELEVANT = "yes", "partly", "no", "not_relevant"
REASON, EVIDENCE = "reason", "evidence"
MOST_ROWS = 50
"""Of one question, with those that a supplier adds; who has more sends a list."""


class AnswerType(StrEnum):
    """What kind of answer a place takes."""

    YES_NO = "yes_no"
    YES_PARTLY_NO = "yes_partly_no"
    CHOICE = "choice"
    CHOICES = "choices"
    CHECK = "check"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    URL = "url"
    COUNTRIES = "countries"


CODES: Mapping[AnswerType, tuple[str, ...]] = MappingProxyType(
    {AnswerType.YES_NO: (YES, NO), AnswerType.YES_PARTLY_NO: (YES, PARTLY, NO, NOT_RELEVANT)}
)
FREE_TEXT = frozenset({AnswerType.TEXT, AnswerType.LONG_TEXT})


@dataclass(frozen=True, slots=True)
class AnswerDefinition:
    """One place to answer. `name` is empty for the question's own; `minimum` and `maximum` are inclusive, in `unit`.

    Dates are bounded by the day the form is read (never in the future) and by `minimum`; percentages by 0 and 100 without more said.
    `unless` are answers to the question itself with which there is nothing to say here.
    `part_of` names the place whose number this one is a part of (empty for the own): it can't be the larger of the two.
    """

    name: str
    type: AnswerType
    label: Localized
    unit: Localized = field(default_factory=lambda: MappingProxyType({}))
    choices: Mapping[str, Localized] = field(default_factory=lambda: MappingProxyType({}))
    minimum: int | date | None = None
    maximum: int | date | None = None
    is_required: bool = True
    may_be_future: bool = False
    unless: tuple[str, ...] = ()
    part_of: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes an answer is chosen from, in order; none where it is not chosen."""
        return CODES.get(self.type) or tuple(self.choices)


class Rows(StrEnum):
    """What the rows of a question's table are: there is none, one for each product of the contract, or some left open."""

    NONE = "none"
    PRODUCTS = "products"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class PointRule:
    """What an answer must be to reach a number of points; all that is set must hold. `field` names the place, empty for the own.

    `codes`: one of these is answered. `at_least`: the number is not below. `within_months`: the date is not older when the form is read.
    `is_given`: something is answered. `rows`: so many rows are filled in. `has_evidence`: an attachment that is named has come.
    """

    field: str = ""
    codes: tuple[str, ...] = ()
    at_least: int | None = None
    within_months: int | None = None
    is_given: bool = False
    rows: int = 0
    has_evidence: bool = False


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """A question that is asked only where another was answered with one of the codes."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestsOn:
    """The clause of the contract that a question asks about, and how sure that is: found, recalled or inferred."""

    clause: ClauseId
    certainty: str


@dataclass(frozen=True, slots=True)
class Question:
    """Everything about a question but its words. `part` is its part of the form (0 facts, 1–6 the steps, 7 add-ons, 8 declaration).

    `fields` are asked once, `columns` in every row. `reason_for` are the answers that need a reason (`Q2.1.reason`). `evidence` says what
    is accepted as proof; where it is set, the names of the attachments are asked for (`Q2.1.evidence`). `points` are the rules for 1, 2
    and 3 points in order: each needs those before it. A question without rules is not scored. Where `is_asked_anew`, an earlier answer
    says nothing of today: it is about the months before it was given, or a declaration. `rests_on` is the duty it asks about.
    """

    id: str
    part: int
    fields: tuple[AnswerDefinition, ...] = ()
    rows: Rows = Rows.NONE
    row_count: int = 0
    columns: tuple[AnswerDefinition, ...] = ()
    is_lead: bool = False
    reason_for: tuple[str, ...] = ()
    evidence: Localized = field(default_factory=lambda: MappingProxyType({}))
    asked_when: AskedWhen | None = None
    points: tuple[PointRule, ...] = ()
    is_asked_anew: bool = False
    rests_on: RestsOn | None = None

    def key(self, name: str = "", row: int = 0) -> str:
        """The key of a place to answer; rows count from 1."""
        return ".".join(part for part in (self.id, str(row) if row else "", name) if part)
