"""The selection: which clauses of a pack stand in a document, which are left out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sokdocs.core.clauses.clause import Clause, ClauseVersion
from sokdocs.core.clauses.legal_basis import Norm
from sokdocs.core.clauses.library import Library
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.condition import Verdict, evaluate, facts_used
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.selection.basis import norms_named
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.decision import Outcome
from sokdocs.core.selection.derived import Situation, derive
from sokdocs.core.selection.pack import WITHOUT_TERMS, Pack, PackChange, PackSection, extend, pack_for
from sokdocs.core.selection.parameters import SetParameter, set_parameters, unknown_parameters
from sokdocs.core.values.identifiers import ClauseId, PackId
from sokdocs.core.values.language import in_language
from sokdocs.core.values.phrases import Phrases
from sokdocs.core.values.quantities import long_date


@dataclass(frozen=True, slots=True)
class ChosenClause:
    """A clause that stands in the document: the version, its parameters as set, and the reason.

    `missing` names facts that decide and are not known (drafts only).
    """

    clause: Clause
    version: ClauseVersion
    language: str
    parameters: Mapping[str, SetParameter]
    reason: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOutClause:
    """A clause of the pack that does not stand in the document, with the reason."""

    clause: Clause
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What a document is to be made of, in order, with reasons.

    `texts_on` is the day whose texts stand in it: the announcement date, for a letter its own date.
    `norms` are those the texts name or rest on, on the announcement date. `described` is the selection that a record is about.
    """

    pack: Pack
    language: str
    announced_on: date
    texts_on: date
    situation: Situation
    chosen: tuple[ChosenClause, ...]
    left_out: tuple[LeftOutClause, ...]
    norms: tuple[Norm, ...]
    described: "Selection | None" = None

    def of(self, section: PackSection) -> tuple[ChosenClause, ...]:
        """The chosen clauses of one section, in the pack's order."""
        by_id = {each.clause.id: each for each in self.chosen}
        return tuple(by_id[clause] for clause in section.clauses if clause in by_id)


def select(catalogue: Catalogue, sheet: FactSheet, *, kind: str, language: str) -> Selection:
    """The selection for one procurement.

    Raises `InvalidError` where no date is known, no terms are recommended, no pack fits, or a parameter is out of range.
    """
    announced_on = _day(sheet, "announced_on")
    situation = derive(catalogue, sheet)
    sound = _sound(_pack(catalogue, sheet, situation, kind), catalogue.library)
    texts_on = _day(sheet, sound.dated_by)
    pack = _on(sound, catalogue, texts_on)
    chosen: list[ChosenClause] = []
    left_out: list[LeftOutClause] = []
    problems: list[Problem] = list(unknown_parameters(sheet, catalogue.library.clauses, texts_on))
    for clause_id in pack.clauses():
        clause = catalogue.library.clauses[clause_id]
        verdict = _choose(clause, situation, texts_on, language=language, phrases=catalogue.library.phrases)
        if isinstance(verdict, LeftOutClause):
            left_out.append(verdict)
            continue
        version, reason, missing = verdict
        if language not in version.texts:
            problems.append(_untranslated(clause, version, language))
            continue
        parameters, faults = set_parameters(clause, version, sheet, catalogue.library.norms)
        problems.extend(faults)
        chosen.append(ChosenClause(clause, version, language, parameters, reason, missing))
    if not chosen and not problems:
        problems.append(_nothing_chosen(catalogue, pack, sheet, texts_on))
    if problems:
        raise InvalidError("the fact sheet has faults", problems)
    norms = norms_named(catalogue.library.norms, chosen, announced_on)
    described = _described(catalogue, sheet, pack, situation, language)
    return Selection(pack, language, announced_on, texts_on, situation, tuple(chosen), tuple(left_out), norms, described)


def _described(catalogue: Catalogue, sheet: FactSheet, pack: Pack, situation: Situation, language: str) -> Selection | None:
    if not pack.describes or situation.decision.terms.result == "none":
        return None
    return select(catalogue, sheet, kind=pack.describes, language=language)


def _day(sheet: FactSheet, fact: str) -> date:
    day = sheet.values.get(fact)
    if isinstance(day, date):
        return day
    fault = Problem(sheet.place(fact), f'"{fact}" is missing', "it decides which versions apply; a planned date will do")
    raise InvalidError("the date that decides which versions apply is not known", [fault])


def _pack(catalogue: Catalogue, sheet: FactSheet, situation: Situation, kind: str) -> Pack:
    terms = situation.decision.terms
    category = situation.category.id if situation.category else "none"
    if terms.result in WITHOUT_TERMS.get(kind, ()):
        reason = catalogue.library.phrases.tell(situation.category_decision.reason, "nb")
        raise _without_terms(terms, sheet, reason)
    wanted = PackId(kind, sheet.text("edition") or "standard", category)
    pack = pack_for(catalogue.packs, wanted, sheet.text("letter") or terms.result)
    if pack is None:
        there = ", ".join(sorted(str(each) for each in catalogue.packs if each.kind == kind)) or "none"
        raise InvalidError(
            f"there is no pack {wanted}", [Problem(sheet.place("edition"), f"no pack {wanted}", f"packs of this kind: {there}")]
        )
    return pack


def _without_terms(terms: Outcome, sheet: FactSheet, category: str) -> InvalidError:
    """Why nothing of this kind is made: no terms are recommended, or a requirement in the specification stands instead of them."""
    because = in_language(terms.row.because, "nb")
    if terms.result == "none":
        hint = "nothing is to be issued; the procurement-note records why. Set category_override if the CPV code misleads"
        problem = Problem(sheet.place("cpv"), f"{because} {category}".strip(), hint)
        return InvalidError("no terms are recommended for this procurement", [problem])
    hint = "nothing is to be issued; what the supplier shows with its offer is named in the requirement itself"
    problem = Problem(sheet.place("contract_value"), because, hint)
    return InvalidError("there are no contract terms to confirm: a requirement in the specification stands instead", [problem])


def _sound(pack: Pack, library: Library) -> Pack:
    """The pack, if it has clauses and every one of them is in the library."""
    unknown = sorted({each for each in pack.clauses() if each not in library.clauses})
    see = "see `sokdocs library list`"
    problems = [Problem(Place(pack.file), f"unknown clause {each}", did_you_mean(each, library.clauses, see)) for each in unknown]
    if not pack.clauses():
        problems = [Problem(Place(pack.file), f"the pack {pack.id} has no clauses", "name them under `sections:`")]
    if problems:
        raise InvalidError(f"the pack {pack.id} has faults", problems)
    return pack


def _on(pack: Pack, catalogue: Catalogue, day: date) -> Pack:
    """The pack as it stands on the day: where an edition's own clause has no text yet, the clause it adapts stands instead."""
    clauses = catalogue.library.clauses
    young = [clauses[each] for each in pack.clauses() if clauses[each].adapts and clauses[each].version_on(day) is None]
    return extend(pack, PackChange(swap={each.id: each.adapts for each in young if each.adapts})) if young else pack


def _choose(
    clause: Clause, situation: Situation, day: date, *, language: str, phrases: Phrases
) -> tuple[ClauseVersion, str, tuple[str, ...]] | LeftOutClause:
    version = clause.version_on(day)
    if version is None:
        return LeftOutClause(clause, phrases.say("reason_not_in_force", language, date=long_date(day, language)))
    verdict = evaluate(clause.applies_when, situation.facts)
    if verdict is Verdict.NO:
        return LeftOutClause(clause, in_language(clause.left_out_because, language))
    reason = in_language(clause.because, language) or phrases.say("reason_always", language)
    if verdict is Verdict.YES:
        return version, reason, ()
    missing = tuple(sorted(name for name in facts_used(clause.applies_when) if situation.facts.get(name) is None))
    return version, phrases.say("reason_unknown", language, facts=", ".join(missing)), missing


def _nothing_chosen(catalogue: Catalogue, pack: Pack, sheet: FactSheet, day: date) -> Problem:
    """Why no clause is left: none has a text on the day, or the facts of this procurement leave every one of them out."""
    clauses = [catalogue.library.clauses[each] for each in pack.clauses()]
    if any(each.version_on(day) for each in clauses):
        message = f"no clause of {pack.id} applies to this procurement"
        return Problem(sheet.place("cpv"), message, "each clause says when it applies; see `sokdocs library show` with its id")
    days = [version.date for each in clauses for version in each.versions if not version.is_withdrawn]
    message = f'"announced_on" is {day.isoformat()}: no clause of {pack.id} has a text in force on that day'
    hint = f"the library's first texts for it are of {min(days).isoformat()}" if days else "the library has no text for it"
    return Problem(sheet.place("announced_on"), message, hint)


def _untranslated(clause: Clause, version: ClauseVersion, language: str) -> Problem:
    have = ", ".join(sorted(version.texts))
    return Problem(Place(clause.file), f"{clause.id} of {version.date.isoformat()} has no text in {language}", f"languages there: {have}")


def chosen_by_id(selection: Selection) -> Mapping[ClauseId, ChosenClause]:
    """The chosen clauses by id."""
    return {each.clause.id: each for each in selection.chosen}
