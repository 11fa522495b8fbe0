"""Is this Word document safe to open? A raw check of the package, made before any library sees it; then its main part is read.

Python's own libraries read doubled members, hidden macros and entity definitions without complaint. Here everything
that is not known to be harmless is refused, by name, and nothing in the file is fetched or run.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NoReturn

from lxml import etree

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.packages.part_xml import check_part, read_part
from sokdocs.packages.word_content import INSIDE_REFUSED, KNOWN_TYPES, MAIN_TYPE, OUTSIDE_ALLOWED, RELATIONSHIPS_TYPE
from sokdocs.packages.zip_members import Member, ZipFaultError, read_members, unpack_all

TYPES_PART = "[Content_Types].xml"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
RELATIONSHIPS_OF = re.compile(r"(?:(.*)/)?_rels/([^/]*)\.rels")
PICTURE_TYPE = "image/svg+xml"  # by its own rules, not the package's
OLD_WORD_FILE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another; `kind` is the last part of its type (`header`, `styles`)."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class WordPackage:
    """A package that passed every check: its members as they lie there, and its parts unpacked.

    `relationships` are by the part they start from; the package itself is the empty name.
    """

    members: tuple[Member, ...]
    parts: Mapping[str, bytes]
    content_types: Mapping[str, str]
    relationships: Mapping[str, tuple[Relationship, ...]]
    main: str
    document: etree._Element
    """The root of the main part."""

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts of one kind that a part links to and that are there, each once."""
        found = dict.fromkeys(each.target for each in self.relationships.get(part, ()) if each.kind == kind)
        return tuple(target for target in found if target in self.parts)


def open_word_package(data: bytes, *, name: str) -> WordPackage:
    """The package, checked; `InvalidError` with a problem that names file, member and rule where it is not safe to open."""
    if data.startswith(OLD_WORD_FILE):
        _refuse(name, ZipFaultError("is encrypted, or a .doc of old; save it as a .docx without a password"))
    try:
        members = tuple(member for member in read_members(data) if not member.name.endswith("/"))
        parts = unpack_all(members)
        types = _content_types(parts)
        links = {_source(part): tuple(_relationships(parts[part], part)) for part, kind in types.items() if kind == RELATIONSHIPS_TYPE}
        main = _main(links, types)
        document = read_part(parts[main], main)
        for part, kind in types.items():
            if kind.endswith("xml") and kind != RELATIONSHIPS_TYPE and part != main and not _is_emptied(parts[part], part):
                check_part(parts[part], part, any_encoding=kind == PICTURE_TYPE)
    except ZipFaultError as fault:
        _refuse(name, fault)
    return WordPackage(members, MappingProxyType(parts), MappingProxyType(types), MappingProxyType(links), main, document)


def _refuse(name: str, fault: ZipFaultError) -> NoReturn:
    message = f"{fault.member} {fault.message}" if fault.member else fault.message
    raise InvalidError(f"{name}: {message}", [Problem(Place(name, field=fault.member), message)]) from None


# --- content types


def _content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The type of every part but the list of types itself; all of them known."""
    if TYPES_PART not in parts:
        raise ZipFaultError("is a ZIP file, but not a Word document: it has no list of content types")
    defaults, overrides = _declared(read_part(parts[TYPES_PART], TYPES_PART))
    found: dict[str, str] = {}
    for part in parts:
        if part == TYPES_PART:
            continue
        kind = overrides.get("/" + part.lower()) or defaults.get(part.lower().rpartition(".")[2])
        if kind is None:
            raise ZipFaultError("has no content type", part)
        if kind not in KNOWN_TYPES:
            raise ZipFaultError(f'holds "{kind}", which is not read here (macros, embedded files and controls are not)', part)
        if part.lower().endswith(".rels") != (kind == RELATIONSHIPS_TYPE):
            raise ZipFaultError("has a content type that does not fit its name", part)
        found[part] = kind
    return found


def _declared(root: etree._Element) -> tuple[dict[str, str], dict[str, str]]:
    """What the list says by file ending, and by part; nothing may be said twice."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for each in root:
        said, key = (defaults, "Extension") if each.tag == TYPES + "Default" else (overrides, "PartName")
        about = each.get(key, "").lower()
        if about in said or not about:
            raise ZipFaultError(f'gives no or two content types for "{about}"', TYPES_PART)
        said[about] = each.get("ContentType", "")
    return defaults, overrides


def _is_emptied(content: bytes, part: str) -> bool:
    """Whether data of a program's own is gone; LibreOffice 7.4 saves it so where an answer holds a `&` or `<`."""
    return not content and part.startswith("customXml/item")


# --- relationships


def _source(part: str) -> str:
    """The part whose relationships these are; the package itself is the empty name."""
    match = RELATIONSHIPS_OF.fullmatch(part)
    if match is None:
        raise ZipFaultError("lies where no relationships can lie", part)
    return posixpath.join(match.group(1) or "", match.group(2)) if match.group(2) else ""


def _relationships(content: bytes, part: str) -> Iterator[Relationship]:
    source, seen = _source(part), set[str]()
    for each in read_part(content, part).iter(RELATIONSHIPS + "Relationship"):
        identity, kind, target = each.get("Id", ""), each.get("Type", "").rsplit("/", 1)[-1], each.get("Target", "")
        if identity in seen:
            raise ZipFaultError(f'gives the relationship "{identity}" twice', part)
        seen.add(identity)
        if each.get("TargetMode", "Internal") != "Internal":
            if kind not in OUTSIDE_ALLOWED:
                raise ZipFaultError(f"would load something from outside the file ({kind})", part)
            continue
        if kind in INSIDE_REFUSED or kind.lower().startswith(("activex", "vba")):
            raise ZipFaultError(f"links to something that is not read here ({kind})", part)
        yield Relationship(identity, kind, _resolved(source, target))


def _resolved(source: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def _main(links: Mapping[str, tuple[Relationship, ...]], types: Mapping[str, str]) -> str:
    """The one part that holds the document's words."""
    found = [each.target for each in links.get("", ()) if each.kind == "officeDocument"]
    if len(found) != 1 or types.get(found[0]) != MAIN_TYPE:
        raise ZipFaultError("is not a Word document (.docx)")
    return found[0]
