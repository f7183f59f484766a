"""Webhooks: who is told, and what became of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_requests",
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("subscription", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("client", "key", name="pk_webhook_requests"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "webhook_subscriptions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("types", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.Column("read_to", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("disabled_because", sa.String(), nullable=False),
        sa.Column("disabled_at", sa.Float(), nullable=False),
        sa.Column("failing_since", sa.Float(), nullable=False),
        sa.Column("held_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_subscriptions"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_webhook_subscriptions_force_client",
        "webhook_subscriptions",
        ["force", "client"],
        unique=False,
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subscription", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Float(), nullable=False),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("leased_until", sa.Float(), nullable=False),
        sa.Column("queued_at", sa.Float(), nullable=False),
        sa.Column("settled_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["subscription"], ["webhook_subscriptions.id"]),
        sa.PrimaryKeyConstraint("number", name="pk_webhook_deliveries"),
        sa.UniqueConstraint(
            "subscription", "event", "round", name="uq_webhook_deliveries_subscription_event_round"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_webhook_deliveries_due",
        "webhook_deliveries",
        ["subscription", "page", "number"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
    )
    op.create_index(
        "ix_webhook_deliveries_settled_at", "webhook_deliveries", ["settled_at"], unique=False
    )
    op.create_index(
        "ix_webhook_deliveries_subscription_number",
        "webhook_deliveries",
        ["subscription", "number"],
        unique=False,
    )
    op.create_table(
        "webhook_generations",
        sa.Column("subscription", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signs_until", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["subscription"], ["webhook_subscriptions.id"]),
        sa.PrimaryKeyConstraint("subscription", "generation", name="pk_webhook_generations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "webhook_attempts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["delivery"], ["webhook_deliveries.number"]),
        sa.PrimaryKeyConstraint("number", name="pk_webhook_attempts"),
    )
    op.create_index("ix_webhook_attempts_delivery", "webhook_attempts", ["delivery"], unique=False)
