"""A PDF's structure tree as lines: what is a heading, a numbered paragraph, an entry or a cell, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.returned import ReturnedLine
from sokdocs.core.values.text import fold
from sokdocs.loading.pdf.words import Mark, PageWords, letters

HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6"})
INLINE = frozenset({"Span", "Link", "Reference", "Lbl", "Quote", "Code", "Annot", "BibEntry", "Formula", "Form"})
CONTENTS = "TOC"
MAX_NODES = 500_000
MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Leaf:
    """Marked content that a part of the tree points at."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the tree: its role as written, the standard role that stands for, and what lies under it."""

    written: str
    role: str
    kids: tuple["Node | Leaf", ...]


def read_tree(document: PDFDocument) -> Node:
    """The structure tree; raises where there is none, or where it goes in circles or replaces words."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        raise InvalidError("has no structure tree, so its paragraphs can't be told apart")
    return _Reader(_role_map(root)).node({"S": "Document", "K": root.get("K")}, page=0, depth=0)


def _role_map(root: dict[str, object]) -> dict[str, str]:
    known = resolve1(root.get("RoleMap"))
    return {name: _name(resolve1(to)) for name, to in known.items()} if isinstance(known, dict) else {}


def _name(value: object) -> str:
    return str(value.name) if isinstance(value, PSLiteral) else str(value)


class _Reader:
    """Walks the tree once, counting so that a hostile one ends."""

    def __init__(self, roles: dict[str, str]) -> None:
        self._roles = roles
        self._count = 0

    def node(self, raw: dict[str, object], *, page: int, depth: int) -> Node:
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_NODES:
            raise InvalidError("has a structure tree that is too deep or too large, or goes in circles")
        if "ActualText" in raw:
            raise InvalidError("has a structure tree that replaces words on the page")
        page = _page(raw, page)
        written = _name(resolve1(raw.get("S")))
        kids = tuple(self._kids(raw.get("K"), page=page, depth=depth + 1))
        return Node(written, self._roles.get(written, written), kids)

    def _kids(self, raw: object, *, page: int, depth: int) -> Iterator[Node | Leaf]:
        value = resolve1(raw)
        for each in value if isinstance(value, list) else [value]:
            kid = resolve1(each)
            if isinstance(kid, int):
                yield Leaf((page, kid))
            elif isinstance(kid, dict) and "S" in kid:
                yield self.node(kid, page=page, depth=depth)
            elif isinstance(kid, dict) and isinstance(resolve1(kid.get("MCID")), int):
                yield Leaf((_page(kid, page), resolve1(kid["MCID"])))


def _page(raw: dict[str, object], inherited: int) -> int:
    reference = raw.get("Pg")
    return reference.objid if isinstance(reference, PDFObjRef) else inherited


def lines_of(tree: Node, words: PageWords) -> Iterator[ReturnedLine]:
    """The body blocks in reading order; words that no part of the tree points at come last, so that none is overlooked."""
    heads = {letters(text) for text in _table_heads(tree, words)}
    for page, text in words.repeated:
        if letters(text) not in heads:
            raise InvalidError(f'has words among the text of page {page} that its structure leaves out: "{fold(text)}"')
    yield from _flow(tree.kids, words)
    claimed = set(_marks(tree))
    unclaimed = (text for mark, text in words.marked.items() if mark not in claimed)
    for text in (*unclaimed, *words.stray):
        yield from _line("", text)


def _table_heads(node: Node, words: PageWords) -> Iterator[str]:
    """The words of each table head, each of its rows, and each cell."""
    for kid in node.kids:
        if isinstance(kid, Node):
            if kid.role in ("THead", "TH") or node.role == "THead":
                yield _text(kid, words)
            yield from _table_heads(kid, words)


def _marks(node: Node) -> Iterator[Mark]:
    for kid in node.kids:
        if isinstance(kid, Leaf):
            yield kid.mark
        else:
            yield from _marks(kid)


def _flow(kids: tuple[Node | Leaf, ...], words: PageWords) -> Iterator[ReturnedLine]:
    inline = ""
    for at, kid in enumerate(kids):
        if isinstance(kid, Leaf) or kid.role in INLINE:
            inline += _text(kid, words)
            continue
        yield from _line("", inline)
        inline = ""
        following = kids[at + 1] if at + 1 < len(kids) else None
        if not (kid.role in HEADINGS and isinstance(following, Node) and following.role == CONTENTS):
            yield from _block(kid, words)
    yield from _line("", inline)


def _block(node: Node, words: PageWords) -> Iterator[ReturnedLine]:
    if node.role == CONTENTS:
        return
    if node.role in HEADINGS:
        yield from _heading(node, words)
    elif node.role == "LI":
        yield from _entry(node, words)
    else:
        yield from _flow(node.kids, words)


def _heading(node: Node, words: PageWords) -> Iterator[ReturnedLine]:
    """A heading's number is the strong part or label it begins with."""
    first = node.kids[0] if node.kids else None
    has_number = isinstance(first, Node) and first.written in ("Strong", "Lbl")
    number = _text(first, words) if first is not None and has_number else ""
    rest = node.kids[1:] if has_number else node.kids
    yield from _line(number, "".join(_text(kid, words) for kid in rest))


def _entry(node: Node, words: PageWords) -> Iterator[ReturnedLine]:
    """A numbered paragraph or a list entry: its label is the number of its first line."""
    labels = [kid for kid in node.kids if isinstance(kid, Node) and kid.role == "Lbl"]
    number = " ".join(_text(label, words) for label in labels)
    body = tuple(kid for kid in node.kids if not (isinstance(kid, Node) and kid.role == "Lbl"))
    lines = list(_flow(body, words))
    if lines and not lines[0].number:
        yield ReturnedLine(fold(number), lines[0].text)
        yield from lines[1:]
    else:
        yield from _line(number, "")
        yield from lines


def _text(part: Node | Leaf, words: PageWords) -> str:
    if isinstance(part, Leaf):
        return words.marked.get(part.mark, "")
    return "".join(_text(kid, words) for kid in part.kids)


def _line(number: str, text: str) -> Iterator[ReturnedLine]:
    line = ReturnedLine(fold(number), fold(text))
    if line.number or line.text:
        yield line
