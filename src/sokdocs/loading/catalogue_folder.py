"""The whole clause library from its folder: every file read, every fault told at once."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from sokdocs.core.clauses.clause import Clause
from sokdocs.core.clauses.library import Library
from sokdocs.core.errors import InvalidError, NotFoundError
from sokdocs.core.facts.definition import FactDefinition
from sokdocs.core.problems import Problem
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.category import Category
from sokdocs.core.selection.derived import DERIVED
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.category_files import read_category
from sokdocs.loading.clause_files import ClauseFolder, read_clause
from sokdocs.loading.fact_files import read_fact_definitions
from sokdocs.loading.norm_files import read_cpv, read_norms, read_phrases
from sokdocs.loading.pack_files import PackFile, read_decision, read_packs

T = TypeVar("T")


def load_catalogue(folder: Path) -> Catalogue:
    """Everything in a clause library's folder; raises `InvalidError` with the faults of all files together."""
    if not folder.is_dir():
        raise NotFoundError(f"the clause library {folder} does not exist")
    problems: list[Problem] = []

    def collect(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except InvalidError as error:
            problems.extend(error.problems)
            return None

    name = folder.name
    facts = collect(lambda: read_fact_definitions(_bytes(folder / "facts.yaml"), f"{name}/facts.yaml")) or {}
    norms = collect(lambda: read_norms(_bytes(folder / "norms.yaml"), f"{name}/norms.yaml"))
    phrases = collect(lambda: read_phrases(_bytes(folder / "phrases.yaml"), f"{name}/phrases.yaml"))
    known = {**facts, **dict.fromkeys(DERIVED)}
    decision = collect(lambda: read_decision(_bytes(folder / "decision.yaml"), f"{name}/decision.yaml", known))
    clauses = [collect(lambda each=each: _clause(each, name, known)) for each in _folders(folder / "library")]  # type: ignore[misc]
    categories = [collect(lambda each=each: _category(each, name)) for each in _files(folder / "categories", "*.yaml")]  # type: ignore[misc]
    packs = collect(lambda: read_packs(_pack_files(folder)))
    if problems or norms is None or phrases is None or decision is None or packs is None:
        raise InvalidError(f"the clause library {folder} has faults", problems)
    library = Library(_by_id(clauses), norms, facts, phrases, read_cpv(_bytes(folder / "cpv-2008.csv")))
    return Catalogue(library, MappingProxyType({each.id: each for each in categories if each}), packs, decision)


def _by_id(clauses: list[Clause | None]) -> Mapping[ClauseId, Clause]:
    return MappingProxyType({each.id: each for each in clauses if each})


def _clause(folder: Path, library: str, known: Mapping[str, FactDefinition | None]) -> Clause:
    texts = {each.name: each.read_bytes() for each in _files(folder, "*.md")}
    return read_clause(ClauseFolder(f"{library}/library/{folder.name}", _bytes(folder / "clause.yaml"), texts), known)


def _category(path: Path, library: str) -> Category:
    return read_category(path.read_bytes(), f"{library}/categories/{path.name}")


def _pack_files(folder: Path) -> list[PackFile]:
    packs = folder / "packs"
    files = sorted(packs.glob("*/*.yaml"))
    return [
        PackFile(f"{each.parent.name}/{each.stem}", f"{folder.name}/packs/{each.parent.name}/{each.name}", each.read_bytes())
        for each in files
    ]


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(f"{path} is missing") from error
