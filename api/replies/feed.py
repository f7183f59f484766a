"""Events of the feed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from api.replies.basics import Reply


class EventSaid(Reply):
    """Where the entry stands in the ledger, its name and its times; never whom it is about.

    Of an entry that cannot be read, only its place is known. `participantId` is null on a force's
    own page, `force` on a participant's.
    """

    participant_id: str | None = None
    force: str | None = None
    journey: int | None = None
    line: int
    name: str = Field(description="The fact's name, as in `contract.signed`.")
    on: date | None = Field(None, description="The civil day it happened on, London time.")
    recorded_at: datetime | None = Field(None, description="When the ledger recorded it.")


class EventData(EventSaid):
    """What a CloudEvent of ours carries."""

    detail_url: str = Field(description="Where to read more, with a purpose.")


class CloudEvent(Reply):
    """An entry as a CloudEvent 1.0, in its JSON format."""

    specversion: Literal["1.0"]
    id: str = Field(description="The entry's page and line: it never changes.")
    source: str = Field(description="This ledger's feed.")
    type: str
    subject: str
    time: datetime | None = Field(None, description="When the ledger recorded it.")
    datacontenttype: Literal["application/json"]
    sequence: str = Field(description="Its position in the ledger; orders as text.")
    data: EventData


class PersonIdentifier(Reply):
    """An identifier of a person."""

    type: str
    value: str


class PersonReference(Reply):
    """Which person it is: by our pseudonym only."""

    identifiers: tuple[PersonIdentifier, ...]


class EventInformation(EventSaid):
    """What is particular to our events."""

    reference: str = Field(description="The entry's page and line: it never changes.")
    sequence: str = Field(description="Its position in the ledger; orders as text.")


class HmppsEvent(Reply):
    """An entry as HMPPS domain events are written."""

    event_type: str
    version: int
    description: str
    detail_url: str = Field(description="Where to read more, with a purpose.")
    occurred_at: datetime = Field(description="When the ledger recorded it.")
    published_at: datetime
    additional_information: EventInformation
    person_reference: PersonReference


class FeedPart(Reply):
    """The next events; `nextCursor` is always there, at the end of the ledger too."""

    items: tuple[CloudEvent, ...] | tuple[HmppsEvent, ...]
    next_cursor: str
