"""Characters in an answer that don't show, or that turn the direction of reading: told to the supplier, never taken away in silence."""

from collections.abc import Iterator

from sokdocs.core.values.characters import BIDI_AND_ZERO_WIDTH
from sokdocs.core.values.phrases import Saying, saying

INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
TURNING = BIDI_AND_ZERO_WIDTH - INVISIBLE


def hidden_characters(text: str) -> Iterator[Saying]:
    """One remark for each kind of such characters in a text, with their code points."""
    if found := _named(text, INVISIBLE):
        yield saying("check_invisible", characters=found)
    if found := _named(text, TURNING):
        yield saying("check_turning", characters=found)


def is_hidden(text: str) -> bool:
    """Whether nothing in the text shows."""
    return bool(text) and all(each in BIDI_AND_ZERO_WIDTH or each.isspace() for each in text)


def _named(text: str, kind: frozenset[str]) -> str:
    return ", ".join(f"U+{ord(each):04X}" for each in dict.fromkeys(text) if each in kind)
