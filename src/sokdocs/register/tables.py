"""The tables of the register. Rows are added, never changed; only personal values can be taken out."""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

issued = Table(
    "issued",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("reference", String(40), nullable=False, unique=True),
    Column("request", String(64), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("language", String(2), nullable=False),
    Column("title", Text, nullable=False),
    Column("buyer", Text, nullable=False),
    Column("case_number", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("manifest_digest", String(64), nullable=False),
    Column("document_digest", String(64), nullable=False),
    Column("issued_at", String(40), nullable=False),
    Column("supersedes", String(40), ForeignKey("issued.reference"), nullable=True, unique=True),
    Column("reason", Text, nullable=False),
    Column("changes", Text, nullable=False),
)

issued_files = Table(
    "issued_files",
    metadata,
    Column("reference", String(40), ForeignKey("issued.reference"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("form", String(20), nullable=False),
    Column("name", String(120), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    UniqueConstraint("reference", "form"),
)

trail = Table(
    "trail",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    UniqueConstraint("action", "subject"),
)

contracts = Table(
    "contracts",
    metadata,
    Column("reference", String(40), primary_key=True),
    Column("announced_on", String(10), nullable=False),
    Column("signed_on", String(10), nullable=False),
    Column("appendix", String(40), nullable=False),
    Column("terms_edition", Text, nullable=False),
    Column("clauses", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("salt", String(64), nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("numbered", String(10), nullable=False),
    Column("contract", String(40), ForeignKey("contracts.reference"), nullable=False),
    Column("ladder", Text, nullable=False),
    Column("opened_on", String(10), nullable=False),
    Column("settings", Text, nullable=False),
    UniqueConstraint("year", "sequence"),
)

events = Table(
    "events",
    metadata,
    Column("case_number", String(20), ForeignKey("cases.number"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False),
    Column("day", String(10), nullable=False),
    Column("public", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("recorded_at", String(40), nullable=False),
    Column("document", Integer, nullable=True),
    Column("reference", String(40), ForeignKey("issued.reference"), nullable=True),
    UniqueConstraint("case_number", "document"),
)

# What may be erased: a value or a file name is taken away together with its salt, and its hash stays.
private_values = Table(
    "private_values",
    metadata,
    Column("case_number", String(20), primary_key=True),
    Column("event", Integer, primary_key=True, autoincrement=False),
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=True),
    Column("salt", String(64), nullable=True),
    Column("hash", String(64), nullable=False),
    ForeignKeyConstraint(["case_number", "event"], ["events.case_number", "events.number"]),
)

event_files = Table(
    "event_files",
    metadata,
    Column("case_number", String(20), primary_key=True),
    Column("event", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("name", Text, nullable=True),
    Column("salt", String(64), nullable=True),
    Column("hash", String(64), nullable=False),
    ForeignKeyConstraint(["case_number", "event"], ["events.case_number", "events.number"]),
)

journal = Table(
    "journal",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("case_number", String(20), nullable=False),
    Column("event", Integer, nullable=False),
    UniqueConstraint("case_number", "event"),
    ForeignKeyConstraint(["case_number", "event"], ["events.case_number", "events.number"]),
)
