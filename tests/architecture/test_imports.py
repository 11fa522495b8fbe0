"""The import rules: the program keeps them, and each of them can be broken."""

import pytest

from tests.architecture.import_rules import broken_imports, circles, imports_of
from tests.architecture.source_files import a_module, all_modules


def test_program_keeps_every_import_rule() -> None:
    assert [fault for source in all_modules() for fault in broken_imports(source)] == []


def test_program_has_no_circles() -> None:
    assert circles(all_modules()) == []


def test_modules_of_the_program_are_all_looked_at() -> None:
    found = {source.module for source in all_modules()}
    assert {"sokdocs.core.selection.select", "sokdocs.loading.yaml_source", "sokdocs.cli.main", "sokdocs.wiring"} <= found


WRONG = [
    ("core.facts.sheet", "import os", "core may not import os"),
    ("core.facts.sheet", "import os.path", "core may not import os"),
    ("core.facts.sheet", "from pathlib import Path", "core may not import pathlib"),
    ("core.facts.sheet", "from ruamel.yaml import YAML", "core may not import ruamel"),
    ("core.facts.sheet", "import pydantic", "core may not import pydantic"),
    ("core.facts.sheet", "import importlib", "core may not import importlib"),
    ("core.facts.sheet", "def f():\n    import sqlite3", "core may not import sqlite3"),
    ("core.facts.sheet", "from sokdocs.loading.shapes import Shape", "core may not import loading"),
    ("core.facts.sheet", "from sokdocs.core.clauses.clause import Clause", "core/facts may not import core/clauses"),
    ("core.clauses.clause", "from sokdocs.core.selection.select import select", "core/clauses may not import core/selection"),
    ("core.selection.select", "from sokdocs.core.assembly.assemble import assemble", "core/selection may not import core/assembly"),
    ("core.clauses.clause", "from sokdocs.core.document.blocks import Document", "core/clauses may not import core/document/blocks"),
    ("core.selection.select", "from sokdocs.core.document.outline import outline", "core/selection may not import core/document/outline"),
    ("core.values.dates", "from sokdocs.core.facts.sheet import FactSheet", "core/values may not import core/facts"),
    ("core.problems", "from sokdocs.core.errors import InvalidError", "core/problems may not import core/errors"),
    ("core.document.blocks", "from sokdocs.core.clauses.clause import Clause", "core/document may not import core/clauses"),
    ("core.issuance.manifest", "from sokdocs.core.assembly.assemble import assemble", "core/issuance may not import core/assembly"),
    ("core.assembly.assemble", "from sokdocs.core.issuance.manifest import seal", "core/assembly may not import core/issuance"),
    ("core.facts.sheet", "if TYPE_CHECKING:\n    from sokdocs.core.clauses.clause import Clause", "core/facts may not import core/clauses"),
    ("core.facts.sheet", "from ..clauses.clause import Clause", "core/facts may not import core/clauses"),
    ("core.facts.sheet", "from ...loading import shapes", "core may not import loading"),
    ("core.facts.sheet", "MODULE = 'sokdocs.loading.shapes:shape'", "core may not import loading"),
    ("core.gossip.talk", "from sokdocs.core.problems import Place", "the room core/gossip has no place in the order"),
    ("loading.clause_files", "from sokdocs.rendering.word.renderer import DocxRenderer", "loading may not import rendering"),
    ("loading.clause_files", "from sokdocs.workflows.ports import Reader", "loading may not import workflows"),
    ("loading.clause_files", "from sokdocs.register.database import open_database", "loading may not import register"),
    ("rendering.word.renderer", "from sokdocs.loading.yaml_source import read_yaml", "rendering may not import loading"),
    ("rendering.word.renderer", "from sokdocs.register.database import open_database", "rendering may not import register"),
    ("register.issued", "from sokdocs.loading.yaml_source import read_yaml", "register may not import loading"),
    ("register.issued", "from sokdocs.packages.zip_members import read", "register may not import packages"),
    ("register.issued", "from sokdocs.workflows.ports import Register", "register may not import workflows"),
    ("packages.zip_members", "from sokdocs.loading.yaml_source import read_yaml", "packages may not import loading"),
    ("workflows.issuing", "from sokdocs.register.issued import IssuedDocuments", "workflows may not import register"),
    ("workflows.issuing", "from sokdocs.wiring import World", "workflows may not import wiring"),
    ("workflows.issuing", "import sqlalchemy", "workflows may not import sqlalchemy"),
    ("cli.documents", "from sokdocs.register.durable_files import write_durably", "cli may not import register"),
    ("cli.documents", "from sokdocs.loading.input_files import read_input", "cli may not import loading"),
    ("cli.documents", "from sokdocs.http.messages import answer", "cli may not import http"),
    ("http.cases", "from sokdocs.cli.output import show", "http may not import cli"),
    ("settings", "from sokdocs.wiring import World", "settings may not import wiring"),
    ("wiring", "from sokdocs.cli.main import main", "wiring may not import cli"),
    ("reports.monthly", "from sokdocs.core.problems import Place", 'the room "reports" has no rule'),
]


@pytest.mark.parametrize(("module", "text", "words"), WRONG)
def test_import_rule_is_seen_when_broken(module: str, text: str, words: str) -> None:
    faults = broken_imports(a_module(f"sokdocs.{module}", text))
    assert len(faults) == 1, faults
    assert words in faults[0]


RIGHT = [
    ("core.selection.select", "from sokdocs.core.clauses.clause import Clause"),
    ("core.clauses.clause", "from sokdocs.core.document.source import Source"),
    ("core.clauses.wording", "from markdown_it import MarkdownIt"),
    ("core.values.dates", "import holidays"),
    ("loading.word.document", "from sokdocs.packages.zip_members import read"),
    ("rendering.word.compiled_template", "from sokdocs.packages.word_package import check"),
    ("wiring", "def f():\n    from sokdocs.register.database import open_database"),
    ("cli.main", "COMMANDS = {'draft': 'sokdocs.cli.documents:draft_command'}"),
]


@pytest.mark.parametrize(("module", "text"), RIGHT)
def test_import_rule_lets_right_imports_pass(module: str, text: str) -> None:
    assert broken_imports(a_module(f"sokdocs.{module}", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "from sokdocs.core.facts.two import b",
        "from sokdocs.core.facts import two",
        "from . import two",
        "import sokdocs.core.facts.two",
        "def f():\n    from sokdocs.core.facts.two import b",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sokdocs.core.facts.two import b",
    ],
)
def test_circle_is_seen_wherever_it_hides(text: str) -> None:
    one = a_module("sokdocs.core.facts.one", text)
    two = a_module("sokdocs.core.facts.two", "from sokdocs.core.facts.three import c")
    three = a_module("sokdocs.core.facts.three", "from sokdocs.core.facts.one import a")
    assert circles([one, two, three]) == ["a circle: sokdocs.core.facts.one, sokdocs.core.facts.three, sokdocs.core.facts.two"]
    assert circles([two, three, a_module("sokdocs.core.facts.one", "")]) == []


def test_imports_of_a_function_are_counted_with_their_line() -> None:
    found = imports_of(a_module("sokdocs.cli.main", "import re\n\ndef f():\n    from sokdocs.core import errors\n"))
    assert [(each.line, each.target) for each in found] == [(1, "re"), (4, "sokdocs.core")]
