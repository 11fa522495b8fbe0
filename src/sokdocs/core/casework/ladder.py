"""A ladder: the letters of a follow-up, what each must rest on, its deadlines, and who signs. Read from `clauses/ladders/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import Localized


@dataclass(frozen=True, slots=True)
class LadderParameter:
    """A number or switch of the ladder that a buyer may set; `minimum` and `maximum` are inclusive, in `unit`. Switches are booleans."""

    name: str
    default: int | bool
    certainty: Certainty
    question: Localized
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A deadline a letter sets: `key` names it (`comment`, `plan`, `correction` …), `runs` whose it is (supplier or buyer).

    Its length is the contract's own parameter (`from_contract`: `K-401.hearing_days`; `or_contract` in an older text of the clause),
    else the ladder's parameter `otherwise`.
    `by_severity` gives the contract parameter for each severity (K0 … D1) where it depends on that; the longest of them counts.
    """

    key: str
    title: Localized
    from_contract: str = ""
    otherwise: str = ""
    by_severity: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    runs: str = "supplier"
    or_contract: str = ""


@dataclass(frozen=True, slots=True)
class GroundWords:
    """A ground in words: which rule it is (`5.4-1`), how sure, and what is said of it.

    `words` is by standing (`met`, `not_met`, `unknown`) and, where a ground can come to that in several ways, by standing and variant
    (`not_met.running`). Parts in braces (`{until}`) are filled from the ground.
    """

    name: str
    rule: str
    certainty: Certainty
    words: Mapping[str, Localized]
    sources: tuple[str, ...] = ()

    def sentence(self, standing: str, variant: str = "") -> Localized:
        """What is said in that standing: the variant's own words, else those of the standing."""
        return self.words.get(f"{standing}.{variant}") or self.words[standing]


@dataclass(frozen=True, slots=True)
class LetterRule:
    """One kind of letter: what it rests on and what it sets going.

    `gives` is the clause that gives this sanction and must be the contract's own; `cites` are clauses it cites where the contract has them.
    `grounds` are names of grounds in order. `signatures` is the number of different actors; `roles` are those who may sign, one list entry
    per signature where there are two. `about` says whether it concerns findings.
    """

    code: str
    title: Localized
    purpose: Localized
    is_sanction: bool
    gives: ClauseId | None
    cites: tuple[ClauseId, ...]
    grounds: tuple[str, ...]
    deadlines: tuple[DeadlineRule, ...]
    signatures: int
    roles: tuple[str, ...]
    needs_receipt: bool
    about_findings: bool
    status_after: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """All of a ladder; `override_roles` may override an unknown ground, `dating_roles` may date a letter otherwise than today.

    `units` gives the unit of each contract parameter a deadline can come from (`K-401.hearing_days`: working_days).
    """

    id: str
    title: Localized
    parameters: Mapping[str, LadderParameter]
    grounds: Mapping[str, GroundWords]
    letters: Mapping[str, LetterRule]
    roles: Mapping[str, Localized]
    override_roles: tuple[str, ...]
    dating_roles: tuple[str, ...]
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    statuses: Mapping[str, Localized] = field(default_factory=lambda: MappingProxyType({}))
    file: str = ""


def setting(ladder: Ladder, settings: Mapping[str, int | str | bool], name: str) -> int | bool:
    """The value of a ladder parameter in a case: as the buyer set it, else the ladder's own."""
    value = settings.get(name, ladder.parameters[name].default)
    return value if isinstance(value, int) else ladder.parameters[name].default
