"""How words are compared."""

import re
import unicodedata

BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text in NFC with every run of blanks as one space, none at the ends, and no soft hyphens."""
    return BLANKS.sub(" ", unicodedata.normalize("NFC", text.replace("\u00ad", ""))).strip()
