"""How self-reports are scored, from `clauses/scoring.yaml`: weights of the parts, and the bands from the worst to the best."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import MappingProxyType

from pydantic import Field

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.self_report.scale import Band, Scoring, Sign
from sokdocs.loading.question_files import PARTS
from sokdocs.loading.shapes import Localized, Shape, Words, read_certainty, shape
from sokdocs.loading.yaml_source import Path, YamlSource, read_yaml

MOST = 100
PARTS_HINT = f"parts are {PARTS[0]} (facts) to {PARTS[-1]} (declaration)"
ORDER_HINT = "write the worst band first, each with a higher limit than the one before it, and the best last without `below:`"


class _BandShape(Shape):
    id: str
    below: int | None = None
    signs: list[str] = Field(default=[], alias="or")
    title: Localized
    follows: Localized
    letters: list[str] = []


class _ScoringShape(Shape):
    weights: dict[str, int]
    not_scored: list[int] = []
    bands: list[_BandShape]
    certainty: str
    source: Words = []
    note: Localized = {}


def read_scoring(data: bytes, name: str) -> Scoring:
    """The rule that self-reports are scored by; raises `InvalidError` with every fault in the file."""
    source = read_yaml(data, name)
    read = shape(_ScoringShape, source)
    problems = [Problem(source.place(path), message, hint) for path, message, hint in _odd(read)]
    certainty = read_certainty(read.certainty, source.place(("certainty",)), problems)
    bands = tuple(_band(each, source, ("bands", index), problems) for index, each in enumerate(read.bands))
    if problems:
        raise InvalidError(f"{name} has faults", problems)
    weights = {int(part): weight for part, weight in read.weights.items()}
    return Scoring(MappingProxyType(weights), tuple(read.not_scored), bands, certainty, tuple(read.source), read.note)


def _band(raw: _BandShape, source: YamlSource, path: Path, problems: list[Problem]) -> Band:
    for index, sign in enumerate(raw.signs):
        if sign not in list(Sign):
            place: Place = source.place((*path, "or", index))
            problems.append(Problem(place, f'unknown sign "{sign}"', did_you_mean(sign, Sign, f"signs: {', '.join(Sign)}")))
    signs = tuple(Sign(sign) for sign in raw.signs if sign in list(Sign))
    return Band(raw.id, raw.below, signs, raw.title, raw.follows, tuple(raw.letters))


Odd = tuple[Path, str, str]


def _odd(read: _ScoringShape) -> Iterator[Odd]:
    yield from _odd_parts(read.weights, read.not_scored)
    yield from _odd_bands(read.bands)


def _odd_parts(weights: dict[str, int], not_scored: list[int]) -> Iterator[Odd]:
    """Every part is either weighed or not scored."""
    known = [str(part) for part in PARTS]
    for part, weight in weights.items():
        if part not in known:
            yield ("weights", part), f'there is no part "{part}"', PARTS_HINT
        elif int(part) in not_scored:
            yield ("weights", part), f"part {part} has a weight and is not scored", "take it away from `weights:` or from `not_scored:`"
        if weight < 1:
            yield ("weights", part), f"the weight {weight} is too small", "at least 1; a part without a say stands under `not_scored:`"
    for index, each in enumerate(not_scored):
        if each not in PARTS:
            yield ("not_scored", index), f"there is no part {each}", PARTS_HINT
    missing = [part for part in known if part not in weights and int(part) not in not_scored]
    if missing:
        yield ("weights",), f"no weight for part {', '.join(missing)}", "give a weight, or name the part under `not_scored:`"


def _odd_bands(bands: Sequence[_BandShape]) -> Iterator[Odd]:
    """The limits rise, and only the last band has none: every result falls in one band."""
    if not bands:
        yield ("bands",), "there are no bands", ORDER_HINT
    for index, band in enumerate(bands):
        path = ("bands", index)
        if band.id in [each.id for each in bands[:index]]:
            yield (*path, "id"), f'the band "{band.id}" stands twice', "each band has its own id"
        if (band.below is None) != (index == len(bands) - 1):
            message = "has no limit" if band.below is None else "is the last and has a limit"
            yield path, f'the band "{band.id}" {message}', ORDER_HINT
        if band.below is not None and not 0 < band.below <= MOST:
            yield (*path, "below"), f"{band.below} is no limit", f"from 1 to {MOST}, in percent"
        if "nb" not in band.title or "nb" not in band.follows:
            yield path, f'the band "{band.id}" lacks words in Norwegian (nb)', "write `title: {nb: ...}` and `follows: {nb: ...}`"
    for index, (worse, better) in enumerate(pairwise(bands), start=1):
        if worse.below is not None and better.below is not None and worse.below >= better.below:
            yield ("bands", index, "below"), f"the limit {better.below} is not above {worse.below}", ORDER_HINT
