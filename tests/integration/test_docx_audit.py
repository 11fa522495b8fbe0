"""The DOCX proof itself: it is silent about a right file and speaks about each kind of broken one."""

import warnings
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest

from tests.proofs.docx_audit import docx_findings

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NEIGHBOURS = {
    "styles": f'<w:styles xmlns:w="{W}"/>',
    "settings": f'<w:settings xmlns:w="{W}"/>',
    "fontTable": f'<w:fonts xmlns:w="{W}"/>',
}
COLOURS = (
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
FONT = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
THEME = (
    f'<a:theme xmlns:a="{A}" name="T"><a:themeElements><a:clrScheme name="T">'
    + "".join(f'<a:{name}><a:srgbClr val="000000"/></a:{name}>' for name in COLOURS)
    + f'</a:clrScheme><a:fontScheme name="T"><a:majorFont>{FONT}</a:majorFont><a:minorFont>{FONT}</a:minorFont></a:fontScheme>'
    + f'<a:fmtScheme name="T"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst><a:lnStyleLst>{"<a:ln/>" * 3}</a:lnStyleLst>'
    + f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    + f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{name}+xml"/>' for name in NEIGHBOURS)
    + '<Override PartName="/word/theme.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>'
)
RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
OWN_RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    + "".join(f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in (*NEIGHBOURS, "theme"))
    + "</Relationships>"
)
PARAGRAPH = '<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:t>Ord</w:t></w:r></w:p>'


def a_docx(body: str = PARAGRAPH, parts: Mapping[str, str] | None = None, *, twice: str = "") -> bytes:
    """The smallest package without a fault, with another body, other parts, or one name that stands twice."""
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    neighbours = {f"word/{name}.xml": text for name, text in (*NEIGHBOURS.items(), ("theme", THEME))}
    fixed = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONSHIPS,
        "word/_rels/document.xml.rels": OWN_RELATIONSHIPS,
    }
    packed = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore", UserWarning)  # the second of two equal names is what is wanted here
        for name, text in {**fixed, "word/document.xml": document, **neighbours, **(parts or {})}.items():
            package.writestr(name, text)
        if twice:
            package.writestr(twice, document)
    return packed.getvalue()


def test_audit_finds_nothing_in_a_right_file() -> None:
    assert docx_findings(a_docx()) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<w:r><w:t>Ord</w:t></w:r>", "body"),
        (PARAGRAPH.replace('w:val="left"', 'w:val="sideways"'), "jc"),
        ("<w:p><w:r><w:t>Ord</w:t></w:r><w:pPr/></w:p>", "pPr"),
        ("<w:p><w:nonsense/></w:p>", "nonsense"),
        ('<w:p><w:hyperlink r:id="rId99"><w:r><w:t>Ord</w:t></w:r></w:hyperlink></w:p>', "rId99"),
        (PARAGRAPH + "<w:p>", "document.xml"),
    ],
    ids=["run-in-body", "bad-value", "wrong-order", "unknown-element", "missing-relationship", "broken-xml"],
)
def test_audit_finds_a_broken_body(body: str, words: str) -> None:
    findings = docx_findings(a_docx(body))
    assert any(words in finding for finding in findings), findings


def test_audit_finds_a_missing_main_part() -> None:
    assert docx_findings(a_docx(parts={"_rels/.rels": RELATIONSHIPS.replace("word/document.xml", "word/gone.xml")}))


@pytest.mark.parametrize("name", ["word/document.xml", "word/Document.xml"])
def test_audit_finds_a_name_that_stands_twice(name: str) -> None:
    assert docx_findings(a_docx(twice=name)) == ["[package] word/document.xml: stands 2 times"]


def test_audit_finds_a_damaged_part() -> None:
    whole = bytearray(a_docx())
    with zipfile.ZipFile(BytesIO(whole)) as package:
        entry = package.getinfo("word/document.xml")
    whole[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    assert docx_findings(bytes(whole)) == ["[package] word/document.xml: damaged"]


@pytest.mark.parametrize("data", [b"", b"no package"])
def test_audit_finds_what_is_no_package(data: bytes) -> None:
    assert docx_findings(data)[0].startswith("[package] not a ZIP file")
