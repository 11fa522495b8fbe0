"""From a fact sheet to a document with its manifest: the part of the road that drafts and issues share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType

from sokdocs.core.assembly.assemble import Assembly, assemble
from sokdocs.core.errors import InvalidError
from sokdocs.core.facts.answers import Answers
from sokdocs.core.issuance.file_names import file_name
from sokdocs.core.issuance.manifest import Maker, Manifest, seal
from sokdocs.core.selection.catalogue import Catalogue
from sokdocs.core.selection.select import Selection, select
from sokdocs.core.values.canonical import Json
from sokdocs.workflows.ports import Forms


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a kind of document in a language and forms, from the answers of a fact sheet.

    `context` goes into the manifest as it stands (the case a letter belongs to), `note` into the note beside the files.
    Where `keeps_document`, the document itself is stored too, so that another form of it can be made later (the archive's copy);
    that of a form to fill in always is. `answered` are the answers that stand in the places of a form already, by key, as written.
    """

    kind: str
    language: str
    forms: tuple[str, ...]
    answers: Answers
    context: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""
    keeps_document: bool = False
    answered: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def needed_for(self) -> str:
        """The name by which facts say that they are required: the letter's code, else the kind."""
        return self.answers.sheet.text("letter") or self.kind


@dataclass(frozen=True, slots=True)
class Plan:
    """A selection with its assembled document, before it has a reference."""

    selection: Selection
    assembly: Assembly


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document: its plan, its manifest, and the files by form."""

    plan: Plan
    manifest: Manifest
    files: Mapping[str, bytes]

    def names(self) -> Mapping[str, str]:
        """The name of each file: made by us, never by a user."""
        stem = file_name(self.plan.assembly.document)
        return {form: f"{stem}.{form}" for form in self.files}


def plan(catalogue: Catalogue, request: Request, *, extra_marks: tuple[str, ...] = (), reference: str = "") -> Plan:
    """The selection and document of a request; raises `InvalidError` with every fault of the sheet and the texts."""
    _require_language(catalogue, request.language)
    faults = [problem for problem in request.answers.problems if not problem.is_warning]
    if faults:
        raise InvalidError(f"{request.answers.sheet.name} has faults", faults)
    selection = select(catalogue, request.answers.sheet, kind=request.kind, language=request.language)
    sheet, answered = request.answers.sheet, request.answered
    assembly = assemble(selection, sheet, catalogue.library, extra_marks=extra_marks, reference=reference, answered=answered)
    if assembly.problems:
        raise InvalidError("the clause texts have faults", assembly.problems)
    return Plan(selection, assembly)


def _require_language(catalogue: Catalogue, language: str) -> None:
    there = catalogue.library.languages()
    if language not in there:
        raise InvalidError(f"the clause library has no texts in {language}; use --lang {there[0] if there else 'nb'}")


def make(catalogue: Catalogue, request: Request, planned: Plan, forms: Forms) -> Made:
    """The files of a planned document in every form asked for, each with the sealed manifest inside."""
    maker = Maker(program_version(), {form: forms.template_digest(form, request.kind) for form in request.forms})
    document = planned.assembly.document
    manifest = seal(planned.selection, request.answers.sheet, document, catalogue.library, maker, context=request.context)
    files = {form: forms.renderer(form, request.kind).render(document, manifest.data) for form in request.forms}
    return Made(planned, manifest, files)


@lru_cache(maxsize=1)
def program_version() -> str:
    """The version of sokdocs that is at work."""
    return version("sokdocs")
