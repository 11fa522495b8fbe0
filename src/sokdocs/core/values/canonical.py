"""One way to write values down, so that the same content always has the same digest."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def as_json(value: object) -> Json:
    """Dataclasses as tables with their type, dates in ISO form, tuples as lists; raises TypeError for anything else."""
    match value:
        case None | bool() | int() | str():
            return value
        case tuple() | list():
            return [as_json(each) for each in value]
        case Mapping():
            return {str(key): as_json(each) for key, each in value.items()}
    return as_json(_opened(value))


def canonical(value: object) -> bytes:
    """The value as JSON in UTF-8: keys sorted, no superfluous blanks, one line break at the end."""
    text = json.dumps(value, default=_opened, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()


def digest(value: object) -> str:
    """SHA-256 in hex of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _opened(value: object) -> object:
    """One layer of a value that JSON does not know: a date as text, a mapping or dataclass as a table."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): each for key, each in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{type(value).__name__} has no canonical form")
    names, read = _shape(type(value))
    return {"type": type(value).__name__, **dict(zip(names, read(value), strict=True))}


@lru_cache(maxsize=256)
def _shape(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The names of a dataclass's fields, and what reads them all at once."""
    names = tuple(each.name for each in fields(kind))
    if len(names) == 1:
        return names, lambda value: (getattr(value, names[0]),)
    return names, attrgetter(*names)
