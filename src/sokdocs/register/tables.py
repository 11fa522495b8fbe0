"""The tables of the register. Rows are added, never changed."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

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
