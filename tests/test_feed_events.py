"""An entry as an event: standard, thin, and about nobody whom a stranger could know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft202012Validator

from api.feed.events import NAMES, PREFIX, cloud_event, hmpps_event
from api.replies.feed import CloudEvent as CloudEventReply
from api.replies.feed import HmppsEvent
from ledger.journey.facts import FACTS
from ledger.record.entry import CorruptEntry, Entry
from tests.golden_facts import EXAMPLES

BASE = "https://ledger.example"
AT = datetime(2026, 1, 10, 9, tzinfo=UTC)
UNREADABLE = CorruptEntry("p-0123456789abcdefghjkmnpqrs", 4, 12)

CLOUD_EVENT: Any = {
    "type": "object",
    "required": ["id", "source", "specversion", "type"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "source": {"type": "string", "minLength": 1, "format": "uri-reference"},
        "specversion": {"const": "1.0"},
        "type": {"type": "string", "minLength": 1},
        "subject": {"type": "string", "minLength": 1},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "data": {"type": "object"},
    },
    "patternProperties": {"^[a-z0-9]+$": {}},
    "additionalProperties": False,
}
"""What CloudEvents 1.0.2 asks of an event in JSON (`cloudevents/formats/cloudevents.json`)."""

HMPPS_EVENT: Any = {
    "type": "object",
    "required": ["eventType", "version", "occurredAt"],
    "properties": {
        "eventType": {"type": "string"},
        "version": {"type": "integer"},
        "description": {"type": "string"},
        "detailUrl": {"type": "string"},
        "occurredAt": {"type": "string", "format": "date-time"},
        "additionalInformation": {"type": "object"},
        "personReference": {
            "type": "object",
            "properties": {
                "identifiers": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["type", "value"],
                        "properties": {"type": {"type": "string"}, "value": {"type": "string"}},
                    },
                }
            },
        },
    },
}
"""What `schema/hmpps-domain-event.json` of ministryofjustice/hmpps-domain-events asks."""


def is_valid(event: Any, schema: Any) -> bool:
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    checker.validate(event)
    return True


def leaves(part: Any) -> Iterator[Any]:
    if isinstance(part, dict):
        for one in part.values():
            yield from leaves(one)
    elif isinstance(part, list):
        for one in part:
            yield from leaves(one)
    else:
        yield part


def nothing_but_its_place(entry: Entry) -> set[Any]:
    """All that an event may say of an entry."""
    page, line, name = entry.page, entry.line, entry.fact.NAME
    journey = getattr(entry.fact, "journey", None)
    kind, _, rest = page.partition("-")
    force = rest if kind in {"force", "scrutiny"} else None
    kinds = {"force": "forces", "panel": "panels", "scrutiny": "scrutiny", "ledger": "ledger"}
    path = f"participants/{page}" if kind == "p" else f"{kinds[kind]}/{rest}"
    path = path if journey is None else f"{path}/journeys/{journey}"
    at = entry.recorded_at.isoformat().replace("+00:00", "Z")
    elsewhere = {"p": path, "panel": "scrutiny/samples", "scrutiny": "scrutiny/samples"}
    detail = f"{BASE}/v1/{elsewhere.get(kind, 'policies')}"
    return {
        *("1.0", "application/json", f"{BASE}/v1/events", f"{12:019}", None, 1),
        *(page, line, name, journey, force, path, at, detail, f"{page}:{line}"),
        *(entry.fact.on.isoformat(), f"{PREFIX}{name}.v1", f"police-diversion.{name}"),
        *("DIVERSION_PARTICIPANT", name.replace(".", " ").replace("-", " ").capitalize()),
        "2026-01-10T09:00:00Z",
    }


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_fact_is_a_cloud_event_that_the_library_reads(example: str) -> None:
    entry = EXAMPLES[example]
    told = cloud_event(12, entry, BASE)
    assert is_valid(told, CLOUD_EVENT)
    read = JSONFormat().read(CloudEvent, json.dumps(told))
    assert read.get_id() == entry.reference
    assert read.get_type() == f"uk.police.diversion.{entry.fact.NAME}.v1"
    assert read.get_source() == f"{BASE}/v1/events"
    assert read.get_time() == entry.recorded_at
    assert read.get_extension("sequence") == "0000000000000000012"
    data: Any = read.get_data()
    assert data["line"] == entry.line
    assert CloudEventReply.model_validate(told).data.on == entry.fact.on


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_event_says_nothing_but_where_the_entry_stands(example: str) -> None:
    entry = EXAMPLES[example]
    assert set(leaves(cloud_event(12, entry, BASE))) <= nothing_but_its_place(entry)
    assert set(leaves(hmpps_event(12, entry, BASE, AT))) <= nothing_but_its_place(entry)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_fact_is_a_domain_event_as_hmpps_validates_it(example: str) -> None:
    entry = EXAMPLES[example]
    told = hmpps_event(12, entry, BASE, AT)
    assert is_valid(told, HMPPS_EVENT)
    assert HmppsEvent.model_validate(told).occurred_at == entry.recorded_at
    identifiers = told["personReference"]["identifiers"]
    participant = {"type": "DIVERSION_PARTICIPANT", "value": entry.page}
    assert identifiers == ([participant] if entry.page.startswith("p-") else [])


def test_an_entry_that_cannot_be_read_is_an_event_too() -> None:
    told = cloud_event(12, UNREADABLE, BASE)
    assert is_valid(told, CLOUD_EVENT)
    assert told["type"] == "uk.police.diversion.entry.unreadable.v1"
    assert told["id"] == "p-0123456789abcdefghjkmnpqrs:4"
    assert "time" not in told
    assert CloudEventReply.model_validate(told).time is None
    domain = hmpps_event(12, UNREADABLE, BASE, AT)
    assert is_valid(domain, HMPPS_EVENT)
    assert domain["occurredAt"] == "2026-01-10T09:00:00Z"


def test_every_fact_has_a_type_and_every_type_a_name() -> None:
    assert set(NAMES.values()) == {*FACTS, "entry.unreadable"}
    assert "uk.police.diversion.contract.signed.v1" in NAMES
