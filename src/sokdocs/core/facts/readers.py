"""One reader for each type of fact: what comes in from a sheet, what goes on as a checked answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sokdocs.core.facts.definition import FactDefinition, FactType, FactValue, Product
from sokdocs.core.problems import did_you_mean
from sokdocs.core.values.characters import doubtful_characters, refused_character
from sokdocs.core.values.identifiers import cpv_digits, organisation_number

MAX_TEXT = 300
MAX_BLOCK = 5_000
MAX_WORD = 60
MAX_ENTRIES = 200
EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]{2,}")
READABLE = 4.5
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
CASE_NUMBER = re.compile(r"(19|20)\d\d/\d{1,7}(-\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault inside a fact: the path below the fact's name, what is wrong, what to do."""

    message: str
    hint: str
    path: tuple[str | int, ...] = ()
    is_warning: bool = False


Valid = Mapping[str, str]
Reading = tuple[FactValue | None, list[Fault]]
Reader = Callable[[object, FactDefinition, Valid], Reading]


def _words(value: object, name: str, *, limit: int, breaks: bool, path: tuple[str | int, ...] = ()) -> tuple[str | None, list[Fault]]:
    if not isinstance(value, str):
        return None, [Fault(f'"{name}" is not text (found {_kind(value)})', "put the words in quotes", path)]
    text = value.strip()
    bad = refused_character(text, breaks=breaks)
    if bad:
        return None, [Fault(f'"{name}" holds the character {bad}, which no document can carry', "take it away", path)]
    if not text:
        return None, [Fault(f'"{name}" is empty', "fill it in, or take the line away", path)]
    if len(text) > limit:
        return None, [Fault(f'"{name}" has {len(text)} characters', f"at most {limit}", path)]
    longest = max(map(len, text.split()))
    if longest > MAX_WORD:
        return None, [Fault(f'"{name}" holds a word of {longest} characters', f"no line can carry it; at most {MAX_WORD}", path)]
    doubts = doubtful_characters(text)
    return text, [Fault(f'"{name}" holds {each}', "check that this is meant; nothing is removed", path, True) for each in doubts]


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", date: "a date", list: "a list", dict: "a table", str: "text"}
    return names.get(type(value), "something else")


def read_text(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """One line of text."""
    return _words(value, definition.name, limit=MAX_TEXT, breaks=False)


def read_text_block(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """Several lines of text."""
    return _words(value, definition.name, limit=MAX_BLOCK, breaks=True)


def read_lines(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """A list of single lines."""
    entries = value if isinstance(value, list) else [value]
    if len(entries) > MAX_ENTRIES:
        return None, [Fault(f'"{definition.name}" has {len(entries)} entries', f"at most {MAX_ENTRIES}")]
    read = [_words(each, f"{definition.name}[{index}]", limit=MAX_TEXT, breaks=False, path=(index,)) for index, each in enumerate(entries)]
    return tuple(text for text, _faults in read if text is not None), [fault for _text, faults in read for fault in faults]


def read_boolean(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """True or false."""
    if isinstance(value, bool):
        return value, []
    return None, [Fault(f'"{definition.name}" is neither true nor false (found {_kind(value)})', "write true or false")]


def read_integer(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """A whole number within the range of the definition."""
    name = definition.name
    if isinstance(value, bool) or not isinstance(value, int):
        return None, [Fault(f'"{name}" is not a whole number (found {_kind(value)})', f"write digits only{_range(definition)}")]
    return _in_range(value, definition)


def _range(definition: FactDefinition) -> str:
    if definition.minimum is None and definition.maximum is None:
        return ""
    return f", from {definition.minimum} to {definition.maximum}"


def _in_range(value: int | date, definition: FactDefinition) -> Reading:
    low, high = definition.minimum, definition.maximum
    too_low = low is not None and value < low  # type: ignore[operator]
    too_high = high is not None and value > high  # type: ignore[operator]
    if too_low or too_high:
        return None, [Fault(f'"{definition.name}" is {value}', f"allowed: {low} to {high}")]
    return value, []


def read_date(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """A day that exists, written 2026-03-01."""
    hint = "write year-month-day, such as 2026-03-01"
    if isinstance(value, str):
        try:
            return _in_range(date.fromisoformat(value.strip()), definition)
        except ValueError:
            return None, [Fault(f'"{definition.name}": {value[:30]} is not a day that exists', hint)]
    if not isinstance(value, date):
        return None, [Fault(f'"{definition.name}" is not a date (found {_kind(value)})', hint)]
    return _in_range(value, definition)


def read_choice(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """One of the definition's choices."""
    if isinstance(value, str) and value in definition.choices:
        return value, []
    names = ", ".join(definition.choices)
    return None, [
        Fault(f'"{definition.name}" can\'t be "{str(value)[:40]}"', did_you_mean(str(value), definition.choices, f"allowed: {names}"))
    ]


def read_orgnr(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """Nine digits with a right check digit."""
    digits = organisation_number(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if digits:
        return digits, []
    return None, [
        Fault(
            f'"{definition.name}": {str(value)[:30]} is not a valid organisation number',
            "nine digits, the last is a check digit (modulo 11)",
        )
    ]


def read_email(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """An e-mail address."""
    text, faults = _words(value, definition.name, limit=254, breaks=False)
    if text is not None and not EMAIL.fullmatch(text):
        return None, [Fault(f'"{definition.name}": {text[:60]} is not an e-mail address', "write it as post@example.no")]
    return text, faults


def read_case_number(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """Year and sequence number, such as 2026/01234."""
    text, faults = _words(value, definition.name, limit=20, breaks=False)
    if text is not None and not CASE_NUMBER.fullmatch(text):
        return None, [Fault(f'"{definition.name}": {text} is not a case number', "write year/number, such as 2026/01234")]
    return text, faults


def read_colour(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """A colour, such as #1f3a5f."""
    if isinstance(value, str) and COLOUR.fullmatch(value.strip()):
        colour = value.strip().lower()
        if _contrast_on_white(colour) < READABLE:
            hint = "choose a darker one (contrast 4.5 to 1)"
            return None, [Fault(f'"{definition.name}": {colour} is too light to be read on white', hint)]
        return colour, []
    return None, [Fault(f'"{definition.name}": {str(value)[:30]} is not a colour', 'write # and six signs, in quotes, such as "#1f3a5f"')]


def _contrast_on_white(colour: str) -> float:
    """The contrast ratio of a colour against white, 1 to 21, as WCAG 2.1 counts it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05))


def _cpv(value: object, name: str, valid: Valid, path: tuple[str | int, ...]) -> tuple[str | None, list[Fault]]:
    digits = cpv_digits(str(value))
    full = valid.get(digits or "")
    if digits is None:
        return None, [Fault(f'"{name}": {str(value)[:30]} is not a CPV code', "eight digits and a check digit, such as 18110000-3", path)]
    if full is None:
        return None, [Fault(f'"{name}": {value} is not in CPV 2008', "look the code up; older codes have changed meaning", path)]
    if "-" in str(value) and str(value).strip() != full:
        return None, [Fault(f'"{name}": {value} has a wrong check digit', f"the code is {full}", path)]
    return full, []


def read_cpv_list(value: object, definition: FactDefinition, valid: Valid) -> Reading:
    """CPV 2008 codes, the main code first."""
    entries = value if isinstance(value, list) else [value]
    if not entries or len(entries) > MAX_ENTRIES:
        return None, [Fault(f'"{definition.name}" has {len(entries)} codes', f"1 to {MAX_ENTRIES}, the main code first")]
    read = [_cpv(each, definition.name, valid, (index,)) for index, each in enumerate(entries)]
    codes = tuple(code for code, _faults in read if code)
    return codes or None, [fault for _code, faults in read for fault in faults]


PRODUCT_KEYS = ("name", "cpv", "group")


def read_product_list(value: object, definition: FactDefinition, valid: Valid) -> Reading:
    """Products with name, CPV code and, where given, the product group."""
    if not isinstance(value, list) or not value or len(value) > MAX_ENTRIES:
        return None, [Fault(f'"{definition.name}" is not a list of products', "write `- {name: ..., cpv: ...}` for each")]
    products: list[Product] = []
    faults: list[Fault] = []
    for index, entry in enumerate(value):
        product, found = _product(entry, index, definition.name, valid)
        faults.extend(found)
        if product:
            products.append(product)
    return tuple(products) or None, faults


def _product(entry: object, index: int, fact: str, valid: Valid) -> tuple[Product | None, list[Fault]]:
    where = f"{fact}[{index}]"
    if not isinstance(entry, dict):
        return None, [Fault(f'"{where}" is not a product', "write `- {name: ..., cpv: ...}`", (index,))]
    faults = [
        Fault(f'"{where}" has an unknown key "{key}"', did_you_mean(str(key), PRODUCT_KEYS, "allowed: name, cpv, group"), (index, str(key)))
        for key in entry
        if key not in PRODUCT_KEYS
    ]
    missing = [key for key in ("name", "cpv") if entry.get(key) is None]
    faults += [Fault(f'"{where}.{key}" is missing', f"add `{key}:`", (index,)) for key in missing]
    if missing:
        return None, faults
    name, name_faults = _words(entry["name"], f"{where}.name", limit=MAX_TEXT, breaks=False, path=(index, "name"))
    code, code_faults = _cpv(entry["cpv"], f"{where}.cpv", valid, (index, "cpv"))
    group = entry.get("group") or ""
    return (Product(name, code, str(group)) if name and code else None), faults + name_faults + code_faults


def read_table(value: object, definition: FactDefinition, _: Valid) -> Reading:
    """Rows of a table: each a table of the columns' names, every one with its words; the value has the words in the columns' order."""
    columns = ", ".join(definition.columns)
    if not isinstance(value, list) or not value or len(value) > MAX_ENTRIES:
        return None, [Fault(f'"{definition.name}" is not a list of rows', f"write `- {{{columns}}}` for each, with words behind each name")]
    rows: list[tuple[str, ...]] = []
    faults: list[Fault] = []
    for index, entry in enumerate(value):
        row, found = _row(entry, definition, index)
        faults.extend(found)
        rows.extend([row] if row else [])
    return tuple(rows) or None, faults


def _row(entry: object, definition: FactDefinition, index: int) -> tuple[tuple[str, ...] | None, list[Fault]]:
    where, columns, there = f"{definition.name}[{index}]", definition.columns, ", ".join(definition.columns)
    if not isinstance(entry, dict):
        return None, [Fault(f'"{where}" is not a row', f"write `- {{{there}}}`", (index,))]
    faults = [
        Fault(f'"{where}" has an unknown column "{key}"', did_you_mean(str(key), columns, f"columns: {there}"), (index, str(key)))
        for key in entry
        if key not in columns
    ]
    faults += [Fault(f'"{where}.{key}" is missing', f"add `{key}:`", (index,)) for key in columns if entry.get(key) is None]
    if faults:
        return None, faults
    read = [_words(entry[key], f"{where}.{key}", limit=MAX_BLOCK, breaks=True, path=(index, key)) for key in columns]
    faults = [fault for _words_read, found in read for fault in found]
    cells = tuple(words for words, _found in read if words is not None)
    return (cells if len(cells) == len(columns) else None), faults


READERS: Mapping[FactType, Reader] = MappingProxyType(
    {
        FactType.TEXT: read_text,
        FactType.LINES: read_lines,
        FactType.TEXT_BLOCK: read_text_block,
        FactType.BOOLEAN: read_boolean,
        FactType.INTEGER: read_integer,
        FactType.AMOUNT: read_integer,
        FactType.CHOICE: read_choice,
        FactType.DATE: read_date,
        FactType.ORGNR: read_orgnr,
        FactType.EMAIL: read_email,
        FactType.COLOUR: read_colour,
        FactType.CASE_NUMBER: read_case_number,
        FactType.CPV_LIST: read_cpv_list,
        FactType.PRODUCT_LIST: read_product_list,
        FactType.TABLE: read_table,
    }
)
