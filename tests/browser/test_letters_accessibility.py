"""Letters of four kinds in Chromium: axe finds nothing in the finished HTML, on a desktop or a telephone."""

import pytest
from playwright.sync_api import Browser

from tests.browser.test_html_accessibility import DESKTOP, TELEPHONE, opened, violations
from tests.integration.letter_world import the_letters

pytestmark = pytest.mark.browser

KINDS = ("L01-all", "L08-joint", "L12-acute", "L16-acute")


@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing_in_a_letter(browser: Browser, name: str, size: tuple[int, int]) -> None:
    letter = the_letters(("html",), ("acute", "joint"))[name]
    with opened(browser, letter.issued.files["html"].decode(), size) as page:
        assert violations(page) == []
