"""Taking in a self-report form that came back: read, checked, kept byte for byte, and recorded in its case as an answer."""

import hashlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sokdocs.core.casework.case import Case, Event, EventKind
from sokdocs.core.casework.report_rounds import ANSWERS_FILE, DOCUMENTATION, asking_letter, files_of_round, round_of, self_reports
from sokdocs.core.casework.report_status import SELF_REPORT
from sokdocs.core.document.blocks import Document
from sokdocs.core.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.problems import Place, Problem
from sokdocs.core.questions.question import NO
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.self_report.answers import Answers
from sokdocs.core.self_report.answers_json import answers_json
from sokdocs.core.self_report.asked import AskedForm, asked_form
from sokdocs.core.self_report.attachments import has_come, named_among
from sokdocs.core.self_report.checking import read_and_check
from sokdocs.core.self_report.remark import Remark
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.workflows.kept_documents import kept_document
from sokdocs.workflows.ports import Register
from sokdocs.workflows.recording import Happening, RecordingDesk, case_named, record
from sokdocs.workflows.self_reporting import KIND

FilesOf = Callable[[IssueRecord], tuple[str, ...]]


class ReceivingDesk(RecordingDesk, Protocol):
    """What receiving asks of the world."""

    @property
    def register(self) -> Register:
        """The issued documents."""
        ...

    @property
    def read_form(self) -> Callable[[bytes, str], ReturnedForm]:
        """Reads a returned file in any form, within limits; raises `InvalidError` for what can't be trusted."""
        ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came: the form, and the attachments beside it, each with its name as received; and the day it came.

    `contract` is the reference of the contract that the sender says it belongs to; empty where nobody said.
    """

    name: str
    data: bytes
    attachments: tuple[tuple[str, bytes], ...] = ()
    on: date | None = None
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A form that came back: the one that was issued, its answers, the remarks on them, the names of the attachments that came with it."""

    asked: AskedForm
    answers: Answers
    remarks: tuple[Remark, ...]
    received: tuple[str, ...] = ()

    @property
    def lead_no(self) -> tuple[str, ...]:
        """The lead questions that were answered no."""
        leads = (each for each in self.asked.questions.values() if each.is_lead)
        return tuple(each.id for each in leads if self.answers.values.get(each.key()) == NO)


@dataclass(frozen=True, slots=True)
class Received:
    """What came of it: the case, the event of the answer, the report, and whether the very same file had come before.

    `replaces` is the answer to the same letters that was the newest until now.
    """

    case: Case
    event: Event
    report: Report
    is_repeat: bool
    replaces: Event | None = None


def read_report(
    catalogue: Catalogue, desk: ReceivingDesk, incoming: Incoming, kind: str = KIND, *, also: FilesOf = lambda _: ()
) -> tuple[IssueRecord, Report]:
    """The form of a kind that a file answers, and what it says; nothing is stored.

    `also` gives the names of files that came for this form at another time; those that it names count as if they had come with it.
    Raises `NotFoundError` where no such form was issued, and `ConflictError` where it belongs to another contract than was said.
    """
    _refuse_doubled(incoming)
    returned = desk.read_form(incoming.data, incoming.name)
    issued = _issued(desk, returned.reference, incoming.name, kind)
    _refuse_other_contract(desk, issued, incoming)
    asked = asked_form(kept_document(issued, desk.files), catalogue.library)
    asked = asked.with_rows_of([*returned.values, *(each.place.field for each in returned.doubts)])
    on = incoming.on or desk.clock.now().date()
    received = tuple(name for name, _ in incoming.attachments)
    answers, remarks = read_and_check(returned, asked, on=on, received=received)
    more = tuple(each for each in named_among(also(issued), answers, asked) if not has_come(each, received))
    if more:
        received = (*received, *more)
        answers, remarks = read_and_check(returned, asked, on=on, received=received)
    return issued, Report(asked, answers, remarks, received)


def receive(catalogue: Catalogue, desk: ReceivingDesk, incoming: Incoming) -> Received:
    """Records the answer in the case the form was made for: the file as it came, its answers, and its attachments, all or nothing.

    The same file again is told, and recorded once. Raises `ConflictError` where no letter in the case has asked for it, and where the
    same file comes again with attachments that did not come then, and `InvalidError` for a form in which nothing is answered: the supplier
    still owes an answer. Of a file that is refused as such nothing is kept but a line in the trail, with its SHA-256.
    """
    try:
        return _received(catalogue, desk, incoming)
    except InvalidError:
        with suppress(ConflictError, UnavailableError):  # the refusal itself is what the user must hear of
            desk.casefiles.note_refused(hashlib.sha256(incoming.data).hexdigest(), actor=desk.actor.id, at=desk.clock.now())
        raise


def _received(catalogue: Catalogue, desk: ReceivingDesk, incoming: Incoming) -> Received:
    issued, report = read_report(catalogue, desk, incoming, also=lambda form: files_of_round(case_named(desk, form.case_number)))
    case = case_named(desk, issued.case_number)
    known = _known(case, incoming.data)
    if known is not None:
        _refuse_more(case, known, incoming)
        return Received(case, *recorded_report(catalogue, desk, case, known.document), True)
    _refuse_empty(case, report, incoming)
    files = ((incoming.name, incoming.data), (ANSWERS_FILE, answers_json(report.answers, report.asked.reference)), *incoming.attachments)
    raw = {"about": asking_letter(case), "what": SELF_REPORT, "lead_no": list(report.lead_no)}
    happening = Happening(EventKind.ANSWER, incoming.on, raw, incoming.name, lambda path: Place(incoming.name, 0, str(path[0])), (), files)
    changed = record(desk, case.number, happening)
    earlier = [each for each in self_reports(case) if each.number > round_of(case, len(case.events))]
    return Received(changed, changed.events[-1], report, False, earlier[-1] if earlier else None)


def recorded_report(catalogue: Catalogue, desk: ReceivingDesk, case: Case, document: int = 0) -> tuple[Event, Report]:
    """A self-report of a case: the one with this document number, else the newest. The file is read anew, as it came.

    Attachments that came with an earlier answer to the same letter, or were recorded as documentation, count where the form names them.
    """
    event = _answer_event(case, document)
    form, _, *attachments = event.files
    beside = tuple((each.name, b"") for each in attachments)
    incoming = Incoming(form.name, desk.files.read(form.sha256), beside, event.on)
    return event, read_report(catalogue, desk, incoming, also=lambda _: files_of_round(case, event.number))[1]


def _answer_event(case: Case, document: int) -> Event:
    found = [each for each in self_reports(case) if not document or each.document == document]
    if not found:
        which = f"{case.number}-{document} is" if document else f"{case.number} has"
        raise NotFoundError(f"{which} no self-report that was received as a form; see `sokdocs case show {case.number}`")
    return found[-1]


def _issued(desk: ReceivingDesk, reference: str, name: str, kind: str) -> IssueRecord:
    found = desk.register.by_reference(reference) if reference else None
    if found is None or found.kind != kind:
        other = f"; {reference} is a {found.kind}" if found else ""
        raise NotFoundError(f"{name}: no {kind} form with the reference {reference or '(none)'} was issued from this register{other}")
    return found


def form_document(desk: ReceivingDesk, reference: str) -> Document:
    """The form with this reference as it was sent out; raises `NotFoundError` where none was issued."""
    return kept_document(_issued(desk, reference, reference, KIND), desk.files)


def _known(case: Case, data: bytes) -> Event | None:
    sha256 = hashlib.sha256(data).hexdigest()
    return next((each for each in self_reports(case) if each.files[0].sha256 == sha256), None)


def _refuse_doubled(incoming: Incoming) -> None:
    names = Counter(name for name, _ in incoming.attachments)
    doubled = [name for name, times in names.items() if times > 1]
    if doubled:
        problems = [Problem(Place(name), "two attachments have this name", "give one of them another name") for name in doubled]
        raise InvalidError("the attachments can't be told apart", problems)


def _refuse_more(case: Case, known: Event, incoming: Incoming) -> None:
    """A form that was received before brings no new attachments: what comes later is a document of its own, recorded or yet to be."""
    later = (event for event in case.of(EventKind.ANSWER) if event.number > known.number and event.text("what") == DOCUMENTATION)
    kept = {file.sha256 for event in (known, *later) for file in event.files}
    more = [name for name, data in incoming.attachments if hashlib.sha256(data).hexdigest() not in kept]
    if more:
        how = f"record them with {_as_documentation(case)}"
        raise ConflictError(f"the form was received before as {case.number}-{known.document}, without {', '.join(more)}; {how}")


def _as_documentation(case: Case) -> str:
    return f"`sokdocs case record {case.number} answer --set about={asking_letter(case)} --set what={DOCUMENTATION} --file …`"


def _refuse_other_contract(desk: ReceivingDesk, issued: IssueRecord, incoming: Incoming) -> None:
    """A sender may say which contract the form is for; another one is a mistake of somebody's."""
    own = case_named(desk, issued.case_number).contract.reference if incoming.contract else ""
    if incoming.contract != own:
        raise ConflictError(f"{incoming.name} is the form {issued.reference} of the contract {own}, not of {incoming.contract}")


def _refuse_empty(case: Case, report: Report, incoming: Incoming) -> None:
    """A form in which nothing stands is no answer; one that holds anything at all, though it can't be read, is."""
    if report.answers.values or any(each.key and not each.is_missing for each in report.remarks):
        return
    hint = "ask the supplier to fill it in and send it again"
    if incoming.attachments:
        hint += f"; what came with it: {_as_documentation(case)}"
    problem = Problem(Place(incoming.name), "no question is answered in the form", hint)
    raise InvalidError(f"{incoming.name} is empty: it is not taken for an answer, and the time to answer runs on", [problem])
