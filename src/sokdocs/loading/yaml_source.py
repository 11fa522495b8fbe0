"""Strict YAML 1.2 with line numbers: the one way in which sokdocs reads YAML.

Directives, tags, aliases, duplicate keys and floats are refused, and so are files over 1 MB or nested deeper than 20 (safety promise 10).
The values are made straight from the parser's events: what a plain word means is decided here, whatever the file says of its version.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem
from sokdocs.loading.yaml_events import yaml_events

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
NO_TAGS = "tags are not allowed; write plain YAML"
ONLY_YAML_1_1 = {"yes", "no", "on", "off"}
CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INTEGER = re.compile(r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9_]+)")
DECIMAL = re.compile(
    r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9_]+(?:[eE][-+]?[0-9]+)?|\.inf|\.nan)", re.I
)
NUMBER_BEGINS = frozenset("+-.0123456789")

Plain = str | int | bool | date | None | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlSource:
    """What a YAML file says, as plain values (keys are always text), and the line where each path stands."""

    name: str
    value: Plain
    lines: dict[Path, int]

    def place(self, path: Path, field: str = "") -> Place:
        """The place of a path, or of the nearest path above it that stands in the file."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return Place(self.name, self.lines[path[:end]], field or ".".join(str(step) for step in path))
        return Place(self.name, 0, field)


class _Refused(Exception):
    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.hint = line, hint


def read_yaml(data: bytes, name: str) -> YamlSource:
    """The content of one YAML file; raises `InvalidError` naming the file and line for anything that is not strict YAML 1.2."""
    if len(data) > MAX_BYTES:
        raise _invalid(name, 0, f"the file has {len(data)} bytes", f"at most {MAX_BYTES} are read; split it")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _invalid(name, data[: error.start].count(b"\n") + 1, "not UTF-8", "save the file as UTF-8") from error
    lines: dict[Path, int] = {}
    try:
        value = _document(text, lines)
    except _Refused as refused:
        raise _invalid(name, refused.line, str(refused), refused.hint) from refused
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _invalid(name, mark.line + 1 if mark else 0, f"not valid YAML: {error.problem}", "check indent, colons and quotes") from error
    except (YAMLError, RecursionError) as error:
        raise _invalid(name, 0, "not valid YAML", "check for control characters and depth") from error
    return YamlSource(name, value, lines)


def _invalid(name: str, line: int, message: str, hint: str) -> InvalidError:
    return InvalidError(f"{name} can't be read", [Problem(Place(name, line), message, hint)])


def _document(text: str, lines: dict[Path, int]) -> Plain:
    _refuse_directives(text)
    events = yaml_events(text)
    next(events)
    if not isinstance(next(events), DocumentStartEvent):
        return None
    value = _plain(next(events), events, (), lines)
    next(events)
    after = next(events)
    if not isinstance(after, StreamEndEvent):
        raise _Refused(after.start_mark.line + 1, "a second document (---) stands here", "write one document in each file")
    return value


def _refuse_directives(text: str) -> None:
    """A line with % can change what every word after it means; only the version that is read anyway may be named."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.startswith("%") and line.rstrip() != "%YAML 1.2":
            raise _Refused(number, "a directive (a line with %) stands here", "take it away; the file is read as YAML 1.2")


def _plain(event: Any, events: Iterator[Any], path: Path, lines: dict[Path, int]) -> Plain:
    line = event.start_mark.line + 1
    lines.setdefault(path, line)
    _refuse_marks(event, line)
    if len(path) > MAX_DEPTH:
        raise _Refused(line, f"nested deeper than {MAX_DEPTH}", "flatten the structure")
    if isinstance(event, ScalarEvent):
        return str(event.value) if event.style else _scalar(event.value, line)
    if isinstance(event, SequenceStartEvent):
        return list(_items(events, path, lines))
    return dict(_entries(events, path, lines))


def _refuse_marks(event: Any, line: int) -> None:
    if isinstance(event, AliasEvent):
        raise _Refused(line, "an alias (*name) stands here", "write the value out")
    if event.tag is not None:
        raise _Refused(line, f"a tag ({event.tag}) stands here", NO_TAGS)


def _items(events: Iterator[Any], path: Path, lines: dict[Path, int]) -> Iterator[Plain]:
    index = 0
    while not isinstance(event := next(events), SequenceEndEvent):
        yield _plain(event, events, (*path, index), lines)
        index += 1


def _entries(events: Iterator[Any], path: Path, lines: dict[Path, int]) -> Iterator[tuple[str, Plain]]:
    keys: set[str] = set()
    while not isinstance(event := next(events), MappingEndEvent):
        line = event.start_mark.line + 1
        _refuse_marks(event, line)
        if not isinstance(event, ScalarEvent):
            raise _Refused(line, "a key must be a word", "write `name: value`")
        key = str(event.value)
        if key in keys:
            raise _Refused(line, f'the key "{key}" stands twice', "keep one of them")
        keys.add(key)
        lines[(*path, key)] = line
        yield key, _plain(next(events), events, (*path, key), lines)


def _scalar(text: str, line: int) -> Plain:
    """What a word without quotes means in YAML 1.2, with days, and without anything other programs read otherwise."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] in NUMBER_BEGINS:
        return _number(text, line)
    if text.casefold() in ONLY_YAML_1_1:
        hint = f'quote it if it is a word: "{text}"; write true or false if it is an answer'
        raise _Refused(line, f"{text} without quotes is read differently by different programs", hint)
    return text


def _number(text: str, line: int) -> Plain:
    if DAY.fullmatch(text):
        return _day(text)
    if INTEGER.fullmatch(text):
        return _integer(text, line)
    if DECIMAL.fullmatch(text):
        raise _Refused(line, f"{text} is a decimal number", f'quote it if it is text: "{text}"; amounts are whole numbers')
    return text


def _integer(text: str, line: int) -> int:
    digits = text.replace("_", "")
    if not digits.lstrip("+-").isdecimal() or len(digits) > 18:
        raise _Refused(line, f"{text[:20]} is no plain whole number", "write digits only")
    return int(digits)


def _day(text: str) -> Plain:
    """The date, or the text as it stands where no such day exists: whoever reads the field then says so by name."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
