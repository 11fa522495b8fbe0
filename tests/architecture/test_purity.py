"""The core opens nothing, asks no clock, logs nothing; and only the outermost door catches everything."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source_files import SourceFile, a_module, all_modules

WORLD_CALLS = frozenset({"open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint"})
WORLD_NAMES = frozenset({"Path", "PurePath", "getLogger"})
WORLD_MODULES = frozenset(
    {"os", "sys", "io", "time", "logging", "random", "uuid", "secrets", "socket", "subprocess", "locale", "shutil", "tempfile"}
)
CLOCKS = frozenset({"now", "utcnow", "today"})
DOORS = frozenset({"sokdocs.cli.output", "sokdocs.http.door"})


def _worldly(source: SourceFile) -> Iterator[str]:
    if source.rooms[:1] != ("core",):
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id=name) if name in WORLD_NAMES:
                yield f"{source.path}:{node.lineno}: the core may not know {name}"
            case ast.Attribute(value=ast.Name(id=name)) if name in WORLD_MODULES:
                yield f"{source.path}:{node.lineno}: the core may not know {name}"
            case ast.Call(func=ast.Name(id=name)) if name in WORLD_CALLS:
                yield f"{source.path}:{node.lineno}: the core may not call {name}()"
            case ast.Attribute(attr=name) if name in CLOCKS:
                yield f"{source.path}:{node.lineno}: the core may not ask the time (.{name})"
            case ast.Attribute(attr="fromtimestamp" | "astimezone") if not _has_zone(node, source.tree):
                yield f"{source.path}:{node.lineno}: the core may not ask the machine's time zone"
            case ast.Global():
                yield f"{source.path}:{node.lineno}: the core may not keep state"


def _has_zone(node: ast.Attribute, tree: ast.Module) -> bool:
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and each.func is node]
    wanted = 2 if node.attr == "fromtimestamp" else 1
    return bool(calls) and len(calls[0].args) + len(calls[0].keywords) >= wanted


def _catches_all(source: SourceFile) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            names = {each.id for each in ast.walk(node.type) if isinstance(each, ast.Name)} if node.type else {"BaseException"}
            if names & {"Exception", "BaseException"} and source.module not in DOORS:
                yield f"{source.path}:{node.lineno}: catches everything"


def test_core_opens_nothing_asks_no_clock_and_logs_nothing() -> None:
    assert [fault for source in all_modules() for fault in _worldly(source)] == []


def test_program_catches_everything_only_at_the_door() -> None:
    assert [fault for source in all_modules() for fault in _catches_all(source)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = open('a')", "open()"),
        ("print('a')", "print()"),
        ("x = Path('a')", "Path"),
        ("x = os.environ", "os"),
        ("x = time.monotonic()", "time"),
        ("logging.info('a')", "logging"),
        ("x = datetime.now()", ".now"),
        ("x = date.today()", ".today"),
        ("x = datetime.datetime.utcnow()", ".utcnow"),
        ("clock = date.today", ".today"),
        ("x = datetime.fromtimestamp(0)", "time zone"),
        ("x = moment.astimezone()", "time zone"),
        ("x = random.random()", "random"),
        ("def f():\n    global x\n    x = 1", "state"),
    ],
)
def test_worldly_core_is_seen(text: str, words: str) -> None:
    faults = list(_worldly(a_module("sokdocs.core.facts.sheet", text)))
    assert len(faults) == 1, faults
    assert words in faults[0]


@pytest.mark.parametrize(
    "text", ["today = 1\nx = today", "x = moment.astimezone(UTC)", "x = datetime.fromtimestamp(0, UTC)", "place = source.place()"]
)
def test_pure_core_passes(text: str) -> None:
    assert list(_worldly(a_module("sokdocs.core.facts.sheet", text))) == []


def test_rim_may_open_files() -> None:
    assert list(_worldly(a_module("sokdocs.loading.input_files", "x = open('a')"))) == []


@pytest.mark.parametrize("handler", ["except Exception:", "except:", "except (ValueError, Exception) as error:", "except BaseException:"])
def test_catching_everything_is_seen_outside_the_door(handler: str) -> None:
    text = f"try:\n    x = 1\n{handler}\n    pass\n"
    assert len(list(_catches_all(a_module("sokdocs.register.issued", text)))) == 1
    assert list(_catches_all(a_module("sokdocs.cli.output", text))) == []
