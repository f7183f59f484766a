"""What a follower asks for: which events, in which format, and how long to wait for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Query
from pydantic import AfterValidator, Field

from api import clock
from api.feed import reading
from api.feed.events import NAMES, Event, cloud_event, hmpps_event
from api.fields import WrongField
from api.gate import Gate, Kind, gate_for
from api.roles import Permission
from ledger.record.streams import person_of

LONGEST_WAIT_SECONDS = 20
MOST_TYPES = 100


class EventFormat(StrEnum):
    """How events are written."""

    CLOUD_EVENTS = "cloudevents"
    HMPPS = "hmpps"


def _known(text: str) -> str:
    if text not in NAMES:
        raise WrongField("word-unknown")
    return text


EventType = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": sorted(NAMES)})]
Types = Annotated[
    list[EventType],
    Query(
        alias="type",
        max_length=MOST_TYPES,
        description="Only events of this type; it may be repeated. An entry that cannot be read"
        " comes all the same: it may be of any type.",
    ),
]
Format = Annotated[EventFormat, Query(alias="format", description="How events are written.")]
Wait = Annotated[
    int,
    Query(
        ge=0,
        le=LONGEST_WAIT_SECONDS,
        description="If there is nothing new, wait for it so many seconds at most.",
    ),
]
Follower = Annotated[Gate, Depends(gate_for(Permission.FOLLOW, Kind.DISCLOSURE))]


@dataclass(frozen=True, slots=True)
class Following:
    """A follower, and what they asked for."""

    gate: Gate
    types: Sequence[str]
    format: EventFormat

    def read(self, after: int, limit: int) -> reading.Batch:
        """The follower's next entries; see `reading.of_force`. Not for the event loop."""
        gate = self.gate
        return reading.of_force(gate.desk, gate.caller.force, after, limit, self.types)

    def shown(self, batch: reading.Batch) -> list[Event]:
        """The entries as events; whose they are is put down in the access log."""
        gate = self.gate
        about = (person_of(entry.page) for _, entry in batch.items)
        gate.saw(*(page_id for page_id in about if page_id is not None))
        written = self._writer()
        return [written(position, entry) for position, entry in batch.items]

    def _writer(self) -> Callable[..., Event]:
        base = self.gate.desk.settings.public_url
        match self.format:
            case EventFormat.CLOUD_EVENTS:
                return lambda position, entry: cloud_event(position, entry, base)
            case EventFormat.HMPPS:
                at = clock.now()
                return lambda position, entry: hmpps_event(position, entry, base, at)


async def seated(gate: Follower) -> AsyncIterator[None]:
    """A seat until the answer has been sent to its end.

    Raises:
        Problem: There is none.
    """
    with gate.desk.feed.seats.taken(gate.caller.client):
        yield
