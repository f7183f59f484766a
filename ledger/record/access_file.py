"""The access log's file: the lines, and an index of them that is written in their transaction.

The index makes a list of one page's or one period's records cost what it shows. Filters by caller,
client or purpose are read past, record by record, within the force and period asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.sqlite import SQLiteConnection, SQLiteCursor

from ledger.record.access_parts import Access, Sought
from ledger.record.leaves import Leaf
from ledger.record.recorders import notification
from ledger.record.shapes import instant
from ledger.record.sqlite import DurableFactory, faults_named
from ledger.record.sqlite_leaves import LeafRecorder, see_that_it_is_written

_TABLES = (
    """
CREATE TABLE IF NOT EXISTS access_index (
    force TEXT, at TEXT, position INTEGER, by TEXT, client TEXT, purpose TEXT,
    PRIMARY KEY (force, at, position)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS access_pages (
    page TEXT, at TEXT, position INTEGER, PRIMARY KEY (page, at, position)
) WITHOUT ROWID
""",
)
_INDEX = "INSERT INTO access_index VALUES (?, ?, ?, ?, ?, ?)"
_PAGES = "INSERT INTO access_pages VALUES (?, ?, ?)"
_COLUMNS = "SELECT i.position, i.at, s.originator_id, s.originator_version, s.topic, s.state "
_OF_A_FORCE = """
FROM access_index i {lines}
WHERE i.force = :force AND i.at < :until AND (i.at, i.position) > (:after_at, :after)
"""
_OF_A_PAGE = """
FROM access_pages p
CROSS JOIN access_index i ON i.force = :force AND i.at = p.at AND i.position = p.position
{lines}
WHERE p.page = :page AND p.at < :until AND (p.at, p.position) > (:after_at, :after)
"""
_LINES = "LEFT JOIN stored_events s ON s.rowid = i.position"
_FILTERS = {name: f"AND i.{name} = :{name}\n" for name in ("by", "client", "purpose")}

_LAST = """
SELECT s.rowid, s.originator_id, s.originator_version, s.topic, s.state
FROM access_index i JOIN stored_events s ON s.rowid = i.position
WHERE i.force = ? ORDER BY i.at DESC, i.position DESC LIMIT 1
"""
_ALL_LINES = "SELECT rowid, * FROM stored_events ORDER BY rowid"
_ALL_LEAVES = "SELECT * FROM access_leaf ORDER BY leaf_index"
_WHOLE_INDEX = "SELECT * FROM access_index ORDER BY position, force, at"
_ALL_PAGES = "SELECT * FROM access_pages ORDER BY position, page, at"

Row = tuple[int, str, Notification | None]
IndexRow = tuple[Any, ...]
"""A row of either index, as it stands there; its place in `AccessRows` says which columns."""


@dataclass(frozen=True, slots=True)
class AccessRows:
    """All rows of the file, as at one moment.

    Attributes:
        unlike: What the file is made of otherwise than this makes it; where it says anything,
            nothing else is to be read.
        lines: By position.
        leaves: By index.
        index: `force, at, position, by, client, purpose`, by position.
        pages: `page, at, position`, by position.
    """

    unlike: str
    lines: Iterator[Notification]
    leaves: Iterator[Leaf]
    index: Iterator[IndexRow]
    pages: Iterator[IndexRow]


class AccessRecorder(LeafRecorder):
    """Keeps the lines in one table, their leaves and what they are found by in three others."""

    LEAVES = "access_leaf"

    def construct_create_table_statements(self) -> list[str]:
        return [*super().construct_create_table_statements(), *_TABLES]

    def select(self, sought: Sought, limit: int) -> Sequence[Row]:
        """At most `limit` rows by instant and position; None stands for a line that is gone."""
        chosen, asked = _chosen(sought, _LINES)
        order = "p.at, p.position" if sought.page else "i.at, i.position"
        ordered = f"{chosen} ORDER BY {order} LIMIT :limit"
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(f"{_COLUMNS}{ordered}", {**asked, "limit": limit})
            return [_row(*row) for row in cursor.fetchall()]

    def count(self, sought: Sought) -> int:
        """How many rows there are in all; it reads past each of them, in the index alone."""
        chosen, asked = _chosen(sought, "")
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(f"SELECT COUNT(*) {chosen}", asked)
            counted: int = cursor.fetchone()[0]
            return counted

    def last_of(self, force: str) -> Notification | None:
        """The line of the force's last record by instant, if it has one; of no force, ""."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(_LAST, (force,))
            row = cursor.fetchone()
            return notification(row[0], StoredEvent(*row[1:])) if row else None

    @contextmanager
    def everything(self) -> Iterator[AccessRows]:
        """All that is stored, as at the moment of the first look, while others go on writing."""
        with (
            self.datastore.get_connection(commit=False) as connection,
            connection.transaction(commit=False) as cursor,
        ):
            yield AccessRows(
                unlike=self._unlike(cursor),
                lines=(
                    notification(position, StoredEvent(*row))
                    for position, *row in _each(connection, _ALL_LINES)
                ),
                leaves=(Leaf(*row) for row in _each(connection, _ALL_LEAVES)),
                index=_each(connection, _WHOLE_INDEX),
                pages=_each(connection, _ALL_PAGES),
            )

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        accesses: Sequence[Access] = (),
        **rest: Any,
    ) -> Sequence[int] | None:
        positions = super()._insert_events(c, stored_events, **rest) or ()
        told = list(zip(positions, accesses, strict=True))
        _put_in(c, _INDEX, [indexed(position, access) for position, access in told])
        _put_in(c, _PAGES, {row for at, access in told for row in paged(at, access)})
        return positions


def indexed(position: int, access: Access) -> IndexRow:
    """The row of `access_index` for the access at `position`."""
    at = instant(access.at)
    return access.force, at, position, access.by, access.client, access.purpose


def paged(position: int, access: Access) -> Sequence[IndexRow]:
    """The rows of `access_pages` for the access at `position`."""
    at = instant(access.at)
    return [(page, at, position) for page in access.pages]


class AccessFactory(DurableFactory):
    """Makes the recorder on the file that `SQLITE_DBNAME` names, and its tables if need be."""

    def application_recorder(self) -> Any:
        recorder = AccessRecorder(self.datastore)
        recorder.create_table()
        return recorder


def _put_in(c: SQLiteCursor, statement: str, rows: Collection[IndexRow]) -> None:
    if rows:
        c.executemany(statement, rows)
        see_that_it_is_written(c, len(rows))


def _chosen(sought: Sought, lines: str) -> tuple[str, dict[str, object]]:
    after_at, after = max((instant(sought.first_at), 0), sought.after)
    asked = {
        "force": sought.force,
        "page": sought.page,
        "by": sought.by,
        "client": sought.client,
        "purpose": sought.purpose,
        "until": instant(sought.until_at),
        "after_at": after_at,
        "after": after,
    }
    filters = "".join(clause for name, clause in _FILTERS.items() if asked[name])
    chosen = _OF_A_PAGE if sought.page else _OF_A_FORCE
    return chosen.format(lines=lines) + filters, asked


def _row(
    position: int, at: str, record: str | None, part: int | None, topic: str, state: bytes
) -> Row:
    if record is None or part is None:
        return position, at, None
    return position, at, notification(position, StoredEvent(record, part, topic, state))


def _each(connection: SQLiteConnection, statement: str) -> Iterator[IndexRow]:
    with faults_named():
        cursor = connection.cursor()
        cursor.execute(statement)
        while (row := cursor.fetchone()) is not None:
            yield tuple(row)
