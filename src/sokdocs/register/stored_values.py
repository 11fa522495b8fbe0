"""Values as the database holds them: JSON in one canonical form that keeps their types, and salted hashes of what may be erased."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.definition import Product
from sokdocs.core.values.canonical import Json, canonical

DATE = "date"
PRODUCT = "product"


def write_values(values: Mapping[str, object]) -> str:
    """Named values as one line of JSON; raises `InvalidError` for a text that no document can carry."""
    return as_line({name: _tagged(value) for name, value in values.items()})


def read_values(text: str) -> dict[str, object]:
    """The values again, each with its type; raises `ValueError` where this is not what was written."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("not a table of values")
    return {name: _untagged(value) for name, value in found.items()}


def write_value(value: object) -> str:
    """One value as one line of JSON."""
    return as_line(_tagged(value))


def read_value(text: str) -> object:
    """The value again."""
    return _untagged(json.loads(text))


def as_line(value: object) -> str:
    """Canonical JSON without its line break."""
    try:
        return canonical(value).decode().removesuffix("\n")
    except UnicodeEncodeError as error:
        raise InvalidError(f"U+{ord(error.object[error.start]):04X} is no character; nothing was recorded") from error


def new_salt() -> str:
    """A salt that makes the hash of a short text impossible to guess."""
    return secrets.token_hex(16)


def salted(salt: str, text: str) -> str:
    """SHA-256 in hex over the salt and the text."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def _tagged(value: object) -> Json:
    match value:
        case bool() | int() | str():
            return value
        case datetime():
            raise TypeError("a moment is no value of an event")
        case date():
            return {DATE: value.isoformat()}
        case Product():
            return {PRODUCT: [value.name, value.cpv, value.group]}
        case tuple() | list():
            return [_tagged(each) for each in value]
    raise TypeError(f"{type(value).__name__} can't be stored")


def _untagged(value: object) -> object:
    match value:
        case bool() | int() | str():
            return value
        case list():
            return tuple(_untagged(each) for each in value)
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case {"product": [str(name), str(cpv), str(group)]}:
            return Product(name, cpv, group)
    raise ValueError("not a value that was written here")
