"""The sections of a document as WordprocessingML: each kind of block becomes one named style of the template.

A clause is a locked content control that carries its source in its tag and in the bookmark inside it; blanks and open
regions in it stay open. Numbers are Word's own, made sure of by `Numbering`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import assert_never

from sokdocs.core.document.blocks import (
    Answer,
    Block,
    ClauseBlock,
    Document,
    Inlines,
    ListEntry,
    OpenRegion,
    Provision,
    Section,
    Table,
)
from sokdocs.core.document.open_rows import open_rows
from sokdocs.core.document.outline import plain
from sokdocs.core.errors import InvalidError
from sokdocs.rendering.word.columns import column_widths
from sokdocs.rendering.word.form_boxes import Box, asked_or_block, boxes, row_properties
from sokdocs.rendering.word.numbers import CLAUSE, ENTRY, INNER_ENTRY, PROVISION, SECTION, Numbering
from sokdocs.rendering.word.text import ANY_TEXT, FIXED, PROMPT, Ids, Words, control, escape, paragraph, run

ENTRY_STYLES = {ENTRY: "ListEntry", INNER_ENTRY: "InnerListEntry"}
KEEP_NEXT, NEW_PAGE = "<w:keepNext/>", "<w:pageBreakBefore/>"
HEAD_ROW_ONLY = '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
Targets = Mapping[str, tuple[str, str]]


def targets(document: Document, ids: Ids) -> dict[str, tuple[str, str]]:
    """For each anchor the bookmark on its heading and the number that stands there; without a heading, the section's."""
    found: dict[str, tuple[str, str]] = {}
    for section in document.sections:
        found[section.anchor] = own = (_heading_bookmark(section.anchor, ids), section.number)
        for clause in section.clauses:
            found[clause.anchor] = (_heading_bookmark(clause.anchor, ids), clause.number) if clause.title else own
    return found


def _heading_bookmark(anchor: str, ids: Ids) -> str:
    return ids.bookmark_name("_Ref_" + re.sub(r"[^A-Za-z0-9]", "_", anchor))


class Body:
    """Writes the sections of one document, from first to last."""

    def __init__(
        self, *, ids: Ids, words: Words, numbering: Numbering, targets: Targets, width: int, open_rows: Callable[[str, Iterable[str]], str]
    ) -> None:
        """`open_rows` puts the rows of a question's table in what lets people add more."""
        self._ids, self._words, self._numbering, self._targets, self._width = ids, words, numbering, targets, width
        self._open_rows = open_rows
        self._plain_style = "PlainProvision"

    def sections(self, document: Document) -> str:
        """All sections; the first begins a page where contents stand before it."""
        written = []
        for position, section in enumerate(document.sections):
            before = NEW_PAGE if document.has_contents and position == 0 else ""
            written.append(self._section(section, before))
        return "".join(written)

    # --- sections and clauses

    def _section(self, section: Section, before: str) -> str:
        self._numbering.enter(section.number, is_annex=section.is_annex)
        self._plain_style = "AnnexText" if section.is_annex else "PlainProvision"
        style = "AnnexHeading" if section.is_annex else "Heading1"
        heading = self._heading(style, SECTION, section, before)
        fixed = control(FIXED, heading, identity=self._ids.next()) if heading else ""
        return fixed + "".join(self._clause(clause) for clause in section.clauses)

    def _clause(self, clause: ClauseBlock) -> str:
        source = clause.source
        heading = self._heading("Heading2", CLAUSE, clause, "") if clause.title else ""
        inside = heading + "".join(self._blocks(clause.blocks))
        if not inside:
            return ""
        marked = self._marked(self._ids.bookmark_name(source.bookmark), inside)
        return control(FIXED, marked, identity=self._ids.next(), tag=source.tag, alias=clause.title or source.ref.clause)

    def _heading(self, style: str, level: int, headed: Section | ClauseBlock, before: str) -> str:
        if not (headed.number or headed.title):
            return ""
        number = self._numbering.place(level, headed.number) if headed.number else ""
        bookmark, _ = self._targets[headed.anchor]
        return paragraph(style, self._marked(bookmark, run(headed.title)), number, before=before)

    def _marked(self, name: str, inside: str) -> str:
        identity = self._ids.next()
        return f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{identity}"/>'

    # --- blocks

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Each block; lines to answer on that follow each other stand in one table, and what is said before them on the same page."""
        groups = [(key, list(group)) for key, group in groupby(map(asked_or_block, blocks), key=lambda each: isinstance(each, tuple))]
        for place, (is_asked, group) in enumerate(groups):
            if is_asked:
                yield boxes([self._box(*each) for each in group if isinstance(each, tuple)], self._width)
                continue
            before = KEEP_NEXT if place + 1 < len(groups) else ""
            for each in group:
                if isinstance(each, Provision):
                    yield self._provision(each, before)
                elif not isinstance(each, tuple):
                    yield self._block(each)

    def _box(self, words: Inlines, answer: Answer) -> Box:
        return Box(self._words.runs(words), self._words.runs((answer,)), answer)

    def _block(self, block: Block) -> str:
        match block:
            case Provision():
                return self._provision(block)
            case Table():
                return self._table(block)
            case OpenRegion():
                prompt = paragraph("OpenRegion", run(block.text, PROMPT))
                return control(ANY_TEXT, prompt, identity=self._ids.next(), tag=f"open;{block.name}", alias=block.text)
            case _:
                assert_never(block)

    def _provision(self, provision: Provision, before: str = "") -> str:
        number = self._numbering.place(PROVISION, provision.number) if provision.number else ""
        style = "Provision" if provision.number else self._plain_style
        words = paragraph(style, self._words.runs(provision.inlines), number, before=KEEP_NEXT if provision.entries else before)
        return words + self._entries(provision.entries, ENTRY)

    def _entries(self, entries: Iterable[ListEntry], level: int) -> str:
        return "".join(self._entry(entry, level) + self._entries(entry.entries, level + 1) for entry in entries)

    def _entry(self, entry: ListEntry, level: int) -> str:
        if level not in ENTRY_STYLES:
            raise InvalidError(f'the list entry "{plain(entry.inlines)}" lies deeper than two levels')
        return paragraph(ENTRY_STYLES[level], self._words.runs(entry.inlines), self._numbering.place(level, entry.number))

    # --- tables

    def _table(self, table: Table) -> str:
        for row in table.rows:
            if len(row) != len(table.header):
                raise InvalidError(f'the table "{plain(table.caption)}" has a row with {len(row)} cells under {len(table.header)} headings')
        widths = column_widths((table.header, *table.rows), self._width)
        caption = paragraph("Caption", self._words.runs(table.caption)) if plain(table.caption) else ""
        head = self._row(table.header, widths, style="TableHead", properties="<w:cantSplit/><w:tblHeader/>")
        rows = self._rows(table, widths)
        return caption + framed("DocumentTable", head + rows, widths, name=plain(table.caption)) + paragraph("TableGap", "")

    def _rows(self, table: Table, widths: Iterable[int]) -> str:
        """The rows below the head; Word counts open rows itself, so that those added later have their number too."""
        places = tuple(open_rows(table).values())
        counted = self._numbering.rows() if places else ""
        rows = [self._row(row, widths, style="TableCell", properties=row_properties(row), counted=counted) for row in table.rows]
        return self._open_rows(places[0].question, rows) if places else "".join(rows)

    def _row(self, cells: Iterable[Inlines], widths: Iterable[int], *, style: str, properties: str, counted: str = "") -> str:
        """A row; where it is `counted`, its first cell holds a list's number and no words."""
        inside = [paragraph(style, self._words.runs(inlines)) for inlines in cells]
        if counted:
            inside[0] = paragraph(style, "", counted)
        written = (cell(each, width) for each, width in zip(inside, widths, strict=True))
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def cell(inside: str, width: int) -> str:
    """One cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def framed(style: str, rows: str, widths: Iterable[int], *, name: str) -> str:
    """Rows as a table that tells screen readers its name."""
    columns = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    caption = f'<w:tblCaption w:val="{escape(name)}"/>' if name else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{HEAD_ROW_ONLY}{caption}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
