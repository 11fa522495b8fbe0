"""What is kept of a form to fill in: what it asked, whatever the library says today, and which of the two forms it was."""

import json

from sokdocs.core.document.blocks import Document
from sokdocs.core.document.document_json import from_json
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.workflows.ports import FileStore, Register
from sokdocs.workflows.sealing import DOCUMENT, MANIFEST
from sokdocs.workflows.self_reporting import KIND


def kept_document(record: IssueRecord, files: FileStore) -> Document:
    """The form as it was sent out."""
    kept = next(each for each in record.files if each.form == DOCUMENT)
    return from_json(files.read(kept.sha256))


def newest_form(register: Register, case: str) -> IssueRecord | None:
    """The self-report form that was issued last for a case, or None."""
    records = [each for each in register.of_case(KIND, case) if any(file.form == MANIFEST for file in each.files)]
    return max(records, key=lambda each: (each.issued_at, each.reference), default=None)


def issued_form(register: Register, files: FileStore, case: str) -> str:
    """Which of the two forms that was: full or simplified; empty where none was."""
    newest = newest_form(register, case)
    if newest is None:
        return ""
    manifest = next(each for each in newest.files if each.form == MANIFEST)
    return str(json.loads(files.read(manifest.sha256))["facts"].get("form_asked", ""))
