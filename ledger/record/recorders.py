"""What the ledger asks of a recorder beyond what the event store's own offer, and one in memory.

`insert_events` writes whatever belongs to the entries in the entries' own transaction. `cited`
comes with them as a keyword; the leaves of the log are to come the same way.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from eventsourcing.persistence import ApplicationRecorder, Notification, StoredEvent
from eventsourcing.popo import POPOApplicationRecorder, POPOFactory

from ledger.journey.parts import EditionRef


class LedgerRecorder(ApplicationRecorder):
    """Keeps the entries, and which editions they cite."""

    @abstractmethod
    def select_page(self, page_id: str) -> Sequence[Notification]:
        """All of a page, by line."""

    @abstractmethod
    def cited_editions(self) -> frozenset[EditionRef]:
        """The editions that entries cite."""


class MemoryRecorder(POPOApplicationRecorder, LedgerRecorder):
    """Keeps the ledger for as long as the process lives."""

    def __init__(self) -> None:
        super().__init__()
        self._cited: set[EditionRef] = set()

    def select_page(self, page_id: str) -> Sequence[Notification]:
        with self._database_lock:
            places = self._stored_events_index.get(page_id, {})
            return [
                notification(place + 1, self._stored_events[place])
                for _, place in sorted(places.items())
            ]

    def cited_editions(self) -> frozenset[EditionRef]:
        with self._database_lock:
            return frozenset(self._cited)

    def _update_table(
        self, stored_events: Sequence[StoredEvent], cited: Iterable[EditionRef] = (), **rest: Any
    ) -> Sequence[int] | None:
        self._cited.update(cited)
        return super()._update_table(stored_events, **rest)


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
