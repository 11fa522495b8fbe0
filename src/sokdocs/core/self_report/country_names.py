"""Countries as suppliers write them: codes of two letters, or names in Norwegian or English."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import Locale

from sokdocs.core.values.quantities import LOCALES
from sokdocs.core.values.text import fold

NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
APART = re.compile(r"[,;\n]+")
BLANKS = re.compile(r"[\s.]+")


def country_codes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the countries in the order they are written, each once; and the words that name no country.

    A code in small letters is one only among codes: «in China» does not name India.
    """
    are_codes = all(len(word) <= 2 for piece in APART.split(text) for word in BLANKS.split(piece))
    codes: list[str] = []
    unknown: list[str] = []
    for piece in APART.split(text):
        words = [word for word in BLANKS.split(fold(piece)) if word]
        while words:
            length, code = _longest(words)
            if code and (are_codes or not _is_small_code(words[:length])):
                codes.append(code)
            elif words[0].casefold() not in _joining_words():
                unknown.append(words[0])
            words = words[length:]
    return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(unknown))


def is_country(code: str) -> bool:
    """Whether this is the code of a country."""
    return code in _by_name().values()


def _is_small_code(words: list[str]) -> bool:
    return len(words) == 1 and len(words[0]) == 2 and words[0].islower()


def _longest(words: list[str]) -> tuple[int, str]:
    """How many of the first words name a country, the most that do, and its code; one word and no code where none does."""
    for length in range(min(len(words), _most_words()), 0, -1):
        code = _by_name().get(" ".join(words[:length]).casefold())
        if code:
            return length, code
    return 1, ""


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, str]:
    """Codes by themselves and by every name that means only one country, folded."""
    found: dict[str, set[str]] = {}
    for locale in LOCALES.values():
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
                found.setdefault(code.casefold(), set()).add(code)
                found.setdefault(" ".join(BLANKS.split(fold(name))).casefold().strip(), set()).add(code)
    return MappingProxyType({name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1})


@lru_cache(maxsize=1)
def _most_words() -> int:
    return max(len(name.split()) for name in _by_name())


@lru_cache(maxsize=1)
def _joining_words() -> frozenset[str]:
    """The word between the last two of a list, in each language."""
    ends = (Locale.parse(locale).list_patterns["standard"]["end"] for locale in LOCALES.values())
    return frozenset(end.replace("{0}", "").replace("{1}", "").strip(" ,").casefold() for end in ends)
