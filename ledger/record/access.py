"""The access log: who saw what of whom, when, for whom and why; durable before they see it.

What section 62 of the Data Protection Act 2018 asks for. Each record is one canonical JSON line
under an id of its own, so that two processes never collide and each line is the leaf of a
Merkle log. Nothing is drawn from it: it is for those who supervise access, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, Notification, PersistenceError
from eventsourcing.utils import Environment, EnvType

from ledger.privacy.keystore import Keystore, KeystoreUnavailable, PageKeyDestroyed
from ledger.record.access_audit import audit_access
from ledger.record.access_file import AccessFactory, AccessRecorder
from ledger.record.access_keys import AccessKeys
from ledger.record.access_mapper import AccessMapper
from ledger.record.access_parts import (
    Access,
    AccessKind,
    AccessOutcome,
    CorruptAccess,
    Found,
    Seen,
    Sought,
)
from ledger.record.access_queue import Queue
from ledger.record.audit import Finding, Progress
from ledger.record.keys import keystore_beside
from ledger.record.leaves import Leaf, all_there
from ledger.record.shapes import instant
from ledger.record.unavailable import Unavailable, WriteUncertain, reading

__all__ = [
    "FILE",
    "MOST_PAGES",
    "NO_FORCE",
    "Access",
    "AccessKind",
    "AccessLog",
    "AccessOutcome",
    "CorruptAccess",
    "Found",
    "Seen",
    "Sought",
    "open_access_log",
]

FILE = "access.sqlite"
MOST_PAGES = 500
"""Pages in one record; an access to more of them is told in several."""

NO_FORCE = ""
"""Of whom an anchor is, and nothing else."""

PATIENCE_SECONDS = 5


class AccessLog(Application[str]):
    """Every access in one order, from position 1."""

    name = "access"
    mapper: AccessMapper
    recorder: AccessRecorder

    def __init__(self, env: EnvType, keys: AccessKeys) -> None:
        """Open the log in the file that `env` names; what is personal is sealed with `keys`.

        Raises:
            NotDurable: The file system cannot keep records safe.
            Unavailable: The file cannot be opened, or another process keeps it locked.
        """
        self._keys = keys
        with reading():
            super().__init__(env)
        self._queue = Queue(self.recorder)

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """What `env` says: the process's own environment has no say in where records go."""
        return Environment(name, {"ORIGINATOR_ID_TYPE": "text", **(env or {})})

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        return AccessFactory(env)

    def construct_mapper(self) -> AccessMapper:
        return AccessMapper(self._keys)

    @property
    def position(self) -> int:
        """The position of the last record; 0 where there is none.

        Raises:
            Unavailable: The log cannot be read.
        """
        with reading():
            return self.recorder.max_notification_id() or 0

    def append(self, access: Access) -> int:
        """Write `access`, durably, and give back its position; the last part's where it has parts.

        Whoever comes first writes for all who wait: one wait for the disk, not one for each.

        Raises:
            NaiveTime: An instant has no zone.
            NotCanonical: A text cannot be written, or all of it is too long.
            Unavailable: What is personal cannot be sealed; nothing was written.
            WriteUncertain: The log failed, or is kept locked. It may stand there all the same.
        """
        try:
            parts = [(self.mapper.to_stored_event(part), part) for part in _parts(access)]
            return self._queue.write(parts)
        except (KeystoreUnavailable, PageKeyDestroyed) as error:
            raise Unavailable("what is personal cannot be sealed") from error
        except PersistenceError as error:
            raise WriteUncertain("the access log failed while writing") from error

    @property
    def size(self) -> int:
        """The size of the log: how many leaves it has.

        Raises:
            Unavailable: The log cannot be read.
        """
        with reading():
            return self.recorder.size()

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        """At most `limit` leaves from leaf `start`, inclusive, in order.

        Raises:
            Unavailable: The log cannot be read.
        """
        with reading():
            return self.recorder.leaves(start, limit)

    def lines(self, start: int, limit: int) -> Sequence[bytes]:
        """The lines of those leaves, byte for byte as stored.

        Raises:
            CorruptEntry: One of them is gone.
            Unavailable: The log cannot be read.
        """
        with reading():
            rows = self.recorder.lines(start, limit)
        return all_there(rows)

    def audit(self, progress: Progress = lambda _done: None) -> Finding | None:
        """The first place at which what is stored is not as it was written, if there is one.

        `progress` is told how many records have been looked at.

        Raises:
            Unavailable: The log cannot be read.
        """
        with reading():
            return audit_access(self.recorder, progress)

    def since(self, position: int, limit: int) -> Sequence[tuple[int, Access | CorruptAccess]]:
        """At most `limit` records after `position`, exclusive, of every force, in order.

        Where a record cannot be read stands the error that names it; others are not hidden by it.

        Raises:
            Unavailable: The log cannot be read.
        """
        with reading():
            rows = self.recorder.select_notifications(position, limit, inclusive_of_start=False)
        return [(row.id, self._told(row)) for row in rows]

    def find(self, sought: Sought, limit: int) -> Sequence[Found]:
        """At most `limit` records that are sought, by instant and position.

        A record that cannot be read is among them, as the error that names it, wherever the index
        still says that it is one of them.

        Raises:
            Unavailable: The log cannot be read.
        """
        with reading():
            rows = self.recorder.select(sought, limit)
        return [
            Found(position, at, self._as_indexed(position, at, sought.force, row))
            for position, at, row in rows
        ]

    def last_anchor(self) -> Access | None:
        """What was put down last of the ledger, if anything was.

        Raises:
            CorruptAccess: It cannot be read.
            Unavailable: The log cannot be read.
        """
        with reading():
            row = self.recorder.last_of(NO_FORCE)
            return self.mapper.to_domain_event(row) if row else None

    def count(self, sought: Sought) -> int:
        """How many records are sought, those that cannot be read among them.

        Raises:
            Unavailable: The log cannot be read.
        """
        with reading():
            return self.recorder.count(sought)

    def _as_indexed(
        self, position: int, at: str, force: str, row: Notification | None
    ) -> Access | CorruptAccess:
        told = self._told(row) if row else CorruptAccess(position)
        if isinstance(told, Access) and (instant(told.at), told.force) != (at, force):
            return CorruptAccess(position)
        return told

    def _told(self, row: Notification) -> Access | CorruptAccess:
        try:
            with reading():
                return self.mapper.to_domain_event(row)
        except CorruptAccess as error:
            return error


def open_access_log(data: Path, keys: Callable[[], Keystore] | None = None) -> AccessLog:
    """The access log in the directory `data`, made if need be.

    `keys` opens the keystore when it is needed: by default the one in the folder beside `data`.
    Raises what `AccessLog` raises.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    env = {"SQLITE_DBNAME": str(data / FILE), "SQLITE_LOCK_TIMEOUT": str(PATIENCE_SECONDS)}
    return AccessLog(env, AccessKeys(keys or partial(keystore_beside, data)))


def _parts(access: Access) -> Iterator[Access]:
    pages = access.pages
    parts = [pages[n : n + MOST_PAGES] for n in range(0, len(pages), MOST_PAGES)] or [()]
    for number, some in enumerate(parts, start=1):
        yield replace(access, pages=some, part=number, parts=len(parts))
