"""Is every word of the document in the finished file, once, in order, with the right number?"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sokdocs.core.document.outline import Line
from sokdocs.core.issuance.returned import ReturnedLine


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where file and document part: `missing`, `added` or `changed`; `position` counts the document's lines from 1."""

    kind: str
    position: int
    expected: str
    found: str

    def __str__(self) -> str:
        match self.kind:
            case "missing":
                return f"line {self.position} is missing: {self.expected}"
            case "added":
                return f"before line {self.position} stands what is not in the document: {self.found}"
        return f"line {self.position} reads «{self.found}», not «{self.expected}»"


def differences(expected: Sequence[Line], found: Sequence[ReturnedLine]) -> tuple[Difference, ...]:
    """Every difference between the document's lines and the file's; empty where all is there in order."""
    wanted = [(line.number, line.text) for line in expected]
    there = [(line.number, line.text) for line in found]
    if wanted == there:
        return ()
    result: list[Difference] = []
    for operation, start, end, from_, to in SequenceMatcher(None, wanted, there, autojunk=False).get_opcodes():
        if operation != "equal":
            result.extend(_differences(wanted[start:end], there[from_:to], start))
    return tuple(result)


def _differences(wanted: list[tuple[str, str]], there: list[tuple[str, str]], start: int) -> list[Difference]:
    result = [
        Difference("changed", start + index + 1, _shown(old), _shown(new))
        for index, (old, new) in enumerate(zip(wanted, there, strict=False))
    ]
    result += [Difference("missing", start + index + 1, _shown(old), "") for index, old in enumerate(wanted) if index >= len(there)]
    result += [Difference("added", start + len(wanted) + 1, "", _shown(new)) for index, new in enumerate(there) if index >= len(wanted)]
    return result


def _shown(line: tuple[str, str]) -> str:
    return " ".join(part for part in line if part)
