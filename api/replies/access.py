"""Records of the access log, as those who supervise access read them."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from api.replies.basics import Listed, Reply
from ledger.record.access import Access


class AccessReply(Reply):
    """Who saw what of whom, when, on whose behalf and why.

    `operation` is what was asked, `system` at which door. `firstAt` (inclusive) and `untilAt`
    (exclusive) are the period that was asked about, where one was. An access to very many pages is
    told in several parts under one id.
    """

    position: int
    id: str
    at: datetime
    kind: str = Field(examples=["consultation"])
    by: str
    client: str
    role: str
    force: str
    on_behalf_of: str
    system: str = Field(examples=["http"])
    operation: str = Field(examples=["journey"])
    purpose: str
    justification: str
    participant_ids: tuple[str, ...]
    recipients: tuple[str, ...]
    outcome: str = Field(examples=["answered"])
    count: int
    as_at: date | None
    as_known_at: int | None
    first_at: datetime | None
    until_at: datetime | None
    correlation_id: str
    trace_id: str
    part: int
    parts: int

    @classmethod
    def of(cls, position: int, access: Access) -> AccessReply:
        """The record at `position`."""
        told = {name: getattr(access, name) for name in _SAME}
        return cls(position=position, participant_ids=access.pages, **told)


_SAME = tuple(
    name for name in AccessReply.model_fields if name not in {"position", "participant_ids"}
)


class AccessListed(Listed[AccessReply]):
    """A part of the log; records that cannot be read are named by their positions."""

    unreadable: tuple[int, ...] = ()


class UnreadableReply(Reply):
    """A record that cannot be read, by its position."""

    position: int
    unreadable: bool = True


class ExportEnd(Reply):
    """The last line of an export: how much came before it, and the SHA-256 of that, in hex.

    Without this line the export is not complete.
    """

    records: int
    unreadable: int
    first_at: datetime
    until_at: datetime
    sha256: str
