"""Every example's HTML in Chromium: axe finds nothing."""

from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sokdocs.settings import read_settings
from sokdocs.wiring import World
from sokdocs.workflows.drafting import draft
from sokdocs.workflows.making import Request
from tests.browser.test_html_accessibility import opened, violations

pytestmark = pytest.mark.browser

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "procurements").glob("*.yaml"))


@cache
def the_world() -> World:
    return World(read_settings())


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        pytest.param(kind, path, id=f"{kind}-{path.stem[:2]}", marks=pytest.mark.full if place % 5 else ())
        for kind in ("tender-appendix", "procurement-note")
        for place, path in enumerate(EXAMPLES)
    ],
)
def test_axe_finds_nothing_in_an_example(browser: Browser, example: Path, kind: str) -> None:
    world = the_world()
    made = draft(world.catalogue, Request(kind, "nb", ("html",), world.answers(example)), world.forms)
    with opened(browser, made.files["html"].decode()) as page:
        assert violations(page) == []
