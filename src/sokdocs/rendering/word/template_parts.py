"""What is read from, and added to, a Word template before its tags are looked at.

Added: the part in which the manifest will lie, the core properties, and their entries in the package. Read: the styles,
the letterhead's colour (the theme's first accent), the language, and the room between the margins.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.packages.word_package import TYPES_PART, WordPackage
from sokdocs.packages.zip_members import Member
from sokdocs.rendering.word.styles import with_our_ids

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
CORE_PART = "docProps/core.xml"
MANIFEST_NAMESPACE = "urn:sokdocs:manifest:1"
MANIFEST_STORE = "{5D3B1F0C-6A2E-4B58-9C47-0E8A71D2F634}"  # names the store inside the file; always the same
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class TemplateParts:
    """A template's parts: those that are text and may change, and those that are carried over as they lie."""

    texts: Mapping[str, str]
    untouched: Mapping[str, Member]
    look_parts: tuple[str, ...]
    colour: str
    language: str
    numbering_part: str
    manifest_part: str
    links: str
    text_width: int


def prepare_parts(package: WordPackage) -> TemplateParts:
    """The template's parts with room for the manifest made; `InvalidError` where a part that is needed is missing."""
    styles, numbering = (_only(package, kind) for kind in ("styles", "numbering"))
    themes = package.related(package.main, "theme")
    kinds = ("header", "footer", "footnotes", "endnotes")
    tagged = [package.main, *(part for kind in kinds for part in package.related(package.main, kind))]
    texts = {name: package.parts[name].decode("utf-8-sig") for name in (*tagged, styles, numbering, *themes)}
    texts = with_our_ids(texts, styles)
    folder, _, file = package.main.rpartition("/")
    links = f"{folder}/_rels/{file}.rels".lstrip("/")
    manifest_part, added = _with_manifest(package, links)
    texts |= added
    return TemplateParts(
        texts=texts,
        untouched={each.name: each for each in package.members if each.name not in texts and not _is_old_core(package, each.name)},
        look_parts=(styles, *themes),
        colour=_colour(package, themes),
        language=_language(etree.fromstring(package.parts[styles])),
        numbering_part=numbering,
        manifest_part=manifest_part,
        links=links,
        text_width=_text_width(package.parts[package.main]),
    )


def _only(package: WordPackage, kind: str) -> str:
    found = package.related(package.main, kind)
    if len(found) != 1:
        raise InvalidError(f"the Word template has no {kind} part, or several")
    return found[0]


def _is_old_core(package: WordPackage, name: str) -> bool:
    """Whether a part holds the template's own core properties; a document's are written anew."""
    return package.content_types.get(name) == CORE_TYPE or name == CORE_PART


# --- the manifest's place


def _with_manifest(package: WordPackage, links: str) -> tuple[str, dict[str, str]]:
    """A free place for the manifest, and the parts that tell of it."""
    store = free_store(package.parts)
    return store.item, {
        TYPES_PART: _content_types(package, {"/" + store.properties: PROPERTIES_TYPE, "/" + CORE_PART: CORE_TYPE}),
        links: linked(package.parts[links], OFFICE_LINK + "customXml", "/" + store.item),
        "_rels/.rels": linked(_without_core(package.parts["_rels/.rels"]), CORE_LINK, CORE_PART),
        **store.told(MANIFEST_STORE, MANIFEST_NAMESPACE),
    }


@dataclass(frozen=True, slots=True)
class Store:
    """Where data of our own lies in a package: the part with the data, and the part that tells Word what it is."""

    number: int

    @property
    def item(self) -> str:
        """The part with the data."""
        return f"customXml/item{self.number}.xml"

    @property
    def properties(self) -> str:
        """The part that tells of it."""
        return f"customXml/itemProps{self.number}.xml"

    def told(self, identity: str, namespace: str) -> dict[str, str]:
        """The parts that tell of the data: under which identity and in which namespace it stands."""
        return {
            f"customXml/_rels/item{self.number}.xml.rels": f'{DECLARATION}<Relationships xmlns="{LINKS[1:-1]}">'
            f'<Relationship Id="rId1" Type="{OFFICE_LINK}customXmlProps" Target="itemProps{self.number}.xml"/></Relationships>',
            self.properties: DECLARATION
            + '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
            + f'ds:itemID="{identity}"><ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>',
        }


def free_store(parts: Container[str]) -> Store:
    """The first place for data of our own that no part has taken."""
    number = 1
    while any(f"customXml/{part}{number}.xml" in parts for part in ("item", "itemProps")):
        number += 1
    return Store(number)


def _content_types(package: WordPackage, added: Mapping[str, str]) -> str:
    root = etree.fromstring(package.parts[TYPES_PART])
    gone = {"/" + name for name in package.parts if _is_old_core(package, name)}
    for each in list(root.iterchildren(TYPES + "Override")):
        if each.get("PartName") in gone:
            root.remove(each)
    if not any(str(each.get("Extension")).lower() == "xml" for each in root.iterchildren(TYPES + "Default")):
        root.insert(0, etree.Element(TYPES + "Default", Extension="xml", ContentType="application/xml"))
    return _with_overrides(root, added)


def with_types(listed: bytes, added: Mapping[str, str]) -> str:
    """A list of content types with these parts and their types added."""
    return _with_overrides(etree.fromstring(listed), added)


def _with_overrides(root: etree._Element, added: Mapping[str, str]) -> str:
    for part, kind in added.items():
        etree.SubElement(root, TYPES + "Override", PartName=part, ContentType=kind)
    return _text(root)


def _without_core(links: bytes) -> bytes:
    root = etree.fromstring(links)
    for each in list(root):
        if str(each.get("Type")) == CORE_LINK:
            root.remove(each)
    return etree.tostring(root)


def linked(links: bytes, kind: str, target: str) -> str:
    """A part's relationships with one more, to a part of this kind."""
    root = etree.fromstring(links)
    taken = {str(each.get("Id")) for each in root}
    number = 1
    while f"rId{number}" in taken:
        number += 1
    etree.SubElement(root, LINKS + "Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return _text(root)


def _text(root: etree._Element) -> str:
    return DECLARATION + etree.tostring(root, encoding="unicode")


# --- looks


def _colour(package: WordPackage, themes: tuple[str, ...]) -> str:
    """The theme's first accent as six hex digits; empty where the template has none."""
    for theme in themes:
        found = etree.fromstring(package.parts[theme]).find(f".//{A}accent1/{A}srgbClr")
        if found is not None:
            return str(found.get("val"))
    return ""


def _language(styles: etree._Element) -> str:
    found = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return "" if found is None else str(found.get(W + "val", ""))


def _text_width(main: bytes) -> int:
    """The width between the margins of the last page set-up, in twentieths of a point."""
    found = etree.fromstring(main).findall(f".//{W}sectPr")
    size, margins = (found[-1].find(W + each) if found else None for each in ("pgSz", "pgMar"))
    if size is None or margins is None:
        raise InvalidError("the Word template does not say how large its pages and margins are")
    return int(str(size.get(W + "w"))) - sum(int(str(margins.get(W + side, "0"))) for side in ("left", "right"))
