"""What makes the words of a Word file hard or impossible to see: struck, tiny or squeezed text, text in the colour behind it.

The same is looked for in the text, in the styles it uses, and in the numbers before it. A file with words that no one can see,
or that are crossed out, can be read in two ways.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.core.values.text import fold
from sokdocs.loading.word.numbers import W, is_on, value_of
from sokdocs.loading.word.styles import Styles, style_of

LEAST_SIZE, LEAST_LINE, LEAST_WIDTH = 8, 80, 33
"""In half points, twentieths of a point, and hundredths of a letter's width."""
PAGE = 11_000
"""In twentieths of a point: more than a page's width inside its margins; LibreOffice and Word count in them."""
EMU = 635
NEAR = 24
LONGEST_TOLD = 60
SWITCHES = {"strike": "struck text", "dstrike": "struck text", "vanish": "hidden text", "specVanish": "hidden text"}
LEAST = {"sz": (LEAST_SIZE, "text too small to read"), "w": (LEAST_WIDTH, "text squeezed together")}
COLOURS = ("color", "shd", "highlight")
OF_RUNS = tuple(W + name for name in (*SWITCHES, *LEAST, *COLOURS))
OF_PARAGRAPHS = tuple(W + name for name in ("framePr", "ind", "spacing", "trHeight"))
VALUE, SHADE, ROW_HEIGHT = W + "val", W + "shd", W + "trHeight"
GROUND = "F3F4F6"
OUR_SHADE = [(VALUE, "clear"), (W + "color", "auto"), (W + "fill", GROUND)]
LEAST_HEIGHT = [(W + "hRule", "atLeast")]
WHITE_THEMES = ("background1", "light1")
WHITE, BLACK = "FFFFFF", "000000"
HIGHLIGHTS = {"black": BLACK, "white": WHITE, "darkBlue": "00008B", "darkGray": "A9A9A9", "lightGray": "D3D3D3"}
MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi|%)?")
TWENTIETHS = {"mm": 56.7, "cm": 567.0, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}
HEX = re.compile(r"[0-9A-Fa-f]{6}")
OFFSETS = re.compile(r"(?:left|top)\s*:\s*(-?\d+)")
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
TEXT = (W + "t", W + "sym")
Properties = dict[str, etree._Element]


@dataclass(frozen=True)
class Looks:
    """What the styles of a file make its words look like."""

    styles: Styles

    def check(self, body: etree._Element) -> None:
        """Raises, with the words, where something in a body can't be seen as it is read."""
        check_styles(self.unseen_styles(), body)
        self.check_places(body, everywhere=self.hide_together())

    def unseen_styles(self) -> Mapping[str, str]:
        """What is wrong with styles whose words can't be seen, by id; the empty id is the default style."""
        styles = {style: tuple(self.styles.chain(style)) for style in self.styles.by_id}
        styles[""] = styles.get(self.styles.default, ())
        return {style: f"{found}, by {_called(chain)}" for style, chain in sorted(styles.items()) if (found := self._in_style(chain))}

    def hide_together(self) -> bool:
        """Whether letters of one style may have the colour that another style, or our shade, puts behind them."""
        styles = [*map(tuple, map(self.styles.chain, self.styles.by_id)), ()]
        letters = [_merged([*_found(chain, "rPr"), *self._defaults]) for chain in styles]
        grounds = {_ground([own, _merged(_found(chain, "pPr"))]) for own, chain in zip(letters, styles, strict=True)}
        return any(_is_near(colour, ground) for colour in set(map(_colour, letters)) for ground in {*grounds, WHITE, GROUND})

    def check_places(self, body: etree._Element, *, everywhere: bool = False) -> None:
        """Raises, with the words, where a place in a body can't be seen: one that says how it looks, or with `everywhere` any."""
        for place in dict.fromkeys((*_places(body), *(_runs_with_words(body) if everywhere else ()))):
            found = self._in_place(place)
            if found:
                raise InvalidError(f'holds {found}: "{words_of(place)[:LONGEST_TOLD]}"')
        _check_shapes(body)

    def _in_style(self, chain: tuple[etree._Element, ...]) -> str:
        try:
            return self._wrong_in_style(chain)
        except InvalidError as error:  # told of where the style is used
            return str(error).removeprefix("holds ")

    def _wrong_in_style(self, chain: tuple[etree._Element, ...]) -> str:
        own = _merged([*_found(chain, "rPr"), *self._defaults])
        paragraph = _merged(_found(chain, "pPr"))
        tables = (each for style in chain for each in style.iter(W + "tblStylePr"))
        parts = (_unseen(_merged(_found([each], "rPr")), _merged(_found([each], "tcPr"))) for each in tables)
        return _unseen(own, paragraph) or _misplaced(paragraph) or next(filter(None, parts), "")

    def _in_place(self, place: etree._Element) -> str:
        """What is wrong with a run, or with the layout of a paragraph, row or cell and the runs in it."""
        if place.tag != W + "r":
            direct = _merged(_found([place], "pPr", "trPr", "tcPr"))
            runs = (self._in_place(run) for run in place.iter(W + "r") if "shd" in direct and words_of(run))
            return _misplaced(direct) or self._number_of(place, direct) or next(filter(None, runs), "")
        paragraph = next(place.iterancestors(W + "p"), place)
        cell = next(paragraph.iterancestors(W + "tc"), place)
        run, own = _merged(_found([place], "rPr")), tuple(self.styles.chain(style_of(paragraph) or self.styles.default))
        named = tuple(self.styles.chain(run["rStyle"].get(W + "val", ""))) if "rStyle" in run else ()
        letters = _merged([*_found([place, *named, *own], "rPr"), *self._defaults])
        return _unseen(letters, _merged(_found([paragraph, *own], "pPr")), _merged(_found([cell], "tcPr")))

    def _number_of(self, place: etree._Element, direct: Properties) -> str:
        """What is wrong with the number of a paragraph, which looks as the paragraph's end does."""
        found = _unseen(_merged([direct["rPr"]]), direct) if "rPr" in direct else ""
        return f"a number that is {found}" if found and self.styles.place(place) else ""

    @cached_property
    def _defaults(self) -> tuple[etree._Element, ...]:
        return () if self.styles.defaults is None else tuple(self.styles.defaults.iter(W + "rPr"))


def check_numbers(numbering: etree._Element | None) -> None:
    """Raises where the numbers of a list can't be seen."""
    for look in () if numbering is None else numbering.iter(W + "rPr"):
        found = _unseen(_merged([look]))
        if found:
            raise InvalidError(f"holds {found}, in the numbers of a list")


def _called(chain: tuple[etree._Element, ...]) -> str:
    return f'the style "{value_of(chain[0], "name")}"' if chain else "what the file says of all text"


# --- where to look


def check_styles(unseen: Mapping[str, str], body: etree._Element) -> None:
    """Raises where a body uses one of these styles; a body is gone through only where there are any."""
    used = {"", *(str(each.get(VALUE, "")) for each in body.iter(W + "pStyle", W + "rStyle", W + "tblStyle"))} if unseen else set()
    for style in sorted(used & unseen.keys()):
        raise InvalidError(f"holds {unseen[style]}")


def _places(body: etree._Element) -> Iterator[etree._Element]:
    """The runs, paragraphs, rows and cells with words that say of themselves how they look."""
    for look in body.iter(*OF_RUNS, *OF_PARAGRAPHS):
        properties = look.getparent()
        place = properties.getparent() if properties is not None else None
        if place is not None and place.tag == W + "pPr":
            place = place.getparent()
        if place is not None and place.tag in (W + "r", W + "p", W + "tr", W + "tc") and words_of(place):
            yield place
    for look in body.iter(W + "webHidden"):
        run = next(look.iterancestors(W + "r"), look)
        if is_on(look) and words_of(run) and next(run.iterancestors(W + "hyperlink"), None) is None:
            raise InvalidError(f'holds text that is hidden on the web: "{words_of(run)[:LONGEST_TOLD]}"')


def has_looks(body: etree._Element) -> bool:
    """Whether anything in a body says of itself how it looks, but for the shade and the least height of our places to answer."""
    found = body.iter(*OF_RUNS, *OF_PARAGRAPHS, W + "webHidden", DRAWN + "*", VML + "*")
    return any(not _is_ours(each) for each in found)


def _is_ours(look: etree._Element) -> bool:
    said = look.items()
    return said == OUR_SHADE if look.tag == SHADE else look.tag == ROW_HEIGHT and said[1:] == LEAST_HEIGHT and said[0][0] == VALUE


def _runs_with_words(body: etree._Element) -> Iterator[etree._Element]:
    return (run for run in body.iter(W + "r") if words_of(run))


def words_of(place: etree._Element) -> str:
    """The words under an element, whether they can be seen or not."""
    return fold("".join(each.text or ("?" if each.tag == W + "sym" else "") for each in place.iter(*TEXT)))


def _found(elements: Iterable[etree._Element], *names: str) -> list[etree._Element]:
    return [part for each in elements for name in names if (part := each.find(W + name)) is not None]


def _merged(properties: Iterable[etree._Element]) -> Properties:
    """Properties by name; the nearest one of each counts."""
    merged: Properties = {}
    for each in properties:
        for part in each:
            merged.setdefault(str(part.tag).removeprefix(W), part)
    return merged


# --- what can't be seen


def _unseen(letters: Properties, *behind: Properties) -> str:
    for name, what in SWITCHES.items():
        if is_on(letters.get(name)):
            return what
    for name, (least, what) in LEAST.items():
        if name in letters and _number(letters[name], "val", least) < least:
            return what
    colour, ground = _colour(letters), _ground([letters, *behind])
    return "text in the colour of what lies behind it" if _is_near(colour, ground) else ""


def _colour(letters: Properties) -> str:
    """The colour of letters; black where only a highlight lies behind them, and nothing where Word chooses it to be seen."""
    found = letters.get("color")
    if found is not None and found.get(W + "themeColor") in WHITE_THEMES:
        return WHITE
    value = "" if found is None else str(found.get(W + "val", ""))
    return value if HEX.fullmatch(value) else BLACK if "highlight" in letters else ""


def _ground(layers: Iterable[Properties]) -> str:
    for layer in layers:
        marked, shade = layer.get("highlight"), layer.get("shd")
        if marked is not None and marked.get(W + "val") != "none":
            return HIGHLIGHTS.get(str(marked.get(W + "val")), "")
        if shade is not None:
            value = str(shade.get(W + ("color" if shade.get(W + "val") == "solid" else "fill"), ""))
            if HEX.fullmatch(value):
                return value
    return WHITE


def _is_near(one: str, other: str) -> bool:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4)) if one and other else ()
    return bool(one and other) and all(abs(a - b) <= NEAR for a, b in pairs)


def _misplaced(layout: Properties) -> str:
    """Lines and rows too low to show their words, and paragraphs off the page."""
    line, row, frame, indent = (layout.get(name) for name in ("spacing", "trHeight", "framePr", "ind"))
    if line is not None and line.get(W + "lineRule") == "exact" and _number(line, "line", LEAST_LINE) < LEAST_LINE:
        return "lines too low to show their text"
    for low, size in ((row, "val"), (frame, "h")):
        if low is not None and low.get(W + "hRule") == "exact" and _number(low, size, LEAST_LINE) < LEAST_LINE:
            return "rows or frames too low to show their text"
    if frame is not None and any(abs(_number(frame, side, 0)) > PAGE for side in ("x", "y")):
        return "a frame off the page"
    if indent is not None and any(
        abs(_number(indent, side, 0)) > PAGE for side in ("left", "start", "right", "end", "firstLine", "hanging")
    ):
        return "text indented off the page"
    return ""


def _number(element: etree._Element, name: str, otherwise: int) -> float:
    """A measure in the unit that its element counts in; with a unit of its own it is worked out (ECMA-376 part 1, 22.9.2)."""
    text = str(element.get(W + name, otherwise))
    measure = MEASURE.fullmatch(text)
    if measure is None:
        raise InvalidError(f'holds a measure that is none: "{text[:20]}"')
    number, unit = float(measure.group(1)), measure.group(2)
    return number * TWENTIETHS[unit] / (10 if element.tag == W + "sz" else 1) if unit in TWENTIETHS else number


def _check_shapes(body: etree._Element) -> None:
    for each in body.iter(VML + "textpath"):
        raise InvalidError(f'holds text in the shape of a picture: "{str(each.get("string", ""))[:LONGEST_TOLD]}"')
    offsets = [int(each.text or "0") / EMU for each in body.iter(DRAWN + "posOffset")]
    styles = (str(each.get("style", "")) for each in body.iter(VML + "*"))
    offsets += [float(match) * 20 for style in styles for match in OFFSETS.findall(style)]
    if any(abs(offset) > PAGE * 1.5 for offset in offsets):
        raise InvalidError("holds a drawing off the page")
