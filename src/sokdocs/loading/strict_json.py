"""Strict JSON with line numbers: the one way in which sokdocs reads JSON that others wrote.

Duplicate keys, NaN, Infinity and numbers out of all measure are refused, and so are files over 1 MB or nested deeper than 20
(safety promise 10). Numbers with a point or an exponent are read as decimals, so that no amount is bent.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_DIGITS = 18
BLANK = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
WORD = re.compile(r"[A-Za-z_+-]+")
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}

Json = str | int | Decimal | bool | None | list["Json"] | dict[str, "Json"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class JsonSource:
    """What a JSON file says, and the line where the value of each path begins."""

    name: str
    value: Json
    lines: dict[Path, int]

    def place(self, path: Path) -> Place:
        """The place of a path, or of the nearest path above it that stands in the file; the field is the whole path."""
        ends = (end for end in range(len(path), -1, -1) if path[:end] in self.lines)
        return Place(self.name, self.lines[path[: next(ends)]], written(path))


def written(path: Path) -> str:
    """A path as people write it: `tender.lots[0].value`."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".")


def read_json(data: bytes, name: str) -> JsonSource:
    """The content of one JSON file; raises `InvalidError` naming the file and line for anything that is not strict JSON."""
    if len(data) > MAX_BYTES:
        raise _invalid(name, 0, f"the file has {len(data)} bytes", f"at most {MAX_BYTES} are read")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _invalid(name, data[: error.start].count(b"\n") + 1, "not UTF-8", "save the file as UTF-8") from error
    scan = _Scan(text)
    try:
        value, end = scan.value(scan.blank(0), ())
        if scan.blank(end) != len(text):
            raise _Refused(scan.blank(end), "something stands after the end", "one JSON value per file")
    except _Refused as refused:
        raise _invalid(name, scan.line(refused.at), str(refused), refused.hint) from refused
    return JsonSource(name, value, scan.lines)


def _invalid(name: str, line: int, message: str, hint: str) -> InvalidError:
    return InvalidError(f"{name} can't be read", [Problem(Place(name, line), message, hint)])


class _Refused(Exception):
    def __init__(self, at: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.at, self.hint = at, hint


class _Scan:
    """Walks once over the text and notes the line of every value."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.lines: dict[Path, int] = {}
        self.next = 0

    def line(self, at: int) -> int:
        return bisect_left(self.breaks, at) + 1

    def blank(self, at: int) -> int:
        match = BLANK.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, path: Path) -> tuple[Json, int]:
        if len(path) > MAX_DEPTH:
            raise _Refused(at, f"nested deeper than {MAX_DEPTH}", "no public notice is nested so deep")
        self.lines[path] = self.line(at)
        match self.text[at : at + 1]:
            case "{":
                return self._object(at, path)
            case "[":
                return self._array(at, path)
            case '"':
                return self._string(at)
            case "":
                raise _Refused(at, "the file ends too early", "something is cut off")
        return self._number(at) or self._word(at)

    def _string(self, at: int) -> tuple[str, int]:
        match = STRING.match(self.text, at)
        if match is None:
            raise _Refused(
                at,
                "a text that is not JSON",
                "close the quotes; a line break is written \\n, a control character \\u0007",
            )
        return str(json.loads(match.group())), match.end()

    def _number(self, at: int) -> tuple[Json, int] | None:
        match = NUMBER.match(self.text, at)
        if match is None:
            return None
        digits = match.group()
        if len(digits) > MAX_DIGITS:
            raise _Refused(at, f"the number {digits[:20]} is out of all measure", f"at most {MAX_DIGITS} characters")
        if not (match.group(1) or match.group(2)):
            return int(digits), match.end()
        number = Decimal(digits)
        if abs(number.adjusted()) > MAX_DIGITS:
            raise _Refused(at, f"the number {digits} is out of all measure", f"at most {MAX_DIGITS} digits")
        return number, match.end()

    def _word(self, at: int) -> tuple[Json, int]:
        match = WORD.match(self.text, at)
        word = match.group() if match else self.text[at]
        if word not in WORDS:
            raise _Refused(at, f"{word[:20]!r} is no JSON value", "NaN, Infinity, comments and single quotes are not JSON")
        return WORDS[word], at + len(word)

    def _array(self, at: int, path: Path) -> tuple[Json, int]:
        entries: list[Json] = []
        for start in self._members(at, "]"):
            entry, self.next = self.value(start, (*path, len(entries)))
            entries.append(entry)
        return entries, self.next

    def _object(self, at: int, path: Path) -> tuple[Json, int]:
        found: dict[str, Json] = {}
        for start in self._members(at, "}"):
            if self.text[start : start + 1] != '"':
                raise _Refused(start, "a key must stand in double quotes", 'write "key": value')
            key, end = self._string(start)
            if key in found:
                raise _Refused(start, f'the key "{key[:60]}" stands twice', "keep one of them")
            colon = self.blank(end)
            if self.text[colon : colon + 1] != ":":
                raise _Refused(colon, f'no colon after the key "{key[:60]}"', 'write "key": value')
            found[key], self.next = self.value(self.blank(colon + 1), (*path, key))
        return found, self.next

    def _members(self, at: int, closing: str) -> Iterator[int]:
        """Where each member begins; whoever reads it sets `next` to where it ended, and at last `next` is behind the closing mark."""
        start = self.blank(at + 1)
        if self.text[start : start + 1] == closing:
            self.next = start + 1
            return
        while True:
            yield start
            end = self.blank(self.next)
            mark = self.text[end : end + 1]
            if mark == closing:
                self.next = end + 1
                return
            if mark != ",":
                raise _Refused(end, f'"," or "{closing}" is missing here', "check commas and brackets")
            start = self.blank(end + 1)
