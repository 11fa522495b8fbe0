"""Explaining an issued file: as issued, saved by other programs, edited, and with everything but the words removed."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest

from sokdocs.core.issuance.alteration import State
from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.explaining import Explanation, Proof, explain
from sokdocs.workflows.issuing import Issue, issue
from sokdocs.workflows.making import Request

EXAMPLE = Path("examples/procurements/05-arbeidstoy-og-verneutstyr.yaml")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(read_settings(home=tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="module")
def issued(world: World) -> Iterator[Issue]:
    request = Request("tender-appendix", "nb", ("docx", "pdf"), world.answers(EXAMPLE))
    yield issue(world.catalogue, request, world)


def explained(world: World, data: bytes, form: str) -> Explanation:
    return explain(data, f"a.{form}", world.readers[form], world.catalogue, world.register)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_issued_file_is_unaltered_and_names_the_version_of_every_clause_paragraph(world: World, issued: Issue, form: str) -> None:
    result = explained(world, issued.files[form], form)
    assert result.is_proven and result.proof is Proof.IDENTICAL
    assert {line.state for line in result.lines} == {State.UNALTERED}
    assert ("K-302", "2022-07-01") in {(line.clause, line.version) for line in result.lines}
    assert all(line.version for line in result.lines if line.clause)


def test_docx_saved_by_python_docx_is_still_unaltered(world: World, issued: Issue) -> None:
    saved = BytesIO()
    docx.Document(BytesIO(issued.files["docx"])).save(saved)
    result = explained(world, saved.getvalue(), "docx")
    assert result.is_proven and result.proof is Proof.RECORDED


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="NOT CHECKED: LibreOffice is not installed")
def test_docx_saved_by_libreoffice_is_still_unaltered(world: World, issued: Issue, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(issued.files["docx"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(tmp_path / "saved"),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    result = explained(world, (tmp_path / "saved" / "a.docx").read_bytes(), "docx")
    assert [(line.clause, line.state, line.text) for line in result.lines if line.state is not State.UNALTERED] == []


def test_one_edited_word_is_flagged_changed(world: World, issued: Issue) -> None:
    edited = in_part(
        issued.files["docx"],
        "word/document.xml",
        lambda xml: xml.replace("Leverandøren skal oppfylle bilaget", "Leverandøren bør oppfylle bilaget", 1),
    )
    result = explained(world, edited, "docx")
    changed = [line for line in result.lines if line.state is not State.UNALTERED]
    assert [(line.clause, line.state) for line in changed] == [("K-001", State.CHANGED)]
    assert not result.is_proven


def test_removed_paragraph_stands_as_missing_and_an_added_one_as_unknown(world: World, issued: Issue) -> None:
    returned = world.readers["docx"](issued.files["docx"], "a.docx")
    at = next(index for index, line in enumerate(returned.lines) if line.text.startswith("Leverandøren skal oppfylle bilaget"))
    added = replace(returned.lines[at], text="Leverandøren kan når som helst si opp.")
    shorter = replace(returned, lines=(*returned.lines[:at], *returned.lines[at + 1 :], added))
    result = explain(b"", "a.docx", lambda _data, _name: shorter, world.catalogue)
    states = [(line.clause, line.state) for line in result.lines if line.state is not State.UNALTERED]
    assert states == [("K-001", State.MISSING), ("K-001", State.UNKNOWN)]


def test_docx_without_manifest_tags_and_bookmarks_still_names_the_versions(world: World, issued: Issue) -> None:
    bare = without_marks(issued.files["docx"])
    result = explained(world, bare, "docx")
    assert result.basis == "words" and result.proof is Proof.NO_MANIFEST
    assert_versions_are_named(world, issued, result)


@pytest.mark.slow
def test_pdf_without_manifest_still_names_the_versions(world: World, issued: Issue) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(issued.files["pdf"]))
    del writer.root_object["/Names"]
    writer.root_object.pop("/AF", None)
    bare = BytesIO()
    writer.write(bare)
    result = explained(world, bare.getvalue(), "pdf")
    assert result.basis == "words"
    assert_versions_are_named(world, issued, result)


def test_edited_word_is_flagged_changed_also_without_manifest(world: World, issued: Issue) -> None:
    bare = without_marks(issued.files["docx"])
    edited = in_part(
        bare, "word/document.xml", lambda xml: xml.replace("Leverandøren skal oppfylle bilaget", "Leverandøren bør oppfylle bilaget", 1)
    )
    result = explained(world, edited, "docx")
    assert [(line.clause, line.state) for line in result.lines if line.state is State.CHANGED] == [("K-001", State.CHANGED)]


def test_manifest_of_another_content_under_a_recorded_reference_is_not_believed(world: World, issued: Issue) -> None:
    returned = world.readers["docx"](issued.files["docx"], "a.docx")
    forged = replace(returned, manifest=(returned.manifest or b"").replace(b'"language":"nb"', b'"language":"nn"', 1))
    result = explain(b"", "a.docx", lambda _data, _name: forged, world.catalogue, world.register)
    assert result.proof is Proof.DIFFERS and not result.is_proven


def assert_versions_are_named(world: World, issued: Issue, result: Explanation) -> None:
    """Every clause paragraph has the same clause and version as with the manifest, and nothing counts as changed."""
    whole = explained(world, issued.files["docx"], "docx")
    expected = [(line.clause, line.version) for line in whole.lines]
    found = [(line.clause, line.version) for line in result.lines]
    named = [index for index, line in enumerate(whole.lines) if line.clause and not result.lines[index].is_fact]
    frame = {index for index in named if not found[index][0]}
    assert {whole.lines[index].clause for index in frame} <= {"K-601", "K-602", "K-603"}
    assert [found[index] for index in named if index not in frame] == [expected[index] for index in named if index not in frame]
    assert not [line for line in result.lines if line.state in (State.CHANGED, State.MISSING)]


def in_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The package with one part's text changed; a change that changes nothing is a fault of the test."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in package.namelist():
            content = package.read(member)
            if member == name:
                changed = change(content.decode()).encode()
                assert changed != content
                content = changed
            made.writestr(member, content)
    return out.getvalue()


def without_marks(data: bytes) -> bytes:
    """The DOCX without custom XML, content-control tags and bookmarks."""
    bare = in_part(
        data, "word/document.xml", lambda xml: re.sub(r"<w:tag [^>]*/>|<w:bookmarkStart [^>]*/>|<w:bookmarkEnd [^>]*/>", "", xml)
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(bare)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in package.namelist():
            if member.startswith("customXml/"):
                continue
            content = package.read(member).decode("utf-8", "surrogateescape")
            if member.endswith(".rels"):
                content = re.sub(r"<Relationship [^>]*customXml[^>]*/>", "", content)
            if member == "[Content_Types].xml":
                content = re.sub(r"<Override [^>]*customXml[^>]*/>", "", content)
            made.writestr(member, content.encode("utf-8", "surrogateescape"))
    return out.getvalue()
