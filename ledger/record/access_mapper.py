"""Accesses as rows of the event store, and back; the topic is the access's kind."""

from __future__ import annotations

from typing import cast

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, Notification, StoredEvent

from ledger.privacy.keystore import PageKeyMissing
from ledger.privacy.page_key import Unopened
from ledger.record.access_keys import AccessKeys
from ledger.record.access_line import KeyFor, NotAnAccess, read, says_personal, written
from ledger.record.access_parts import Access, CorruptAccess


class AccessMapper(Mapper[str]):
    """Turns an access into a row, and back; nothing is done around the line."""

    def __init__(self, keys: AccessKeys) -> None:
        """What is personal is sealed and opened with `keys`.

        Each method raises `KeystoreUnavailable` besides its own.
        """
        self._keys = keys

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The row for an access.

        Raises:
            PageKeyDestroyed: Something personal is said, and no key is left to seal it with.
            ValueError: It cannot be written; see `access_line.written`.
        """
        access = cast("Access", domain_event)
        key = self._keys.for_writing(access) if says_personal(access) else None
        return StoredEvent(access.id, access.part, access.kind.value, written(access, key))

    def to_domain_event(self, stored_event: StoredEvent) -> Access:
        """The access in a row.

        Raises:
            CorruptAccess: It cannot be read or opened, or stands in another's place.
        """
        return read_row(stored_event, self._keys.for_reading)


def read_row(row: StoredEvent, key_for: KeyFor | None = None) -> Access:
    """The access in a row; what is personal is opened if the key is known, as `read` says.

    Raises:
        CorruptAccess: It cannot be read or opened, or stands in another's place.
    """
    position = row.id if isinstance(row, Notification) else 0
    try:
        told = read(row.state, key_for)
    except (NotAnAccess, PageKeyMissing, Unopened):
        raise CorruptAccess(position) from None
    if (told.id, told.part, told.kind.value) != (
        row.originator_id,
        row.originator_version,
        row.topic,
    ):
        raise CorruptAccess(position)
    return told
