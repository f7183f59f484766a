"""The long poll: an answer that waits until there is something to say, or the time is up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from fastapi.concurrency import run_in_threadpool

from api.feed.asking import Following
from api.feed.reading import Batch

LOOK_ROUND_SECONDS = 1.0
"""How often it is asked whether the caller is still there."""


async def next_batch(
    following: Following,
    after: int,
    limit: int,
    wait_seconds: int,
    is_gone: Callable[[], Awaitable[bool]],
) -> Batch:
    """The next entries after the position `after`, exclusive; none if there are none in time.

    Raises:
        Problem: The client waits too often at once.
        Unavailable: The ledger cannot be read.
    """
    batch = await run_in_threadpool(following.read, after, limit)
    if batch.items or not batch.at_end or not wait_seconds:
        return batch
    feed, client = following.gate.desk.feed, following.gate.caller.client
    until = asyncio.get_running_loop().time() + wait_seconds
    with feed.seats.taken(client):
        while not (batch.items or feed.head.stopped or await is_gone()):
            left = until - asyncio.get_running_loop().time()
            if left <= 0 or not batch.at_end:
                break
            await feed.head.beyond(batch.read_to, min(left, LOOK_ROUND_SECONDS))
            batch = await run_in_threadpool(following.read, batch.read_to, limit)
    return batch
