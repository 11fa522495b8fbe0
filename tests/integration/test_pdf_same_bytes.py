"""The same document gives the same PDF, byte for byte, on any machine and any day."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import a_document
from tests.conftest import TEMPLATES
from tests.integration.long_document import long_document

ROOT = Path(__file__).parent.parent.parent

ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.builders import a_document
template, fonts = sys.argv[1:]
renderer = PdfRenderer(Path(template).read_text(encoding="utf-8"), Path(fonts))
print(hashlib.sha256(renderer.render(a_document(with_hole=True), b"{}")).hexdigest())
"""


def _elsewhere(fonts: Path, folder: Path, **changes: str) -> str:
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **changes}
    command = [sys.executable, "-c", ELSEWHERE, str(template), str(fonts)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def _here(renderer: PdfRenderer) -> str:
    return hashlib.sha256(renderer.render(a_document(with_hole=True), b"{}")).hexdigest()


@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/Anchorage", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "86400"},
    ],
    ids=["one", "another"],
)
def test_pdf_bytes_are_the_same_in_another_process(pdf_renderer: PdfRenderer, tmp_path: Path, changes: dict[str, str]) -> None:
    assert _elsewhere(TEMPLATES / "fonts", tmp_path, **changes) == _here(pdf_renderer)


def test_pdf_bytes_are_the_same_with_the_fonts_in_another_folder_and_order(pdf_renderer: PdfRenderer, tmp_path: Path) -> None:
    for path in sorted((TEMPLATES / "fonts").glob("*.otf"), reverse=True):
        shutil.copyfile(path, tmp_path / path.name)
    assert _elsewhere(tmp_path, tmp_path) == _here(pdf_renderer)


def test_pdf_bytes_are_the_same_where_the_system_has_a_font_of_the_same_name(pdf_renderer: PdfRenderer, tmp_path: Path) -> None:
    impostor = TTFont(TEMPLATES / "fonts" / "SourceSans3-Regular.otf")
    for record in impostor["name"].names:
        record.string = record.toUnicode().replace("Source Sans 3", "Source Serif 4")
    for folder in (tmp_path / ".fonts", tmp_path / ".local" / "share" / "fonts"):
        folder.mkdir(parents=True)
        impostor.save(folder / "impostor.otf")
    assert _elsewhere(TEMPLATES / "fonts", tmp_path, HOME=str(tmp_path)) == _here(pdf_renderer)


def test_pdf_bytes_do_not_depend_on_what_was_rendered_before(pdf_renderer: PdfRenderer) -> None:
    before = _here(pdf_renderer)
    pdf_renderer.render(long_document(), b'{"other": 1}')
    assert _here(pdf_renderer) == before


def test_pdf_bytes_differ_for_another_manifest(pdf_renderer: PdfRenderer) -> None:
    document = a_document()
    assert pdf_renderer.render(document, b'{"a": 1}') != pdf_renderer.render(document, b'{"a": 2}')
