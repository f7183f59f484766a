"""The issuer's keys: fetched from where it publishes them (a JWK Set), and kept for a while.

They are fetched again when older than `fresh_seconds`, and at once for a key that is not known, so
that a rotation needs no restart; but never more often than every `attempt_seconds`, whoever asks,
and by one fetch for all who wait. Where the issuer cannot be reached, the keys that are held count
on until they are older than `kept_seconds`.
"""

from __future__ import annotations

import asyncio
import logging
import math
import ssl
from collections.abc import Callable, Mapping
from time import monotonic

import httpx2
from joserfc.jwk import Key

from api.trust.keys import NotAKeySet, keys_in
from api.trust.refusals import KeysUnavailable

WITHIN_SECONDS = 3.0
MOST_BYTES = 64 * 1024
ACCEPT = {"Accept": "application/jwk-set+json, application/json", "Accept-Encoding": "identity"}

LOG = logging.getLogger("api.trust")


class IssuersKeys:
    """The keys published at `url`; for one event loop."""

    def __init__(
        self,
        url: str,
        *,
        fresh_seconds: float,
        attempt_seconds: float,
        kept_seconds: float,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._url = url
        self._fresh_seconds = fresh_seconds
        self._attempt_seconds = attempt_seconds
        self._kept_seconds = kept_seconds
        self._clock = clock
        self._tls = ssl.create_default_context()
        self._keys: Mapping[str, Key] = {}
        self._fetched_at = self._tried_at = -math.inf
        self._fetching: asyncio.Task[None] | None = None

    async def key(self, key_id: str) -> Key | None:
        """The key of that id; None if the issuer publishes none.

        Raises:
            KeysUnavailable: The issuer was not reached yet, or for too long.
        """
        if key_id not in self._keys or self._age() > self._fresh_seconds:
            await self._attempt()
        if self._age() > self._kept_seconds:
            raise KeysUnavailable
        return self._keys.get(key_id)

    def _age(self) -> float:
        return self._clock() - self._fetched_at

    async def _attempt(self) -> None:
        if self._fetching is None:
            if self._clock() - self._tried_at < self._attempt_seconds:
                return
            self._fetching = asyncio.create_task(self._fetch())
        await asyncio.shield(self._fetching)

    async def _fetch(self) -> None:
        self._tried_at = self._clock()
        try:
            self._keys = keys_in(await _body(self._url, self._tls))
            self._fetched_at = self._clock()
        except (httpx2.HTTPError, OSError, NotAKeySet) as error:
            LOG.warning("the issuer's keys were not fetched: %s", type(error).__name__)
        finally:
            self._fetching = None


async def _body(url: str, tls: ssl.SSLContext) -> bytes:
    """What is published at `url`: whole, in time, not redirected, through no proxy."""
    async with (
        asyncio.timeout(WITHIN_SECONDS),
        httpx2.AsyncClient(verify=tls, trust_env=False, timeout=WITHIN_SECONDS) as client,
        client.stream("GET", url, headers=ACCEPT) as answer,
    ):
        if answer.status_code != 200:
            raise NotAKeySet("the issuer did not answer with its keys")
        body = bytearray()
        async for part in answer.aiter_raw():
            body += part
            if len(body) > MOST_BYTES:
                raise NotAKeySet("the document is larger than a JWK Set may be")
    return bytes(body)
