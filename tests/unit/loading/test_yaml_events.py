"""Both parsers of YAML read the same: the quick one is only asked where it does."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokdocs.core.errors import InvalidError
from sokdocs.loading import yaml_events
from sokdocs.loading.yaml_source import YamlSource, read_yaml
from tests.conftest import TEMPLATES

PIECES = (
    *("a", "b: ", "c: 1", "\n", "\n  ", "\n    ", "- ", "-", "{", "}", "[", "]", ",", ", ", ": ", ":", "'", "#", " # x", "|", "|\n", ">"),
    *(">-\n", "? ", "?", "&x ", "*x", "!", "!!str ", "%", "@", "`", "~", "null", "2026-01-01", "1_0", "é", "\t", "---\n", "...\n", "\\"),
    *("\\n", "\\/", "<<: ", " ", "  ", "\n\n", "x y", '"q"', "'s'", "k:", '"a": ', "-1", "=", "\r\n", "\u00a0", "{a: b?}", "\u2028"),
)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


def read(text: str) -> YamlSource | str:
    """What is read, or the first fault."""
    try:
        return read_yaml(text.encode(), "a.yaml")
    except InvalidError as error:
        return str(error.problems[0])


def slowly(text: str) -> YamlSource | str:
    """The same by ruamel's own parser alone."""
    with patch.object(yaml_events, "CParser", None):
        return read(text)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_every_text_means_the_same_to_both_parsers(text: str) -> None:
    quick, slow = read(text), slowly(text)
    if isinstance(quick, YamlSource) and isinstance(slow, YamlSource):
        assert quick.value == slow.value
        assert {path: line for path, line in quick.lines.items() if path} == {path: line for path, line in slow.lines.items() if path}
    else:
        assert isinstance(quick, str)
        # Both refuse, at a line that can differ; but to ruamel `---` in a block of text that is not indented is no end of a document.
        assert isinstance(slow, str) or "a second document" in quick


@pytest.mark.parametrize(
    "name", ["facts.yaml", "events.yaml", "ladders/standard.yaml", "packs/letter/L08.yaml", "categories/textiles.yaml"]
)
def test_file_of_the_library_is_read_by_libyaml_and_means_the_same(name: str) -> None:
    text = (TEMPLATES.parent / "clauses" / name).read_text(encoding="utf-8")
    assert yaml_events.READ_OTHERWISE.search(text) is None
    assert len(list(yaml_events._by_libyaml(text))) > 20
    assert read(text) == slowly(text)


@pytest.mark.parametrize("text", ["[" * 100, "{a: " * 100, "- x\n" * 100_001])
def test_text_that_is_too_deep_or_too_long_is_left_to_the_other_parser(text: str) -> None:
    with pytest.raises(yaml_events._TooMuch):
        yaml_events._by_libyaml(text)
