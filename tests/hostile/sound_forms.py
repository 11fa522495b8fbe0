"""A small form, answered, as it is sound: what the hostile files are made from."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from sokdocs.core.document.blocks import Answer, Document, Provision, Section, Text
from sokdocs.packages.zip_members import deflated, read_members, unpack_all, write_members
from sokdocs.rendering.pdf.form import FormPdfRenderer
from sokdocs.rendering.word.compiled_template import compile_word_template
from sokdocs.rendering.word.renderer import DocxRenderer
from tests.builders import a_clause, a_document

TEMPLATES = Path(__file__).parents[2] / "templates"
REFERENCE = "SD-7K3Q-9F2M"
MAIN, TYPES, LINKS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
ANSWERS = "customXml/item2.xml"
YES_NO = (("yes", "Ja"), ("no", "Nei"))
PLACES = (
    Answer("Q2.1", "yes_no", "Kartlagt", YES_NO, value="no"),
    Answer("Q2.1.reason", "long_text", "Begrunnelse", (), 3, "Sveiseriet i Łódź er ikke kartlagt.\nVi begynte i mai."),
    Answer("Q2.2", "text", "Ansvarlig", value="Innkjøpssjefen"),
    Answer("Q2.3", "text", "Rolle", value="Leder"),
    Answer("Q2.4", "check", "Bekreftet", value="true"),
    Answer("Q2.5", "date", "Sist gjort", value="2026-01-31"),
    Answer("Q2.6", "choices", "Hva som er gjort", (("audit", "Revisjon"), ("visit", "Besøk")), value="visit"),
)


def form_document() -> Document:
    """The form as a document."""
    blocks = (Provision("", (Text(f"{place.label}: "), place)) for place in PLACES)
    section = Section("questions", "1", "Spørsmål", (a_clause("Q2.1", "1.1", "Leverandørkjeden", *blocks),))
    return replace(a_document(), kind="self-report", title="Egenrapport", sections=(section,), reference=REFERENCE, terms=())


@cache
def sound_docx() -> bytes:
    """The form as a Word file."""
    template = (TEMPLATES / "tender-appendix" / "tender-appendix.docx").read_bytes()
    return DocxRenderer(compile_word_template(template)).render(form_document(), b"{}")


@cache
def parts() -> dict[str, bytes]:
    """The parts of the Word file."""
    return unpack_all(read_members(sound_docx()))


def with_parts(changed: Mapping[str, bytes]) -> bytes:
    """The Word file with parts changed or added."""
    return write_members(deflated(name, content) for name, content in {**parts(), **changed}.items())


def with_words(old: str, new: str, part: str = MAIN) -> bytes:
    """The Word file with the first place of a text changed in a part; fails where the text is not there."""
    text = parts()[part].decode("utf-8")
    assert old in text, f"{old} is not in {part}"
    return with_parts({part: text.replace(old, new, 1).encode("utf-8")})


@cache
def sound_pdf() -> bytes:
    """The form as a PDF."""
    folder = TEMPLATES / "tender-appendix"
    return FormPdfRenderer((folder / "tender-appendix.typ").read_text(encoding="utf-8"), TEMPLATES / "fonts").render(form_document(), b"{}")
