"""Is the whole library sound: every clause, every pack on every date on which anything changes, every category."""

from collections.abc import Iterator

from sokdocs.core.clauses.checks import check_clause, check_norms
from sokdocs.core.clauses.clause import Clause, ClauseVersion
from sokdocs.core.clauses.library import Library
from sokdocs.core.clauses.wording import parse
from sokdocs.core.facts.condition import Always, Condition, Every, facts_used
from sokdocs.core.facts.definition import LATE
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.selection.catalogue import Catalogue, only_after_signing
from sokdocs.core.selection.pack import WITHOUT_TERMS, Pack
from sokdocs.core.selection.phrase_names import phrase_names
from sokdocs.core.values.identifiers import ClauseId
from sokdocs.core.values.phrases import Phrases


def check_catalogue(catalogue: Catalogue) -> tuple[Problem, ...]:
    """Every fault of the library, sorted by place; empty where it is clean."""
    library = catalogue.library
    late = only_after_signing(catalogue)
    found: list[Problem] = []
    for clause in library.clauses.values():
        found.extend(check_clause(clause, library, too_late=frozenset() if clause.id in late else LATE))
    found.extend(check_norms(library.norms))
    found.extend(_check_phrases(library.phrases))
    for pack in catalogue.packs.values():
        found.extend(_check_pack(pack, catalogue))
    found.extend(_check_categories(catalogue))
    found.extend(_orphans(catalogue))
    return tuple(sorted(set(found)))


def _check_phrases(phrases: Phrases) -> Iterator[Problem]:
    for name in sorted(phrase_names()):
        if not phrases.words.get(name, {}).get("nb"):
            yield Problem(Place(phrases.file), f'the phrase "{name}" is missing', f"add `{name}: {{nb: ...}}` under `words:`")


def _check_pack(pack: Pack, catalogue: Catalogue) -> Iterator[Problem]:
    library = catalogue.library
    place = Place(pack.file)
    for name in pack.front:
        if name not in library.facts:
            yield Problem(
                place, f'unknown fact "{name}" in front', did_you_mean(name, library.facts, "facts are listed in clauses/facts.yaml")
            )
    for text in {*pack.title.values(), *pack.subtitle.values()}:
        for field in parse(text).fields():
            if field.kind != "value" or field.name not in library.facts:
                hint = did_you_mean(field.name, library.facts, "a title holds facts of clauses/facts.yaml, and no other fields")
                yield Problem(place, f"unknown fact {field} in the title", hint)
    clauses = pack.clauses()
    for clause_id in sorted({each for each in clauses if clauses.count(each) > 1}):
        yield Problem(place, f"{clause_id} stands twice in the pack", "keep one")
    unknown = [each for each in clauses if each not in library.clauses]
    for clause_id in unknown:
        yield Problem(place, f"unknown clause {clause_id}", did_you_mean(clause_id, library.clauses, "see `sokdocs library list`"))
    if unknown:
        return
    for clause_id in clauses:
        clause = library.clauses[clause_id]
        yield from _late_facts(clause, pack, library)
        yield from _dangling(clause, pack, library)


def _late_facts(clause: Clause, pack: Pack, library: Library) -> Iterator[Problem]:
    for name in sorted(facts_used(clause.applies_when)):
        definition = library.facts.get(name)
        if pack.id.kind in WITHOUT_TERMS and definition is not None and definition.stage in LATE:
            message = f'{clause.id} depends on "{name}", which nobody knows before the contract is {definition.stage}'
            yield Problem(Place(clause.file), message, "write it as a condition in the text")


def _dangling(clause: Clause, pack: Pack, library: Library) -> Iterator[Problem]:
    """References to clauses, or to their parameters, that can be absent while this one is there."""
    for version in clause.versions:
        for language, text in version.texts.items():
            place = Place(clause.text_file(version, language))
            for field in sorted(set(parse(text).fields()), key=str):
                target = ClauseId(field.name if field.kind == "ref" else field.name.rpartition(".")[0])
                reason = _absent(clause, version, target, pack, library) if target in library.clauses else ""
                if not reason and field.kind == "value" and target in library.clauses and target not in pack.clauses():
                    reason = "is worded by another clause"
                if reason:
                    message = f"refers to {target}, which {reason} in {pack.id}"
                    yield Problem(place, message, "refer only to clauses that are always there with it")


def _absent(clause: Clause, version: ClauseVersion, target: ClauseId, pack: Pack, library: Library) -> str:
    """Why the target may not stand beside the version, in words, or nothing where it always does."""
    other, in_pack = library.clauses[target], pack.clauses()
    if target not in in_pack:
        adapted = any(library.clauses[each].adapts == target for each in in_pack)
        return "" if adapted else "does not stand"
    if not _implies(clause.applies_when, other.applies_when):
        return "can be left out"
    days = (day for day in clause.days_beside(version, other) if other.version_on(day) is None)
    return next((f"has no text on {day.isoformat()}" for day in days), "")


def _implies(condition: Condition, other: Condition) -> bool:
    if isinstance(other, Always) or condition == other:
        return True
    return isinstance(condition, Every) and other in condition.parts


def _check_categories(catalogue: Catalogue) -> Iterator[Problem]:
    library = catalogue.library
    for category in catalogue.categories.values():
        place = Place(category.file)
        for clause_id in (*category.standard_clauses, *category.add_on_clauses):
            if clause_id not in library.clauses:
                yield Problem(place, f"unknown clause {clause_id}", did_you_mean(clause_id, library.clauses, "see `sokdocs library list`"))
        for pack in catalogue.packs.values():
            if pack.id.category == category.id and pack.id.kind == "tender-appendix":
                for clause_id in (*category.standard_clauses, *category.add_on_clauses):
                    if clause_id not in pack.clauses():
                        yield Problem(
                            Place(pack.file), f"{clause_id} belongs to category {category.id} but is not in the pack", "add it to a section"
                        )


def _orphans(catalogue: Catalogue) -> Iterator[Problem]:
    used = {clause for pack in catalogue.packs.values() for clause in pack.clauses()}
    for clause in catalogue.library.clauses.values():
        if clause.id not in used:
            yield Problem(Place(clause.file), f"{clause.id} stands in no pack", "add it to a pack in clauses/packs/", True)
