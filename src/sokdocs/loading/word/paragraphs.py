"""The paragraphs of a Word file as a reader sees them: their words, and the marks (tags, bookmarks) they lie in.

Everything that could be shown is gone through; only what Word keeps out of sight is passed over: properties, the code of
fields, and the older copy of a drawing. What is passed over by choice is refused or named in `document`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.core.values.identifiers import CLAUSE_ID, QUESTION_PART
from sokdocs.core.values.text import fold
from sokdocs.loading.word.numbers import W, value_of

NAMED_SOURCE = re.compile("(?:" + CLAUSE_ID.pattern + r");\d{4}-\d{2}-\d{2};[a-z]{2};[0-9a-f]{12}")
BOOKED_SOURCE = re.compile(rf"((?:[A-Z]_\d{{3}}|{QUESTION_PART}_\d{{1,2}})_\d{{8}}_[a-z]{{2}}_[0-9a-f]{{12}}).*")
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK = COMPATIBILITY + "Fallback"
SPACES = frozenset(
    {
        W,
        MATH,
        DRAWING,
        COMPATIBILITY,
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}",
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}",
        *(f"{{http://schemas.microsoft.com/office/word/2010/wordprocessing{each}}}" for each in ("Shape", "Group", "Canvas")),
        *(f"{{urn:schemas-microsoft-com:{each}}}" for each in ("vml", "office:office", "office:word")),
    }
)
PROPERTIES = "p r tbl tr tc sdt sdtEnd sect ruby smartTag customXml docPart num"
OUT_OF_SIGHT = frozenset({FALLBACK, *(f"{W}{each}Pr" for each in PROPERTIES.split()), W + "tblPrEx"})
LONGEST_TOLD = 60
CODE = re.compile(r"0*[0-9A-Fa-f]{1,4}")
TEXTS = frozenset({W + "t", MATH + "t", DRAWING + "t"})
SHOWN_AS = {W + "tab": " ", W + "ptab": " ", W + "br": " ", W + "cr": " ", W + "noBreakHyphen": "\u2011"}
BOOKMARKS = frozenset({W + "bookmarkStart", W + "bookmarkEnd"})
CONTENTS_FIELD = re.compile(r"\s*TOC\b")
CONTENTS_GALLERY = "Table of Contents"


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its element (for its style and list), its words, its source marks, and whether it lies in contents."""

    element: etree._Element
    text: str = ""
    tag: str = ""
    bookmark: str = ""
    in_contents: bool = False


@dataclass(slots=True)
class _Field:
    """A field that has begun: whether its result has come yet, and its code so far."""

    has_result: bool = False
    code: str = ""


class _Bookmarks:
    """Which source bookmarks are open. LibreOffice writes some twice and leaves one without an end.

    So a bookmark counts as open from the first to the last place where its name begins or ends.
    """

    def __init__(self, body: etree._Element) -> None:
        starts = [(str(each.get(W + "id")), str(each.get(W + "name", ""))) for each in body.iter(W + "bookmarkStart")]
        self._names = {identity: name for identity, name in starts if BOOKED_SOURCE.fullmatch(name)}
        ends = (str(each.get(W + "id")) for each in body.iter(W + "bookmarkEnd"))
        self._left = Counter([*self._names.values(), *(self._names[each] for each in ends if each in self._names)])
        self._open: dict[str, None] = {}

    def note(self, element: etree._Element) -> None:
        """Takes notice of one start or end."""
        name = self._names.get(str(element.get(W + "id")))
        if name is None:
            return
        self._left[name] -= 1
        self._open[name] = None
        if self._left[name] <= 0:
            del self._open[name]

    @property
    def source(self) -> str:
        """The source that the first open bookmark names; empty where none is open."""
        name = next(iter(self._open), "")
        match = BOOKED_SOURCE.fullmatch(name)
        return match.group(1) if match else ""


@dataclass(slots=True)
class _Walk:
    """What is open at the place the walk has come to."""

    bookmarks: _Bookmarks
    fields: list[_Field] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    galleries: int = 0
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def is_code(self) -> bool:
        return any(not each.has_result for each in self.fields)

    @property
    def is_contents(self) -> bool:
        return self.galleries > 0 or any(CONTENTS_FIELD.match(each.code) for each in self.fields)


def paragraphs_in(body: etree._Element) -> Iterator[Paragraph]:
    """Every paragraph in reading order; those of a text box come after the paragraph it is tied to."""
    yield from _blocks(body, _Walk(_Bookmarks(body)))


def _blocks(element: etree._Element, walk: _Walk) -> Iterator[Paragraph]:
    if element.tag == W + "p":
        yield _paragraph(element, walk)
        boxes, walk.boxes = walk.boxes, []
        for box in boxes:
            yield from _blocks(box, walk)
        return
    if _is_out_of_sight(element):
        return
    if element.tag in BOOKMARKS:
        walk.bookmarks.note(element)
    control = element.tag == W + "sdt"
    gallery = control and _gallery(element) == CONTENTS_GALLERY
    if control:
        walk.tags.append(_tag(element))
    walk.galleries += gallery
    for child in element:
        yield from _blocks(child, walk)
    walk.galleries -= gallery
    if control:
        walk.tags.pop()


def _paragraph(element: etree._Element, walk: _Walk) -> Paragraph:
    found = Paragraph(element, tag=_innermost(walk), in_contents=walk.is_contents)
    pieces: list[str] = []
    for piece in _pieces(element, walk):
        if piece.strip() and not found.text:
            found.text = piece
            found.tag, found.bookmark = _innermost(walk), walk.bookmarks.source
        found.in_contents = found.in_contents or walk.is_contents
        pieces.append(piece)
    if not found.text:
        found.bookmark = walk.bookmarks.source
    found.text = "".join(pieces)
    return found


def _innermost(walk: _Walk) -> str:
    return next((tag for tag in reversed(walk.tags) if tag), "")


def _pieces(element: etree._Element, walk: _Walk) -> Iterator[str]:
    """The visible words under an element of a paragraph, piece by piece, as the walk comes to them."""
    for child in element:
        tag = child.tag
        if tag in TEXTS:
            if not walk.is_code:
                yield child.text or ""
        elif tag in SHOWN_AS:
            if not walk.is_code:
                yield SHOWN_AS[str(tag)]
        elif tag == W + "sym" and not walk.is_code:
            yield _symbol(child)
        elif tag == W + "p":
            walk.boxes.append(child)
        elif tag == W + "sdt":
            walk.tags.append(_tag(child))
            yield from _pieces(child, walk)
            walk.tags.pop()
        elif tag in BOOKMARKS:
            walk.bookmarks.note(child)
        elif not _is_out_of_sight(child):
            _note_field(child, walk)
            yield from _pieces(child, walk)


def _is_out_of_sight(element: etree._Element) -> bool:
    """Properties, the older copy of a drawing, comments and instructions of the XML."""
    return not isinstance(element.tag, str) or element.tag in OUT_OF_SIGHT


def _symbol(element: etree._Element) -> str:
    code = str(element.get(W + "char", "FFFD"))
    value = int(code, 16) if CODE.fullmatch(code) else 0
    if not value or 0xD800 <= value <= 0xDFFF:
        raise InvalidError(f'holds a symbol that is no character: "{code[:8]}"')
    return chr(value)


def check_readable(body: etree._Element) -> None:
    """Raises where words lie in something unknown, which a program may show or pass over, or where they have two copies."""
    for tag in {each.tag for each in body.iter()}:
        space, _, name = str(tag).rpartition("}")
        is_known = space + "}" in SPACES and not (space + "}" == W and name.endswith("Pr") and tag not in OUT_OF_SIGHT)
        if isinstance(tag, str) and not is_known:
            words = next((_all_words(each) for each in body.iter(tag) if _all_words(each)), "")
            if words:
                raise InvalidError(f'holds words in an unknown element "{name}": "{words[:LONGEST_TOLD]}"')
    for pair in body.iter(COMPATIBILITY + "AlternateContent"):
        copies = [_all_words(each) for each in pair]
        if len(set(copies)) > 1 or (copies[:1] != [""] and pair.find(FALLBACK) is None):
            raise InvalidError(f'holds words in two versions: "{max(copies, key=len)[:LONGEST_TOLD]}"')


def _all_words(element: etree._Element) -> str:
    return fold("".join(each.text or "" for each in element.iter(*TEXTS)))


def _note_field(element: etree._Element, walk: _Walk) -> None:
    if element.tag == W + "fldChar":
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            walk.fields.append(_Field())
        elif kind == "separate" and walk.fields:
            walk.fields[-1].has_result = True
        elif kind == "end" and walk.fields:
            walk.fields.pop()
    elif element.tag == W + "instrText" and walk.fields:
        walk.fields[-1].code += element.text or ""


def _tag(control: etree._Element) -> str:
    """The source that a content control names; empty where it names none."""
    properties = control.find(W + "sdtPr")
    tag = "" if properties is None else value_of(properties, "tag")
    return tag if NAMED_SOURCE.fullmatch(tag) else ""


def _gallery(control: etree._Element) -> str:
    found = control.find(f"{W}sdtPr/{W}docPartObj")
    return "" if found is None else value_of(found, "docPartGallery")
