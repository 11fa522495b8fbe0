"""What a casebook may name, and the faults of what it names that there is not."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sokdocs.core.clauses.clause import Clause, Parameter
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.language import Localized

Steps = tuple[str | int, ...]
At = Callable[[Steps], Place]


@dataclass(frozen=True, slots=True)
class Known:
    """What a casebook may name: the library's clauses, and the sources of the library by id."""

    clauses: Mapping[ClauseId, Clause]
    sources: Collection[str]


def unknown_sources(names: Iterable[str], known: Collection[str], place: Place) -> Iterator[Problem]:
    """A fault for each source that the library does not list."""
    for name in names:
        if name not in known:
            yield Problem(place, f'unknown source "{name}"', did_you_mean(name, known, "sources are listed in sources.yaml"))


def without_words(named: Iterable[tuple[Steps, Localized]], at: At) -> Iterator[Problem]:
    """A fault for each text that is not there in bokmål."""
    for path, words in named:
        if not words.get("nb", "").strip():
            yield Problem(at(path), f'"{path[-1]}" has no words in nb', "write `{nb: ...}`")


def unknown(what: str, name: str, among: Iterable[str], place: Place) -> Iterator[Problem]:
    """A fault where the name is none of those known."""
    names = tuple(among)
    if name not in names:
        yield Problem(place, f'unknown {what} "{name}"', did_you_mean(name, names, f"known here: {', '.join(names)}"))


def versions_of(key: str, known: Known) -> tuple[Parameter, ...]:
    """The parameter as each version of its clause has it; the clause is known."""
    owner, _, name = key.partition(".")
    versions = known.clauses[ClauseId(owner)].versions
    return tuple(version.parameters[name] for version in versions if name in version.parameters)


def below(at: At, above: Steps, path: Steps) -> Place:
    """Where a path stands below another one."""
    return at((*above, *path))
