"""CPV codes: which are valid, which prefix decides for a code, and which prefixes a broad code only touches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sokdocs.core.values.identifiers import cpv_digits


@dataclass(frozen=True, slots=True)
class CpvPrefix:
    """A prefix that leads to a target (a category or a product group); `partial`: only part of what lies under it."""

    prefix: str
    target: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class PrefixMatch:
    """The prefix that decides for a code; `also` names other targets that hold the very same prefix."""

    code: str
    prefix: str
    target: str
    partial: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CpvCheck:
    """A code as it was written; `code` is the full code with check digit, or None where `fault` says why it is none."""

    written: str
    code: str | None
    fault: str = ""
    right_code: str = ""


def check_cpv(written: str, valid: Mapping[str, str]) -> CpvCheck:
    """The code with its check digit; `valid` maps eight digits to the full code. `fault`: `form`, `unknown` or `check_digit`."""
    digits = cpv_digits(written) if written.isascii() else None
    if digits is None:
        return CpvCheck(written, None, "form")
    full = valid.get(digits)
    if full is None:
        return CpvCheck(written, None, "unknown")
    if "-" in written and written.strip() != full:
        return CpvCheck(written, None, "check_digit", full)
    return CpvCheck(written, full)


def longest_match(code: str, prefixes: Iterable[CpvPrefix]) -> PrefixMatch | None:
    """The longest prefix of the code; among equals a whole prefix goes before a partial one, then the first target by name."""
    fitting = sorted(
        (each for each in prefixes if each.prefix and code.startswith(each.prefix)),
        key=lambda each: (-len(each.prefix), each.partial, each.target),
    )
    if not fitting:
        return None
    best = fitting[0]
    also = tuple(dict.fromkeys(each.target for each in fitting if each.prefix == best.prefix and each.target != best.target))
    return PrefixMatch(code, best.prefix, best.target, best.partial, also)


def significant(code: str) -> str:
    """The digits of a code that mean something: `33140000-3` gives `3314`, a whole division `30000000` gives `30`."""
    bare = code[:8].rstrip("0")
    return bare if len(bare) >= 2 else code[:2]


def narrower(code: str, prefixes: Sequence[CpvPrefix]) -> tuple[CpvPrefix, ...]:
    """The prefixes that lie inside a code that is broader than they are, by prefix."""
    stem = significant(code)
    inside = (each for each in prefixes if each.prefix.startswith(stem) and len(each.prefix) > len(stem))
    return tuple(sorted(inside, key=lambda each: (each.prefix, each.target)))
