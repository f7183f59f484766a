"""What the ledger asks of a recorder beyond what the event store's own offer, and one in memory.

`insert_events` writes whatever belongs to the entries in the entries' own transaction: their
leaves, and what comes with them as keywords: `cited`, the editions that they cite; `answered`, the
request that led to them and its answer; `recorded_at`, before which nothing may have been recorded
last; `before_commit`, which is called when all of it is written, and before any of it stands.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from eventsourcing.persistence import ApplicationRecorder, Notification, StoredEvent
from eventsourcing.popo import POPOApplicationRecorder, POPOFactory

from ledger.journey.facts.protection import PersonalDataErased
from ledger.journey.parts import EditionRef
from ledger.proof.merkle import leaf_hash
from ledger.record.leaves import Leaf
from ledger.record.once import Answered, AnswerRow, Kept, KeyTaken

MANY = 2**31


class LedgerRecorder(ApplicationRecorder):
    """Keeps the entries, their leaves, and which editions they cite."""

    @abstractmethod
    def select_page(self, page_id: str, limit: int = MANY) -> Sequence[Notification]:
        """A page by line, at most so many of its entries."""

    @abstractmethod
    def cited_editions(self) -> frozenset[EditionRef]:
        """The editions that entries cite."""

    @abstractmethod
    def erased(self) -> Sequence[str]:
        """The pages that an entry says were erased."""

    @abstractmethod
    def kept(self, client: str, key: str) -> Kept | None:
        """What stands with the client's key."""

    @abstractmethod
    def answers(self) -> Iterator[AnswerRow]:
        """Every kept answer, by position; those first that have none."""

    @abstractmethod
    def unlike(self) -> str:
        """What the store is made of otherwise than this makes it; empty if it is like that."""

    @abstractmethod
    def size(self) -> int:
        """The number of leaves."""

    @abstractmethod
    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        """At most `limit` leaves from `start`, inclusive, by index."""

    @abstractmethod
    def lines(self, start: int, limit: int) -> Sequence[tuple[int, bytes | None]]:
        """The position of each of those leaves, and the line that stands there, if one does."""

    @abstractmethod
    def at_one_moment(self) -> AbstractContextManager[LedgerRecorder]:
        """A recorder for reading all as it is when the block begins."""

    @abstractmethod
    def leaf_at(self, position: int) -> Leaf | None:
        """The leaf of the entry at `position`."""


class MemoryRecorder(POPOApplicationRecorder, LedgerRecorder):
    """Keeps the ledger for as long as the process lives."""

    def __init__(self) -> None:
        super().__init__()
        self._cited: set[EditionRef] = set()
        self._kept: dict[tuple[str, str], Kept] = {}

    def select_page(self, page_id: str, limit: int = MANY) -> Sequence[Notification]:
        with self._database_lock:
            places = self._stored_events_index.get(page_id, {})
            return [
                notification(place + 1, self._stored_events[place])
                for _, place in sorted(places.items())[:limit]
            ]

    def cited_editions(self) -> frozenset[EditionRef]:
        with self._database_lock:
            return frozenset(self._cited)

    def erased(self) -> Sequence[str]:
        with self._database_lock:
            rows = [row for row in self._stored_events if row.topic == PersonalDataErased.NAME]
        return sorted({str(row.originator_id) for row in rows})

    def kept(self, client: str, key: str) -> Kept | None:
        with self._database_lock:
            return self._kept.get((client, key))

    def answers(self) -> Iterator[AnswerRow]:
        with self._database_lock:
            rows = [
                AnswerRow.written(*place, kept.digest, kept.answer, kept.position)
                for place, kept in self._kept.items()
            ]
        yield from sorted(rows, key=lambda row: row.position)

    def unlike(self) -> str:
        return ""  # there is no file

    def size(self) -> int:
        with self._database_lock:
            return len(self._stored_events)

    def leaves(self, start: int, limit: int) -> Sequence[Leaf]:
        with self._database_lock:
            stored = self._stored_events[start : start + limit]
        return [Leaf(n, n + 1, leaf_hash(one.state)) for n, one in enumerate(stored, start)]

    def lines(self, start: int, limit: int) -> Sequence[tuple[int, bytes | None]]:
        with self._database_lock:
            stored = self._stored_events[start : start + limit]
        return [(n + 1, one.state) for n, one in enumerate(stored, start)]

    def at_one_moment(self) -> AbstractContextManager[LedgerRecorder]:
        return nullcontext(self)  # nobody else writes here

    def leaf_at(self, position: int) -> Leaf | None:
        return next(iter(self.leaves(position - 1, 1)), None) if position else None

    def _update_table(
        self,
        stored_events: Sequence[StoredEvent],
        cited: Iterable[EditionRef] = (),
        answered: Answered | None = None,
        before_commit: Callable[[], None] | None = None,
        **rest: Any,
    ) -> Sequence[int] | None:
        rest.pop("recorded_at", None)  # nobody else writes here
        if answered and (answered.once.client, answered.once.key) in self._kept:
            raise KeyTaken
        positions = super()._update_table(stored_events, **rest)
        self._cited.update(cited)
        if answered and positions:
            once = answered.once
            place = once.client, once.key
            self._kept[place] = Kept(once.digest, answered.answer, positions[-1])
        if before_commit:
            before_commit()
        return positions


class MemoryFactory(POPOFactory):
    """Makes the recorder in memory."""

    def application_recorder(self) -> MemoryRecorder:
        return MemoryRecorder()


def notification(position: int, stored: StoredEvent) -> Notification:
    """`stored` at its position in the whole ledger."""
    return Notification(
        id=position,
        originator_id=stored.originator_id,
        originator_version=stored.originator_version,
        topic=stored.topic,
        state=stored.state,
    )
