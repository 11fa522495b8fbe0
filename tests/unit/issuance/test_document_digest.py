"""The digest of a document sees every part of it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from sokdocs.core.issuance.document_digest import document_digest
from tests.builders import a_document


def changed(value: Any) -> Iterator[tuple[str, Any]]:
    """Every value that differs from this one in a single place, with the place."""
    match value:
        case bool():
            yield "", not value
        case str():
            yield "", f"{value}x"
        case date():
            yield "", value + timedelta(days=1)
        case tuple():
            yield ".less", value[:-1] if value else ("more",)
            for index, each in enumerate(value):
                yield from ((f"[{index}]{path}", (*value[:index], other, *value[index + 1 :])) for path, other in changed(each))
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from (
                    (f".{field.name}{path}", replace(value, **{field.name: other})) for path, other in changed(getattr(value, field.name))
                )


def is_well_formed(document: Any) -> bool:
    return "more" not in repr(document).replace("K-more", "")


DOCUMENT = a_document(with_hole=True)
VARIANTS = [(path, other) for path, other in changed(DOCUMENT) if is_well_formed(other)]


def test_document_has_many_places_to_change() -> None:
    assert len(VARIANTS) > 200


@pytest.mark.parametrize(("path", "other"), VARIANTS, ids=[path for path, _ in VARIANTS])
def test_digest_sees_a_change_in_every_place(path: str, other: Any) -> None:
    assert document_digest(other) != document_digest(DOCUMENT), path


def test_digest_is_the_same_for_the_same_document() -> None:
    assert document_digest(a_document()) == document_digest(a_document())
