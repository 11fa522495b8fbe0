"""Reads a Word file, ours or one that came back: its numbers and words, the clause each came from, and the manifest inside.

The numbers are worked out from the file's own list definitions. A file that shows one thing and holds another (tracked
changes, hidden text, text bound to hidden data) is refused, not interpreted.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.returned import ReturnedFile, ReturnedLine
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.text import fold
from sokdocs.loading.word_looks import LONGEST_TOLD, Looks, check_numbers, words_of
from sokdocs.loading.word_numbers import Counter, W, is_on, lists_in
from sokdocs.loading.word_paragraphs import Paragraph, check_readable, paragraphs_in
from sokdocs.loading.word_styles import Styles, style_of, styles_in
from sokdocs.packages.word_package import WordPackage, open_word_package

LEFT_OUT = ("the contents", "page heads and feet", "comments", "pictures", "document properties", "looks")
MANIFEST = "{urn:sokdocs:manifest:1}manifest"
CONTENTS_HEADING, LONGEST_CONTENTS_HEADING = "toc heading", 40
PAGE_NUMBER = re.compile(r" \d+$")
NOTES = ("footnotes", "endnotes")
TWO_READINGS = {
    "ins": "holds tracked changes; accept or reject them first",
    "del": "holds tracked changes; accept or reject them first",
    "moveFrom": "holds tracked changes; accept or reject them first",
    "moveTo": "holds tracked changes; accept or reject them first",
    "cellIns": "holds tracked changes; accept or reject them first",
    "cellDel": "holds tracked changes; accept or reject them first",
    "numberingChange": "holds tracked changes; accept or reject them first",
    "dataBinding": "holds text that is bound to hidden data, so that what is shown may not be what is stored",
    "altChunk": "takes in another file",
    "subDoc": "takes in another file",
}


def read_docx(data: bytes, *, name: str) -> ReturnedFile:
    """The lines and the manifest of a file; `InvalidError`, naming the file, where it is unsafe or can be read in two ways."""
    package = open_word_package(data, name=name)
    try:
        return _read(package)
    except InvalidError as error:
        raise _refusal(name, str(error)) from error
    except (etree.XMLSyntaxError, ValueError, OverflowError) as error:  # ValueError: a number that is none
        raise _refusal(name, "cannot be read as a Word document") from error


def _read(package: WordPackage) -> ReturnedFile:
    numbering = _root(package, "numbering")
    lists = lists_in(numbering)
    styles = styles_in(_root(package, "styles"), lists)
    body = _parsed(package.parts[package.main]).find(W + "body")
    if body is None:
        raise InvalidError("is not a Word document in the usual (transitional) form")
    bodies = [body, *_notes(package)]
    check_numbers(numbering)
    looks = Looks(styles)
    for each in bodies:
        _check(each)
        check_readable(each)
        looks.check(each)
    counter = Counter(lists)
    lines = [_line(paragraph, styles, counter) for each in bodies for paragraph in paragraphs_in(each)]
    return ReturnedFile("docx", tuple(_without_contents(lines, styles)), _manifest(package))


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    return etree.fromstring(content, parser)


def _root(package: WordPackage, kind: str) -> etree._Element | None:
    found = package.related(package.main, kind)
    return _parsed(package.parts[found[0]]) if found else None


def _notes(package: WordPackage) -> Iterator[etree._Element]:
    """Footnotes and endnotes, but for the lines that part them from the page."""
    for kind in NOTES:
        root = _root(package, kind)
        yield from (note for note in (() if root is None else root) if note.get(W + "type", "normal") == "normal")


def _refusal(name: str, why: str) -> InvalidError:
    return InvalidError(f"{name}: {why}", [Problem(Place(name), why)])


# --- what can be read in two ways


def _check(body: etree._Element) -> None:
    for element in body.iter(*(W + name for name in TWO_READINGS)):
        raise InvalidError(TWO_READINGS[str(element.tag).removeprefix(W)])
    for switch in body.iter(W + "vanish", W + "hidden"):
        if is_on(switch):
            around = next(switch.iterancestors(W + "r", W + "p", W + "tr", W + "tbl"), switch)
            raise InvalidError(f'holds hidden text: "{words_of(around)[:LONGEST_TOLD]}"')


# --- lines


def _line(paragraph: Paragraph, styles: Styles, counter: Counter) -> tuple[Paragraph, ReturnedLine]:
    place = styles.place(paragraph.element)
    text = fold(paragraph.text)
    number = counter.number(*place) if place and not paragraph.in_contents else ""
    return paragraph, ReturnedLine(fold(number), text, paragraph.tag, paragraph.bookmark)


def _without_contents(lines: Sequence[tuple[Paragraph, ReturnedLine]], styles: Styles) -> Iterator[ReturnedLine]:
    """All lines but empty ones and the contents; an entry of the contents that repeats no line of the document stays."""
    repeated = {f"{line.number} {line.text}".strip() for paragraph, line in lines if not paragraph.in_contents}
    for paragraph, line in lines:
        entry = PAGE_NUMBER.sub("", line.text)
        if paragraph.in_contents and ({line.text, entry} & repeated or _is_contents_heading(paragraph, line, styles)):
            continue
        if line.text or line.number:
            yield line


def _is_contents_heading(paragraph: Paragraph, line: ReturnedLine, styles: Styles) -> bool:
    return styles.name(style_of(paragraph.element)) == CONTENTS_HEADING and len(line.text) <= LONGEST_CONTENTS_HEADING


# --- the manifest


def _manifest(package: WordPackage) -> bytes | None:
    """The manifest's bytes; two of them would be two answers."""
    roots = [_parsed(package.parts[part]) for part in package.related(package.main, "customXml")]
    found = [root for root in roots if root.tag == MANIFEST]
    if len(found) > 1:
        raise InvalidError("holds more than one manifest")
    return "".join(str(text) for text in found[0].itertext()).encode("utf-8") if found else None
