"""The numbers of a document: sections, clauses, provisions and list entries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sokdocs.core.selection.select import ChosenClause, Selection
from sokdocs.core.values.identifiers import ClauseId

ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class NumberedSection:
    """A section that has clauses, its number, and its clauses with theirs (empty in an annex)."""

    id: str
    number: str
    title: str
    is_annex: bool
    clauses: tuple[tuple[str, ChosenClause], ...]


def number_sections(selection: Selection, *, annex_word: str) -> tuple[NumberedSection, ...]:
    """The sections with their numbers: 0, 1, 2 … for sections, `Vedlegg 1` … for annexes.

    Every section keeps its number also where another is empty, so that point 2 is always the due diligence; empty ones are left out.
    A pack without numbers gives none.
    """
    found: list[NumberedSection] = []
    has_numbers = selection.pack.has_numbers
    for number, section in enumerate(selection.pack.sections, selection.pack.number_from):
        clauses = selection.of(section)
        numbered = tuple((f"{number}.{index}" if has_numbers else "", clause) for index, clause in enumerate(clauses, 1))
        if clauses:
            found.append(NumberedSection(section.id, str(number) if has_numbers else "", _title(section.title, selection), False, numbered))
    annexes = [(section, selection.of(section)) for section in selection.pack.annexes]
    for number, (section, clauses) in enumerate(((each, of) for each, of in annexes if of), 1):
        unnumbered = tuple(("", clause) for clause in clauses)
        found.append(NumberedSection(section.id, f"{annex_word} {number}", _title(section.title, selection), True, unnumbered))
    return tuple(found)


def _title(title: Mapping[str, str], selection: Selection) -> str:
    return title.get(selection.language) or title.get("nb", "")


def clause_numbers(sections: Sequence[NumberedSection]) -> Mapping[ClauseId, str]:
    """The number by which each clause is cited; a clause of an annex is cited by the annex."""
    return {clause.clause.id: number or section.number for section in sections for number, clause in section.clauses}


def provision_numbers(count: int) -> Iterator[str]:
    """`(1)`, `(2)` …; a single provision has no number."""
    yield from ([""] if count == 1 else [f"({index})" for index in range(1, count + 1)])


def letter(index: int) -> str:
    """`a)` for 0, `z)` for 25, then `aa)`, as word processors count letters."""
    return f"{chr(ord('a') + index % 26) * (index // 26 + 1)})"


def roman(index: int) -> str:
    """`i.` for 0, `ii.` for 1 …"""
    rest, text = index + 1, ""
    for value, sign in ROMAN:
        while rest >= value:
            text, rest = text + sign, rest - value
    return f"{text}."
