"""Which deliveries are sent next, and by whom: a claim is a lease, and holds among processes.

Of one page on one subscription only the first that is due is ever claimed: the others wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select, update

from api.webhooks.subscriptions import Subscription, one_of
from api.webhooks.tables import DUE, NEVER, deliveries, subscriptions, writing

MOST_AT_ONCE = 4
"""Deliveries under way to one receiver."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery to be sent by whoever holds `claim`, before the lease ends."""

    claim: str
    number: int
    event: str
    position: int
    type: str
    page: str
    attempts: int
    queued_at: float
    subscription: Subscription


def anything_due(jobs: Engine, now: float) -> bool:
    """Whether to look for claims: it takes no lock."""
    with jobs.connect() as connection:
        return bool(_waiting(connection, now))


def claim(jobs: Engine, name: str, now: float, until: float, most: int) -> list[Claimed]:
    """Take at most `most` deliveries that are due; nobody else takes them until `until`."""
    claimed: list[Claimed] = []
    with writing(jobs) as connection:
        for subscription_id in _waiting(connection, now):
            known = one_of(connection, subscription_id)
            room = min(most - len(claimed), MOST_AT_ONCE - _under_way(connection, known.id, now))
            numbers = _first_of_pages(connection, known.id, now, room)
            claimed += [_take(connection, known, number, name, until) for number in numbers]
    return claimed


def still_claimed(jobs: Engine, one: Claimed) -> bool:
    """Whether it is still to be sent, and by whoever claimed it."""
    query = (
        select(deliveries.c.number)
        .join(subscriptions, subscriptions.c.id == deliveries.c.subscription)
        .where(
            deliveries.c.number == one.number,
            deliveries.c.claim == one.claim,
            deliveries.c.state == DUE,
            subscriptions.c.disabled_because == "",
        )
    )
    with jobs.connect() as connection:
        return connection.execute(query).one_or_none() is not None


def release(jobs: Engine, one: Claimed, at: float) -> None:
    """Give it back, to be claimed again from `at` on; nothing is counted as an attempt."""
    with writing(jobs) as connection:
        connection.execute(
            update(deliveries)
            .where(deliveries.c.number == one.number, deliveries.c.claim == one.claim)
            .values(claim="", leased_until=NEVER, next_at=at)
        )


def _waiting(connection: Connection, now: float) -> list[str]:
    """The subscriptions that something is due for, those that wait longest first."""
    query = (
        select(deliveries.c.subscription)
        .join(subscriptions, subscriptions.c.id == deliveries.c.subscription)
        .where(
            deliveries.c.state == DUE,
            deliveries.c.next_at <= now,
            deliveries.c.leased_until <= now,
            subscriptions.c.disabled_because == "",
            subscriptions.c.held_until <= now,
        )
        .group_by(deliveries.c.subscription)
        .order_by(func.min(deliveries.c.next_at))
    )
    return list(connection.execute(query).scalars())


def _under_way(connection: Connection, subscription_id: str, now: float) -> int:
    held = (
        deliveries.c.subscription == subscription_id,
        deliveries.c.state == DUE,
        deliveries.c.leased_until > now,
    )
    return connection.execute(
        select(func.count()).select_from(deliveries).where(*held)
    ).scalar_one()


def _first_of_pages(
    connection: Connection, subscription_id: str, now: float, most: int
) -> list[int]:
    firsts = (
        select(func.min(deliveries.c.number))
        .where(deliveries.c.subscription == subscription_id, deliveries.c.state == DUE)
        .group_by(deliveries.c.page)
    )
    query = (
        select(deliveries.c.number)
        .where(
            deliveries.c.number.in_(firsts),
            deliveries.c.next_at <= now,
            deliveries.c.leased_until <= now,
        )
        .order_by(deliveries.c.next_at, deliveries.c.number)
        .limit(max(0, most))
    )
    return list(connection.execute(query).scalars())


def _take(
    connection: Connection, known: Subscription, number: int, name: str, until: float
) -> Claimed:
    taken = (
        update(deliveries)
        .where(deliveries.c.number == number)
        .values(claim=name, leased_until=until)
        .returning(deliveries)
    )
    row = connection.execute(taken).one()
    return Claimed(
        claim=name,
        number=number,
        event=row.event,
        position=row.position,
        type=row.type,
        page=row.page,
        attempts=row.attempts,
        queued_at=row.queued_at,
        subscription=known,
    )
