"""The whole clause library from its folder: every file read, every fault told at once."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from sokdocs.core.clauses.clause import Clause
from sokdocs.core.clauses.library import Library
from sokdocs.core.errors import InvalidError, NotFoundError
from sokdocs.core.facts.definition import FactDefinition
from sokdocs.core.problems import Place, Problem
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
Named = TypeVar("Named", Clause, Category)
Known = Mapping[str, FactDefinition | None]


class _AnyFact(dict[str, None]):
    """Stands for the facts where their file has faults, so that nobody calls every one of them unknown on top of that."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> None:
        return None


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
    facts = collect(lambda: _facts(folder))
    norms = collect(lambda: read_norms(_bytes(folder / "norms.yaml"), f"{name}/norms.yaml"))
    phrases = collect(lambda: read_phrases(_bytes(folder / "phrases.yaml"), f"{name}/phrases.yaml"))
    cpv = collect(lambda: read_cpv(_bytes(folder / "cpv-2008.csv"), f"{name}/cpv-2008.csv"))
    known: Known = _AnyFact() if facts is None else {**facts, **dict.fromkeys(DERIVED)}
    decision = collect(lambda: read_decision(_bytes(folder / "decision.yaml"), f"{name}/decision.yaml", known))
    clauses = [collect(lambda each=each: _clause(each, name, known)) for each in _folders(folder / "library")]  # type: ignore[misc]
    categories = [collect(lambda each=each: _category(each, name)) for each in _files(folder / "categories", "*.yaml")]  # type: ignore[misc]
    packs = collect(lambda: read_packs(_pack_files(folder)))
    by_id = _by_id(clauses, problems)
    by_letter = _by_id(categories, problems)
    if problems or facts is None or norms is None or phrases is None or cpv is None or decision is None or packs is None:
        raise InvalidError(f"the clause library {folder} has faults", problems)
    library = Library(MappingProxyType({ClauseId(each): by_id[each] for each in by_id}), norms, facts, phrases, cpv)
    return Catalogue(library, by_letter, packs, decision)


def _facts(folder: Path) -> Mapping[str, FactDefinition]:
    """The facts of a procurement, then those of letters; a library without letters has none of the latter."""
    facts = read_fact_definitions(_bytes(folder / "facts.yaml"), f"{folder.name}/facts.yaml")
    path, name = folder / "letter-facts.yaml", f"{folder.name}/letter-facts.yaml"
    more = read_fact_definitions(_bytes(path), name) if path.is_file() else {}
    doubled = [Problem(Place(name, 0, each), f'the fact "{each}" stands in facts.yaml too', "keep one") for each in more if each in facts]
    if doubled:
        raise InvalidError("the facts have faults", doubled)
    return MappingProxyType({**facts, **more})


def _by_id(read: list[Named | None], problems: list[Problem]) -> Mapping[str, Named]:
    """What was read, by id; a second one of the same id is noted and does not take the place of the first."""
    found: dict[str, Named] = {}
    for each in read:
        if each is None:
            continue
        if each.id in found:
            problems.append(Problem(Place(each.file), f"{each.id} stands in {found[each.id].file} too", "give one of them its own id"))
        found.setdefault(each.id, each)
    return MappingProxyType(found)


def _clause(folder: Path, library: str, known: Known) -> Clause:
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
