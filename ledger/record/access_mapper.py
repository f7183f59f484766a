"""Accesses as rows of the event store, and back; the topic is the access's kind."""

from __future__ import annotations

from typing import cast

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, Notification, StoredEvent

from ledger.record.access_line import NotAnAccess, read, written
from ledger.record.access_parts import Access, CorruptAccess


class AccessMapper(Mapper[str]):
    """Turns an access into a row, and back; nothing is done around the line."""

    def __init__(self) -> None:
        """Nothing is transcoded, compressed or encrypted around the line."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        access = cast("Access", domain_event)
        return StoredEvent(access.id, access.part, access.kind.value, written(access))

    def to_domain_event(self, stored_event: StoredEvent) -> Access:
        """The access in a row.

        Raises:
            CorruptAccess: It cannot be read, or stands in another's place.
        """
        position = stored_event.id if isinstance(stored_event, Notification) else 0
        try:
            told = read(stored_event.state)
        except NotAnAccess:
            raise CorruptAccess(position) from None
        place = stored_event.originator_id, stored_event.originator_version, stored_event.topic
        if (told.id, told.part, told.kind.value) != place:
            raise CorruptAccess(position)
        return told
