"""The sandbox for templates: values are shown literally, and everything beyond showing is refused before it can run."""

import time

import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from sokdocs.core.errors import InvalidError
from sokdocs.rendering.sandbox import compile_template, sandbox_environment
from tests.builders import HOSTILE


def shown(source: str, **words: object) -> str:
    return compile_template(source, name="t.docx").render(words)


def test_sandbox_shows_data_literally() -> None:
    assert shown("{{ x }}", x=HOSTILE) == HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("{{ x.name }}", "A&amp;B"),
        ('{{ x["name"] | lower }}', "a&amp;b"),
        ("{% for each in rows if each %}{{ each }};{% endfor %}", "a;b;"),
        ('{{ rows | join(" & ") }}', "a &amp;  &amp; b"),
        ("{% if x.none %}1{% elif rows and not x.none %}2{% endif %}", "2"),
        ('{% set words = {"nb": {"page": "Side"}}["nb"] %}{{ words.page }}', "Side"),
        ("{{ 'a' if rows == rows else 'b' }}", "a"),
    ],
)
def test_sandbox_allows_what_a_template_needs(source: str, result: str) -> None:
    assert shown(source, x={"name": "A&B", "none": ""}, rows=["a", "", "b"]) == result


REFUSED = [
    "{{ 9 ** (9 ** 9) }}",
    "{{ 'a' * 10 ** 9 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ x + x }}",
    "{{ x ~ x }}",
    "{{ -x }}",
    "{{ 7 // 2 }}",
    "{{ x.upper() }}",
    "{{ range(9) }}",
    "{{ x | safe }}",
    "{{ x | attr('a') }}",
    "{{ x | join(x) }}",
    "{{ x is defined }}",
    "{{ x[1:] }}",
    "{{ [x, x] }}",
    "{% set x = x | upper %}",
    "{% set x = {'a': x} %}",
    "{% for a in 'abc' %}{% endfor %}",
    "{% for a in x recursive %}{% endfor %}",
    "{% for a in x %}{% for b in x %}{% for c in x %}{% for d in x %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "{% include 'a' %}",
    "{% import 'a' as a %}",
    "{% from 'a' import b %}",
    "{% extends 'a' %}",
    "{% block a %}{% endblock %}",
    "{% macro a() %}{% endmacro %}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}{% endfilter %}",
    "{% autoescape false %}{{ x }}{% endautoescape %}",
    "{% with a = x %}{% endwith %}",
    "{{ " + "(" * 3000 + "x" + ")" * 3000 + " }}",
    "{{ " + "9" * 5000 + " }}",
    "{% if x %}",
    "{{ x",
]


@pytest.mark.parametrize("source", REFUSED, ids=lambda source: source[:40])
def test_sandbox_refuses_at_compile_and_at_once(source: str) -> None:
    started = time.perf_counter()
    with pytest.raises(InvalidError, match=r"^t\.docx(:1)?: the template cannot be used: "):
        compile_template(source, name="t.docx")
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("source", ["{{ nope }}", "{{ x.nope }}", "{% if nope %}{% endif %}", "{% for a in nope %}{% endfor %}"])
def test_sandbox_takes_a_missing_value_for_an_error(source: str) -> None:
    with pytest.raises(UndefinedError, match="nope"):
        shown(source, x={})


@pytest.mark.parametrize("source", ["{{ x.__class__ }}", "{{ x['__class__'] }}", "{{ x.__class__.__mro__ }}"])
def test_sandbox_keeps_a_template_from_the_inside_of_values(source: str) -> None:
    with pytest.raises(SecurityError):
        shown(source, x="a")


def test_sandbox_never_prints_none() -> None:
    with pytest.raises(SecurityError, match="None"):
        shown("{{ x }}", x=None)


def test_sandbox_refuses_operators_also_where_the_check_of_the_language_is_passed_by() -> None:
    environment = sandbox_environment()
    assert {"**", "*", "%"} <= environment.intercepted_binops
    with pytest.raises(SecurityError):
        environment.call_binop(None, "*", "a", 10**9)  # type: ignore[arg-type]
    with pytest.raises(SecurityError):
        environment.call(None, str.upper, "a")  # type: ignore[arg-type]
    assert not environment.globals and not environment.tests
