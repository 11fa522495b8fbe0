"""The overview of a case in Chromium: axe finds nothing, it fits a telephone, no words lie on others, it asks for nothing, it prints."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from sokdocs.core.casework.case import Case, EventKind
from sokdocs.core.casework.dossier import DossierFile, DossierIndex, Fileless
from sokdocs.rendering.timeline.overview import CaseOverviews
from tests.browser.test_html_accessibility import DESKTOP, HERE, RUN, opened
from tests.builders import HOSTILE
from tests.integration.overview_case import the_case, the_phrases, the_timeline, to_the_stop
from tests.unit.casework.makers import event, letter

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[2] / "templates" / "case-overview"
TELEPHONE, TABLET, LAPTOP = (360, 740), (900, 1100), (1000, 700)
LABEL = "Underleverandørkontrolldokumentasjonsgjennomgang " * 3
SHAPES = """(name) => [...document.querySelectorAll(`svg.${name} text`)].map(each => {
  const box = each.getBBox();
  return [each.textContent, box.x, box.y, box.width, box.height];
})"""
JUDGED = """async () => {
  const kinds = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly: {type: "tag", values: kinds}});
  // axe can't judge the colours of words in a drawing; a test of our own does
  const drawn = node => /^<t(ext|span)/.test(node.html) && node.any.some(each => each.id === "color-contrast");
  const unsure = found.incomplete.filter(rule => rule.nodes.some(node => !drawn(node)));
  return {violations: found.violations.map(rule => rule.id + ": " + rule.nodes.map(node => node.html).join(" | ")),
          unsure: unsure.map(rule => rule.id), passed: found.passes.map(rule => rule.id)};
}"""
COLOURS = """(name) => {
  const numbers = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const rects = [...document.querySelectorAll(`svg.${name} > rect`)];
  return [...document.querySelectorAll(`svg.${name} text, svg.${name} tspan`)].map(words => {
    const style = getComputedStyle(words), at = words.getBoundingClientRect();
    const x = at.x + at.width / 2, y = at.y + at.height / 2;
    const under = rects.filter(each => {
      const box = each.getBoundingClientRect();
      return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
    }).pop();
    const has_edge = style.stroke !== "none" && style.paintOrder.startsWith("stroke");
    const paper = has_edge ? style.stroke : under ? getComputedStyle(under).fill : "rgb(255, 255, 255)";
    const behind = paper.startsWith("url") ? getComputedStyle(document.querySelector(".hatch-line")).stroke : paper;
    return [words.textContent, numbers(style.fill), numbers(behind)];
  });
}"""
CARDS = """() => [...document.querySelectorAll('svg.wide rect.card')].map(each => {
  const box = each.getBBox(); return ['', box.x, box.y, box.width, box.height];
})"""


def crowded() -> Case:
    """Twenty letters and as many answers in six weeks, then nothing for years."""
    letters = [letter("L03", f"2026-03-{day:02}", due_answer=f"2026-04-{day:02}") for day in range(1, 21)]
    answers = [event(EventKind.ANSWER, f"2026-04-{day:02}", about=2, what="other", summary=LABEL) for day in range(1, 21)]
    return the_case(event(EventKind.OPENED, "2026-02-02", contract="KO-1", ladder="standard"), *letters, *answers)


def withdrawn() -> Case:
    return the_case(
        letter("L01", "2026-02-03", due_answer="2026-03-17"),
        letter("L20", "2026-02-05", corrected_document=1, correction_kind="withdrawal"),
        supplier_name=HOSTILE,
        title=LABEL,
    )


CASES: Mapping[str, tuple[Case, str]] = {
    "whole": (the_case(), "2026-11-01"),
    "stopped": (the_case(*to_the_stop()), "2026-08-20"),
    "begun": (the_case(*to_the_stop()[:3]), "2026-03-25"),
    "opened": (the_case(*to_the_stop()[:1]), "2026-02-02"),
    "crowded": (crowded(), "2029-06-01"),
    "withdrawn": (withdrawn(), "2026-02-06"),
    "very late": (the_case(*to_the_stop()[:3]), "9999-12-31"),
}


def overviews() -> CaseOverviews:
    page, index = ((FOLDER / name).read_text(encoding="utf-8") for name in ("case-overview.html.j2", "dossier-index.html.j2"))
    return CaseOverviews(page, index, the_phrases())


def page_of(name: str) -> str:
    case, on = CASES[name]
    return overviews().page(the_timeline(case, on), "nb").decode()


def the_index() -> str:
    files = tuple(
        DossierFile(
            f"{number:02}-ut-l01-brev.pdf",
            "ab" * 32,
            12_345,
            "L01 Brev, PDF/A",
            f"2026/01234-{number}",
            date(2026, 2, 3),
        )
        for number in range(1, 30)
    )
    missing = (Fileless("2026/01234-31", date(2026, 2, 4), "Svar mottatt", "Registrert uten fil"),)
    index = DossierIndex("2026/01234", "Arbeidstøy, inngått 2. februar 2026", HOSTILE, "Storvik kommune", files, missing)
    return overviews().index(index, "nb").decode()


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(DESKTOP, id="desktop"),
        pytest.param(LAPTOP, id="laptop", marks=pytest.mark.full),
        pytest.param(TABLET, id="tablet", marks=pytest.mark.full),
        pytest.param(TELEPHONE, id="telephone"),
    ],
)
@pytest.mark.parametrize("name", CASES)
def test_axe_finds_nothing_and_the_page_is_no_wider_than_the_window(browser: Browser, name: str, size: tuple[int, int]) -> None:
    with opened(browser, page_of(name), size) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        assert page.locator("svg:visible").count() == 1


@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
def test_axe_finds_nothing_in_the_index_of_a_folder(browser: Browser, size: tuple[int, int]) -> None:
    with opened(browser, the_index(), size) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("--quiet: #4a5361", "--quiet: #b5bac2", "color-contrast"),
        ('role="img"', 'role="img" aria-label=""', "svg-img-alt"),
        ("<main", "<div", "landmark-one-main"),
        ('<html lang="nb">', "<html>", "html-has-lang"),
    ],
)
def test_axe_finds_what_is_broken_on_purpose(browser: Browser, old: str, new: str, rule: str) -> None:
    html = page_of("stopped").replace(old, new)
    if rule == "svg-img-alt":
        html = (
            html.replace("aria-labelledby", "data-x").replace("<title id", "<metadata id").replace("</title>\n<desc", "</metadata>\n<desc")
        )
    with opened(browser, html) as page:
        page.evaluate((HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8"))
        assert rule in {found.split(":")[0] for found in page.evaluate(RUN)["violations"]}


def violations(page: Page) -> list[str]:
    page.evaluate((HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(JUDGED)
    assert {"color-contrast", "heading-order", "region"} <= set(found["passed"])
    assert found["unsure"] == []
    return list(found["violations"])


def contrast(one: list[float], two: list[float]) -> float:
    """WCAG 2.2, 1.4.3."""
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: list[float]) -> float:
    red, green, blue = (each / 3294.6 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("name", "size"), [("wide", DESKTOP), ("paper", LAPTOP), ("narrow", TELEPHONE)])
@pytest.mark.parametrize("case", CASES)
def test_words_of_the_drawing_can_be_read_on_what_lies_behind_them(browser: Browser, case: str, name: str, size: tuple[int, int]) -> None:
    with opened(browser, page_of(case), size) as page:
        found = page.evaluate(COLOURS, name)
    assert len(found) > 3
    assert [(words, contrast(fill, behind)) for words, fill, behind in found if contrast(fill, behind) < 4.5] == []


def test_words_too_pale_for_the_drawing_are_seen(browser: Browser) -> None:
    html = page_of("stopped").replace("--quiet: #4a5361", "--quiet: #8b94a1")
    with opened(browser, html) as page:
        pale = [words for words, fill, behind in page.evaluate(COLOURS, "wide") if contrast(fill, behind) < 4.5]
    assert len(pale) > 5


Shape = tuple[str, float, float, float, float]


def shapes(page: Page, name: str) -> list[Shape]:
    return [tuple(each) for each in page.evaluate(SHAPES, name)]


def touching(found: list[Shape]) -> list[tuple[str, str]]:
    """The words that lie on others, by more than a hair."""
    pairs = ((one, two) for index, one in enumerate(found) for two in found[index + 1 :])
    return [(one[0], two[0]) for one, two in pairs if _overlap(one, two, 1) > 1 and _overlap(one, two, 2) > 4]


def _overlap(one: Shape, two: Shape, axis: int) -> float:
    first, second = one[1:], two[1:]
    return min(first[axis - 1] + first[axis + 1], second[axis - 1] + second[axis + 1]) - max(first[axis - 1], second[axis - 1])


@pytest.mark.parametrize(("name", "size"), [("wide", DESKTOP), ("paper", LAPTOP), ("narrow", TELEPHONE)])
@pytest.mark.parametrize("case", CASES)
def test_no_words_of_the_drawing_lie_on_others_or_run_out_of_it(browser: Browser, case: str, name: str, size: tuple[int, int]) -> None:
    with opened(browser, page_of(case), size) as page:
        found = shapes(page, name)
        width = float(page.locator(f"svg.{name}").get_attribute("viewBox").split()[2])  # type: ignore[union-attr]
    assert len(found) > 3
    assert touching(found) == []
    assert [each[0] for each in found if each[1] < -1 or each[1] + each[3] > width + 1] == []


@pytest.mark.parametrize("case", CASES)
def test_words_of_a_card_stay_inside_it(browser: Browser, case: str) -> None:
    with opened(browser, page_of(case)) as page:
        cards: list[Shape] = [tuple(each) for each in page.evaluate(CARDS)]
        words = shapes(page, "wide")
    for card in cards:
        mine = [each for each in words if _overlap(card, each, 1) > 1 and _overlap(card, each, 2) > 4]
        assert len(mine) >= 2
        assert [each[0] for each in mine if each[1] < card[1] or each[1] + each[3] > card[1] + card[3]] == []


def test_every_event_of_the_drawing_stands_in_the_table_too(browser: Browser) -> None:
    case, on = CASES["whole"]
    with opened(browser, page_of("whole")) as page:
        rows = page.locator("section[aria-labelledby=events] tbody tr").all_inner_texts()
        drawn = page.locator("svg.wide").text_content() or ""
    entries = the_timeline(case, on).entries
    assert len(rows) == len(entries)
    assert all(each.title in row for each, row in zip(entries, rows, strict=True))
    assert all(each.code in drawn for each in entries if each.code)


def test_hostile_names_stand_as_they_are(browser: Browser) -> None:
    with opened(browser, page_of("withdrawn")) as page:
        assert HOSTILE in page.locator("header").inner_text()
        assert page.locator("header b").count() == 0


def test_page_asks_for_nothing_and_runs_nothing(browser: Browser) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    case = replace(CASES["begun"][0], number="<script>document.title='ran'</script><img src=x>")
    page.set_content(overviews().page(the_timeline(case, "2026-03-25"), "nb").decode())
    page.wait_for_load_state("networkidle")
    title = page.title()
    page.close()
    assert asked == [] and title != "ran"


def test_page_prints_on_portrait_sheets_with_the_whole_drawing_on_one(browser: Browser) -> None:
    with opened(browser, page_of("whole")) as page:
        page.emulate_media(media="print")
        assert page.locator("svg.paper").is_visible() and not page.locator("svg.wide").is_visible()
        pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    drawn = [each for each in (sheet.extract_text() for sheet in pdf.pages) if "L01 · 3. feb." in each]
    assert len(drawn) == 1 and "Lukking av avvik" in drawn[0]
