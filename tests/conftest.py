"""What many tests share: the shipped templates, and renderers that are costly to make."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sokdocs.rendering.pdf.renderer import PdfRenderer
from tests.shipped import share

# Machines are shared and noisy: no test is judged by the clock.
settings.register_profile("sokdocs", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("sokdocs")

TEMPLATES = Path(__file__).parent.parent / "templates"


@pytest.fixture(scope="session", autouse=True)
def _shared_library() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share(patch)
        yield


@pytest.fixture(scope="session")
def pdf_renderer() -> PdfRenderer:
    """The PDF renderer with the shipped template and fonts."""
    template = TEMPLATES / "tender-appendix" / "tender-appendix.typ"
    return PdfRenderer(template.read_text(encoding="utf-8"), TEMPLATES / "fonts")
