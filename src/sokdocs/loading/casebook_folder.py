"""The whole casebook from the clause library's folder: ladders, events and old terms, every fault told at once."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from sokdocs.core.casework.casebook import Casebook
from sokdocs.core.casework.casebook_checks import check_casebook
from sokdocs.core.casework.casebook_names import Known, unknown_sources
from sokdocs.core.clauses.clause import Clause
from sokdocs.core.errors import InvalidError, NotFoundError
from sokdocs.core.problems import Place, Problem
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.loading.event_files import read_events
from sokdocs.loading.ladder_files import LadderFile, read_ladders
from sokdocs.loading.shapes import Localized, Shape, shape
from sokdocs.loading.terms_files import TermsRead, read_terms
from sokdocs.loading.yaml_source import Path as YamlPath
from sokdocs.loading.yaml_source import read_yaml

T = TypeVar("T")
PlaceAt = Callable[[YamlPath], Place]


class _SourceShape(Shape):
    title: Localized
    address: list[str]


class _SourcesShape(Shape):
    sources: dict[str, _SourceShape]


def load_casebook(folder: Path, clauses: Mapping[ClauseId, Clause]) -> Casebook:
    """The casebook in a clause library's folder, held against its clauses; raises `InvalidError` with every fault of its files."""
    name = folder.name
    problems: list[Problem] = []

    def collect(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except InvalidError as error:
            problems.extend(error.problems)
            return None

    events = collect(lambda: read_events(_bytes(folder / "events.yaml"), f"{name}/events.yaml"))
    sources = collect(lambda: _sources(_bytes(folder / "sources.yaml"), f"{name}/sources.yaml"))
    ladders = collect(lambda: read_ladders(_ladder_files(folder)))
    terms = [collect(lambda each=each: _terms(each, name)) for each in sorted((folder / "terms").glob("*.yaml"))]  # type: ignore[misc]
    if problems or events is None or sources is None or ladders is None:
        raise InvalidError(f"the casebook {folder} has faults", sorted(set(problems)))
    old = {each.terms.id: each for each in terms if each is not None}
    places: dict[str, PlaceAt] = {"events": events.source.place}
    places |= {f"ladders/{key}": each.place for key, each in ladders.items()}
    places |= {f"terms/{key}": each.source.place for key, each in old.items()}
    casebook = Casebook(
        ladders=MappingProxyType({key: each.ladder for key, each in ladders.items()}),
        events=events.definitions,
        terms=MappingProxyType({key: each.terms for key, each in old.items()}),
    )
    nowhere: PlaceAt = lambda path: Place(f"{name}/ladders")  # noqa: E731
    found = [*check_casebook(casebook, Known(clauses, sources), lambda subject, path: places.get(subject, nowhere)(path))]
    found.extend(each for read in old.values() for each in _sources_of_terms(read, sources))
    if found:
        raise InvalidError(f"the casebook {folder} has faults", sorted(found))
    return casebook


def _terms(path: Path, library: str) -> TermsRead:
    return read_terms(path.read_bytes(), f"{library}/terms/{path.name}")


def _sources_of_terms(read: TermsRead, sources: frozenset[str]) -> list[Problem]:
    named = read.clause_sources.items()
    return [
        problem for clause, names in named for problem in unknown_sources(names, sources, read.source.place(("clauses", clause, "source")))
    ]


def _sources(data: bytes, name: str) -> frozenset[str]:
    return frozenset(shape(_SourcesShape, read_yaml(data, name)).sources)


def _ladder_files(folder: Path) -> list[LadderFile]:
    files = sorted((folder / "ladders").glob("*.yaml"))
    return [LadderFile(each.stem, f"{folder.name}/ladders/{each.name}", each.read_bytes()) for each in files]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(f"{path} is missing") from error
