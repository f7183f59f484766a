"""An attempt from the claim to what became of it: look, resolve, put on record, send, settle.

To send an event of a person is to disclose it: who is told is in the access log before they are.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any, TypeVar

from api import clock
from api.desk import Desk
from api.feed.events import SEQUENCE_DIGITS, cloud_event
from api.identities import chance, new_access_id
from api.telling import as_json
from api.webhooks.addresses import NotAllowed, Resolve, checked
from api.webhooks.claiming import Claimed, still_claimed
from api.webhooks.queueing import PING, PING_NAME, pages_of
from api.webhooks.receivers import receiver
from api.webhooks.schedule import Schedule
from api.webhooks.sending import ADDRESS, TIMEOUT, sent
from api.webhooks.settling import Outcome, settle
from api.webhooks.signing import headers
from api.webhooks.tables import instant
from ledger.record.access import Access, AccessKind

OPERATION = "webhookDelivery"
SYSTEM = "webhooks"
STEP_SHARE = 0.9

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """Makes attempts; `books` and `names` are the threads that databases and names are asked on."""

    desk: Desk
    context: SSLContext
    resolve: Resolve
    books: ThreadPoolExecutor
    names: ThreadPoolExecutor

    async def make(self, one: Claimed) -> None:
        """Send `one`, and write down what came of it.

        Raises:
            Unavailable: The ledger cannot be read, or the access log not written: nothing is sent.
        """
        if not await self._on(self.books, lambda: still_claimed(self.desk.jobs, one)):
            return
        try:
            async with asyncio.timeout(self.desk.settings.webhook_timeout_seconds) as limit:
                outcome = await self._sent(one, limit.when() or 0)
        except TimeoutError:
            outcome = Outcome(fault=TIMEOUT)
        await asyncio.shield(self._on(self.books, lambda: self._settle(one, outcome)))

    async def _sent(self, one: Claimed, until: float) -> Outcome:
        to = receiver(one.subscription.url)
        networks = self.desk.settings.webhook_networks
        try:
            addresses = await self._on(
                self.names, lambda: checked(to.host, to.port, networks, self.resolve)
            )
        except NotAllowed:
            return Outcome(fault=ADDRESS)
        payload = await self._on(self.books, lambda: self._payload(one))
        now = clock.now()
        signers = one.subscription.signers(self.desk.webhook_key, now.timestamp())
        signed = headers(one.event, int(now.timestamp()), payload, signers)
        # A connection that is cut off by its own limit is closed; one that is cancelled is not.
        left = STEP_SHARE * max(0.0, until - asyncio.get_running_loop().time())
        return await sent(to, addresses, signed, payload, self.context, left)

    def _payload(self, one: Claimed) -> bytes:
        """The event, once it is on record that it is disclosed."""
        base = self.desk.settings.public_url
        if one.type == PING:
            return _bytes(_ping(one, base))
        ((_, entry),) = self.desk.ledger.since(one.position - 1, 1)
        known = one.subscription
        if about := pages_of(one.page):
            self.desk.access.append(
                Access(
                    id=new_access_id(),
                    at=clock.now(),
                    kind=AccessKind.DISCLOSURE,
                    by=known.made_by,
                    role=known.role,
                    force=known.force,
                    operation=OPERATION,
                    purpose=known.purpose,
                    client=known.client,
                    system=SYSTEM,
                    pages=about,
                    recipients=(known.host,),
                    count=1,
                )
            )
        return _bytes(cloud_event(one.position, entry, base))

    def _settle(self, one: Claimed, outcome: Outcome) -> None:
        at = clock.now().timestamp()
        schedule = Schedule(pace=self.desk.settings.webhook_pace)
        settle(self.desk.jobs, one, outcome, at, schedule, chance())
        log.info("%s: an attempt ended in %s", one.subscription.id, outcome.status or outcome.fault)

    async def _on(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, work)


def _bytes(event: dict[str, Any]) -> bytes:
    return json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()


def _ping(one: Claimed, base: str) -> dict[str, Any]:
    """An event like every other, but that no entry is behind it."""
    subject = f"webhooks/{one.subscription.id}"
    return {
        "specversion": "1.0",
        "id": one.event,
        "source": f"{base}/v1/webhooks",
        "type": PING,
        "subject": subject,
        "time": as_json(instant(one.queued_at)),
        "datacontenttype": "application/json",
        "sequence": f"{0:0{SEQUENCE_DIGITS}}",
        "data": {
            "participantId": None,
            "force": one.subscription.force,
            "journey": None,
            "line": 0,
            "name": PING_NAME,
            "on": None,
            "recordedAt": None,
            "detailUrl": f"{base}/v1/{subject}",
        },
    }
