"""Issuing with everything that belongs to it, and the time of each part, taken at the ports the workflow asks."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

from benchmarks.desk import Desk
from benchmarks.pairs import Side, alone
from benchmarks.table import Row, apart
from sokdocs.core.document.blocks import Document
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.core.issuance.returned import ReturnedFile
from sokdocs.wiring import FORMS
from sokdocs.workflows.issuing import issue
from sokdocs.workflows.making import Request
from sokdocs.workflows.ports import Clock, FileStore, Forms, Reader, Register, Renderer
from sokdocs.workflows.sealing import Issuer

T = TypeVar("T")
REST = "select, assemble, seal, compare"


class Watch:
    """Adds up the time spent in each part of one run."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def of(self, part: str, work: Callable[[], T]) -> T:
        """The result of the work; its time is added to the part's."""
        start = perf_counter()
        try:
            return work()
        finally:
            self.spent[part] += perf_counter() - start


class _WatchedRenderer:
    def __init__(self, renderer: Renderer, watch: Watch) -> None:
        self._renderer, self._watch = renderer, watch

    @property
    def form(self) -> str:
        return self._renderer.form

    def render(self, document: Document, manifest: bytes) -> bytes:
        return self._watch.of(f"render {self.form}", lambda: self._renderer.render(document, manifest))


class _WatchedForms:
    def __init__(self, forms: Forms, watch: Watch) -> None:
        self._forms, self._watch = forms, watch

    def renderer(self, form: str, kind: str) -> Renderer:
        return _WatchedRenderer(self._forms.renderer(form, kind), self._watch)

    def template_digest(self, form: str, kind: str) -> str:
        return self._watch.of("digests of templates", lambda: self._forms.template_digest(form, kind))


class _WatchedFiles:
    def __init__(self, files: FileStore, watch: Watch) -> None:
        self._files, self._watch = files, watch

    def keep(self, data: bytes) -> str:
        return self._watch.of("store files", lambda: self._files.keep(data))

    def read(self, sha256: str) -> bytes:
        return self._watch.of("store files", lambda: self._files.read(sha256))


class _WatchedRegister:
    def __init__(self, register: Register, watch: Watch) -> None:
        self._register, self._watch = register, watch

    def by_request(self, request: str) -> IssueRecord | None:
        return self._watch.of("register", lambda: self._register.by_request(request))

    def by_reference(self, reference: str) -> IssueRecord | None:
        return self._watch.of("register", lambda: self._register.by_reference(reference))

    def of_case(self, kind: str, case_number: str) -> Sequence[IssueRecord]:
        return self._watch.of("register", lambda: self._register.of_case(kind, case_number))

    def superseding(self, reference: str) -> IssueRecord | None:
        return self._watch.of("register", lambda: self._register.superseding(reference))

    def add(self, record: IssueRecord) -> IssueRecord:
        return self._watch.of("register", lambda: self._register.add(record))

    def all(self) -> Sequence[IssueRecord]:
        return self._watch.of("register", self._register.all)


def issue_rows(desk: Desk, *, rounds: int) -> Iterator[Row]:
    """Row 5: the whole, and its parts in falling order."""
    runs: list[dict[str, float]] = []

    def issued(request: Request) -> None:
        watch, start = Watch(), perf_counter()
        issue(desk.catalogue, request, watched(desk.world, watch))
        watch.spent[REST] = perf_counter() - start - sum(watch.spent.values())
        runs.append(watch.spent)

    whole = alone(Side(lambda: desk.new_request(*FORMS), issued), rounds=rounds)
    yield apart(f"5 issue with read-back ({', '.join(FORMS)})", whole)
    counted = runs[-rounds:]
    parts = {part: tuple(run[part] for run in counted) for part in counted[0]}
    for part, seconds in sorted(parts.items(), key=lambda each: -sum(each[1])):
        yield apart(f"    {part}", seconds)


@dataclass(frozen=True)
class WatchedIssuer:
    """What issuing asks of the world, watched."""

    forms: Forms
    readers: Mapping[str, Reader]
    register: Register
    files: FileStore
    clock: Clock


def watched(issuer: Issuer, watch: Watch) -> Issuer:
    """The same issuer, with a watch at every port."""

    def timed(form: str, reader: Reader) -> Reader:
        def read(data: bytes, name: str) -> ReturnedFile:
            return watch.of(f"read back {form}", lambda: reader(data, name))

        return read

    return WatchedIssuer(
        forms=_WatchedForms(issuer.forms, watch),
        readers={form: timed(form, reader) for form, reader in issuer.readers.items()},
        register=_WatchedRegister(issuer.register, watch),
        files=_WatchedFiles(issuer.files, watch),
        clock=issuer.clock,
    )


def issuing(desk: Desk) -> Side[Request]:
    """A request to an issued document, without watches."""
    return Side(lambda: desk.new_request(*FORMS), lambda request: issue(desk.catalogue, request, desk.world))
