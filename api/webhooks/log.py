"""What was sent to a receiver, and what became of it: the newest first, attempt by attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from api.webhooks.tables import DUE, attempts, deliveries


@dataclass(frozen=True, slots=True)
class Attempt:
    """When it was made, in seconds since 1970, and the status, or why there was none."""

    at: float
    status: int
    fault: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as the log tells it; `next_at` is 0 where there is no next attempt."""

    number: int
    event: str
    page: str
    position: int
    type: str
    round: int
    state: str
    queued_at: float
    next_at: float
    attempts: tuple[Attempt, ...]


def logged(
    connection: Connection, subscription_id: str, before: int, limit: int, state: str = ""
) -> list[Delivery]:
    """At most `limit` deliveries whose number is less than `before`, the newest first."""
    theirs = [deliveries.c.subscription == subscription_id, deliveries.c.number < before]
    if state:
        theirs.append(deliveries.c.state == state)
    query = select(deliveries).where(*theirs).order_by(deliveries.c.number.desc()).limit(limit)
    rows = connection.execute(query).all()
    made = _attempts(connection, [row.number for row in rows])
    return [
        Delivery(
            number=row.number,
            event=row.event,
            page=row.page,
            position=row.position,
            type=row.type,
            round=row.round,
            state=row.state,
            queued_at=row.queued_at,
            next_at=row.next_at if row.state == DUE else 0,
            attempts=tuple(made.get(row.number, ())),
        )
        for row in rows
    ]


def waiting(connection: Connection, subscription_id: str) -> int:
    """How many deliveries are still to be made."""
    due = deliveries.c.subscription == subscription_id, deliveries.c.state == DUE
    query = select(func.count()).select_from(deliveries).where(*due)
    return int(connection.execute(query).scalar_one())


def _attempts(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Attempt]]:
    query = select(attempts).where(attempts.c.delivery.in_(numbers)).order_by(attempts.c.number)
    made: dict[int, list[Attempt]] = {}
    for row in connection.execute(query):
        made.setdefault(row.delivery, []).append(Attempt(row.at, row.status, row.fault))
    return made
