"""The texts inside a PDF's form: as they are stored, and as the appearance of a field shows them."""

import codecs
import unicodedata

from pdfminer.utils import PDFDocEncoding

from sokdocs.core.errors import InvalidError
from sokdocs.core.values.characters import refused_character

MAX_TEXT = 100_000
UNKNOWN = "\ufffd"
LINE_ENDS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n"})
BY_BYTE = {byte: letter for byte, letter in enumerate(PDFDocEncoding) if letter != "\0" and (ord(letter) >= ord(" ") or byte in b"\t\n\r")}
"""PDFDocEncoding; a byte that stands for nothing is left out."""


def stored_text(raw: bytes) -> str:
    """The text that the bytes stand for, `\\n` between its lines; raises where they stand for none, or for something that can't be seen."""
    text = _decoded(raw).replace("\r\n", "\n").translate(LINE_ENDS)
    if len(text) > MAX_TEXT:
        raise InvalidError(f"is longer than {MAX_TEXT} characters")
    odd = refused_character(text, breaks=True)
    if odd is not None:
        raise InvalidError(f"has a control character ({odd})")
    return text


def _decoded(raw: bytes) -> str:
    try:
        if raw.startswith(codecs.BOM_UTF16_BE):
            return raw[2:].decode("utf-16-be")
        if raw.startswith(codecs.BOM_UTF8):
            return raw[3:].decode("utf-8")
        return "".join(BY_BYTE[byte] for byte in raw)
    except (UnicodeDecodeError, KeyError) as error:
        raise InvalidError("has bytes that are no text") from error


def shows(shown: str, text: str) -> bool:
    """Whether an appearance shows this text.

    Lines may break elsewhere. Tabs and letters beyond Western European ones have no glyph in the file: programs draw them with other
    fonts, as one or two question marks or unknown signs, or not at all. None of them may be shown as another letter.
    """
    seen, wanted = _plain(shown), _plain(text)
    if all(map(_is_western, wanted)):
        return seen == wanted
    return len(seen) <= 2 * len(wanted) and _fits(seen, wanted)


def _fits(seen: str, wanted: str) -> bool:
    """Follows all ways to lay the letters side by side at once: bit `n` says that the first `n` letters shown are accounted for."""
    places = _Places(seen)
    reached = 1
    for letter in wanted:
        after = (reached & places[letter]) << 1
        if not _is_western(letter):
            unknown = (reached & places[UNKNOWN]) << 1
            after |= reached | unknown | (unknown & places[UNKNOWN]) << 1
        reached = after
        if not reached:
            return False
    return bool(reached >> len(seen) & 1)


class _Places(dict[str, int]):
    """Where each letter stands in a text, as bits; a question mark can stand for an unknown letter too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, letter: str) -> int:
        meant = (UNKNOWN, "?") if letter == UNKNOWN else (letter,)
        bits = "".join("1" if each in meant else "0" for each in reversed(self._text))
        self[letter] = found = int(bits or "0", 2)
        return found


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\t", UNKNOWN).split())


def _is_western(letter: str) -> bool:
    return ord(letter) < 0x100
