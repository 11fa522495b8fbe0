"""The places to answer in a document, in reading order."""

from collections.abc import Iterator

from sokdocs.core.document.blocks import Answer, Block, Document, Inlines, Provision, Table


def answer_places(document: Document) -> tuple[Answer, ...]:
    """Every place to answer; none where the document is no form."""
    blocks = (block for section in document.sections for clause in section.clauses for block in clause.blocks)
    return tuple(answer for block in blocks for answer in _of_block(block))


def has_answers(document: Document) -> bool:
    """Whether the document is a form that comes back filled in."""
    return bool(answer_places(document))


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
