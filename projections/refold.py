"""Whether the views say what the entries say: every row beside one that is drawn anew.

Whoever alters a view alters what lists and searches answer, not the ledger. So all of it is drawn
again, in memory, by the same code and from the entries alone; the two must be the same row by row.
The views, in SQLite, are looked at as they are at one moment, and may go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Table,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from ledger.record.entry import CorruptEntry, Entry
from projections.catch_up import Progress, catch_up, unseen
from projections.engine import open_views
from projections.migrate import migrate
from projections.redraw import redraw
from projections.source import Source
from projections.tables import positions
from projections.view import View

ATTEMPTS = 10
ROWS_AT_ONCE = 1_000

Key = tuple[Any, ...]
Pair = tuple[Key, RowMapping | None, RowMapping | None]


class NeverAtRest(Exception):
    """The views never stood at one position together: several programs draw them apart."""


@dataclass(frozen=True, slots=True)
class Altered:
    """A row that is not what the entries make it: by its primary key; never what it holds.

    `columns` are those that differ; all where the row is missing, or should not be there.
    """

    view: str
    table: str
    row: Key
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UpTo:
    """The ledger `source` as it was when its last entry was at `position`."""

    source: Source
    position: int

    def since(self, position: int, limit: int) -> Sequence[tuple[int, Entry | CorruptEntry]]:
        return [one for one in self.source.since(position, limit) if one[0] <= self.position]

    def entries(self, page_id: str) -> tuple[Entry, ...]:
        return self.source.entries(page_id)


def refold(
    source: Source, engine: Engine, views: Sequence[View], *, progress: Progress = unseen
) -> tuple[Altered, ...]:
    """The rows of `views` that are not as drawn anew, once they have caught up.

    Raises:
        AheadOfLedger: A view has read further than the ledger reaches.
        NeverAtRest: The views do not stand at one position.
    """
    fresh = open_views(None)
    try:
        migrate(fresh)
        with _at_rest(source, engine, views) as (live, position):
            redraw(UpTo(source, position), fresh, views, progress=progress)
            with fresh.connect() as anew:
                return tuple(_altered(live, anew, views))
    finally:
        fresh.dispose()


@contextmanager
def _at_rest(
    source: Source, engine: Engine, views: Sequence[View]
) -> Iterator[tuple[Connection, int]]:
    """A connection to the views as they are at one moment, and the position they stand at."""
    names = [view.name for view in views]
    for _ in range(ATTEMPTS):
        catch_up(source, engine, views)
        with engine.connect() as live:
            live.exec_driver_sql("BEGIN")  # else every statement would see a moment of its own
            chosen = select(positions.c.read_to).where(positions.c.view.in_(names)).distinct()
            read_to = live.execute(chosen).scalars().all()
            if len(read_to) <= 1:
                yield live, read_to[0] if read_to else 0
                return
    raise NeverAtRest


def _altered(live: Connection, anew: Connection, views: Sequence[View]) -> Iterator[Altered]:
    for view in views:
        for table in view.tables:
            names = tuple(column.name for column in table.columns)
            for key, mine, theirs in _merged(table, _rows(live, table), _rows(anew, table)):
                differ = names
                if mine and theirs:
                    differ = tuple(name for name in names if mine[name] != theirs[name])
                if differ:
                    yield Altered(view.name, table.name, key, differ)


def _merged(table: Table, live: Iterator[RowMapping], anew: Iterator[RowMapping]) -> Iterator[Pair]:
    names = [column.name for column in table.primary_key]
    one, other = next(live, None), next(anew, None)
    while one or other:
        keys = [tuple(row[name] for name in names) if row else None for row in (one, other)]
        first = min((key for key in keys if key is not None), key=_place)
        mine, theirs = (one if keys[0] == first else None), (other if keys[1] == first else None)
        yield first, mine, theirs
        one = next(live, None) if mine else one
        other = next(anew, None) if theirs else other


def _place(key: Key) -> tuple[tuple[int, Any], ...]:
    """Where SQLite has the key among others: it orders values of any type, whatever the column's.

    https://www.sqlite.org/datatype3.html section 4.1.
    """
    ranks = {type(None): 0, int: 1, float: 1, str: 2, bytes: 3}
    return tuple((ranks[type(value)], value) for value in key)


def _rows(connection: Connection, table: Table) -> Iterator[RowMapping]:
    ordered = select(*_as_stored(table)).order_by(*table.primary_key)
    for rows in connection.execute(ordered).mappings().partitions(ROWS_AT_ONCE):
        yield from rows


def _as_stored(table: Table) -> list[ColumnElement[Any]]:
    """The columns as SQLite has them: whoever alters one can put anything there."""
    return [type_coerce(column, NullType()).label(column.name) for column in table.columns]
