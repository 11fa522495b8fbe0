"""How self-reports are scored: the weight of each part, and the bands with what follows from them. Data, from `clauses/scoring.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.values.language import Localized


class Sign(StrEnum):
    """What puts a form in a band whatever its points: a lead question is answered no, or nothing is answered at all."""

    LEAD_NO = "lead_no"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Band:
    """A result. A form falls in the first band whose limit it is below (in percent), or one of whose signs it bears.

    `below` is None in the last band, which takes all that is left. `letters` are codes of letters that may follow: suggestions.
    """

    id: str
    below: int | None
    signs: tuple[Sign, ...]
    title: Localized
    follows: Localized
    letters: tuple[str, ...]

    def takes(self, percent: Fraction, signs: frozenset[Sign]) -> bool:
        """Whether a form with this result falls in the band, if none before it takes it."""
        return self.below is None or percent < self.below or bool(signs & set(self.signs))


@dataclass(frozen=True, slots=True)
class Scoring:
    """The weight of each part that is scored, the parts that are not, and the bands from the worst to the best."""

    weights: Mapping[int, int]
    not_scored: tuple[int, ...]
    bands: tuple[Band, ...]
    certainty: Certainty
    sources: tuple[str, ...]
    note: Localized

    def band_of(self, percent: Fraction, signs: frozenset[Sign]) -> Band:
        """The band of a form with this result."""
        return next(band for band in self.bands if band.takes(percent, signs))
