"""What goes with a form for the supplier: a checklist of evidence, a filled example and the due day, from the form's own clause versions.

None of it is issued: it is made from the document that is kept of the form, and can be made again at any time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from sokdocs.core.casework.case import Case
from sokdocs.core.casework.due_calendar import CalendarEntry
from sokdocs.core.casework.form_calendar import form_entry
from sokdocs.core.casework.letters.words import LetterWords
from sokdocs.core.document.blocks import Document
from sokdocs.core.document.outline import outline
from sokdocs.core.errors import InvalidError, NotFoundError
from sokdocs.core.issuance.completeness import differences
from sokdocs.core.issuance.document_digest import document_digest
from sokdocs.core.issuance.file_names import slug
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.issuance.sealed import read_manifest
from sokdocs.core.problems import Place, Problem
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.self_report.asked import AskedForm, asked_form
from sokdocs.core.self_report.checklist import checklist
from sokdocs.core.self_report.example import ExampleAnswers, example_answers
from sokdocs.core.self_report.example_form import ExampleForm, example_form
from sokdocs.core.values.canonical import canonical
from sokdocs.workflows.kept_documents import kept_document
from sokdocs.workflows.recording import ladder_of
from sokdocs.workflows.self_reporting import KIND, FormDesk

FORMAT = "sokdocs-guide/1"
FIXED = "pdf"


class GuideDesk(FormDesk, Protocol):
    """What guides ask of the world."""

    @property
    def examples(self) -> ExampleAnswers:
        """The invented answers."""
        ...

    @property
    def calendar_file(self) -> Callable[[str, Iterable[CalendarEntry]], bytes]:
        """Entries as a calendar under a name."""
        ...


def newest_form(desk: FormDesk, case: Case) -> IssueRecord:
    """The form of a case that was issued last; raises `NotFoundError` where there is none."""
    forms = desk.register.of_case(KIND, case.number)
    if not forms:
        raise NotFoundError(f"{case.number} has no self-report form; make one with `sokdocs self-report issue {case.number}`")
    return forms[-1]


def guides_for(catalogue: Catalogue, desk: GuideDesk, forms: tuple[str, ...]) -> "Guides":
    """What makes guides in these forms of file; raises `InvalidError` or `NotFoundError` where there are no example answers to be read."""
    return Guides(catalogue, desk, desk.examples, forms)


@dataclass(frozen=True, slots=True)
class Guides:
    """Makes what goes with forms: the checklist in every form of file, the example as PDF where that is one of them, and the due day."""

    catalogue: Catalogue
    desk: GuideDesk
    examples: ExampleAnswers
    forms: tuple[str, ...]

    def names(self, record: IssueRecord) -> tuple[str, ...]:
        """The names of the files that go with a form; where no day is set, the last one is not made."""
        words = (self.catalogue.library.phrases.say(name, record.language) for name in ("checklist_file", "example_file", "form_due_file"))
        listed, filled, due = (f"{_stem(record)}-{slug(each)}" for each in words)
        return (*(f"{listed}.{form}" for form in self.forms), f"{filled}.{self._fixed}", f"{due}.ics")

    def files(self, case: Case, record: IssueRecord) -> Mapping[str, bytes]:
        """The files that go with an issued form, by name.

        Raises `InvalidError` where an example answer does not fit, or a finished file does not carry its document.
        """
        return dict(self._files(case, record))

    @property
    def _fixed(self) -> str:
        """The form of file in which nobody writes."""
        return FIXED if FIXED in self.forms else self.forms[0]

    def _files(self, case: Case, record: IssueRecord) -> Iterator[tuple[str, bytes]]:
        desk, phrases = self.desk, self.catalogue.library.phrases
        document = kept_document(record, desk.files)
        asked = asked_form(document, self.catalogue.library)
        *lists, filled, due = self.names(record)
        listed = checklist(document, asked, phrases)
        for form, name in zip(self.forms, lists, strict=True):
            yield name, _rendered(desk, listed, form, name, record.reference)
        example = example_form(document, self._example(document, asked, record), phrases)
        yield filled, _rendered(desk, example, self._fixed, filled, record.reference)
        words = LetterWords(case, ladder_of(desk.casebook, case), desk.casebook, phrases, record.language)
        entry = form_entry(words, record.reference, desk.clock.now().date())
        if entry is not None:
            yield due, desk.calendar_file(phrases.say("form_calendar", record.language), (entry,))

    def _example(self, document: Document, asked: AskedForm, record: IssueRecord) -> ExampleForm:
        category = read_manifest(self.desk.files.read(record.manifest_digest)).get("category")
        letter = category.get("id") if isinstance(category, Mapping) else None
        supplier = self.examples.supplier(str(letter))
        return ExampleForm(asked, supplier, example_answers(self.examples, supplier, asked, document.dated_on))


def _stem(record: IssueRecord) -> str:
    return record.files[0].name.rpartition(".")[0]


def _rendered(desk: GuideDesk, document: Document, form: str, name: str, reference: str) -> bytes:
    """The file, read back; it says inside which form it goes with."""
    inside = canonical({"format": FORMAT, "form": reference, "kind": document.kind, "document": document_digest(document)})
    data = desk.forms.renderer(form, document.kind).render(document, inside)
    wrong = differences(outline(document), desk.readers[form](data, name).lines)
    if wrong:
        problems = [Problem(Place(name), str(each), "nothing was delivered; report this as a fault of sokdocs") for each in wrong[:20]]
        raise InvalidError("a finished file does not carry the document", problems)
    return data
