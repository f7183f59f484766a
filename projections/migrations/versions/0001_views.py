"""The views as first drawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "caseload",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("journey", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("navigator", sa.String(), nullable=False),
        sa.Column("navigator_number", sa.String(), nullable=False),
        sa.Column("police_station", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("holds", sa.String(), nullable=False),
        sa.Column("appointment_on", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("page", "journey", name="pk_caseload"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_caseload_force_navigator", "caseload", ["force", "navigator"], unique=False)
    op.create_table(
        "due",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("journey", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("police_station", sa.String(), nullable=False),
        sa.Column("navigator", sa.String(), nullable=False),
        sa.Column("navigator_number", sa.String(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("page", "journey", "kind", name="pk_due"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_due_force_due_on", "due", ["force", "due_on"], unique=False)
    op.create_table(
        "lookup",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("page", "line", "kind", "token", name="pk_lookup"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lookup_token", "lookup", ["token"], unique=False)
    op.create_table(
        "lookup_struck",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("by_line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("page", "by_line", name="pk_lookup_struck"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcomes",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("journey", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("offence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("offence_code", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("home_office_code", sa.String(), nullable=False),
        sa.Column("arrest_month", sa.String(), nullable=False),
        sa.Column("closing_month", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("page", "journey", "offence", name="pk_outcomes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "positions",
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("read_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("view", name="pk_positions"),
    )
    op.create_table(
        "refusals",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("journey", sa.Integer(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("page", "line", "clause", name="pk_refusals"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "standing",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("journey", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("station_then", sa.String(), nullable=False),
        sa.Column("then_on", sa.Date(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("holds", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("limits", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("edition_digest", sa.String(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("charge_by", sa.Date(), nullable=True),
        sa.Column("deadlines", sa.String(), nullable=False),
        sa.Column("navigator", sa.String(), nullable=False),
        sa.Column("navigator_number", sa.String(), nullable=False),
        sa.Column("navigator_role", sa.String(), nullable=False),
        sa.Column("navigator_rank", sa.String(), nullable=False),
        sa.Column("police_station", sa.String(), nullable=False),
        sa.Column("review", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("page", "journey", name="pk_standing"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_standing_force_station", "standing", ["force", "station"], unique=False)
    op.create_table(
        "timeline",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("journey", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("page", "line", name="pk_timeline"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unreadable",
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_unreadable"),
    )
    op.create_table(
        "untold",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("page", name="pk_untold"),
    )
