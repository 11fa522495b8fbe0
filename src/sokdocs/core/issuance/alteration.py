"""Where every paragraph of a file comes from, and whether it is as it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.recognise import LinePattern, best_day, line_patterns, recognise
from sokdocs.core.issuance.canonical import Json
from sokdocs.core.issuance.manifest import line_digest
from sokdocs.core.issuance.returned import ReturnedFile, ReturnedLine
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
    """One paragraph with its source (`clause` empty where it comes from pack or facts), state, and how that was told."""

    number: str
    text: str
    clause: str
    version: str
    state: State
    how: str


def explain_with_manifest(returned: ReturnedFile, manifest: Mapping[str, Json]) -> tuple[ExplainedLine, ...]:
    """Each paragraph held against the digests that the sealed manifest lists; paragraphs that are gone stand as missing."""
    versions = {str(row["clause"]): (str(row["date"]), str(row["digest"])) for row in _rows(manifest, "clauses")}
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


def explain_by_words(returned: ReturnedFile, library: Library, language: str) -> tuple[ExplainedLine, ...]:
    """Each paragraph told from its words alone; what stands in fields is not compared, and the result says so."""
    patterns = line_patterns(library, language)
    found = recognise([line.text for line in returned.lines], patterns)
    day = best_day(found, library.clauses)
    scopes = _scopes(returned.lines, found)
    return tuple(
        _by_words(line, fits, scope, day, patterns, library) for line, fits, scope in zip(returned.lines, found, scopes, strict=True)
    )


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


def _by_words(
    line: ReturnedLine, fits: Sequence[LinePattern], scope: str, day: date | None, patterns: Sequence[LinePattern], library: Library
) -> ExplainedLine:
    version = library.clauses[ClauseId(scope)].version_on(day) if day and ClauseId(scope) in library.clauses else None
    here = [each for each in fits if str(each.clause) == scope]
    if version is not None and any(each.date == version.date for each in here):
        how = "the fixed words are those of the library; what stands in fields was not compared"
        return ExplainedLine(line.number, line.text, scope, version.date.isoformat(), State.UNALTERED, how)
    if here:
        other = here[0]
        how = f"these are the words of {other.date.isoformat()}, not of the version the rest of the document uses"
        return ExplainedLine(line.number, line.text, scope, other.date.isoformat(), State.CHANGED, how)
    near = [each for each in patterns if str(each.clause) == scope and (version is None or each.date == version.date)]
    if any(_alike(line.text, each.words) for each in near):
        date_text = version.date.isoformat() if version else ""
        return ExplainedLine(line.number, line.text, scope, date_text, State.CHANGED, "close to the library's words, but not the same")
    return ExplainedLine(line.number, line.text, "", "", State.UNKNOWN, "no clause of the library has these words")


def _alike(text: str, words: str) -> bool:
    return bool(words.strip()) and SequenceMatcher(None, text.split(), words.split(), autojunk=False).ratio() >= ALIKE
