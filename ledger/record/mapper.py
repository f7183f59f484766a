"""Where the event store meets the codec: what is stored is the line itself, under its fact's name.

Nothing on disk names a Python path, and nothing read from disk is ever imported.
"""

from __future__ import annotations

from typing import cast

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, Notification, StoredEvent

from ledger.record.codec import EntryCodec, NotAnEntry
from ledger.record.entry import CorruptEntry, Entry, UnknownFact


class EntryMapper(Mapper[str]):
    """Turns an entry into a row of the event store, and back."""

    def __init__(self, codec: EntryCodec) -> None:
        self._codec = codec

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The row for an entry.

        Raises:
            ValueError: The entry cannot be written; see `EntryCodec.encode`.
        """
        entry = cast("Entry", domain_event)
        state = self._codec.encode(entry)
        return StoredEvent(entry.page, entry.line, entry.fact.NAME, state)

    def to_domain_event(self, stored_event: StoredEvent) -> Entry:
        """The entry in a row.

        Raises:
            CorruptEntry: It cannot be read, or stands in another entry's place.
            UnknownFact: No class is known for its fact.
        """
        place = _place_of(stored_event)
        try:
            entry = self._codec.decode(stored_event.state)
        except UnknownFact as error:
            if error.name == stored_event.topic:
                raise UnknownFact(error.name, *place) from None
            raise CorruptEntry(*place) from None
        except NotAnEntry:
            raise CorruptEntry(*place) from None
        if (entry.page, entry.line, entry.fact.NAME) != (*place[:2], stored_event.topic):
            raise CorruptEntry(*place)
        return entry


def _place_of(stored: StoredEvent) -> tuple[str, int, int]:
    position = stored.id if isinstance(stored, Notification) else 0
    return str(stored.originator_id), stored.originator_version, position
