"""How an access is written down and read back: one canonical JSON line, kept byte for byte.

The keys of a line: `access` (the clear fields, one by one, defaults too), `format` (1: the shape of
the line), `sealed` (the fields that are to become ciphertext).
"""

from __future__ import annotations

from typing import Any, Literal, cast

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, Notification, StoredEvent

from ledger.proof.canonical import canonical
from ledger.record.access_parts import Access, CorruptAccess
from ledger.record.shapes import Shape, clear, personal

FORMAT = 1
_CLEAR = Shape(Access, clear(Access))
_SEALED = Shape(Access, personal(Access))
_LINE: Any = msgspec.defstruct(
    "AccessLine",
    [("access", _CLEAR.struct), ("format", Literal[FORMAT]), ("sealed", _SEALED.struct)],
    forbid_unknown_fields=True,
    kw_only=True,
)
_DECODER = msgspec.json.Decoder(_LINE)
_UNREADABLE = (msgspec.MsgspecError, ValueError, LookupError, TypeError, RecursionError)


def written(access: Access) -> bytes:
    """The line that says `access`.

    Raises:
        NaiveTime: An instant has no zone.
        NotCanonical: A text has a lone surrogate, or the line would be longer than a line may be.
    """
    return canonical(
        {"access": _CLEAR.written(access), "format": FORMAT, "sealed": _SEALED.written(access)}
    )


class AccessMapper(Mapper[str]):
    """Turns an access into a row of the event store, and back; the topic is its kind."""

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
            line = _DECODER.decode(stored_event.state)
            told = Access(**_CLEAR.fields_of(line.access), **_SEALED.fields_of(line.sealed))
        except _UNREADABLE:
            raise CorruptAccess(position) from None
        place = stored_event.originator_id, stored_event.originator_version, stored_event.topic
        if (told.id, told.part, told.kind.value) != place:
            raise CorruptAccess(position)
        return told
