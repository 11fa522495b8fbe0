"""Letters of a case: drafted and issued. None goes out that the contract and the case do not carry."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sokdocs.core.casework.event_definition import NewEvent
from sokdocs.core.casework.ground import Ground
from sokdocs.core.casework.letters.events import letter_events
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.identifiers import reference_for
from sokdocs.workflows.drafting import draft
from sokdocs.workflows.letter_preparing import LetterDesk, Prepared, Wanted, prepare, refuse_ungrounded
from sokdocs.workflows.letter_signing import naming_signers, refuse_unsigned
from sokdocs.workflows.making import Made
from sokdocs.workflows.recording import CaseDesk
from sokdocs.workflows.sealing import Sound, finish, keep, sound, stored


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


def draft_letter(catalogue: Catalogue, desk: LetterDesk, wanted: Wanted, forms: tuple[str, ...]) -> tuple[Made, tuple[Ground, ...]]:
    """A letter to look at, with the grounds that do not carry it yet; nothing is stored."""
    prepared = prepare(catalogue, desk, wanted)
    made = draft(catalogue, replace(prepared.request, forms=forms), desk.forms)
    return made, tuple(each for each in prepared.letter.status.grounds if not each.carries)


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
    refuse_ungrounded(prepared)
    asked = sound(catalogue, prepared.request, desk)
    refuse_unsigned(prepared, asked, desk.actor)
    return asked


def seal_letter(catalogue: Catalogue, desk: LetterDesk, prepared: Prepared) -> SealedLetter:
    """The letter sealed, read back and kept, ready to be recorded; raises as `issue_letter` does."""
    asked = naming_signers(catalogue, desk, prepared, require_carried(catalogue, desk, prepared))
    made = finish(catalogue, asked, desk)
    record = keep(catalogue, asked, made, desk)
    itself, *following = letter_events(prepared.letter, reference_for(asked.key))
    if prepared.dating is not None:
        itself = replace(itself, values={**itself.values, "dated_because": prepared.dating.reason})
    return SealedLetter(record, tuple(_private(desk, each) for each in (itself, *following)), made.files)


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


def _private(desk: CaseDesk, event: NewEvent) -> NewEvent:
    """The event with the values named that may hold personal data."""
    personal = set(desk.casebook.events[event.kind].personal) & event.values.keys()
    return replace(event, personal=tuple(sorted(personal)))
