"""A document as one accessible HTML file that needs nothing else: no script, no font, no picture from anywhere."""

import re
from dataclasses import dataclass

from jinja2 import Template, TemplateError
from markupsafe import Markup

from sokdocs.core.document.blocks import Document, Section
from sokdocs.core.errors import InvalidError
from sokdocs.rendering.html.body import body, link, words
from sokdocs.rendering.html.checks import check_carriable
from sokdocs.rendering.sandbox import compile_template

READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text to what lies behind it
PAPER = 1.0  # relative luminance of white
ESCAPED_LESS_THAN = re.compile(rb"(?<!\\)(?:\\\\)*\\u003c")


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """One line of the contents: a section or clause, its link, and what lies under it."""

    number: str
    title: str
    link: str
    rows: tuple["ContentsRow", ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the first page: its label, and its words ready for the file."""

    label: str
    words: Markup


class HtmlRenderer:
    """Makes HTML files from one template, which is compiled once."""

    form = "html"

    def __init__(self, template: str) -> None:
        self._template: Template = compile_template(template, name="the HTML template")

    def render(self, document: Document, manifest: bytes) -> bytes:
        """The finished file in UTF-8, with the manifest inside; `InvalidError` names every field it cannot carry."""
        check_carriable(document)
        try:
            page = self._template.render(
                document=document,
                front=tuple(Fact(row.label, words(row.inlines)) for row in document.front),
                contents=tuple(_contents_row(section) for section in document.sections),
                body=body(document.sections),
                colour=document.letterhead.colour.lower(),
                text_colour=readable(document.letterhead.colour),
                running_foot=css_string(" · ".join(part for part in (document.reference, *document.marks) if part)),
                manifest=embedded(manifest),
            )
        except TemplateError as error:
            raise InvalidError(f"the HTML template of {document.kind} cannot be filled: {error}") from error
        return page.encode("utf-8")


def _contents_row(section: Section) -> ContentsRow:
    rows = tuple(ContentsRow(each.number, each.title, link(each.anchor)) for each in section.clauses if each.title)
    return ContentsRow(section.number, section.title, link(section.anchor), rows)


# --- the manifest


def embedded(manifest: bytes) -> Markup:
    """The manifest as it may stand inside a data block: each `<` is written as JSON's own escape, so nothing ends the block.

    A reader undoes just that. A manifest that already uses the escape would not come back the same, and is refused.
    """
    if ESCAPED_LESS_THAN.search(manifest):
        raise InvalidError(r"the manifest must write < as itself, not as the escape \u003c")
    return Markup(manifest.decode("utf-8").replace("<", "\\u003c"))


# --- colours and CSS


def css_string(text: str) -> str:
    """The text as the inside of a CSS string: all but plain letters and digits is written by code point."""
    return "".join(each if each.isascii() and each.isalnum() else f"\\{ord(each):06x}" for each in text)


def readable(colour: str) -> str:
    """The colour itself where text in it can be read on white, else a darker shade of it that can."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    while (PAPER + 0.05) / (_luminance(channels) + 0.05) < READABLE:
        channels = [channel * 19 // 20 for channel in channels]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _luminance(channels: list[int]) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
