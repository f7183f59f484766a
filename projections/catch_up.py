"""Bring views up to date with the ledger.

Every batch is read once for all views that stand at the same position, folded outside of any
transaction, and committed with their new position. The position is written first, and only if it
is still where the batch began: of two runners one writes the batch, and the other reads on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from sqlalchemy import Connection, Engine, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ledger.journey.facts.protection import PersonalDataErased
from ledger.record.entry import CorruptEntry, Entry
from projections.pages import Pages
from projections.source import Source
from projections.tables import positions
from projections.view import View, Write

BATCH = 5_000

_MOVE = (
    update(positions)
    .where(
        positions.c.view.in_(bindparam("names", expanding=True)),
        positions.c.read_to == bindparam("start"),
    )
    .values(read_to=bindparam("end"))
)

Progress = Callable[[int, int], None]
Stretch = Sequence[tuple[int, Entry | CorruptEntry]]


class AheadOfLedger(LookupError):
    """A view has read further than the ledger reaches: the ledger was restored, draw it again."""


def unseen(read_to: int, goal: int) -> None:
    """The progress that nobody looks at."""


def catch_up(
    source: Source,
    engine: Engine,
    views: Sequence[View],
    *,
    pages: Pages | None = None,
    batch: int = BATCH,
    progress: Progress = unseen,
) -> int:
    """Draw every entry that one of `views` has not seen; return the position all have read to.

    `pages` are those of an earlier call on the same ledger; `batch` is in entries. `progress` is
    told, after every batch, the position read to and the one aimed at.

    Raises:
        AheadOfLedger: A view has read further than the ledger reaches.
    """
    pages = pages or Pages(source)
    while True:
        read_to = read_positions(engine, views)
        start = min(read_to.values())
        behind = [view for view in views if read_to[view.name] == start]
        stretch = _next(source, start, batch, read_to.values())
        if not stretch:
            return start
        end = stretch[-1][0]
        drawn = pages.batch(stretch)
        writes = [write for view in behind for write in view.draw(drawn)]
        moved = _commit(engine, behind, start, end, writes)
        if any(isinstance(entry.fact, PersonalDataErased) for _, entry in drawn.entries):
            forget(engine)
        progress(end, source.position)
        if moved and len(behind) == len(views) and len(stretch) < batch:
            return end


def forget(engine: Engine) -> None:
    """Let SQLite's log of writes not keep what was deleted, once nobody reads from it."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def read_positions(engine: Engine, views: Iterable[View]) -> dict[str, int]:
    """The position that each view has read to, by its name; 0 if it has yet to be drawn."""
    with engine.connect() as connection:
        rows = connection.execute(select(positions.c.view, positions.c.read_to))
        stored = {row.view: row.read_to for row in rows}
    return {view.name: stored.get(view.name, 0) for view in views}


def _next(source: Source, start: int, batch: int, read_to: Iterable[int]) -> Stretch:
    """The entries after `start`, as far as the next view that has read further."""
    stretch = source.since(start, batch)
    furthest = max(read_to)
    if not stretch and furthest > source.position:
        raise AheadOfLedger(f"read to {furthest}, the ledger ends at {source.position}")
    if furthest == start:
        return stretch
    stop = min(at for at in read_to if at > start)
    return list(takewhile(lambda numbered: numbered[0] <= stop, stretch))


def _commit(
    engine: Engine, views: Sequence[View], start: int, end: int, writes: Iterable[Write]
) -> bool:
    """Write the batch, unless another runner has moved any of the views; whether it was written."""
    with engine.connect() as connection, connection.begin() as transaction:
        if not _moved(connection, views, start, end):
            transaction.rollback()
            return False
        for write in writes:
            if write.rows:
                connection.execute(write.statement, write.rows)
    return True


def _moved(connection: Connection, views: Sequence[View], start: int, end: int) -> bool:
    names = sorted(view.name for view in views)
    if not start:
        unread = [{"view": name, "read_to": 0} for name in names]
        connection.execute(_insert(connection).on_conflict_do_nothing(), unread)
    moved = connection.execute(_MOVE, {"names": names, "start": start, "end": end})
    return moved.rowcount == len(names)


def _insert(connection: Connection) -> sqlite.Insert | postgresql.Insert:
    is_sqlite = connection.dialect.name == "sqlite"
    return sqlite.insert(positions) if is_sqlite else postgresql.insert(positions)
