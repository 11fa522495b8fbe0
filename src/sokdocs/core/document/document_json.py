"""A document written down whole, so that it can be set again years later: every word, number and source, as JSON.

The register keeps it beside the finished files. Reading takes nothing but what writing gives: the same document, or an error.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import NewType, cast, get_args, get_origin, get_type_hints

from sokdocs.core.document.blocks import Document
from sokdocs.core.errors import InvalidError
from sokdocs.core.values.canonical import canonical

FORMAT = "sokdocs-document/1"
PLAIN: dict[object, str] = {str: "text", bool: "true or false", int: "a whole number"}


def to_json(document: Document) -> bytes:
    """The document as JSON in UTF-8; the same bytes for the same document."""
    return canonical({"format": FORMAT, "document": document})


def from_json(data: bytes) -> Document:
    """The document that was written; raises `InvalidError` for anything that `to_json` does not write, byte for byte."""
    try:
        content = json.loads(data.decode("utf-8"))
        if not isinstance(content, dict) or content.keys() != {"format", "document"} or content["format"] != FORMAT:
            raise _wrong("", f"it is not of the format {FORMAT}")
        document = cast("Document", _value(content["document"], Document, "document"))
        again = to_json(document)
    except (UnicodeError, ValueError, RecursionError) as error:
        raise _wrong("", "it is not JSON in UTF-8") from error
    if again != data:
        raise _wrong("", "it is not written as sokdocs writes it")
    return document


def _wrong(where: str, why: str) -> InvalidError:
    return InvalidError(f"the stored document can't be read: {where}{': ' if where else ''}{why}")


def _value(data: object, wanted: object, where: str) -> object:
    """The value of the type wanted there: text, yes or no, a whole number, a date, several of one type, or one of our dataclasses."""
    if isinstance(wanted, NewType):
        wanted = wanted.__supertype__
    if wanted in PLAIN:
        if type(data) is not wanted:
            raise _wrong(where, f"{PLAIN[wanted]} is wanted")
        return data
    if wanted is date:
        return _day(data, where)
    if get_origin(wanted) is tuple:
        if not isinstance(data, list):
            raise _wrong(where, "a list is wanted")
        return tuple(_value(each, get_args(wanted)[0], f"{where}[{index}]") for index, each in enumerate(data))
    return _table(data, get_args(wanted) if isinstance(wanted, UnionType) else (wanted,), where)


def _day(data: object, where: str) -> date:
    try:
        return date.fromisoformat(data if isinstance(data, str) else "")
    except ValueError as error:
        raise _wrong(where, "a date is wanted") from error


def _table(data: object, kinds: tuple[object, ...], where: str) -> object:
    """A dataclass from a table that names its type and has exactly its fields."""
    named = {kind.__name__: kind for kind in kinds if isinstance(kind, type) and is_dataclass(kind)}
    name = data.get("type") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(name, str) or name not in named:
        raise _wrong(where, f"one of these is wanted: {', '.join(named)}")
    types = _field_types(named[name])
    if data.keys() != {"type", *types}:
        raise _wrong(where, f"a {name} has the fields {', '.join(types)}")
    return named[name](**{each: _value(data[each], wanted, f"{where}.{each}") for each, wanted in types.items()})


@lru_cache(maxsize=32)
def _field_types(kind: type) -> dict[str, object]:
    """What each field of a dataclass holds, in order."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}
