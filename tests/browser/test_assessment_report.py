"""The assessment of a self-report in Chromium: axe finds nothing, it fits a telephone, no words of the chart lie on others, it prints."""

from functools import cache
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from sokdocs.core.self_report.assessment import Assessment
from tests.browser.test_case_overview import COLOURS, JUDGED, TELEPHONE, contrast, shapes, touching
from tests.browser.test_html_accessibility import DESKTOP, HERE, opened
from tests.builders import HOSTILE
from tests.integration.assessment_maker import ANSWERS, an_assessment, papers, with_facts

pytestmark = pytest.mark.browser

LONG = "Underleverandørkontrolldokumentasjonsgjennomgang " * 3
SIZES = {"wide": DESKTOP, "narrow": TELEPHONE}
# words that wrap share their box with their neighbours; axe then can't judge them here, but judges the same style elsewhere
WRAPPED = "!node.any.some(each => each.data && /^elmPartiallyObscur/.test(each.data.messageKey))"
each_size = pytest.mark.parametrize("layout", SIZES)


def assessments() -> dict[str, Assessment]:
    """A red form, one with long and hostile names, and one without answers."""
    found = an_assessment()
    parts = {number: f"{title} {LONG}" for number, title in found.headings.parts.items()}
    long = with_facts(("Leverandør", HOSTILE), (LONG, LONG), values={**ANSWERS, "Q1.1.evidence": (f"{LONG.replace(' ', '')}.pdf",)})
    headings = type(found.headings)(long.headings.facts, parts, found.headings.questions)
    return {"red": found, "long": an_assessment(headings=headings, proofs=long.proofs), "empty": an_assessment({}, ())}


@cache
def page_of(name: str) -> str:
    return papers().render("html", assessments()[name], "nb").decode()


def violations(page: Page) -> list[str]:
    page.evaluate((HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(JUDGED.replace("!drawn(node)", f"!drawn(node) && {WRAPPED}"))
    assert {"color-contrast", "heading-order", "region", "svg-img-alt"} <= set(found["passed"])
    assert found["unsure"] == []
    return list(found["violations"])


@each_size
@pytest.mark.parametrize("name", ["red", "long", "empty"])
def test_axe_finds_nothing_and_the_page_is_no_wider_than_the_window(browser: Browser, name: str, layout: str) -> None:
    with opened(browser, page_of(name), SIZES[layout]) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == SIZES[layout][0]
        assert page.locator("svg:visible").count() == 1
        assert page.locator(f"svg.{layout}").is_visible()


@each_size
@pytest.mark.parametrize("name", ["red", "long", "empty"])
def test_words_of_the_chart_can_be_read_and_lie_on_no_others(browser: Browser, name: str, layout: str) -> None:
    with opened(browser, page_of(name), SIZES[layout]) as page:
        found, colours = shapes(page, layout), page.evaluate(COLOURS, layout)
        width = float(page.locator(f"svg.{layout}").get_attribute("viewBox").split()[2])  # type: ignore[union-attr]
    assert len(found) > 10
    assert touching(found) == []
    assert [each[0] for each in found if each[1] < -1 or each[1] + each[3] > width + 1] == []
    assert [(words, fill, behind) for words, fill, behind in colours if contrast(fill, behind) < 4.5] == []


def test_axe_finds_what_is_broken_on_purpose(browser: Browser) -> None:
    html = page_of("red").replace("--quiet: #4a5361", "--quiet: #b5bac2")
    with opened(browser, html) as page:
        assert [each.split(":")[0] for each in violations(page)] == ["color-contrast"]


def test_hostile_names_stand_as_they_are(browser: Browser) -> None:
    with opened(browser, page_of("long")) as page:
        assert HOSTILE in page.locator("dl").inner_text()
        assert page.locator("dl b").count() == 0


def test_page_asks_for_nothing_and_runs_nothing(browser: Browser) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    bad = with_facts(("Leverandør", "<script>document.title='ran'</script><img src=x>"))
    page.set_content(papers().render("html", bad, "nb").decode())
    page.wait_for_load_state("networkidle")
    title = page.title()
    page.close()
    assert asked == [] and title != "ran"


def test_page_prints_on_portrait_sheets_with_the_whole_chart_on_one(browser: Browser) -> None:
    with opened(browser, page_of("red"), TELEPHONE) as page:
        page.emulate_media(media="print")
        assert page.locator("svg.wide").is_visible() and not page.locator("svg.narrow").is_visible()
        pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    drawn = [each for each in (sheet.extract_text() for sheet in pdf.pages) if "Samlet, med vekter" in each]
    assert len(drawn) == 1 and "Del 1 Forankring" in drawn[0]
