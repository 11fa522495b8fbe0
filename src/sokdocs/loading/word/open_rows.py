"""The repeating sections of a Word form, in which people add rows: whether one is made as ours are.

Word fills a section from the data it is bound to, so one that is bound elsewhere, or holds anything but rows that are each bound to
one row of that data, could show something else than the file holds.
"""

import re

from lxml import etree

from sokdocs.core.values.identifiers import QUESTION_PART
from sokdocs.loading.word.form_data import ROW, ROWS, STORE
from sokdocs.loading.word.numbers import W

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
REPEATED = W15 + "dataBinding"
PREFIXES = "xmlns:f='urn:sokdocs:self-report:1'"
QUESTION = rf"{QUESTION_PART}\.\d{{1,2}}"
SECTION = re.compile(rf"/f:form\[1\]/f:{re.escape(ROWS)}({QUESTION})\[1\]/f:{ROW}")
IN_ROW = re.compile(rf"/f:form\[1\]/f:{re.escape(ROWS)}({QUESTION})\[1\]/f:{ROW}\[([1-9]\d{{0,3}})\]/.*")
LOOKS = frozenset({W + "id", W + "lock", W + "rPr", W + "placeholder", W15 + "appearance", W15 + "color"})
OF_SECTION = LOOKS | {REPEATED, W15 + "repeatingSection"}
OF_ITEM = LOOKS | {W15 + "repeatingSectionItem"}
MARKS = (W + "bookmarkStart", W + "bookmarkEnd")
CONTROL, PROPERTIES, CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"


def open_rows_of(section: etree._Element) -> str:
    """The question whose open rows a control holds; empty where it is no repeating section as ours are."""
    binding = section.find(f"{PROPERTIES}/{REPEATED}")
    question = "" if binding is None else _bound_to(binding)
    items = rows_of(section)
    rows = [_row_of(item, question) for item in items]
    is_ours = _says(section, OF_SECTION, W15 + "repeatingSection") and bool(rows) and all(rows) and len(set(rows)) == len(rows)
    return question if is_ours else ""


def rows_of(control: etree._Element) -> list[etree._Element]:
    """What a control holds, but for the ends of bookmarks."""
    return [each for each in control.iterfind(f"{CONTENT}/*") if each.tag not in MARKS]


def _bound_to(binding: etree._Element) -> str:
    match = SECTION.fullmatch(str(binding.get(W + "xpath", "")))
    is_ours = binding.get(W + "prefixMappings") == PREFIXES and str(binding.get(W + "storeItemID")).upper() == STORE
    return match.group(1) if match and is_ours else ""


def _says(control: etree._Element, known: frozenset[str], wanted: str) -> bool:
    """Whether a control says what it must of itself, and nothing but what is known."""
    said = [str(each.tag) for each in control.iterfind(f"{PROPERTIES}/*")]
    return wanted in said and set(said) <= known and len(set(said)) == len(said)


def _row_of(item: etree._Element, question: str) -> int:
    """The row of the data that an item is bound to; 0 where it is no row of a table, or anything in it is bound to another place."""
    is_item = item.tag == CONTROL and _says(item, OF_ITEM, W15 + "repeatingSectionItem")
    if not is_item or [each.tag for each in rows_of(item)] != [W + "tr"]:
        return 0
    bound = {
        match.groups() if (match := IN_ROW.fullmatch(str(each.get(W + "xpath", "")))) else None for each in item.iter(W + "dataBinding")
    }
    named, row = (bound.pop() if len(bound) == 1 else None) or ("", "0")
    return int(row) if named == question else 0
