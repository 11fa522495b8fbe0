"""The font of a form's fields: every letter that can be typed lies in the file, and those that stand there already besides."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.agl import UV2AGL  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name

from sokdocs.core.errors import InvalidError

FILE = "SourceSans3-Regular.otf"
FAMILY = "SourceSans3-Form"
TYPED = "SokF"
CODES = range(32, 256)
SYMBOLIC, NOT_SYMBOLIC = 4, 32
NAMES = {" ": "space", "²": "twosuperior", "³": "threesuperior", "¹": "onesuperior"}
"""Glyphs of WinAnsi that the list of glyph names leaves out."""


def typed_letters() -> dict[int, str]:
    """The letter of each code that can be typed into a field (WinAnsi)."""
    letters = {code: bytes([code]).decode("cp1252", errors="ignore") for code in CODES if code != 127}
    return {code: letter for code, letter in letters.items() if letter}


@dataclass(frozen=True, slots=True)
class FormFont:
    """The widths of the letters, in thousandths of the size, and by which font and code each is drawn."""

    widths: Mapping[str, int]
    places: Mapping[str, tuple[str, int]]
    fonts: Dictionary

    def width(self, text: str, size: float) -> float:
        """How wide the text is when it is drawn."""
        return sum(self.widths[letter] for letter in text) * size / 1000

    def runs(self, text: str) -> Iterator[tuple[str, bytes]]:
        """The text as fonts, and the codes that are drawn with each."""
        font, codes = "", b""
        for letter in text:
            name, code = self.places[letter]
            if name != font and codes:
                yield font, codes
                codes = b""
            font, codes = name, codes + bytes([code])
        if codes:
            yield font, codes


class FontMaker:
    """The shipped font that fields are typed with, read once."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        if not path.is_file():
            raise InvalidError(f"{folder.name}: {FILE} is missing, with which answers are typed into a form")
        self._data = path.read_bytes()

    def put_into(self, pdf: pikepdf.Pdf, text: str) -> FormFont:
        """The fonts of a file: one for what is typed, and more where `text` has letters beyond it."""
        typed = typed_letters()
        beyond = sorted(set(text) - set(typed.values()))
        cut = _cut(self._data, (*typed.values(), *beyond))
        shape = pdf.make_indirect(pikepdf.Stream(pdf, cut.outlines, Subtype=Name.Type1C))
        tables = [(TYPED, typed), *_further(beyond)]
        fonts = {name: _font(pdf, cut, shape, name, table) for name, table in tables}
        places = {letter: (name, code) for name, table in tables for code, letter in table.items()}
        return FormFont(cut.widths, places, Dictionary({f"/{name}": each for name, each in fonts.items()}))


@dataclass(frozen=True, slots=True)
class _Cut:
    """A font cut down: its outlines, the name and width of each letter, and the measures that a file tells of it."""

    outlines: bytes
    names: Mapping[str, str]
    widths: Mapping[str, int]
    box: tuple[int, int, int, int]
    angle: int
    ascent: int
    descent: int
    capitals: int
    small: int


@lru_cache(maxsize=8)
def _cut(data: bytes, letters: tuple[str, ...]) -> _Cut:
    """The font with these letters and no others. Most forms are typed with the same letters, and cutting takes most of a second."""
    font = TTFont(io.BytesIO(data))
    options = subset.Options(layout_features=[], glyph_names=True, notdef_outline=True, hinting=False, desubroutinize=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in letters])
    cutter.subset(font)
    names = _glyph_names(font, letters)
    widths = {letter: font["hmtx"].metrics[glyph][0] for letter, glyph in _glyphs(font, names).items()}
    head, os2, post = font["head"], font["OS/2"], font["post"]
    return _Cut(
        outlines=_compact(font, names),
        names=MappingProxyType(names),
        widths=MappingProxyType(widths),
        box=(head.xMin, head.yMin, head.xMax, head.yMax),
        angle=int(post.italicAngle),
        ascent=os2.sTypoAscender,
        descent=os2.sTypoDescender,
        capitals=os2.sCapHeight,
        small=os2.sxHeight,
    )


def _further(letters: Sequence[str]) -> Iterator[tuple[str, dict[int, str]]]:
    """More fonts, of 223 letters each."""
    room = len(CODES) - 1
    for number, start in enumerate(range(0, len(letters), room), 1):
        yield f"{TYPED}{number}", dict(enumerate(letters[start : start + room], CODES[1]))


def _glyphs(font: TTFont, letters: Mapping[str, str]) -> dict[str, str]:
    cmap = font.getBestCmap()
    return {letter: cmap[ord(letter)] for letter in letters}


def _glyph_names(font: TTFont, letters: Sequence[str]) -> dict[str, str]:
    """The name of each letter's glyph, the one that PDF knows; letters that share a glyph share its name."""
    cmap, named = font.getBestCmap(), dict[str, str]()
    for letter in letters:
        known = NAMES.get(letter) or UV2AGL.get(ord(letter)) or f"u{ord(letter):04X}"
        named.setdefault(cmap[ord(letter)], known)
    return {letter: named[cmap[ord(letter)]] for letter in letters}


def _compact(font: TTFont, names: Mapping[str, str]) -> bytes:
    """The outlines alone (CFF), each glyph under its name."""
    renamed = {glyph: names[letter] for letter, glyph in _glyphs(font, names).items()}
    outlines: Any = font["CFF "].cff
    outlines.fontNames = [FAMILY]
    top = outlines.topDictIndex[0]
    top.charset = [renamed.get(glyph, glyph) for glyph in top.charset]
    strings = top.CharStrings
    strings.charStrings = {renamed.get(glyph, glyph): at for glyph, at in strings.charStrings.items()}
    out = io.BytesIO()
    outlines.compile(out, font, isCFF2=False)
    return out.getvalue()


def _font(pdf: pikepdf.Pdf, cut: _Cut, shape: pikepdf.Object, name: str, table: Mapping[int, str]) -> pikepdf.Object:
    first, last = min(table), max(table)
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name(f"/{FAMILY}"),
        FirstChar=first,
        LastChar=last,
        Widths=Array([cut.widths.get(table.get(code, ""), 0) for code in range(first, last + 1)]),
        FontDescriptor=pdf.make_indirect(_descriptor(cut, shape, is_typed=name == TYPED)),
        Encoding=Name.WinAnsiEncoding if name == TYPED else _differences(cut, table),
        ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, _to_unicode(table))),
    )
    return pdf.make_indirect(font)


def _differences(cut: _Cut, table: Mapping[int, str]) -> Dictionary:
    glyphs = [Name(f"/{cut.names[letter]}") for letter in table.values()]
    return Dictionary(Type=Name.Encoding, Differences=Array([min(table), *glyphs]))


def _descriptor(cut: _Cut, shape: pikepdf.Object, *, is_typed: bool) -> Dictionary:
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{FAMILY}"),
        Flags=NOT_SYMBOLIC if is_typed else SYMBOLIC,
        FontBBox=Array(cut.box),
        ItalicAngle=cut.angle,
        Ascent=cut.ascent,
        Descent=cut.descent,
        CapHeight=cut.capitals,
        XHeight=cut.small,
        StemV=80,
        FontFile3=shape,
    )


def _to_unicode(table: Mapping[int, str]) -> bytes:
    """Which letter each code stands for, in the form that PDF asks for: at most 100 in a piece."""
    lines = [f"<{code:02X}> <{letter.encode('utf-16-be').hex().upper()}>" for code, letter in table.items()]
    pieces = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "".join(f"{len(piece)} beginbfchar\n" + "\n".join(piece) + "\nendbfchar\n" for piece in pieces)
    head = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Sok-UCS def\n/CMapType 2 def\n"
    return f"{head}1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}endcmap\nend\nend\n".encode("ascii")
