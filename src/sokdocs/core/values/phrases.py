"""The words the program itself puts into documents."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokdocs.core.values.language import Localized
from sokdocs.core.values.quantities import Units


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words the program itself puts into documents, by language, and the names of units (one, many)."""

    words: Mapping[str, Localized]
    units: Mapping[str, Units]

    def say(self, name: str, language: str, **parts: str) -> str:
        """The phrase in the language, with its parts put in; bokmål where the language is missing."""
        phrase = self.words[name]
        text = phrase.get(language) or phrase["nb"]
        for part, value in parts.items():
            text = text.replace("{" + part + "}", value)
        return text
