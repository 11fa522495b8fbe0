"""From a selection and a fact sheet to the one document that every form is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType

from sokdocs.core.assembly.answers import answer_blocks
from sokdocs.core.assembly.fields import Filler
from sokdocs.core.assembly.numbering import NumberedSection, clause_numbers, letter, number_sections, provision_numbers, roman
from sokdocs.core.assembly.tables import make_table
from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.wording import Entry, Field, Grid, Insert, Paragraph, Piece, Words, parse
from sokdocs.core.document.blocks import (
    DEFAULT_COLOUR,
    Block,
    ClauseBlock,
    Document,
    FrontRow,
    Furniture,
    Letterhead,
    ListEntry,
    OpenRegion,
    Provision,
    Section,
    Table,
    Text,
)
from sokdocs.core.document.outline import plain
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.problems import Problem
from sokdocs.core.selection.select import ChosenClause, Selection, chosen_by_id
from sokdocs.core.values.language import Localized, in_language

NOTHING_ANSWERED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Assembly:
    """The document, the facts that are missing in it, and faults of the texts themselves."""

    document: Document
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]


def assemble(
    selection: Selection,
    sheet: FactSheet,
    library: Library,
    *,
    extra_marks: tuple[str, ...] = (),
    reference: str = "",
    answered: Mapping[str, str] = NOTHING_ANSWERED,
) -> Assembly:
    """The document of a selection; facts come out exactly as they were given. `answered` stands in the places of a form, by key."""
    phrases, language = library.phrases, selection.language
    sections = number_sections(selection, annex_word=phrases.say("annex", language))
    filler = Filler(library, selection, clause_numbers(sections), chosen_by_id(selection), answered)
    document = Document(
        kind="-".join(part for part in (selection.pack.id.kind, selection.pack.letter) if part),
        language=language,
        title=_line(selection.pack.title, filler),
        subtitle=_line(selection.pack.subtitle, filler),
        front=tuple(_front(name, filler, library) for name in selection.pack.front if _stands_in_front(name, selection, library)),
        sections=tuple(_section(each, filler) for each in sections),
        marks=(*extra_marks, *_marks(selection, sheet, library)),
        dated_on=selection.texts_on,
        letterhead=_letterhead(sheet),
        furniture=Furniture(*(phrases.say(word, language) for word in ("contents", "page", "of", "front"))),
        reference=reference,
        has_contents=selection.pack.has_contents,
        terms=tuple(term for each in selection.chosen for term in each.clause.defines),
    )
    return Assembly(document, tuple(filler.missing), tuple(filler.problems))


def _section(section: NumberedSection, filler: Filler) -> Section:
    has_titles = filler.selection.pack.has_numbers and not section.is_annex
    clauses = tuple(
        _clause(number, clause, filler, has_title=has_titles or clause.version.question is not None) for number, clause in section.clauses
    )
    return Section(section.id, section.number, section.title, clauses, section.is_annex)


def _marks(selection: Selection, sheet: FactSheet, library: Library) -> tuple[str, ...]:
    example = ("example",) if sheet.values.get("example") is True else ()
    unapproved = ("model_text",) if any(not each.version.approved_by for each in selection.chosen) else ()
    return tuple(library.phrases.say(mark, selection.language) for mark in (*example, *unapproved))


def _letterhead(sheet: FactSheet) -> Letterhead:
    lines = sheet.values.get("buyer_address")
    return Letterhead(
        name=sheet.text("buyer_name"),
        lines=tuple(str(line) for line in lines) if isinstance(lines, tuple) else (),
        colour=sheet.text("letterhead_colour") or DEFAULT_COLOUR,
        footer=sheet.text("letterhead_footer"),
    )


def _line(text: Localized, filler: Filler) -> str:
    wording = parse(in_language(text, filler.language))
    return "".join(plain(filler.fill(part.pieces, None)) for part in wording.paragraphs())


def _stands_in_front(name: str, selection: Selection, library: Library) -> bool:
    """Whether the fact is answered, or must be: an optional fact without an answer gives no row."""
    needed_for = selection.pack.letter or selection.pack.id.kind
    return selection.situation.facts.get(name) not in (None, ()) or needed_for in library.facts[name].required_for


def _front(name: str, filler: Filler, library: Library) -> FrontRow:
    return FrontRow(in_language(library.facts[name].label, filler.language), (filler.fact(name),))


def _clause(number: str, chosen: ChosenClause, filler: Filler, *, has_title: bool) -> ClauseBlock:
    wording = parse(chosen.version.texts[chosen.language])
    numbers = provision_numbers(len(wording.paragraphs())) if filler.selection.pack.has_numbers else repeat("")
    blocks = tuple(_block(part, next(numbers) if isinstance(part, Paragraph) else "", chosen, filler) for part in wording.parts)
    title = in_language(chosen.clause.title, chosen.language) if has_title else ""
    if chosen.version.question is not None:
        blocks += answer_blocks(chosen.version.question, title, filler.asking())
    return ClauseBlock(chosen.clause.id, number, title, blocks, chosen.clause.source(chosen.version, chosen.language))


def _block(part: Paragraph | Grid | Insert, number: str, chosen: ChosenClause, filler: Filler) -> Block:
    match part:
        case Paragraph():
            entries = _named_list(part.list_name, chosen, filler) if part.list_name else _entries(part.entries, chosen, filler, depth=0)
            return Provision(number, filler.fill(part.pieces, chosen), entries)
        case Grid(header, rows):
            title = in_language(chosen.clause.title, chosen.language)
            filled = tuple(tuple(filler.fill(cell, chosen) for cell in row) for row in rows)
            return Table((Text(title),), tuple(filler.fill(cell, chosen) for cell in header), filled)
        case Insert("open", name):
            return OpenRegion(name, in_language(chosen.clause.blanks.get(name, {}), chosen.language))
        case Insert(_, name):
            return make_table(name, filler)


def _entries(entries: tuple[Entry, ...], chosen: ChosenClause, filler: Filler, *, depth: int) -> tuple[ListEntry, ...]:
    count = letter if depth == 0 else roman
    return tuple(
        ListEntry(count(index), filler.fill(each.pieces, chosen), _entries(each.entries, chosen, filler, depth=depth + 1))
        for index, each in enumerate(entries)
    )


def _named_list(name: str, chosen: ChosenClause, filler: Filler) -> tuple[ListEntry, ...]:
    """The norms of a parameter as list entries, in the order in which they are given."""
    value = chosen.parameters[name].value if name in chosen.parameters else ()
    names = value if isinstance(value, tuple) else (str(value),)
    lines: list[tuple[Piece, ...]] = [(Field("norm", each),) if each in filler.library.norms else (Words(each),) for each in names]
    return tuple(ListEntry(letter(index), filler.fill(line, chosen)) for index, line in enumerate(lines))
