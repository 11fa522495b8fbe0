"""The assessment of a self-report as a page and as a PDF: the same words in both, a chart that says what it shows, and proof by veraPDF."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextBox
from pypdf import PdfReader

from sokdocs.core.errors import InvalidError
from sokdocs.core.self_report.score_working import working
from sokdocs.rendering.assessment.chart import NARROW, WIDE, Layout, chart_of, draw
from tests.builders import HOSTILE
from tests.integration.assessment_maker import ANSWERS, an_assessment, papers, with_facts
from tests.proofs.verapdf import FORM_FILES, validate
from tests.unit.self_report.makers import PHRASES

SVG = "{http://www.w3.org/2000/svg}"
ALL = {key: value for key, value in ANSWERS.items() if key != "Q2.1"} | {
    "Q2.1": "yes", "Q2.1.covers": "yes", "Q2.1.evidence": ("etikk.pdf",), "Q3.1.covers": "yes", "Q1.1.evidence": ("etikk.pdf",),
}  # fmt: skip
each_layout = pytest.mark.parametrize("layout", [WIDE, NARROW], ids=["wide", "narrow"])


@cache
def _page() -> str:
    return papers().render("html", an_assessment(), "nb").decode()


@cache
def _paper() -> bytes:
    return papers().render("pdf", an_assessment(), "nb")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _words(page: str) -> str:
    tree = html.fromstring(page)
    etree.strip_elements(tree, "style", "svg", with_tail=False)
    return _plain(" ".join(map(str, tree.itertext())))


def _printed(data: bytes) -> str:
    return _plain(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


TOLD = [
    "Vurdering av egenrapportering 2026/01234-2",
    "Internt arbeidsdokument. Det er ikke sendt til noen og ikke lagret i saken.",
    "Laget 1. desember 2026 klokka 09.05.",
    "EKSEMPEL – oppdiktet",
    "Rød: 46,6 %",
    "Resultat: Rød, fordi hovedspørsmålet Q2.1 er besvart med nei.",
    "Q2.1 Tittel",
    "L07 Brev L07",
    "Poengene avgjør ingen sanksjon. Det gjør en saksbehandler, som skriver ned grunnene.",
    "Tråd og Vern AS",
    "svar.docx (SHA-256 begynner med 3f97af90463f)",
    "Vektene og grensene i scoring.yaml (SHA-256 begynner med e656d569797f). Reglene i spørsmålene er fra 1. juli 2022.",
    "dere har svart «Nei», men begrunnelsen mangler.",
    "vedlegget «kart.pdf» er nevnt, men vi har ikke fått det.",
    "Vi har fått vedlegget «bilde.png», men det er ikke nevnt i skjemaet.",
    "etikk.pdf Q1.1, Q3.1 ja",
    "kart.pdf Q1.1 nei",
    "bilde.png ikke nevnt i skjemaet ja",
    "Q1.1 Tittel – 3 av 3 poeng",
    "Q7.1 teller ikke med: svaret er «ikke relevant».",
    "Fargen er et hjelpemiddel og fører aldri alene til en sanksjon",
]


@pytest.mark.parametrize("told", TOLD)
def test_page_and_paper_tell_it(told: str) -> None:
    assert told in _words(_page())
    assert told in _printed(_paper())


def test_page_and_paper_hold_every_line_of_the_working() -> None:
    lines = [_plain(PHRASES.tell(each, "nb")) for each in working(an_assessment().score, "nb")]
    steps = [each for each in lines if each.startswith(("Poeng ", "Del ", "Samlet"))]
    assert len(steps) == 13
    for shown in (_words(_page()), _printed(_paper())):
        assert [each for each in steps if each not in shown] == []


def test_form_in_order_says_so() -> None:
    found = an_assessment(ALL, ("etikk.pdf",))
    words = _words(papers().render("html", found, "nb").decode())
    assert found.score.band.id == "green"
    for told in ("Grønn: 100,0 %", "Ingen hovedspørsmål er besvart med nei.", "Ingen merknader."):
        assert told in words
    assert "Brev som kan være aktuelle" not in words


def test_form_without_attachments_says_so() -> None:
    words = _words(papers().render("html", an_assessment({"Q1.1": "yes"}, ()), "nb").decode())
    assert "Skjemaet nevner ingen vedlegg, og ingen kom sammen med det." in words


def test_form_without_any_answer_is_red_and_can_be_set() -> None:
    found = an_assessment({}, ())
    assert "Rød: 0,0 %" in _printed(papers().render("pdf", found, "nb"))
    assert "fordi ingenting er besvart" in _words(papers().render("html", found, "nb").decode())


def test_page_runs_and_fetches_nothing() -> None:
    page = _page()
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert re.findall(r"<script|<link|<img|\son\w+=|url\(|@import|href=\"(?!#)", page) == []
    assert etree.fromstring(page.split("\n", 1)[1].encode(), etree.HTMLParser()) is not None


def test_same_assessment_gives_the_same_bytes() -> None:
    assert papers().render("html", an_assessment(), "nb") == _page().encode()
    assert papers().render("pdf", an_assessment(), "nb") == _paper()


# --- the chart


def _svg(layout: Layout) -> Any:
    (found,) = (each for each in re.findall(r"<svg.*?</svg>", _page(), re.DOTALL) if f'class="{layout.id}"' in each)
    return etree.fromstring(found)


@each_layout
def test_chart_is_a_picture_with_title_and_description(layout: Layout) -> None:
    svg = _svg(layout)
    named = {each.get("id"): each.text for each in (svg.find(f"{SVG}title"), svg.find(f"{SVG}desc"))}
    assert svg.get("role") == "img" and svg.get("aria-labelledby").split() == list(named)
    title, about = named.values()
    assert title == "Resultatet i hver del"
    assert "Del 2 Kartlegging og risiko (punkt 2.2): 0,0 %, 1 spørsmål, vekt 2, nei på Q2.1." in about.replace("\u00a0", " ")
    assert "Del 7 Produktene: ingen spørsmål teller med." in about
    assert about.replace("\u00a0", " ").endswith("Samlet, med vekter: 46,6 %. Resultat: Rød.")


@each_layout
def test_chart_says_in_words_and_numbers_what_its_bars_show(layout: Layout) -> None:
    words = _plain(" ".join(_svg(layout).itertext(f"{SVG}text", f"{SVG}tspan")))
    for told in ("Del 1 Forankring", "100,0 %", "0,0 %", "66,6 %", "nei på Q2.1", "ingen spørsmål teller med", "46,6 %", "vekt 2"):
        assert told in words
    for told in ("Rød", "Gul", "Grønn", "40 %", "70 %"):
        assert told in words


@each_layout
def test_bars_are_as_long_as_their_percentage(layout: Layout) -> None:
    drawing = draw(chart_of(an_assessment(), PHRASES, "nb"), layout)
    tracks = [float(each.width) for each in drawing.boxes if each.style == "chart-track"]
    bars = [float(each.width) for each in drawing.boxes if each.style in {"chart-part", "chart-total"}]
    assert tracks == [layout.length] * 4  # part 7 has none
    assert [round(100 * each / layout.length, 1) for each in bars] == pytest.approx([100, 0, 66.7, 46.7], abs=0.1)


@each_layout
def test_words_of_the_chart_stand_apart_also_where_names_are_long(layout: Layout) -> None:
    found = an_assessment()
    long = {part: f"{title} og leverandørkjedekartleggingsdokumentasjon" for part, title in found.headings.parts.items()}
    drawing = draw(chart_of(an_assessment(headings=type(found.headings)(found.headings.facts, long, {})), PHRASES, "nb"), layout)
    rows = sorted((float(each.y), each.x) for each in drawing.labels)
    assert all(one[1] != two[1] or two[0] - one[0] >= 14 for one, two in pairwise(rows))
    assert max(float(each.y) for each in drawing.labels) < float(drawing.height)


# --- what it must refuse, and what it must carry


def test_names_stand_as_they_are() -> None:
    found = with_facts(("Leverandør", HOSTILE), values={**ANSWERS, "Q1.1.evidence": ("<script>x</script>.pdf", '"a" & {{ 7*7 }}.pdf')})
    page, paper = (papers().render(form, found, "nb") for form in ("html", "pdf"))
    for name in (HOSTILE, "<script>x</script>.pdf", '"a" & {{ 7*7 }}.pdf'):
        assert name in _words(page.decode()) and name.replace(" ", "") in _printed(paper).replace(" ", "")
    assert b"<script" not in page


def test_long_name_of_a_file_stays_in_its_column_on_paper() -> None:
    name = f"{'Leverandørkjedekartlegging' * 8}.pdf"
    data = papers().render("pdf", an_assessment({**ANSWERS, "Q1.1.evidence": (name,)}), "nb")
    lines = [line for page in extract_pages(BytesIO(data)) for box in page if isinstance(box, LTTextBox) for line in box]
    (begin,) = (index for index, line in enumerate(lines) if line.get_text().startswith(name[:30]))
    (column,) = (line.x0 for line in lines if line.get_text().strip() == "Nevnt i")
    pieces = [line for line in lines[begin:] if line.get_text().strip().replace("\u200b", "") in name]
    assert len(pieces) > 3 and name.startswith("".join(line.get_text().strip() for line in pieces).replace("\u200b", "")[:200])
    assert max(line.x1 for line in pieces) < column


def test_title_of_a_part_is_text_in_the_chart() -> None:
    found = an_assessment()
    parts = {**found.headings.parts, 1: "<b>Del</b> & 1"}
    page = papers().render("html", an_assessment(headings=type(found.headings)(found.headings.facts, parts, {})), "nb").decode()
    assert "<b>" not in page and "&lt;b&gt;Del&lt;/b&gt; &amp; 1" in page


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_control_character_is_refused(form: str) -> None:
    with pytest.raises(InvalidError, match=r"^facts holds U\+0007"):
        papers().render(form, with_facts(("Leverandør", "Tråd\u0007")), "nb")


def test_character_without_a_glyph_is_named_and_the_page_still_has_it() -> None:
    found = with_facts(("Leverandør", "织物有限公司"))
    with pytest.raises(InvalidError) as refused:
        papers().render("pdf", found, "nb")
    assert any("U+7EC7" in each.message and each.hint == "make it with --as html" for each in refused.value.problems)
    assert "织物有限公司" in _words(papers().render("html", found, "nb").decode())


# --- the file


@pytest.mark.slow
def test_paper_keeps_to_the_standards(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(_paper())
    verdicts = validate(path, FORM_FILES)
    assert [(each.is_compliant, each.broken) for each in verdicts] == [(True, ()), (True, ())]
    assert min(each.checks for each in verdicts) > 1000


def test_chart_on_paper_has_its_description() -> None:
    (figure,) = (each for each in _elements(PdfReader(BytesIO(_paper())).root_object["/StructTreeRoot"]) if each.get("/S") == "/Figure")
    assert figure["/Alt"] == chart_of(an_assessment(), PHRASES, "nb").about


def test_paper_is_titled_and_marked_as_internal_on_every_page() -> None:
    reader = PdfReader(BytesIO(_paper()))
    assert reader.metadata is not None and reader.metadata.title == "Vurdering av egenrapportering 2026/01234-2"
    assert [each for each in reader.pages if "Internt arbeidsdokument." not in _plain(each.extract_text())] == []


def _elements(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        each = kid.get_object()
        if hasattr(each, "get"):
            yield from _elements(each)
