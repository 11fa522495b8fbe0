"""Every kind of letter in every form: the files keep to their standards, and the case's own values stand in each of them."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from pypdf import PdfReader

from sokdocs.core.document.blocks import Document, Table
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.making import plan
from tests.integration.letter_blocks import ALL, TABLE, by_place, faults, labels, read_back
from tests.integration.letter_world import CASES, Written, the_letters
from tests.proofs.docx_audit import docx_findings
from tests.proofs.verapdf import validate

KINDS = tuple(ALL.split())
WITH_PDF = ("main", "termination")
MARKS = ("EKSEMPEL – oppdiktet", "Modelltekst, ikke vedtatt av oppdragsgivers jurister")

# A letter as PDF takes seconds, and the letters of a family look alike: one that asks, two about a breach and what follows from it,
# and one that tells are proved each time; `-m full` takes all the others.
EACH_TIME = ("L01", "L07", "L12", "L18")

each_kind = pytest.mark.parametrize("name", KINDS)
each_pdf = pytest.mark.parametrize("name", [pytest.param(each, marks=() if each in EACH_TIME else pytest.mark.full) for each in KINDS])


@pytest.fixture(scope="module")
def world() -> World:
    """The shipped library, templates and readers."""
    return World(read_settings())


@pytest.fixture(scope="module")
def written() -> Mapping[str, Written]:
    """Every letter, issued as DOCX and HTML."""
    return the_letters(("docx", "html"), CASES)


@pytest.fixture
def pdf(name: str) -> Written:
    """The letter of this kind, issued as PDF; all those that are not among the ones of each time are made together."""
    if name in EACH_TIME:
        return the_letters(("html",), CASES, EACH_TIME)[name]
    return the_letters(("pdf",), WITH_PDF)[name]


def _missing(world: World, letter: Written, form: str) -> list[str]:
    lines = read_back(world.readers[form], letter.issued.files[form], form)
    return faults(letter, by_place(lines, labels(world.catalogue, letter)), TABLE)


@each_kind
def test_letter_as_docx_has_no_findings_and_no_part_twice(written: Mapping[str, Written], name: str) -> None:
    data = written[name].issued.files["docx"]
    assert docx_findings(data) == []
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        feet = [package.read(each).decode() for each in names if re.fullmatch(r"word/footer\d+\.xml", each)]
    assert len(names) == len({each.casefold() for each in names})
    assert feet
    assert all(mark in re.sub("<[^>]+>", "", foot) for foot in feet for mark in MARKS)


@each_kind
def test_letter_as_html_has_its_values_and_is_well_built(world: World, written: Mapping[str, Written], name: str) -> None:
    letter = written[name]
    assert _missing(world, letter, "html") == []
    page = html.document_fromstring(letter.issued.files["html"].decode())
    assert page.get("lang") == "nb"
    assert page.findtext(".//title") == f"{letter.says['title']} – {letter.contract['buyer_name']}"
    assert [each.text for each in page.iter("h1")] == [letter.says["title"]]
    levels = [int(str(each.tag)[1]) for each in page.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    body = page.find(".//main")
    assert body is not None
    tables = list(body.iter("table"))
    assert tables
    assert all(table.findtext("caption") and [cell.get("scope") for cell in table.iter("th")] for table in tables)
    assert all(cell.get("scope") in {"col", "row"} for table in tables for cell in table.iter("th"))
    assert [each.get("src") for each in page.iter("script", "img", "iframe") if each.get("src")] == []
    words = html.tostring(page, method="text", encoding="unicode")
    assert all(mark in words for mark in MARKS)


@pytest.mark.slow
@each_pdf
def test_letter_as_pdf_has_its_values_and_keeps_to_both_standards(world: World, pdf: Written, tmp_path: Path) -> None:
    assert _missing(world, pdf, "pdf") == []
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf.issued.files["pdf"])
    verdicts = validate(path)
    assert [(each.flavour, each.broken, each.is_compliant) for each in verdicts] == [
        ("PDFA_3_A", (), True),
        ("PDFUA_1", (), True),
    ]
    assert min(each.checks for each in verdicts) > 500


@pytest.mark.slow
@each_pdf
def test_letter_without_its_tables_fills_two_pages_at_most(world: World, pdf: Written) -> None:
    if _pages(pdf.issued.files["pdf"]) <= 2:
        return
    planned = plan(world.catalogue, pdf.request).assembly.document
    shortened = without_tables(planned)
    assert shortened != planned
    assert _pages(world.forms.renderer("pdf", "letter").render(shortened, b"{}")) <= 2


def _pages(data: bytes) -> int:
    return len(PdfReader(BytesIO(data)).pages)


def without_tables(document: Document) -> Document:
    """The document as it reads when every table is taken out."""
    sections = tuple(
        replace(
            section,
            clauses=tuple(
                replace(clause, blocks=tuple(each for each in clause.blocks if not isinstance(each, Table))) for clause in section.clauses
            ),
        )
        for section in document.sections
    )
    return replace(document, sections=sections)


def test_contract_on_old_terms_gets_a_notice_of_findings_and_a_demand() -> None:
    assert set(the_letters(("docx",), ("old",))) == {"L07-old", "L08-old"}
