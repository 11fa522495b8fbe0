"""What the workflows ask of the world."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sokdocs.core.document.blocks import Document
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.core.issuance.returned import ReturnedFile


class Renderer(Protocol):
    """Makes one form of a document; `template` is the digest of the template it uses."""

    @property
    def form(self) -> str:
        """docx, pdf or html."""
        ...

    def render(self, document: Document, manifest: bytes) -> bytes:
        """The finished file, with the manifest inside."""
        ...


class Forms(Protocol):
    """The forms a document can be made in."""

    def renderer(self, form: str, kind: str) -> Renderer:
        """The renderer for a form of a kind of document."""
        ...

    def template_digest(self, form: str, kind: str) -> str:
        """SHA-256 of the template the renderer uses."""
        ...


Reader = Callable[[bytes, str], ReturnedFile]


class Register(Protocol):
    """Remembers what was issued."""

    def by_request(self, request: str) -> IssueRecord | None:
        """The document issued for this request, if there is one."""
        ...

    def by_reference(self, reference: str) -> IssueRecord | None:
        """The document with this reference, if there is one."""
        ...

    def superseding(self, reference: str) -> IssueRecord | None:
        """The document that replaced this one, if there is one."""
        ...

    def of_case(self, kind: str, case_number: str) -> Sequence[IssueRecord]:
        """The documents of a kind in a case, oldest first."""
        ...

    def add(self, record: IssueRecord) -> IssueRecord:
        """Records an issue, once: where the same request was recorded meanwhile, that record comes back."""
        ...

    def all(self) -> Sequence[IssueRecord]:
        """Every record, oldest first."""
        ...


class FileStore(Protocol):
    """Keeps the bytes of issued files by their SHA-256."""

    def keep(self, data: bytes) -> str:
        """Stores the bytes durably and gives their SHA-256."""
        ...

    def read(self, sha256: str) -> bytes:
        """The bytes; raises `NotFoundError` where they are not there, `ConflictError` where they have changed."""
        ...


class Store(FileStore, Protocol):
    """A file store that can also be swept."""

    def stale(self) -> Sequence[str]:
        """The SHA-256 of every file older than five minutes."""
        ...

    def remove(self, sha256: str) -> None:
        """Takes a file away that no document names."""
        ...

    def remove_temporaries(self) -> None:
        """Takes away what stopped programs left half-written."""
        ...


class Clock(Protocol):
    """Knows what time it is."""

    def now(self) -> datetime:
        """The present moment, with its time zone."""
        ...


Files = Mapping[str, tuple[IssuedFile, bytes]]
