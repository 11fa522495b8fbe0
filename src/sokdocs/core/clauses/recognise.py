"""Which clause version a text comes from, told from its words alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from sokdocs.core.clauses.clause import Clause, ClauseVersion, Parameter
from sokdocs.core.clauses.field_patterns import field_pattern
from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.wording import Entry, Field, Grid, Paragraph, Pieces, Words, parse
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import in_language
from sokdocs.core.values.text import fold


@dataclass(frozen=True, slots=True)
class LinePattern:
    """One line of one clause version: a pattern in which fields match what they can be filled with, and the fixed words themselves."""

    clause: ClauseId
    date: date
    pattern: re.Pattern[str]
    words: str


def line_patterns(library: Library, language: str, clauses: Iterable[Clause]) -> tuple[LinePattern, ...]:
    """A pattern for every line of every version of the clauses in the language, in their order."""
    return tuple(
        pattern
        for clause in clauses
        for version in clause.versions
        if language in version.texts
        for pattern in _of_version(clause, version, language, library)
    )


def _of_version(clause: Clause, version: ClauseVersion, language: str, library: Library) -> Iterator[LinePattern]:
    for pieces in _lines(clause, version, language, library):
        yield _pattern(
            clause, version, pieces, [field_pattern(each, version, language, library) for each in pieces if isinstance(each, Field)]
        )


def _lines(clause: Clause, version: ClauseVersion, language: str, library: Library) -> Iterator[Pieces]:
    yield (Words(in_language(clause.title, language)),)
    for part in parse(version.texts[language]).parts:
        match part:
            case Paragraph():
                yield part.pieces
                yield from (entry.pieces for entry in _all(part.entries))
                if part.list_name and part.list_name in version.parameters:
                    yield from _norm_lines(version.parameters[part.list_name], language, library)
            case Grid():
                yield from (cell for row in (part.header, *part.rows) for cell in row)


def _norm_lines(parameter: Parameter, language: str, library: Library) -> Iterator[Pieces]:
    for norm in parameter.default if isinstance(parameter.default, tuple) else ():
        if norm in library.norms:
            yield (Words(in_language(library.norms[norm].title, language)),)


def _all(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.entries)


def _pattern(clause: Clause, version: ClauseVersion, pieces: Pieces, fields: Sequence[str]) -> LinePattern:
    folded = fold("".join(piece.text if isinstance(piece, Words) else "\x00" for piece in pieces))
    fixed = [re.escape(part) for part in folded.split("\x00")]
    pattern = "".join(part for pair in zip_longest(fixed, fields, fillvalue="") for part in pair)
    return LinePattern(clause.id, version.date, re.compile(pattern), folded.replace("\x00", " "))


def recognise(lines: Sequence[str], patterns: Sequence[LinePattern]) -> tuple[tuple[LinePattern, ...], ...]:
    """For each line, every pattern it fits as a whole."""
    literal: dict[str, list[LinePattern]] = {}
    open_ended: list[LinePattern] = []
    for each in patterns:
        if each.pattern.pattern == re.escape(each.words):
            literal.setdefault(each.words, []).append(each)
        else:
            open_ended.append(each)
    return tuple((*literal.get(line, ()), *(each for each in open_ended if each.pattern.fullmatch(line))) for line in lines)


def best_day(found: Sequence[Sequence[LinePattern]], clauses: Mapping[ClauseId, Clause]) -> date | None:
    """The first day from which the versions in force explain the most lines; None where no line was recognised."""
    days = sorted({each.date for fits in found for each in fits})
    if not days:
        return None

    def explained(day: date) -> int:
        return sum(any(_in_force(each, day, clauses) for each in fits) for fits in found)

    return max(days, key=lambda day: (explained(day), -day.toordinal()))


def _in_force(pattern: LinePattern, day: date, clauses: Mapping[ClauseId, Clause]) -> bool:
    version = clauses[pattern.clause].version_on(day)
    return version is not None and version.date == pattern.date
