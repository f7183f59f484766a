"""A table of leaves beside the lines in one SQLite file, written in the lines' own transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from itertools import pairwise
from typing import Any, ClassVar, Self

from eventsourcing.persistence import OperationalError, ProgrammingError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteCursor,
    SQLiteDatastore,
)

from ledger.proof.merkle import leaf_hash
from ledger.record.leaves import Leaf
from ledger.record.sqlite_schema import see_that_nothing_is_planted, unlike

MOST = 1_000


class LeafRecorder(SQLiteApplicationRecorder):
    """Keeps the lines in one table, and their leaves in the one that `LEAVES` names."""

    LEAVES: ClassVar[str]
    OLDER: ClassVar[Sequence[str]] = ()
    """The statements that made and mended a file that an older version began."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore)
        self._leaves = LeafTable(self.LEAVES, datastore)

    def create_table(self) -> None:
        """Make what is not there yet.

        Raises:
            Planted: The file has a trigger or a view; nothing was made.
        """
        with self.datastore.transaction(commit=False) as c:
            see_that_nothing_is_planted(c)
        super().create_table()
        self._leaves.create()

    def unlike(self) -> str:
        """What the file is made of otherwise than this makes it; empty if it is like that."""
        with self.datastore.transaction(commit=False) as c:
            return self._unlike(c)

    def size(self) -> int:
        return self._leaves.size()

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        return self._leaves.leaves(start, limit)

    def lines(self, start: int, limit: int) -> Sequence[tuple[int, bytes | None]]:
        return self._leaves.lines(start, limit)

    def leaf_at(self, position: int) -> Leaf | None:
        return self._leaves.at(position)

    @contextmanager
    def at_one_moment(self) -> Iterator[Self]:
        """The same recorder, for reading all as it is now, while others go on writing."""
        with (
            self.datastore.get_connection(commit=False) as connection,
            connection.transaction(commit=False),
        ):
            now = copy(self)
            now.datastore = _OneMoment(connection)
            now._leaves = LeafTable(self.LEAVES, now.datastore)
            yield now

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **_: Any
    ) -> Sequence[int] | None:
        positions = [self._inserted(c, each) for each in stored_events]
        if any(after <= before for before, after in pairwise(positions)):
            raise OperationalError("lines were written out of their order")
        self._leaves.add(c, positions, stored_events)
        return positions

    def _inserted(self, c: SQLiteCursor, stored: StoredEvent) -> int:
        """The position of the line, which is written now."""
        row = stored.originator_id, stored.originator_version, stored.topic, stored.state
        c.execute(self.insert_events_statement, row)
        see_that_it_is_written(c)
        position: int = c.lastrowid
        return position

    def _unlike(self, c: SQLiteCursor) -> str:
        made = [*self.create_table_statements, self._leaves.made_by]
        return unlike(c, made, self.OLDER)


def see_that_it_is_written(c: SQLiteCursor, rows: int = 1) -> None:
    """Nothing, if the last statement wrote as many rows: a trigger can swallow one silently.

    Raises:
        OperationalError: It did not.
    """
    if c.sqlite_cursor.rowcount != rows:
        raise OperationalError("a row was not written")


class _OneMoment(SQLiteDatastore):
    """One connection of a datastore, in whose open transaction everything is read."""

    originator_id_type = "text"

    def __init__(self, connection: SQLiteConnection) -> None:
        self._connection = connection

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        if commit:
            raise ProgrammingError("a moment that has been is not written to")
        cursor = self._connection.cursor()
        with cursor:
            yield cursor

    def close(self) -> None:
        """Nothing: the connection is another's."""


class LeafTable:
    """The table called `name`, of the lines in `stored_events`."""

    def __init__(self, name: str, datastore: SQLiteDatastore) -> None:
        self._name = name
        self._datastore = datastore

    @property
    def made_by(self) -> str:
        """The statement that makes the table."""
        return (
            f"CREATE TABLE {self._name} (leaf_index INTEGER PRIMARY KEY,"
            " notification_id INTEGER NOT NULL UNIQUE, leaf_hash BLOB NOT NULL)"
        )

    def create(self) -> None:
        """Make the table if need be; lines that stand there already get their leaves once."""
        with self._datastore.transaction(commit=True) as c:
            c.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (self._name,))
            if c.fetchone():
                return
            c.execute(self.made_by)
            for index, (position, line) in enumerate(_lines(c)):
                c.execute(
                    f"INSERT INTO {self._name} VALUES (?, ?, ?)",  # noqa: S608
                    (index, position, leaf_hash(line)),
                )

    def add(self, c: SQLiteCursor, positions: Sequence[int], stored: Sequence[StoredEvent]) -> None:
        """Write the leaves of the lines that the open transaction of `c` wrote at `positions`.

        SQLite itself gives the index after the last one: asking for it first would cost as much as
        the leaf. It begins with 1, the log with 0.
        """
        for position, event in zip(positions, stored, strict=True):
            c.execute(
                f"INSERT INTO {self._name} (notification_id, leaf_hash) VALUES (?, ?)",  # noqa: S608
                (position, leaf_hash(event.state)),
            )
            see_that_it_is_written(c)
            if c.lastrowid == 1:
                c.execute(
                    f"UPDATE {self._name} SET leaf_index = 0 WHERE leaf_index = 1"  # noqa: S608
                    f" AND NOT EXISTS (SELECT * FROM {self._name} WHERE leaf_index < 1)"
                )

    def size(self) -> int:
        """The number of leaves: one more than the last index."""
        with self._datastore.transaction(commit=False) as c:
            c.execute(f"SELECT MAX(leaf_index) FROM {self._name}")  # noqa: S608
            last: int | None = c.fetchone()[0]
            return 0 if last is None else last + 1

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        """At most `limit` leaves from `start`, inclusive, by index."""
        return [
            Leaf(*row)
            for row in self._rows(
                f"SELECT * FROM {self._name} WHERE leaf_index >= ? ORDER BY leaf_index LIMIT ?",  # noqa: S608
                (start, limit),
            )
        ]

    def lines(self, start: int, limit: int) -> Sequence[tuple[int, bytes | None]]:
        """The position of each of those leaves, and the line that stands there, if one does."""
        return self._rows(
            f"SELECT notification_id, state FROM {self._name}"  # noqa: S608
            " LEFT JOIN stored_events ON stored_events.rowid = notification_id"
            " WHERE leaf_index >= ? ORDER BY leaf_index LIMIT ?",
            (start, limit),
        )

    def at(self, position: int) -> Leaf | None:
        """The leaf of the line at `position` of the store."""
        statement = f"SELECT * FROM {self._name} WHERE notification_id = ?"  # noqa: S608
        return next((Leaf(*row) for row in self._rows(statement, (position,))), None)

    def _rows(self, statement: str, asked: Sequence[int]) -> list[tuple[Any, ...]]:
        with self._datastore.transaction(commit=False) as c:
            c.execute(statement, asked)
            return [tuple(row) for row in c.fetchall()]


def _lines(c: SQLiteCursor) -> Iterator[tuple[int, bytes]]:
    position = 0
    while True:
        c.execute(
            "SELECT rowid, state FROM stored_events WHERE rowid > ? ORDER BY rowid LIMIT ?",
            (position, MOST),
        )
        rows = [(int(row[0]), bytes(row[1])) for row in c.fetchall()]
        if not rows:
            return
        yield from rows
        position = rows[-1][0]
