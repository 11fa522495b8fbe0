"""A finished HTML file read back: its lines are the document's, and whatever is changed in it is seen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sokdocs.core.document.blocks import Document, Filled, FrontRow, Text
from sokdocs.core.document.outline import outline
from sokdocs.core.errors import InvalidError
from sokdocs.loading.html.document import read_html
from sokdocs.rendering.html.renderer import HtmlRenderer
from tests.builders import HOSTILE, a_document

TEMPLATE = Path(__file__).parents[2] / "templates" / "tender-appendix" / "tender-appendix.html.j2"
MANIFEST = b'{\n  "name": "A </script> & B <!-- \\\\u003c \\"x\\" \xc3\xa5",\n  "n": 1\n}\n'
Change = Callable[[str], str]


def render(document: Document, manifest: bytes = MANIFEST) -> bytes:
    return HtmlRenderer(TEMPLATE.read_text(encoding="utf-8")).render(document, manifest)


def lines_of(page: bytes) -> list[tuple[str, str]]:
    return [(line.number, line.text) for line in read_html(page, name="vilkår.html").lines]


def outline_of(document: Document) -> list[tuple[str, str]]:
    return [(line.number, line.text) for line in outline(document)]


def swapped(first: str, second: str) -> Change:
    return lambda page: page.replace(first, "\0").replace(second, first).replace("\0", second)


def changed(old: str, new: str) -> Change:
    return lambda page: page.replace(old, new)


@pytest.mark.parametrize(
    "document",
    [
        a_document(),
        a_document(with_hole=True),
        a_document(name=HOSTILE),
        a_document(name="to  blanke\u00a0og\nny linje, my\u00adkt"),
        replace(a_document(), has_contents=False, subtitle="", marks=(), front=()),
        replace(
            a_document(),
            title=HOSTILE,
            front=(FrontRow("Frist", (Text("innen ", strong=True), Filled("6 uker", "x.y"))),),
        ),
    ],
    ids=["plain", "hole", "hostile", "blanks", "bare", "title"],
)
def test_lines_of_a_finished_file_are_those_of_the_document(document: Document) -> None:
    assert lines_of(render(document)) == outline_of(document)


@pytest.mark.parametrize("manifest", [MANIFEST, b"{}", b'{"a": "&lt; \\\\ \\\\\\\\u003c"}'])
def test_the_manifest_comes_back_byte_for_byte(manifest: bytes) -> None:
    assert read_html(render(a_document(), manifest), name="x.html").manifest == manifest


def test_a_file_without_manifest_has_none() -> None:
    assert read_html(render(a_document(), b""), name="x.html").manifest is None


def test_every_line_of_a_clause_carries_its_tag() -> None:
    tags = {line.text: line.tag for line in read_html(render(a_document()), name="x.html").lines}
    expected = a_document().sections[1].clauses[0].source.tag
    assert expected == "K-302;2022-07-01;nb;0123456789ab"
    assert tags["Egenrapportering"] == tags["legge ved bevis"] == expected
    assert tags["Vernesko"] == "K-601;2022-07-01;nb;0123456789ab"
    assert tags["Oppfølging"] == tags["Oppdragsgiver"] == ""


FIRST = '<li><p><span class="number">a)</span> svare på alle spørsmål</p></li>'
SECOND = '<li><p><span class="number">b)</span> legge ved bevis</p></li>'


@pytest.mark.parametrize(
    ("change", "gone", "new"),
    [
        (changed(FIRST, ""), [("a)", "svare på alle spørsmål")], []),
        (changed(FIRST, FIRST + FIRST), [], [("a)", "svare på alle spørsmål")]),
        (changed(">6 uker<", ">8 uker<"), [("(1)", "6 uker")], [("(1)", "8 uker")]),
        (
            changed(">1.1</span> Egen", ">1.7</span> Egen"),
            [("1.1", "Egenrapportering")],
            [("1.7", "Egenrapportering"), ("", "1.1 Egenrapportering")],
        ),
        (changed(">1.1</a>", ">2.1</a>"), [("(2)", "1.1")], [("(2)", "2.1")]),
        (changed("18830000-6", "18830000-5"), [("", "18830000-6")], [("", "18830000-5")]),
        (changed("</main>", "Ny plikt.</main>"), [], [("", "Ny plikt.")]),
        (changed("</main>", "</main><p>Ny plikt.</p>"), [], [("", "Ny plikt.")]),
        (changed(FIRST, FIRST + "og mer"), [], [("", "og mer")]),
        (changed(FIRST, FIRST.replace("</p>", "</p><strong>og mer</strong>")), [], [("", "og mer")]),
    ],
    ids=[
        "deleted",
        "doubled",
        "digit",
        "number",
        "reference",
        "cell",
        "loose-end",
        "after-main",
        "loose-in-list",
        "loose-in-entry",
    ],
)
def test_a_change_in_the_finished_file_shows_in_its_lines(change: Change, gone: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    page = render(a_document()).decode()
    assert change(page) != page
    before, after = outline_of(a_document()), lines_of(change(page).encode())
    assert len(after) - len(before) == len(new) - len(gone)
    for number, text in gone:
        assert count(after, number, text) == count(before, number, text) - 1
    for number, text in new:
        assert count(after, number, text) == count(before, number, text) + 1


def count(lines: list[tuple[str, str]], number: str, text: str) -> int:
    return sum(number == each and text in words for each, words in lines)


def test_a_swap_of_two_entries_shows_in_the_order_of_lines() -> None:
    page = swapped(FIRST, SECOND)(render(a_document()).decode())
    after = lines_of(page.encode())
    assert after != outline_of(a_document())
    assert sorted(after) == sorted(outline_of(a_document()))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (changed("</main>", "<script>x</script></main>"), "<script>"),
        (changed("</main>", '<template><p id="x">y</p></template></main>'), "<template>"),
        (changed("</main>", "<svg></svg></main>"), "<svg>"),
        (changed("</main>", "<nav>x</nav><div><nav>y</nav></div></main>"), "<nav>"),
        (changed(FIRST, FIRST.replace("<p>", "<p hidden>")), "hidden"),
        (changed(FIRST, FIRST.replace("<p>", '<p style="display:none">')), "style"),
        (changed(FIRST, FIRST.replace("<p>", '<p class="skip">')), "skip"),
        (changed('<body id="top">', '<body id="top" onload="x">'), "onload"),
        (
            changed("</body>", '<script type="application/json" id="manifest">{}</script></body>'),
            "more than one manifest",
        ),
        (changed("</body>", "<main><p>x</p></main></body>"), "2 elements <main>"),
        (changed("<main", "<section"), "0 elements <main>"),
    ],
)
def test_a_file_that_could_show_other_words_than_are_read_is_refused(change: Change, words: str) -> None:
    page = render(a_document()).decode()
    assert change(page) != page
    with pytest.raises(InvalidError, match=words) as caught:
        read_html(change(page).encode(), name="vilkår.html")
    assert str(caught.value).startswith("vilkår.html ")
    assert caught.value.problems[0].place.file == "vilkår.html"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not an HTML file"),
        (b"<p>\xff</p>", "is not written in UTF-8"),
        (b"<p>a\0b</p>", "holds U\\+0000"),
        (b"plain words", "has 0 elements <main>"),
        (b"x" * 10_000_001, "is larger than 10 MB"),
    ],
)
def test_what_is_no_file_of_ours_is_refused_with_its_name(data: bytes, words: str) -> None:
    with pytest.raises(InvalidError, match=f"^brev.html {words}"):
        read_html(data, name="brev.html")
