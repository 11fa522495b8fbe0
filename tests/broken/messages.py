"""Which messages a module can give, and which of them were given in a run.

A message is a place in the source where a fault is made: a call of `Problem` or of one of its makers,
or a returned pair of message and hint.
"""

import ast
import sys
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, TypeVar

from sokdocs.core.clauses.wording import WordingFault
from sokdocs.core.problems import Problem
from sokdocs.loading import yaml_source

MAKERS = frozenset({"Problem", "problem", "WordingFault", "_Refused", "_invalid"})
Span = tuple[str, int, int]
T = TypeVar("T")


def messages_of(module: ModuleType) -> frozenset[Span]:
    """Where the module makes faults: file, line and column."""
    file = str(module.__file__)
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return frozenset(span for node in ast.walk(tree) for span in _spans(node, file))


def _spans(node: ast.AST, file: str) -> Iterator[Span]:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in MAKERS:
            yield file, node.lineno, node.col_offset
        case ast.Return(value=ast.expr() as value) if _is_pair(value):
            yield file, node.lineno, -1


def _is_pair(value: ast.expr) -> bool:
    inner = value.elts[0] if isinstance(value, ast.List) and len(value.elts) == 1 else value
    return isinstance(inner, ast.Tuple) and len(inner.elts) == 2 and isinstance(inner.elts[0], ast.JoinedStr | ast.Constant)


@dataclass(slots=True)
class Listener:
    """Notes every fault that is made while it listens, by the place in the source that made it."""

    files: frozenset[str]
    heard: set[Span] = field(default_factory=set)

    def listen(self, run: Callable[[], T]) -> T:
        """What comes out of something, noting the faults made in it; another listener (a debugger, coverage) is put back afterwards."""
        before = sys.gettrace()
        sys.settrace(self._called)
        try:
            return run()
        finally:
            sys.settrace(before)

    def _called(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if frame.f_code in MAKER_CODES and frame.f_back is not None:
            self._note(frame.f_back)
        if frame.f_code.co_filename not in self.files:
            return None
        frame.f_trace_lines = False
        return self._within

    def _note(self, caller: FrameType) -> None:
        positions = list(caller.f_code.co_positions())
        line, _end, column, _end_column = positions[caller.f_lasti // 2]
        self.heard.add((caller.f_code.co_filename, line or 0, column or 0))

    def _within(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "return" and argument is not None:
            self.heard.add((frame.f_code.co_filename, frame.f_lineno, -1))
        return self._within


def _code(function: object) -> CodeType:
    code = getattr(function, "__code__", None)
    assert isinstance(code, CodeType)
    return code


MAKER_CODES = frozenset(
    _code(each) for each in (Problem.__init__, WordingFault.__init__, yaml_source._Refused.__init__, yaml_source._invalid)
)


def not_heard(modules: Sequence[ModuleType], heard: AbstractSet[Span]) -> list[str]:
    """Every message of the modules that was never given, as `file:line`."""
    wanted = {span for module in modules for span in messages_of(module)}
    return sorted(f"{Path(file).name}:{line}" for file, line, _column in wanted - heard)
