"""The tables of webhooks: who is told, from which secrets, what has been sent, and each attempt.

Neither a secret nor a payload is among them: both are made when they are needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from api.jobs.tables import metadata

NEVER = 0.0
"""An instant that has not come: seconds since 1970 are never so few here."""


class State(StrEnum):
    """What has become of a delivery."""

    DUE = "due"
    DELIVERED = "delivered"
    FAILED = "failed"
    REPLACED = "replaced"


DUE = State.DUE.value


subscriptions = Table(
    "webhook_subscriptions",
    metadata,
    Column("id", String, primary_key=True),
    Column("force", String, nullable=False),
    Column("client", String, nullable=False),
    Column("url", String, nullable=False),
    Column("host", String, nullable=False),
    Column("types", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("role", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("read_to", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("disabled_because", String, nullable=False),
    Column("disabled_at", Float, nullable=False),
    Column("failing_since", Float, nullable=False),
    Column("held_until", Float, nullable=False),
    Index("ix_webhook_subscriptions_force_client", "force", "client"),
    sqlite_with_rowid=False,
)
"""`types` is a JSON list, empty for all; `disabled_because` is empty while it is active."""

generations = Table(
    "webhook_generations",
    metadata,
    Column("subscription", String, ForeignKey("webhook_subscriptions.id"), primary_key=True),
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("signs_until", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""`signs_until` is `NEVER` for the one that is in force."""

deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("subscription", String, ForeignKey("webhook_subscriptions.id"), nullable=False),
    Column("event", String, nullable=False),
    Column("round", Integer, nullable=False),
    Column("page", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Float, nullable=False),
    Column("claim", String, nullable=False),
    Column("leased_until", Float, nullable=False),
    Column("queued_at", Float, nullable=False),
    Column("settled_at", Float, nullable=False),
    UniqueConstraint("subscription", "event", "round"),
    Index(
        "ix_webhook_deliveries_due",
        "subscription",
        "page",
        "number",
        sqlite_where=text("state = 'due'"),
    ),
    Index("ix_webhook_deliveries_settled_at", "settled_at"),
    Index("ix_webhook_deliveries_subscription_number", "subscription", "number"),
    sqlite_autoincrement=True,
)
"""`number` is the order of sending; of one page on one subscription only the first due is sent."""

attempts = Table(
    "webhook_attempts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column(
        "delivery",
        Integer,
        ForeignKey("webhook_deliveries.number"),
        nullable=False,
        index=True,
    ),
    Column("at", Float, nullable=False),
    Column("status", Integer, nullable=False),
    Column("fault", String, nullable=False),
)
"""`status` is 0 where there was no answer; then `fault` says why."""

requests = Table(
    "webhook_requests",
    metadata,
    Column("client", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("subscription", String, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("answer", String, nullable=False),
    Column("made_at", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""What a client's `Idempotency-Key` led to; `answer` is without its secret."""


def instant(seconds: float) -> datetime:
    """An instant as it is kept here, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


@contextmanager
def writing(jobs: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start, so that it may read first."""
    with jobs.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
