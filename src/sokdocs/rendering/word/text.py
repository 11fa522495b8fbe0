"""The words of a paragraph as WordprocessingML: every kind of inline becomes runs, and every text stands there literally."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import assert_never

from sokdocs.core.document.blocks import Answer, Blank, Filled, Hole, Inline, Inlines, Reference, Text
from sokdocs.core.errors import InvalidError

LONGEST_TAG = LONGEST_ALIAS = 64  # Word refuses longer ones
LONGEST_BOOKMARK = 40
BREAKS = re.compile(r"\r\n|\n")
END_TEXT, BEGIN_TEXT = "</w:t>", '<w:t xml:space="preserve">'
FIRST_ID = 100_000  # ids of ours; a template's own are far below


class Ids:
    """Guards that no id of a content control or bookmark, and no bookmark's name, stands twice in a file."""

    def __init__(self) -> None:
        self._last = FIRST_ID
        self._names: set[str] = set()

    def next(self) -> int:
        """An id that was not given before."""
        self._last += 1
        return self._last

    def bookmark_name(self, wanted: str) -> str:
        """The name, or where it is taken the name with a number behind; at most 40 characters."""
        name, count = wanted[:LONGEST_BOOKMARK], 1
        while name.lower() in self._names:
            count += 1
            name = f"{wanted[: LONGEST_BOOKMARK - len(str(count)) - 1]}_{count}"
        self._names.add(name.lower())
        return name


def escape(text: str) -> str:
    """The text as it may stand in XML, between tags and in attributes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@lru_cache(maxsize=8192)
def run(text: str, properties: str = "") -> str:
    """One run; line breaks and tabs in it become Word's own."""
    shown = escape(text)
    if "\n" in shown:
        shown = BREAKS.sub(f"{END_TEXT}<w:br/>{BEGIN_TEXT}", shown)
    if "\t" in shown:
        shown = shown.replace("\t", f"{END_TEXT}<w:tab/>{BEGIN_TEXT}")
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{BEGIN_TEXT}{shown}{END_TEXT}</w:r>"


def field(instruction: str, cached: str) -> str:
    """A field with the result it has now, so that nothing has to be computed to read it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{cached}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, inside: str, properties: str = "", *, before: str = "") -> str:
    """One paragraph; `before` and `properties` stand before and after the place of numbering in the order Word asks for."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{properties}</w:pPr>{inside}</w:p>'


def control(kind: str, inside: str, *, identity: int, tag: str = "", alias: str = "") -> str:
    """A content control that cannot be deleted; `kind` says what may be written in it."""
    named = f'<w:alias w:val="{escape(alias[:LONGEST_ALIAS])}"/>' if alias else ""
    tagged = f'<w:tag w:val="{escape(tag[:LONGEST_TAG])}"/>' if tag else ""
    return (
        f'<w:sdt><w:sdtPr>{named}{tagged}<w:id w:val="{identity}"/><w:lock w:val="sdtLocked"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


FIXED = "<w:group/>"  # nothing in it can be changed but the controls inside
ONE_LINE = "<w:showingPlcHdr/><w:text/>"
ANY_TEXT = "<w:showingPlcHdr/><w:richText/>"
PROMPT = '<w:rStyle w:val="PlaceholderText"/>'


class Words:
    """Turns inlines into runs; knows which bookmark and number each anchor has, and what makes a place to answer."""

    def __init__(self, ids: Ids, targets: Mapping[str, tuple[str, str]], answer: Callable[[Answer], str]) -> None:
        self._ids = ids
        self._targets = targets
        self._answer = answer

    def runs(self, inlines: Inlines) -> str:
        """The inside of a paragraph."""
        return "".join(self._inline(part) for part in inlines if part.text or isinstance(part, Answer))

    def _inline(self, part: Inline) -> str:
        match part:
            case Text():
                return run(part.text, ("<w:b/>" if part.strong else "") + ("<w:i/>" if part.emphasis else ""))
            case Filled():
                return run(part.text)
            case Hole():
                return run(part.text, '<w:rStyle w:val="MissingFact"/><w:highlight w:val="yellow"/>')
            case Blank():
                return control(
                    ONE_LINE,
                    run(part.text, PROMPT),
                    identity=self._ids.next(),
                    tag=f"blank;{part.name}",
                    alias=part.text,
                )
            case Reference():
                return self._reference(part)
            case Answer():
                return self._answer(part)
            case _:
                assert_never(part)

    def _reference(self, part: Reference) -> str:
        if part.anchor not in self._targets:
            raise InvalidError(f'a cross-reference points to "{part.anchor}", which is not in the document')
        bookmark, number = self._targets[part.anchor]
        if part.text != number:
            raise InvalidError(f'a cross-reference to "{part.anchor}" says "{part.text}", but its number is "{number}"')
        return field(f"REF {bookmark} \\r \\h", run(part.text))
