"""The access log: who saw what of whom, when, for whom and why; durable before they see it.

What section 62 of the Data Protection Act 2018 asks for. Each record is one canonical JSON line
under an id of its own, so that two processes never collide and each line can be the leaf of a
Merkle log. Nothing is drawn from it: it is for those who supervise access, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from eventsourcing.application import Application
from eventsourcing.persistence import (
    InfrastructureFactory,
    Notification,
    PersistenceError,
    StoredEvent,
)
from eventsourcing.utils import Environment, EnvType

from ledger.record.access_file import AccessFactory, AccessRecorder
from ledger.record.access_line import AccessMapper
from ledger.record.access_parts import (
    Access,
    AccessKind,
    AccessOutcome,
    CorruptAccess,
    Found,
    Sought,
)
from ledger.record.shapes import instant
from ledger.record.store import Unavailable, WriteUncertain

__all__ = [
    "FILE",
    "MOST_PAGES",
    "Access",
    "AccessKind",
    "AccessLog",
    "AccessOutcome",
    "CorruptAccess",
    "Found",
    "Sought",
    "open_access_log",
]

FILE = "access.sqlite"
MOST_PAGES = 500
"""Pages in one record; an access to more of them is told in several."""

PATIENCE_SECONDS = 5


class _Waiting:
    """An access that waits to be written, with what became of it."""

    def __init__(self, rows: Sequence[tuple[StoredEvent, Access]]) -> None:
        self.rows = rows
        self.position = 0
        self.error: PersistenceError | None = None
        self.is_done = False


class AccessLog(Application[str]):
    """Every access in one order, from position 1."""

    name = "access"
    mapper: AccessMapper
    recorder: AccessRecorder

    def __init__(self, env: EnvType) -> None:
        """Open the log in the file that `env` names.

        Raises:
            NotDurable: The file system cannot keep records safe.
            Unavailable: The file cannot be opened, or another process keeps it locked.
        """
        self._pen, self._queue_lock = Lock(), Lock()
        self._queue: list[_Waiting] = []
        with _reading():
            super().__init__(env)

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """What `env` says: the process's own environment has no say in where records go."""
        return Environment(name, {"ORIGINATOR_ID_TYPE": "text", **(env or {})})

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        return AccessFactory(env)

    def construct_mapper(self) -> AccessMapper:
        return AccessMapper()

    @property
    def position(self) -> int:
        """The position of the last record; 0 where there is none.

        Raises:
            Unavailable: The log cannot be read.
        """
        with _reading():
            return self.recorder.max_notification_id() or 0

    def append(self, access: Access) -> int:
        """Write `access`, durably, and give back its position; the last part's where it has parts.

        Whoever comes first writes for all who wait: one wait for the disk, not one for each.

        Raises:
            NaiveTime: An instant has no zone.
            NotCanonical: A text cannot be written, or all of it is too long.
            WriteUncertain: The log failed, or is kept locked. It may stand there all the same.
        """
        mine = _Waiting([(self.mapper.to_stored_event(part), part) for part in _parts(access)])
        with self._queue_lock:
            self._queue.append(mine)
        with self._pen:
            if not mine.is_done:
                with self._queue_lock:
                    batch, self._queue = self._queue, []
                self._write(batch)
        if not mine.position:
            raise WriteUncertain("the access log failed while writing") from mine.error
        return mine.position

    def since(self, position: int, limit: int) -> Sequence[tuple[int, Access | CorruptAccess]]:
        """At most `limit` records after `position`, exclusive, of every force, in order.

        Where a record cannot be read stands the error that names it; others are not hidden by it.

        Raises:
            Unavailable: The log cannot be read.
        """
        with _reading():
            rows = self.recorder.select_notifications(position, limit, inclusive_of_start=False)
        return [(row.id, self._told(row)) for row in rows]

    def find(self, sought: Sought, limit: int) -> Sequence[Found]:
        """At most `limit` records that are sought, by instant and position.

        A record that cannot be read is among them, as the error that names it, wherever the index
        still says that it is one of them.

        Raises:
            Unavailable: The log cannot be read.
        """
        with _reading():
            rows = self.recorder.select(sought, limit)
        return [
            Found(position, at, self._as_indexed(position, at, sought.force, row))
            for position, at, row in rows
        ]

    def count(self, sought: Sought) -> int:
        """How many records are sought, those that cannot be read among them.

        Raises:
            Unavailable: The log cannot be read.
        """
        with _reading():
            return self.recorder.count(sought)

    def _write(self, batch: Sequence[_Waiting]) -> None:
        rows = [row for one in batch for row in one.rows]
        try:
            positions = self.recorder.insert_events(
                [stored for stored, _ in rows], accesses=[access for _, access in rows]
            )
        except PersistenceError as error:
            for one in batch:
                one.error, one.is_done = error, True
            return
        left = iter(positions or ())
        for one in batch:
            one.position = [next(left) for _ in one.rows][-1]
            one.is_done = True

    def _as_indexed(
        self, position: int, at: str, force: str, row: Notification | None
    ) -> Access | CorruptAccess:
        told = self._told(row) if row else CorruptAccess(position)
        if isinstance(told, Access) and (instant(told.at), told.force) != (at, force):
            return CorruptAccess(position)
        return told

    def _told(self, row: Notification) -> Access | CorruptAccess:
        try:
            return self.mapper.to_domain_event(row)
        except CorruptAccess as error:
            return error


def open_access_log(data: Path) -> AccessLog:
    """The access log in the directory `data`, made if need be.

    Raises what `AccessLog` raises.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    patience = str(PATIENCE_SECONDS)
    return AccessLog({"SQLITE_DBNAME": str(data / FILE), "SQLITE_LOCK_TIMEOUT": patience})


def _parts(access: Access) -> Iterator[Access]:
    pages = access.pages
    parts = [pages[n : n + MOST_PAGES] for n in range(0, len(pages), MOST_PAGES)] or [()]
    for number, some in enumerate(parts, start=1):
        yield replace(access, pages=some, part=number, parts=len(parts))


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except PersistenceError as error:
        raise Unavailable("the access log cannot be read") from error
