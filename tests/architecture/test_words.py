"""Words live in `clauses/`: no Norwegian stands in the program's own texts, as far as its letters show it."""

import ast
from collections.abc import Iterator, Mapping

import pytest

from tests.architecture.source_files import SourceFile, a_module, all_modules

LETTERS = frozenset("æøåÆØÅ")
# Texts that may hold these letters, by file and with the reason.
ALLOWED: Mapping[str, frozenset[str]] = {
    # letters that a file name is written without
    "src/sokdocs/core/issuance/file_names.py": frozenset("æøåÆØÅ"),
    # words by which the name of a buyer tells its kind; they are read, never written
    "src/sokdocs/core/facts/notice_buyer.py": frozenset({"universitet|høgskol|høyskol|høgskul"}),
    # codes of the Noark 5 standard, which are Norwegian words
    "src/sokdocs/core/casework/archive_folder.py": frozenset(
        {"Inngående dokument", "Utgående dokument", "Organinternt dokument uten oppfølging", "Journalført"}
    ),
}
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _norwegian(source: SourceFile) -> Iterator[ast.Constant]:
    docstrings = set(_docstrings(source.tree))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings and LETTERS & set(node.value):
            yield node


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, Documented) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def test_program_holds_no_norwegian_words() -> None:
    faults = [
        f"{source.path}:{node.lineno}: {node.value!r} belongs in clauses/phrases.yaml"
        for source in all_modules()
        for node in _norwegian(source)
        if node.value not in ALLOWED.get(source.path, frozenset())
    ]
    assert faults == []


def test_every_allowed_text_is_still_there() -> None:
    there = {source.path: {node.value for node in _norwegian(source)} for source in all_modules()}
    assert [path for path, texts in ALLOWED.items() if not texts <= there.get(path, set())] == []


DOC = '"""Språk."""\n'


@pytest.mark.parametrize(
    "text",
    [
        'X = "Å avklare"',
        "def f(x):\n    return f'Kunngjøringen {x}'",
        'X = {"søm": 1}',
        'def f():\n    "What comes out."\n    "får ikke stå her"',
        'class A:\n    x = "blå"',
    ],
)
def test_norwegian_text_is_seen(text: str) -> None:
    assert len(list(_norwegian(a_module("sokdocs.core.facts.sheet", DOC + text)))) == 1


@pytest.mark.parametrize("text", ['X = "a word"', "X = 1  # ærlig talt", 'def f():\n    "Gir bokmål."', 'class A:\n    "Språk."'])
def test_docstrings_and_comments_may_speak_of_norwegian(text: str) -> None:
    assert list(_norwegian(a_module("sokdocs.core.facts.sheet", DOC + text))) == []
