"""What stands before the sections of a Word document: the table of the first page, and the contents."""

from collections.abc import Iterator

from sokdocs.core.document.blocks import Document
from sokdocs.rendering.word.body import Targets, cell, framed
from sokdocs.rendering.word.text import FIXED, Ids, Words, control, escape, paragraph, run

LABEL_SHARE = 3, 10  # of the width
CONTENTS_FIELD = r' TOC \o "1-2" \n \h \z \u '
GALLERY = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'


def front_table(document: Document, *, ids: Ids, words: Words, width: int) -> str:
    """The facts of the first page as a locked table of two columns; nothing where there are none."""
    if not document.front:
        return ""
    label = width * LABEL_SHARE[0] // LABEL_SHARE[1]
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + cell(paragraph("FrontLabel", run(row.label)), label)
        + cell(paragraph("FrontFact", words.runs(row.inlines)), width - label)
        + "</w:tr>"
        for row in document.front
    )
    table = framed("FrontTable", rows, (label, width - label), name=document.furniture.front)
    return control(FIXED, table, identity=ids.next()) + paragraph("TableGap", "")


def contents(document: Document, *, ids: Ids, targets: Targets) -> str:
    """The contents as a field that Word can renew, with links that work before it does; without page numbers, which only Word knows."""
    entries = list(_contents_entries(document, targets)) if document.has_contents else []
    if not entries:
        return ""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(CONTENTS_FIELD)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    written = (
        paragraph(style, (begin if position == 0 else "") + link + (end if position == last else ""))
        for position, (style, link) in enumerate(entries)
    )
    heading = paragraph("TOCHeading", run(document.furniture.contents))
    properties = f'<w:sdtPr><w:id w:val="{ids.next()}"/>{GALLERY}</w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{heading}{''.join(written)}</w:sdtContent></w:sdt>"


def _contents_entries(document: Document, targets: Targets) -> Iterator[tuple[str, str]]:
    for section in document.sections:
        if section.number or section.title:
            yield "TOC1", _link(targets[section.anchor][0], section.number, section.title)
        for clause in section.clauses:
            if clause.title:
                yield "TOC2", _link(targets[clause.anchor][0], clause.number, clause.title)


def _link(bookmark: str, number: str, title: str) -> str:
    shown = (run(number) + "<w:r><w:tab/></w:r>" if number else "") + run(title)
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{shown}</w:hyperlink>'
