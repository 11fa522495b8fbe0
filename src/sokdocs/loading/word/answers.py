"""What is answered in a form is no part of its own words, and is taken out before these are read.

Only places under questions that the manifest inside names among its clauses: in a contract, nothing can be kept out of sight as an answer.
"""

import json
import re
from collections.abc import Container, Iterator

from lxml import etree

from sokdocs.core.values.identifiers import QUESTION_PART
from sokdocs.loading.word.numbers import W, value_of
from sokdocs.loading.word.open_rows import IN_ROW, QUESTION, REPEATED, open_rows_of, rows_of
from sokdocs.loading.word.paragraphs import SHOWN_AS, TEXTS

ID = re.compile(QUESTION)
TAGGED = re.compile(rf"answer;({QUESTION})(?:[.;].*)?")
BOOKED = re.compile(rf"_answer_({QUESTION_PART})_(\d{{1,2}})(?:_.*)?")
SHOWN = frozenset({*TEXTS, *SHOWN_AS})
BARE = frozenset(W + name for name in ("sdt", "sdtContent", "tr", "tc", "p", "r", "bookmarkStart", "bookmarkEnd", "proofErr"))


def take_out_answers(body: etree._Element, manifest: bytes | None) -> None:
    """Takes the answers out of a body; those that lie in no control and no bookmark of ours stay.

    Rows that were added go too, where nothing is left in them but the number of their list. A control is an answer only inside a
    paragraph: what holds paragraphs of its own stays to be read.
    """
    questions = _questions(manifest)
    if not questions:
        return
    added = list(_added_rows(body, questions))
    for control in list(body.iter(W + "sdt")):
        match = TAGGED.fullmatch(_tag(control)) or IN_ROW.fullmatch(_bound_to(control))
        if match and match.group(1) in questions and next(control.iterancestors(W + "p"), None) is not None:
            _remove(control)
    for start in list(body.iter(W + "bookmarkStart")):
        match = BOOKED.fullmatch(str(start.get(W + "name", "")))
        if match and f"{match.group(1)}.{match.group(2)}" in questions:
            _blank(start)
    for row, first in added:
        if _is_bare(row) and _numbers(row) == _numbers(first):
            _remove(row)


def _questions(manifest: bytes | None) -> frozenset[str]:
    """The questions that a manifest says the document was made of; none where it can't be read, and nothing is taken out then."""
    try:
        content = json.loads(manifest or b"{}")
        clauses = [each["clause"] for each in content["clauses"]]
    except (ValueError, LookupError, TypeError, RecursionError):
        return frozenset()
    return frozenset(each for each in clauses if isinstance(each, str) and ID.fullmatch(each))


def _added_rows(body: etree._Element, questions: Container[str]) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The rows that were added to open ones, each a copy that has the tags of another, with the first row of their table.

    The bindings of sections that are made as ours are taken out; others stay, to be refused.
    """
    for section in [next(each.iterancestors(W + "sdt"), each) for each in body.iter(REPEATED)]:
        if open_rows_of(section) not in questions:
            continue
        for binding in section.findall(f"{W}sdtPr/{REPEATED}"):
            _remove(binding)
        seen: set[str] = set()
        items = rows_of(section)
        for item in items:
            tags = {tag for each in item.iter(W + "sdt") if (tag := _tag(each))}
            if tags & seen:
                yield item, items[0]
            seen |= tags


def _is_bare(element: etree._Element) -> bool:
    """Whether nothing that could be seen lies in a row but the number of its list."""
    return all(_is_property(each) or (each.tag in BARE and _is_bare(each)) for each in element)


def _is_property(element: etree._Element) -> bool:
    return str(element.tag).startswith(W) and str(element.tag).endswith("Pr")


def _numbers(row: etree._Element) -> list[tuple[str, ...]]:
    """The style and list of every paragraph: what the numbers in front of them come from."""
    paths = (f"{W}pPr/{W}pStyle", f"{W}pPr/{W}numPr/{W}numId", f"{W}pPr/{W}numPr/{W}ilvl")
    found = [[paragraph.find(path) for path in paths] for paragraph in row.iter(W + "p")]
    return [tuple("" if each is None else str(each.get(W + "val", "")) for each in places) for places in found]


def _tag(control: etree._Element) -> str:
    properties = control.find(W + "sdtPr")
    return "" if properties is None else value_of(properties, "tag")


def _bound_to(control: etree._Element) -> str:
    """Where in the data a control has its answer; LibreOffice keeps nothing else of one in a row that was added."""
    binding = control.find(f"{W}sdtPr/{W}dataBinding")
    return "" if binding is None else str(binding.get(W + "xpath", ""))


def _remove(control: etree._Element) -> None:
    parent = control.getparent()
    if parent is not None:
        parent.remove(control)


def _blank(start: etree._Element) -> None:
    """Takes out what is shown from here to the end of the bookmark, and the bindings of it, where both lie in one paragraph."""
    paragraph = next(start.iterancestors(W + "p"), None)
    within = [] if paragraph is None else list(paragraph.iter())
    ends = [each for each in within if each.tag == W + "bookmarkEnd" and each.get(W + "id") == start.get(W + "id")]
    if not ends:
        return
    for each in within[within.index(start) : within.index(ends[0])]:
        if each.tag in SHOWN:
            _remove(each)
    for control in {*start.iterancestors(W + "sdt"), *(each for each in within if each.tag == W + "sdt")}:
        for binding in list(control.iterfind(f"{W}sdtPr/{W}dataBinding")):
            _remove(binding)
