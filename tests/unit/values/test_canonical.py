"""One way to write values down."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.document.blocks import Text
from sokdocs.core.values.canonical import as_json, canonical, digest
from tests.builders import a_document

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), TEXT)
VALUES = st.recursive(LEAVES, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)), max_leaves=12)


def test_canonical_form_is_sorted_compact_utf_8_with_one_line_break() -> None:
    assert canonical({"b": "æ", "a": (1, True, None)}) == '{"a":[1,true,null],"b":"æ"}\n'.encode()


def test_dates_are_iso_and_dataclasses_carry_their_type() -> None:
    assert as_json(date(2026, 3, 1)) == "2026-03-01"
    assert as_json(Text("a")) == {"type": "Text", "text": "a", "strong": False, "emphasis": False}


@pytest.mark.parametrize("value", [Decimal("1"), b"a", {"a"}, object(), Text, float("nan")])
def test_value_without_a_canonical_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_decimal_number_never_becomes_a_fact_in_a_manifest() -> None:
    with pytest.raises(TypeError):
        as_json({"contract_value": 1.5})


@given(VALUES)
def test_canonical_form_is_stable_through_reading_it_again(value: object) -> None:
    data = canonical(value)
    assert canonical(json.loads(data)) == data


@given(st.dictionaries(TEXT, LEAVES, max_size=6))
def test_canonical_form_does_not_depend_on_order(value: Mapping[str, object]) -> None:
    turned = dict(reversed(list(value.items())))
    assert canonical(value) == canonical(turned)


@given(VALUES, VALUES)
def test_equal_digests_mean_equal_content(one: object, two: object) -> None:
    assert (digest(one) == digest(two)) == (json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True))


def test_digest_of_a_document_sees_every_word() -> None:
    assert digest(a_document()) == digest(a_document())
    assert digest(a_document()) != digest(a_document(name="Tråd og Vern As"))
    assert len(digest(a_document())) == 64
