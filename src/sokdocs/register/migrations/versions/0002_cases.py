"""The trail of changes, contracts, cases with their events, and the journal. What was issued before enters the trail first."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from sokdocs.core.audit.trail import TrailEntry, entry_after, moment_in_order
from sokdocs.register.trail_bodies import ISSUED, issued_body

revision = "0002"
down_revision = "0001"

ISSUED_BEFORE = (
    "number, reference, request, kind, language, title, buyer, case_number, subject, "
    "manifest_digest, document_digest, issued_at, supersedes, reason, changes"
)
FILES_BEFORE = "position, form, name, sha256, size"


def upgrade() -> None:
    """Makes the tables, and one entry of the trail for each document issued before."""
    _make_trail()
    _make_contracts_and_cases()
    _make_events()
    _make_what_belongs_to_events()
    _enter_what_was_issued()


def _make_trail() -> None:
    op.create_table(
        "trail",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.UniqueConstraint("action", "subject"),
    )


def _make_contracts_and_cases() -> None:
    op.create_table(
        "contracts",
        sa.Column("reference", sa.String(40), primary_key=True),
        sa.Column("announced_on", sa.String(10), nullable=False),
        sa.Column("signed_on", sa.String(10), nullable=False),
        sa.Column("appendix", sa.String(40), nullable=False),
        sa.Column("terms_edition", sa.Text, nullable=False),
        sa.Column("clauses", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
    )
    op.create_table(
        "cases",
        sa.Column("number", sa.String(20), primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("numbered", sa.String(10), nullable=False),
        sa.Column("contract", sa.String(40), sa.ForeignKey("contracts.reference"), nullable=False),
        sa.Column("ladder", sa.Text, nullable=False),
        sa.Column("opened_on", sa.String(10), nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.UniqueConstraint("year", "sequence"),
    )


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("case_number", sa.String(20), sa.ForeignKey("cases.number"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("public", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
        sa.Column("document", sa.Integer, nullable=True),
        sa.Column("reference", sa.String(40), sa.ForeignKey("issued.reference"), nullable=True),
        sa.UniqueConstraint("case_number", "document"),
    )


def _make_what_belongs_to_events() -> None:
    op.create_table(
        "private_values",
        sa.Column("case_number", sa.String(20), primary_key=True),
        sa.Column("event", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("value", sa.Text, nullable=True),
        sa.Column("salt", sa.String(64), nullable=True),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["case_number", "event"], ["events.case_number", "events.number"]),
    )
    op.create_table(
        "event_files",
        sa.Column("case_number", sa.String(20), primary_key=True),
        sa.Column("event", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=True),
        sa.Column("salt", sa.String(64), nullable=True),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["case_number", "event"], ["events.case_number", "events.number"]),
    )
    op.create_table(
        "journal",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_number", sa.String(20), nullable=False),
        sa.Column("event", sa.Integer, nullable=False),
        sa.UniqueConstraint("case_number", "event"),
        sa.ForeignKeyConstraint(["case_number", "event"], ["events.case_number", "events.number"]),
    )


def _enter_what_was_issued() -> None:
    """In the order of issue, at the moment of issue, or that of the one before where the clock then went back."""
    connection = op.get_bind()
    last: TrailEntry | None = None
    for row in connection.execute(sa.text(f"SELECT {ISSUED_BEFORE} FROM issued ORDER BY number")).mappings().all():
        files = connection.execute(
            sa.text(f"SELECT {FILES_BEFORE} FROM issued_files WHERE reference = :reference ORDER BY position"),
            {"reference": row["reference"]},
        ).mappings()
        moment = moment_in_order(last, datetime.fromisoformat(row["issued_at"]))
        body = issued_body(dict(row), [dict(each) for each in files])
        last = entry_after(last, at=moment, actor="", action=ISSUED, subject=row["reference"], body=body)
        connection.execute(
            sa.text(
                "INSERT INTO trail (number, at, actor, action, subject, body, previous, digest) "
                "VALUES (:number, :at, :actor, :action, :subject, :body, :previous, :digest)"
            ),
            {name: getattr(last, name) for name in TrailEntry.__slots__},
        )
