"""Taking in a self-report form that came back: read, checked, kept byte for byte, and recorded in its case as an answer."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sokdocs.core.casework.case import Case, Event, EventKind
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
from sokdocs.core.self_report.attachments import named_among
from sokdocs.core.self_report.checking import read_and_check
from sokdocs.core.self_report.remark import Remark
from sokdocs.core.self_report.returned import ReturnedForm
from sokdocs.workflows.kept_documents import kept_document
from sokdocs.workflows.ports import Register
from sokdocs.workflows.recording import Happening, RecordingDesk, case_named, record
from sokdocs.workflows.self_reporting import KIND

ANSWERS_FILE = "answers.json"
ASKED_BY = ("L01", "L02")
SUPPLEMENT = "L03"
DOCUMENTATION = "documentation"


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

    `later` are the names of files that came afterwards; those that the form names count as if they had come with it.
    """

    name: str
    data: bytes
    attachments: tuple[tuple[str, bytes], ...] = ()
    on: date | None = None
    later: tuple[str, ...] = ()


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
    """What came of it: the case, the event of the answer, the report, and whether the very same file had come before."""

    case: Case
    event: Event
    report: Report
    is_repeat: bool


def read_report(catalogue: Catalogue, desk: ReceivingDesk, incoming: Incoming, kind: str = KIND) -> tuple[IssueRecord, Report]:
    """The form of a kind that a file answers, and what it says; nothing is stored.

    Raises `NotFoundError` where no such form was issued.
    """
    _refuse_doubled(incoming)
    returned = desk.read_form(incoming.data, incoming.name)
    issued = _issued(desk, returned.reference, incoming.name, kind)
    asked = asked_form(kept_document(issued, desk.files), catalogue.library)
    asked = asked.with_rows_of([*returned.values, *(each.place.field for each in returned.doubts)])
    on = incoming.on or desk.clock.now().date()
    received = tuple(name for name, _ in incoming.attachments)
    answers, remarks = read_and_check(returned, asked, on=on, received=received)
    late = named_among(incoming.later, answers, asked)
    if late:
        received = (*received, *late)
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
    issued, report = read_report(catalogue, desk, incoming)
    case = case_named(desk, issued.case_number)
    known = _known(case, incoming.data)
    if known is not None:
        _refuse_more(case, known, incoming)
        return Received(case, *recorded_report(catalogue, desk, case, known.document), True)
    _refuse_empty(case, report, incoming)
    files = ((incoming.name, incoming.data), (ANSWERS_FILE, answers_json(report.answers, report.asked.reference)), *incoming.attachments)
    raw = {"about": _asking_letter(case), "what": SELF_REPORT, "lead_no": list(report.lead_no)}
    happening = Happening(EventKind.ANSWER, incoming.on, raw, incoming.name, lambda path: Place(incoming.name, 0, str(path[0])), (), files)
    changed = record(desk, case.number, happening)
    return Received(changed, changed.events[-1], report, False)


def recorded_report(catalogue: Catalogue, desk: ReceivingDesk, case: Case, document: int = 0) -> tuple[Event, Report]:
    """A self-report of a case: the one with this document number, else the newest. The file is read anew, as it came.

    Attachments that the supplier sent afterwards, as documentation, count once they are recorded.
    """
    event = _answer_event(case, document)
    form, _, *attachments = event.files
    beside = tuple((each.name, b"") for each in attachments)
    incoming = Incoming(form.name, desk.files.read(form.sha256), beside, event.on, tuple(_documentation_after(case, event)))
    return event, read_report(catalogue, desk, incoming)[1]


def _documentation_after(case: Case, form: Event) -> Iterator[str]:
    """The names of the files that came as documentation after a form, and before the next one."""
    following = [each.number for each in self_reports(case) if each.number > form.number]
    end = min(following, default=case.events[-1].number + 1)
    for event in case.of(EventKind.ANSWER):
        if form.number < event.number < end and event.text("what") == DOCUMENTATION:
            yield from (file.name for file in event.files)


def self_reports(case: Case) -> tuple[Event, ...]:
    """The answers of a case that hold a self-report as data, oldest first."""
    answers = (each for each in case.of(EventKind.ANSWER) if each.text("what") == SELF_REPORT)
    return tuple(each for each in answers if [file.name for file in each.files[1:2]] == [ANSWERS_FILE])


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
        how = f"record them with `sokdocs case record {case.number} answer --set what=documentation --file …`"
        raise ConflictError(f"the form was received before as {case.number}-{known.document}, without {', '.join(more)}; {how}")


def _refuse_empty(case: Case, report: Report, incoming: Incoming) -> None:
    """A form in which nothing stands is no answer; one that holds anything at all, though it can't be read, is."""
    if report.answers.values or any(each.key and not each.is_missing for each in report.remarks):
        return
    hint = "ask the supplier to fill it in and send it again"
    if incoming.attachments:
        hint += f"; what came with it: `sokdocs case record {case.number} answer --set what=documentation --file …`"
    problem = Problem(Place(incoming.name), "no question is answered in the form", hint)
    raise InvalidError(f"{incoming.name} is empty: it is not taken for an answer, and the time to answer runs on", [problem])


def _asking_letter(case: Case) -> int:
    """The newest letter that asked for the form; once it has been answered, one that asks for what was missing counts as well."""
    forms: Sequence[Event] = [each for each in case.letters() if each.text("letter") in ASKED_BY]
    if not forms:
        raise ConflictError(f"no letter in {case.number} has asked for a self-report; send the form with L01 first")
    answers = (each for each in case.of(EventKind.ANSWER) if each.number > forms[-1].number and each.text("what") == SELF_REPORT)
    first = next(answers, None)
    supplements = [each for each in case.letters(SUPPLEMENT) if first is not None and each.number > first.number]
    return [*forms, *supplements][-1].document
