"""An issued document: its lasting reference, and what is recorded about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sokdocs.core.document.blocks import Document
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.issuance.document_digest import document_digest
from sokdocs.core.values.canonical import digest


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """One file of an issued document: its form (docx, pdf, html, manifest), name, SHA-256 in hex, and size in bytes."""

    form: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """What the register holds about an issued document; `subject` is the procurement it is for.

    `request` identifies the request: the same one gives the same document.
    """

    reference: str
    request: str
    kind: str
    language: str
    title: str
    buyer: str
    case_number: str
    subject: str
    manifest_digest: str
    document_digest: str
    files: tuple[IssuedFile, ...]
    issued_at: datetime
    supersedes: str = ""
    reason: str = ""
    changes: tuple[str, ...] = ()


def request_key(document: Document, sheet: FactSheet, templates: Mapping[str, str], *, supersedes: str = "") -> str:
    """SHA-256 over all that decides what is issued: document without reference, facts, parameters, templates, what it replaces."""
    given = {"facts": sheet.values, "parameters": sheet.parameters}
    return digest({"document": document_digest(document), **given, "templates": templates, "supersedes": supersedes})
