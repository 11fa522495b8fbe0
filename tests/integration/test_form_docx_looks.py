"""A returned Word form in which words can't be seen is refused, wherever it says so; looks that hide nothing pass."""

import pytest

from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.form import read_form_docx
from sokdocs.loading.word.looks import has_looks
from sokdocs.packages.word_package import open_word_package
from tests.integration.docx_files import MAIN, made, replaced
from tests.integration.form_docx_documents import FILLED, MANIFEST, a_form
from tests.integration.form_docx_filling import fill_docx

STYLES = "word/styles.xml"
FULL = fill_docx(made(a_form(), MANIFEST), FILLED)
OUR_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F3F4F6"/>'
OF_OURS = (OUR_SHADE, 'w:hRule="atLeast"')
RUN, END = '<w:t xml:space="preserve">12</w:t>', "</w:styles>"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def styled(looks: str, name: str = "Gone") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{looks}</w:style></w:styles>'


def test_form_as_it_goes_out_has_no_looks_but_ours() -> None:
    package = open_word_package(FULL, name="svar.docx")
    text = package.parts[MAIN].decode()
    assert all(each in text for each in OF_OURS)
    assert not has_looks(package.document)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (OUR_SHADE, '<w:shd w:val="clear" w:color="auto" w:fill="1D2128"/>', ""),
        (OUR_SHADE, '<w:shd w:val="solid" w:color="auto" w:fill="F3F4F6"/>', ""),
        (OUR_SHADE, '<w:shd w:fill="F3F4F6" w:val="clear" w:color="auto"/>', ""),
        (OUR_SHADE, '<w:shd w:val="clear" w:color="auto" w:fill="F3F4F6" w:themeFill="dark1"/>', ""),
        ('w:hRule="atLeast"', 'w:hRule="atLeast" w:other="1"', ""),
        ('w:hRule="atLeast"', 'w:hRule="exact"', ""),
        (RUN, f"<w:rPr><w:strike/></w:rPr>{RUN}", "holds struck text"),
        (RUN, f"<w:rPr><w:webHidden/></w:rPr>{RUN}", "holds text that is hidden on the web"),
        (RUN, f'<w:rPr><w:sz w:val="2"/></w:rPr>{RUN}', "holds text too small to read"),
        (RUN, f'<w:rPr><w:color w:val="F3F4F6"/>{OUR_SHADE}</w:rPr>{RUN}', "holds text in the colour of what lies behind it"),
        (RUN, f'<x:rPr xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:strike/></x:rPr>{RUN}', "holds struck"),
        ("</w:body>", f'<w:p><w:r><w:pict {VML}><v:shape style="left:-5000pt"/></w:pict></w:r></w:p></w:body>', "a drawing off the page"),
    ],
)
def test_form_with_looks_of_its_own_is_gone_through(old: str, new: str, words: str) -> None:
    changed = replaced(FULL, old, new)
    assert has_looks(open_word_package(changed, name="svar.docx").document)
    if words:
        with pytest.raises(InvalidError, match=words):
            read_form_docx(changed, name="svar.docx")
    else:
        assert read_form_docx(changed, name="svar.docx").values == FILLED


@pytest.mark.parametrize(
    ("looks", "words"),
    [
        ("<w:rPr><w:vanish/></w:rPr>", 'holds hidden text, by the style "Gone"'),
        ('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', 'holds text in the colour of what lies behind it, by the style "Gone"'),
        ('<w:pPr><w:ind w:left="20000"/></w:pPr>', 'holds text indented off the page, by the style "Gone"'),
    ],
)
def test_style_that_hides_its_words_is_refused_where_it_is_used(looks: str, words: str) -> None:
    there = replaced(FULL, END, styled(looks), STYLES)
    assert read_form_docx(there, name="svar.docx").values == FILLED
    used = replaced(there, "</w:body>", '<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr></w:p></w:body>')
    with pytest.raises(InvalidError, match=words):
        read_form_docx(used, name="svar.docx")


def test_style_built_on_one_that_hides_is_refused_too() -> None:
    there = replaced(FULL, END, styled("<w:rPr><w:vanish/></w:rPr>"), STYLES)
    built = replaced(there, END, styled('<w:basedOn w:val="Gone"/>', "Child"), STYLES)
    used = replaced(built, "</w:body>", '<w:p><w:pPr><w:pStyle w:val="Child"/></w:pPr></w:p></w:body>')
    with pytest.raises(InvalidError, match='holds hidden text, by the style "Child"'):
        read_form_docx(used, name="svar.docx")


DARK = '<w:style w:type="paragraph" w:styleId="Dark"><w:name w:val="Dark"/><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr></w:style>'
BLACK = '<w:style w:type="character" w:styleId="Black"><w:name w:val="Black"/><w:rPr><w:color w:val="000000"/></w:rPr></w:style>'
PALE = '<w:style w:type="character" w:styleId="Black"><w:name w:val="Black"/><w:rPr><w:color w:val="DBDCDE"/></w:rPr></w:style>'
LABEL, OF_CELL = '<w:t xml:space="preserve">Felt number: ', '<w:pStyle w:val="TableCell"/>'


def with_label(run: str, paragraph: str = "") -> bytes:
    """The form with a style on the run of a label, and perhaps on its paragraph."""
    text = open_word_package(FULL, name="svar.docx").parts[MAIN].decode()
    before, after = text.split(LABEL, 1)
    head, _, tail = before.rpartition(OF_CELL)
    styled = f"{head}{paragraph or OF_CELL}{tail}".removesuffix("<w:r>") + f"<w:r><w:rPr>{run}</w:rPr>"
    assert styled.endswith(f"</w:pPr><w:r><w:rPr>{run}</w:rPr>")
    return replaced(FULL, text, styled + LABEL + after)


@pytest.mark.parametrize(
    ("styles", "run", "paragraph"),
    [
        (DARK + BLACK, '<w:rStyle w:val="Black"/>', '<w:pStyle w:val="Dark"/>'),
        (PALE, '<w:rStyle w:val="Black"/>', ""),  # near our shade, not near white
    ],
)
def test_styles_that_hide_words_only_together_are_refused(styles: str, run: str, paragraph: str) -> None:
    data = replaced(with_label(run, paragraph), END, styles + END, STYLES)
    with pytest.raises(InvalidError, match='holds text in the colour of what lies behind it: "Felt number:"'):
        read_form_docx(data, name="svar.docx")
    assert read_form_docx(replaced(FULL, END, styles + END, STYLES), name="svar.docx").values == FILLED


@pytest.mark.parametrize("measure", ["1in", "2.54cm", "-12.5mm", "3pc", "1pi", "36pt", "720", "5%"])
def test_measure_with_a_unit_is_read(measure: str) -> None:
    there = replaced(FULL, END, styled(f'<w:pPr><w:ind w:left="{measure}"/></w:pPr>', "Odd"), STYLES)
    used = replaced(there, "</w:body>", '<w:p><w:pPr><w:pStyle w:val="Odd"/></w:pPr></w:p></w:body>')
    assert read_form_docx(used, name="svar.docx").values == FILLED


@pytest.mark.parametrize("looks", ['<w:pPr><w:ind w:left="50cm"/></w:pPr>', '<w:rPr><w:sz w:val="0.1cm"/></w:rPr>'])
def test_measure_with_a_unit_hides_as_one_without(looks: str) -> None:
    there = replaced(FULL, END, styled(looks), STYLES)
    used = replaced(there, "</w:body>", '<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr></w:p></w:body>')
    with pytest.raises(InvalidError, match=r'(off the page|too small to read), by the style "Gone"'):
        read_form_docx(used, name="svar.docx")


def test_measure_that_is_none_is_refused_where_its_style_is_used() -> None:
    there = replaced(FULL, END, styled('<w:pPr><w:ind w:left="abc"/></w:pPr>'), STYLES)
    assert read_form_docx(there, name="svar.docx").values == FILLED
    used = replaced(there, "</w:body>", '<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr></w:p></w:body>')
    with pytest.raises(InvalidError, match='holds a measure that is none: "abc", by the style "Gone"'):
        read_form_docx(used, name="svar.docx")


@pytest.mark.parametrize(
    ("styles", "words"),
    [
        ("".join(f'<w:style w:styleId="s{each}"/>' for each in range(4_000)), "has more than 4000 styles"),
        (
            "".join(f'<w:style w:styleId="s{each}"><w:basedOn w:val="s{each - 1}"/></w:style>' for each in range(50)),
            "builds more than 40 styles on each other",
        ),
        (2 * '<w:style w:type="paragraph" w:styleId="Twice"/>', 'defines the style "Twice" twice'),
    ],
)
def test_styles_without_end_or_in_two_versions_are_refused(styles: str, words: str) -> None:
    with pytest.raises(InvalidError, match=words):
        read_form_docx(replaced(FULL, END, styles + END, STYLES), name="svar.docx")
