"""Reads an HTML file that was made here: its numbers and words, the clause each came from, and the manifest inside.

Knows only what the finished file looks like, so that it can bear witness to it. Every word in the body comes out,
except what `LEFT_OUT` names; an element or attribute that could hide or add words is refused. Words around the body that
should repeat it and don't (an entry of the contents, the title of the window) come out as lines of their own.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.returned import ReturnedFile, ReturnedLine
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.text import fold
from sokdocs.loading.html.frame import LONGEST_LABEL, check_frame, check_link, frame_lines, region_of

LEFT_OUT = (
    "the link past the contents",
    "the head of the page",
    "the contents",
    "the foot of the page",
    "the title of the window",
    "looks (style sheet)",
)
HOLDERS = frozenset({"body", "div", "main", "section", "ol", "li", "dl", "table", "thead", "tbody", "tr"})
PARAGRAPHS = frozenset({"h1", "h2", "h3", "p", "dt", "dd", "caption", "th", "td"})
WORDS = frozenset({"span", "strong", "em", "bdi", "mark", "a"})
KNOWN = HOLDERS | PARAGRAPHS | WORDS
APART = frozenset({"header", "footer", "nav", "a", "script"})
TAG_PARTS = ("data-clause", "data-version", "data-language", "data-digest")
ATTRIBUTES = {
    tag: frozenset(names.split())
    for tag, names in {
        "body": "id",
        "main": "class",
        "div": "class id role tabindex aria-labelledby data-region",
        "section": " ".join(("class", "id", *TAG_PARTS)),
        "dl": "class aria-label",
        "ol": "role",
        "p": "class",
        "caption": "id",
        "th": "scope",
        "span": "class data-blank data-answer",
        "bdi": "class data-field",
        "mark": "class data-field",
        "a": "href",
    }.items()
}
CLASSES = frozenset(
    {
        "with-contents",
        "title",
        "text",
        "front",
        "subtitle",
        "section",
        "section annex",
        "clause",
        "provision",
        "provision plain",
        "open-region",
    }
    | {"table-frame", "number", "filled", "hole", "blank", "answer"}
)
NONE: frozenset[str] = frozenset()
VALUES = {"class": CLASSES, "role": frozenset({"list", "group"})}
LARGEST = 10_000_000
DOCTYPE = re.compile(rb"\A\s*<!doctype html>", re.IGNORECASE)
MARKUP_DECLARATION = re.compile(rb"<[!?]")
JSON_ESCAPE = re.compile(rb"\\(u003c|.)", re.DOTALL)


def read_html(data: bytes, *, name: str) -> ReturnedFile:
    """The lines and the manifest of a file; `InvalidError`, naming the file, where it can't be read in one way only."""
    root = _parsed(data, name=name)
    body = _only(root, "body", name=name)
    _only(root, "main", name=name)
    manifest = _manifest(root, name=name)
    try:
        check_frame(root)
        _check_elements(body)
    except InvalidError as error:
        raise _refusal(name, str(error)) from error
    lines = tuple(line for line in _lines(body, "") if line.number or line.text)
    around = frame_lines(root, frozenset(f"{line.number} {line.text}".strip() for line in lines))
    return ReturnedFile(form="html", lines=(*(ReturnedLine("", words) for words in around), *lines), manifest=manifest)


def _parsed(data: bytes, *, name: str) -> HtmlElement:
    if len(data) > LARGEST:
        raise _refusal(name, f"is larger than {LARGEST // 1_000_000} MB")
    try:
        data.decode("utf-8")
        if b"\0" in data:
            raise _refusal(name, "holds U+0000")
        if MARKUP_DECLARATION.search(DOCTYPE.sub(b"", data, count=1)):
            raise _refusal(name, "has a comment or a declaration (<! or <?), which no issued file has")
        return document_fromstring(data, parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except UnicodeDecodeError as error:
        raise _refusal(name, "is not written in UTF-8") from error
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise _refusal(name, "is not an HTML file") from error


def _only(root: HtmlElement, tag: str, *, name: str) -> HtmlElement:
    found = list(root.iter(tag))
    if len(found) != 1:
        raise _refusal(name, f"has {len(found)} elements <{tag}> where one is right")
    return found[0]


def _refusal(name: str, what: str) -> InvalidError:
    message = f"{name} {what}"
    return InvalidError(message, [Problem(Place(name), message, "give the HTML file as it was issued")])


# --- the body


def _check_elements(body: HtmlElement) -> None:
    """Only elements and attributes of our own files: others could show words that are not read, or hide what is."""
    for element in (body, *_read_elements(body)):
        if element.tag not in KNOWN:
            raise InvalidError(f"has an element <{element.tag}> in its body, which no issued file has")
        for attribute, value in element.items():
            if attribute not in ATTRIBUTES.get(str(element.tag), NONE):
                raise InvalidError(f"has an attribute {attribute} at <{element.tag}>, which no issued file has")
            if value not in VALUES.get(attribute, (value,)) or (attribute == "aria-label" and len(value) > LONGEST_LABEL):
                raise InvalidError(f'has a {attribute} "{value}" at <{element.tag}>, which no issued file has')
            if attribute == "href":
                check_link(element)


def _read_elements(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in element:
        if not _is_left_out(child):
            yield child
            yield from _read_elements(child)


def _is_left_out(element: HtmlElement) -> bool:
    """Whether an element is part of the frame, or the manifest's data block; both are looked at by themselves."""
    return element.tag in APART and (element.tag == "script" or bool(region_of(element)))


def _lines(element: HtmlElement, tag: str) -> Iterator[ReturnedLine]:
    """The paragraphs under an element in reading order; words that stand loose in a holder are lines of their own."""
    inside = _tag(element) or tag
    yield _loose(element.text, inside)
    for child in element:
        if not _is_left_out(child):
            yield from _child_lines(child, inside)
        yield _loose(child.tail, inside)


def _child_lines(child: HtmlElement, tag: str) -> Iterator[ReturnedLine]:
    if child.tag in PARAGRAPHS and all(below.tag in WORDS for below in child.iterdescendants()):
        yield _paragraph(child, tag)
    elif child.tag in WORDS:
        yield _loose(_text(child), tag)
    else:
        yield from _lines(child, tag)


def _loose(text: str | None, tag: str) -> ReturnedLine:
    return ReturnedLine("", fold(text or ""), tag=tag)


def _paragraph(paragraph: HtmlElement, tag: str) -> ReturnedLine:
    """The number that opens a paragraph, and the words after it."""
    words = _text(paragraph)
    first = paragraph[0] if len(paragraph) else None
    if first is None or first.get("class") != "number" or fold(paragraph.text or ""):
        return ReturnedLine("", fold(words), tag=tag)
    number = _text(first)
    return ReturnedLine(fold(number), fold(words[len(paragraph.text or "") + len(number) :]), tag=tag)


def _text(element: HtmlElement) -> str:
    return "".join(str(text) for text in element.itertext())


def _tag(element: HtmlElement) -> str:
    """The source of a clause in the short form that the other formats carry, empty where the element is no clause."""
    parts = [element.get(name, "") for name in TAG_PARTS]
    return ";".join(parts) if parts[0] else ""


# --- the manifest


def _manifest(root: HtmlElement, *, name: str) -> bytes | None:
    found = [each for each in root.iter("script") if each.get("id") == "manifest"]
    if len(found) > 1:
        raise _refusal(name, "holds more than one manifest")
    if not found:
        return None
    return JSON_ESCAPE.sub(_unescaped, _text(found[0]).encode("utf-8"))


def _unescaped(match: re.Match[bytes]) -> bytes:
    return b"<" if match.group(1) == b"u003c" else match.group(0)
