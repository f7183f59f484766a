"""Read what was just written: wait, not longer than asked, until the views have come so far."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic, sleep

from sqlalchemy import Connection, Engine, select

from projections.tables import positions

POLL_SECONDS = 0.002


def wait_for(engine: Engine, names: Iterable[str], position: int, timeout_seconds: float) -> bool:
    """Whether the views `names` have read to `position` before the time is up."""
    names = tuple(names)
    deadline = monotonic() + timeout_seconds
    with engine.connect() as connection:
        while not (there := read_to(connection, names) >= position) and monotonic() < deadline:
            connection.rollback()
            sleep(POLL_SECONDS)
    return there


def read_to(connection: Connection, names: Iterable[str]) -> int:
    """The position that all of the views `names` have read to; 0 if one has yet to be drawn."""
    names = tuple(names)
    reached = connection.execute(
        select(positions.c.read_to).where(positions.c.view.in_(names))
    ).scalars()
    known = list(reached)
    return min(known, default=0) if len(known) == len(names) else 0
