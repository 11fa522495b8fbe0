"""A document as a PDF that lasts and that everyone can read, set by Typst.

What is sent is PDF/A-3a and PDF/UA-1 with the manifest inside; the copy for an archive is PDF/A-2a and PDF/UA-1 and holds nothing else.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import typst

from sokdocs.core.document.blocks import Document
from sokdocs.core.errors import InvalidError
from sokdocs.rendering.pdf.data import as_json
from sokdocs.rendering.pdf.glyphs import covered_by_every_font, refuse_glyphs_missing_in, refuse_missing_glyphs


class PdfRenderer:
    """Sets documents with one template and one folder of fonts; keep it, for making one reads every font.

    `template` is the text of a Typst file; `fonts` is the folder of the fonts it names, the only ones that are used.
    """

    form = "pdf"

    def __init__(self, template: str, fonts: Path) -> None:
        self._press = Press(template, fonts)

    def render(self, document: Document, manifest: bytes) -> bytes:
        """The finished file, with the manifest attached; the same bytes for the same input, everywhere and on every day.

        Raises where a character has no glyph, a cross-reference leads nowhere, or the template can't be set.
        """
        return self._press.set(document, {"manifest": _as_text(manifest)}, "a-3a")


class ArchivePdfRenderer:
    """Sets the copy of a document that an archive takes: PDF/A-2a and PDF/UA-1, with nothing attached.

    Template and fonts are those of `PdfRenderer`; the words and their looks are the same.
    """

    form = "archive-pdf"

    def __init__(self, template: str, fonts: Path) -> None:
        self._press = Press(template, fonts)

    def render(self, document: Document) -> bytes:
        """The copy; the same bytes for the same document, everywhere and on every day. Raises as `PdfRenderer.render` does."""
        return self._press.set(document, {}, "a-2a")


class Press:
    """One template with its fonts, ready to set any number of documents."""

    def __init__(self, template: str, fonts: Path) -> None:
        self._template = template.encode()
        self._covered = covered_by_every_font(fonts)
        shipped = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
        self._compiler = typst.Compiler(root=str(fonts), font_paths=shipped, ignore_system_fonts=True)

    def set(self, document: Document, extra: Mapping[str, str], archive: Literal["a-2a", "a-3a"]) -> bytes:
        """The document as a PDF that keeps to that archive standard and to PDF/UA-1."""
        refuse_missing_glyphs(document, self._covered)
        return self._compiled({"document": as_json(document), **extra}, archive)

    def set_words(self, name: str, texts: Iterable[tuple[str, str]], inputs: Mapping[str, str]) -> bytes:
        """A paper that is no document, as PDF/A-2a and PDF/UA-1: `inputs` are what its template reads, `texts` its words by field.

        Raises as `set` does; `name` is what the paper is called then.
        """
        refuse_glyphs_missing_in(name, texts, self._covered, "make it with --as html")
        return self._compiled(inputs, "a-2a")

    def _compiled(self, inputs: Mapping[str, str], archive: Literal["a-2a", "a-3a"]) -> bytes:
        try:
            made, warnings = self._compiler.compile_with_warnings(
                input=self._template, format="pdf", sys_inputs=dict(inputs), pdf_standards=[archive, "ua-1"]
            )
        except typst.TypstError as error:
            raise InvalidError(f"the PDF could not be set: {error.message}") from error
        if warnings:
            raise InvalidError("the PDF could not be set as meant: " + "; ".join(each.message for each in warnings))
        return _closed(made)


def _as_text(manifest: bytes) -> str:
    try:
        return manifest.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidError("the manifest is not UTF-8 text") from error


def _closed(made: bytes | list[bytes] | None) -> bytes:
    """The file with a newline at its end: a signature added later would break PDF/A without it."""
    if not isinstance(made, bytes):
        raise InvalidError("the PDF could not be set: nothing came out")
    return made if made.endswith(b"\n") else made + b"\n"
