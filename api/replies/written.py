"""What a command led to."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from api.replies.basics import Coded, EditionNamed, Reply


class EntryWritten(Reply):
    """An entry that was written: its line on the page, its fact, and how to refer to it."""

    line: int
    name: str = Field(examples=["contract.signed"])
    on: date
    journey: int | None = None
    reference: str = Field(examples=["p-7h3kq0v9s2xw5m1n8c4b6d0fjz:12"])


class Alleged(Reply):
    """A reoffence that a new arrest alleges on an earlier journey of the same person."""

    journey: int
    allegation: int
    offence_code: str
    offence_on: date
    line: int


class Recorded(Reply):
    """What a command led to: durable before this answer was sent.

    `status` and `record` are where the journey stands on the day `asAt`.
    """

    participant_id: str
    journey: int | None
    version: int = Field(description="The page's last line: send it back as If-Match.")
    as_at: date
    status: Coded | None
    record: Coded | None
    entries: tuple[EntryWritten, ...]
    alleged: tuple[Alleged, ...] = ()
    recorded_at: datetime


class PublishedReply(Reply):
    """A status as it is published for good, and the sealed ledger that it was told from."""

    as_at: date
    status: Coded
    record: Coded
    edition: EditionNamed
    size: int
    root: str
    checkpoint: str = Field(examples=["/v1/ledger/checkpoint/1024"])
    engine: str


class StatusRecorded(Recorded):
    """What was published, and its entry; `status` and `record` beside it are of today."""

    published: PublishedReply


class Adopted(Reply):
    """An edition that a force adopted from a day on."""

    force: str
    edition: EditionNamed
    from_on: date
    version: int
    entries: tuple[EntryWritten, ...]
    recorded_at: datetime


class Adoption(Reply):
    """An edition, and the civil day from which the force has adopted it."""

    edition: EditionNamed
    from_on: date
