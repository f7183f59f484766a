"""What becomes of a delivery after an attempt: it is done, tried again, or given up.

The attempt, the delivery and the state of its subscription are written in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update

from api.webhooks.claiming import Claimed
from api.webhooks.schedule import DAY_SECONDS, Schedule
from api.webhooks.tables import (
    DUE,
    NEVER,
    State,
    attempts,
    deliveries,
    subscriptions,
    writing,
)

GONE = 410
GONE_FOR_GOOD = "gone"
FAILING = "failing"
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: the receiver's status, or why there was none.

    `asked_seconds` is how long the receiver asked to be left alone.
    """

    status: int = 0
    fault: str = ""
    asked_seconds: float = 0

    @property
    def is_delivered(self) -> bool:
        return 200 <= self.status <= 299


def settle(
    jobs: Engine, one: Claimed, outcome: Outcome, at: float, schedule: Schedule, chance: float
) -> None:
    """Write down the attempt made at `at`, and what follows from it.

    Where the claim was lost meanwhile, only the attempt is written: another has it.
    """
    with writing(jobs) as connection:
        if not _note(connection, one, outcome, at):
            return
        if outcome.is_delivered:
            _settled(connection, one, State.DELIVERED, at)
            _subscription(connection, one, failing_since=NEVER)
        elif outcome.status == GONE:
            _again(connection, one, at)
            _subscription(connection, one, disabled_because=GONE_FOR_GOOD, disabled_at=at)
        else:
            _failed(connection, one, outcome, at, schedule, chance)


def prune(jobs: Engine, now: float) -> None:
    """Forget deliveries that were settled more than 30 days ago."""
    old = (
        deliveries.c.settled_at != NEVER,
        deliveries.c.settled_at < now - KEPT_DAYS * DAY_SECONDS,
    )
    with writing(jobs) as connection:
        numbers = select(deliveries.c.number).where(*old)
        connection.execute(delete(attempts).where(attempts.c.delivery.in_(numbers)))
        connection.execute(delete(deliveries).where(*old))


def _failed(
    connection: Connection,
    one: Claimed,
    outcome: Outcome,
    at: float,
    schedule: Schedule,
    chance: float,
) -> None:
    wait = schedule.wait_seconds(one.attempts + 1, chance, outcome.asked_seconds)
    if wait is None:
        _settled(connection, one, State.FAILED, at)
    else:
        _again(connection, one, at + wait)
    if outcome.asked_seconds and wait is not None:
        _subscription(connection, one, held_until=at + min(outcome.asked_seconds, wait))
    since = subscriptions.c.failing_since
    row = connection.execute(select(since).where(subscriptions.c.id == one.subscription.id)).one()
    if row.failing_since == NEVER:
        _subscription(connection, one, failing_since=at)
    elif at - row.failing_since >= schedule.failing_seconds:
        _subscription(connection, one, disabled_because=FAILING, disabled_at=at)


def _note(connection: Connection, one: Claimed, outcome: Outcome, at: float) -> bool:
    row = connection.execute(select(deliveries).where(deliveries.c.number == one.number))
    stands = row.one_or_none()
    if stands is None:
        return False
    told = {"delivery": one.number, "at": at, "status": outcome.status, "fault": outcome.fault}
    connection.execute(insert(attempts), told)
    return bool(stands.state == DUE and stands.claim == one.claim)


def _settled(connection: Connection, one: Claimed, state: State, at: float) -> None:
    _delivery(connection, one, state=state.value, settled_at=at, next_at=NEVER)


def _again(connection: Connection, one: Claimed, next_at: float) -> None:
    _delivery(connection, one, next_at=next_at)


def _delivery(connection: Connection, one: Claimed, **values: object) -> None:
    changed = {"attempts": one.attempts + 1, "claim": "", "leased_until": NEVER, **values}
    connection.execute(update(deliveries).where(deliveries.c.number == one.number).values(changed))


def _subscription(connection: Connection, one: Claimed, **values: object) -> None:
    ours = subscriptions.c.id == one.subscription.id
    connection.execute(update(subscriptions).where(ours).values(values))
