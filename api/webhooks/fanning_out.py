"""What the ledger has new is queued for every subscription that asked for it."""

from __future__ import annotations

from api.desk import Desk
from api.feed.events import type_of
from api.feed.reading import of_force
from api.webhooks.queueing import Queued, queue, room
from api.webhooks.subscriptions import Subscription, active
from api.webhooks.tables import writing

MOST_AT_ONCE = 200


def fan_out(desk: Desk, now: float) -> None:
    """Queue what is new for each subscription, as far as there is room for it.

    Raises:
        Unavailable: The ledger cannot be read.
    """
    with desk.jobs.connect() as connection:
        known = active(connection)
    if not known:
        return
    head = desk.ledger.position
    for one in known:
        if one.read_to < head:
            _read_on(desk, one, now)


def _read_on(desk: Desk, known: Subscription, now: float) -> None:
    with desk.jobs.connect() as connection:
        most = min(MOST_AT_ONCE, room(connection, known.id))
    if most < 1:
        return
    batch = of_force(desk, known.force, known.read_to, most, known.types)
    if batch.read_to == known.read_to:
        return
    events = [
        Queued(f"{entry.page}:{entry.line}", entry.page, position, type_of(entry))
        for position, entry in batch.items
    ]
    with writing(desk.jobs) as connection:
        queue(connection, known, events, batch.read_to, now)
