"""References, request keys and file names of issued documents."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokdocs.core.facts.definition import FactValue
from sokdocs.core.facts.sheet import FactSheet, ParameterValue
from sokdocs.core.issuance.file_names import file_name, slug
from sokdocs.core.issuance.issued import request_key
from sokdocs.core.values.identifiers import ALPHABET, reference_for
from tests.builders import a_document


def a_sheet(values: dict[str, FactValue] | None = None, parameters: dict[str, ParameterValue] | None = None) -> FactSheet:
    return FactSheet("sheet.yaml", values or {}, parameters or {})


REQUESTS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(REQUESTS)
def test_reference_can_be_read_out(request: str) -> None:
    reference = reference_for(request)
    head, first, second = reference.split("-")
    assert (head, len(first), len(second)) == ("SD", 4, 4)
    assert set(first + second) <= set(ALPHABET)
    assert not set("ILOU") & set(first + second)
    assert reference_for(request) == reference


@given(REQUESTS, st.integers(1, 7))
def test_longer_reference_begins_with_the_shorter_one(request: str, length: int) -> None:
    bare = reference_for(request).replace("-", "")
    assert bare.startswith(reference_for(request, length=length).replace("-", ""))


def test_different_requests_have_different_references() -> None:
    assert len({reference_for(request_key(a_document(name=str(n)), a_sheet(), {})) for n in range(50)}) == 50


def test_request_key_sees_document_facts_and_templates() -> None:
    keys = {
        request_key(a_document(), a_sheet(), {"docx": "a"}),
        request_key(a_document(name="Annet"), a_sheet(), {"docx": "a"}),
        request_key(a_document(), a_sheet({"title": "x"}), {"docx": "a"}),
        request_key(a_document(), a_sheet({}, {"K-302.answer_weeks": 6}), {"docx": "a"}),
        request_key(a_document(), a_sheet(), {"docx": "b"}),
        request_key(a_document(), a_sheet(), {"docx": "a", "pdf": "b"}),
    }
    assert len(keys) == 6
    ordered, turned = a_sheet({"a": 1, "b": 2}), a_sheet({"b": 2, "a": 1})
    assert request_key(a_document(), ordered, {}) == request_key(a_document(), turned, {})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bilag til kontrakt om arbeidstøy", "bilag-til-kontrakt-om-arbeidstoy"),
        ("ÆØÅ æøå é ß", "aeoa-aeoa-e-ss"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\x00b\n\\c:d*?", "a-b-c-d"),
        ("--a--", "a"),
        ("東京", ""),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_slug_is_plain(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text(max_size=200))
def test_slug_has_only_letters_digits_and_hyphens(text: str) -> None:
    found = slug(text)
    assert len(found) <= 80
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(found) == found


def test_file_name_is_reference_and_kind_or_says_draft() -> None:
    document = a_document()
    assert file_name(document) == "utkast-tender-appendix-bilag-til-kontrakt-om-arbeidstoy-og-verneutstyr"
    assert file_name(replace(document, reference="SD-7K3Q-9F2M")) == "sd-7k3q-9f2m-tender-appendix"
