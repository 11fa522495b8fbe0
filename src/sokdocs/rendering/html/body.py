"""The body of an HTML file: each kind of block becomes one kind of element, and every text stands there literally.

Numbers are text in the file, in an element of class `number`, so that readers, screen readers and copies get the same.
"""

from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup

from sokdocs.core.document.blocks import (
    Answer,
    Blank,
    Block,
    ClauseBlock,
    Filled,
    Hole,
    Inline,
    Inlines,
    ListEntry,
    OpenRegion,
    Provision,
    Reference,
    Section,
    Table,
    Text,
)

NOTHING = Markup("")


def body(sections: Iterable[Section]) -> Markup:
    """All sections of a document."""
    return _join(_section(section) for section in sections)


def words(inlines: Inlines) -> Markup:
    """The inside of a paragraph; bold, facts, holes, blanks and references each as their own element."""
    return NOTHING.join(_inline(part) for part in inlines)


def link(anchor: str) -> str:
    """The fragment under which a section or clause is found in the file."""
    return f"p-{anchor}"


def _inline(part: Inline) -> Markup:
    match part:
        case Text():
            return _text(part)
        case Filled():
            return Markup('<bdi class="filled" data-field="{}">{}</bdi>').format(part.name, part.text)
        case Hole():
            return Markup('<mark class="hole" data-field="{}">{}</mark>').format(part.name, part.text)
        case Blank():
            return Markup('<span class="blank" data-blank="{}">{}</span>').format(part.name, part.text)
        case Reference():
            return Markup('<a href="#{}">{}</a>').format(link(part.anchor), part.text)
        case Answer():
            return Markup('<span class="answer" data-answer="{}"></span>').format(part.name)
        case _:
            assert_never(part)


def _text(part: Text) -> Markup:
    shown = Markup("{}").format(part.text)
    if part.emphasis:
        shown = Markup("<em>{}</em>").format(shown)
    return Markup("<strong>{}</strong>").format(shown) if part.strong else shown


def _numbered(number: str, shown: Markup) -> Markup:
    return Markup('<span class="number">{}</span> {}').format(number, shown) if number else shown


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(part for part in parts if part)


# --- sections and clauses


def _section(section: Section) -> Markup:
    style = "section annex" if section.is_annex else "section"
    heading = _heading("h2", section.number, section.title)
    return Markup('<section class="{}" id="{}">\n{}\n</section>').format(
        style, link(section.anchor), _join((heading, *(_clause(clause) for clause in section.clauses)))
    )


def _clause(clause: ClauseBlock) -> Markup:
    source = clause.source
    heading = _heading("h3", clause.number, clause.title) if clause.title else NOTHING
    blocks = (_block(block, f"{link(clause.anchor)}-{position}") for position, block in enumerate(clause.blocks, start=1))
    opening = Markup('<section class="clause" id="{}" data-clause="{}" data-version="{}" data-language="{}" data-digest="{}">').format(
        link(clause.anchor), source.ref.clause, source.ref.date.isoformat(), source.ref.language, source.digest[:12]
    )
    return _join((opening, heading, *blocks, Markup("</section>")))


def _heading(level: str, number: str, title: str) -> Markup:
    if not (number or title):
        return NOTHING
    return Markup("<{}>{}</{}>").format(level, _numbered(number, Markup("{}").format(title)), level)


# --- blocks


def _block(block: Block, identity: str) -> Markup:
    match block:
        case Provision():
            style = "provision" if block.number else "provision plain"
            paragraph = Markup("<p>{}</p>").format(_numbered(block.number, words(block.inlines)))
            return Markup('<div class="{}">{}{}</div>').format(style, paragraph, _entries(block.entries))
        case Table():
            return _table(block, identity)
        case OpenRegion():
            return Markup('<div class="open-region" data-region="{}"><p>{}</p></div>').format(block.name, block.text)
        case _:
            assert_never(block)


def _entries(entries: tuple[ListEntry, ...]) -> Markup:
    """A list without the browser's own numbers; `role` gives it back to readers that drop such lists."""
    if not entries:
        return NOTHING
    return Markup('\n<ol role="list">\n{}\n</ol>\n').format(_join(_entry(entry) for entry in entries))


def _entry(entry: ListEntry) -> Markup:
    return Markup("<li><p>{}</p>{}</li>").format(_numbered(entry.number, words(entry.inlines)), _entries(entry.entries))


def _table(table: Table, identity: str) -> Markup:
    """A table in a frame that can be scrolled, also by keyboard, where the window is narrow."""
    caption = Markup('<caption id="{}">{}</caption>\n').format(f"{identity}-caption", words(table.caption))
    header = _join(Markup('<th scope="col">{}</th>').format(words(cell)) for cell in table.header)
    rows = _join(_row(row) for row in table.rows)
    return Markup(
        '<div class="table-frame" role="group" tabindex="0" aria-labelledby="{}">\n<table>\n{}'
        "<thead>\n<tr>\n{}\n</tr>\n</thead>\n<tbody>\n{}\n</tbody>\n</table>\n</div>"
    ).format(f"{identity}-caption", caption, header, rows)


def _row(row: tuple[Inlines, ...]) -> Markup:
    first = (Markup('<th scope="row">{}</th>').format(words(cell)) for cell in row[:1])
    rest = (Markup("<td>{}</td>").format(words(cell)) for cell in row[1:])
    return Markup("<tr>\n{}\n</tr>").format(_join((*first, *rest)))
