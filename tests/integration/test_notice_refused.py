"""What is no notice: refused with file, line and field; what is odd never crashes."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.notice_reading import read_facts
from sokdocs.loading.notice_files import read_notice
from sokdocs.loading.strict_json import MAX_BYTES, read_json
from tests.integration.notice_readings import NOTICES, the_codes, the_outlines


def problem(data: bytes) -> str:
    with pytest.raises(InvalidError) as caught:
        read_notice(data, "n.json")
    return str(caught.value.problems[0])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "n.json:1: the file ends too early"),
        (b'{"a": 1,\n "a": 2}', 'n.json:2: the key "a" stands twice'),
        (b'{"tender":\n NaN}', "n.json:2: 'NaN' is no JSON value"),
        (b'{"tender": -Infinity}', "'-Infinity' is no JSON value"),
        (b'{"tender": {}} x', "something stands after the end"),
        (b'{"tender": {},}', "a key must stand in double quotes"),
        (b'{"tender": [1 2]}', '"," or "]" is missing'),
        (b'{"tender" 1}', 'no colon after the key "tender"'),
        (b"{'tender': 1}", "a key must stand in double quotes"),
        (b'{"tender": "a\nb"}', "a text that is not JSON"),
        (b'{"tender": "\\x"}', "a text that is not JSON"),
        (b'{"tender": 01}', '"," or "}" is missing'),
        (b'{"tender": ' + b"9" * 30 + b"}", "out of all measure"),
        (b'{"tender": 1e999}', "out of all measure"),
        (b'{"tender": "\xe6"}', "not UTF-8"),
        (b'{"a":' * 25 + b"1" + b"}" * 25, "nested deeper than 20"),
        (b" " * (MAX_BYTES + 1), "the file has 1000001 bytes"),
        (b"[]", "the file holds no table"),
        (b"{}", 'there is no table "tender"'),
        (b'{"tender": []}', 'there is no table "tender"'),
        (b'{"releases": []}', "the package holds 0 releases"),
        (b'{"tender":\n {"title": 1.5}}', "n.json:2: tender.title: is not text"),
        (b'{"tender": {"lots": 3}}', "tender.lots: is not a list"),
        (b'{"tender": {"items": [7]}}', "tender.items[0]: is not a table"),
        (b'{"tender": {"value": {"amount": "mye"}}}', "tender.value.amount: is not a number"),
        (b'{"parties": "x", "tender": {}}', "parties: is not a list"),
        (b'{"tender": {"title": "a\\u0000b"}}', "tender.title: holds the character U+0000"),
        (b'{"tender": {"title": "a\\u001bb"}}', "tender.title: holds the character U+001B"),
        (b'{"tender": {"title": "a\\ud800b"}}', "tender.title: holds the character U+D800"),
    ],
)
def test_what_is_no_strict_notice_is_refused_with_line_and_field(data: bytes, words: str) -> None:
    assert words in problem(data)


def test_all_faults_of_a_notice_are_told_at_once() -> None:
    with pytest.raises(InvalidError) as caught:
        read_notice(b'{"date": true,\n "parties": [{"name": "\\u0007"}],\n "tender": {"lots": 3, "items": "x"}}', "n.json")
    assert [str(each.place) + " " + each.place.field for each in caught.value.problems] == [
        "n.json:1 date",
        "n.json:2 parties[0].name",
        "n.json:3 tender.items",
        "n.json:3 tender.lots",
    ]


def test_smallest_notice_gives_questions_and_no_crash() -> None:
    found = read_facts(read_notice(b'\xef\xbb\xbf{"tender": {}}', "n.json"), the_outlines(), the_codes())
    assert found.sheets[0].recommendation.name == "notice_recommends_nothing"
    assert {"title", "cpv", "buyer_name", "announced_on"} <= {each.fact for each in found.questions}


def damaged(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every place of a notice with each odd thing that may stand there instead."""
    odds: tuple[object, ...] = (None, "", "x", -1, 1.5, True, [], {}, [None], [{}], {"id": []})
    yield from ((path, odd) for odd in odds)
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield from damaged(inner, (*path, key))


def replaced(value: object, path: tuple[str | int, ...], by: object) -> object:
    if not path:
        return by
    if isinstance(value, dict):
        return {key: replaced(inner, path[1:], by) if key == path[0] else inner for key, inner in value.items()}
    assert isinstance(value, list)
    return [replaced(inner, path[1:], by) if key == path[0] else inner for key, inner in enumerate(value)]


@pytest.mark.parametrize("name", ["lots-of-two-categories-and-a-foreign-currency", "award-with-value-and-supplier"])
def test_damaged_notice_is_read_or_refused_and_never_crashes(name: str) -> None:
    whole = json.loads((NOTICES / f"{name}.json").read_bytes())
    outcomes = {"read": 0, "refused": 0}
    for path, odd in damaged(whole):
        try:
            notice = read_notice(json.dumps(replaced(whole, path, odd)).encode(), "n.json")
        except InvalidError as error:
            assert error.problems
            outcomes["refused"] += 1
            continue
        assert read_facts(notice, the_outlines(), the_codes()).sheets
        outcomes["read"] += 1
    assert min(outcomes.values()) > 100


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=20,
)


@given(value=json_values)
def test_any_json_is_read_as_the_standard_library_reads_it(value: object) -> None:
    text = json.dumps(value)
    assert read_json(text.encode(), "x.json").value == json.loads(text)
