"""Word counts for itself: this makes sure that what Word will count is what the document says.

Every numbered paragraph is counted here as Word will count it. Where the document's number is another than the next one,
the paragraph gets a numbering of its own that starts there; where no start can give the number, that is an error.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from sokdocs.core.errors import InvalidError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECTION, CLAUSE, PROVISION, ENTRY, INNER_ENTRY = range(5)
PLACE = re.compile(r"(%[1-9])")
ROWS = (
    '<w:abstractNum w:abstractNumId="{definition}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
)
HIGHEST = 1000  # no paragraph's own number is higher
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a Word list counts and looks: `%2` in `text` stands for the number of the second level."""

    start: int
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class WordList:
    """A list that the template defines: its number in Word, the definition behind it, and its levels."""

    num: int
    definition: int
    levels: tuple[Level, ...]

    def heads(self, number: str) -> bool:
        """Whether a section with this number can stand in the list."""
        return self.levels[SECTION].text.partition("%1")[0] == re.sub(r"\d+$", "", number)

    @property
    def has_words(self) -> bool:
        """Whether a word stands before a section's number, as it does in front of annexes."""
        return not self.levels[SECTION].text.startswith("%1")


def read_lists(numbering: bytes) -> tuple[WordList, ...]:
    """The lists of a template that have the five levels a document needs, in the order of their numbers in Word."""
    root = etree.fromstring(numbering)
    definitions = {_number(each, "abstractNumId"): _levels(each) for each in root.iterchildren(W + "abstractNum")}
    found: list[WordList] = []
    for num in root.iterchildren(W + "num"):
        definition = int(_value(num, "abstractNumId", "-1"))
        levels = definitions.get(definition, ())
        if num.find(W + "lvlOverride") is None and len(levels) > INNER_ENTRY:
            found.append(WordList(_number(num, "numId"), definition, levels))
    return tuple(sorted(found, key=lambda each: each.num))


def highest_number(numbering: bytes) -> int:
    """The highest number of a list that the template uses, so that new ones don't clash."""
    return max((_number(each, "numId") for each in etree.fromstring(numbering).iterchildren(W + "num")), default=0)


def highest_definition(numbering: bytes) -> int:
    """The same for the definitions of lists."""
    return max((_number(each, "abstractNumId") for each in etree.fromstring(numbering).iterchildren(W + "abstractNum")), default=-1)


def _number(element: etree._Element, name: str) -> int:
    return int(str(element.get(W + name)))


def _levels(definition: etree._Element) -> tuple[Level, ...]:
    return tuple(
        Level(int(_value(each, "start", "1")), _value(each, "numFmt", "decimal"), _value(each, "lvlText", ""))
        for each in definition.iterchildren(W + "lvl")
    )


def _value(parent: etree._Element, name: str, otherwise: str) -> str:
    found = parent.find(W + name)
    return otherwise if found is None else str(found.get(W + "val", otherwise))


# --- counting


class Numbering:
    """Guards that Word's numbers are the document's: asks for each numbered paragraph, in reading order, where it stands."""

    def __init__(self, lists: Iterable[WordList], first_free: int, free_definition: int) -> None:
        self._lists = tuple(lists)
        self._free, self._free_definition = first_free, free_definition
        self._counts: dict[int, dict[int, int]] = {each.definition: {} for each in self._lists}
        self._skipped: dict[int, set[int]] = {each.definition: set() for each in self._lists}
        self._branches: list[tuple[int, int]] = []  # level from which a list of its own holds, and its number
        self._list = self._pick("", is_annex=False)
        self.restarts: list[str] = []
        self.definitions: list[str] = []

    def enter(self, number: str, *, is_annex: bool) -> None:
        """From here on, paragraphs stand in the list that can show this section's number."""
        chosen = self._pick(number, is_annex=is_annex)
        if chosen.definition != self._list.definition:
            self._branches = []
        self._list = chosen

    def place(self, level: int, number: str) -> str:
        """The `w:numPr` that makes Word show this number; `InvalidError` where no numbering can."""
        self._branches = [each for each in self._branches if each[0] <= level]
        natural = self._next(level)
        if self._shown(level, natural) != number or level in self._skipped[self._list.definition]:
            natural = self._wanted(level, number)
            self._restart(level, natural)
        self._count(level, natural)
        num = self._branches[-1][1] if self._branches else self._list.num
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'

    def rows(self) -> str:
        """The `w:numPr` that numbers the rows of one table from 1, also those that are added later."""
        if not self.definitions:
            self.definitions.append(ROWS.format(definition=self._free_definition))
        num, self._free = self._free, self._free + 1
        self.restarts.append(
            f'<w:num w:numId="{num}"><w:abstractNumId w:val="{self._free_definition}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'

    def _pick(self, number: str, *, is_annex: bool) -> WordList:
        fitting = [each for each in self._lists if (each.heads(number) if number else each.has_words == is_annex)]
        if not fitting:
            raise InvalidError(f'the Word template has no list whose first level is written like "{number or "1"}"')
        return fitting[0]

    def _next(self, level: int) -> int:
        counts = self._counts[self._list.definition]
        return counts[level] + 1 if level in counts else self._list.levels[level].start

    def _shown(self, level: int, value: int) -> str:
        own = self._list.levels[level]
        parts = _parts_of(own.text)
        if level >= PROVISION and len(parts) <= 3 and all(isinstance(each, str) or each == level for each in parts):
            return _shown_alone(parts, own.form, value)
        return "".join(each if isinstance(each, str) else self._formatted(each, value if each == level else None) for each in parts)

    def _formatted(self, level: int, value: int | None) -> str:
        word_level = self._list.levels[level]
        counted = self._counts[self._list.definition].get(level, word_level.start) if value is None else value
        return formatted(counted, word_level.form)

    def _wanted(self, level: int, number: str) -> int:
        for value in range(HIGHEST):
            if self._shown(level, value) == number:
                return value
        raise InvalidError(
            f'the Word template cannot number a paragraph "{number}" here: its lists would show "{self._shown(level, self._next(level))}"'
        )

    def _restart(self, level: int, value: int) -> None:
        num, self._free = self._free, self._free + 1
        self._branches = [*(each for each in self._branches if each[0] < level), (level, num)]
        self.restarts.append(
            f'<w:num w:numId="{num}"><w:abstractNumId w:val="{self._list.definition}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride></w:num>'
        )

    def _count(self, level: int, value: int) -> None:
        """Word restarts every deeper level; a level that was passed over is counted differently by different programs."""
        counts, skipped = self._counts[self._list.definition], self._skipped[self._list.definition]
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if skipped or level > PROVISION:
            skipped -= {each for each in skipped if each >= level}
            skipped |= {each for each in range(PROVISION, level) if each not in counts}
        counts[level] = value


def formatted(value: int, form: str) -> str:
    """A number as a Word list of this form shows it."""
    return FORMS[form](value) if form in FORMS else "?"


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    for worth, sign in ROMAN:
        text, value = text + sign * (value // worth), value % worth
    return text


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}


@lru_cache(maxsize=4096)
def _shown_alone(parts: tuple[str | int, ...], form: str, value: int) -> str:
    """What a level shows that counts only itself: `(3)`, `c)`."""
    return "".join(each if isinstance(each, str) else formatted(value, form) for each in parts)


@lru_cache(maxsize=256)
def _parts_of(text: str) -> tuple[str | int, ...]:
    """A level's text in pieces: words as they stand, and for `%1` … the level that is counted there."""
    return tuple(int(each[1:]) - 1 if PLACE.fullmatch(each) else each for each in PLACE.split(text) if each)
