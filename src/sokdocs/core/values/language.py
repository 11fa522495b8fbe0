"""Text in several languages: bokmål (`nb`), nynorsk (`nn`) and English (`en`)."""

from collections.abc import Mapping

LANGUAGES = ("nb", "nn", "en")
Localized = Mapping[str, str]


def in_language(text: Localized, language: str) -> str:
    """The text in the language asked for; bokmål where that is missing; empty where there is no text."""
    return text.get(language) or text.get("nb", "")
