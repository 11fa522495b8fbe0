"""The document model: what a finished text is made of, before anyone decides how it looks.

Every form (DOCX, PDF, HTML) is made from one `Document`, and shows the same numbers and the same words.
Numbers are part of the model: a renderer shows `number`, it never counts on its own.
Text is plain data and is shown literally.
"""

from dataclasses import dataclass
from datetime import date

from sokdocs.core.document.source import Source

# --- inside a paragraph


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a clause."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A fact or parameter that was put in; `name` says which (`buyer_name`, `K-302.answer_weeks`)."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Hole:
    """A fact that is missing: stands visibly in drafts only. `text` is what is shown, such as `[mangler: oppdragsgiver]`."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A place left open for the reader to fill in. `text` is the prompt that is shown."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference: shows the number (`3.2`) of the clause whose `anchor` it names."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A place to answer in a form that is sent out. It has no words of its own, so that a form says the same filled in and empty.

    `name` is its key (`Q2.1.reason`), `kind` a type of answer (`yes_no`, `long_text` …), `label` says to a reader who can't see the page
    what is asked. `options` are code and words of each answer that can be chosen, `lines` the height in lines of text.
    `value` is what already stands there, as it is written: a code, a date as 2026-01-31, several codes with a blank between.
    `prompt` is what an empty place says, where the form can say it.
    """

    name: str
    kind: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    lines: int = 1
    value: str = ""
    prompt: str = ""

    @property
    def text(self) -> str:
        """Nothing: what is answered is no part of the form's own words."""
        return ""


Inline = Text | Filled | Hole | Blank | Reference | Answer
Inlines = tuple[Inline, ...]

# --- blocks


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of a list: its number (`a)`, below that `i.`), its words, and the entries under it (at most one level)."""

    number: str
    inlines: Inlines
    entries: tuple["ListEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """One paragraph of a clause. `number` is `(1)`, `(2)` …, or empty where the clause has only one."""

    number: str
    inlines: Inlines
    entries: tuple[ListEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has as many cells as the header; `caption` says in words what it shows."""

    caption: Inlines
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class OpenRegion:
    """A region left open for the buyer's own additions; `text` is the prompt that stands in it."""

    name: str
    text: str


Block = Provision | Table | OpenRegion


@dataclass(frozen=True, slots=True)
class ClauseBlock:
    """One clause: its number (`3.2`), title and blocks. In an annex number and title may be empty: then no heading stands."""

    anchor: str
    number: str
    title: str
    blocks: tuple[Block, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document: `0`, `1`, … or, where `is_annex`, `Vedlegg 1`, `Vedlegg 2`, …; the number may be empty."""

    anchor: str
    number: str
    title: str
    clauses: tuple[ClauseBlock, ...]
    is_annex: bool = False


@dataclass(frozen=True, slots=True)
class FrontRow:
    """One row of the table on the first page: what it is, and the fact."""

    label: str
    inlines: Inlines


DEFAULT_COLOUR = "#1f3a5f"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """How the sender presents itself: data that every form honours. `colour` is `#rrggbb`."""

    name: str
    lines: tuple[str, ...] = ()
    colour: str = DEFAULT_COLOUR
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """The words around the body, in the document's language: contents, page, of, and so on."""

    contents: str
    page: str
    of: str
    front: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready for every form.

    `marks` are sentences that stand on every page (model text, example); `dated_on` is a date from the facts, never the clock's.
    `terms` are the defined terms. `reference` is empty in a draft.
    """

    kind: str
    language: str
    title: str
    subtitle: str
    front: tuple[FrontRow, ...]
    sections: tuple[Section, ...]
    marks: tuple[str, ...]
    dated_on: date
    letterhead: Letterhead
    furniture: Furniture
    reference: str = ""
    has_contents: bool = True
    terms: tuple[str, ...] = ()
