"""The HTML file: every word literally there, nothing that runs or is fetched, and what cannot be carried is named."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sokdocs.core.document.blocks import (
    Document,
    Filled,
    FrontRow,
    Hole,
    Letterhead,
    Provision,
    Reference,
    Section,
    Text,
)
from sokdocs.core.errors import InvalidError
from sokdocs.rendering.html.renderer import HtmlRenderer, css_string, readable
from tests.builders import HOSTILE, a_clause, a_document

TEMPLATE = Path(__file__).parents[2] / "templates" / "tender-appendix" / "tender-appendix.html.j2"
MANIFEST = b'{"kind": "tender-appendix"}'


class Elements(HTMLParser):
    """What a reader other than lxml finds in a file: elements with their attributes, and the words."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def render(document: Document, manifest: bytes = MANIFEST) -> bytes:
    return HtmlRenderer(TEMPLATE.read_text(encoding="utf-8")).render(document, manifest)


def with_front(document: Document, fact: Filled | Hole | Text) -> Document:
    return replace(document, front=(FrontRow("Leverandør", (fact,)),))


def test_rendering_gives_the_same_bytes_for_the_same_document() -> None:
    assert render(a_document()) == render(a_document())


def test_rendering_says_the_language_of_the_document() -> None:
    assert Elements(render(a_document())).of("html") == [{"lang": "nb"}]


def test_headings_are_title_sections_and_clauses() -> None:
    levels = [tag for tag, _ in Elements(render(a_document())).found if re.fullmatch(r"h\d", tag)]
    assert levels == ["h1", "h2", "h3", "h2", "h3", "h3", "h2", "h2"]


@pytest.mark.parametrize("hostile", [HOSTILE, "</style><script>alert(1)</script>", "\"' onload=x {{ document }}", "&amp; <!-- ]]> \\"])
def test_hostile_text_stands_literally_everywhere(hostile: str) -> None:
    head = Letterhead(hostile, (hostile,), footer=hostile)
    document = replace(a_document(name=hostile), title=hostile, subtitle=hostile, letterhead=head, marks=(hostile,), reference=hostile)
    page = Elements(render(document))
    # title, page title (twice in one), subtitle, front row, provision, sender, address, reference, mark, and both in the foot
    assert sum(words.count(hostile) for words in page.words) == 12
    assert [attributes.get("type") for attributes in page.of("script")] == ["application/json"]


def test_hostile_text_adds_no_element_and_no_attribute() -> None:
    plain, hostile = Elements(render(a_document())), Elements(render(a_document(name=HOSTILE + "\" onclick='x'")))
    assert hostile.found == plain.found


def test_names_of_facts_cannot_break_out_of_their_attribute() -> None:
    name = '"><script>alert(1)</script>'
    page = Elements(render(with_front(a_document(), Filled("6 uker", name))))
    assert {"class": "filled", "data-field": name} in page.of("bdi")
    assert len(page.of("script")) == 1


@pytest.mark.parametrize("mark", ['"; } body { display: none } x { content: "', "</style><b>", "a\\b", "Ærlig – «ja»"])
def test_marks_cannot_break_out_of_the_running_foot(mark: str) -> None:
    styles = re.findall(r"<style>(.*?)</style>", render(replace(a_document(), marks=(mark,))).decode(), re.DOTALL)
    contents = re.findall(r'content: "([^"]*)";', styles[0])
    assert len(styles) == 1
    assert contents[0] == css_string(mark)
    assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]{6})+", contents[0])
    assert re.sub(r"\\([0-9a-f]{6})", lambda match: chr(int(match[1], 16)), contents[0]) == mark


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#12345g", "#123456;}", "#fff; background: url(//x)", "", "#123456\n"])
def test_a_colour_that_is_none_is_refused_by_name(colour: str) -> None:
    with pytest.raises(InvalidError, match=re.escape("letterhead.colour")) as caught:
        render(replace(a_document(), letterhead=Letterhead("Storvik kommune", colour=colour)))
    assert [problem.place.field for problem in caught.value.problems] == ["letterhead.colour"]


@pytest.mark.parametrize(("colour", "shown"), [("#1F3A5F", "#1f3a5f"), ("#000000", "#000000"), ("#767676", "#767676")])
def test_a_colour_that_can_be_read_on_white_is_kept(colour: str, shown: str) -> None:
    page = render(replace(a_document(), letterhead=Letterhead("Storvik kommune", colour=colour))).decode()
    assert f"--colour: {colour.lower()};" in page
    assert f"--text-colour: {shown};" in page


@pytest.mark.parametrize("colour", ["#ffd400", "#ffffff", "#777777", "#00ff00"])
def test_a_light_colour_is_darkened_for_text_until_it_can_be_read(colour: str) -> None:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(readable(colour)[start : start + 2], 16) / 255 for start in (1, 3, 5))
    ]
    contrast = 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    assert 4.5 <= contrast < 5.1
    assert f"--colour: {colour};" in render(replace(a_document(), letterhead=Letterhead("S", colour=colour))).decode()


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "U+0000"), ("\x1b", "U+001B"), ("\ud800", "U+D800"), ("\x85", "U+0085"), ("\r", "U+000D")],
)
def test_a_control_character_is_refused_by_the_name_of_its_fact(character: str, code: str) -> None:
    with pytest.raises(InvalidError, match="supplier_name") as caught:
        render(a_document(name=f"Tråd{character}Vern"))
    assert {problem.place.field for problem in caught.value.problems} == {"supplier_name"}
    assert code in str(caught.value)


def test_every_field_with_a_refused_character_is_named_at_once() -> None:
    bad = "a\x07b"
    clause = a_clause("K-401", "1.2", "Ett ledd", Provision("", (Text(bad),)))
    document = replace(
        with_front(a_document(), Hole(bad, "buyer_name")),
        title=bad,
        letterhead=Letterhead("S", (bad,)),
        marks=(bad,),
        sections=(Section("only", "1", "En", (clause,)),),
    )
    with pytest.raises(InvalidError) as caught:
        render(document)
    assert {problem.place.field for problem in caught.value.problems} == {
        "title",
        "letterhead.lines",
        "marks",
        "buyer_name",
        "K-401",
    }


def test_a_reference_to_a_clause_that_is_not_there_is_refused() -> None:
    clause = a_clause("K-401", "1.1", "Ett ledd", Provision("", (Reference("9.9", "K-999"),)))
    with pytest.raises(InvalidError, match='"K-401" refers to "K-999"'):
        render(replace(a_document(), sections=(Section("only", "1", "En", (clause,)),)))


def test_an_anchor_that_stands_twice_is_refused() -> None:
    clause = a_clause("K-401", "1.1", "Ett ledd", Provision("", (Text("Ord."),)))
    with pytest.raises(InvalidError, match='the anchor "K-401" stands 2 times'):
        render(replace(a_document(), sections=(Section("only", "1", "En", (clause, clause)),)))


def test_every_link_stays_in_the_file_and_finds_its_target() -> None:
    page = Elements(render(a_document()))
    targets = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    links = [attributes["href"] for attributes in page.of("a")]
    assert len(targets) == len(set(targets))
    assert {link.removeprefix("#") for link in links} <= set(targets)
    assert all(link.startswith("#") for link in links)
    assert "#p-K-302" in links


def test_nothing_in_the_file_is_fetched_or_run() -> None:
    page = render(a_document())
    tags = {tag for tag, _ in Elements(page).found}
    attributes = {name for _, found in Elements(page).found for name in found}
    assert not tags & {"link", "img", "iframe", "object", "embed", "audio", "video", "svg", "form", "base"}
    assert not {name for name in attributes if name in {"src", "srcset", "style", "action"} or name.startswith("on")}
    assert b"url(" not in page
    assert b"@import" not in page
    assert re.findall(rb"https?:", page) == []


def test_a_manifest_cannot_end_its_own_block() -> None:
    manifest = json.dumps({"name": "</script><script>alert(1)</script><!--"}).encode()
    page = render(a_document(), manifest)
    assert page.count(b"</script>") == 1
    assert len(Elements(page).of("script")) == 1


def test_a_manifest_that_would_not_come_back_the_same_is_refused() -> None:
    with pytest.raises(InvalidError, match="manifest"):
        render(a_document(), b'{"a": "\\u003cb"}')


def test_holes_blanks_and_open_regions_are_marked() -> None:
    page = Elements(render(a_document(with_hole=True)))
    assert page.of("mark") == [{"class": "hole", "data-field": "contact_mailbox"}]
    assert {"class": "blank", "data-blank": "responsible_role"} in page.of("span")
    assert {"class": "open-region", "data-region": "own_additions"} in page.of("div")


def test_a_document_without_contents_has_none() -> None:
    page = Elements(render(replace(a_document(), has_contents=False)))
    assert page.of("nav") == []


def test_a_clause_carries_its_source() -> None:
    source = {
        "data-clause": "K-302",
        "data-version": "2022-07-01",
        "data-language": "nb",
        "data-digest": "0123456789ab",
    }
    assert {"class": "clause", "id": "p-K-302", **source} in Elements(render(a_document())).of("section")


@pytest.mark.parametrize("template", ["{{ supplier }}", "{{ 'a' * 9 }}", "{% include 'x' %}", "{{ document.title.upper() }}"])
def test_a_template_that_does_more_than_it_may_is_refused(template: str) -> None:
    with pytest.raises(InvalidError):
        HtmlRenderer(template).render(a_document(), MANIFEST)
