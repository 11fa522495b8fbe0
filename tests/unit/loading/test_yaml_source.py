"""Strict YAML: what is read, what is refused, and on which line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Problem
from sokdocs.loading.yaml_source import MAX_BYTES, read_yaml


def _value(text: str) -> object:
    return read_yaml(text.encode("utf-8", "surrogatepass"), "f.yaml").value


def _refusal(data: str | bytes) -> Problem:
    with pytest.raises(InvalidError) as error:
        read_yaml(data if isinstance(data, bytes) else data.encode(), "f.yaml")
    assert len(error.value.problems) == 1
    return error.value.problems[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b", "b"),
        ("a: 5", 5),
        ("a: -5", -5),
        ("a: 1_000", 1000),
        ("a: true", True),
        ("a: False", False),
        ("a: ~", None),
        ("a:", None),
        ("a: 2026-03-01", date(2026, 3, 1)),
        ("a: '2026-03-01'", "2026-03-01"),
        ("a: '5'", "5"),
        ("a: 'no'", "no"),
        ('a: "NO"', "NO"),
        ("a: N", "N"),
        ("a: y", "y"),
        ("a: Norge", "Norge"),
        ("a: 1:30", "1:30"),
        ("a: 18110000-3", "18110000-3"),
        ("a: 2026/01234", "2026/01234"),
        ("a: '1.5'", "1.5"),
        ("a: |\n  x\n  y\n", "x\ny\n"),
    ],
)
def test_yaml_reads_a_scalar_as_what_it_is(text: str, value: object) -> None:
    assert _value(text) == {"a": value}
    assert type(_value(text)["a"]) is type(value)  # type: ignore[index]


@pytest.mark.parametrize("word", ["no", "NO", "No", "yes", "Yes", "on", "off", "OFF"])
def test_yaml_refuses_words_that_yaml_1_1_reads_as_truth(word: str) -> None:
    problem = _refusal(f"ok: 1\na: {word}")
    assert "read differently by different programs" in problem.message
    assert f'quote it if it is a word: "{word}"' in problem.hint
    assert _refusal(f"ok: 1\na: {word}").place.line == 2


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "2025-02-29", "0000-01-01"])
def test_yaml_gives_a_day_that_does_not_exist_as_text(day: str) -> None:
    assert _value(f"a: {day}") == {"a": day}


@pytest.mark.parametrize("number", ["1.5", "1e3", "-0.1", ".5", ".inf", ".nan", "15000000.00"])
def test_yaml_refuses_decimal_numbers(number: str) -> None:
    assert "decimal number" in _refusal(f"a: {number}").message


@pytest.mark.parametrize("number", ["0x1F", "0o17", "0b1", "1234567890123456789", "-_"])
def test_yaml_refuses_numbers_that_are_not_plain(number: str) -> None:
    assert "no plain whole number" in _refusal(f"a: {number}").message


@pytest.mark.parametrize(
    "tagged", ["!x 1", "!x [1]", "!x {b: 1}", "!!python/object:os.system x", "!!set {b}", "!!omap [b: 1]", "!!binary aGk="]
)
def test_yaml_refuses_tags(tagged: str) -> None:
    assert _refusal(f"a: {tagged}").message.startswith("a tag")


@pytest.mark.parametrize("tagged", ["!!bool yes", "!!bool true", "!!str 5", "!!int '5'", "!!null x", "!!map {b: 1}", "!!seq [1]"])
def test_yaml_refuses_tags_of_its_own_kinds(tagged: str) -> None:
    assert _refusal(f"a: {tagged}").message.startswith("a tag")


@pytest.mark.parametrize("line", ["%YAML 1.1", "%YAML 1.3", "%TAG ! tag:eksempel.example,2026:"])
def test_yaml_refuses_directives(line: str) -> None:
    problem = _refusal(f"{line}\n---\na: yes\n")
    assert problem.message == "a directive (a line with %) stands here"


def test_yaml_1_2_may_be_named() -> None:
    assert _value("%YAML 1.2\n---\na: y\n") == {"a": "y"}


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x", "a: &x [1]\nb: *x", "a: &x [*x]", "a: &x {b: 1}\nc:\n  - *x"])
def test_yaml_refuses_aliases(text: str) -> None:
    assert "an alias" in _refusal(text).message


@pytest.mark.parametrize("text", ["&k a: *k", "a: &x b\n*x : 2"])
def test_yaml_refuses_aliases_of_keys(text: str) -> None:
    assert "an alias" in _refusal(text).message


def test_yaml_refuses_an_alias_bomb_at_the_first_alias() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    assert "an alias" in _refusal("\n".join(lines)).message


def test_yaml_alias_is_told_where_it_stands() -> None:
    assert _refusal("a: &x 1\nb: 2\nc: *x").place.line == 3


@pytest.mark.parametrize(("text", "line"), [("a: 1\nb: 2\na: 3", 3), ("x:\n  a: 1\n  a: 1", 3), ("{a: 1, a: 2}", 1), ("a: 1\n'a': 2", 2)])
def test_yaml_refuses_a_key_that_stands_twice(text: str, line: int) -> None:
    problem = _refusal(text)
    assert (problem.message, problem.place.line) == ('the key "a" stands twice', line)


def test_yaml_refuses_depth_over_20() -> None:
    assert _value("[" * 20 + "]" * 20) is not None
    assert "nested deeper than 20" in _refusal("[" * 22 + "]" * 22).message


@pytest.mark.parametrize("text", ["[" * 400, "{a: " * 400, "- " * 5000])
def test_yaml_refuses_bottomless_nesting_without_falling(text: str) -> None:
    assert _refusal(text).message == "nested deeper than 20"


def test_yaml_refuses_keys_that_are_keys_of_keys() -> None:
    assert _refusal("? " * 5000).message == "a key must be a word"


def test_yaml_refuses_more_than_a_megabyte_unread() -> None:
    assert f"{MAX_BYTES + 1} bytes" in _refusal(b"[" * (MAX_BYTES + 1)).message


@pytest.mark.parametrize(
    ("data", "line"), [(b"a: \xe6", 1), (b"a: 1\nb: \xff\n", 2), ("a: æ".encode("latin-1"), 1), ("a: 1".encode("utf-16"), 1)]
)
def test_yaml_refuses_what_is_not_utf_8(data: bytes, line: int) -> None:
    problem = _refusal(data)
    assert (problem.message, problem.place.line) == ("not UTF-8", line)


@pytest.mark.parametrize("text", ["a: [1", "a: 'x", "a: b: c", "a:\n\tb: 1", "a: 1\n---\nb: 2", "a: \x1b", "a: \x00", "? [a]\n: 1"])
def test_yaml_refuses_what_is_no_single_plain_document(text: str) -> None:
    problem = _refusal(text)
    assert problem.hint
    assert problem.place.file == "f.yaml"


def test_yaml_passes_an_escaped_control_character_on_to_whoever_reads_the_field() -> None:
    assert _value('a: "\\u001b"') == {"a": "\x1b"}
    assert _value('a: "\\ud800"') == {"a": "\ud800"}


def test_yaml_merge_key_is_a_key_like_any_other() -> None:
    assert _value("<<: {a: 1}") == {"<<": {"a": 1}}


@pytest.mark.parametrize("text", ["", "# only a comment", "\ufeff"])
def test_yaml_of_nothing_is_nothing(text: str) -> None:
    assert _value(text) is None


def test_yaml_knows_the_line_of_every_path() -> None:
    source = read_yaml(b"a: 1\nb:\n  - c: 2\n  - d: 3\n", "f.yaml")
    assert source.place(("b", 1, "d")).line == 4
    assert source.place(("b", 1, "d")).field == "b.1.d"


def test_yaml_place_of_what_is_not_there_is_the_nearest_above() -> None:
    source = read_yaml(b"a: 1\nb:\n  c: 2\n", "f.yaml")
    assert source.place(("b", "missing", "deeper")).line == 2
    assert source.place(("zzz",)).line == 1


@given(st.binary(max_size=200))
def test_yaml_reads_or_refuses_any_bytes(data: bytes) -> None:
    try:
        read_yaml(data, "f.yaml")
    except InvalidError as error:
        assert error.problems


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_yaml_gives_quoted_text_back_as_it_was(text: str) -> None:
    quoted = "".join(f"\\U{ord(each):08x}" for each in text)
    assert _value(f'a: "{quoted}"') == {"a": text}
