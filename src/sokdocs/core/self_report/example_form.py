"""A form filled in by an invented supplier: for reading, with the answers in words; nothing in it can be filled in or sent back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sokdocs.core.document.blocks import Answer, Block, Document, Filled, Inline, Inlines, Provision, Table, Text
from sokdocs.core.questions.question import REASON, AnswerType, Rows
from sokdocs.core.self_report.answers import Answers, Value
from sokdocs.core.self_report.asked import AskedForm, AskedPlace
from sokdocs.core.self_report.example import ExampleSupplier
from sokdocs.core.values.countries import country
from sokdocs.core.values.phrases import Phrases
from sokdocs.core.values.quantities import long_date, spaced_orgnr

KIND = "self-report-example"
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ExampleForm:
    """What a filled form is made from: what was asked, who answers, and what."""

    asked: AskedForm
    supplier: ExampleSupplier
    answers: Answers


def example_form(document: Document, example: ExampleForm, phrases: Phrases) -> Document:
    """The issued form as the invented supplier answers it, marked on every page; it has no reference, so that nobody can take it in."""
    say, language = phrases.say, document.language
    filling = _Filling(example, phrases, language)
    sections = tuple(
        replace(section, clauses=tuple(replace(each, blocks=tuple(filling.blocks(each.blocks))) for each in section.clauses))
        for section in document.sections
    )
    return replace(
        document,
        kind=KIND,
        title=say("example_title", language),
        subtitle=say("example_subtitle", language, supplier=example.supplier.name),
        front=tuple(replace(row, inlines=filling.run(row.inlines)) for row in document.front),
        sections=sections,
        marks=(say("example_mark", language), *document.marks),
        reference="",
        has_contents=False,
    )


@dataclass(frozen=True, slots=True)
class _Filling:
    """Puts the answers and the supplier into the blocks of a form."""

    example: ExampleForm
    phrases: Phrases
    language: str

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """The blocks with the answers in them; a reason that nobody has to give is left out."""
        return (self._block(each) for each in blocks if not self._is_idle_reason(each))

    def _is_idle_reason(self, block: Block) -> bool:
        places = self._places((block.inlines,)) if isinstance(block, Provision) else []
        return any(each.name == REASON and not self.example.answers.has(each.key) for each in places)

    def _block(self, block: Block) -> Block:
        match block:
            case Provision():
                return replace(block, inlines=self.run(block.inlines))
            case Table() if any(self._places(row) for row in block.rows):
                return replace(block, rows=tuple(self._rows(block.rows)))
        return block

    def run(self, inlines: Inlines) -> Inlines:
        return tuple(self._inline(each) for each in inlines)

    def _inline(self, part: Inline) -> Inline:
        supplier = self.example.supplier
        match part:
            case Filled(name="supplier_name"):
                return replace(part, text=supplier.name)
            case Filled(name="supplier_orgnr"):
                return replace(part, text=spaced_orgnr(supplier.orgnr))
            case Filled(name="form_products"):
                return replace(part, text=", ".join(supplier.products[: len(self.example.asked.products)]))
            case Answer():
                return self._answered(part)
        return part

    def _answered(self, part: Answer) -> Text:
        place, value = self.example.asked.place(part.name), self.example.answers.values.get(part.name)
        is_long = part.kind == AnswerType.LONG_TEXT
        return Text(self._words(place, value), strong=not is_long, emphasis=is_long) if place and value is not None else Text(NOTHING)

    def _words(self, place: AskedPlace, value: Value) -> str:
        match value:
            case bool():
                return self.phrases.say("example_ticked", self.language)
            case date():
                return long_date(value, self.language)
            case tuple() if place.kind is AnswerType.COUNTRIES:
                return ", ".join(f"{country(code, self.language)} ({code})" for code in value)
            case tuple():
                return "; ".join(place.words.get(code, code) for code in value)
        return place.words.get(str(value), str(value))

    def _rows(self, rows: tuple[tuple[Inlines, ...], ...]) -> Iterator[tuple[Inlines, ...]]:
        """The rows that the supplier fills in; of its own products the first ones."""
        for row in rows:
            places = self._places(row)
            if any(self.example.answers.has(each.key) for each in places):
                first = (Text(self._product(places[0])),) if places[0].question.rows is Rows.PRODUCTS else row[0]
                yield (first, *(self.run(cell) for cell in row[1:]))

    def _product(self, place: AskedPlace) -> str:
        return self.example.supplier.products[place.row - 1]

    def _places(self, row: tuple[Inlines, ...]) -> list[AskedPlace]:
        names = (part.name for cell in row for part in cell if isinstance(part, Answer))
        return [place for name in names if (place := self.example.asked.place(name)) is not None]
