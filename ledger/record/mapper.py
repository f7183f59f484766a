"""Where the event store meets codec and keys: the line itself is stored, under its fact's name.

Nothing on disk names a Python path, and nothing read from disk is ever imported.
"""

from __future__ import annotations

from typing import cast

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, Notification, StoredEvent

from ledger.journey.facts.protection import PersonalDataErased
from ledger.privacy.keystore import Keystore, PageKeyDestroyed, PageKeyMissing
from ledger.privacy.page_key import PageKey, SpentKey, Unopened
from ledger.record.codec import EntryCodec, NotAnEntry
from ledger.record.entry import CorruptEntry, Entry, KeyLost, UnknownFact
from ledger.record.line import KeyOf, NothingSealed
from ledger.record.streams import sealed_for


class EntryMapper(Mapper[str]):
    """Turns an entry into a row of the event store, and back."""

    def __init__(self, codec: EntryCodec, keys: Keystore) -> None:
        """What is personal is sealed and opened with `keys`.

        Each method raises `KeystoreUnavailable` besides its own.
        """
        self._codec = codec
        self._keys = keys

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The row for an entry.

        Raises:
            ValueError: The entry cannot be written; see `EntryCodec.encode`.
        """
        entry = cast("Entry", domain_event)
        state = self._codec.encode(entry, self._key_for(entry))
        return StoredEvent(entry.page, entry.line, entry.fact.NAME, state)

    def to_domain_event(self, stored_event: StoredEvent) -> Entry:
        """The entry in a row.

        Raises:
            CorruptEntry: It cannot be read or opened, or stands in another entry's place.
            KeyLost: The key to it is not there, though it was not destroyed.
            UnknownFact: No class is known for its fact.
        """
        return self._read(stored_event, self._keys.for_reading)

    def unopened(self, stored_event: StoredEvent) -> Entry:
        """The entry in a row as whoever has no key reads it: what was sealed is at its default.

        Raises:
            CorruptEntry: It cannot be read, or stands in another entry's place.
            UnknownFact: No class is known for its fact.
        """
        return self._read(stored_event, None)

    def _read(self, stored_event: StoredEvent, key_of: KeyOf | None) -> Entry:
        place = _place_of(stored_event)
        try:
            entry = self._codec.decode(stored_event.state, key_of)
        except UnknownFact as error:
            if error.name == stored_event.topic:
                raise UnknownFact(error.name, *place) from None
            raise CorruptEntry(*place) from None
        except PageKeyMissing:
            raise KeyLost(*place) from None
        except (NotAnEntry, Unopened):
            raise CorruptEntry(*place) from None
        if (entry.page, entry.line, entry.fact.NAME) != (*place[:2], stored_event.topic):
            raise CorruptEntry(*place)
        return entry

    def spent_key(self, page: str) -> SpentKey:
        """What is to be left of the page's key, or is left of it already."""
        try:
            return SpentKey(self._keys.for_writing(page).commitment)
        except PageKeyDestroyed:
            return SpentKey(self._keys.destroyed()[page].commitment)

    def _key_for(self, entry: Entry) -> PageKey | SpentKey:
        """The key that seals the entry; an erasure, after which there is none, is not sealed."""
        page = sealed_for(entry.page)
        if isinstance(entry.fact, PersonalDataErased):
            return self.spent_key(page)
        try:
            return self._keys.for_writing(page)
        except PageKeyDestroyed:
            if page == entry.page:
                raise NothingSealed from None
            return self.spent_key(page)


def _place_of(stored: StoredEvent) -> tuple[str, int, int]:
    position = stored.id if isinstance(stored, Notification) else 0
    return str(stored.originator_id), stored.originator_version, position
