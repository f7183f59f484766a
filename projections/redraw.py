"""Drop views and draw them again; the rows come out the same, which `digest` can show."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256

from sqlalchemy import Connection, Engine, Table, delete, select, update

from projections.catch_up import Progress, catch_up, unseen
from projections.source import Source
from projections.tables import positions
from projections.view import View

BATCH = 20_000
ROWS_AT_ONCE = 1_000


def redraw(
    source: Source, engine: Engine, views: Sequence[View], *, progress: Progress = unseen
) -> int:
    """Drop what was drawn of `views` and draw it again; return the position read to.

    Until it is done, the views are behind; a runner may go on meanwhile, and shares the work.
    """
    drop(engine, views)
    with _uncollected():
        return catch_up(source, engine, views, batch=BATCH, progress=progress)


def drop(engine: Engine, views: Iterable[View]) -> None:
    """Empty the tables of `views`, which then stand before the first entry.

    The positions stay and go to 0: a runner that is about to commit a batch must find them moved.
    """
    with engine.begin() as connection:
        for view in views:
            at_start = update(positions).where(positions.c.view == view.name).values(read_to=0)
            connection.execute(at_start)
            for table in view.tables:
                connection.execute(delete(table))


def digest(engine: Engine, views: Iterable[View]) -> Mapping[str, str]:
    """The SHA-256, in hex, of all rows of each view, by its name: same rows, same digest."""
    with engine.connect() as connection:
        return {
            view.name: sha256(b"".join(_digest(connection, t) for t in view.tables)).hexdigest()
            for view in views
        }


@contextmanager
def _uncollected() -> Iterator[None]:
    """Facts and pages hold no cycles, and looking for some among them takes a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _digest(connection: Connection, table: Table) -> bytes:
    hashed = sha256()
    ordered = select(table).order_by(*table.primary_key)
    for rows in connection.execute(ordered).partitions(ROWS_AT_ONCE):
        hashed.update(repr([tuple(row) for row in rows]).encode())
    return hashed.digest()
