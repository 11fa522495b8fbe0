"""Letters of a case: drafted, signed, issued. None goes out that the contract and the case do not carry."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from sokdocs.core.casework.actor import Actor
from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.casework.ground import Ground
from sokdocs.core.casework.grounds.words import ground_sentence
from sokdocs.core.casework.ladder import Ladder, LetterRule
from sokdocs.core.casework.letters.events import letter_events
from sokdocs.core.casework.letters.intent import intent_of
from sokdocs.core.casework.letters.notes import case_note, ground_json
from sokdocs.core.casework.letters.sheet import LetterFacts, letter_sheet
from sokdocs.core.casework.letters.signing import fits, lacking, signed_in
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.casework.next_step import status
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError
from sokdocs.core.facts.answers import Answers
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.problems import Place, Problem, did_you_mean
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.canonical import Json
from sokdocs.core.values.identifiers import reference_for
from sokdocs.core.values.language import in_language
from sokdocs.workflows.drafting import draft
from sokdocs.workflows.letter_answers import unplaced
from sokdocs.workflows.making import Made, Request
from sokdocs.workflows.recording import CaseDesk, case_named, ladder_of, refuse_odd
from sokdocs.workflows.sealing import Issuer, Sound, finish, keep, sound, stored

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


@dataclass(frozen=True, slots=True)
class SealedLetter:
    """A letter whose files are kept, ready to be recorded: the record, what it leaves in its case, and its bytes by form."""

    record: IssueRecord
    events: tuple[NewEvent, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """What came of it: the record, the document number, and the files by form."""

    record: IssueRecord
    number: str
    files: Mapping[str, bytes]
    is_repeat: bool


def prepare(catalogue: Catalogue, desk: CaseDesk, wanted: Wanted) -> Prepared:
    """The letter as the case and the answers give it, with its grounds judged; raises for faults, not for grounds."""
    return prepare_in(case_named(desk, wanted.case), catalogue, desk, wanted)


def prepare_in(case: Case, catalogue: Catalogue, desk: CaseDesk, wanted: Wanted) -> Prepared:
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
    letter = LetterFacts(words, rule, judged, given, case.next_document())
    answers = replace(wanted.answers, sheet=letter_sheet(letter))
    context = _context(letter, wanted.dating, desk.actor)
    return Prepared(letter, Request(KIND, wanted.language, (), answers, context, case_note(letter), keeps_document=True), wanted.dating)


def draft_letter(catalogue: Catalogue, desk: LetterDesk, wanted: Wanted, forms: tuple[str, ...]) -> tuple[Made, tuple[Ground, ...]]:
    """A letter to look at, with the grounds that do not carry it yet; nothing is stored."""
    prepared = prepare(catalogue, desk, wanted)
    made = draft(catalogue, replace(prepared.request, forms=forms), desk.forms)
    return made, tuple(each for each in prepared.letter.status.grounds if not each.carries)


def sign_letter(catalogue: Catalogue, desk: LetterDesk, wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    """Signs the letter as it would be issued now: the role signed in, and the roles still missing.

    The signature holds for this very content, date and number included. Raises `ConflictError` where the grounds do not carry, or the
    actor may not sign, or has signed.
    """
    prepared = prepare(catalogue, desk, wanted)
    _refuse_ungrounded(prepared)
    asked = sound(catalogue, prepared.request, desk)
    case, letter = prepared.case, prepared.letter
    role = next((found for each in letter.rule.roles if (found := fits(letter.words.ladder, desk.actor, each))), "")
    if not role:
        raise ConflictError(f"{desk.actor.id} has none of the roles that sign {letter.rule.code}: {', '.join(letter.rule.roles)}")
    signed = _signatures(case, asked)
    if desk.actor.id in [each.actor for each in signed]:
        raise ConflictError(f"{desk.actor.id} has signed this {letter.rule.code} before; another actor has to sign")
    event = NewEvent(EventKind.SIGNATURE, letter.on, {"letter": letter.rule.code, "digest": asked.key, "role": role})
    desk.casefiles.record(case.number, [event], head=case.events[-1].number, actor=desk.actor.id, at=desk.clock.now())
    return role, lacking(letter.words.ladder, letter.rule, [*_actors(signed), Actor(desk.actor.id, (role,))])


def issue_letter(catalogue: Catalogue, desk: LetterDesk, wanted: Wanted) -> IssuedLetter:
    """Issues the letter, once: sealed, read back, and recorded with its number and what it sets going, in one transaction.

    Raises `InvalidError` for faults and missing facts, and `ConflictError` where a ground does not carry, a signature is missing, or the
    case has moved on meanwhile. Nothing is recorded then.
    """
    prepared = prepare(catalogue, desk, wanted)
    sealed = seal_letter(catalogue, desk, prepared)
    kept = record_letter(desk, prepared, sealed)
    return IssuedLetter(kept, prepared.number, stored(kept, desk.files), kept is not sealed.record)


def require_carried(catalogue: Catalogue, desk: LetterDesk, prepared: Prepared) -> Sound:
    """The letter as it can be issued: carried by its grounds, without faults, signed; raises as `issue_letter` does."""
    _refuse_ungrounded(prepared)
    asked = sound(catalogue, prepared.request, desk)
    _refuse_unsigned(prepared, asked, desk.actor)
    return asked


def seal_letter(catalogue: Catalogue, desk: LetterDesk, prepared: Prepared) -> SealedLetter:
    """The letter sealed, read back and kept, ready to be recorded; raises as `issue_letter` does."""
    asked = _naming_signers(catalogue, desk, prepared, require_carried(catalogue, desk, prepared))
    made = finish(catalogue, asked, desk)
    record = keep(catalogue, asked, made, desk)
    itself, *following = letter_events(prepared.letter, reference_for(asked.key))
    if prepared.dating is not None:
        itself = replace(itself, values={**itself.values, "dated_because": prepared.dating.reason})
    return SealedLetter(record, tuple(_private(desk, each) for each in (itself, *following)), made.files)


def _naming_signers(catalogue: Catalogue, desk: LetterDesk, prepared: Prepared, asked: Sound) -> Sound:
    """The letter with the roles in which it was signed; the signatures are for all of its content but these words."""
    letter, sheet = prepared.letter, prepared.request.answers.sheet
    words = letter.words
    roles = signed_in(words.ladder, letter.rule, _signers(prepared, asked, desk.actor))
    named = tuple(in_language(words.ladder.roles[each], words.language) for each in roles)
    if named == sheet.values["signing_roles"]:
        return asked
    answers = replace(prepared.request.answers, sheet=replace(sheet, values={**sheet.values, "signing_roles": named}))
    return sound(catalogue, replace(prepared.request, answers=answers), desk)


def record_letter(desk: LetterDesk, prepared: Prepared, sealed: SealedLetter) -> IssueRecord:
    """Records the letter in its case, all or nothing; where the same one was recorded meanwhile, that record comes back."""
    case = prepared.case
    return desk.casefiles.add_letter(
        sealed.record,
        case.number,
        sealed.events,
        head=case.events[-1].number,
        document=prepared.letter.document,
        actor=desk.actor.id,
        at=desk.clock.now(),
    )


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


def _refuse_ungrounded(prepared: Prepared) -> None:
    letter = prepared.letter
    lacking_grounds = [each for each in letter.status.grounds if not each.carries]
    if not lacking_grounds:
        return
    place = Place(f"{prepared.case.number} {letter.rule.code}")
    problems = [
        Problem(
            replace(place, field=each.name),
            f"{each.rule}: {ground_sentence(letter.words.ladder, each, letter.words.language)}",
            _cure(each),
        )
        for each in lacking_grounds
    ]
    raise ConflictError(f"{letter.rule.code} can't be sent: the contract and the case do not carry it", problems)


def _cure(ground: Ground) -> str:
    if ground.opens_on is not None:
        return f"from {ground.opens_on.isoformat()} it may be sent, if nothing else happens"
    if ground.standing.value == "unknown":
        return f"find it out and record it, or let a lawyer take it on: sokdocs case record CASE override --set ground={ground.name}"
    return "record what is missing, or choose a letter that is carried: sokdocs case next"


def _refuse_unsigned(prepared: Prepared, asked: Sound, actor: Actor) -> None:
    """A letter of one signature is signed by issuing it; one of two needs both before."""
    letter = prepared.letter
    signers = _signers(prepared, asked, actor)
    missing = lacking(letter.words.ladder, letter.rule, signers)
    if missing:
        void = [
            each
            for each in prepared.case.of(EventKind.SIGNATURE)
            if each.text("letter") == letter.rule.code and each.text("digest") != asked.key
        ]
        why = "; earlier signatures are for another content, date or number, and count no more" if void else ""
        raise ConflictError(f"{letter.rule.code} is not signed: {', '.join(missing)} missing{why}; use `sokdocs letter sign`")


def _signers(prepared: Prepared, asked: Sound, actor: Actor) -> list[Actor]:
    """Those who have signed this content; who issues a letter of one signature signs it by that."""
    signed = _actors(_signatures(prepared.case, asked))
    return [*signed, actor] if prepared.letter.rule.signatures == 1 else signed


def _signatures(case: Case, asked: Sound) -> list[Event]:
    return [each for each in case.of(EventKind.SIGNATURE) if each.text("digest") == asked.key]


def _actors(signatures: list[Event]) -> list[Actor]:
    return [Actor(each.actor, (each.text("role"),)) for each in signatures]


def _private(desk: CaseDesk, event: NewEvent) -> NewEvent:
    """The event with the values named that may hold personal data."""
    personal = set(desk.casebook.events[event.kind].personal) & event.values.keys()
    return replace(event, personal=tuple(sorted(personal)))


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
