"""What a finished Word file holds: the document's numbers and words, living fields, locks, marks and the manifest."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sokdocs.core.document.blocks import (
    Document,
    Filled,
    FrontRow,
    Letterhead,
    OpenRegion,
    Provision,
    Reference,
    Table,
    Text,
)
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.characters import refused_character
from sokdocs.loading.word.document import read_docx
from tests.builders import HOSTILE, a_document, a_source
from tests.integration.docx_documents import entry, one_section, said
from tests.integration.docx_files import MAIN, MANIFEST, W, above, found, made, parts_of, under, wanted, words_of
from tests.integration.long_document import long_document
from tests.proofs.docx_audit import docx_findings


def body(data: bytes) -> etree._Element:
    return etree.fromstring(parts_of(data)[MAIN])


# --- words


@pytest.mark.parametrize(
    "document",
    [
        a_document(),
        a_document(name=HOSTILE, with_hole=True),
        replace(a_document(), title=HOSTILE, subtitle=HOSTILE),
        long_document(),
    ],
    ids=["sample", "hostile-name", "hostile-title", "long"],
)
def test_docx_carries_the_outline_and_passes_the_audit(document: Document) -> None:
    data = made(document)
    assert found(read_docx(data, name="a.docx")) == wanted(document)
    assert docx_findings(data) == []


def test_docx_shows_line_breaks_and_tabs_as_word_has_them() -> None:
    document = one_section(("", (Provision("", (Filled("Storgata 1\n0001 Oslo\tNorge", "address"),)),)))
    xml = parts_of(made(document))[MAIN]
    assert b"Storgata 1</w:t><w:br/>" in xml and b"0001 Oslo</w:t><w:tab/>" in xml
    assert found(read_docx(made(document), name="a.docx")) == wanted(document)


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_docx_carries_any_text_to_the_letter_or_refuses_it(text: str) -> None:
    document = one_section(("", (Provision("", (Text("Foran "), Filled(text, "any"), Text(" bak."))),)))
    if refused_character(text, breaks=True):
        with pytest.raises(InvalidError, match="any holds"):
            made(document)
    else:
        assert found(read_docx(made(document), name="a.docx")) == wanted(document)


# --- refusals


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ud800", "\x7f", "\x85", "\ufffe", "\U0001ffff", "\u2028", "\r"])
def test_docx_refuses_a_character_that_xml_cannot_carry_by_the_name_of_the_field(character: str) -> None:
    with pytest.raises(InvalidError, match="supplier_name holds U\\+") as refusal:
        made(a_document(name=f"Tråd{character}AS"))
    assert {each.place.field for each in refusal.value.problems} == {"supplier_name"}


@pytest.mark.parametrize(
    ("document", "field"),
    [
        (replace(a_document(), title="A\x01"), "title"),
        (replace(a_document(), marks=("A\x01",)), "marks"),
        (replace(a_document(), letterhead=Letterhead("A\x01")), "letterhead.name"),
        (replace(a_document(), reference="A\x01"), "reference"),
        (replace(a_document(), front=(FrontRow("A\x01", ()),)), "A\x01"),
        (one_section(("0.1", (said("", "A\x01"),))), "K-200"),
        (one_section(("0.1", (OpenRegion("own", "A\x01"),))), "own"),
    ],
    ids=["title", "marks", "letterhead", "reference", "front", "clause", "open-region"],
)
def test_docx_names_the_place_of_a_refused_character(document: Document, field: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        made(document)
    assert [each.place.field for each in refusal.value.problems] == [field]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (one_section(("0.1", (Provision("", (Reference("9.9", "K-999"),)),))), "K-999"),
        (one_section(("0.1", (Provision("", (Reference("9.9", "K-200"),)),))), '"9.9", but its number is "0.1"'),
        (replace(a_document(), letterhead=Letterhead("A", (), "red")), '"red" is not a colour'),
        (replace(a_document(), language="xx"), '"xx"'),
        (replace(a_document(), sections=a_document().sections[:1] * 2), '"K-101" stands twice'),
        (one_section(("0.1", (Table((), ((Text("A"),), (Text("B"),)), (((Text("1"),),),)),))), "1 cells under 2"),
        (one_section(("0.1", (said("", "x", entry("a)", entry("i.", entry("a)")))),))), "two levels"),
    ],
    ids=["unknown-target", "wrong-number", "colour", "language", "anchor-twice", "ragged-table", "deep-list"],
)
def test_docx_refuses_a_document_that_is_not_whole(document: Document, words: str) -> None:
    with pytest.raises(InvalidError, match=re.escape(words)):
        made(document)


# --- the file


def test_docx_zip_names_are_unique_also_without_their_capitals() -> None:
    names = [name.casefold() for name in parts_of(made(a_document()))]
    assert len(names) == len(set(names))


def test_docx_ids_and_bookmarks_stand_once_also_where_a_clause_stands_twice() -> None:
    twice = one_section(("0.1", (said(""),)), ("0.2", (said(""),)))
    clauses = tuple(replace(each, source=a_source("K-101")) for each in twice.sections[0].clauses)
    root = body(made(replace(twice, sections=(replace(twice.sections[0], clauses=clauses),))))
    ids = [each.get(W + "id") for each in root.iter(W + "bookmarkStart")] + [each.get(W + "val") for each in root.iter(W + "id")]
    names = [str(each.get(W + "name")) for each in root.iter(W + "bookmarkStart")]
    assert len(ids) == len(set(ids)) and len(names) == len({name.lower() for name in names})
    assert max(len(name) for name in names) <= 40
    assert sum(name.startswith(a_source("K-101").bookmark) for name in names) == 2


def test_docx_clause_is_a_locked_group_with_its_source_and_open_blanks() -> None:
    root = body(made(a_document()))
    controls = {str(tag.get(W + "val")): above(tag) for tag in root.iter(W + "tag")}
    clause = controls[a_source("K-302").tag]
    assert clause.find(W + "group") is not None and under(clause, "lock").get(W + "val") == "sdtLocked"
    blank, region = controls["blank;responsible_role"], controls["open;own_additions"]
    for each in (blank, region):
        assert each.find(W + "group") is None and each.find(W + "showingPlcHdr") is not None
        assert any(outer.find(f"{W}sdtPr/{W}group") is not None for outer in each.iterancestors(W + "sdt"))
    assert all(len(tag) <= 64 for tag in controls)


def test_docx_every_fixed_paragraph_of_the_body_lies_in_a_locked_group() -> None:
    root = body(made(replace(a_document(), has_contents=False)))
    outside = [
        words_of(each)
        for each in root.iter(W + "p")
        if not any(outer.find(f"{W}sdtPr/{W}group") is not None for outer in each.iterancestors(W + "sdt"))
    ]
    document = a_document()
    assert [text for text in outside if text] == [document.title, document.subtitle]


def test_docx_cross_reference_is_a_field_with_the_number_and_a_bookmark_that_is_there() -> None:
    xml = parts_of(made(a_document()))[MAIN].decode()
    match = re.search(
        r"REF (\S+) \\r \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t[^>]*>([^<]*)<",
        xml,
    )
    assert match and match.group(2) == "1.1"
    bookmarks = body(made(a_document())).iter(W + "bookmarkStart")
    heading = above(next(each for each in bookmarks if each.get(W + "name") == match.group(1)))
    assert under(heading, "pPr/pStyle").get(W + "val") == "Heading2"
    assert "Egenrapportering" in words_of(heading)


def test_docx_contents_are_links_to_every_heading() -> None:
    root = body(made(a_document()))
    bookmarks = {each.get(W + "name") for each in root.iter(W + "bookmarkStart")}
    links = list(root.iter(W + "hyperlink"))
    assert len(links) == 7 and all(each.get(W + "anchor") in bookmarks for each in links)
    assert any((each.text or "").strip() == r'TOC \o "1-2" \n \h \z \u' for each in root.iter(W + "instrText"))


def test_docx_table_head_repeats_and_no_row_is_torn() -> None:
    rows = next(each for each in body(made(a_document())).iter(W + "tbl") if each.find(f".//{W}tblHeader") is not None).findall(W + "tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_docx_hole_is_marked_yellow() -> None:
    root = body(made(a_document(with_hole=True)))
    marked = [above(above(each)) for each in root.iter(W + "highlight") if each.get(W + "val") == "yellow"]
    assert [words_of(each) for each in marked] == ["[mangler: kontaktpunkt]"]


def test_docx_every_page_carries_marks_reference_and_page_number() -> None:
    document = replace(a_document(), reference="SD-2026-7 & 8")
    parts = parts_of(made(document))
    heads = [etree.fromstring(content) for name, content in parts.items() if name.startswith("word/header")]
    feet = [etree.fromstring(content) for name, content in parts.items() if name.startswith("word/footer")]
    assert len(heads) == len(feet) == 2  # the first page, and the others
    for part in (*heads, *feet):
        text = "".join(str(each.text or "") for each in part.iter(W + "t"))
        assert all(mark in text for mark in document.marks)
    for part in feet:
        text = "".join(str(each.text or "") for each in part.iter(W + "t"))
        assert "SD-2026-7 & 8" in text and "Side 1 av 1" in text


def test_docx_core_properties_say_what_the_document_says() -> None:
    document = replace(a_document(), title="Smith & Søn <b>", dated_on=date(2024, 2, 29))
    core = etree.fromstring(parts_of(made(document))["docProps/core.xml"])
    texts = {str(each.tag).rpartition("}")[2]: each.text for each in core}
    assert texts["title"] == "Smith & Søn <b>" and texts["creator"] == "Storvik kommune" and texts["language"] == "nb-NO"
    assert texts["created"] == texts["modified"] == "2024-02-29T00:00:00Z"


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_docx_language_is_the_documents(language: str, tag: str) -> None:
    styles = etree.fromstring(parts_of(made(replace(a_document(), language=language)))["word/styles.xml"])
    assert [each.get(W + "val") for each in styles.iter(W + "lang")] == [tag]


def test_docx_colour_is_the_letterheads() -> None:
    parts = parts_of(made(replace(a_document(), letterhead=Letterhead("A", (), "#a01b2c"))))
    looks = parts["word/styles.xml"] + parts["word/theme/theme1.xml"]
    assert b"A01B2C" in parts["word/styles.xml"] and b"A01B2C" in parts["word/theme/theme1.xml"] and b"1F3A5F" not in looks


def test_docx_manifest_comes_back_byte_for_byte() -> None:
    assert read_docx(made(a_document()), name="a.docx").manifest == MANIFEST


@pytest.mark.parametrize("manifest", [b"\xff\xfe", b'{"a":"\x01"}', "\uffff".encode()])
def test_docx_refuses_a_manifest_it_cannot_carry(manifest: bytes) -> None:
    with pytest.raises(InvalidError, match="manifest"):
        made(a_document(), manifest)


# --- the same bytes


PRINT_DIGEST = """
import hashlib, locale, sys
sys.path[:0] = sys.argv[1:]
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
from tests.builders import HOSTILE, a_document
from tests.integration.docx_files import made
print(hashlib.sha256(made(a_document(name=HOSTILE, with_hole=True))).hexdigest())
"""


def test_docx_bytes_are_the_same_in_another_process_place_time_zone_and_language(tmp_path: os.PathLike[str]) -> None:
    here = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
    digests = set()
    for seed, zone, language in (("0", "UTC", "C"), ("4711", "Pacific/Kiritimati", "C.UTF-8")):
        asked = [sys.executable, "-c", PRINT_DIGEST, here, os.path.join(here, "src")]
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        digests.add(subprocess.run(asked, env=surroundings, cwd=tmp_path, capture_output=True, text=True, check=True).stdout)
    assert len(digests) == 1 and len(digests.pop().strip()) == 64
