"""The sealed manifest: what it says of a document, and that it stays the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sokdocs.core.assembly.assemble import assemble
from sokdocs.core.clauses.clause import Certainty
from sokdocs.core.document.outline import outline
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.condition import Not
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.issuance.document_digest import document_digest
from sokdocs.core.issuance.manifest import Maker, Manifest, line_digest, seal
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.values.canonical import canonical
from tests.unit.makers import a_catalogue, a_clause, a_condition_clause, a_norm, a_quantity, a_selection, a_sheet, when

CATALOGUE = a_catalogue(
    a_clause("K-101", "Etter {norm:LOV-1}."),
    a_clause("K-302", "Innen {answer_weeks}.", a_quantity(certainty=Certainty.INFERRED, sources=("S1",))),
    a_condition_clause("K-501", Not(when("category", "is", "A"))),
    norms=(a_norm(is_confirmed=False, to_check={"nb": "Se etter."}, dates_certainty=Certainty.INFERRED),),
)
MAKER = Maker("1.0", {"docx": "d" * 64})


def _seal(sheet: FactSheet, maker: Maker = MAKER, reference: str = "") -> Manifest:
    selection = a_selection(CATALOGUE, sheet)
    document = assemble(selection, sheet, CATALOGUE.library, reference=reference).document
    return seal(selection, sheet, document, CATALOGUE.library, maker)


def _content(sheet: FactSheet | None = None) -> Mapping[str, Any]:
    return _seal(sheet or a_sheet()).content


def test_manifest_is_its_content_in_canonical_form() -> None:
    manifest = _seal(a_sheet())
    assert manifest.data == canonical(manifest.content)
    assert read_manifest(manifest.data) == manifest.content
    assert len(manifest.digest) == 64


def test_manifest_is_the_same_twice_and_whatever_the_order_of_the_facts() -> None:
    sheet = a_sheet()
    turned = replace(sheet, values=dict(reversed(list(sheet.values.items()))))
    assert _seal(sheet).data == _seal(turned).data


def test_manifest_changes_with_fact_program_template_and_reference() -> None:
    one = _seal(a_sheet()).digest
    others = {
        _seal(a_sheet(title="Annet")).digest,
        _seal(a_sheet(contract_value=1)).digest,
        _seal(a_sheet(), Maker("1.1", MAKER.templates)).digest,
        _seal(a_sheet(), Maker("1.0", {"docx": "e" * 64})).digest,
        _seal(a_sheet(), reference="SD-1").digest,
    }
    assert len(others) == 5 and one not in others


def test_manifest_names_clauses_with_version_digest_and_reason() -> None:
    first = _content()["clauses"][0]
    clause = CATALOGUE.library.clauses[a_clause("K-101").id]
    assert (first["clause"], first["date"], first["language"], first["reason"]) == ("K-101", "2019-11-01", "nb", "Gjelder alltid.")
    assert first["digest"] == clause.source(clause.versions[0], "nb").digest
    assert _content()["left_out"] == [{"clause": "K-501", "reason": "K-501 trengs ikke."}]


def test_manifest_holds_the_facts_and_the_parameters_with_certainty() -> None:
    content = _content(a_sheet({"K-302.answer_weeks": 8}))
    assert content["facts"]["announced_on"] == "2026-03-01"
    assert content["facts"]["products"] == [{"type": "Product", "name": "Kjeledress", "cpv": "18110000-3", "group": ""}]
    (parameter,) = content["parameters"]
    assert (parameter["name"], parameter["value"], parameter["chosen"], parameter["certainty"]) == (
        "K-302.answer_weeks",
        8,
        True,
        "inferred",
    )


def test_manifest_names_what_is_to_be_checked() -> None:
    subjects = [each["subject"] for each in _content()["to_check"]]
    assert subjects == ["LOV-1", "K-302.answer_weeks"]
    chosen = _content(a_sheet({"K-302.answer_weeks": 8}))["to_check"]
    assert [each["subject"] for each in chosen] == ["LOV-1"]
    assert _content()["norms"][0]["confirmed"] is False


def test_manifest_says_model_text_until_all_is_approved() -> None:
    assert _content()["status"] == "model text"


def test_manifest_lists_every_line_with_number_and_digest() -> None:
    selection = a_selection(CATALOGUE)
    document = assemble(selection, a_sheet(), CATALOGUE.library).document
    content = seal(selection, a_sheet(), document, CATALOGUE.library, MAKER).content
    assert content["lines"] == [
        [clause, line.number, line_digest(line.text)] for clause, line in zip(_clauses_of(content), outline(document), strict=True)
    ]
    assert content["document"] == document_digest(document)


def _clauses_of(content: Mapping[str, Any]) -> list[str]:
    clauses = [str(line[0]) for line in content["lines"]]
    assert {"", "K-101", "K-302"} == set(clauses)
    return clauses


def test_line_digest_does_not_see_blanks_and_sees_letters() -> None:
    assert line_digest(" 6\u00a0uker\n") == line_digest("6 uker")
    assert line_digest("6 uker") != line_digest("7 uker")


def test_manifest_holds_no_hash_of_a_file_and_no_clock() -> None:
    content = _content()
    assert not {"files", "issued_at", "sha256"} & set(content)
    assert content["announced_on"] == date(2026, 3, 1).isoformat()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff", b"{}", b'{"format":"sokdocs-manifest/2"}', b'{"format":1}'])
def test_manifest_of_another_kind_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidError):
        read_manifest(data)
