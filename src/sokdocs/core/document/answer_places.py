"""The places to answer in a document, in reading order, and what those in tables are called."""

from collections.abc import Iterator

from sokdocs.core.document.blocks import Answer, Block, Document, Inlines, Provision, Table


def answer_places(document: Document) -> tuple[Answer, ...]:
    """Every place to answer; none where the document is no form."""
    blocks = (block for section in document.sections for clause in section.clauses for block in clause.blocks)
    return tuple(answer for block in blocks for answer in _of_block(block))


def has_answers(document: Document) -> bool:
    """Whether the document is a form that comes back filled in."""
    return bool(answer_places(document))


def label_in_row(title: str, row: str, column: str) -> str:
    """What a place in a table is called: its question, its row by number or product, and its column."""
    return f"{title}, {row}: {column}"


def label_in_other_row(label: str, row: str, other: str) -> str:
    """The label of the place in the same column of another row; the same where it doesn't name its row so."""
    title, named, column = label.partition(f", {row}: ")
    return label_in_row(title, other, column) if named else label


def _of_block(block: Block) -> Iterator[Answer]:
    match block:
        case Provision():
            yield from _of(block.inlines)
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from _of(cell)


def _of(inlines: Inlines) -> Iterator[Answer]:
    return (part for part in inlines if isinstance(part, Answer))
