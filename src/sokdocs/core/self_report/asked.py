"""What a form asks: its places to answer in order, each with the question it belongs to, from the exact version of that question."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sokdocs.core.clauses.library import Library
from sokdocs.core.document.answer_places import answer_places, label_in_other_row
from sokdocs.core.document.blocks import Answer, ClauseBlock, Document, Inlines, Table
from sokdocs.core.errors import NotFoundError
from sokdocs.core.questions.question import EVIDENCE, MOST_ROWS, AnswerDefinition, AnswerType, Question, Rows
from sokdocs.core.values.identifiers import VersionRef
from sokdocs.core.values.text import fold

PlaceIdentity = tuple[str, str, str]
ROW = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """One place to answer. `name` is that of the field or column, `reason` or `evidence`; rows count from 1, 0 where there are none.

    `identity` is what the place means from year to year: the question, the row (a product by its name), and the name.
    """

    answer: Answer
    question: Question
    name: str
    row: int
    identity: PlaceIdentity

    @property
    def key(self) -> str:
        """Its key: `Q2.1.reason`."""
        return self.answer.name

    @property
    def kind(self) -> AnswerType:
        """What kind of answer it takes."""
        return AnswerType(self.answer.kind)

    @property
    def is_evidence(self) -> bool:
        """Whether the names of attachments stand here."""
        return self.row == 0 and self.name == EVIDENCE

    @property
    def definition(self) -> AnswerDefinition | None:
        """What the question says of this place; nothing where a reason or evidence stands."""
        places = self.question.columns if self.row else self.question.fields
        return next((each for each in places if each.name == self.name), None)

    @property
    def is_required(self) -> bool:
        """Whether an answer must stand here when the question is asked."""
        return self.definition is not None and self.definition.is_required

    @property
    def label(self) -> str:
        """What people call it; the question's id stands first."""
        label = self.answer.label
        return label if label.startswith(self.question.id) else f"{self.question.id} {label}"

    @property
    def words(self) -> Mapping[str, str]:
        """The words of each answer that can be chosen, by code."""
        return dict(self.answer.options)


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A form that was sent out, as far as answers are concerned. `versions` say which text of each question stood in it."""

    reference: str
    language: str
    products: tuple[str, ...]
    places: tuple[AskedPlace, ...]
    versions: Mapping[str, VersionRef]

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order of the form."""
        return MappingProxyType({place.question.id: place.question for place in self.places})

    def places_of(self, question: str) -> tuple[AskedPlace, ...]:
        """The places to answer under a question."""
        return tuple(place for place in self.places if place.question.id == question)

    def place(self, key: str) -> AskedPlace | None:
        """The place with this key, or None where the form has none."""
        return next((place for place in self.places if place.key == key), None)

    def rows_of(self, question: str) -> tuple[tuple[AskedPlace, ...], ...]:
        """The places of each row under a question, in order."""
        rows: dict[int, list[AskedPlace]] = {}
        for place in self.places_of(question):
            if place.row:
                rows.setdefault(place.row, []).append(place)
        return tuple(tuple(row) for row in rows.values())

    def with_rows_of(self, keys: Iterable[str]) -> "AskedForm":
        """The form with the rows that a supplier has added to open ones, as these keys tell; at most `MOST_ROWS` of a question."""
        last: dict[str, int] = {}
        for key in keys:
            if row_of(key) <= MOST_ROWS:
                last[question_of(key)] = max(row_of(key), last.get(question_of(key), 0))
        places = (place for name in self.questions for place in self._with_rows(name, last.get(name, 0)))
        return replace(self, places=tuple(places))

    def _with_rows(self, name: str, last: int) -> Iterator[AskedPlace]:
        """The places of a question, with open rows to this one at least."""
        rows = self.rows_of(name) if self.questions[name].rows is Rows.OPEN else ()
        lowest = rows[-1] if rows else ()
        for place in self.places_of(name):
            yield place
            if lowest and place is lowest[-1]:
                yield from (_in_row(each, row) for row in range(len(rows) + 1, last + 1) for each in lowest)


def _in_row(place: AskedPlace, row: int) -> AskedPlace:
    """The place in the same column of another row, with nothing in it."""
    question, name = place.question, place.name
    label = label_in_other_row(place.answer.label, str(place.row), str(row))
    answer = replace(place.answer, name=question.key(name, row), label=label, value="")
    return replace(place, answer=answer, row=row, identity=(question.id, str(row), name))


def asked_form(document: Document, library: Library) -> AskedForm:
    """What this form asks; raises `NotFoundError` for a question whose version the library doesn't have."""
    clauses = [clause for section in document.sections for clause in section.clauses]
    refs = {str(clause.source.ref.clause): clause.source.ref for clause in clauses}
    row_names = _row_names(clauses)
    questions: dict[str, Question] = {}
    places: list[AskedPlace] = []
    seen: Counter[PlaceIdentity] = Counter()
    for answer in answer_places(document):
        name = question_of(answer.name)
        if name not in questions:
            questions[name] = _question(library, refs[name])
        place = _place(answer, questions[name], row_names)
        seen[place.identity] += 1
        places.append(place if seen[place.identity] == 1 else _again(place, seen[place.identity]))
    versions = MappingProxyType({name: refs[name] for name in questions})
    products = tuple(dict.fromkeys(row_names[place.key] for place in places if place.row and place.question.rows is Rows.PRODUCTS))
    return AskedForm(document.reference, document.language, products, tuple(places), versions)


def _again(place: AskedPlace, count: int) -> AskedPlace:
    """A place in the row of a product whose name stands in the table already."""
    question, row, name = place.identity
    return replace(place, identity=(question, f"{row} ({count})", name))


def question_of(key: str) -> str:
    """The id of the question that a key belongs to: `Q0.2` of `Q0.2.1.final`."""
    return ".".join(key.split(".")[:2])


def row_of(key: str) -> int:
    """The row that a key names, counted from 1: 1 of `Q0.2.1.final`; 0 where it names none."""
    steps = key.split(".")[2:]
    return int(steps[0]) if steps and ROW.fullmatch(steps[0]) else 0


def is_beyond(key: str, asked: AskedForm) -> bool:
    """Whether a key names an open row of the form below the last one that is read."""
    question = asked.questions.get(question_of(key))
    return question is not None and question.rows is Rows.OPEN and row_of(key) > MOST_ROWS


def _question(library: Library, ref: VersionRef) -> Question:
    clause = library.clauses.get(ref.clause)
    version = next((each for each in clause.versions if each.date == ref.date), None) if clause else None
    if version is None or version.question is None:
        raise NotFoundError(f"the library has no question {ref.clause} from {ref.date.isoformat()}")
    return version.question


def _row_names(clauses: list[ClauseBlock]) -> Mapping[str, str]:
    """What stands first in the row of each place that is in a table: the name of a product, or the row's number."""
    tables = (block for clause in clauses for block in clause.blocks if isinstance(block, Table))
    rows = (row for table in tables for row in table.rows)
    return {each.name: _plain(row[0]) for row in rows for cell in row for each in cell if isinstance(each, Answer)}


def _plain(inlines: Inlines) -> str:
    return "".join(each.text for each in inlines)


def _place(answer: Answer, question: Question, row_names: Mapping[str, str]) -> AskedPlace:
    row = row_of(answer.name)
    name = ".".join(answer.name.split(".")[3 if row else 2 :])
    row_name = fold(row_names[answer.name]).casefold() if question.rows is Rows.PRODUCTS and row else str(row or "")
    return AskedPlace(answer, question, name, row, (question.id, row_name, name))
