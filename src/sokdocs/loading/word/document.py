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
from sokdocs.loading.word.answers import take_out_answers
from sokdocs.loading.word.looks import Looks, check_numbers
from sokdocs.loading.word.numbers import Counter, W, lists_in
from sokdocs.loading.word.paragraphs import Paragraph, check_readable, paragraphs_in
from sokdocs.loading.word.readings import body_of, check_one_reading
from sokdocs.loading.word.styles import Styles, style_of, styles_in
from sokdocs.packages.part_xml import parsed
from sokdocs.packages.word_package import WordPackage, open_word_package

LEFT_OUT = ("the contents", "page heads and feet", "comments", "pictures", "document properties", "looks")
MANIFEST = "{urn:sokdocs:manifest:1}manifest"
CONTENTS_HEADING, LONGEST_CONTENTS_HEADING = "toc heading", 40
PAGE_NUMBER = re.compile(r" \d+$")
NOTES = ("footnotes", "endnotes")


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
    bodies = [body_of(package.document), *_notes(package)]
    manifest = _manifest(package)
    check_numbers(numbering)
    looks = Looks(styles)
    for each in bodies:
        take_out_answers(each, manifest)
        check_one_reading(each)
        check_readable(each)
        looks.check(each)
    counter = Counter(lists)
    lines = [_line(paragraph, styles, counter) for each in bodies for paragraph in paragraphs_in(each)]
    return ReturnedFile("docx", tuple(_without_contents(lines, styles)), manifest)


def _root(package: WordPackage, kind: str) -> etree._Element | None:
    found = package.related(package.main, kind)
    if len(found) > 1:
        raise InvalidError(f"has two parts of the kind {kind}")
    return parsed(package.parts[found[0]]) if found else None


def _notes(package: WordPackage) -> Iterator[etree._Element]:
    """Footnotes and endnotes, but for the lines that part them from the page."""
    for kind in NOTES:
        root = _root(package, kind)
        yield from (note for note in (() if root is None else root) if note.get(W + "type", "normal") == "normal")


def _refusal(name: str, why: str) -> InvalidError:
    return InvalidError(f"{name}: {why}", [Problem(Place(name), why)])


# --- lines


def _line(paragraph: Paragraph, styles: Styles, counter: Counter) -> tuple[Paragraph, ReturnedLine]:
    place = styles.place(paragraph.element)
    text = fold(paragraph.text)
    number = fold(counter.number(*place)) if place and not paragraph.in_contents else ""
    if not text:  # a number that stands alone, as in an open row, is all there is to read
        number, text = "", number
    return paragraph, ReturnedLine(number, text, paragraph.tag, paragraph.bookmark)


def _without_contents(lines: Sequence[tuple[Paragraph, ReturnedLine]], styles: Styles) -> Iterator[ReturnedLine]:
    """All lines but empty ones and the contents; an entry of the contents that repeats no line of the document stays."""
    repeated = {f"{line.number} {line.text}".strip() for paragraph, line in lines if not paragraph.in_contents}
    for paragraph, line in lines:
        entry = PAGE_NUMBER.sub("", line.text)
        if paragraph.in_contents and ({line.text, entry} & repeated or _is_contents_heading(paragraph, line, styles)):
            continue
        if line.text:
            yield line


def _is_contents_heading(paragraph: Paragraph, line: ReturnedLine, styles: Styles) -> bool:
    return styles.name(style_of(paragraph.element)) == CONTENTS_HEADING and len(line.text) <= LONGEST_CONTENTS_HEADING


# --- the manifest


def _manifest(package: WordPackage) -> bytes | None:
    """The manifest's bytes; two of them would be two answers."""
    held = (package.parts[part] for part in package.related(package.main, "customXml"))
    roots = [parsed(content) for content in held if content]
    found = [root for root in roots if root.tag == MANIFEST]
    if len(found) > 1:
        raise InvalidError("holds more than one manifest")
    return "".join(str(text) for text in found[0].itertext()).encode("utf-8") if found else None
