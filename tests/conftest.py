"""What many tests share: the shipped templates, and renderers that are costly to make."""

from pathlib import Path

import pytest

from sokdocs.rendering.pdf import PdfRenderer

TEMPLATES = Path(__file__).parent.parent / "templates"


@pytest.fixture(scope="session")
def pdf_renderer() -> PdfRenderer:
    """The PDF renderer with the shipped template and fonts."""
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return PdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts")
