"""The document that is kept of a form to fill in: what it asked, whatever the library says today."""

from sokdocs.core.document.blocks import Document
from sokdocs.core.document.document_json import from_json
from sokdocs.core.issuance.issued import IssueRecord
from sokdocs.workflows.ports import FileStore
from sokdocs.workflows.sealing import DOCUMENT


def kept_document(record: IssueRecord, files: FileStore) -> Document:
    """The form as it was sent out."""
    kept = next(each for each in record.files if each.form == DOCUMENT)
    return from_json(files.read(kept.sha256))
