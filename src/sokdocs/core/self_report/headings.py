"""What an issued form says of itself and of its parts: the facts on its first page, and the titles of parts and questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sokdocs.core.document.blocks import Document, Inlines
from sokdocs.core.self_report.asked import AskedForm

Fact = tuple[str, str]
FOR_THE_SUPPLIER = frozenset({"contact_mailbox"})
"""Facts on the first page that only say how to answer."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The words of the form that was answered: its first page as labels with facts, and titles by part and by question."""

    facts: tuple[Fact, ...]
    parts: Mapping[int, str]
    questions: Mapping[str, str]

    def part(self, number: int) -> str:
        """The title of a part, or its number where the form has none."""
        return self.parts.get(number, str(number))

    def question(self, name: str) -> str:
        """The title of a question, which begins with its id."""
        title = self.questions.get(name, "")
        return title if title.startswith(name) else f"{name} {title}".rstrip()


def headings_of(document: Document, asked: AskedForm) -> Headings:
    """The words of an issued form; a part without questions has no title here."""
    parts, questions = {}, {}
    for section in document.sections:
        for clause in section.clauses:
            question = asked.questions.get(str(clause.source.ref.clause))
            if question is not None:
                parts[question.part] = f"{section.number} {section.title}".strip()
                questions[question.id] = clause.title
    return Headings(tuple(_facts(document)), MappingProxyType(parts), MappingProxyType(questions))


def _facts(document: Document) -> Iterator[Fact]:
    for row in document.front:
        if not _names(row.inlines) & FOR_THE_SUPPLIER:
            yield row.label, "".join(each.text for each in row.inlines)


def _names(inlines: Inlines) -> frozenset[str]:
    return frozenset(getattr(each, "name", "") for each in inlines)
