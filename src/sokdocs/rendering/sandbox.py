"""The room in which templates run: they can show what they are given, and do nothing else.

A template may name values, loop over them, choose between them and use a few filters. Everything else is refused when
the template is compiled, before the compiler can compute anything: calls, arithmetic, other files, macros.
What is shown is always escaped, and a value that is missing is an error.
"""

from collections.abc import Callable
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem, did_you_mean

FILTER_NAMES = ("escape", "first", "join", "last", "lower", "trim", "upper")
REFUSED_OPERATORS = frozenset({"**", "*", "%", "//", "/", "+", "-"})
DEEPEST_LOOP = 3
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Dict,
    nodes.Pair,
    nodes.Filter,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
GIVEN = (nodes.Name, nodes.Getattr, nodes.Getitem)  # what stands for a value that was handed in


class SandboxEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, narrowed: an allow-list of language elements, no globals, no tests, seven filters."""

    intercepted_binops = REFUSED_OPERATORS

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_shown, cache_size=0)
        self.globals.clear()
        self.tests.clear()
        self.filters = {name: FILTERS[name] for name in FILTER_NAMES}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
            _check(tree, loops=0)
        except RecursionError:
            raise TemplateSyntaxError("the template is nested too deeply", 1, name, filename) from None
        return tree

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> NoReturn:
        raise SecurityError("a template calls nothing")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> NoReturn:
        raise SecurityError(f"{operator} is not for templates")


def sandbox_environment() -> SandboxEnvironment:
    """A fresh environment for templates; a template that uses more than is allowed raises `TemplateSyntaxError` when compiled."""
    return SandboxEnvironment()


def compile_template(source: str, *, name: str) -> Template:
    """The template, compiled; `InvalidError`, naming the file and the line, where it uses what templates may not."""
    try:
        return sandbox_environment().from_string(source)
    except TemplateSyntaxError as error:
        place = Place(name, error.lineno)
        message = f"the template cannot be used: {error.message}"
    except (TemplateError, RecursionError, ValueError) as error:  # ValueError: a number too long to read
        place = Place(name)
        message = f"the template cannot be used: {error}"
    raise InvalidError(f"{place}: {message}", [Problem(place, message, "templates/README.md lists what a template may do")])


def _shown(value: Any) -> Any:
    """What may be printed: anything but nothing, which would vanish without a word."""
    if value is None:
        raise SecurityError("a value that is None cannot be shown")
    return value


def _check(node: nodes.Node, *, loops: int) -> None:
    """Nothing, if this part of a template and all below it are allowed."""
    if not isinstance(node, ALLOWED):
        raise _refused(node, f"{type(node).__name__.lower()} is not for templates")
    special = SPECIAL.get(type(node))
    if special:
        special(node)
    inside = loops + isinstance(node, nodes.For)
    if inside > DEEPEST_LOOP:
        raise _refused(node, f"loops stand at most {DEEPEST_LOOP} deep")
    for child in node.iter_child_nodes():
        _check(child, loops=inside)


def _check_filter(node: nodes.Filter) -> None:
    if node.name not in FILTER_NAMES:
        raise _refused(
            node,
            f"unknown filter {node.name}; " + did_you_mean(node.name, FILTER_NAMES, "allowed are " + ", ".join(FILTER_NAMES)),
        )
    if node.kwargs or node.dyn_args or node.dyn_kwargs or any(not isinstance(each, nodes.Const) for each in node.args):
        raise _refused(node, f"the filter {node.name} takes fixed words only")


def _check_loop(node: nodes.For) -> None:
    if node.recursive or not isinstance(node.iter, GIVEN):
        raise _refused(node, "a loop goes over a list that was handed in")


def _check_assignment(node: nodes.Assign) -> None:
    if not isinstance(node.target, nodes.Name) or node.find(nodes.Filter):
        raise _refused(node, "set gives one name to one value that was handed in")


def _check_words(node: nodes.Dict) -> None:
    if node.find(nodes.Name) or node.find(nodes.Filter):
        raise _refused(node, "a table of words holds fixed words only")


SPECIAL: dict[type[nodes.Node], Callable[[Any], None]] = {
    nodes.Filter: _check_filter,
    nodes.For: _check_loop,
    nodes.Assign: _check_assignment,
    nodes.Dict: _check_words,
}


def _refused(node: nodes.Node, why: str) -> TemplateSyntaxError:
    return TemplateSyntaxError(why, node.lineno or 1)
