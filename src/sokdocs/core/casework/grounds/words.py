"""A ground said in words, as the ladder words it."""

from datetime import date

from sokdocs.core.casework.ground import Ground
from sokdocs.core.casework.ladder import Ladder
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import PART
from sokdocs.core.values.quantities import weekday_date

DATES = frozenset({"date", "until", "opens"})


def ground_sentence(ladder: Ladder, ground: Ground, language: str) -> str:
    """What a ground comes to, in one sentence; dates stand in full with their weekday."""
    sentence = ladder.grounds[ground.name].sentence(ground.standing.value, ground.parts.get("variant", ""))
    parts = {name: _written(name, value, language) for name, value in ground.parts.items()}
    return PART.sub(lambda match: parts.get(match.group(1), match.group(0)), in_language(sentence, language))


def _written(name: str, value: str, language: str) -> str:
    if name not in DATES:
        return value
    try:
        return weekday_date(date.fromisoformat(value), language)
    except ValueError:
        return value
