"""The texts inside a PDF's form: as they are stored, and as the appearance of a field shows them."""

import codecs
import unicodedata
from collections.abc import Mapping

from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfminer.utils import PDFDocEncoding

from sokdocs.core.errors import InvalidError
from sokdocs.loading.returned_pdf_private import unpacked
from sokdocs.loading.returned_pdf_tokens import SplitInterpreter, Tokens

MAX_LOOK = 1024 * 1024
MAX_TEXT = 100_000
KEPT = "\n\t"
UNKNOWN = "\ufffd"
LINE_ENDS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n"})
BY_BYTE = {byte: letter for byte, letter in enumerate(PDFDocEncoding) if letter != "\0" and (ord(letter) >= ord(" ") or byte in b"\t\n\r")}
"""PDFDocEncoding; a byte that stands for nothing is left out."""


def stored_text(raw: bytes) -> str:
    """The text that the bytes stand for, `\\n` between its lines; raises where they stand for none, or for something that can't be seen."""
    text = _decoded(raw).replace("\r\n", "\n").translate(LINE_ENDS)
    if len(text) > MAX_TEXT:
        raise InvalidError(f"is longer than {MAX_TEXT} characters")
    odd = next((letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs") and letter not in KEPT), None)
    if odd is not None:
        raise InvalidError(f"has a control character (U+{ord(odd):04X})")
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


class ShownTexts:
    """Reads what appearances show; fonts are read once for a file. `fonts` are those the form shares."""

    def __init__(self, fonts: Mapping[str, object]) -> None:
        self._manager = PDFResourceManager()
        self._fonts = dict(fonts)

    def of(self, look: PDFStream) -> str:
        """The letters of an appearance, without regard to where they stand; raises where it is packed in an unusual way or too large."""
        if any(name not in LITERALS_FLATE_DECODE for name, _ in look.get_filters()):
            raise InvalidError("has an appearance that is packed in an unusual way")
        unpacked(look, "an appearance", MAX_LOOK)
        device = _Letters(self._manager)
        own = resolve1(look.get("Resources"))
        resources = dict(own) if isinstance(own, dict) else {}
        fonts = resolve1(resources.get("Font"))
        resources["Font"] = {**self._fonts, **(fonts if isinstance(fonts, dict) else {})}
        SplitInterpreter(self._manager, device, Tokens()).render_contents(resources, [look])
        return "".join(device.letters)


class _Letters(PDFDevice):
    """Collects letters while an appearance is drawn."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.letters: list[str] = []

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: object, graphicstate: PDFGraphicState) -> None:
        """Keeps the letters of a run; what has no letter is kept as one that is unknown."""
        font = textstate.font
        for part in seq:
            if isinstance(part, bytes):
                self.letters.extend(_letter(font, code) for code in font.decode(part)) if font else self.letters.append(UNKNOWN)


def _letter(font: PDFFont, code: int) -> str:
    try:
        return font.to_unichr(code)
    except PDFUnicodeNotDefined:
        return UNKNOWN


def shows(shown: str, text: str) -> bool:
    """Whether an appearance shows this text.

    Lines may break elsewhere. Tabs and letters beyond Western European ones have no glyph in the file: programs draw them with other
    fonts, as question marks or not at all, so each may stand for up to two letters of any kind.
    """
    seen, wanted = _plain(shown), _plain(text)
    foreign = sum(not _is_western(letter) for letter in wanted)
    if not foreign:
        return seen == wanted
    rest = iter(seen)
    western = [letter for letter in wanted if _is_western(letter)]
    return all(letter in rest for letter in western) and len(seen) <= len(western) + 2 * foreign


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\t", UNKNOWN).split())


def _is_western(letter: str) -> bool:
    return ord(letter) < 0x100
