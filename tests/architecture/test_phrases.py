"""The list of phrases a library must have holds every phrase the program says, and nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sokdocs.core.selection.phrase_names import phrase_names
from sokdocs.loading.norm_files import read_phrases
from tests.architecture.source_files import SourceFile, a_module, all_modules

PHRASES = Path(__file__).parents[2] / "clauses" / "phrases.yaml"
SAYERS = frozenset({"say", "saying"})


def _said(source: SourceFile) -> Iterator[ast.expr]:
    """What the program asks to be said: the first argument of each call."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]) if name in SAYERS:
                yield from [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]


def _unlisted(source: SourceFile, listed: frozenset[str]) -> Iterator[str]:
    for said in _said(source):
        match said:
            case ast.Constant(value=str(name)) if name not in listed:
                yield name
            case ast.JoinedStr(values=[ast.Constant(value=str(begin)), *_]) if not any(each.startswith(begin) for each in listed):
                yield f"{begin}…"


def test_every_phrase_the_program_says_is_listed() -> None:
    assert [f"{source.path}: {name}" for source in all_modules() for name in _unlisted(source, phrase_names())] == []


def test_shipped_phrases_are_those_that_are_listed() -> None:
    assert set(read_phrases(PHRASES.read_bytes(), "phrases.yaml").words) == phrase_names()


@pytest.mark.parametrize(
    "call", ['phrases.say("nothing", language)', 'saying("nothing")', 'say(f"nothing_{x}", y)', 'say("yes" if x else "nothing")']
)
def test_phrase_that_is_not_listed_is_seen(call: str) -> None:
    assert [each.rstrip("…_") for each in _unlisted(a_module("sokdocs.core.facts.sheet", call), phrase_names())] == ["nothing"]
