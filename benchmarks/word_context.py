"""What docxtpl is given to fill the tags with: the document with everything worked out that a template can't work out.

Ids, bookmarks, list numbers and column widths come from the same places as in our renderer, in the same order, so that
both make the same XML. All this is made before the clock starts.
"""

import re
from collections.abc import Iterable

from sokdocs.core.document.blocks import (
    Blank,
    Block,
    ClauseBlock,
    Document,
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
from sokdocs.core.document.outline import plain
from sokdocs.rendering.word.body import targets
from sokdocs.rendering.word.columns import column_widths
from sokdocs.rendering.word.compiled_template import CompiledWordTemplate
from sokdocs.rendering.word.front import LABEL_SHARE
from sokdocs.rendering.word.numbers import CLAUSE, ENTRY, PROVISION, SECTION, Numbering
from sokdocs.rendering.word.text import LONGEST_ALIAS, LONGEST_TAG, Ids

Data = dict[str, object]
PLACED = re.compile(r'w:ilvl w:val="(\d+)".*w:numId w:val="(\d+)"')


def word_context(document: Document, template: CompiledWordTemplate) -> Data:
    """The words for the tags of our letterhead and of the body."""
    context = _Context(document, template)
    head, furniture = document.letterhead, document.furniture
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "reference": document.reference,
        "dated_on": document.dated_on.isoformat(),
        "language": document.language,
        "marks": document.marks,
        "letterhead": {"name": head.name, "lines": head.lines, "footer": head.footer, "colour": head.colour},
        "words": {
            "contents": furniture.contents,
            "page": furniture.page,
            "of": furniture.of,
            "front": furniture.front,
        },
        "front": context.front(),
        "contents_id": context.ids.next(),
        "entries": context.entries(),
        "sections": [context.section(each, position) for position, each in enumerate(document.sections)],
    }


class _Context:
    def __init__(self, document: Document, template: CompiledWordTemplate) -> None:
        self.ids = Ids()
        self._document, self._width = document, template.text_width
        self._targets = targets(document, self.ids)
        self._numbering = Numbering(template.lists, template.first_free_number, template.first_free_definition)
        self._plain_style = ""

    def front(self) -> Data:
        label = self._width * LABEL_SHARE[0] // LABEL_SHARE[1]
        rows = [{"label": row.label, "inlines": self._inlines(row.inlines)} for row in self._document.front]
        return {
            "rows": rows,
            "widths": (label, self._width - label),
            "width": self._width,
            "caption_text": self._document.furniture.front,
            "id": self.ids.next(),
        }

    def entries(self) -> list[Data]:
        found: list[Data] = []
        for section in self._document.sections:
            headed: Iterable[tuple[str, Section | ClauseBlock]] = (
                ("TOC1", section),
                *(("TOC2", clause) for clause in section.clauses if clause.title),
            )
            found += [
                {
                    "style": style,
                    "bookmark": self._targets[each.anchor][0],
                    "number": each.number,
                    "title": each.title,
                }
                for style, each in headed
                if each.number or each.title
            ]
        return found

    def section(self, section: Section, position: int) -> Data:
        self._numbering.enter(section.number, is_annex=section.is_annex)
        self._plain_style = "AnnexText" if section.is_annex else "PlainProvision"
        heading = self._heading(section, SECTION)
        for each in heading:
            each["style"] = "AnnexHeading" if section.is_annex else "Heading1"
            each["new_page"] = self._document.has_contents and position == 0
            each["id"] = self.ids.next()
        return {"heading": heading, "clauses": [self._clause(clause) for clause in section.clauses]}

    def _clause(self, clause: ClauseBlock) -> Data:
        source = clause.source
        return {
            "heading": self._heading(clause, CLAUSE) if clause.title else [],
            "blocks": [self._block(block) for block in clause.blocks],
            "bookmark": {"name": self.ids.bookmark_name(source.bookmark), "id": self.ids.next()},
            **self._control(source.tag, clause.title or source.ref.clause),
        }

    def _control(self, tag: str, alias: str) -> Data:
        return {"tag": tag[:LONGEST_TAG], "alias": alias[:LONGEST_ALIAS], "id": self.ids.next()}

    def _heading(self, headed: Section | ClauseBlock, level: int) -> list[Data]:
        if not (headed.number or headed.title):
            return []
        number = self._number(level, headed.number) or {"level": 0, "list": 0}
        bookmark = {"name": self._targets[headed.anchor][0], "id": self.ids.next()}
        return [{"title": headed.title, "number": number, "bookmark": bookmark}]

    def _number(self, level: int, number: str) -> Data | None:
        placed = PLACED.search(self._numbering.place(level, number)) if number else None
        return {"level": placed.group(1), "list": placed.group(2)} if placed else None

    # --- blocks

    def _block(self, block: Block) -> Data:
        match block:
            case Provision():
                return {
                    "kind": "provision",
                    "style": "Provision" if block.number else self._plain_style,
                    "number": self._number(PROVISION, block.number),
                    "inlines": self._inlines(block.inlines),
                    "entries": self._list(block.entries, ENTRY),
                }
            case Table():
                return {"kind": "table", **self._table(block)}
            case OpenRegion():
                return {"kind": "open", "text": block.text, **self._control(f"open;{block.name}", block.text)}

    def _list(self, entries: Iterable[ListEntry], level: int) -> list[Data]:
        return [
            {
                "inlines": self._inlines(entry.inlines),
                "number": self._number(level, entry.number),
                "entries": self._list(entry.entries, level + 1),
            }
            for entry in entries
        ]

    def _table(self, table: Table) -> Data:
        widths = column_widths((table.header, *table.rows), self._width)

        def cells(row: Iterable[Inlines]) -> list[Data]:
            return [{"inlines": self._inlines(each), "width": width} for each, width in zip(row, widths, strict=True)]

        return {
            "caption_text": plain(table.caption),
            "caption": self._inlines(table.caption),
            "widths": widths,
            "width": sum(widths),
            "header": cells(table.header),
            "rows": [cells(row) for row in table.rows],
        }

    def _inlines(self, inlines: Inlines) -> list[Data]:
        return [self._inline(part) for part in inlines if part.text]

    def _inline(self, part: Inline) -> Data:
        shown: Data = {"kind": type(part).__name__.lower(), "text": part.text}
        match part:
            case Text():
                return {**shown, "strong": part.strong, "emphasis": part.emphasis}
            case Blank():
                return {**shown, **self._control(f"blank;{part.name}", part.text)}
            case Reference():
                return {**shown, "bookmark": self._targets[part.anchor][0]}
            case _:
                return shown
