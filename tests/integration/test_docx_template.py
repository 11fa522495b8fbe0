"""The Word template: it is made ready once, in spite of what Word does to it, and refused with words that help."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from lxml import etree
from markupsafe import Markup
from ruamel.yaml import YAML

from sokdocs.core.errors import InvalidError
from sokdocs.loading.word.document import read_docx
from sokdocs.packages.zip_members import read_members
from sokdocs.rendering.word.compiled_template import SAMPLE, compile_word_template
from sokdocs.rendering.word.renderer import DocxRenderer
from tests.builders import HOSTILE, a_document
from tests.integration.docx_files import (
    MAIN,
    MANIFEST,
    TEMPLATE,
    W,
    edited,
    found,
    made,
    parts_of,
    renderer,
    replaced,
    wanted,
    with_parts,
)
from tests.proofs.docx_audit import docx_findings


def shipped() -> bytes:
    return TEMPLATE.read_bytes()


def rendered(template: bytes) -> bytes:
    return DocxRenderer(compile_word_template(template)).render(a_document(), MANIFEST)


def refusal(template: bytes) -> str:
    with pytest.raises(InvalidError) as caught:
        compile_word_template(template)
    return str(caught.value)


def test_shipped_word_template_passes_the_audit_and_is_listed() -> None:
    listed = YAML(typ="safe").load(TEMPLATE.with_name("template.yaml").read_text(encoding="utf-8"))
    assert docx_findings(shipped()) == []
    assert all((Path(TEMPLATE).parent / name).is_file() for name in listed["files"].values())
    assert listed["files"]["docx"] == TEMPLATE.name


# --- what Word does to a template


def test_word_template_may_have_its_tags_scattered_over_runs() -> None:
    broken_up = (
        '<w:t>{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ tit</w:t></w:r>'
        "<w:r><w:t>le }</w:t></w:r><w:r><w:t>}</w:t>"
    )
    template = replaced(shipped(), '<w:t xml:space="preserve">{{ title }}</w:t>', broken_up)
    assert found(read_docx(rendered(template), name="a.docx")) == wanted(a_document())


def test_word_template_may_have_curly_quotes_in_its_tags() -> None:
    template = replaced(shipped(), 'join(" · ")', "join(“ · ”)", "word/footer1.xml")
    assert "EKSEMPEL – oppdiktet · Modelltekst" in parts_of(rendered(template))["word/footer1.xml"].decode()


def test_word_template_may_have_its_styles_under_other_ids() -> None:
    def translated(root: etree._Element) -> None:
        for each in (each for each in root.iter() if each.tag != W + "name"):
            for name in (W + "styleId", W + "val"):
                if each.get(name) in ("Heading1", "TOC1", "Provision"):
                    each.set(name, {"Heading1": "Overskrift1", "TOC1": "INNH1", "Provision": "Ledd"}[str(each.get(name))])

    template = edited(shipped(), translated, "word/styles.xml")
    assert b"Overskrift1" in parts_of(template)["word/styles.xml"]
    assert parts_of(rendered(template))[MAIN] == parts_of(made(a_document()))[MAIN]
    assert docx_findings(rendered(template)) == []


def test_word_template_may_be_saved_by_another_program() -> None:
    saved = io.BytesIO()
    docx.Document(io.BytesIO(shipped())).save(saved)
    data = rendered(saved.getvalue())
    assert found(read_docx(data, name="a.docx")) == wanted(a_document())
    assert docx_findings(data) == []


def test_word_template_may_hold_custom_xml_of_its_own() -> None:
    parts = parts_of(shipped())
    types = parts["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    theirs = {
        "customXml/item1.xml": b"<theirs/>",
        "customXml/itemProps1.xml": b"<theirs/>",
        "[Content_Types].xml": types.replace(
            "</Types>", f'<Override PartName="/customXml/itemProps1.xml" ContentType="{kind}"/></Types>'
        ).encode(),
    }
    data = rendered(with_parts(shipped(), theirs))
    assert parts_of(data)["customXml/item1.xml"] == b"<theirs/>"
    assert read_docx(data, name="a.docx").manifest == MANIFEST


def test_word_template_leaves_unchanged_parts_as_the_bytes_they_were() -> None:
    before = {each.name: each for each in read_members(shipped())}
    after = {each.name: each for each in read_members(made(a_document()))}
    for name in ("word/settings.xml", "word/fontTable.xml"):
        assert after[name] == before[name]


def test_word_template_gives_the_same_words_as_docxtpl() -> None:
    """Our own filling, held against docxtpl's with the same words and escaping."""
    sample = {
        **SAMPLE,
        "title": HOSTILE.replace("{_{", "").replace("}_}", ""),
        "body": Markup('<w:p><w:r><w:t xml:space="preserve">B</w:t></w:r></w:p>'),
    }
    theirs = DocxTemplate(io.BytesIO(shipped()))
    theirs.render(dict(sample), autoescape=True)
    saved = io.BytesIO()
    theirs.save(saved)
    ours = compile_word_template(shipped()).fill(sample, {"customXml/item1.xml": b"<a/>", "docProps/core.xml": b"<a/>"})
    for part in (MAIN, "word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml"):
        assert canonical(parts_of(ours)[part]) == canonical(parts_of(saved.getvalue())[part])


def canonical(xml: bytes) -> bytes:
    """Without what docxtpl adds beside the words: blanks between elements, and attributes that keep blanks."""
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    for each in root.iter(W + "t"):
        each.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", "")
    return bytes(etree.tostring(root, method="c14n"))


def test_word_template_is_not_changed_by_rendering() -> None:
    first = made(a_document())
    made(replace(a_document(), language="en", letterhead=replace(a_document().letterhead, colour="#ff0000")))
    assert made(a_document()) == first
    assert renderer().form == "docx"


# --- refusals


def test_word_template_with_an_unknown_word_is_refused_with_the_nearest_right_one() -> None:
    template = replaced(shipped(), "{{ title }}", "{{ title }}{{ subtitel }}")
    with pytest.raises(InvalidError, match=r"unknown word \"subtitel\" in word/document\.xml") as caught:
        compile_word_template(template)
    assert 'did you mean "subtitle"?' in caught.value.problems[0].hint


@pytest.mark.parametrize("part", ["word/footer1.xml", "word/header2.xml"])
def test_word_template_with_an_unknown_word_inside_a_known_one_is_refused(part: str) -> None:
    assert "nmae" in refusal(replaced(shipped(), "{{ ", "{{ letterhead.nmae }}{{ ", part))


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 9 }}",
        "{% include 'a' %}",
        "{{ title.upper() }}",
        "{{ title | safe }}",
        "{% if title %}",
    ],
)
def test_word_template_with_a_tag_that_is_not_allowed_is_refused(tag: str) -> None:
    assert "cannot be used" in refusal(replaced(shipped(), "{{ title }}", "{{ title }}" + tag))


@pytest.mark.parametrize(
    ("tag", "place"),
    [("{{p body }}", "body"), ("{{p front }}", "front"), ("{{p contents }}", "contents"), ("{{ title }}", "title")],
)
def test_word_template_without_a_place_for_the_words_is_refused(tag: str, place: str) -> None:
    assert f"no place for the {place}" in refusal(replaced(shipped(), tag, "x"))


def test_word_template_without_a_style_is_refused() -> None:
    assert refusal(replaced(shipped(), '<w:name w:val="Provision"/>', '<w:name w:val="Ledd"/>', "word/styles.xml")) == (
        "the Word template lacks these styles: Provision"
    )


def test_word_template_without_a_fitting_list_is_refused_when_it_is_used() -> None:
    template = compile_word_template(replaced(shipped(), "Vedlegg %1", "Bilag %1", "word/numbering.xml"))
    with pytest.raises(InvalidError, match='no list whose first level is written like "Vedlegg 1"'):
        DocxRenderer(template).render(a_document(), MANIFEST)


def test_word_template_that_is_unsafe_is_refused() -> None:
    macro = replaced(shipped(), "document.main+xml", "document.macroEnabled.main+xml", "[Content_Types].xml")
    assert "is not read here" in refusal(macro)
