"""The event store in the ledger's words: rows in and out, and its faults by names of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventsourcing.application import Application
from eventsourcing.persistence import (
    InfrastructureFactory,
    IntegrityError,
    Notification,
    PersistenceError,
)
from eventsourcing.utils import Environment, EnvType

from ledger.journey.parts import EditionRef
from ledger.privacy.keystore import Keystore, KeystoreUnavailable, MemoryKeystore
from ledger.record.audit import Finding, Progress, audit
from ledger.record.codec import EntryCodec
from ledger.record.entry import CorruptEntry, Entry
from ledger.record.erasure import destroying
from ledger.record.leaves import BeyondTheLog, Leaf, all_there
from ledger.record.mapper import EntryMapper
from ledger.record.once import Answered, Kept, KeyReused, Once
from ledger.record.recorders import LedgerRecorder, MemoryFactory
from ledger.record.shapes import instant
from ledger.record.sqlite import DurableFactory
from ledger.record.unavailable import LineTaken, Unavailable, WriteUncertain, reading

__all__ = ["LineTaken", "Store", "Unavailable", "WriteUncertain"]


class Store(Application[str]):
    """Entries in one order, from position 1, and by page and line."""

    name = "ledger"
    mapper: EntryMapper
    recorder: LedgerRecorder

    def __init__(self, env: EnvType | None = None, keys: Keystore | None = None) -> None:
        """Open the store that `env` names, in memory by default; `keys` are those of its pages.

        Raises:
            NotDurable: The file system cannot keep entries safe.
            Unavailable: The file cannot be opened, or another process keeps it locked.
            ValueError: Entries would outlive the keys to them: a file needs its `keys`.
        """
        if keys is None and "SQLITE_DBNAME" in (env or {}):
            raise ValueError("a ledger in a file needs a keystore")
        self.keys = keys or MemoryKeystore()
        with reading():
            super().__init__(env)

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """What `env` says: the process's own environment has no say in where entries go."""
        return Environment(name, {"ORIGINATOR_ID_TYPE": "text", **(env or {})})

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        return DurableFactory(env) if "SQLITE_DBNAME" in env else MemoryFactory(env)

    def construct_mapper(self) -> EntryMapper:
        return EntryMapper(EntryCodec(), self.keys)

    @property
    def position(self) -> int:
        """The position of the last entry; 0 where there is none."""
        with reading():
            return self.recorder.max_notification_id() or 0

    @property
    def size(self) -> int:
        """The size of the log: how many leaves it has.

        Raises:
            Unavailable: The store cannot be read.
        """
        with reading():
            return self.recorder.size()

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        """At most `limit` leaves from leaf `start`, inclusive, in order.

        Raises:
            Unavailable: The store cannot be read.
        """
        with reading():
            return self.recorder.leaves(start, limit)

    def lines(self, start: int, limit: int) -> Sequence[bytes]:
        """The lines of those leaves, byte for byte as stored.

        Raises:
            CorruptEntry: One of them is gone.
            Unavailable: The store cannot be read.
        """
        with reading():
            rows = self.recorder.lines(start, limit)
        return all_there(rows)

    def leaf_of(self, page_id: str, line: int) -> Leaf | None:
        """The leaf of the entry on `line`, from 1, of the page, if there is one.

        Raises:
            Unavailable: The store cannot be read.
        """
        with reading():
            rows = self.recorder.select_page(page_id, line)
            found = [row.id for row in rows if row.originator_version == line]
            return self.recorder.leaf_at(found[0]) if found else None

    def position_at(self, size: int) -> int:
        """The position of the last entry of the log's first `size` leaves; 0 where there is none.

        Raises:
            BeyondTheLog: The log has no such size.
            Unavailable: The store cannot be read.
        """
        if not size:
            return 0
        last = self.leaves(size - 1, 1) if size > 0 else ()
        if not last or last[0].index != size - 1:
            raise BeyondTheLog(size)
        return last[0].position

    def entries(self, page_id: str, known: int | None = None) -> tuple[Entry, ...]:
        """All that was written on the page, oldest first; empty where nothing was.

        `known` is a size of the log: only entries among its first so many leaves are told.

        Raises:
            BeyondTheLog: The log has no such size.
            CorruptEntry: An entry cannot be read, or is missing.
            Unavailable: The store cannot be read.
        """
        with reading():
            return tuple(self.mapper.to_domain_event(row) for row in self._rows(page_id, known))

    def unopened(self, page_id: str, known: int | None = None) -> tuple[Entry, ...]:
        """The same entries, read without any key: what was sealed in them is at its default.

        Raises:
            BeyondTheLog, CorruptEntry, Unavailable: As `entries`.
        """
        return tuple(self.mapper.unopened(row) for row in self._rows(page_id, known))

    def first(self, page_id: str) -> Entry | None:
        """The first entry on the page, read without any key as `unopened` reads it.

        Raises:
            CorruptEntry: It cannot be read, or is missing.
            Unavailable: The store cannot be read.
        """
        with reading():
            rows = self.recorder.select_page(page_id, 1)
            if rows and rows[0].originator_version != 1:
                raise CorruptEntry(page_id, 1, 0)
            return self.mapper.unopened(rows[0]) if rows else None

    def since(self, position: int, limit: int) -> Sequence[tuple[int, Entry | CorruptEntry]]:
        """At most `limit` entries after `position`, exclusive, in order, with their positions.

        Where an entry cannot be read stands the error that reading its page would raise: it is
        named, and whoever reads on passes over it.

        Raises:
            Unavailable: The store cannot be read.
        """
        with reading():
            rows = self.recorder.select_notifications(position, limit, inclusive_of_start=False)
            return [(row.id, self._entry_or_error(row)) for row in rows]

    def cited_editions(self) -> frozenset[EditionRef]:
        """Every edition that an entry cites.

        Raises:
            Unavailable: The store cannot be read.
        """
        with reading():
            return self.recorder.cited_editions()

    def kept(self, once: Once) -> Kept | None:
        """The answer that was written for the request, if it led to entries.

        Raises:
            KeyReused: Another request had that key.
            Unavailable: The store cannot be read.
        """
        with reading():
            kept = self.recorder.kept(once.client, once.key)
        if kept is not None and kept.digest != once.digest:
            raise KeyReused
        return kept

    def audit(self, progress: Progress = lambda _done: None) -> Finding | None:
        """The first place at which what is stored is not as it was written, if there is one.

        `progress` is told how many entries have been looked at.

        Raises:
            Unavailable: The store cannot be read.
        """
        with reading():
            return audit(self.recorder, progress)

    def append(
        self, entries: Sequence[Entry], answered: Answered | None = None
    ) -> Sequence[tuple[int, Entry]]:
        """Write all of `entries` in one transaction, or none; give them back as they now stand.

        The key of a page that one of them erases is destroyed with them.

        Raises:
            LineTaken: An entry stands there already; nothing was written.
            KeyTaken: The request that led to them has been answered; nothing was written.
            ClockBehind: The last entry was recorded after the first of these; nothing was written.
            NothingSealed: The page's key was destroyed; nothing was written.
            WrittenInClear: A page to be erased has entries that are not sealed; nothing was done.
            Unavailable: The keystore failed; nothing was written.
            WriteUncertain: The store failed.
        """
        cited = {getattr(entry.fact, "edition", None) for entry in entries} - {None}
        with_them = {
            "answered": answered,
            "before_commit": destroying(self, entries, answered),
            "cited": cited,
            "recorded_at": instant(entries[0].recorded_at),
        }
        try:
            recordings = self.save(*entries, **with_them)
        except IntegrityError:
            raise LineTaken from None
        except PersistenceError as error:
            raise WriteUncertain("the event store failed while writing") from error
        except KeystoreUnavailable as error:
            failed = WriteUncertain if with_them["before_commit"] else Unavailable
            raise failed(f"the ledger cannot be written: {error}") from error
        rows = [recording.notification for recording in recordings]
        try:
            return [(row.id, self.mapper.to_domain_event(row)) for row in rows]
        except KeystoreUnavailable as error:
            raise WriteUncertain("what was written cannot be opened") from error

    def _rows(self, page_id: str, known: int | None) -> Sequence[Notification]:
        with reading():
            rows = self.recorder.select_page(page_id)
        if known is not None:
            last = self.position_at(known)
            rows = [row for row in rows if row.id <= last]
        for line, row in enumerate(rows, start=1):
            if row.originator_version != line:
                raise CorruptEntry(page_id, line, 0)
        return rows

    def _entry_or_error(self, row: Notification) -> Entry | CorruptEntry:
        try:
            return self.mapper.to_domain_event(row)
        except CorruptEntry as error:
            return error
