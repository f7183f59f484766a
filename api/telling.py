"""Facts as JSON: every field in camelCase, days and instants as ISO 8601 writes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from api.naming import camel
from api.replies.page import EventReply
from ledger.journey.facts import Fact
from ledger.journey.page import struck_lines
from ledger.record.entry import Entry

HEAD = frozenset({"on", "journey"})


def event_replies(entries: Sequence[Entry]) -> list[EventReply]:
    """A page's entries as they were written; those recorded in error are marked."""
    struck = struck_lines((entry.line, entry.fact) for entry in entries)
    return [_event(entry, counts=entry.line not in struck) for entry in entries]


def _event(entry: Entry, *, counts: bool) -> EventReply:
    said, fact = entry.attribution, entry.fact
    return EventReply(
        reference=entry.reference,
        line=entry.line,
        journey=getattr(fact, "journey", None),
        name=fact.NAME,
        on=fact.on,
        recorded_at=entry.recorded_at,
        by=said.by,
        on_behalf_of=said.on_behalf_of,
        system=said.system,
        purpose=said.purpose,
        correlation_id=said.correlation_id,
        traceparent=said.traceparent,
        late_because=said.late_because,
        counts=counts,
        data=data_of(fact),
    )


def data_of(fact: Fact) -> dict[str, Any]:
    """What the fact says beside its day and journey, its personal fields too."""
    return {
        camel(field.name): as_json(getattr(fact, field.name))
        for field in dataclasses.fields(fact)
        if field.name not in HEAD
    }


def as_json(value: Any) -> Any:
    """A value that facts are made of, as JSON has it."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple():
            return [as_json(one) for one in value]
        case _ if dataclasses.is_dataclass(value):
            names = (field.name for field in dataclasses.fields(value))
            return {camel(name): as_json(getattr(value, name)) for name in names}
        case _:
            return value
