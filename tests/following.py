"""Whoever follows the feed, as their systems do it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.service import Caller

Event = dict[str, Any]


def followed(caller: Caller, cursor: str = "", **asked: Any) -> tuple[list[Event], str]:
    """Every event after `cursor` up to the end of the ledger, and the cursor to go on with."""
    events: list[Event] = []
    while True:
        part = part_of(caller, cursor, **asked)
        events += part["items"]
        if not part["items"] and part["nextCursor"] == cursor:
            return events, cursor
        cursor = part["nextCursor"]


def part_of(caller: Caller, cursor: str = "", **asked: Any) -> dict[str, Any]:
    """What one request is answered with."""
    types = asked.pop("types", ())
    parameters = [*asked.items(), *(("type", one) for one in types)]
    if cursor:
        parameters.append(("cursor", cursor))
    answer = caller.client.get("/v1/events", params=parameters)
    assert answer.status_code == 200, answer.text
    part: dict[str, Any] = answer.json()
    return part


@dataclass(frozen=True)
class Heard:
    """One block of a stream, as https://html.spec.whatwg.org reads it."""

    id: str = ""
    data: str = ""
    comment: str = ""
    retry: str = ""


@contextmanager
def streaming(caller: Caller, last_id: str = "", **asked: Any) -> Iterator[Iterator[Heard]]:
    """What a stream tells, block by block, for as long as the caller listens."""
    headers = {"Last-Event-ID": last_id} if last_id else {}
    with caller.client.stream("GET", "/v1/events/stream", params=asked, headers=headers) as answer:
        assert answer.status_code == 200, answer.read()
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield blocks(answer)


def blocks(answer: httpx2.Response) -> Iterator[Heard]:
    """The blocks of a stream until it ends."""
    told: dict[str, str] = {}
    for line in answer.iter_lines():
        if not line:
            yield Heard(**told)
            told = {}
            continue
        name, _, value = line.partition(":")
        told[name or "comment"] = value.removeprefix(" ")


def ids(events: list[Event]) -> list[str]:
    return [event["id"] for event in events]
