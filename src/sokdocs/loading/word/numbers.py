"""Works out the numbers that Word shows in front of paragraphs, from the file's own list definitions and styles.

It knows nothing of how our files are made: it interprets what is there as Word does, also after someone has edited it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from sokdocs.core.errors import InvalidError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = {
    1000: "m",
    900: "cm",
    500: "d",
    400: "cd",
    100: "c",
    90: "xc",
    50: "l",
    40: "xl",
    10: "x",
    9: "ix",
    5: "v",
    4: "iv",
    1: "i",
}
PLACEHOLDER = re.compile(r"%([1-9])")
NO_LIST = "0"
MOST, DEEPEST, LONGEST_LOOK = 10_000, 8, 40


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: where it starts, how it counts, what it shows, after which level it starts again, its style."""

    start: int = 1
    form: str = "decimal"
    shows: str = ""
    restarts_after: int | None = None
    style: str = ""
    is_legal: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list in use: the definition whose counts it shares, its levels, and the levels it starts anew."""

    definition: str
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Counter:
    """Counts along while a document is read from top to bottom."""

    lists: Mapping[str, Numbered]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def number(self, list_id: str, level: int) -> str:
        """The number that the next paragraph of this list and level shows; empty where the list is none."""
        used = self.lists.get(list_id)
        if used is None or level not in used.levels:
            return ""
        counts = self.counts.setdefault(used.definition, {})
        counts[level] = self._value(list_id, used, level, counts)
        for deeper in [each for each in counts if each > level and _restarts(used.levels.get(each), level)]:
            del counts[deeper]
        return _shown(used, level, counts)

    def _value(self, list_id: str, used: Numbered, level: int, counts: Mapping[int, int]) -> int:
        if level in used.starts and (list_id, level) not in self.begun:
            self.begun.add((list_id, level))
            return used.starts[level]
        if level in counts:
            return bounded(counts[level] + 1, MOST, "a list that counts to")
        return used.starts.get(level, used.levels[level].start)


def _restarts(deeper: ListLevel | None, level: int) -> bool:
    """Whether a deeper level starts again after this one: after any above it, unless it names one, or never (0)."""
    return deeper is None or deeper.restarts_after is None or level < deeper.restarts_after


def _shown(used: Numbered, level: int, counts: Mapping[int, int]) -> str:
    shows, legal = used.levels[level].shows, used.levels[level].is_legal

    def replaced(match: re.Match[str]) -> str:
        wanted = int(match.group(1)) - 1
        of = used.levels.get(wanted, ListLevel())
        return in_form(counts.get(wanted, of.start), "decimal" if legal else of.form)

    return PLACEHOLDER.sub(replaced, shows)


def in_form(value: int, form: str) -> str:
    """A count as Word writes it in this form; a form that is not known here is shown with a question mark."""
    if form == "none":
        return ""
    if form in ("decimal", "ordinal"):
        return str(value) + ("." if form == "ordinal" else "")
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("lowerLetter", "upperLetter"):
        full, rest = divmod(value - 1, len(LETTERS))
        return _cased(LETTERS[rest] * (full + 1) if value > 0 else "0", form)
    if form in ("lowerRoman", "upperRoman"):
        return _cased(_roman(value), form)
    return f"?{value}"


def _cased(text: str, form: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _roman(value: int) -> str:
    return next((sign + _roman(value - worth) for worth, sign in ROMAN.items() if worth <= value), "")


# --- reading numbering.xml


def lists_in(numbering: etree._Element | None) -> dict[str, Numbered]:
    """Every list of a file by its id."""
    if numbering is None:
        return {}
    definitions = {str(each.get(W + "abstractNumId")): _levels(each) for each in numbering.iterchildren(W + "abstractNum")}
    return {str(num.get(W + "numId")): _numbered(num, definitions) for num in numbering.iterchildren(W + "num")}


def _numbered(num: etree._Element, definitions: Mapping[str, dict[int, ListLevel]]) -> Numbered:
    definition = value_of(num, "abstractNumId")
    levels, starts = dict(definitions.get(definition, {})), dict[int, int]()
    for override in num.iterchildren(W + "lvlOverride"):
        level = _depth(override)
        replaced = override.find(W + "lvl")
        if replaced is not None:
            levels[level] = _level(replaced)
        start = value_of(override, "startOverride")
        if start:
            starts[level] = bounded(int(start), MOST, "a list that starts at")
    return Numbered(definition, levels, starts)


def _levels(definition: etree._Element) -> dict[int, ListLevel]:
    return {_depth(each): _level(each) for each in definition.iterchildren(W + "lvl")}


def _depth(element: etree._Element) -> int:
    return bounded(int(str(element.get(W + "ilvl", "0"))), DEEPEST, "a list level with the depth")


def _level(element: etree._Element) -> ListLevel:
    restart = value_of(element, "lvlRestart")
    bounded(len(value_of(element, "lvlText")), LONGEST_LOOK, "a number whose look has a length of")
    return ListLevel(
        start=bounded(int(value_of(element, "start") or "0"), MOST, "a list that starts at"),
        form=value_of(element, "numFmt") or "decimal",
        shows=value_of(element, "lvlText"),
        restarts_after=int(restart) if restart else None,
        style=value_of(element, "pStyle"),
        is_legal=is_on(element.find(W + "isLgl")),
    )


def bounded(value: int, most: int, what: str) -> int:
    """The value itself; raises where it is below nought or above what any real list needs."""
    if not 0 <= value <= most:
        raise InvalidError(f"holds {what} {value}; from 0 to {most} is right")
    return value


def value_of(parent: etree._Element, name: str) -> str:
    """The `w:val` of a child, or nothing."""
    found = parent.find(W + name)
    return "" if found is None else str(found.get(W + "val", ""))


def is_on(switch: etree._Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return switch is not None and switch.get(W + "val", "true") not in ("0", "false", "off", "none")
