"""One way to write values down, so that the same content always has the same digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def as_json(value: object) -> Json:
    """Dataclasses as tables with their type, dates in ISO form, tuples as lists; raises TypeError for anything else."""
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case tuple() | list():
            return [as_json(each) for each in value]
        case Mapping():
            return {str(key): as_json(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {"type": type(value).__name__, **{each.name: as_json(getattr(value, each.name)) for each in fields(value)}}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def canonical(value: object) -> bytes:
    """The value as JSON in UTF-8: keys sorted, no superfluous blanks, one line break at the end."""
    return (json.dumps(as_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def digest(value: object) -> str:
    """SHA-256 in hex of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()
