"""How words are compared."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text in NFC with every run of blanks as one space, none at the ends, and no soft hyphens."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())
