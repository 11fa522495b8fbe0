"""What stands around the text of a finished HTML file: nothing can be added to it, and nothing there can hide the text."""

from dataclasses import replace

import pytest

from sokdocs.core.document.blocks import Letterhead
from sokdocs.core.errors import InvalidError
from sokdocs.loading.html.document import LEFT_OUT, read_html
from tests.builders import a_document
from tests.integration.test_html_returned import lines_of, outline_of, render

RULES = "</style>"


def edited(old: str, new: str) -> bytes:
    page = render(replace(a_document(), reference="SD-1234-5678")).decode()
    assert old in page
    return page.replace(old, new, 1).encode()


HEAD = [
    ("</head>", "<script>document.title</script></head>", "element <script> that is not the manifest"),
    ("</head>", '<script src="x.js"></script></head>', "element <script> that is not the manifest"),
    ('id="manifest">', 'id="manifest" src="x">', "element <script> that is not the manifest"),
    ("</head>", '<link rel="stylesheet" href="y.css"></head>', '<link rel="stylesheet" href="y.css"> in its head'),
    ("</head>", "<style>body{color:red}</style></head>", "2 elements <style> in its head"),
    ("</head>", '<base href="http://a.example/"></head>', "<base"),
    ("</head>", '<meta http-equiv="refresh" content="0"></head>', '<meta http-equiv="refresh"'),
    ("default-src 'none'", "default-src *", '<meta http-equiv="Content-Security-Policy"'),
    ("<style>", '<style media="print">', '<style media="print">'),
    ('<html lang="nb">', '<html lang="nb" onclick="x">', "one head and one body"),
    ("</head>", "<!-- x --></head>", "a comment or a declaration"),
    ("</main>", "<!--><p>Ny plikt.</p><!-- --></main>", "a comment or a declaration"),
    ("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "b">]>', "a comment or a declaration"),
]
FRAME = [
    ("<main", "<header>Punkt 4 gjelder ikke.</header><main", "element <header> at header"),
    ("<main", '<header class="page-head"></header><main', "2 elements <header.page-head>"),
    ("<footer", "<footer>Punkt 4 gjelder ikke.</footer><footer", "element <footer> at footer"),
    ("</header>", "<p>Punkt 4 gjelder ikke.</p></header>", "element <p> at header.page-head/p"),
    ("</header>", "Punkt 4 gjelder ikke.</header>", 'words at header.page-head/div.inside that .*: "Punkt 4'),
    ('<ul class="marks"', '<ul class="marks"></ul><ul class="marks"', "2 elements <ul.marks>"),
    ("</nav>", "<p>Punkt 4 gjelder ikke.</p></nav>", "element <p> at nav.contents/p"),
    ("</details>", "Punkt 4 gjelder ikke.</details>", 'words at nav.contents/details/ol .*"Punkt 4'),
    ('<header class="page-head">', '<header class="page-head" style="x">', "attribute style at <header>"),
    ('<nav class="contents"', '<nav class="contents" hidden', "attribute hidden at <nav>"),
    ('<p class="sender-name">', '<p class="sender-name" aria-label="Punkt 4">', "attribute aria-label at <p>"),
    ("<li>EKSEMPEL – oppdiktet</li>", "", 'shows "SD-1234-5678 · EKSEMPEL'),
    ("<li>EKSEMPEL – oppdiktet</li>", "<li>Vedtatt</li>", "foot of the page that does not repeat the marks"),
    ("<p>EKSEMPEL – oppdiktet</p>", "", "foot of the page that does not repeat the marks"),
    (">Gå til teksten<", ">Punkt 4 gjelder ikke<", 'a link with the words "Punkt 4'),
    (">Til toppen<", ">Punkt 4 gjelder ikke<", 'a link with the words "Punkt 4'),
    ('href="#p-K-302"', 'href="http://a.example/"', 'a link to "http://a.example/"'),
    ("<p>", '<p aria-label="Punkt 4">', "attribute aria-label at <p>"),
    ("<h1>", '<h1 style="color:#fff">', "attribute style at <h1>"),
    ('role="group"', 'role="none"', 'a role "none" at <div>'),
]
STYLE = [
    (RULES, ".provision{display:none}</style>", 'hides ".provision" with "display:none"'),
    (RULES, ".provision{VISIBILITY : hidden}</style>", 'hides ".provision"'),
    (RULES, ".provision{opacity:0}</style>", 'hides ".provision" with "opacity:"'),
    (RULES, ".provision{color:transparent}</style>", 'hides ".provision" with "color:transparent"'),
    (RULES, ".provision{font-size:0}</style>", 'hides ".provision" with "font-size:0"'),
    (RULES, '.text::after{content:" Punkt 4 gjelder ikke."}</style>', 'shows " Punkt 4 gjelder ikke." by content'),
    (RULES, ".text::after{content:'Punkt 4'}</style>", "shows 'Punkt 4' by content"),
    (RULES, ".text::after{content:attr(id)}</style>", r'style sheet with "attr\("'),
    (RULES, 'li{list-style-type:"Punkt 4"}</style>', 'shows "Punkt 4" by list-style-type'),
    (RULES, '@import "x.css";</style>', "style sheet with @import"),
    (RULES, "p{background:url(x)}</style>", r'style sheet with "url\("'),
    (RULES, ".provision{d\\69 splay:none}</style>", "style sheet with "),
    ("EKSEMPEL\\000020", "EKSEMPLER\\000020", "by content"),
]


@pytest.mark.parametrize(("old", "new", "words"), [*HEAD, *FRAME, *STYLE])
def test_html_with_anything_more_around_its_text_is_refused(old: str, new: str, words: str) -> None:
    with pytest.raises(InvalidError, match=words) as caught:
        read_html(edited(old, new), name="vilkår.html")
    assert str(caught.value).startswith("vilkår.html has ") or "one head and one body" in str(caught.value)
    assert caught.value.problems[0].place.file == "vilkår.html"


@pytest.mark.parametrize("region", ["header", "footer"])
def test_html_without_head_or_foot_of_the_page_is_refused(region: str) -> None:
    page = render(a_document()).decode()
    start, end = page.index(f"<{region}"), page.index(f"</{region}>")
    with pytest.raises(InvalidError, match=f"has 0 elements <{region}"):
        read_html((page[:start] + page[end + len(region) + 3 :]).encode(), name="vilkår.html")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("<span>Ett ledd</span>", "<span>Punkt 4 gjelder ikke</span>", "1.2 Punkt 4 gjelder ikke"),
        (" – Storvik kommune</title>", " – opphevet</title>", f"{a_document().title} – opphevet"),
    ],
    ids=["contents", "title"],
)
def test_words_around_the_text_that_should_repeat_it_and_do_not_are_lines(old: str, new: str, line: str) -> None:
    assert lines_of(edited(old, new)) == [("", line), *outline_of(a_document())]


def test_html_with_reference_and_footer_in_the_letterhead_reads_as_its_document() -> None:
    letterhead = Letterhead("Storvik kommune", ("Rådhusgata 1", "0001 Storvik"), footer="Org.nr. 320 012 341 – storvik.example")
    document = replace(a_document(), reference="SD-1234-5678", letterhead=letterhead)
    assert lines_of(render(document)) == outline_of(document)


def test_html_reader_says_that_looks_are_left_out() -> None:
    assert "looks (style sheet)" in LEFT_OUT
