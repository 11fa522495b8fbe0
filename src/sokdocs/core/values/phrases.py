"""The words the program itself puts into documents and fact sheets, and what it has to say before it is in any language."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sokdocs.core.values.language import Localized, in_language
from sokdocs.core.values.quantities import Units

PART = re.compile(r"\{(\w+)\}")
Part: TypeAlias = "str | Localized | Saying | tuple[Saying, ...]"


@dataclass(frozen=True, slots=True)
class Saying:
    """Something to be said, not yet in any language: the name of a phrase, and what goes into its parts."""

    name: str
    parts: tuple[tuple[str, Part], ...] = ()


Told = str | Saying
Tell = Callable[[Told], str]


def saying(name: str, /, **parts: Part) -> Saying:
    """The phrase of that name with its parts."""
    return Saying(name, tuple(parts.items()))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words the program itself puts into documents, by language, the names of units (one, many), and the file they stand in."""

    words: Mapping[str, Localized]
    units: Mapping[str, Units]
    file: str = "phrases.yaml"

    def say(self, name: str, language: str, /, **parts: str) -> str:
        """The phrase in the language, with its parts put in; bokmål where the language is missing."""
        phrase = self.words[name]
        text = phrase.get(language) or phrase["nb"]
        return PART.sub(lambda match: parts.get(match.group(1), match.group(0)), text)

    def tell(self, told: Part, language: str) -> str:
        """What is to be said, in words: several sayings become a list; words that are words already stay as they are."""
        match told:
            case str():
                return told
            case Saying(name, parts):
                return self.say(name, language, **{part: self.tell(value, language) for part, value in parts})
            case tuple():
                return self._list([self.tell(each, language) for each in told], language)
        return in_language(told, language)

    def _list(self, texts: list[str], language: str) -> str:
        if len(texts) < 2:
            return "".join(texts)
        return self.say("list_and", language, first=", ".join(texts[:-1]), last=texts[-1])
