"""Where every paragraph of a file comes from, and whether it is as it was."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from sokdocs.core.clauses.clause import ClauseVersion
from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.recognise import LinePattern, best_day, line_patterns, recognise
from sokdocs.core.clauses.wording import parse
from sokdocs.core.issuance.manifest import line_digest
from sokdocs.core.issuance.returned import ReturnedFile, ReturnedLine
from sokdocs.core.selection.catalogue import Catalogue, only_in_letters
from sokdocs.core.selection.frame import frame_patterns
from sokdocs.core.values.canonical import Json
from sokdocs.core.values.identifiers import ClauseId

ALIKE = 0.6
Versions = Mapping[str, tuple[str, str]]


class State(StrEnum):
    """How a paragraph stands against what was issued."""

    UNALTERED = "unaltered"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One paragraph with its source (`clause` empty where it comes from pack or facts), state, and how that was told.

    `is_fact` marks what stands where a document has facts (the front table, tables made from facts): there is nothing to hold it against.
    """

    number: str
    text: str
    clause: str
    version: str
    state: State
    how: str
    is_fact: bool = False


def explain_with_manifest(returned: ReturnedFile, manifest: Mapping[str, Json]) -> tuple[ExplainedLine, ...]:
    """Each paragraph held against the digests that the sealed manifest lists; paragraphs that are gone stand as missing."""
    versions = {str(row.get("clause")): (str(row.get("date")), str(row.get("digest"))) for row in _rows(manifest, "clauses")}
    sealed = [(str(clause), str(number), str(digest)) for clause, number, digest in _triples(manifest)]
    found = [line_digest(line.text) for line in returned.lines]
    matcher = SequenceMatcher(None, [digest for _clause, _number, digest in sealed], found, autojunk=False)
    return tuple(each for step in matcher.get_opcodes() for each in _step(step, sealed, returned.lines, versions))


def _rows(manifest: Mapping[str, Json], name: str) -> Iterator[Mapping[str, Json]]:
    rows = manifest.get(name)
    yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _triples(manifest: Mapping[str, Json]) -> Iterator[tuple[Json, Json, Json]]:
    rows = manifest.get("lines")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == 3:
            yield row[0], row[1], row[2]


def _step(
    step: tuple[str, int, int, int, int], sealed: Sequence[tuple[str, str, str]], lines: Sequence[ReturnedLine], versions: Versions
) -> Iterator[ExplainedLine]:
    operation, start, end, from_, to = step
    pairs = min(end - start, to - from_)
    for index in range(pairs):
        clause, number, _ = sealed[start + index]
        line = lines[from_ + index]
        if operation == "equal":
            state = State.UNALTERED if number == line.number else State.CHANGED
            how = "digest in the manifest" if state is State.UNALTERED else f"the words are as issued, the number was {number or 'none'}"
        else:
            state, how = State.CHANGED, "stands where the manifest has other words"
        yield _explained(line, clause, versions, state, how)
    for line in lines[from_ + pairs : to]:
        yield _explained(line, _marked(line), versions, State.UNKNOWN, "not in the manifest: added")
    for clause, number, _ in sealed[start + pairs : end]:
        yield _explained(ReturnedLine(number, ""), clause, versions, State.MISSING, "in the manifest, not in the file")


def _explained(line: ReturnedLine, clause: str, versions: Versions, state: State, how: str) -> ExplainedLine:
    return ExplainedLine(line.number, line.text, clause, versions.get(clause, ("", ""))[0], state, how)


def _marked(line: ReturnedLine) -> str:
    return line.tag.split(";")[0] if line.tag else "-".join(line.bookmark.split("_")[:2]) if line.bookmark else ""


@dataclass(frozen=True, slots=True)
class Words:
    """All the words a library can put into documents of one family (contract texts, letters) in one language."""

    library: Library
    lines: tuple[LinePattern, ...]
    frame: tuple[re.Pattern[str], ...]


def words_of(catalogue: Catalogue, language: str) -> tuple[Words, ...]:
    """The words of a catalogue, family by family: contract texts first, then letters, which share no clause with them."""
    library, of_letters = catalogue.library, only_in_letters(catalogue)
    families = [[each for each in library.clauses.values() if (each.id in of_letters) is letters] for letters in (False, True)]
    frame = frame_patterns(catalogue, language)
    return tuple(Words(library, line_patterns(library, language, clauses), frame) for clauses in families if clauses)


def explain_by_words(returned: ReturnedFile, words: Words) -> tuple[ExplainedLine, ...]:
    """Each paragraph told from its words alone; what stands in fields is not compared, and the result says so."""
    found = recognise([line.text for line in returned.lines], words.lines)
    day = best_day(found, words.library.clauses)
    scopes = _scopes(returned.lines, found)
    rows = zip(returned.lines, found, scopes, strict=True)
    return tuple(_by_words(line, fits, scope, day, words) for line, fits, scope in rows)


def _scopes(lines: Sequence[ReturnedLine], found: Sequence[Sequence[LinePattern]]) -> list[str]:
    """The clause each line stands in: what its marks say, else the clause of the recognised lines around it."""
    scopes: list[str] = []
    current = ""
    for line, fits in zip(lines, found, strict=True):
        clauses = {str(each.clause) for each in fits}
        marked = _marked(line)
        if marked:
            current = marked
        elif len(clauses) == 1:
            current = next(iter(clauses))
        elif clauses and current not in clauses:
            current = sorted(clauses)[0]
        scopes.append(current)
    return scopes


def _by_words(line: ReturnedLine, fits: Sequence[LinePattern], scope: str, day: date | None, words: Words) -> ExplainedLine:
    clause = words.library.clauses.get(ClauseId(scope))
    version = clause.version_on(day) if day and clause else None
    on = version.date.isoformat() if version else ""
    here = [each for each in fits if str(each.clause) == scope]
    if version is not None and any(each.date == version.date for each in here):
        how = "the fixed words are those of the library; what stands in fields was not compared"
        return ExplainedLine(line.number, line.text, scope, on, State.UNALTERED, how)
    if here:
        how = f"these are the words of {here[0].date.isoformat()}, not of the version the rest of the document uses"
        return ExplainedLine(line.number, line.text, scope, here[0].date.isoformat(), State.CHANGED, how)
    if any(each.fullmatch(line.text) for each in words.frame):
        return ExplainedLine(line.number, line.text, "", "", State.UNALTERED, "a title, label or table head of the library")
    near = [each for each in words.lines if str(each.clause) == scope and (version is None or each.date == version.date)]
    if any(_alike(line.text, each.words) for each in near):
        return ExplainedLine(line.number, line.text, scope, on, State.CHANGED, "close to the library's words, but not the same")
    if not scope or (clause is not None and version is not None and _has_table(version)):
        return ExplainedLine(line.number, line.text, scope, on, State.UNKNOWN, "stands where facts stand; not compared", True)
    return ExplainedLine(line.number, line.text, "", "", State.UNKNOWN, "no clause of the library has these words")


def _has_table(version: ClauseVersion) -> bool:
    return any(field.kind == "table" for text in version.texts.values() for field in parse(text).fields())


def _alike(text: str, words: str) -> bool:
    return bool(words.strip()) and SequenceMatcher(None, text.split(), words.split(), autojunk=False).ratio() >= ALIKE
