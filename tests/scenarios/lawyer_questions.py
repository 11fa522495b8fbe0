"""Questions a supplier or a court asks of a finished appendix, and the sentences of the appendix that must answer them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from sokdocs.core.document.blocks import Block, ClauseBlock, Document, ListEntry, OpenRegion, Provision, Table
from sokdocs.core.document.outline import plain
from sokdocs.core.values.text import fold
from sokdocs.loading.yaml_source import read_yaml

KEYS = ("question", "asked_by", "examples", "clause", "answer")
ASKERS = ("leverandør", "domstol", "underleverandør", "oppdragsgiver")

ABBREVIATION = re.compile(r"\b(?:(?i:nr|kl|jf|ca|dvs|bl\.a|f\.eks)|[A-ZÆØÅ])\.$")
SENTENCE_END = re.compile(r"[.!?][»\")]*\s+(?=[«\"(]*[A-ZÆØÅ])")

# Words that make a sentence a duty, right, limit, deadline, condition or burden of proof. Rather too many than too few.
SIGNAL = re.compile(
    r"\b(?:skal|må|kan|plikt\w*|rett til|frist\w*|innen|senest|tidligst|høyst|minst|bare|ikke|aldri|verken|når|hvis|før|mens|uten|uansett|"
    r"så lenge|så langt|med mindre|gjelder|dekke[rst]*|dekket|betal\w*|koste\w*|svarer for|krev\w*|krav\w*|regnes|fritar|hindrer|endrer|"
    r"følger|viser|går .*foran|løper|bundet|dager|uker|måneder|år|også|likevel)\b",
    re.IGNORECASE,
)
OPENS_WITH_VERB = re.compile(r"^[A-ZÆØÅ][a-zæøå]*r\b")  # «Nekter en underleverandør …», «Er fristen ute …»: a condition


class Weight(StrEnum):
    """What a piece of text is worth: a sentence that binds someone, another sentence, or data in a table."""

    BINDING = "binding"
    OTHER = "other"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a clause, and the number of the provision or list entry in which it stands."""

    place: str
    text: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class ClauseText:
    """The sentences of one clause as they stand in a finished document."""

    clause: str
    number: str
    sentences: tuple[Sentence, ...]

    def without(self, index: int) -> "ClauseText":
        """The same clause after one sentence is taken away."""
        return replace(self, sentences=self.sentences[:index] + self.sentences[index + 1 :])


@dataclass(frozen=True, slots=True)
class Answer:
    """Words that answer a question; they must stand inside one sentence. The first letter may be large or small."""

    words: str
    pattern: re.Pattern[str]

    def stands_in(self, text: ClauseText) -> bool:
        """Whether some sentence of the clause holds the words, not as a part of longer words or numbers."""
        return any(self.pattern.search(sentence.text) for sentence in text.sentences)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, who asks it, the clause that answers it, and the words of the answer in the examples named."""

    place: str
    words: str
    asked_by: str
    examples: tuple[str, ...]
    clause: str
    answers: tuple[Answer, ...]

    def missing(self, text: ClauseText) -> tuple[str, ...]:
        """The words of the answer that stand in no sentence of the clause."""
        return tuple(answer.words for answer in self.answers if not answer.stands_in(text))


def an_answer(words: str) -> Answer:
    """The words as an answer that can be looked for."""
    folded = fold(words)
    first = f"[{re.escape(folded[0].lower())}{re.escape(folded[0].upper())}]" if folded[0].isalpha() else re.escape(folded[0])
    return Answer(folded, re.compile(rf"(?<!\w){first}{re.escape(folded[1:])}(?!\w)"))


def read_questions(folder: Path) -> tuple[Question, ...]:
    """All questions of a folder's files, in order; raises `ValueError` with file and line for an entry that is not in the format."""
    return tuple(question for path in sorted(folder.glob("*.yaml")) for question in _read_file(path))


def _read_file(path: Path) -> Iterator[Question]:
    source = read_yaml(path.read_bytes(), path.name)
    if not isinstance(source.value, list):
        raise ValueError(f"{path.name}: the file must be a list of questions")
    for index, entry in enumerate(source.value):
        place = f"{path.name}:{source.lines[(index,)]}"
        if not isinstance(entry, dict) or set(entry) != set(KEYS):
            raise ValueError(f"{place}: a question has exactly the keys {', '.join(KEYS)}")
        yield _question(place, entry)


def _question(place: str, entry: Mapping[str, object]) -> Question:
    words, asked_by, clause = (_text(place, key, entry[key]) for key in ("question", "asked_by", "clause"))
    if asked_by not in ASKERS:
        raise ValueError(f"{place}: asked_by is {asked_by!r}; it must be one of {', '.join(ASKERS)}")
    examples, answers = (_texts(place, key, entry[key]) for key in ("examples", "answer"))
    return Question(place, words, asked_by, examples, clause, tuple(an_answer(answer) for answer in answers))


def _text(place: str, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{place}: {key} must be text; quote what looks like a number")
    return value


def _texts(place: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{place}: {key} must be a list with at least one entry")
    return tuple(_text(place, key, each) for each in value)


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph; a full stop after an abbreviation or a single letter ends none."""
    pieces: list[str] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text[start : match.start() + 1]):
            continue
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    return tuple(piece for piece in (*pieces, text[start:].strip()) if piece)


def clause_texts(document: Document) -> Mapping[str, ClauseText]:
    """The sentences of each clause of a document, by clause id; headings are left out."""
    clauses = [clause for section in document.sections for clause in section.clauses]
    return {str(clause.source.ref.clause): _clause_text(clause) for clause in clauses}


def _clause_text(clause: ClauseBlock) -> ClauseText:
    sentences = tuple(sentence for block in clause.blocks for sentence in _sentences(block))
    return ClauseText(str(clause.source.ref.clause), clause.number, sentences)


def _sentences(block: Block) -> Iterator[Sentence]:
    match block:
        case Provision():
            text = fold(plain(block.inlines))
            yield from _weighed(block.number, text)
            yield from _entries(block.number, block.entries, inherited=binds(split_sentences(text)[-1:]))
        case Table():
            cells = [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
            yield from (Sentence("", fold(plain(cell)), Weight.DATA) for cell in cells)
        case OpenRegion():
            yield Sentence("", fold(block.text), Weight.DATA)


def _entries(place: str, entries: Sequence[ListEntry], *, inherited: bool) -> Iterator[Sentence]:
    for entry in entries:
        here, text = f"{place} {entry.number}".strip(), fold(plain(entry.inlines))
        for sentence in _weighed(here, text):
            yield replace(sentence, weight=Weight.BINDING) if inherited else sentence
        yield from _entries(here, entry.entries, inherited=inherited or binds((text,)))


def _weighed(place: str, text: str) -> Iterator[Sentence]:
    for sentence in split_sentences(text):
        yield Sentence(place, sentence, Weight.BINDING if binds((sentence,)) else Weight.OTHER)


def binds(sentences: Sequence[str]) -> bool:
    """Whether one of the sentences has a signal word of a duty, right, limit, deadline or condition."""
    return any(SIGNAL.search(sentence) or OPENS_WITH_VERB.match(sentence) for sentence in sentences)
