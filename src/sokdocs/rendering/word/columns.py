"""How wide the columns of a table are: wider for longer texts, and no word broken where the page has room for it."""

from collections.abc import Iterable, Sequence

from sokdocs.core.document.blocks import Answer, Inlines
from sokdocs.core.document.outline import plain
from sokdocs.core.questions.question import AnswerType

NARROWEST, WIDEST = 6, 42
"""Letters that a column asks room for."""
ROOM = {"long_text": 42, "text": 24, "url": 24, "choices": 24, "choice": 18}
"""The same for answers; others ask for `SHORT`."""
SHORT = 12
LONGEST_WORD = 16
"""Letters; longer words may be hyphenated."""
DAY = len("31.12.2026")
LETTER, MARGINS = 120, 200
"""Twentieths of a point: a letter of the table's text in a wide font, and what a cell keeps free at its sides."""


def column_widths(rows: Iterable[tuple[Inlines, ...]], width: int) -> tuple[int, ...]:
    """The room of each column in twentieths of a point, in all the given width."""
    columns = tuple(zip(*rows, strict=True))
    wishes = [min(max(NARROWEST, *(len(plain(each)) + _room(each) for each in cells)), WIDEST) for cells in columns]
    wanted = [width * wish // sum(wishes) for wish in wishes]
    widths = _with_whole_words(wanted, [max(map(_longest_word, cells)) * LETTER + MARGINS for cells in columns])
    return (*widths[:-1], width - sum(widths[:-1]))


def _room(inlines: Inlines) -> int:
    return max((ROOM.get(part.kind, SHORT) for part in inlines if isinstance(part, Answer)), default=0)


def _longest_word(inlines: Inlines) -> int:
    """Letters of the longest word in a cell, or of a day to be written there."""
    words = max(map(len, plain(inlines).split()), default=0)
    has_day = any(part.kind == AnswerType.DATE for part in inlines if isinstance(part, Answer))
    return min(max(words, DAY if has_day else 0), LONGEST_WORD)


def _with_whole_words(wanted: Sequence[int], least: Sequence[int]) -> list[int]:
    """Each column as wide as it must be at least, by what the others have to spare; as wanted where that is not enough."""
    short = sum(max(0, need - wish) for wish, need in zip(wanted, least, strict=True))
    spare = sum(max(0, wish - need) for wish, need in zip(wanted, least, strict=True))
    if short > spare or not short:
        return list(wanted)
    return [need if wish <= need else wish - (wish - need) * short // spare for wish, need in zip(wanted, least, strict=True)]
