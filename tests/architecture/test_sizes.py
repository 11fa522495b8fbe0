"""How large things may be, what they may be called, and that they say what they are for."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source_files import SourceFile, a_module, all_modules

MAX_FILE = 400
MAX_FUNCTION = 40
NO_SUBJECT = frozenset({"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "tools"})
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _too_long(source: SourceFile) -> Iterator[str]:
    lines = len(source.text.splitlines())
    if lines > MAX_FILE:
        yield f"{source.path}: {lines} lines, at most {MAX_FILE}"
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION:
                yield f"{source.path}:{node.lineno}: {node.name} has {length} lines, at most {MAX_FUNCTION}"


def _without_subject(source: SourceFile) -> Iterator[str]:
    for room in source.rooms:
        if set(room.split("_")) & NO_SUBJECT:
            yield f"{source.path}: {room} says nothing of the subject"


def _silent(source: SourceFile) -> Iterator[str]:
    if source.tree.body and ast.get_docstring(source.tree) is None:
        yield f"{source.path}: does not say what it is for"
    yield from _silent_in(source.tree, source)


def _silent_in(node: ast.Module | ast.ClassDef, source: SourceFile) -> Iterator[str]:
    for child in node.body:
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_"):
            if ast.get_docstring(child) is None and not _is_from_above(node):
                yield f"{source.path}:{child.lineno}: {child.name} does not say what comes out"
            if isinstance(child, ast.ClassDef):
                yield from _silent_in(child, source)


def _is_from_above(node: ast.Module | ast.ClassDef) -> bool:
    """Whether methods of a class that builds on a library's may be described there."""
    return isinstance(node, ast.ClassDef) and any(not isinstance(base, ast.Name) or base.id != "Protocol" for base in node.bases)


def _package_code(source: SourceFile) -> Iterator[str]:
    if source.path.endswith("__init__.py"):
        for node in source.tree.body:
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            is_list = isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == ["__all__"]
            if not (is_text or is_list or isinstance(node, ast.Import | ast.ImportFrom)):
                yield f"{source.path}:{node.lineno}: code in a package's __init__"


RULES = {"size": _too_long, "names": _without_subject, "docstrings": _silent, "packages": _package_code}


@pytest.mark.parametrize("rule", RULES)
def test_program_keeps_the_rule_of(rule: str) -> None:
    assert [fault for source in all_modules() for fault in RULES[rule](source)] == []


DOC = '"""What it is for."""\n'
WRONG = [
    ("size", "sokdocs.core.facts.sheet", "\n" * 401, "401 lines"),
    ("size", "sokdocs.core.facts.sheet", "def f():\n" + "    x = 1\n" * 40, "f has 41 lines"),
    ("size", "sokdocs.core.facts.sheet", "class A:\n    async def f(self):\n" + "        x = 1\n" * 40, "f has 41 lines"),
    ("names", "sokdocs.core.utils", DOC, "utils says nothing"),
    ("names", "sokdocs.core.helpers.dates", DOC, "helpers says nothing"),
    ("names", "sokdocs.register.case_manager", DOC, "case_manager says nothing"),
    ("docstrings", "sokdocs.core.facts.sheet", "X = 1\n", "does not say what it is for"),
    ("docstrings", "sokdocs.core.facts.sheet", DOC + "def read():\n    return 1\n", "read does not say"),
    ("docstrings", "sokdocs.core.facts.sheet", DOC + "class Sheet:\n    x = 1\n", "Sheet does not say"),
    (
        "docstrings",
        "sokdocs.core.facts.sheet",
        DOC + "class Sheet:\n    'A sheet.'\n    def read(self):\n        return 1\n",
        "read does not say",
    ),
    (
        "docstrings",
        "sokdocs.workflows.ports",
        DOC + "class Clock(Protocol):\n    'A clock.'\n    def now(self):\n        ...\n",
        "now does not say",
    ),
]


@pytest.mark.parametrize(("rule", "module", "text", "words"), WRONG)
def test_rule_is_seen_when_broken(rule: str, module: str, text: str, words: str) -> None:
    faults = list(RULES[rule](a_module(module, text)))
    assert len(faults) == 1, faults
    assert words in faults[0]


def test_rule_of_packages_is_seen_when_broken() -> None:
    text = "from sokdocs.core.problems import Place\n__all__ = ['Place']\nPLACES = {}\n"
    package = SourceFile("sokdocs.core", "src/sokdocs/core/__init__.py", text, ast.parse(text))
    assert list(_package_code(package)) == ["src/sokdocs/core/__init__.py:3: code in a package's __init__"]


@pytest.mark.parametrize("rule", RULES)
def test_rule_lets_a_good_module_pass(rule: str) -> None:
    text = DOC + "def read():\n    'What comes out.'\n" + "    x = 1\n" * 38 + "\ndef _inner():\n    return 1\n"
    assert list(RULES[rule](a_module("sokdocs.core.facts.sheet", text))) == []
