"""The private part of a form: PDF/A-2 allows no attachments, so the manifest and the names of all fields lie under `/PieceInfo`."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfminer.utils import decode_text

from sokdocs.core.errors import InvalidError

OURS = "sokdocs"
MAX_MANIFEST = 5 * 1024 * 1024
MAX_FIELDS = 20_000
PLACE_NUMBERS = 5


@dataclass(frozen=True, slots=True)
class PrivatePart:
    """What a form says of itself: its manifest, the name of every field it was sent out with, and where each stands.

    `places` give the number of the page, from 1, and the four numbers of the box; they are empty where the file has none.
    """

    manifest: bytes
    fields: tuple[str, ...]
    places: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}))


def private_part(document: PDFDocument) -> PrivatePart | None:
    """The private part, or None where the file has none."""
    piece = _table(document.catalog.get("PieceInfo"), OURS)
    private = _table(piece, "Private")
    manifest, names = resolve1(private.get("Manifest")), resolve1(private.get("Fields"))
    if not isinstance(manifest, PDFStream) or not isinstance(names, list):
        return None
    if len(names) > MAX_FIELDS:
        raise InvalidError(f"has more than {MAX_FIELDS} fields")
    texts = [resolve1(each) for each in names]
    fields = tuple(decode_text(each) for each in texts if isinstance(each, bytes))
    places = dict(zip(fields, _places(resolve1(private.get("Places"))), strict=False))
    return PrivatePart(unpacked(manifest, "a manifest", MAX_MANIFEST), fields, MappingProxyType(places))


def _places(listed: object) -> Iterator[tuple[float, ...]]:
    for each in listed if isinstance(listed, list) else ():
        value = resolve1(each)
        numbers = tuple(resolve1(part) for part in value) if isinstance(value, list) else ()
        yield numbers if len(numbers) == PLACE_NUMBERS and all(isinstance(part, int | float) for part in numbers) else ()


def _table(raw: object, key: str) -> dict[str, object]:
    value = resolve1(raw)
    found = resolve1(value.get(key)) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def unpacked(content: PDFStream, what: str, limit: int) -> bytes:
    """The bytes of a stream, unpacked no further than is allowed."""
    raw = content.get_rawdata()
    filters = [name for name, _ in content.get_filters()]
    if raw is not None and len(filters) == 1 and filters[0] in LITERALS_FLATE_DECODE:
        data = zlib.decompressobj().decompress(raw, limit + 1)
    else:
        data = content.get_data()
    if len(data) > limit:
        raise InvalidError(f"has {what} that is larger than {limit // 1024 // 1024} MB")
    return data
