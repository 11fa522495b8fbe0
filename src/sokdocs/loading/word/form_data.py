"""The part of a Word form that holds its answers as data: one element for each key, and under `was` what stood there at first.

Open rows lie in an element for each row (`rows.Q3.2` / `row` / `measure`); their number is that of their order, as Word counts them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.packages.part_xml import parsed
from sokdocs.packages.word_package import WordPackage

SPACE = "{urn:sokdocs:self-report:1}"
STORE = "{8E1C6B52-3F7D-4A90-B6E4-27C05D9A1B38}"
STORE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
OPTION, ROWS, ROW = "option.", "rows.", "row"
BREAKS = re.compile(r"\r\n|\r")
Path = tuple[str, str]
"""A key, and for a box to tick the code of its option; empty for all else."""


@dataclass(frozen=True, slots=True)
class FormData:
    """What the file holds as data: the reference, what is stored at each place, and what stood there when the form was made."""

    reference: str
    stored: Mapping[Path, str]
    was: Mapping[Path, str]


def form_data(package: WordPackage) -> FormData | None:
    """The data of a form; None where another program emptied it, `InvalidError` where there is none or what it says is unclear."""
    names = package.related(package.main, "customXml")
    roots = [(name, parsed(package.parts[name])) for name in names if package.parts[name]]
    found = [(name, root) for name, root in roots if root.tag == SPACE + "form"]
    if len(found) > 1:
        raise InvalidError("holds its answers as data twice")
    if not found:
        if any(not package.parts[name] for name in names):
            return None
        raise InvalidError("is not a self-report form of ours, or its answers as data were taken out")
    _check_store(package, found[0][0])
    return _data(found[0][1])


def _check_store(package: WordPackage, name: str) -> None:
    """Word finds the data by an identity; two parts with the same one, or one with another, would be two answers."""
    tells = [part for part in package.parts if part.startswith("customXml/itemProps") and package.parts[part]]
    ours = [part for part in tells if parsed(package.parts[part]).get(STORE_ID, "").upper() == STORE]
    own = package.related(name, "customXmlProps")
    if len(ours) > 1 or (own and list(own) != ours):
        raise InvalidError("holds its answers under an identity that is unclear")


def _data(root: etree._Element) -> FormData:
    children = list(root)
    first = [each for each in children if each.tag == SPACE + "was"]
    if len(first) > 1:
        raise InvalidError('holds the answers of the form as it was made twice ("was")')
    stored = _values(each for each in children if each.tag != SPACE + "was")
    return FormData(root.get("reference", ""), stored, _values(child for each in first for child in each))


def _values(elements: Iterable[etree._Element]) -> Mapping[Path, str]:
    found: dict[Path, str] = {}
    keys: set[str] = set()
    for key, element in _keyed(elements):
        if key in keys:
            raise InvalidError(f"holds two answers for {key} in its data")
        keys.add(key)
        for code, place in _options(element, key) if len(element) else [("", element)]:
            if (key, code) in found:
                raise InvalidError(f"holds two answers for {told((key, code))} in its data")
            found[key, code] = BREAKS.sub("\n", place.text or "")
    return MappingProxyType(found)


def _keyed(elements: Iterable[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """The elements of answers with their keys, those in open rows too."""
    seen: set[str] = set()
    for element in elements:
        name = _name(element)
        question = name.removeprefix(ROWS)
        if question == name:
            yield name, element
            continue
        if question in seen:
            raise InvalidError(f"holds the rows of {question} twice in its data")
        seen.add(question)
        _refuse_words(element, question)
        for number, row in enumerate(element, 1):
            if _name(row) != ROW:
                raise InvalidError(f'holds something that is no row, in the data of {question}: "{_name(row)[:60]}"')
            _refuse_words(row, question)
            yield from ((f"{question}.{number}.{_name(each)}", each) for each in row)


def _refuse_words(element: etree._Element, question: str) -> None:
    """Words between the answers of a row would be shown by nothing, or in place of the row."""
    words = "".join([element.text or "", *(each.tail or "" for each in element)]).strip()
    if words:
        raise InvalidError(f'holds something that is no answer, in the data of {question}: "{words[:60]}"')


def _options(element: etree._Element, key: str) -> Iterator[tuple[str, etree._Element]]:
    for option in element:
        code = _name(option)
        if not code.startswith(OPTION) or len(option):
            raise InvalidError(f'holds something that is no answer, in the data of {key}: "{code}"')
        yield code.removeprefix(OPTION), option


def _name(element: etree._Element) -> str:
    name = str(element.tag)
    if not name.startswith(SPACE):
        raise InvalidError(f'holds something that is no answer in its data: "{name[:60]}"')
    return name.removeprefix(SPACE)


def told(path: Path) -> str:
    """A place as it is named to a person."""
    key, code = path
    return f"{key} ({code})" if code else key
