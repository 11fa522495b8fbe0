"""Which characters the shipped fonts can show: a character without a glyph is named, never dropped or swapped."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from sokdocs.core.document.blocks import Answer, Document, Inline, Text
from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.rendering.pdf.data import block_inlines

FONT_FILES = ("*.otf", "*.ttf")
LINE_BREAK = "\n"
OTHERWISE = "write it with other characters"


def covered_by_every_font(folder: Path) -> frozenset[str]:
    """The characters that all fonts in the folder can show; raises where it holds no font."""
    files = sorted(path for pattern in FONT_FILES for path in folder.glob(pattern))
    if not files:
        raise InvalidError(f"{folder.name}: no font is there", ())
    return frozenset.intersection(*(_characters(path) for path in files))


def _characters(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(chr(point) for point in font.getBestCmap())


def refuse_missing_glyphs(document: Document, covered: frozenset[str]) -> None:
    """Raise where a character of the document has no glyph, naming each with its code point and the field that carries it."""
    refuse_glyphs_missing_in(document.kind, _texts(document), covered)


def refuse_glyphs_missing_in(name: str, texts: Iterable[tuple[str, str]], covered: frozenset[str], hint: str = OTHERWISE) -> None:
    """The same for texts, each with its field; `name` is the file that the problems stand in, `hint` what to do."""
    problems = tuple(dict.fromkeys(_problems(name, texts, covered=covered | {LINE_BREAK}, hint=hint)))
    if problems:
        raise InvalidError("the PDF's fonts can't show every character", problems)


def _problems(name: str, texts: Iterable[tuple[str, str]], *, covered: frozenset[str], hint: str) -> Iterator[Problem]:
    for field, text in texts:
        missing = dict.fromkeys(char for char in unicodedata.normalize("NFC", text) if char not in covered)
        for char in missing:
            place = Place(name, field=field)
            yield Problem(place, f"{field}: no font has a glyph for {_name(char)}", hint)


def _name(char: str) -> str:
    point = f"U+{ord(char):04X}"
    shown = f'"{char}" ({point})' if char.isprintable() else point
    return f"{shown}, {unicodedata.name(char, 'a control character').lower()}"


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    yield from _first_page(document)
    for section in document.sections:
        yield f"section {section.anchor}", f"{section.number}{section.title}"
        for clause in section.clauses:
            where = f"clause {clause.anchor}"
            yield where, f"{clause.number}{clause.title}"
            for block in clause.blocks:
                yield from (_field(part, where) for part in block_inlines(block))


def _first_page(document: Document) -> Iterator[tuple[str, str]]:
    head, furniture = document.letterhead, document.furniture
    yield "title", document.title
    yield "subtitle", document.subtitle
    yield "reference", document.reference
    yield "marks", "".join(document.marks)
    yield "letterhead", "".join((head.name, *head.lines, head.footer))
    yield "furniture", "".join((furniture.contents, furniture.page, furniture.of, furniture.front))
    for row in document.front:
        yield "front", row.label
        yield from (_field(part, "front") for part in row.inlines)


def _field(part: Inline, where: str) -> tuple[str, str]:
    return (where if isinstance(part, Text) else _named(part)), _shown(part)


def _shown(part: Inline) -> str:
    """What is drawn: of a place to answer what can be chosen, and what stands in it already."""
    if not isinstance(part, Answer):
        return part.text
    return "".join((*(words for _code, words in part.options), part.value))


def _named(part: Inline) -> str:
    return getattr(part, "name", "") or getattr(part, "anchor", "")
