"""The same letter to many contracts: row by row, each letter in a transaction of its own, and never the same one twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.contract import Contract
from sokdocs.core.casework.ground import Standing
from sokdocs.core.casework.standing import standing_of
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError, SokdocsError, UnavailableError
from sokdocs.core.facts.definition import FactValue
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.problems import Place, Problem
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.workflows.bulk_ports import BulkDesk, Outbox, Row
from sokdocs.workflows.bulk_results import Outcome, RowResult
from sokdocs.workflows.letter_preparing import LetterDesk, Prepared, Wanted, prepare_in
from sokdocs.workflows.letters import SealedLetter, record_letter, require_carried, seal_letter
from sokdocs.workflows.recording import case_named, ladder_of

LADDER = "standard"
LIST = "list"
OVER = ("closed", "terminated")
TWIN = "not_sent_before"
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Bulk:
    """What is sent: the kind of letter, the forms to put into the outbox, and the SHA-256 of the list it is sent by."""

    code: str
    forms: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Found:
    """The case a row's letter belongs to; `known` are the contract's cases as they were, `is_new` that this one is not among them yet."""

    case: Case
    known: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Sent:
    """A letter of this kind that went out before."""

    case: Case
    letter: Event


def issue_many(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, rows: Iterable[Row], outbox: Outbox) -> Iterator[RowResult]:
    """Issues the letter for each row, in order; a row that can't be is left out and touches no other.

    What went out before is not sent again; its files are put into the outbox where they are missing. Raises `UnavailableError` where the
    register or the disk is away: what was issued until then stays, and the same list goes on from there.
    """
    refuse_hand_signed(desk, bulk)
    with desk.casefiles.held_open():
        for row in rows:
            try:
                yield _issued(catalogue, desk, bulk, row, outbox)
            except UnavailableError as error:
                raise UnavailableError(f"stopped at row {row.row}: {error}; run the same list again to go on from there") from error
            except SokdocsError as error:
                yield _left_out(row, error)


def check_many(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, rows: Iterable[Row]) -> Iterator[RowResult]:
    """Makes every letter ready short of its files, and stores nothing; so that nothing need go out where one row has a fault."""
    refuse_hand_signed(desk, bulk)
    with desk.casefiles.held_open():
        for row in rows:
            try:
                yield _checked(catalogue, desk, bulk, row)
            except UnavailableError:
                raise
            except SokdocsError as error:
                yield _left_out(row, error)


def desk_for(desk: LetterDesk, bulk: Bulk) -> BulkDesk:
    """The desk on which letters are made, and read back, in the forms asked for and no other."""
    readers = {form: reader for form, reader in desk.readers.items() if form in bulk.forms}
    return BulkDesk(desk.forms, readers, desk.register, desk.files, desk.clock, desk.casefiles, desk.casebook, desk.actor)


def refuse_hand_signed(desk: LetterDesk, bulk: Bulk) -> None:
    """Raises for a kind of letter that there is not, or that two have to sign or that is about findings: those are judged one by one."""
    rule = desk.casebook.ladders[LADDER].letters.get(bulk.code)
    if rule is None:
        raise NotFoundError(f'there is no letter "{bulk.code[:10]}"; see `sokdocs letter kinds`')
    if rule.signatures > 1 or rule.is_sanction or rule.about_findings:
        raise ConflictError(f"{bulk.code} is judged and signed case by case; issue it with `sokdocs letter issue`")


def _issued(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, row: Row, outbox: Outbox) -> RowResult:
    """Issues the row's letter; where somebody else was quicker with the case or its number, the row is judged again as it stands then."""
    for attempt in range(1, ATTEMPTS + 1):
        ready = _ready(catalogue, desk, bulk, row)
        if isinstance(ready, _Sent):
            return _already(desk, bulk, row, ready, outbox)
        found, prepared = ready
        sealed = seal_letter(catalogue, desk, prepared)
        try:
            record = _recorded(desk, found, prepared, sealed)
        except ConflictError:
            if attempt == ATTEMPTS:
                raise
            continue
        for each in record.files:
            if each.form in bulk.forms:
                outbox.put(each.name, sealed.files[each.form])
        return RowResult(row.row, row.contract, Outcome.ISSUED, found.case.number, prepared.number, record.reference)
    raise AssertionError("the last attempt returns or raises")


def _recorded(desk: LetterDesk, found: _Found, prepared: Prepared, sealed: SealedLetter) -> IssueRecord:
    """The letter recorded in its case; a new case is opened in the same transaction."""
    if not found.is_new:
        return record_letter(desk, prepared, sealed)
    at = desk.clock.now()
    return desk.casefiles.open_with_letter(sealed.record, found.case, sealed.events, known=found.known, actor=desk.actor.id, at=at)


def _checked(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, row: Row) -> RowResult:
    ready = _ready(catalogue, desk, bulk, row)
    if isinstance(ready, _Sent):
        return _result_of(row, ready)
    require_carried(catalogue, desk, ready[1])
    return RowResult(row.row, row.contract, Outcome.READY)


def _ready(catalogue: Catalogue, desk: LetterDesk, bulk: Bulk, row: Row) -> tuple[_Found, Prepared] | _Sent:
    """The row's letter in its case, or the one that went out before."""
    faults = [each for each in row.answers.problems if not each.is_warning]
    if faults:
        raise InvalidError(f"row {row.row} has faults", faults)
    known = tuple(desk.casefiles.cases_of(row.contract))
    cases = [case_named(desk, each) for each in known]
    sent = _sent_by_list(desk, bulk, cases)
    if sent is not None:
        return sent
    found = _case_of(desk, row, cases)
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


def _case_of(desk: LetterDesk, row: Row, cases: list[Case]) -> _Found:
    """The case named, else the contract's open one, else a new one that is opened together with its letter."""
    known = tuple(each.number for each in cases)
    if row.case:
        named = next((each for each in cases if each.number == row.case), None)
        if named is None:
            raise NotFoundError(f"{row.contract} has no case {row.case[:20]}; it has: {', '.join(known) or 'none'}")
        return _Found(named, known, False)
    running = [each for each in cases if standing_of(each, ladder_of(desk.casebook, each)) not in OVER]
    if len(running) > 1:
        raise ConflictError(f"{row.contract} has several open cases: {', '.join(each.number for each in running)}; name one")
    if running:
        return _Found(running[0], known, False)
    contract = desk.casefiles.contract(row.contract)
    if contract is None:
        raise NotFoundError(f"there is no contract {row.contract[:40]}; see `sokdocs contract list`")
    return _Found(_new_case(desk, contract), known, True)


def _new_case(desk: LetterDesk, contract: Contract) -> Case:
    """The case as it will stand when it is opened; until then it is nowhere stored."""
    today = desk.clock.now().date()
    values: dict[str, FactValue] = {"contract": contract.reference, "ladder": LADDER, "settings": ()}
    opened = Event(1, EventKind.OPENED, today, MappingProxyType(values), desk.actor.id)
    return Case(desk.casefiles.next_number(today.year), contract, LADDER, today, (opened,))


def _already(desk: LetterDesk, bulk: Bulk, row: Row, sent: _Sent, outbox: Outbox) -> RowResult:
    """What went out before, its files put into the outbox again where they are missing."""
    record = desk.register.by_reference(sent.letter.reference)
    files: tuple[IssuedFile, ...] = record.files if record else ()
    for each in files:
        if each.form in bulk.forms and outbox.lacks(each.name, each.size):
            outbox.put(each.name, desk.files.read(each.sha256))
    return _result_of(row, sent)


def _result_of(row: Row, sent: _Sent) -> RowResult:
    number = f"{sent.case.number}-{sent.letter.document}"
    return RowResult(row.row, row.contract, Outcome.ALREADY, sent.case.number, number, sent.letter.reference)


def _left_out(row: Row, error: SokdocsError) -> RowResult:
    place = Place(row.answers.sheet.name, 0, "")
    found = tuple(each for each in error.problems if not each.is_warning) or (Problem(place, str(error)),)
    placed = tuple(_in_row(each, row) for each in found)
    return RowResult(row.row, row.contract, Outcome.LEFT_OUT, row.case, problems=placed)


def _in_row(problem: Problem, row: Row) -> Problem:
    """The problem with the row it is about, also where it was found far from the list."""
    return problem if problem.place.line == row.row else replace(problem, place=Place(row.answers.sheet.name, 0, problem.place.field))
