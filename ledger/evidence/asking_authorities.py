"""Asks a time-stamping authority over HTTP (RFC 3161 section 3.4); nothing it says is believed."""

from __future__ import annotations

import asyncio

import httpx2

from ledger.evidence.stamps import MOST_BYTES

WITHIN_SECONDS = 20.0
OK = 200


class NotStamped(Exception):
    """The authority did not answer with a time stamp."""


def ask_authority(url: str, request: bytes, within_seconds: float = WITHIN_SECONDS) -> bytes:
    """What the authority at `url` answers to `request`; not for threads that run an event loop.

    Raises:
        NotStamped: It cannot be reached, or answers with anything else, or not in time.
    """
    try:
        return asyncio.run(_answered(url, request, within_seconds))
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError) as error:
        raise NotStamped(f"the authority was not reached: {type(error).__name__}") from None


async def _answered(url: str, request: bytes, within_seconds: float) -> bytes:
    body = bytearray()
    headers = {"Content-Type": "application/timestamp-query", "Accept-Encoding": "identity"}
    async with (
        asyncio.timeout(within_seconds),
        httpx2.AsyncClient(timeout=None, headers=headers) as client,
        client.stream("POST", url, content=request) as answer,
    ):
        if answer.status_code != OK:
            raise NotStamped(f"the authority answered with {answer.status_code}")
        async for part in answer.aiter_raw():
            body += part
            if len(body) > MOST_BYTES:
                raise NotStamped(f"the authority answered with more than {MOST_BYTES} bytes")
    return bytes(body)
