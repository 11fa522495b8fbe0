"""What differs between two issued documents, told from their manifests."""

from collections.abc import Iterator, Mapping

from sokdocs.core.values.canonical import Json


def changes(old: Mapping[str, Json], new: Mapping[str, Json]) -> tuple[str, ...]:
    """One sentence for each fact, parameter and clause version that differs, in that order."""
    facts = _compared("fact", _table(old.get("facts")), _table(new.get("facts")))
    parameters = _compared("parameter", _by(old, "parameters", "name", "value"), _by(new, "parameters", "name", "value"))
    clauses = _compared("clause", _by(old, "clauses", "clause", "date"), _by(new, "clauses", "clause", "date"))
    return (*facts, *parameters, *clauses)


def _table(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _by(manifest: Mapping[str, Json], table: str, key: str, value: str) -> dict[str, Json]:
    rows = manifest.get(table)
    return {str(row[key]): row[value] for row in rows if isinstance(row, dict)} if isinstance(rows, list) else {}


def _compared(word: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield f"{word} {name} is gone (was {_shown(old[name])})"
        elif name not in old:
            yield f"{word} {name} is new ({_shown(new[name])})"
        elif old[name] != new[name]:
            yield f"{word} {name}: {_shown(old[name])} → {_shown(new[name])}"


def _shown(value: Json) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
