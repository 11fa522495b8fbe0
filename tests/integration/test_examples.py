"""The 15 examples, as tender appendix and as note for the file: made in every form, read back, and held against the standards."""

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from sokdocs.core.document.outline import outline
from sokdocs.core.issuance.completeness import differences
from sokdocs.core.issuance.returned import ReturnedFile
from sokdocs.core.values.identifiers import organisation_number
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.checking import check_facts
from sokdocs.workflows.making import Plan, Request, make, plan
from tests.proofs.docx_audit import docx_findings
from tests.proofs.verapdf import validate

FOLDER = Path(__file__).parent.parent.parent / "examples" / "procurements"
EXAMPLES = sorted(FOLDER.glob("*.yaml"))
KINDS = ("tender-appendix", "procurement-note")
MARKS = ("EKSEMPEL – oppdiktet", "Modelltekst, ikke vedtatt av oppdragsgivers jurister")

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem[:2])
# Of each category one is made as a file each time; `-m full` takes all the others.
ONE_OF_EACH = ("03", "04", "08", "13", "14", "15")
each_file = pytest.mark.parametrize(
    "example", [pytest.param(path, id=path.stem[:2], marks=() if path.stem[:2] in ONE_OF_EACH else pytest.mark.full) for path in EXAMPLES]
)
each_kind = pytest.mark.parametrize("kind", KINDS)
# Proof of a PDF takes seconds, and the pages of a kind look alike: each time the two appendices of small value, which are a page long, and
# a note are proved; `-m full` takes all the others, and a long document is proved by test_pdf_standards.
EACH_TIME = {KINDS[0]: ("03", "13"), KINDS[1]: ("01",)}
each_page = pytest.mark.parametrize(
    ("kind", "example"),
    [
        pytest.param(kind, path, id=f"{kind}-{path.stem[:2]}", marks=() if path.stem[:2] in EACH_TIME[kind] else pytest.mark.full)
        for kind in KINDS
        for path in EXAMPLES
    ],
)


@cache
def the_world() -> World:
    """The shipped library, templates and readers, opened once."""
    return World(read_settings())


@cache
def planned(example: Path, kind: str) -> Plan:
    """The document of an example."""
    world = the_world()
    return plan(world.catalogue, Request(kind, "nb", (), world.answers(example)))


@cache
def made(example: Path, kind: str, form: str) -> tuple[bytes, bytes]:
    """The finished file of an example in one form, and the manifest that was sealed for it."""
    world = the_world()
    request = Request(kind, "nb", (form,), world.answers(example))
    finished = make(world.catalogue, request, planned(example, kind), world.forms)
    return finished.files[form], finished.manifest.data


def _read_back(example: Path, kind: str, form: str) -> ReturnedFile:
    data, manifest = made(example, kind, form)
    returned = the_world().readers[form](data, f"{example.stem}.{form}")
    wanted = outline(planned(example, kind).assembly.document)
    assert len(wanted) > 40
    assert [str(each) for each in differences(wanted, returned.lines)] == []
    assert returned.manifest == manifest
    return returned


def test_examples_are_fifteen_and_invented() -> None:
    numbers = [re.match(r"\d\d", path.name) for path in EXAMPLES]
    assert [each.group() for each in numbers if each] == [f"{number:02}" for number in range(1, 16)]
    for example in EXAMPLES:
        sheet = the_world().answers(example).sheet
        assert sheet.values["example"] is True
        for name in ("buyer_orgnr", "supplier_orgnr"):
            assert organisation_number(sheet.text(name)) == sheet.text(name)
            assert sheet.text(name).startswith("3")
        assert sheet.text("contact_mailbox").endswith(".example")


def test_examples_have_each_buyer_and_supplier_once() -> None:
    sheets = [the_world().answers(example).sheet for example in EXAMPLES]
    numbers = [sheet.text(name) for sheet in sheets for name in ("buyer_orgnr", "supplier_orgnr")]
    assert len(set(numbers)) == 30
    assert len({sheet.text("case_number") for sheet in sheets}) == 15


@each_example
@each_kind
def test_example_is_complete_and_without_doubts(example: Path, kind: str) -> None:
    report = check_facts(the_world().catalogue, the_world().answers(example), kind)
    assert [str(each) for each in report.problems] == []
    assert set(report.outcome) == {"category", "terms", "form", "pack", "clauses"}


@each_example
@each_kind
def test_example_has_no_holes_and_carries_the_marks(example: Path, kind: str) -> None:
    assembly = planned(example, kind).assembly
    assert assembly.missing == ()
    assert assembly.document.marks == MARKS
    assert "[mangler" not in "\n".join(str(line) for line in outline(assembly.document))


@each_file
@each_kind
def test_example_docx_says_what_the_document_says_and_has_no_findings(example: Path, kind: str) -> None:
    returned = _read_back(example, kind, "docx")
    assert any(line.tag for line in returned.lines)
    data, _ = made(example, kind, "docx")
    assert docx_findings(data) == []
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        feet = [package.read(name).decode() for name in names if re.fullmatch(r"word/footer\d+\.xml", name)]
    assert len(names) == len(set(names))
    assert feet
    for foot in feet:
        assert all(mark in re.sub("<[^>]+>", "", foot) for mark in MARKS)


@each_file
@each_kind
def test_example_html_says_what_the_document_says(example: Path, kind: str) -> None:
    _read_back(example, kind, "html")
    shown = made(example, kind, "html")[0].decode().split('id="manifest"')[0]
    assert all(f"<li>{mark}</li>" in shown for mark in MARKS)


def test_example_of_each_category_is_made_as_a_file_each_time() -> None:
    categories = {path.stem[:2]: planned(path, KINDS[0]).selection.situation.category for path in EXAMPLES}
    assert None not in categories.values()
    assert {each.id for each in categories.values() if each} == {categories[each].id for each in ONE_OF_EACH}  # type: ignore[union-attr]


@pytest.mark.slow
@each_page
def test_example_pdf_says_what_the_document_says_and_keeps_to_both_standards(example: Path, kind: str, tmp_path: Path) -> None:
    _read_back(example, kind, "pdf")
    data, _ = made(example, kind, "pdf")
    path = tmp_path / "example.pdf"
    path.write_bytes(data)
    verdicts = validate(path)
    assert [(each.flavour, each.broken, each.is_compliant) for each in verdicts] == [
        ("PDFA_3_A", (), True),
        ("PDFUA_1", (), True),
    ]
    assert min(each.checks for each in verdicts) > 500
    pages = PdfReader(BytesIO(data)).pages
    for index in {0, len(pages) // 2, len(pages) - 1}:
        text = " ".join(pages[index].extract_text().split())
        assert all(mark in text for mark in MARKS), f"page {index + 1}"


SMALL = [path for path in EXAMPLES if path.name.startswith(("03", "13"))]


@each_example
def test_example_asks_for_a_requirement_only_where_the_value_is_small(example: Path) -> None:
    planned_terms = planned(example, KINDS[0]).selection.situation.decision.terms.result
    assert (planned_terms == "requirement_only") is (example in SMALL)


@pytest.mark.parametrize("example", SMALL, ids=lambda path: path.stem[:2])
def test_example_of_small_value_is_one_page(example: Path) -> None:
    data, _ = made(example, KINDS[0], "pdf")
    assert len(PdfReader(BytesIO(data)).pages) == 1
