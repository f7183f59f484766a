"""The jobs' database: SQLite in one file beside the ledger, an fsync for every commit."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from projections.migrate import migrate

FILE = "jobs.sqlite"
BUSY_MILLISECONDS = 10_000
SCRIPTS = Path(__file__).parent / "migrations"


def open_jobs(data: Path) -> Engine:
    """The jobs in `data`, in the shape of this version.

    In a transaction write before you read, or two writers may find the file locked at once.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{data / FILE}")
    event.listen(engine, "connect", _set_up)
    migrate(engine, SCRIPTS)
    return engine


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
