"""A finished Word file in LibreOffice: it shows the same numbers, and what it saves still says where each line came from."""

import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from pypdf import PdfReader

from sokdocs.core.document.blocks import Document
from sokdocs.core.values.text import fold
from sokdocs.loading.word.document import read_docx
from tests.builders import HOSTILE, a_document
from tests.integration.docx_documents import NUMBERINGS
from tests.integration.docx_files import found, made, wanted
from tests.integration.long_document import long_document

SOFFICE = shutil.which("soffice")
if SOFFICE is None:
    warnings.warn("LibreOffice (soffice) is not here: the Word files were not opened in any office program", stacklevel=1)
pytestmark = [pytest.mark.office, pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (soffice) to open the Word files")]


def converted(document: Document, kind: str, folder: Path) -> bytes:
    (folder / "a.docx").write_bytes(made(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder / "out"),
        str(folder / "a.docx"),
    ]
    subprocess.run(asked, capture_output=True, timeout=180, check=True)
    return (folder / "out" / f"a.{kind}").read_bytes()


def shown_words(pdf: bytes, folder: Path) -> str:
    (folder / "shown.pdf").write_bytes(pdf)
    return fold(" ".join(page.extract_text() for page in PdfReader(folder / "shown.pdf").pages))


def test_libreoffice_saves_the_same_lines_with_their_bookmarks_and_the_manifest(tmp_path: Path) -> None:
    document = a_document(name=HOSTILE, with_hole=True)
    before = read_docx(made(document), name="a.docx")
    after = read_docx(converted(document, "docx", tmp_path), name="a.docx")
    assert found(after) == wanted(document)
    assert [line.bookmark for line in after.lines] == [line.bookmark for line in before.lines]
    assert after.manifest == before.manifest


@pytest.mark.parametrize("document", [a_document(), *NUMBERINGS.values()], ids=["sample", *NUMBERINGS])
def test_libreoffice_shows_the_documents_numbers(document: Document, tmp_path: Path) -> None:
    """Each numbered line stands in the page's text with its number before it, in the document's order."""
    words = shown_words(converted(document, "pdf", tmp_path), tmp_path)
    place = 0
    for number, text in wanted(document):
        if not number:
            continue
        match = re.compile(rf"(?<!\S){re.escape(number)}\s*{re.escape(text)}").search(words, place)
        assert match, f"{number} {text} is not where it should be in: {words[place:]}"
        place = match.end()


def test_libreoffice_shows_marks_and_reference_on_every_page(tmp_path: Path) -> None:
    document = long_document()
    (tmp_path / "shown.pdf").write_bytes(converted(document, "pdf", tmp_path))
    pages = [fold(page.extract_text()) for page in PdfReader(tmp_path / "shown.pdf").pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert all(mark in page for mark in document.marks)
        assert f"{document.furniture.page} {number} {document.furniture.of} {len(pages)}" in page
