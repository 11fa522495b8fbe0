"""Names of countries."""

import pytest

from sokdocs.core.values.countries import country


@pytest.mark.parametrize(
    ("code", "name"), [("PK", "Pakistan"), ("NO", "Norge"), ("de", "Tyskland"), ("", ""), ("Langtvekkistan", "Langtvekkistan")]
)
def test_country_has_its_name_in_the_language(code: str, name: str) -> None:
    assert country(code, "nb") == name
