"""Adds a row to the open ones of a Word form, as Word 2013 and later do when the plus sign is chosen, and takes one away again."""

import re
from copy import deepcopy

from lxml import etree

from tests.integration.docx_files import MAIN, W, parts_of, with_parts
from tests.integration.form_docx_filling import W14, F, data_part, show

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MARKS = (W + "bookmarkStart", W + "bookmarkEnd")


def items_of(root: etree._Element, question: str) -> list[etree._Element]:
    """The controls around the open rows of a question."""
    wanted = f"/f:form[1]/f:rows.{question}[1]/f:row"
    binding = next(each for each in root.iter(W15 + "dataBinding") if each.get(W + "xpath") == wanted)
    return next(binding.iterancestors(W + "sdt")).findall(f"{W}sdtContent/{W}sdt")


def with_added_rows(data: bytes, question: str, count: int = 1, *, after: int = 0) -> bytes:
    """The form with so many rows more, after this one (the last, where none is named): copies without answers, counted anew."""
    part = data_part(data)
    body, held = (etree.fromstring(parts_of(data)[name]) for name in (MAIN, part))
    for _ in range(count):
        items = items_of(body, question)
        at = after or len(items)
        item = deepcopy(items[at - 1])
        items[at - 1].addnext(item)
        _empty(item)
        rows = held.findall(f"{F}rows.{question}/{F}row")
        row = deepcopy(rows[at - 1])
        rows[at - 1].addnext(row)
        for each in row.iter():
            each.text = "false" if each.text in ("true", "false") else None
    _count(body, question)
    return with_parts(data, {MAIN: _bytes(body), part: _bytes(held)})


def without_row(data: bytes, question: str, row: int) -> bytes:
    """The form with one of the open rows taken away."""
    part = data_part(data)
    body, held = (etree.fromstring(parts_of(data)[name]) for name in (MAIN, part))
    for gone in (items_of(body, question)[row - 1], held.findall(f"{F}rows.{question}/{F}row")[row - 1]):
        parent = gone.getparent()
        assert parent is not None
        parent.remove(gone)
    _count(body, question)
    return with_parts(data, {MAIN: _bytes(body), part: _bytes(held)})


def _empty(item: etree._Element) -> None:
    for mark in list(item.iter(*MARKS)):
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    for identity in item.iter(W + "id"):
        identity.set(W + "val", str(int(str(identity.get(W + "val"))) + 500_000))
    for control in item.iter(W + "sdt"):
        if control.find(f"{W}sdtPr/{W14}checkbox") is not None:
            next(control.iter(W14 + "checked")).set(W14 + "val", "0")
            next(control.iter(W + "t")).text = "\u2610"
        elif control.find(f"{W}sdtPr/{W}dataBinding") is not None and control.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            show(control, "")


def _count(body: etree._Element, question: str) -> None:
    for number, item in enumerate(items_of(body, question), 1):
        for binding in item.iter(W + "dataBinding"):
            binding.set(W + "xpath", re.sub(r"/f:row\[\d+\]", f"/f:row[{number}]", str(binding.get(W + "xpath"))))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
