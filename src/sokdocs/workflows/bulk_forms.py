"""The self-report form to many contracts: row by row, each form in a transaction of its own, and never the same one twice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from sokdocs.core.casework.case import Case, EventKind
from sokdocs.core.casework.report_status import SELF_REPORT
from sokdocs.core.errors import ConflictError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.values.canonical import Json, as_json
from sokdocs.workflows.bulk_cases import FoundCase, case_or_sent
from sokdocs.workflows.bulk_ports import Outbox, Row
from sokdocs.workflows.bulk_results import Outcome, RowResult
from sokdocs.workflows.bulk_rows import LIST, each_row, put_missing, record_in_turn
from sokdocs.workflows.making import Request
from sokdocs.workflows.recording import case_named
from sokdocs.workflows.sealing import finish, keep, sound
from sokdocs.workflows.self_reporting import KIND, FormDesk, WantedForm, form_request

FORM, BECAUSE, PRODUCTS, AFTER = "form", "because", "products", "after"
OF_THE_DAY = frozenset({"form_on", "form_changed_questions", "form_anew_questions", "form_open_questions"})
"""The facts that can be others on another day though the same was asked for."""
AskAfter = Callable[[Case, WantedForm, str], Request]
"""Asks for a form in a case that begins with the self-report of this document number."""


class Beside(Protocol):
    """Makes what goes with a form."""

    def names(self, record: IssueRecord) -> tuple[str, ...]:
        """The names of the files."""
        ...

    def files(self, case: Case, record: IssueRecord) -> Mapping[str, bytes]:
        """The files by name."""
        ...


@dataclass(frozen=True, slots=True)
class BulkForms:
    """What is sent: the forms to put into the outbox, the SHA-256 of the list it is sent by, the language, and what goes with each form.

    `ask_after` asks for the form of a row that names an earlier self-report.
    """

    forms: tuple[str, ...]
    digest: str
    ask_after: AskAfter
    language: str = "nb"
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class _Sent:
    """The form that went out before."""

    case: Case
    record: IssueRecord


def issue_forms(catalogue: Catalogue, desk: FormDesk, bulk: BulkForms, rows: Iterable[Row], outbox: Outbox) -> Iterator[RowResult]:
    """Issues the form for each row, in order; a row that can't be is left out and touches no other.

    A form that went out before and is still to be answered is not sent again; its files are put into the outbox where they are missing.
    What goes with a form is made where it is not there yet. Raises `UnavailableError` where the register or the disk is away: what was
    issued until then stays, and the same list goes on.
    """
    return each_row(rows, lambda row: _issued(catalogue, desk, bulk, row, outbox), desk.casefiles)


def check_forms(catalogue: Catalogue, desk: FormDesk, bulk: BulkForms, rows: Iterable[Row]) -> Iterator[RowResult]:
    """Makes every form ready short of its files, and stores nothing; so that nothing need go out where one row has a fault."""
    return each_row(rows, lambda row: _checked(catalogue, desk, bulk, row), desk.casefiles)


def _issued(catalogue: Catalogue, desk: FormDesk, bulk: BulkForms, row: Row, outbox: Outbox) -> RowResult:
    def make() -> tuple[FoundCase, IssueRecord] | RowResult:
        ready = _ready(catalogue, desk, bulk, row)
        if isinstance(ready, _Sent):
            return _already(desk, bulk, row, ready, outbox)
        found, request = ready
        asked = sound(catalogue, request, desk)
        known = desk.register.by_request(asked.key)
        if known is not None:
            return _already(desk, bulk, row, _Sent(found.case, known), outbox)
        return found, keep(catalogue, asked, finish(catalogue, asked, desk), desk)

    def record(made: tuple[FoundCase, IssueRecord]) -> RowResult:
        found, new = made
        kept = _recorded(desk, found, new)
        sent = _Sent(found.case, kept)
        _put(desk, bulk, sent, outbox)
        return _result_of(row, sent, Outcome.ISSUED if kept is new else Outcome.ALREADY)

    return record_in_turn(make, record)


def _recorded(desk: FormDesk, found: FoundCase, record: IssueRecord) -> IssueRecord:
    """The form recorded; a new case is opened in the same transaction."""
    if not found.is_new:
        return desk.register.add(record)
    return desk.casefiles.open_with_form(record, found.case, known=found.known, actor=desk.actor.id, at=desk.clock.now())


def _checked(catalogue: Catalogue, desk: FormDesk, bulk: BulkForms, row: Row) -> RowResult:
    ready = _ready(catalogue, desk, bulk, row)
    if isinstance(ready, _Sent):
        return _result_of(row, ready, Outcome.ALREADY)
    sound(catalogue, ready[1], desk)
    return RowResult(row.row, row.contract, Outcome.READY)


def _ready(catalogue: Catalogue, desk: FormDesk, bulk: BulkForms, row: Row) -> tuple[FoundCase, Request] | _Sent:
    """The row's form in its case, or the one that went out before."""
    found = case_or_sent(desk, row, lambda cases: _sent_by_list(desk, bulk, cases))
    if isinstance(found, _Sent):
        return found
    wanted, after = _wanted(bulk, row, found.case), row.answers.sheet.text(AFTER)
    request = bulk.ask_after(found.case, wanted, after) if after else form_request(catalogue, desk, found.case, wanted)
    earlier = desk.register.of_case(KIND, found.case.number)
    waiting = [each for each in earlier if not _is_answered(found.case, each)]
    twin = next((each for each in reversed(waiting) if _is_twin(desk, each, request)), None)
    if twin is not None:
        return _Sent(found.case, twin)
    if earlier and not row.case:
        last = earlier[-1]
        said = f"{found.case.number} has the form {last.reference} of {last.issued_at:%Y-%m-%d} already, and this would be another"
        raise ConflictError(f"{said}; name the case to send one more")
    return found, replace(request, context={**request.context, LIST: bulk.digest})


def _wanted(bulk: BulkForms, row: Row, case: Case) -> WantedForm:
    sheet = row.answers.sheet
    products = sheet.values.get(PRODUCTS, ())
    named = tuple(str(each) for each in products) if isinstance(products, tuple) else ()
    return WantedForm(case.number, sheet.text(FORM), sheet.text(BECAUSE), named, bulk.language)


def _sent_by_list(desk: FormDesk, bulk: BulkForms, cases: list[Case]) -> _Sent | None:
    """The form that this very list sent before, in whichever of the contract's cases, also where it was answered meanwhile."""
    for case in cases:
        for record in desk.register.of_case(KIND, case.number):
            if _manifest(desk, record).get(LIST) == bulk.digest:
                return _Sent(case, record)
    return None


def _is_answered(case: Case, record: IssueRecord) -> bool:
    """Whether a self-report has come in since the form was issued."""
    answers = (each for each in case.of(EventKind.ANSWER) if each.text("what") == SELF_REPORT)
    return any(each.recorded_at is not None and each.recorded_at > record.issued_at for each in answers)


def _is_twin(desk: FormDesk, record: IssueRecord, request: Request) -> bool:
    """Whether the same was asked for, apart from the day."""
    asked, wanted = _manifest(desk, record).get("facts"), as_json(dict(request.answers.sheet.values))
    return record.language == request.language and _lasting(asked) == _lasting(wanted)


def _lasting(facts: Json) -> Mapping[str, Json]:
    return {name: value for name, value in facts.items() if name not in OF_THE_DAY} if isinstance(facts, Mapping) else {}


def _manifest(desk: FormDesk, record: IssueRecord) -> Mapping[str, Json]:
    return read_manifest(desk.files.read(record.manifest_digest))


def _already(desk: FormDesk, bulk: BulkForms, row: Row, sent: _Sent, outbox: Outbox) -> RowResult:
    _put(desk, bulk, sent, outbox)
    return _result_of(row, sent, Outcome.ALREADY)


def _put(desk: FormDesk, bulk: BulkForms, sent: _Sent, outbox: Outbox) -> None:
    """Puts the files of the form into the outbox, and what goes with it, where they are missing."""
    put_missing(sent.record, bulk.forms, outbox, desk.files)
    if bulk.beside is not None and not all(outbox.has(each) for each in bulk.beside.names(sent.record)):
        for name, data in bulk.beside.files(case_named(desk, sent.case.number), sent.record).items():
            outbox.put(name, data)


def _result_of(row: Row, sent: _Sent, outcome: Outcome) -> RowResult:
    return RowResult(row.row, row.contract, outcome, sent.case.number, "", sent.record.reference)
