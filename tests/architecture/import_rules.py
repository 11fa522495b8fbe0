"""Who may import whom: the rules of the house, held against parsed source.

Every import counts: at the top, inside a function, under `TYPE_CHECKING`, and by name in a string.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.architecture.source_files import SourceFile

PROGRAM = "sokdocs"
NAMED_MODULE = re.compile(r"sokdocs(?:\.\w+)+(?::\w+)?")

PURE = frozenset(
    [
        "__future__",
        "bisect",
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "string",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
    ]
)
LIBRARIES_OF_THE_FIELD = frozenset({"markdown_it", "holidays", "stdnum", "babel"})

# Downward only. `document` knows nothing of clauses, and of `document` a clause knows no more than its own source.
# Assembly and issuance don't know each other.
BELOW_VALUES = frozenset({"errors", "problems"})
BELOW_FACTS = BELOW_VALUES | {"values"}
BELOW_CLAUSES = BELOW_FACTS | {"facts", "document.source"}
BELOW_SELECTION = BELOW_FACTS | {"facts", "clauses"}
ABOVE_ALL = BELOW_SELECTION | {"selection", "document", "questions"}
CORE: Mapping[str, frozenset[str]] = {
    "problems": frozenset(),
    "errors": frozenset({"problems"}),
    "values": BELOW_VALUES,
    "document": BELOW_VALUES | {"values"},
    "facts": BELOW_FACTS,
    "questions": BELOW_FACTS,
    "clauses": BELOW_CLAUSES | {"questions"},
    "selection": BELOW_SELECTION,
    "assembly": ABOVE_ALL,
    "issuance": ABOVE_ALL,
    "audit": BELOW_FACTS | {"facts", "casework", "issuance"},
    "casework": BELOW_FACTS | {"facts", "clauses", "document"},
    "self_report": BELOW_FACTS | {"facts", "questions", "clauses", "document"},
}

RIM = frozenset({"loading", "rendering", "register", "jobs"})
ROOMS: Mapping[str, frozenset[str]] = {
    "core": frozenset(),
    "packages": frozenset({"core"}),
    "loading": frozenset({"core", "packages"}),
    "rendering": frozenset({"core", "packages"}),
    "register": frozenset({"core"}),
    "jobs": frozenset({"core"}),
    # the child process that reads uploads: it names the readers, and the parent of it is opened by wiring
    "sandbox": frozenset({"core", "loading"}),
    "workflows": frozenset({"core"}),
    "settings": frozenset({"core"}),
    "wiring": RIM | {"core", "packages", "sandbox", "workflows", "settings"},
    "cli": frozenset({"core", "workflows", "wiring", "settings"}),
    "http": frozenset({"core", "workflows"}),
    "web": frozenset({"core", "workflows"}),
    "server": frozenset({"core", "workflows", "wiring", "settings", "http", "web"}),
}


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the line it stands on, and the dotted name."""

    line: int
    target: str


def imports_of(source: SourceFile, modules: frozenset[str] = frozenset()) -> tuple[Import, ...]:
    """Every import of a module; a name that is itself one of `modules` counts as that module."""
    return tuple(each for node in ast.walk(source.tree) for each in _of_node(node, source, modules))


def _of_node(node: ast.AST, source: SourceFile, modules: frozenset[str]) -> Iterator[Import]:
    match node:
        case ast.Import():
            yield from (Import(node.lineno, alias.name) for alias in node.names)
        case ast.ImportFrom():
            base = _absolute(node, source)
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield Import(node.lineno, full if full in modules else base)
        case ast.Constant(value=str(text)) if NAMED_MODULE.fullmatch(text):
            yield Import(node.lineno, text.split(":")[0])


def _absolute(node: ast.ImportFrom, source: SourceFile) -> str:
    if not node.level:
        return node.module or ""
    parts = source.module.split(".")
    above = parts if source.path.endswith("__init__.py") else parts[:-1]
    kept = above[: len(above) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])


def broken_imports(source: SourceFile) -> list[str]:
    """One sentence for each import that breaks a rule."""
    if not source.rooms:
        return [f"{source.path}:{each.line}: the package itself imports nothing" for each in imports_of(source)]
    return [f"{source.path}:{each.line}: {fault}" for each in imports_of(source) if (fault := _fault(source.rooms, each.target))]


def _fault(rooms: Sequence[str], target: str) -> str:
    steps = target.split(".")
    if steps[0] == PROGRAM:
        return _own(rooms, steps[1:])
    return _foreign(rooms, steps[0])


def _own(rooms: Sequence[str], target: Sequence[str]) -> str:
    here, there = rooms[0], target[0] if target else ""
    if here not in ROOMS:
        return f'the room "{here}" has no rule; give it one'
    if here != there and there not in ROOMS[here]:
        return f"{here} may not import {there or PROGRAM}"
    if here == there == "core":
        return _inside_core(rooms[1], target[1:])
    return ""


def _inside_core(here: str, target: Sequence[str]) -> str:
    if here not in CORE:
        return f"the room core/{here} has no place in the order; give it one"
    there = target[0] if target else ""
    if here == there or there in CORE[here] or ".".join(target) in CORE[here]:
        return ""
    return f"core/{here} may not import core/{'/'.join(target)}"


def _foreign(rooms: Sequence[str], library: str) -> str:
    if rooms[0] == "core" and library not in PURE | LIBRARIES_OF_THE_FIELD:
        return f"core may not import {library}"
    if rooms[0] == "workflows" and library not in sys.stdlib_module_names:
        return f"workflows may not import {library}"
    return ""


def circles(sources: Sequence[SourceFile]) -> list[str]:
    """Every group of modules that need each other, as one sentence each."""
    modules = frozenset(each.module for each in sources)
    graph = {each.module: {found.target for found in imports_of(each, modules)} & modules - {each.module} for each in sources}
    reach = {name: _reachable(name, graph) for name in graph}
    groups = {tuple(sorted(other for other in reach[name] if name in reach[other])) for name in graph if name in reach[name]}
    return [f"a circle: {', '.join(group)}" for group in sorted(groups)]


def _reachable(start: str, graph: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(graph[name])
    return frozenset(found)
