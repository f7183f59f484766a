"""An entry as an event that tells others to look: CloudEvents 1.0, or as HMPPS systems say it.

Events are thin. They name a page by its pseudonym, and never say who it is about or what was
decided: that is read at `detailUrl`, with a purpose, and each read is recorded.

CloudEvents 1.0.2: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md; `sequence`
is its documented extension. The HMPPS envelope is `schema/hmpps-domain-event.json` of
https://github.com/ministryofjustice/hmpps-domain-events, with `publishedAt` as its senders add it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from api.telling import as_json
from ledger.journey.facts import FACTS
from ledger.record.codec import UPCASTS
from ledger.record.entry import CorruptEntry, Entry
from ledger.record.streams import force_page, is_persons, panel_page, scrutiny_page

PREFIX = "uk.police.diversion."
HMPPS_PREFIX = "police-diversion."
PARTICIPANT = "DIVERSION_PARTICIPANT"
"""The type of our pseudonym among a person's identifiers, beside HMPPS' own `NOMS` and `CRN`."""

OF_A_FORCE = (force_page(""), scrutiny_page(""))
OF_SCRUTINY = (scrutiny_page(""), panel_page(""))
SUBJECTS = {"force": "forces", "panel": "panels", "scrutiny": "scrutiny"}
UNREADABLE = "entry.unreadable"
SEQUENCE_DIGITS = 19

Event = dict[str, Any]

VERSIONS: dict[str, int] = {
    UNREADABLE: 1,
    **{name: len(UPCASTS.get(name, ())) + 1 for name in FACTS},
}
"""The version of each name: the shape in which the fact is shown, upcast if it is older."""

NAMES: dict[str, str] = {
    f"{PREFIX}{name}.v{version}": name
    for name, latest in sorted(VERSIONS.items())
    for version in range(1, latest + 1)
}
"""The name behind every type that there is or was: who asks for an old version gets the new."""


def type_of(entry: Entry | CorruptEntry) -> str:
    """The event's type, as in `uk.police.diversion.contract.signed.v1`."""
    name = name_of(entry)
    return f"{PREFIX}{name}.v{VERSIONS[name]}"


def name_of(entry: Entry | CorruptEntry) -> str:
    """The fact's name; of an entry that cannot be read, that it cannot."""
    return entry.fact.NAME if isinstance(entry, Entry) else UNREADABLE


def cloud_event(position: int, entry: Entry | CorruptEntry, base: str) -> Event:
    """The entry at `position` in the whole ledger as a CloudEvent, in its JSON format.

    Args:
        position: From 1; it becomes `sequence`, which orders events as text, too.
        entry: What stands there. One that cannot be read has an event without `time`.
        base: Where the service is reached from outside, without a slash at the end.
    """
    return {
        "specversion": "1.0",
        "id": _reference(entry),
        "source": f"{base}/v1/events",
        "type": type_of(entry),
        "subject": _path(entry),
        **({"time": as_json(entry.recorded_at)} if isinstance(entry, Entry) else {}),
        "datacontenttype": "application/json",
        "sequence": f"{position:0{SEQUENCE_DIGITS}}",
        "data": {**_said(entry), "detailUrl": _detail_url(entry, base)},
    }


def hmpps_event(
    position: int, entry: Entry | CorruptEntry, base: str, published_at: datetime
) -> Event:
    """The entry at `position` as an HMPPS domain event, told at the instant `published_at`.

    `occurredAt` is when the ledger recorded it; the civil day it happened on is `on`. The envelope
    needs one also for an entry that cannot be read: that is when it was published as such.
    """
    name = name_of(entry)
    at = entry.recorded_at if isinstance(entry, Entry) else published_at
    return {
        "eventType": HMPPS_PREFIX + name,
        "version": VERSIONS[name],
        "description": name.replace(".", " ").replace("-", " ").capitalize(),
        "detailUrl": _detail_url(entry, base),
        "occurredAt": as_json(at),
        "publishedAt": as_json(published_at),
        "additionalInformation": {
            **_said(entry),
            "reference": _reference(entry),
            "sequence": f"{position:0{SEQUENCE_DIGITS}}",
        },
        "personReference": {
            "identifiers": (
                [{"type": PARTICIPANT, "value": entry.page}] if _is_a_participants(entry) else []
            )
        },
    }


def _said(entry: Entry | CorruptEntry) -> Event:
    """What both formats say of an entry: where it stands, its name, and its times."""
    on, recorded_at = (
        (as_json(entry.fact.on), as_json(entry.recorded_at))
        if isinstance(entry, Entry)
        else (None, None)
    )
    return {
        "participantId": entry.page if _is_a_participants(entry) else None,
        "force": _force(entry.page),
        "journey": _journey(entry),
        "line": entry.line,
        "name": name_of(entry),
        "on": on,
        "recordedAt": recorded_at,
    }


def _reference(entry: Entry | CorruptEntry) -> str:
    return f"{entry.page}:{entry.line}"


def _path(entry: Entry | CorruptEntry) -> str:
    if not _is_a_participants(entry):
        kind, _, name = entry.page.partition("-")
        return f"{SUBJECTS.get(kind, kind)}/{name}"
    page, journey = f"participants/{entry.page}", _journey(entry)
    return page if journey is None else f"{page}/journeys/{journey}"


def _detail_url(entry: Entry | CorruptEntry, base: str) -> str:
    if _is_a_participants(entry):
        return f"{base}/v1/{_path(entry)}"
    of_scrutiny = entry.page.startswith(OF_SCRUTINY)
    return f"{base}/v1/{'scrutiny/samples' if of_scrutiny else 'policies'}"


def _force(stream: str) -> str | None:
    """The force that the stream is called by, if it is."""
    return stream.partition("-")[2] if stream.startswith(OF_A_FORCE) else None


def _journey(entry: Entry | CorruptEntry) -> int | None:
    return getattr(entry.fact, "journey", None) if isinstance(entry, Entry) else None


def _is_a_participants(entry: Entry | CorruptEntry) -> bool:
    return is_persons(entry.page)
