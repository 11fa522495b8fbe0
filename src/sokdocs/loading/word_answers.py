"""What is answered in a form is no part of its own words, and is taken out before these are read.

Only places under questions that the manifest inside names: in a contract, nothing can be kept out of sight as an answer.
"""

import re

from lxml import etree

from sokdocs.core.values.identifiers import QUESTION_PART
from sokdocs.loading.word_numbers import W, value_of
from sokdocs.loading.word_paragraphs import SHOWN_AS, TEXTS

NAMED_QUESTION = re.compile(rf'"({QUESTION_PART}\.\d{{1,2}})"'.encode())
TAGGED = re.compile(rf"answer;({QUESTION_PART}\.\d{{1,2}})(?:[.;].*)?")
BOOKED = re.compile(rf"_answer_({QUESTION_PART})_(\d{{1,2}})(?:_.*)?")
SHOWN = frozenset({*TEXTS, *SHOWN_AS})


def take_out_answers(body: etree._Element, manifest: bytes | None) -> None:
    """Takes the answers out of a body; those that lie in no control and no bookmark of ours stay."""
    questions = {found.decode() for found in NAMED_QUESTION.findall(manifest or b"")}
    if not questions:
        return
    for control in list(body.iter(W + "sdt")):
        properties = control.find(W + "sdtPr")
        match = None if properties is None else TAGGED.fullmatch(value_of(properties, "tag"))
        if match and match.group(1) in questions:
            _remove(control)
    for start in list(body.iter(W + "bookmarkStart")):
        match = BOOKED.fullmatch(str(start.get(W + "name", "")))
        if match and f"{match.group(1)}.{match.group(2)}" in questions:
            _blank(start)


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
