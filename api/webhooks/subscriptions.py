"""Who is told of what, and where: the subscriptions of one client of one force.

Another client's or force's subscription is not there for whoever asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from api.roles import Caller
from api.webhooks.signing import Signer
from api.webhooks.tables import (
    DUE,
    NEVER,
    attempts,
    deliveries,
    generations,
    subscriptions,
)

MOST_SUBSCRIPTIONS = 10
MOST_GENERATIONS = 3
OVERLAP_SECONDS = 24 * 3600.0
"""How long a secret that was replaced signs beside the new one."""


class NoSuchSubscription(LookupError):
    """There is none with that id, or it is another's."""


class TooManySubscriptions(Exception):
    """The client has as many as a client may have."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation of secrets; the one in force has no end."""

    number: int
    signs_until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A receiver, and what it is told of; instants are seconds since 1970, 0 for never."""

    id: str
    force: str
    client: str
    url: str
    host: str
    types: tuple[str, ...]
    made_by: str
    role: str
    purpose: str
    made_at: float
    read_to: int
    round: int = 0
    disabled_because: str = ""
    disabled_at: float = NEVER
    failing_since: float = NEVER
    held_until: float = NEVER
    generations: tuple[Generation, ...] = ()

    @property
    def generation(self) -> int:
        """The generation of secrets that is in force."""
        return self.generations[0].number

    def signing(self, now: float) -> Iterator[Generation]:
        """The generations that sign at `now`, the newest first."""
        for one in self.generations[:MOST_GENERATIONS]:
            if one.signs_until == NEVER or one.signs_until > now:
                yield one

    def signers(self, key: bytes, now: float) -> list[Signer]:
        """What signs at `now`, the newest first."""
        return [Signer(key, self.id, one.number) for one in self.signing(now)]


def add(connection: Connection, made: Subscription) -> Subscription:
    """Keep `made`, with its first generation of secrets.

    Raises:
        TooManySubscriptions: The client has ten.
    """
    theirs = select(func.count()).select_from(subscriptions).where(*_of(made.force, made.client))
    if connection.execute(theirs).scalar_one() >= MOST_SUBSCRIPTIONS:
        raise TooManySubscriptions
    connection.execute(insert(subscriptions), _row(made))
    first = {"subscription": made.id, "generation": 1, "signs_until": NEVER}
    connection.execute(insert(generations), first)
    return one_of(connection, made.id)


def all_of(connection: Connection, caller: Caller) -> Sequence[Subscription]:
    """The caller's own, oldest first."""
    query = select(subscriptions).where(*_of(caller.force, caller.client))
    rows = connection.execute(query.order_by(subscriptions.c.made_at, subscriptions.c.id)).all()
    return [_told(connection, row) for row in rows]


def find(connection: Connection, caller: Caller, subscription_id: str) -> Subscription:
    """The caller's own subscription of that id.

    Raises:
        NoSuchSubscription: There is none, or it is not the caller's.
    """
    found = one_of(connection, subscription_id)
    if (found.force, found.client) != (caller.force, caller.client):
        raise NoSuchSubscription
    return found


def one_of(connection: Connection, subscription_id: str) -> Subscription:
    """The subscription of that id, whosever it is.

    Raises:
        NoSuchSubscription: There is none.
    """
    query = select(subscriptions).where(subscriptions.c.id == subscription_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NoSuchSubscription
    return _told(connection, row)


def active(connection: Connection) -> Sequence[Subscription]:
    """Everybody's that are not disabled, oldest first."""
    query = select(subscriptions).where(subscriptions.c.disabled_because == "")
    rows = connection.execute(query.order_by(subscriptions.c.made_at, subscriptions.c.id)).all()
    return [_told(connection, row) for row in rows]


def remove(connection: Connection, known: Subscription) -> None:
    """End it: nothing more is sent, and its log goes with it."""
    theirs = select(deliveries.c.number).where(deliveries.c.subscription == known.id)
    connection.execute(delete(attempts).where(attempts.c.delivery.in_(theirs)))
    connection.execute(delete(deliveries).where(deliveries.c.subscription == known.id))
    connection.execute(delete(generations).where(generations.c.subscription == known.id))
    connection.execute(delete(subscriptions).where(subscriptions.c.id == known.id))


def rotate(connection: Connection, known: Subscription, now: float) -> Subscription:
    """Put new secrets in force; those replaced sign beside them for 24 hours.

    Of those that were replaced no more than two sign at once.
    """
    in_force = generations.c.signs_until == NEVER
    ours = generations.c.subscription == known.id
    until = {"signs_until": now + OVERLAP_SECONDS}
    connection.execute(update(generations).where(ours, in_force).values(until))
    following = {"subscription": known.id, "generation": known.generation + 1}
    connection.execute(insert(generations), {**following, "signs_until": NEVER})
    return one_of(connection, known.id)


def enable(connection: Connection, known: Subscription, now: float) -> Subscription:
    """Go on where it was left; what is due is due at once, and every attempt is new."""
    nothing_wrong = {
        "disabled_because": "",
        "disabled_at": NEVER,
        "failing_since": NEVER,
        "held_until": NEVER,
    }
    ours = subscriptions.c.id == known.id
    connection.execute(update(subscriptions).where(ours).values(nothing_wrong))
    due = deliveries.c.subscription == known.id, deliveries.c.state == DUE
    connection.execute(update(deliveries).where(*due).values(attempts=0, next_at=now))
    return one_of(connection, known.id)


def _of(force: str, client: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return subscriptions.c.force == force, subscriptions.c.client == client


def _row(made: Subscription) -> dict[str, object]:
    row = {column.name: getattr(made, column.name) for column in subscriptions.columns}
    return {**row, "types": json.dumps(made.types)}


def _told(connection: Connection, row: Row[tuple[object, ...]]) -> Subscription:
    query = select(generations).where(generations.c.subscription == row.id)
    newest_first = connection.execute(query.order_by(generations.c.generation.desc()))
    kept = row._asdict()
    return Subscription(
        **{**kept, "types": tuple(json.loads(kept["types"]))},
        generations=tuple(Generation(g.generation, g.signs_until) for g in newest_first),
    )
