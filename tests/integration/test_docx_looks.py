"""A finished Word file whose words are read but can't be seen, or can be seen in another way, is refused with the words."""

import pytest

from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.document import LEFT_OUT, read_docx
from tests.builders import a_document
from tests.integration.docx_files import MAIN, found, made, parts_of, replaced, wanted

RUN = '<w:r><w:t xml:space="preserve">Leverand'
RUN_OF_BODY = '<w:r><w:t xml:space="preserve">Leverandøren skal følge'
STYLES, NUMBERS = "word/styles.xml", "word/numbering.xml"
SHAPE = 'xmlns:v="urn:schemas-microsoft-com:vml"'
COPIES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SPACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
BODY = "<w:body>"
SAID = "<w:p><w:r><w:t>Punkt 4 gjelder ikke</w:t></w:r></w:p>"


def run(looks: str) -> tuple[str, str, str]:
    return MAIN, RUN, RUN.replace("<w:r>", f"<w:r><w:rPr>{looks}</w:rPr>")


def paragraph(layout: str) -> tuple[str, str, str]:
    return MAIN, BODY, BODY + SAID.replace("<w:p>", f"<w:p><w:pPr>{layout}</w:pPr>")


def style(looks: str) -> tuple[str, str, str]:
    return STYLES, '<w:name w:val="Provision"/>', f'<w:name w:val="Provision"/>{looks}'


SEEN_OTHERWISE = [
    (run("<w:strike/>"), 'struck text: "Leverandør"'),
    (run("<w:dstrike/>"), 'struck text: "Leverandør"'),
    (run("<w:vanish/>"), 'hidden text: "Leverandør"'),
    (run("<w:specVanish/>"), 'hidden text: "Leverandør"'),
    (run("<w:webHidden/>"), 'hidden on the web: "Leverandør"'),
    (run('<w:color w:val="FFFFFF"/>'), 'text in the colour of what lies behind it: "Leverandør"'),
    (run('<w:color w:val="FEFEFE"/>'), "text in the colour of what lies behind it"),
    (run('<w:color w:val="000000" w:themeColor="background1"/>'), "text in the colour of what lies behind it"),
    (run('<w:color w:val="1D2128"/><w:shd w:val="clear" w:fill="1D2128"/>'), "text in the colour of what lies behind"),
    (
        (MAIN, RUN_OF_BODY, RUN_OF_BODY.replace("<w:r>", '<w:r><w:rPr><w:highlight w:val="black"/></w:rPr>')),
        "text in the colour of what lies behind it",
    ),
    (run('<w:sz w:val="1"/>'), 'text too small to read: "Leverandør"'),
    (run('<w:w w:val="1"/>'), 'text squeezed together: "Leverandør"'),
    (
        paragraph('<w:spacing w:line="1" w:lineRule="exact"/>'),
        'lines too low to show their text: "Punkt 4 gjelder ikke"',
    ),
    (paragraph('<w:framePr w:x="20000" w:y="1"/>'), 'a frame off the page: "Punkt 4 gjelder ikke"'),
    (paragraph('<w:framePr w:h="2" w:hRule="exact"/>'), "rows or frames too low"),
    (paragraph('<w:ind w:left="20000"/>'), 'text indented off the page: "Punkt 4 gjelder ikke"'),
    (
        paragraph('<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'),
        'a number that is text in the colour of what lies behind it: "Punkt 4 gjelder ikke"',
    ),
    (
        (MAIN, "<w:trPr><w:cantSplit/>", '<w:trPr><w:cantSplit/><w:trHeight w:val="1" w:hRule="exact"/>'),
        "rows or frames too low",
    ),
    (style("<w:rPr><w:strike/></w:rPr>"), 'struck text, by the style "Provision"'),
    (style("<w:rPr><w:vanish/></w:rPr>"), 'hidden text, by the style "Provision"'),
    (style('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'), 'the colour of what lies behind it, by the style "Provision"'),
    (style('<w:pPr><w:spacing w:line="9" w:lineRule="exact"/></w:pPr>'), 'too low .*, by the style "Provision"'),
    ((STYLES, "<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:strike/>"), "struck text, by "),
    ((STYLES, "<w:rPrDefault><w:rPr>", '<w:rPrDefault><w:rPr><w:color w:val="FFFFFF"/>'), "what lies behind it, by "),
    (
        (
            NUMBERS,
            '<w:lvlText w:val="(%3)"/>',
            '<w:lvlText w:val="(%3)"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr>',
        ),
        "in the numbers of a list",
    ),
]
SHAPES = [
    (
        f'<w:p><w:r><w:pict {SHAPE}><v:shape><v:textpath string="Punkt 4"/></v:shape></w:pict></w:r></w:p>',
        'the shape of a picture: "Punkt 4"',
    ),
    (f'<w:p><w:r><w:pict {SHAPE}><v:shape style="left:-5000pt"/></w:pict></w:r></w:p>', "a drawing off the page"),
    (
        f'<w:p><w:r><w:drawing><a:posOffset xmlns:a="{SPACE}">99000000</a:posOffset></w:drawing></w:r></w:p>',
        "a drawing off the page",
    ),
    (f"<w:fooPr>{SAID}</w:fooPr>", 'an unknown element "fooPr": "Punkt 4 gjelder ikke"'),
    (f'<x:bar xmlns:x="urn:x">{SAID}</x:bar>', 'an unknown element "bar": "Punkt 4 gjelder ikke"'),
    (
        f'<c:AlternateContent xmlns:c="{COPIES}"><c:Choice Requires="x">{SAID}</c:Choice><c:Fallback/></c:AlternateContent>',
        'two versions: "Punkt 4 gjelder ikke"',
    ),
    (
        f'<c:AlternateContent xmlns:c="{COPIES}"><c:Choice Requires="x">{SAID}</c:Choice></c:AlternateContent>',
        'two versions: "Punkt 4 gjelder ikke"',
    ),
    ('<w:p><w:r><w:sym w:char="D800"/></w:r></w:p>', 'a symbol that is no character: "D800"'),
    ('<w:p><w:r><w:sym w:char="FFFFFFFF"/></w:r></w:p>', 'a symbol that is no character: "FFFFFFFF"'),
]
BOUNDS = [
    (
        NUMBERS,
        '<w:start w:val="0"/>',
        '<w:start w:val="2000000000"/>',
        "a list that starts at 2000000000; from 0 to 10000",
    ),
    (NUMBERS, '<w:start w:val="0"/>', '<w:start w:val="-1"/>', "a list that starts at -1"),
    (NUMBERS, '<w:start w:val="0"/>', '<w:start w:val="10000"/>', "a list that counts to 10001"),
    (NUMBERS, 'w:lvlText w:val="(%3)"', f'w:lvlText w:val="{"%3" * 30}"', "a number whose look has a length of 60"),
    (NUMBERS, '<w:lvl w:ilvl="0"', '<w:lvl w:ilvl="99"', "a list level with the depth 99"),
    (MAIN, '<w:ilvl w:val="2"/>', '<w:ilvl w:val="99999999999"/>', "a paragraph on the list level 99999999999"),
]


@pytest.mark.parametrize(("change", "words"), SEEN_OTHERWISE)
def test_docx_with_words_that_are_not_seen_as_read_is_refused(change: tuple[str, str, str], words: str) -> None:
    part, old, new = change
    with pytest.raises(InvalidError, match=words) as caught:
        read_docx(replaced(made(a_document()), old, new, part), name="answer.docx")
    assert str(caught.value).startswith("answer.docx: holds ")


@pytest.mark.parametrize(("added", "words"), SHAPES)
def test_docx_with_words_that_programs_show_differently_is_refused(added: str, words: str) -> None:
    with pytest.raises(InvalidError, match=words) as caught:
        read_docx(replaced(made(a_document()), BODY, BODY + added), name="answer.docx")
    assert str(caught.value).startswith("answer.docx: holds ")


@pytest.mark.parametrize(("part", "old", "new", "words"), BOUNDS)
def test_docx_with_a_list_beyond_all_bounds_is_refused(part: str, old: str, new: str, words: str) -> None:
    with pytest.raises(InvalidError, match=f"^answer.docx: holds {words}"):
        read_docx(replaced(made(a_document()), old, new, part), name="answer.docx")


@pytest.mark.parametrize(
    "looks",
    [
        '<w:strike w:val="0"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3A5F"/>',
        '<w:highlight w:val="yellow"/>',
        '<w:sz w:val="16"/>',
    ],
)
def test_docx_with_words_that_look_otherwise_but_are_seen_reads_the_same(looks: str) -> None:
    part, old, new = run(looks)
    assert found(read_docx(replaced(made(a_document()), old, new, part), name="a.docx")) == wanted(a_document())


def test_docx_with_the_same_words_in_both_copies_of_a_drawing_reads_them_once() -> None:
    shown, older = f'<c:Choice Requires="x">{SAID}</c:Choice>', f"<c:Fallback>{SAID}</c:Fallback>"
    copies = f'<c:AlternateContent xmlns:c="{COPIES}">{shown}{older}</c:AlternateContent>'
    lines = found(read_docx(replaced(made(a_document()), BODY, BODY + copies), name="a.docx"))
    assert lines == [("", "Punkt 4 gjelder ikke"), *wanted(a_document())]


def test_docx_reader_says_what_it_leaves_out() -> None:
    assert {"page heads and feet", "looks"} <= set(LEFT_OUT)
    assert "word/styles.xml" in parts_of(made(a_document()))
