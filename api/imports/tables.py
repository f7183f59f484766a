"""Imports as they are kept: a row for each job, and one for each line that has a result.

No row holds what a line said. The lines stand in a file of their own until the job has ended.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from api.jobs.tables import metadata

imports = Table(
    "imports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("client", String, nullable=False),
    Column("force", String, nullable=False),
    Column("key", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("dry_run", Boolean, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("caller_name", String, nullable=False),
    Column("caller_role", String, nullable=False),
    Column("caller_scopes", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("justification", String, nullable=False),
    Column("on_behalf_of", String, nullable=False),
    Column("correlation_id", String, nullable=False),
    Column("traceparent", String, nullable=False),
    Column("status", String, nullable=False),
    Column("code", String, nullable=False, default=""),
    Column("accepted_at", Float, nullable=False),
    Column("started_at", Float),
    Column("ended_at", Float),
    Column("read_lines", Integer, nullable=False, default=0),
    Column("read_bytes", Integer, nullable=False, default=0),
    Column("holder", String, nullable=False, default=""),
    Column("held_until", Float, nullable=False, default=0.0),
    UniqueConstraint("client", "key"),
)

results = Table(
    "import_results",
    metadata,
    Column("import_id", String, ForeignKey(imports.c.id), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("status", String, nullable=False),
    Column("http_status", Integer, nullable=False),
    Column("code", String, nullable=False),
    Column("errors", String, nullable=False),
    Column("clauses", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("participant_id", String, nullable=False),
    Column("journey", Integer),
    Column("version", Integer),
    Column("position", Integer),
    Index("ix_import_results_status", "import_id", "status", "line"),
    Index("ix_import_results_key", "key"),
)
