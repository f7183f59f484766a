"""A file of the event store opened to be read, and for nothing else: it is left as it stands."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteDatastore

from ledger.record.sqlite import FileConnection, faults_named

_LOOK = "SELECT 1 FROM sqlite_master"


class ReadOnlyDatastore(SQLiteDatastore):
    """Reads `file`, which is there; waits `patience_seconds` for those who write."""

    def __init__(self, file: Path, patience_seconds: int) -> None:
        super().__init__(str(file), lock_timeout=patience_seconds, originator_id_type="text")
        self.pool = _Pool(db_name=str(file), lock_timeout=patience_seconds)


class _Pool(SQLiteConnectionPool):
    def _create_connection(self) -> SQLiteConnection:
        with faults_named():
            return FileConnection(sqlite_conn=self._opened(), max_age=self.max_age)

    def _opened(self) -> sqlite3.Connection:
        file = Path(self.db_name).absolute()
        try:
            # To read beside those who write, SQLite itself has to write its index of the log.
            return self._connected(f"{file.as_uri()}?mode=rw")
        except sqlite3.OperationalError:
            if os.access(file.parent, os.W_OK) or _has_log(file):
                raise
            return self._connected(f"{file.as_uri()}?mode=ro&immutable=1")

    def _connected(self, uri: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri,
            uri=True,
            check_same_thread=False,
            isolation_level=None,
            timeout=self.lock_timeout or 0,
        )
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute(_LOOK).fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        connection.row_factory = sqlite3.Row
        return connection


def _has_log(file: Path) -> bool:
    """Whether something may have been written that is not in the file itself yet."""
    log = file.with_name(f"{file.name}-wal")
    return log.exists() and log.stat().st_size > 0
