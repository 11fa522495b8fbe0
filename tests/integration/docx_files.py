"""Word files for tests: made with the shipped template, and then tampered with part by part."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from lxml import etree

from sokdocs.core.document.blocks import Document
from sokdocs.core.document.outline import outline
from sokdocs.core.issuance.returned import ReturnedFile
from sokdocs.packages.zip_members import deflated, read_members, unpack_all, write_members
from sokdocs.rendering.word.compiled_template import compile_word_template
from sokdocs.rendering.word.renderer import DocxRenderer

TEMPLATE = Path(__file__).parents[2] / "templates" / "tender-appendix" / "tender-appendix.docx"
MAIN = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MANIFEST = b'{"title":"Sm\xc3\xb8r & br\xc3\xb8d <1>","lines":[]}\r\n'
Pair = tuple[str, str]


@cache
def renderer() -> DocxRenderer:
    return DocxRenderer(compile_word_template(TEMPLATE.read_bytes()))


def made(document: Document, manifest: bytes = MANIFEST) -> bytes:
    return renderer().render(document, manifest)


def parts_of(data: bytes) -> dict[str, bytes]:
    return unpack_all(read_members(data))


def packed(parts: Mapping[str, bytes]) -> bytes:
    return write_members(deflated(name, content) for name, content in parts.items())


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    return packed({**parts_of(data), **changed})


def replaced(data: bytes, old: str, new: str, part: str = MAIN) -> bytes:
    """The file with the first place of a text in a part changed; fails where the text isn't there."""
    text = parts_of(data)[part].decode()
    assert old in text, f"{old} is not in {part}"
    return with_parts(data, {part: text.replace(old, new, 1).encode()})


def edited(data: bytes, change: Callable[[etree._Element], None], part: str = MAIN) -> bytes:
    """The file with the tree of one part changed."""
    root = etree.fromstring(parts_of(data)[part])
    change(root)
    return with_parts(data, {part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def paragraph_with(root: etree._Element, words: str) -> etree._Element:
    """The first paragraph after the contents that holds these words."""
    return next(each for each in root.iter(W + "p") if words in words_of(each) and not _links(each))


def _links(paragraph: etree._Element) -> bool:
    return paragraph.find(W + "hyperlink") is not None


def under(element: etree._Element, path: str) -> etree._Element:
    """The one element at a path below another, such as `pPr/pStyle`; fails where there is none."""
    found_there = element.find("/".join(W + step for step in path.split("/")))
    assert found_there is not None, f"no {path} under {element.tag}"
    return found_there


def above(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def words_of(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def wanted(document: Document) -> list[Pair]:
    return [(line.number, line.text) for line in outline(document)]


def found(returned: ReturnedFile) -> list[Pair]:
    return [(line.number, line.text) for line in returned.lines]
