"""Issued documents in the register."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from sokdocs.core.errors import ConflictError
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.register.database import unavailable, writing
from sokdocs.register.tables import issued, issued_files


class IssuedDocuments:
    """The issued documents of one register."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def by_request(self, request: str) -> IssueRecord | None:
        """The document issued for this request."""
        return self._one(issued.c.request == request)

    def by_reference(self, reference: str) -> IssueRecord | None:
        """The document with this reference."""
        return self._one(issued.c.reference == reference)

    def superseding(self, reference: str) -> IssueRecord | None:
        """The document that replaced this one."""
        return self._one(issued.c.supersedes == reference)

    def all(self) -> Sequence[IssueRecord]:
        """Every document, oldest first."""
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(select(issued).order_by(issued.c.number)).all()
                return [_record(row, connection) for row in rows]
        except OperationalError as error:
            raise unavailable(error) from error

    def add(self, record: IssueRecord) -> IssueRecord:
        """Records an issue in one transaction; where the same request was recorded meanwhile, that record comes back.

        Raises `ConflictError` where the document to be replaced was replaced meanwhile, `UnavailableError` where the database is away.
        """
        try:
            with writing(self._engine).begin() as connection:
                connection.execute(insert(issued).values(_row(record)))
                connection.execute(insert(issued_files), [_file_row(record, position) for position in range(len(record.files))])
        except IntegrityError as error:
            known = self.by_request(record.request)
            if known is None:
                raise ConflictError(
                    f"{record.supersedes or record.reference} was replaced or recorded meanwhile; look at the register"
                ) from error
            return known
        except OperationalError as error:
            raise unavailable(error) from error
        return record

    def _one(self, condition: object) -> IssueRecord | None:
        try:
            with self._engine.connect() as connection:
                row = connection.execute(select(issued).where(condition)).one_or_none()  # type: ignore[arg-type]
                return None if row is None else _record(row, connection)
        except OperationalError as error:
            raise unavailable(error) from error


def _row(record: IssueRecord) -> dict[str, object]:
    return {
        "reference": record.reference,
        "request": record.request,
        "kind": record.kind,
        "language": record.language,
        "title": record.title,
        "buyer": record.buyer,
        "case_number": record.case_number,
        "subject": record.subject,
        "manifest_digest": record.manifest_digest,
        "document_digest": record.document_digest,
        "issued_at": record.issued_at.isoformat(),
        "supersedes": record.supersedes or None,
        "reason": record.reason,
        "changes": json.dumps(record.changes, ensure_ascii=False),
    }


def _file_row(record: IssueRecord, position: int) -> dict[str, object]:
    each = record.files[position]
    return {
        "reference": record.reference,
        "position": position,
        "form": each.form,
        "name": each.name,
        "sha256": each.sha256,
        "size": each.size,
    }


def _record(row: Row[tuple[object, ...]], connection: Connection) -> IssueRecord:
    values = dict(row._mapping)
    files = connection.execute(
        select(issued_files).where(issued_files.c.reference == values["reference"]).order_by(issued_files.c.position)
    ).all()
    bare = IssueRecord(
        reference=values["reference"],
        request=values["request"],
        kind=values["kind"],
        language=values["language"],
        title=values["title"],
        buyer=values["buyer"],
        case_number=values["case_number"],
        subject=values["subject"],
        manifest_digest=values["manifest_digest"],
        document_digest=values["document_digest"],
        files=tuple(IssuedFile(each.form, each.name, each.sha256, each.size) for each in files),
        issued_at=datetime.fromisoformat(values["issued_at"]),
        reason=values["reason"],
        changes=tuple(json.loads(values["changes"])),
    )
    return replace(bare, supersedes=values["supersedes"] or "")
