"""The engine that views are drawn on and read through.

SQLite in one file of its own, where readers go on while a batch is written. What a power cut takes
from the end of it is drawn again, for the position goes with the rows.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

FILE = "views.sqlite"
BUSY_MILLISECONDS = 10_000
CACHE_KIBIBYTES = 65_536


def open_views(data: Path | None) -> Engine:
    """The views in `data`, or in memory, gone with the engine, if it is None."""
    if data is None:
        return create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    data.mkdir(parents=True, exist_ok=True)
    return views_at(f"sqlite:///{data / FILE}")


def views_at(url: str) -> Engine:
    """The views in the database at `url`, SQLite or PostgreSQL."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA secure_delete = ON")  # a token that was dropped is nowhere any more
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    cursor.close()
