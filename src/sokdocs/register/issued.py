"""Issued documents in the register."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, insert, select
from sqlalchemy.exc import IntegrityError

from sokdocs.core.errors import ConflictError
from sokdocs.core.issuance.issued import IssuedFile, IssueRecord
from sokdocs.register.tables import issued, issued_files
from sokdocs.register.trail import append
from sokdocs.register.trail_bodies import ISSUED
from sokdocs.register.transactions import reading, recording, understood


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

    def of_case(self, kind: str, case_number: str) -> Sequence[IssueRecord]:
        """The documents of a kind in a case, oldest first."""
        with reading(self._engine) as connection:
            return _records(connection, and_(issued.c.kind == kind, issued.c.case_number == case_number))

    def all(self) -> Sequence[IssueRecord]:
        """Every document, oldest first."""
        with reading(self._engine) as connection:
            return _records(connection)

    def add(self, record: IssueRecord, *, actor: str = "") -> IssueRecord:
        """Records an issue in one transaction, with its entry of the trail; where the same request was recorded meanwhile, that record
        comes back.

        Raises `ConflictError` where the document to be replaced was replaced meanwhile or the clock has been set back,
        `UnavailableError` where the database is away.
        """
        with recording(self._engine) as connection:
            known = find_issued(connection, record.request)
            if known is not None:
                return known
            write_issued(connection, record)
            append(connection, ((ISSUED, record.reference),), actor=actor, at=record.issued_at)
        return record

    def _one(self, condition: ColumnElement[bool]) -> IssueRecord | None:
        with reading(self._engine) as connection:
            return next(iter(_records(connection, condition)), None)


def find_issued(connection: Connection, request: str) -> IssueRecord | None:
    """The document issued for this request."""
    return next(iter(_records(connection, issued.c.request == request)), None)


def write_issued(connection: Connection, record: IssueRecord) -> None:
    """Writes the rows of an issued document; raises `ConflictError` where what it replaces was replaced meanwhile."""
    try:
        connection.execute(insert(issued).values(_row(record)))
        if record.files:
            connection.execute(insert(issued_files), [_file_row(record, position) for position in range(len(record.files))])
    except IntegrityError as error:
        raise ConflictError(f"{record.supersedes or record.reference} was replaced or recorded meanwhile; look at the register") from error


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


def _records(connection: Connection, condition: ColumnElement[bool] | None = None) -> list[IssueRecord]:
    """The documents that meet the condition, or all, oldest first."""
    rows = select(issued).order_by(issued.c.number)
    files = select(issued_files).order_by(issued_files.c.reference, issued_files.c.position)
    if condition is not None:
        rows = rows.where(condition)
        files = files.where(issued_files.c.reference.in_(select(issued.c.reference).where(condition)))
    found = connection.execute(rows).all()
    if not found:
        return []
    named: dict[str, list[IssuedFile]] = {}
    for each in connection.execute(files):
        named.setdefault(each.reference, []).append(IssuedFile(each.form, each.name, each.sha256, each.size))
    return [_record(row, named.get(row.reference, ())) for row in found]


def _record(row: Row[Any], files: Iterable[IssuedFile]) -> IssueRecord:
    with understood(f"the document {row.reference}"):
        return IssueRecord(
            reference=row.reference,
            request=row.request,
            kind=row.kind,
            language=row.language,
            title=row.title,
            buyer=row.buyer,
            case_number=row.case_number,
            subject=row.subject,
            manifest_digest=row.manifest_digest,
            document_digest=row.document_digest,
            files=tuple(files),
            issued_at=datetime.fromisoformat(row.issued_at),
            supersedes=row.supersedes or "",
            reason=row.reason,
            changes=tuple(json.loads(row.changes)),
        )
