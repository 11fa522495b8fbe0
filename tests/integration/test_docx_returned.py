"""What is read out of a Word file: every change shows, other programs' savings don't, and doubtful files are refused."""

import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import docx
import pytest
from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.core.issuance.returned import ReturnedFile
from sokdocs.loading.word.document import read_docx
from tests.builders import HOSTILE, a_document, a_source
from tests.integration.docx_files import (
    MAIN,
    MANIFEST,
    W,
    above,
    edited,
    found,
    made,
    paragraph_with,
    parts_of,
    replaced,
    under,
    wanted,
    with_parts,
)

FIRST, SECOND = "svare på alle spørsmål", "legge ved bevis"
DUTY = "Det samme gjelder"


def read(data: bytes) -> ReturnedFile:
    return read_docx(data, name="answer.docx")


def delete(root: etree._Element) -> None:
    gone = paragraph_with(root, FIRST)
    above(gone).remove(gone)


def swap(root: etree._Element) -> None:
    second = paragraph_with(root, SECOND)
    above(second).remove(second)
    paragraph_with(root, FIRST).addprevious(second)


def double(root: etree._Element) -> None:
    first = paragraph_with(root, FIRST)
    first.addnext(deepcopy(first))


def change_digit(root: etree._Element) -> None:
    text = next(each for each in root.iter(W + "t") if each.text == "6 uker")
    text.text = "8 uker"


def delete_number(root: etree._Element) -> None:
    numbers = under(paragraph_with(root, DUTY), "pPr/numPr")
    above(numbers).remove(numbers)


def delete_cell_text(root: etree._Element) -> None:
    text = next(each for each in root.iter(W + "t") if each.text == "høy")
    text.text = ""


def change_contents(root: etree._Element) -> None:
    link = next(each for each in root.iter(W + "hyperlink"))
    link.findall(f".//{W}t")[-1].text = "Leverandøren betaler alt"


def insert_word_in_box(root: etree._Element) -> None:
    box = f'<w:r xmlns:w="{W[1:-1]}"><w:pict><w:txbxContent><w:p><w:r><w:t>ikke</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>'
    paragraph_with(root, DUTY).append(etree.fromstring(box))


CHANGES = [delete, swap, double, change_digit, delete_number, delete_cell_text, change_contents, insert_word_in_box]


@pytest.mark.parametrize("change", CHANGES)
def test_returned_docx_shows_a_change(change: Callable[[etree._Element], None]) -> None:
    data = made(a_document())
    assert found(read(data)) == wanted(a_document())
    assert found(read(edited(data, change))) != wanted(a_document())


@pytest.mark.parametrize(
    ("old", "new", "words", "number"),
    [
        ('<w:start w:val="0"/>', '<w:start w:val="1"/>', "Egenrapportering", "2.1"),
        ('<w:lvlText w:val="(%3)"/>', '<w:lvlText w:val="%3."/>', "Leverandøren skal:", "2."),
        ('<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="upperLetter"/>', SECOND, "B)"),
        ('<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="0"/>', SECOND, "d)"),
        ('<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="2"/>', SECOND, "b)"),
    ],
    ids=["start", "look", "letters", "no-restart", "restart-after-clause"],
)
def test_returned_docx_shows_a_changed_list_definition(old: str, new: str, words: str, number: str) -> None:
    lines = read(replaced(made(a_document()), old, new, "word/numbering.xml")).lines
    assert next(line.number for line in lines if line.text == words) == number


def test_returned_docx_names_the_source_of_every_line_of_a_clause() -> None:
    lines = read(made(a_document())).lines
    source = a_source("K-302")
    assert {(line.tag, line.bookmark) for line in lines if line.text == SECOND} == {(source.tag, source.bookmark)}
    assert {(line.tag, line.bookmark) for line in lines if line.text == "Storvik kommune"} == {("", "")}
    assert next(line for line in lines if line.text == "18830000-6").bookmark == a_source("K-601").bookmark


def test_returned_docx_without_tags_still_has_the_bookmarks() -> None:
    def bare(root: etree._Element) -> None:
        for tag in list(root.iter(W + "tag")):
            above(tag).remove(tag)

    lines = read(edited(made(a_document()), bare)).lines
    assert not any(line.tag for line in lines)
    assert next(line for line in lines if line.text == SECOND).bookmark == a_source("K-302").bookmark


def test_returned_docx_reads_the_same_after_python_docx_has_saved_it() -> None:
    original = made(a_document(name=HOSTILE, with_hole=True))
    saved = io.BytesIO()
    docx.Document(io.BytesIO(original)).save(saved)
    assert read(saved.getvalue()) == read(original)


def test_returned_docx_without_manifest_says_so() -> None:
    data = made(a_document())
    links = "word/_rels/document.xml.rels"

    def unlinked(root: etree._Element) -> None:
        for each in [each for each in root if str(each.get("Type")).endswith("/customXml")]:
            root.remove(each)

    assert read(data).manifest == MANIFEST
    assert read(edited(data, unlinked, links)).manifest is None


def test_returned_docx_reads_footnotes_after_the_body() -> None:
    data = made(a_document())
    types, links = (
        parts_of(data)["[Content_Types].xml"].decode(),
        parts_of(data)["word/_rels/document.xml.rels"].decode(),
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId900" Type="{office}/footnotes" Target="footnotes.xml"/>'
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>'
    notes = (
        f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Gjelder ikke.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    changed = {
        "[Content_Types].xml": types.replace("</Types>", override + "</Types>").encode(),
        "word/_rels/document.xml.rels": links.replace("</Relationships>", link + "</Relationships>").encode(),
        "word/footnotes.xml": notes.encode(),
    }
    assert found(read(with_parts(data, changed))) == [*wanted(a_document()), ("", "Gjelder ikke.")]


def test_returned_docx_keeps_a_filled_blank_in_the_clause() -> None:
    data = replaced(made(a_document()), ">[fylles ut: stilling]<", ">innkjøpssjef<")
    line = next(line for line in read(data).lines if "innkjøpssjef" in line.text)
    assert (line.number, line.text, line.tag) == (
        "(3)",
        "Ansvarlig hos leverandøren: innkjøpssjef",
        a_source("K-302").tag,
    )


# --- numbers, by the reader alone


NUMBERS = [
    ("decimal", 12, "12"),
    ("decimalZero", 7, "07"),
    ("lowerLetter", 28, "bb"),
    ("upperLetter", 3, "C"),
    ("lowerRoman", 49, "xlix"),
    ("upperRoman", 1994, "MCMXCIV"),
    ("none", 4, ""),
    ("chicago", 4, "?4"),
]


@pytest.mark.parametrize(("form", "value", "shown"), NUMBERS)
def test_returned_docx_shows_a_count_as_word_does(form: str, value: int, shown: str) -> None:
    old, new = (
        '<w:start w:val="0"/><w:numFmt w:val="decimal"/>',
        f'<w:start w:val="{value}"/><w:numFmt w:val="{form}"/>',
    )
    data = replaced(made(a_document()), old, new, "word/numbering.xml")
    assert next(line.number for line in read(data).lines if line.text == "Innledning") == shown


def test_returned_docx_takes_a_list_from_the_style() -> None:
    def numbered(root: etree._Element) -> None:
        style = next(each for each in root.iter(W + "style") if each.get(W + "styleId") == "PlainProvision")
        under(style, "pPr").insert(0, etree.fromstring(f'<w:numPr xmlns:w="{W[1:-1]}"><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'))

    data = edited(made(a_document()), numbered, "word/styles.xml")
    assert next(line.number for line in read(data).lines if line.text.startswith("Oppdragsgiver velger")) == "(1)"


# --- refusals


def test_returned_docx_refuses_tracked_changes() -> None:
    for mark in ("ins", "del", "moveFrom", "moveTo"):
        data = replaced(
            made(a_document()),
            "<w:r><w:t",
            f'<w:{mark} w:id="1" w:author="A"><w:r><w:t>x</w:t></w:r></w:{mark}><w:r><w:t',
        )
        with pytest.raises(InvalidError, match="tracked changes"):
            read(data)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            MAIN,
            '<w:r><w:t xml:space="preserve">Leverand',
            '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">Leverand',
        ),
        (MAIN, "<w:trPr><w:cantSplit/>", "<w:trPr><w:hidden/><w:cantSplit/>"),
        (
            "word/styles.xml",
            '<w:name w:val="Provision"/>',
            '<w:name w:val="Provision"/><w:rPr><w:vanish w:val="1"/></w:rPr>',
        ),
        ("word/styles.xml", '<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:rPr><w:vanish/></w:rPr>'),
    ],
    ids=["run", "row", "style", "default-style"],
)
def test_returned_docx_refuses_hidden_text(part: str, old: str, new: str) -> None:
    with pytest.raises(InvalidError, match="hidden text"):
        read(replaced(made(a_document()), old, new, part))


def test_returned_docx_reads_text_whose_hiding_is_turned_off() -> None:
    off = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve">Leverand'
    data = replaced(made(a_document()), '<w:r><w:t xml:space="preserve">Leverand', off)
    assert found(read(data)) == wanted(a_document())


def test_returned_docx_refuses_text_bound_to_hidden_data() -> None:
    data = replaced(made(a_document()), "<w:showingPlcHdr/>", '<w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="{0}"/>')
    with pytest.raises(InvalidError, match="bound to hidden data"):
        read(data)


def test_returned_docx_refuses_two_manifests() -> None:
    data = made(a_document())
    links = parts_of(data)["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
    link = f'<Relationship Id="rId900" Type="{kind}" Target="../customXml/item9.xml"/></Relationships>'
    changed = {
        "word/_rels/document.xml.rels": links.replace("</Relationships>", link).encode(),
        "customXml/item9.xml": parts_of(data)["customXml/item1.xml"],
    }
    with pytest.raises(InvalidError, match="more than one manifest"):
        read(with_parts(data, changed))


@pytest.mark.parametrize(
    ("old", "new"),
    [('<w:ilvl w:val="2"/>', '<w:ilvl w:val="two"/>'), ("<w:body>", "<w:nobody>"), ("2006/main", "2006/other")],
    ids=["number", "not-xml", "namespace"],
)
def test_returned_docx_refuses_what_it_cannot_make_out(old: str, new: str) -> None:
    with pytest.raises(InvalidError, match=r"^answer\.docx: "):
        read(replaced(made(a_document()), old, new))


def test_returned_docx_leaves_out_contents_that_were_renewed_with_page_numbers() -> None:
    def renew(root: etree._Element) -> None:
        for number, link in enumerate(root.iter(W + "hyperlink"), 3):
            link.append(etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:tab/><w:t>{number}</w:t></w:r>'))

    assert found(read(edited(made(a_document()), renew))) == wanted(a_document())


def test_returned_docx_leaves_contents_out_and_nothing_else() -> None:
    with_contents, without = made(a_document()), made(replace(a_document(), has_contents=False))
    assert found(read(with_contents)) == found(read(without)) == wanted(a_document())
