"""Preparing a letter: what it is made from, its date, and whether the contract and the case carry it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import Case
from sokdocs.core.casework.ground import Ground
from sokdocs.core.casework.grounds.words import ground_sentence
from sokdocs.core.casework.ladder import Ladder, LetterRule
from sokdocs.core.casework.letters.intent import intent_of
from sokdocs.core.casework.letters.notes import case_note, ground_json
from sokdocs.core.casework.letters.sheet import LetterFacts, letter_sheet, stops_before_hearing_ends
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.next_step import status
from sokdocs.core.casework.report_status import FORM, REMINDER
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError
from sokdocs.core.facts.answers import Answers
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.canonical import Json
from sokdocs.core.values.working_days import ONE_DAY, is_working_day
from sokdocs.workflows.kept_documents import issued_form
from sokdocs.workflows.letter_answers import unplaced
from sokdocs.workflows.making import Request
from sokdocs.workflows.recording import CaseDesk, case_named, ladder_of, refuse_odd
from sokdocs.workflows.sealing import Issuer

KIND = "letter"


class LetterDesk(CaseDesk, Issuer, Protocol):
    """What letters ask of the world: the case register, and everything issuing asks."""


@dataclass(frozen=True, slots=True)
class Dating:
    """Another date than today's, and why."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter somebody wants: the case, the kind, the officer's own answers, the language, and another date where there is one."""

    case: str
    code: str
    answers: Answers
    language: str = "nb"
    dating: Dating | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter with everything it is made from, and the request it becomes on the common road; `dating` where it has another date."""

    letter: LetterFacts
    request: Request
    dating: Dating | None = None

    @property
    def case(self) -> Case:
        """The case as it stood."""
        return self.letter.words.case

    @property
    def number(self) -> str:
        """The number the letter gets: `2026/01234-7`."""
        return self.letter.words.number(self.letter.document)


def prepare(catalogue: Catalogue, desk: LetterDesk, wanted: Wanted) -> Prepared:
    """The letter as the case and the answers give it, with its grounds judged; raises for faults, not for grounds."""
    return prepare_in(case_named(desk, wanted.case), catalogue, desk, wanted)


def prepare_in(case: Case, catalogue: Catalogue, desk: LetterDesk, wanted: Wanted) -> Prepared:
    """The same in a case that was read before, or that is opened only with this letter."""
    ladder = ladder_of(desk.casebook, case)
    rule = _rule(ladder, wanted.code)
    faults = [problem for problem in wanted.answers.problems if not problem.is_warning]
    faults += unplaced(catalogue, rule.code, wanted.answers.sheet)
    if faults:
        raise InvalidError(f"{wanted.answers.sheet.name} has faults", faults)
    given = wanted.answers.sheet
    on = _date_of(desk, case, ladder, wanted.dating)
    judged = status(case, ladder, intent_of(case, rule, given.values), on)
    words = LetterWords(case, ladder, desk.casebook, catalogue.library.phrases, wanted.language)
    form = issued_form(desk.register, desk.files, case.number) if rule.code in (FORM, REMINDER) else ""
    letter = LetterFacts(words, rule, judged, given, case.next_document(), form)
    answers = replace(wanted.answers, sheet=letter_sheet(letter))
    context = _context(letter, wanted.dating, desk.actor)
    return Prepared(letter, Request(KIND, wanted.language, (), answers, context, case_note(letter), keeps_document=True), wanted.dating)


def _rule(ladder: Ladder, code: str) -> LetterRule:
    rule = ladder.letters.get(code)
    if rule is None:
        raise NotFoundError(
            f'the ladder {ladder.id} has no letter "{code}"; {did_you_mean(code, ladder.letters, "see `sokdocs letter kinds`")}'
        )
    return rule


def _date_of(desk: CaseDesk, case: Case, ladder: Ladder, dating: Dating | None) -> date:
    """Today, or the date somebody with the role gives with a reason; never before the case, a letter sent, or after today."""
    today = desk.clock.now().date()
    if dating is None or dating.on == today:
        return today
    if not desk.actor.has_any(ladder.dating_roles):
        raise ConflictError(f"{desk.actor.id} has none of the roles that may date a letter otherwise: {', '.join(ladder.dating_roles)}")
    refuse_odd(dating.reason, "--because")
    if dating.on > today:
        raise InvalidError(f"{dating.on} has not come yet; a letter is dated today or earlier")
    last = max((each.on for each in case.events), default=case.opened_on)
    if dating.on < last:
        newest = f"the day of the newest event of {case.number}"
        raise ConflictError(f"{dating.on} is before {last}, {newest}; a letter rests on all that has happened")
    return dating.on


def _refuse_early_stop(letter: LetterFacts) -> None:
    """A warning of a stop may not let it begin while the supplier can still comment, unless the buyer has chosen so for zero tolerance."""
    start = letter.given.values.get("effective_on")
    if letter.rule.code != "L11" or not isinstance(start, date) or stops_before_hearing_ends(letter):
        return
    until = letter.deadlines()["comment"].on
    if start <= until:
        message = f"the stop would begin on {start}, while the supplier can comment until {until}"
        hint = f"let it begin on {until + ONE_DAY} or later"
        raise InvalidError("L11 would cut the hearing short", [Problem(letter.given.place("effective_on"), message, hint)])


def _refuse_odd_dates(letter: LetterFacts) -> None:
    """More time that is no more time, and a lift from before the letter."""
    given, code = letter.given.values, letter.rule.code
    until, lifted = given.get("extension_until"), given.get("lift_on")
    problems: list[Problem] = []
    if code == "L19" and given.get("extension_verdict") == "granted":
        if not isinstance(until, date):
            problems.append(Problem(letter.given.place("extension_until"), '"extension_until" is missing', "say until when"))
        elif until <= letter.on or not is_working_day(until):
            message = f"{until} gives no more time, or is no working day"
            problems.append(Problem(letter.given.place("extension_until"), message, "name a later working day"))
    if code == "L13" and isinstance(lifted, date) and lifted < letter.on:
        message = f"the stop would be lifted on {lifted}, before the letter"
        problems.append(Problem(letter.given.place("lift_on"), message, "name the letter's day or a later one"))
    if problems:
        raise InvalidError(f"{code} has dates that can't be", problems)


def refuse_ungrounded(prepared: Prepared) -> None:
    """Raises `ConflictError` where a ground does not carry, with each in words, and `InvalidError` where the letter says too much."""
    letter = prepared.letter
    place = Place(f"{prepared.case.number} {letter.rule.code}")
    problems = [
        Problem(
            replace(place, field=each.name),
            f"{each.rule}: {ground_sentence(letter.words.ladder, each, letter.words.language)}",
            _cure(each, prepared.case.number),
        )
        for each in letter.status.grounds
        if not each.carries
    ]
    if problems:
        raise ConflictError(f"{letter.rule.code} can't be sent: the contract and the case do not carry it", problems)
    _refuse_early_stop(letter)
    _refuse_odd_dates(letter)


def _cure(ground: Ground, case: str) -> str:
    if ground.opens_on is not None:
        return f"from {ground.opens_on.isoformat()} it may be sent, if nothing else happens"
    if ground.standing.value == "unknown":
        return f"find it out and record it, or let a lawyer take it on: sokdocs case record {case} override --set ground={ground.name}"
    return f"record what is missing, or choose a letter that is carried: sokdocs case next {case}"


def _context(letter: LetterFacts, dating: Dating | None, actor: Actor) -> Mapping[str, Json]:
    """What the manifest says of the case: the contract's own clauses, and every ground with what it rests on."""
    case, contract = letter.words.case, letter.words.case.contract
    rule = letter.rule
    cited = [each for each in contract.clauses if each.id in (rule.gives, *rule.cites)]
    return {
        "case": {
            "number": case.number,
            "document": letter.document,
            "contract": contract.reference,
            "appendix": contract.appendix,
            "terms_edition": contract.terms_edition,
            "ladder": case.ladder,
            "letter": rule.code,
            "issued_by": actor.id,
            "cited": [{"clause": each.id, "date": each.date.isoformat(), "digest": each.digest, "point": each.point} for each in cited],
            "grounds": [ground_json(each) for each in letter.status.grounds],
            "dated_otherwise": {"on": dating.on.isoformat(), "reason": dating.reason} if dating else None,
        }
    }
