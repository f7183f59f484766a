"""The feed as server-sent events: one after the other, for as long as the follower stays.

Each event's `id` is its position in the ledger; `Last-Event-ID` goes on right after it. The next
part is read only when the one before has been taken, so a slow follower costs no memory. The end
comes with the service's own, with the token's, or when the ledger cannot be read; whoever follows
comes back with the last id that they have.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from fastapi.concurrency import run_in_threadpool
from fastapi.sse import format_sse_event

from api.feed.asking import Following
from api.feed.reading import Batch
from ledger.record.store import Unavailable

MOST_AT_ONCE = 100
RETRY_MILLISECONDS = 2_000


async def told(
    following: Following, after: int, may_stay: Callable[[], Awaitable[bool]]
) -> AsyncIterator[bytes]:
    """Every event after the position `after`, exclusive, and a sign of life when there is none."""
    yield format_sse_event(comment="the feed", retry=RETRY_MILLISECONDS)
    desk, loop = following.gate.desk, asyncio.get_running_loop()
    pause = desk.settings.keep_alive_seconds
    position, due = after, loop.time() + pause
    with suppress(Unavailable):
        while not desk.feed.head.stopped and await may_stay():
            batch = await run_in_threadpool(following.read, position, MOST_AT_ONCE)
            position = batch.read_to
            if batch.items:
                yield await run_in_threadpool(_written, following, batch)
                due = loop.time() + pause
            elif loop.time() >= due:
                yield format_sse_event(comment="still here", id=str(position))
                due = loop.time() + pause
            if batch.at_end:
                await desk.feed.head.beyond(position, due - loop.time())


def _written(following: Following, batch: Batch) -> bytes:
    events = zip(batch.items, following.shown(batch), strict=True)
    return b"".join(
        format_sse_event(data_str=_json(event), id=str(position)) for (position, _), event in events
    )


def _json(event: object) -> str:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))
