"""Breaks a copy of the small sound library in one place, and tells what the program says about it."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.definition import OF_PROCUREMENT, at_stages
from sokdocs.core.problems import Problem
from sokdocs.core.selection.checks import check_catalogue
from sokdocs.loading.catalogue_folder import load_catalogue
from sokdocs.loading.fact_files import read_fact_sheet
from sokdocs.loading.yaml_source import read_yaml

HERE = Path(__file__).parent
SOUND = HERE / "sound"


@dataclass(frozen=True, slots=True)
class Saying:
    """What one line of the report must hold: where, the words, what to do."""

    at: str
    says: str
    hint: str
    is_warning: bool


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One broken library (or fact sheet), and everything that must be said about it; `bug` names why more is said today."""

    name: str
    changes: tuple[Mapping[str, Any], ...]
    sheet: str
    report: tuple[Saying, ...]
    bug: str = ""


def read_cases() -> tuple[Case, ...]:
    """Every case of the folder `cases`, by file and order."""
    return tuple(_case(path.stem, raw) for path in sorted((HERE / "cases").glob("*.yaml")) for raw in _raw(path))


def _raw(path: Path) -> Iterable[Any]:
    content: Any = read_yaml(path.read_bytes(), path.name).value
    return list(content["cases"])


def _case(group: str, raw: Mapping[str, Any]) -> Case:
    says = tuple(Saying(each["at"], each["says"], each.get("hint", ""), each.get("warning", False)) for each in raw["report"])
    return Case(f"{group}: {raw['name']}", tuple(raw.get("changes", ())), raw.get("sheet", ""), says, raw.get("bug", ""))


def report(case: Case, folder: Path) -> tuple[Problem, ...]:
    """Every problem the program finds in the sound library after the case's changes."""
    library = folder / "clauses"
    shutil.copytree(SOUND, library)
    for change in case.changes:
        _apply(change, library)
    try:
        catalogue = load_catalogue(library)
        if case.sheet:
            known = catalogue.library
            return read_fact_sheet(case.sheet.encode(), "sheet.yaml", at_stages(known.facts, OF_PROCUREMENT), known.valid_cpv).problems
        return check_catalogue(catalogue)
    except InvalidError as error:
        return error.problems


def _apply(change: Mapping[str, Any], library: Path) -> None:
    path = library / change["file"]
    match change:
        case {"old": str(old), "new": str(new)}:
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
            path.write_text(text.replace(old, new), encoding="utf-8")
        case {"text": str(text)}:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        case {"hex": str(digits)}:
            path.write_bytes(bytes.fromhex(digits))
        case {"append": str(text), "times": int(times)}:
            path.write_text(path.read_text(encoding="utf-8") + text * times, encoding="utf-8")
        case {"remove": True}:
            path.unlink()
        case {"folder": str(new)}:
            path.rename(library / new)
        case _:
            raise AssertionError(f"unknown change: {sorted(change)}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a report lacks of what was wanted, and what it says beside that."""

    lacking: list[str]
    beside: list[str]


def compare(said: tuple[Problem, ...], wanted: tuple[Saying, ...]) -> Comparison:
    """The report against what must be said; each problem answers one saying at most."""
    left = list(said)
    lacking: list[str] = []
    for saying in wanted:
        found = next((each for each in left if _fits(each, saying)), None)
        if found is None:
            lacking.append(f"{saying.at}: {saying.says} / {saying.hint}")
        else:
            left.remove(found)
    return Comparison(lacking, [str(each) for each in left])


def _fits(problem: Problem, saying: Saying) -> bool:
    is_there = str(problem.place) == saying.at and saying.says in problem.message and saying.hint in problem.hint
    return is_there and bool(problem.hint) and problem.is_warning == saying.is_warning
