"""The fields of a returned form, each with where it is shown; whatever a form has no use for is refused."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from sokdocs.core.errors import InvalidError
from sokdocs.loading.pdf.form_text import stored_text
from sokdocs.loading.pdf.private import MAX_FIELDS

MAX_DEPTH = 20
INHERITED = ("FT", "Ff", "V", "Opt")
RADIO, BUTTON = 1 << 15, 1 << 16
NAME = re.compile(r"[A-Za-z0-9_-]+(?:#[A-Za-z0-9_-]+)?")
"""Of a field as the issued form has it: nothing that could be taken for another key."""
OPTION = "#"
TEXT, CHOICE, TICK, SIGNATURE = "Tx", "Ch", "Btn", "Sig"

Raw = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its whole name, its kind (`Tx`, `Ch`, `Btn`, `Sig`), its entries with those of its parents, and its widgets.

    `numbers` are those of the objects that its widgets are, in order, by which the pages know them; 0 where one is no object of its own.
    """

    name: str
    kind: str
    entries: Raw
    widgets: tuple[Raw, ...]
    numbers: tuple[int, ...]

    @property
    def ids(self) -> frozenset[int]:
        """The numbers without those that are none."""
        return frozenset(self.numbers) - {0}


def acro_form(document: PDFDocument) -> Raw:
    """The form of a file; raises where it has none, or one of another make (XFA) beside it."""
    form = resolve1(document.catalog.get("AcroForm"))
    if not isinstance(form, dict):
        raise InvalidError("has no fields")
    if "XFA" in form:
        raise InvalidError("has a second form inside (XFA), which the issued form has not")
    return form


def read_fields(form: Raw) -> tuple[Field, ...]:
    """Every field in the order of the file; raises where two have one name, or one does something."""
    walk = _Walk()
    fields = tuple(walk.below(form.get("Fields"), {}, "", depth=0))
    doubled = sorted(name for name, times in Counter(each.name for each in fields).items() if times > 1)
    if doubled:
        raise InvalidError(f"has two fields of the name {', '.join(doubled)}")
    parted = sorted({name.split(OPTION)[0] for each in fields if OPTION in (name := each.name)} & {each.name for each in fields})
    if parted:
        raise InvalidError(f"has a field and boxes to tick of the name {', '.join(parted)}")
    return fields


def name_of(raw: object, key: str) -> str:
    """The name under a key of a dictionary; empty where there is none."""
    value = resolve1(raw.get(key)) if isinstance(raw, dict) else None
    return str(value.name) if isinstance(value, PSLiteral) else ""


class _Walk:
    """Goes through the tree of fields once, counting so that a hostile one ends."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._count = 0

    def below(self, raw: object, inherited: Raw, name: str, *, depth: int) -> Iterator[Field]:
        """The fields under a list of kids."""
        if depth > MAX_DEPTH:
            raise InvalidError("has fields that lie too deep")
        for each in _list(raw):
            yield from self._node(each, inherited, name, depth=depth)

    def _entries(self, raw: object) -> Raw:
        self._count += 1
        if self._count > MAX_FIELDS:
            raise InvalidError(f"has more than {MAX_FIELDS} fields")
        if isinstance(raw, PDFObjRef):
            if raw.objid in self._seen:
                raise InvalidError("has a field that stands twice in its list")
            self._seen.add(raw.objid)
        value = resolve1(raw)
        if not isinstance(value, dict):
            raise InvalidError("has a field that can't be read")
        for key in ("A", "AA"):
            if key in value:
                raise InvalidError(f"has a field that does something (/{key}), which no issued form has")
        return value

    def _node(self, reference: object, inherited: Raw, above: str, *, depth: int) -> Iterator[Field]:
        raw = self._entries(reference)
        own = resolve1(raw.get("T"))
        part = stored_text(own) if isinstance(own, bytes) else ""
        name = ".".join(each for each in (above, part) if each)
        entries = {**inherited, **{key: raw[key] for key in INHERITED if key in raw}}
        kids = _list(raw.get("Kids"))
        if any(isinstance(kid := resolve1(each), dict) and "T" in kid for each in kids):
            yield from self.below(kids, entries, name, depth=depth + 1)
            return
        widgets = tuple(self._entries(each) for each in kids) if kids else (raw,)
        if kids and any("V" in widget for widget in widgets):
            raise InvalidError(f"has the field {name[:60]} with an answer in each place it is shown")
        numbers = tuple(each.objid if isinstance(each, PDFObjRef) else 0 for each in kids or [reference])
        yield Field(name, _kind(name, entries), entries, widgets, numbers)


def _kind(name: str, entries: Raw) -> str:
    kind = name_of(entries, "FT")
    flags = resolve1(entries.get("Ff"))
    is_other = kind == TICK and isinstance(flags, int) and flags & (RADIO | BUTTON)
    if not name or is_other or kind not in (TEXT, CHOICE, TICK, SIGNATURE):
        raise InvalidError(f'has a field "{name[:60]}" of a kind that the issued form has not')
    if kind != SIGNATURE and not NAME.fullmatch(name):
        raise InvalidError(f'has a field "{name[:60]}" with a name that no issued form has')
    return kind


def _list(raw: object) -> list[object]:
    value = resolve1(raw)
    return value if isinstance(value, list) else []
