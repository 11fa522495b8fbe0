"""The HTML file in Chromium: axe finds nothing, it fits a telephone, it asks for nothing, and it prints."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from sokdocs.core.document.blocks import Document, Letterhead
from sokdocs.core.document.outline import outline
from sokdocs.core.values.text import fold
from sokdocs.rendering.html.renderer import HtmlRenderer
from tests.builders import HOSTILE, a_document
from tests.integration.long_document import long_document

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
TEMPLATE = HERE.parents[1] / "templates" / "tender-appendix" / "tender-appendix.html.j2"
DESKTOP, TELEPHONE = (1280, 800), (320, 640)
RUN = """async () => {
  const kinds = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly: {type: "tag", values: kinds}});
  // words that wrap share their box with their neighbours; axe then can't judge them here, but judges the same style elsewhere
  const wrapped = node => node.any.some(each => each.data && /^elmPartiallyObscur/.test(each.data.messageKey));
  const unsure = found.incomplete.filter(rule => rule.nodes.some(node => !wrapped(node)));
  return {violations: found.violations.map(rule => rule.id + ": " + rule.nodes.map(node => node.html).join(" | ")),
          unsure: unsure.map(rule => rule.id), passed: found.passes.map(rule => rule.id)};
}"""


def render(document: Document) -> str:
    return HtmlRenderer(TEMPLATE.read_text(encoding="utf-8")).render(document, b'{"kind": "tender-appendix"}').decode()


@contextmanager
def opened(browser: Browser, html: str, size: tuple[int, int] = DESKTOP) -> Iterator[Page]:
    """The file in a window of its own."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_content(html)
    try:
        yield page
    finally:
        page.close()


def violations(page: Page) -> list[str]:
    page.evaluate((HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(RUN)
    assert {"color-contrast", "heading-order", "region"} <= {
        *found["passed"],
        *(rule.split(":")[0] for rule in found["violations"]),
    }
    assert found["unsure"] == []
    return list(found["violations"])


DOCUMENTS = {
    "plain": a_document(),
    "draft": a_document(with_hole=True),
    "long": long_document(),
    "hostile": a_document(name=HOSTILE),
    "issued": replace(
        a_document(),
        reference="2026-0007",
        letterhead=Letterhead("Storvik kommune", ("Rådhusgata 1",), footer="post@storvik.example"),
    ),
    "light colour": replace(a_document(), letterhead=Letterhead("Storvik kommune", colour="#ffd400")),
    "bare": replace(a_document(), has_contents=False, marks=(), front=(), subtitle=""),
}


@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_axe_finds_nothing_in_a_finished_file(browser: Browser, name: str, size: tuple[int, int]) -> None:
    with opened(browser, render(DOCUMENTS[name]), size) as page:
        assert violations(page) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('<html lang="nb">', "<html>", "html-has-lang"),
        ("--quiet: #4a5361", "--quiet: #b5bac2", "color-contrast"),
        ("<h3>", "<h5>", "heading-order"),
        ("<main", "<div", "landmark-one-main"),
        ('<dl class="front"', '<dl class="front"><p>x</p', "definition-list"),
        ('tabindex="0"', 'tabindex="3"', "tabindex"),
        ("</main>", "<img src='data:,'></main>", "image-alt"),
    ],
)
def test_axe_finds_what_is_broken_on_purpose(browser: Browser, old: str, new: str, rule: str) -> None:
    html = render(a_document())
    assert old in html
    with opened(browser, html.replace(old, new)) as page:
        page.evaluate((HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8"))
        assert rule in {found.split(":")[0] for found in page.evaluate(RUN)["violations"]}


def test_the_page_is_never_wider_than_a_telephone(browser: Browser) -> None:
    long = replace(a_document(name="Tråd" * 60), title="Menneskerettighetsvilkårsdokumentasjonskrav i leverandørkjeden")
    with opened(browser, render(long), TELEPHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE[0]


def test_the_browser_shows_every_line_with_its_number(browser: Browser) -> None:
    document = a_document(name=HOSTILE, with_hole=True)
    with opened(browser, render(document)) as page:
        shown = fold(page.locator("main").inner_text())
    position = 0
    for line in outline(document):
        words = fold(f"{line.number} {line.text}")
        assert words in shown[position:], f"{words} is not shown, or not in its place"
        if line.number.startswith("("):  # a heading stands in the contents too, so only provisions move the place on
            position = shown.index(words, position)


def test_the_file_asks_for_nothing_and_says_nothing_in_the_console(browser: Browser) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.set_content(render(a_document(name="<img src=x onerror=alert(1)><script>alert(2)</script>")))
    page.wait_for_load_state("networkidle")
    page.close()
    assert asked == []


def test_a_script_that_got_in_would_not_run(browser: Browser) -> None:
    html = render(a_document()).replace("</main>", "<script>document.title = 'ran'</script></main>")
    with opened(browser, html) as page:
        assert page.title().startswith("Kontraktsvilkår")


def test_a_printed_page_carries_marks_and_reference_in_its_foot(browser: Browser) -> None:
    marks = ('EKSEMPEL – "oppdiktet" \\ {x}', "Modelltekst")
    with opened(browser, render(replace(a_document(), reference="2026-0007", marks=marks))) as page:
        pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    foot = fold(f"2026-0007 · {marks[0]} · {marks[1]}")
    assert len(pdf.pages) > 1
    assert all(foot in fold(sheet.extract_text()) for sheet in pdf.pages)
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
