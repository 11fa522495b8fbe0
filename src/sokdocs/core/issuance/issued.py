"""An issued document: its lasting reference, and what is recorded about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sokdocs.core.document.blocks import Document
from sokdocs.core.facts.sheet import FactSheet
from sokdocs.core.issuance.canonical import digest
from sokdocs.core.issuance.document_digest import document_digest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


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


def reference_for(request: str, *, length: int = 8) -> str:
    """A reference people can read out, made from the request: `SD-7K3Q-9F2M`. Letters that look like digits are not used."""
    number = int(request, 16)
    signs = [ALPHABET[(number >> (5 * index)) & 31] for index in range(length)]
    return "SD-" + "-".join("".join(signs[start : start + 4]) for start in range(0, length, 4))
