"""The ledger in one SQLite file, durable: write-ahead log, and an fsync for every commit.

`synchronous=NORMAL` loses acknowledged entries when the power goes, `FULL` does not. Writers of
several processes wait for each other; a transaction that writes takes the write lock before it
reads, so it never has to give up what it has read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import sleep
from typing import Any

from eventsourcing.persistence import Notification, OperationalError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteFactory,
    SQLiteTransaction,
)
from eventsourcing.utils import Environment

from ledger.journey.parts import EditionRef
from ledger.record.once import Answered, AnswerRow, ClockBehind, Kept, KeyTaken
from ledger.record.recorders import MANY, LedgerRecorder, notification
from ledger.record.sqlite_leaves import LeafRecorder

_FULL = 2
_OPENINGS = 100
_OPENING_SECONDS = 0.02
_PAGE = """
SELECT rowid, * FROM stored_events WHERE originator_id = ? ORDER BY originator_version LIMIT ?
"""
_CITED = """
CREATE TABLE IF NOT EXISTS cited_editions (
    scheme TEXT, edition TEXT, digest TEXT, PRIMARY KEY (scheme, edition, digest)
) WITHOUT ROWID
"""
_ANSWERS = """
CREATE TABLE IF NOT EXISTS answers (
    client TEXT, key TEXT, digest BLOB, answer BLOB, position INTEGER, checked BLOB,
    PRIMARY KEY (client, key)
)
"""
_ANSWERS_BEFORE = """
CREATE TABLE IF NOT EXISTS answers (
    client TEXT, key TEXT, digest BLOB, answer BLOB, position INTEGER, PRIMARY KEY (client, key)
)
"""
_CHECKED = "ALTER TABLE answers ADD COLUMN checked BLOB"
_ERASED = "topic = 'personal-data.erased'"
_ERASURES = f"CREATE INDEX IF NOT EXISTS erasures ON stored_events (originator_id) WHERE {_ERASED}"
_ALL_ANSWERS = """
SELECT client, key, digest, answer, position, checked FROM answers ORDER BY position, rowid
"""
_LATEST = """
SELECT json_extract(line, '$.recorded_at')
FROM (SELECT CAST(state AS TEXT) AS line FROM stored_events ORDER BY rowid DESC LIMIT 1)
WHERE json_valid(line)
"""


class NotDurable(OSError):
    """SQLite cannot keep an acknowledged entry safe there: it has no write-ahead log, or no fsync.

    Network and some shared file systems are like that; the ledger belongs on a local disk.
    """


class DurableRecorder(LeafRecorder, LedgerRecorder):
    """Keeps the entries in one table; leaves, which editions they cite, and answers, in others."""

    LEAVES = "ledger_leaf"
    OLDER = (_ANSWERS_BEFORE, _CHECKED)

    def create_table(self) -> None:
        super().create_table()
        with self.datastore.transaction(commit=True) as cursor:
            _check_answers(cursor)

    def construct_create_table_statements(self) -> list[str]:
        return [*super().construct_create_table_statements(), _CITED, _ANSWERS, _ERASURES]

    def select_page(self, page_id: str, limit: int = MANY) -> Sequence[Notification]:
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(_PAGE, (page_id, limit))
            return [
                notification(position, StoredEvent(*row)) for position, *row in cursor.fetchall()
            ]

    def cited_editions(self) -> frozenset[EditionRef]:
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute("SELECT scheme, edition, digest FROM cited_editions")
            return frozenset(
                EditionRef(scheme=scheme, edition=edition, digest=digest)
                for scheme, edition, digest in cursor.fetchall()
            )

    def erased(self) -> Sequence[str]:
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(f"SELECT DISTINCT originator_id FROM stored_events WHERE {_ERASED}")  # noqa: S608
            return sorted(page for (page,) in cursor.fetchall())

    def kept(self, client: str, key: str) -> Kept | None:
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(
                "SELECT digest, answer, position FROM answers WHERE client = ? AND key = ?",
                (client, key),
            )
            row = cursor.fetchone()
            return Kept(*row) if row else None

    def answers(self) -> Iterator[AnswerRow]:
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(_ALL_ANSWERS)
            while (row := cursor.fetchone()) is not None:
                yield AnswerRow(*row)

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        cited: Iterable[EditionRef] = (),
        answered: Answered | None = None,
        recorded_at: str = "",
        before_commit: Callable[[], None] | None = None,
        **rest: Any,
    ) -> Sequence[int] | None:
        if recorded_at:
            _see_that_none_is_later(c, recorded_at)
        positions = super()._insert_events(c, stored_events, **rest) or ()
        if answered and positions:
            _keep(c, answered, positions[-1])
        c.executemany(
            "INSERT INTO cited_editions VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(ref.scheme, ref.edition, ref.digest) for ref in cited],
        )
        if before_commit:
            before_commit()
        return positions


def _see_that_none_is_later(c: SQLiteCursor, recorded_at: str) -> None:
    c.execute(_LATEST)
    row = c.fetchone()
    if row and isinstance(row[0], str) and row[0] > recorded_at:
        raise ClockBehind(row[0])


def _check_answers(c: SQLiteCursor) -> None:
    """Give answers that were kept before they had a check the column, and theirs."""
    c.execute("SELECT 1 FROM pragma_table_info('answers') WHERE name = 'checked'")
    if c.fetchone():
        return
    c.execute(_CHECKED)
    c.execute("SELECT client, key, digest, answer, position FROM answers")
    for row in [AnswerRow.written(*row) for row in c.fetchall()]:
        c.execute(
            "UPDATE answers SET checked = ? WHERE client = ? AND key = ?",
            (row.check, row.client, row.key),
        )


def _keep(c: SQLiteCursor, answered: Answered, position: int) -> None:
    once = answered.once
    row = AnswerRow.written(once.client, once.key, once.digest, answered.answer, position)
    c.execute(
        "INSERT INTO answers (client, key, digest, answer, position, checked)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING position",
        (row.client, row.key, row.digest, row.answer, row.position, row.check),
    )
    if c.fetchone() is None:
        raise KeyTaken


class DurableFactory(SQLiteFactory):
    """Makes the recorder on the file that `SQLITE_DBNAME` names, and its tables if need be."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        pool = self.datastore.pool
        self.datastore.pool = _Pool(db_name=pool.db_name, lock_timeout=pool.lock_timeout)

    def application_recorder(self) -> DurableRecorder:
        recorder = DurableRecorder(self.datastore)
        recorder.create_table()
        return recorder


class _Transaction(SQLiteTransaction):
    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        with faults_named():
            cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor


class FileConnection(SQLiteConnection):
    """A connection whose transactions name their faults, and write from their beginning."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor


class _Pool(SQLiteConnectionPool):
    def _create_connection(self) -> SQLiteConnection:
        with faults_named():
            connection = self._opened()
            connection.execute("PRAGMA synchronous = FULL")
            settings = [_setting(connection, name) for name in ("journal_mode", "synchronous")]
        if settings != ["wal", _FULL]:
            connection.close()
            raise NotDurable(f"{self.db_name}: SQLite has no write-ahead log on this file system")
        return FileConnection(sqlite_conn=connection, max_age=self.max_age)

    def _opened(self) -> sqlite3.Connection:
        # SQLite does not wait for another process that opens or closes the file for the first or
        # last time: it reports it busy at once.
        for _ in range(_OPENINGS):
            try:
                return super()._create_connection()._sqlite_conn
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
            sleep(_OPENING_SECONDS)
        return super()._create_connection()._sqlite_conn


def _setting(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


@contextmanager
def faults_named() -> Iterator[None]:
    """SQLite's faults, by the name that the event store has for them."""
    try:
        yield
    except sqlite3.Error as error:
        raise OperationalError(error) from error
