"""Which characters may stand in data, and which deserve a second look (safety promise 3)."""

import re
import unicodedata

BIDI_AND_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

NON_CHARACTERS = "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
REFUSED = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{NON_CHARACTERS}]")
REFUSED_BUT_BREAKS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{NON_CHARACTERS}]")


def refused_character(text: str, *, breaks: bool) -> str | None:
    """The first character that no document can carry, as `U+0000`: control characters, lone surrogates, non-characters.

    Line breaks (and tabs) pass only where `breaks` is true.
    """
    found = (REFUSED_BUT_BREAKS if breaks else REFUSED).search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def doubtful_characters(text: str) -> tuple[str, ...]:
    """Code points that can hide or turn text, and a mark where letters of several scripts stand in one word."""
    found = [f"U+{ord(each):04X}" for each in dict.fromkeys(text) if each in BIDI_AND_ZERO_WIDTH]
    for word in text.split():
        scripts = {_script(each) for each in word if each.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            odd = [f"U+{ord(each):04X}" for each in word if each.isalpha() and _script(each) != "LATIN"]
            found.append(f'mixed scripts in "{word}" ({", ".join(odd)})')
    return tuple(found)


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0]
