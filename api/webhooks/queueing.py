"""The queue of every subscription: what the ledger has new, in its order, and what is asked for.

How far the ledger was read is written with the deliveries that followed from it, so nothing is
passed over and nothing is queued twice. Where a thousand wait, no more are queued until some went.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, insert, select, update

from api.feed.events import PREFIX
from api.webhooks.subscriptions import Subscription
from api.webhooks.tables import DUE, NEVER, State, deliveries, subscriptions
from ledger.record.streams import person_of

MOST_WAITING = 1_000
PING_NAME = "webhook.pinged"
PING = f"{PREFIX}{PING_NAME}.v1"


@dataclass(frozen=True, slots=True)
class Queued:
    """An event to be sent: its id, page, position and type; a ping has no page."""

    event: str
    page: str
    position: int
    type: str


def pages_of(*streams: str) -> tuple[str, ...]:
    """The pages that deliveries are about: a ping is about nobody, as is a force's own stream."""
    about = (person_of(stream) for stream in streams)
    return tuple(page_id for page_id in about if page_id)


def room(connection: Connection, subscription_id: str) -> int:
    """How many more may be queued for it now."""
    due = deliveries.c.subscription == subscription_id, deliveries.c.state == DUE
    waiting = select(func.count()).select_from(deliveries).where(*due)
    return MOST_WAITING - int(connection.execute(waiting).scalar_one())


def queue(
    connection: Connection,
    known: Subscription,
    events: Sequence[Queued],
    read_to: int,
    now: float,
) -> bool:
    """Queue what was read from the ledger after `known.read_to`, and that it was read.

    Returns:
        False, and nothing is queued, if somebody else read on, or back, in the meantime.
    """
    as_known = (
        subscriptions.c.id == known.id,
        subscriptions.c.read_to == known.read_to,
        subscriptions.c.round == known.round,
        subscriptions.c.disabled_because == "",
    )
    moved = connection.execute(update(subscriptions).where(*as_known).values(read_to=read_to))
    if not moved.rowcount:
        return False
    _insert(connection, known, events, now)
    return True


def ping(connection: Connection, known: Subscription, event: str, now: float) -> None:
    """Queue an event that says nothing, to see whether it arrives."""
    _insert(connection, known, [Queued(event, "", 0, PING)], now)


def replay(connection: Connection, known: Subscription, after: int, now: float) -> Subscription:
    """Send everything after position `after`, exclusive, once more, with the same ids.

    What is still due and would come again anyway is replaced.
    """
    back = {"read_to": after, "round": known.round + 1}
    connection.execute(update(subscriptions).where(subscriptions.c.id == known.id).values(back))
    again = (
        deliveries.c.subscription == known.id,
        deliveries.c.state == DUE,
        deliveries.c.position > after,
    )
    connection.execute(
        update(deliveries).where(*again).values(state=State.REPLACED.value, settled_at=now)
    )
    return replace(known, read_to=after, round=known.round + 1)


def _insert(
    connection: Connection, known: Subscription, events: Iterable[Queued], now: float
) -> None:
    rows = [
        {
            "subscription": known.id,
            "event": one.event,
            "round": known.round,
            "page": one.page,
            "position": one.position,
            "type": one.type,
            "state": DUE,
            "attempts": 0,
            "next_at": now,
            "claim": "",
            "leased_until": NEVER,
            "queued_at": now,
            "settled_at": NEVER,
        }
        for one in events
    ]
    if rows:
        connection.execute(insert(deliveries), rows)
