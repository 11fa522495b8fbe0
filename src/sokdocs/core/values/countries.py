"""The names of countries."""

from babel import Locale

from sokdocs.core.values.quantities import LOCALES


def country(code: str, language: str) -> str:
    """The country's name by its code of two letters (ISO 3166-1); another text comes back as it is."""
    return Locale.parse(LOCALES[language]).territories.get(code.upper(), code) if code else ""
