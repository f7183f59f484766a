"""Every event as it is told to others: its type, what it means, its schema, and an example.

Derived from the facts, as their schemas are. Events are thin: the schema of what can be read at
`detailUrl` is named beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from api import words
from api.event_examples import PAGE, example_of
from api.event_schemas import DRAFT, Schema, place_of
from api.feed.events import NAMES, UNREADABLE, cloud_event, hmpps_event
from api.replies.basics import Reply
from api.replies.feed import CloudEvent, HmppsEvent
from api.webhooks.queueing import PING
from ledger.record.entry import Attribution, CorruptEntry, Entry
from ledger.record.streams import force_page, panel_page, scrutiny_page

BASE = "https://ledger.example"
LINE, POSITION = 9, 104
AT = datetime(2019, 12, 10, 14, 32, 8, 114302, tzinfo=UTC)
ENVELOPES: Mapping[str, type[Reply]] = {"cloud-event": CloudEvent, "hmpps-event": HmppsEvent}
STREAMS: Mapping[str, str] = {
    "policy.adopted": force_page("north-wales"),
    "panel-verdict.given": panel_page(PAGE),
    "sample.drawn": scrutiny_page("north-wales"),
}
"""Where facts stand that are not on a person's page."""

OF_UNREADABLE = "An entry that cannot be read: its place, and nothing of its content."
OF_PING = "A first event, which says that the webhook arrives. It is in no ledger."
PINGED: Mapping[str, Any] = {
    "specversion": "1.0",
    "id": "ping-8e03978e-40d5-43e8-bc93-6894a57f9324",
    "source": f"{BASE}/v1/webhooks",
    "type": PING,
    "subject": "webhooks/w-7h3kq0v9s2xw5m1n8c4b6d0fjz",
    "time": "2019-12-10T14:32:08.114302Z",
    "datacontenttype": "application/json",
    "data": {"webhookId": "w-7h3kq0v9s2xw5m1n8c4b6d0fjz"},
}


@dataclass(frozen=True, slots=True)
class EventMessage:
    """An event of `type`; `detail` is where the schema of its entry's `data` is, or empty."""

    type: str
    about: str
    payload: Schema
    example: Mapping[str, Any]
    detail: str = ""


def messages(reference: str) -> Iterator[EventMessage]:
    """Every event that the feed can hold; `reference` is that of the schema of a CloudEvent."""
    for type_, name in NAMES.items():
        entry = _entry(name)
        yield EventMessage(
            type=type_,
            about=OF_UNREADABLE if name == UNREADABLE else words.FACTS[name],
            payload=_narrowed(reference, type_, name),
            example=cloud_event(POSITION, entry, BASE),
            detail="" if name == UNREADABLE else place_of(name),
        )


def ping() -> EventMessage:
    """The event with which a webhook begins."""
    texts = {name: {"type": "string"} for name in PINGED if name != "data"}
    return EventMessage(
        type=PING,
        about=OF_PING,
        payload={
            "type": "object",
            "properties": {
                **texts,
                "type": {"const": PING},
                "time": {"type": "string", "format": "date-time"},
                "data": {
                    "type": "object",
                    "properties": {"webhookId": {"type": "string"}},
                    "required": ["webhookId"],
                },
            },
            "required": list(PINGED),
        },
        example=PINGED,
    )


def envelope(name: str) -> Schema:
    """The schema of an event as it is sent, `cloud-event` or `hmpps-event`, with an example.

    Raises:
        KeyError: There is no such envelope.
    """
    schema = ENVELOPES[name].model_json_schema(mode="serialization")
    entry = _entry("contract.signed")
    example = (
        cloud_event(POSITION, entry, BASE)
        if name == "cloud-event"
        else hmpps_event(POSITION, entry, BASE, AT)
    )
    return {
        "$schema": DRAFT,
        "$id": f"/v1/schemas/envelopes/{name}/v1",
        **schema,
        "title": name,
        "examples": [example],
    }


def _narrowed(reference: str, type_: str, name: str) -> Schema:
    said = {"type": "object", "properties": {"name": {"const": name}}}
    narrowed = {"type": "object", "properties": {"type": {"const": type_}, "data": said}}
    return {"allOf": [{"$ref": reference}, narrowed]}


def _entry(name: str) -> Entry | CorruptEntry:
    if name == UNREADABLE:
        return CorruptEntry(PAGE, LINE, POSITION)
    return Entry(
        STREAMS.get(name, PAGE), LINE, AT, Attribution(by="Sgt Mair Pugh"), example_of(name)
    )
