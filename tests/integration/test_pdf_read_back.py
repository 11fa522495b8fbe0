"""What is read out of a finished PDF is what the document says, and a change made inside the file is seen."""

import difflib
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject

from sokdocs.core.document.blocks import Document, Filled, Provision, Section, Text
from sokdocs.core.document.outline import outline
from sokdocs.loading.pdf.document import read_pdf
from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import HOSTILE, a_clause, a_document
from tests.integration.long_document import long_document
from tests.integration.pdf_edits import (
    Operations,
    edit_page,
    marked,
    page_with,
    renumbered,
    replaced,
    shown,
    structure_list,
    written,
)

Lines = list[tuple[str, str]]


def _expected(document: Document) -> Lines:
    return [(line.number, line.text) for line in outline(document)]


def _lines(data: bytes) -> Lines:
    return [(line.number, line.text) for line in read_pdf(data, name="answer.pdf").lines]


def _changes(before: Lines, after: Lines) -> list[tuple[str, Lines, Lines]]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [(kind, before[a:b], after[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def _strange() -> Document:
    """Words that are hard to set and to read back: breaks, long words, hyphens of all kinds, marks, other alphabets."""
    long_word = "menneskerettighetsorganisasjonsoppfølgingsforpliktelse"
    texts = (
        f"CPV-kode og HMS-tiltak, {long_word}, " * 9,
        "ett\nto\n\ntre  fire\u00a0fem",
        "soft\u00adhyphen, en\u2011hard, en\u2010vanlig, tanke\u2013strek \u2014 og -- to",
        "x\u0302 e\u0301 a\u030a \u00bd 2\u20443 \u02bc \u2019 \u2018a\u2019 fi ffi fl",
        "https://eksempel.example/en/veldig/lang/sti?x=1&y=2/" * 4,
        "Ελλάδα Москва Tiếng Việt Łódź Ðđ",
        "A" * 400,
    )
    clauses = tuple(
        a_clause(
            f"K-{at}",
            f"0.{at}",
            f"Tittel {at}\nog mer",
            Provision("(1)", (Text(text), Filled(text, "x"), Text("-slutt"))),
        )
        for at, text in enumerate(texts, start=1)
    )
    return replace(a_document(), title="Vilkår\nfor kjøp", sections=(Section("only", "0", "Innledning", clauses),))


DOCUMENTS = {
    "short": a_document(),
    "draft with a hole": a_document(with_hole=True),
    "hostile": replace(a_document(name=HOSTILE), title=HOSTILE, subtitle=f"{HOSTILE} {HOSTILE}"),
    "long": long_document(),
    "strange": _strange(),
    "without contents": replace(a_document(), has_contents=False, subtitle="", front=()),
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_pdf_read_back_gives_the_outline_of_its_document(pdf_renderer: PdfRenderer, document: Document) -> None:
    assert _lines(pdf_renderer.render(document, b"{}")) == _expected(document)


def test_pdf_read_back_gives_the_manifest_as_it_was(pdf_renderer: PdfRenderer) -> None:
    manifest = '{\r\n "navn": "Søn & <b>"}\n'.encode()
    assert read_pdf(pdf_renderer.render(a_document(), manifest), name="a.pdf").manifest == manifest


# --- changes inside the file

FIRST = ("a)", "svare på alle spørsmål")
SECOND = ("b)", "legge ved bevis")


def _run(operations: Operations, fonts: DictionaryObject, words: str) -> tuple[int, slice]:
    return next((number, where) for number, where in marked(operations) if shown(operations[where], fonts) == words)


def _edited(renderer: PdfRenderer, change: Callable[[Operations, DictionaryObject], Operations]) -> tuple[Lines, Lines]:
    data = renderer.render(a_document(), b"{}")
    return _lines(data), _lines(edit_page(data, page_with(data, FIRST[1]), change))


def test_pdf_paragraph_deleted_from_the_page_is_seen(pdf_renderer: PdfRenderer) -> None:
    def delete(operations: Operations, fonts: DictionaryObject) -> Operations:
        _, words = _run(operations, fonts, FIRST[1])
        return operations[: words.start] + operations[words.stop :]

    assert _changes(*_edited(pdf_renderer, delete)) == [("replace", [FIRST], [("a)", "")])]


def test_pdf_paragraphs_swapped_on_the_page_are_seen(pdf_renderer: PdfRenderer) -> None:
    def swap(operations: Operations, fonts: DictionaryObject) -> Operations:
        (one, first), (two, second) = _run(operations, fonts, FIRST[1]), _run(operations, fonts, SECOND[1])
        between = operations[first.stop : second.start]
        moved = [*renumbered(operations[second], one), *between, *renumbered(operations[first], two)]
        return operations[: first.start] + moved + operations[second.stop :]

    swapped = [("a)", SECOND[1]), ("b)", FIRST[1])]
    assert _changes(*_edited(pdf_renderer, swap)) == [("replace", [FIRST, SECOND], swapped)]


def test_pdf_paragraph_doubled_on_the_page_is_seen(pdf_renderer: PdfRenderer) -> None:
    def double(operations: Operations, fonts: DictionaryObject) -> Operations:
        _, first = _run(operations, fonts, FIRST[1])
        return operations[: first.stop] + renumbered(operations[first], 9999) + operations[first.stop :]

    assert _changes(*_edited(pdf_renderer, double)) == [("insert", [], [("", FIRST[1])])]


def test_pdf_digit_changed_on_the_page_is_seen(pdf_renderer: PdfRenderer) -> None:
    def change(operations: Operations, fonts: DictionaryObject) -> Operations:
        _, words = _run(operations, fonts, "6 uker")
        return [*operations[: words.start], *replaced(operations[words], fonts, "6", "1"), *operations[words.stop :]]

    ((kind, before, after),) = _changes(*_edited(pdf_renderer, change))
    assert kind == "replace"
    assert after == [(before[0][0], before[0][1].replace("6 uker", "1 uker"))]


def _delete(entries: ArrayObject) -> None:
    del entries[0]


def _swap(entries: ArrayObject) -> None:
    entries[0], entries[1] = entries[1], entries[0]


def _double(entries: ArrayObject) -> None:
    entries.insert(1, entries[0])


@pytest.mark.parametrize("change", [_delete, _swap, _double])
def test_pdf_entries_changed_in_the_structure_tree_are_seen(pdf_renderer: PdfRenderer, change: Callable[[ArrayObject], None]) -> None:
    data = pdf_renderer.render(a_document(), b"{}")
    writer = PdfWriter(clone_from=io.BytesIO(data))
    entries = structure_list(writer, "/L", 1)["/K"]
    assert isinstance(entries, ArrayObject)
    change(entries)
    assert _lines(written(writer)) != _lines(data)
    assert _lines(written(PdfWriter(clone_from=io.BytesIO(data)))) == _lines(data)  # saving alone changes nothing


def test_pdf_words_written_over_a_page_are_seen(pdf_renderer: PdfRenderer) -> None:
    def write(operations: Operations, fonts: DictionaryObject) -> Operations:
        _, first = _run(operations, fonts, FIRST[1])
        return operations + operations[first][1:-1]

    assert _changes(*_edited(pdf_renderer, write)) == [("insert", [], [("", FIRST[1])])]


@pytest.mark.parametrize("kind", ["digit", "paragraph"])
def test_pdf_of_an_altered_document_is_told_apart(pdf_renderer: PdfRenderer, kind: str) -> None:
    document = a_document()
    clause = document.sections[1].clauses[0]
    first = clause.blocks[0]
    assert isinstance(first, Provision)
    other = tuple(replace(part, text=part.text.replace("6", "8")) for part in first.inlines if isinstance(part, Text))
    blocks = (replace(first, inlines=other), *clause.blocks[1:]) if kind == "digit" else clause.blocks[1:]
    section = replace(document.sections[1], clauses=(replace(clause, blocks=blocks), *document.sections[1].clauses[1:]))
    altered = replace(document, sections=(document.sections[0], section, *document.sections[2:]))
    assert len(_changes(_expected(document), _lines(pdf_renderer.render(altered, b"{}")))) == 1


def test_pdf_page_content_is_read_by_number_not_by_place(pdf_renderer: PdfRenderer) -> None:
    def reverse(operations: Operations, fonts: DictionaryObject) -> Operations:
        runs = [operations[where] for _, where in marked(operations)]
        rest = [each for at, each in enumerate(operations) if not any(w.start <= at < w.stop for _, w in marked(operations))]
        return rest + [operation for run in reversed(runs) for operation in run]

    before, after = _edited(pdf_renderer, reverse)
    assert before == after
