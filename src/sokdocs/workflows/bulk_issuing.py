"""The same letter to many contracts: row by row, each letter in a transaction of its own, and never the same one twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sokdocs.core.casework.case import Case, Event
from sokdocs.core.casework.ground import Standing
from sokdocs.core.errors import ConflictError, NotFoundError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.workflows.bulk_cases import LADDER, FoundCase, case_or_sent
from sokdocs.workflows.bulk_ports import Outbox, Row
from sokdocs.workflows.bulk_results import Outcome, RowResult
from sokdocs.workflows.bulk_rows import LIST, each_row, put_missing, record_in_turn
from sokdocs.workflows.letter_preparing import LetterDesk, Prepared, Wanted, prepare_in
from sokdocs.workflows.letters import SealedLetter, record_letter, require_carried, seal_letter

TWIN = "not_sent_before"


@dataclass(frozen=True, slots=True)
class Bulk:
    """What is sent: the kind of letter, the forms to put into the outbox, and the SHA-256 of the list it is sent by."""

    code: str
    forms: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Sent:
    """A letter of this kind that went out before."""

    case: Case
    letter: Event


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A row's letter, sealed and ready to be recorded in its case."""

    found: FoundCase
    prepared: Prepared
    letter: SealedLetter


def issue_many(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, rows: Iterable[Row], outbox: Outbox) -> Iterator[RowResult]:
    """Issues the letter for each row, in order; a row that can't be is left out and touches no other.

    What went out before is not sent again; its files are put into the outbox where they are missing. Raises `UnavailableError` where the
    register or the disk is away: what was issued until then stays, and the same list goes on from there.
    """
    refuse_hand_signed(desk, bulk)
    yield from each_row(rows, lambda row: _issued(catalogue, desk, bulk, row, outbox), desk.casefiles)


def check_many(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, rows: Iterable[Row]) -> Iterator[RowResult]:
    """Makes every letter ready short of its files, and stores nothing; so that nothing need go out where one row has a fault."""
    refuse_hand_signed(desk, bulk)
    yield from each_row(rows, lambda row: _checked(catalogue, desk, bulk, row), desk.casefiles)


def refuse_hand_signed(desk: LetterDesk, bulk: Bulk) -> None:
    """Raises for a kind of letter that there is not, or that two have to sign or that is about findings: those are judged one by one."""
    rule = desk.casebook.ladders[LADDER].letters.get(bulk.code)
    if rule is None:
        raise NotFoundError(f'there is no letter "{bulk.code[:10]}"; see `sokdocs letter kinds`')
    if rule.signatures > 1 or rule.is_sanction or rule.about_findings:
        raise ConflictError(f"{bulk.code} is judged and signed case by case; issue it with `sokdocs letter issue`")


def _issued(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, row: Row, outbox: Outbox) -> RowResult:
    def make() -> _Sealed | RowResult:
        ready = _ready(catalogue, desk, bulk, row)
        if isinstance(ready, _Sent):
            return _already(desk, bulk, row, ready, outbox)
        return _Sealed(*ready, seal_letter(catalogue, desk, ready[1]))

    def record(sealed: _Sealed) -> RowResult:
        kept = _recorded(desk, sealed)
        for each in kept.files:
            if each.form in bulk.forms:
                outbox.put(each.name, sealed.letter.files[each.form])
        return RowResult(row.row, row.contract, Outcome.ISSUED, sealed.found.case.number, sealed.prepared.number, kept.reference)

    return record_in_turn(make, record)


def _recorded(desk: LetterDesk, sealed: _Sealed) -> IssueRecord:
    """The letter recorded in its case; a new case is opened in the same transaction."""
    found, letter = sealed.found, sealed.letter
    if not found.is_new:
        return record_letter(desk, sealed.prepared, letter)
    at = desk.clock.now()
    return desk.casefiles.open_with_letter(letter.record, found.case, letter.events, known=found.known, actor=desk.actor.id, at=at)


def _checked(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, row: Row) -> RowResult:
    ready = _ready(catalogue, desk, bulk, row)
    if isinstance(ready, _Sent):
        return _result_of(row, ready)
    require_carried(catalogue, desk, ready[1])
    return RowResult(row.row, row.contract, Outcome.READY)


def _ready(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, row: Row) -> tuple[FoundCase, Prepared] | _Sent:
    """The row's letter in its case, or the one that went out before."""
    found = case_or_sent(desk, row, lambda cases: _sent_by_list(desk, bulk, cases))
    if isinstance(found, _Sent):
        return found
    prepared = prepare_in(found.case, catalogue, desk, Wanted(found.case.number, bulk.code, row.answers))
    twin = _twin(prepared)
    if twin is not None:
        return _Sent(found.case, twin)
    earlier = found.case.letters(bulk.code)
    if earlier and not row.case:
        number = f"{found.case.number}-{earlier[-1].document}"
        raise ConflictError(f"{number} of {earlier[-1].on} is a {bulk.code} too, and its period is over; name the case to send another")
    context = {**prepared.request.context, LIST: bulk.digest}
    return found, replace(prepared, request=replace(prepared.request, context=context))


def _sent_by_list(desk: LetterDesk, bulk: Bulk, cases: list[Case]) -> _Sent | None:
    """The letter that this very list sent before, in whichever of the contract's cases, also where it was answered meanwhile."""
    for case in cases:
        for letter in case.letters(bulk.code):
            record = desk.register.by_reference(letter.reference)
            if record is not None and read_manifest(desk.files.read(record.manifest_digest)).get(LIST) == bulk.digest:
                return _Sent(case, letter)
    return None


def _twin(prepared: Prepared) -> Event | None:
    """The same letter that is out and running."""
    for each in prepared.letter.status.grounds:
        if each.name == TWIN and each.standing is Standing.NOT_MET:
            return next((event for event in prepared.case.events if event.number == each.event), None)
    return None


def _already(desk: LetterDesk, bulk: Bulk, row: Row, sent: _Sent, outbox: Outbox) -> RowResult:
    """What went out before, its files put into the outbox again where they are missing."""
    record = desk.register.by_reference(sent.letter.reference)
    if record is not None:
        put_missing(record, bulk.forms, outbox, desk.files)
    return _result_of(row, sent)


def _result_of(row: Row, sent: _Sent) -> RowResult:
    number = f"{sent.case.number}-{sent.letter.document}"
    return RowResult(row.row, row.contract, Outcome.ALREADY, sent.case.number, number, sent.letter.reference)
