"""The program's own source files, parsed once, as the rules of the house look at them."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One module: its dotted name, where it lies, its text and its tree."""

    module: str
    path: str
    text: str
    tree: ast.Module

    @property
    def rooms(self) -> tuple[str, ...]:
        """The steps of the dotted name below `sokdocs`."""
        return tuple(self.module.split(".")[1:])


def a_module(module: str, text: str) -> SourceFile:
    """A module made of a text, for proving that a rule can be broken."""
    return SourceFile(module, f"{module.replace('.', '/')}.py", text, ast.parse(text))


@cache
def all_modules() -> tuple[SourceFile, ...]:
    """Every module of the program, by name; read and parsed once, since no rule changes a tree."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        found.append(SourceFile(module, str(path.relative_to(ROOT)), text, ast.parse(text)))
    return tuple(found)
