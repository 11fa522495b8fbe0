"""Strict YAML 1.2 with line numbers: the one way in which sokdocs reads YAML.

Tags, aliases, duplicate keys and floats are refused, and so are files over 1 MB or nested deeper than 20 (safety promise 10).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sokdocs.core.errors import InvalidError
from sokdocs.core.problems import Place, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
CORE = "tag:yaml.org,2002:"
ONLY_YAML_1_1 = {"yes", "no", "on", "off"}

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
        node = YAML(typ="safe", pure=True).compose(text)
        value = None if node is None else _plain(node, (), lines, set())
    except _Refused as refused:
        raise _invalid(name, refused.line, str(refused), refused.hint) from refused
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _invalid(name, mark.line + 1 if mark else 0, f"not valid YAML: {error.problem}", "check indent, colons and quotes") from error
    except (YAMLError, RecursionError) as error:
        raise _invalid(name, 0, "not valid YAML, or nested too deep", "check for control characters and depth") from error
    return YamlSource(name, value, lines)


def _invalid(name: str, line: int, message: str, hint: str) -> InvalidError:
    return InvalidError(f"{name} can't be read", [Problem(Place(name, line), message, hint)])


def _plain(node: Node, path: Path, lines: dict[Path, int], seen: set[int]) -> Plain:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if id(node) in seen:
        raise _Refused(line, "an alias (*name) stands here", "write the value out")
    seen.add(id(node))
    if len(path) > MAX_DEPTH:
        raise _Refused(line, f"nested deeper than {MAX_DEPTH}", "flatten the structure")
    if isinstance(node, ScalarNode):
        return _scalar(node, line)
    if isinstance(node, SequenceNode):
        _refuse_tag(node, "seq", line)
        return [_plain(child, (*path, index), lines, seen) for index, child in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    _refuse_tag(node, "map", line)
    return dict(_entries(node, path, lines, seen))


def _entries(node: MappingNode, path: Path, lines: dict[Path, int], seen: set[int]) -> Iterator[tuple[str, Plain]]:
    keys: set[str] = set()
    for key_node, child in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            raise _Refused(line, "a key must be a word", "write `name: value`")
        key = str(key_node.value)
        if key in keys:
            raise _Refused(line, f'the key "{key}" stands twice', "keep one of them")
        keys.add(key)
        lines[(*path, key)] = line
        yield key, _plain(child, (*path, key), lines, seen)


def _refuse_tag(node: Node, expected: str, line: int) -> None:
    if str(node.tag) != CORE + expected:
        raise _Refused(line, f"a tag ({node.tag}) stands here", "tags are not allowed; write plain YAML")


def _scalar(node: ScalarNode, line: int) -> Plain:
    text, tag = str(node.value), str(node.tag)
    if not tag.startswith(CORE):
        raise _Refused(line, f"a tag ({tag}) stands here", "tags are not allowed; write plain YAML")
    match tag.removeprefix(CORE):
        case "str":
            if node.style is None and text.casefold() in ONLY_YAML_1_1:
                raise _Refused(line, f"{text} is read differently by different programs", f'write true or false, or quote it: "{text}"')
            return text
        case "null":
            return None
        case "bool":
            return text.casefold() == "true"
        case "int":
            return _integer(text, line)
        case "timestamp":
            return _date(text)
        case "float":
            raise _Refused(line, f"{text} is a decimal number", f'quote it if it is text: "{text}"; amounts are whole numbers')
    raise _Refused(line, f"a tag ({tag}) stands here", "tags are not allowed; write plain YAML")


def _integer(text: str, line: int) -> int:
    digits = text.replace("_", "")
    if not digits.lstrip("+-").isdecimal() or len(digits) > 18:
        raise _Refused(line, f"{text[:20]} is no plain whole number", "write digits only")
    return int(digits)


def _date(text: str) -> Plain:
    """The date, or the text as it stands where no such day exists: whoever reads the field then says so by name."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
