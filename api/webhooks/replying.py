"""Subscriptions and deliveries as they are told to whoever made them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from api import clock
from api.desk import Desk
from api.replies.webhooks import AttemptReply, DeliveryReply, PublicKey, WebhookReply
from api.webhooks.log import Delivery, waiting
from api.webhooks.signing import Signer
from api.webhooks.subscriptions import Subscription
from api.webhooks.tables import NEVER, instant


def webhook_reply(connection: Connection, desk: Desk, known: Subscription) -> WebhookReply:
    """The subscription without its secret."""
    return WebhookReply(
        webhook_id=known.id,
        url=known.url,
        types=known.types,
        state="disabled" if known.disabled_because else "active",
        disabled_because=known.disabled_because or None,
        disabled_at=_at(known.disabled_at),
        failing_since=_at(known.failing_since),
        purpose=known.purpose,
        made_at=instant(known.made_at),
        waiting=waiting(connection, known.id),
        public_keys=tuple(_keys(desk, known)),
    )


def delivery_reply(one: Delivery) -> DeliveryReply:
    """A delivery, with each attempt."""
    return DeliveryReply(
        event_id=one.event,
        type=one.type,
        position=one.position or None,
        round=one.round,
        state=one.state,
        queued_at=instant(one.queued_at),
        next_attempt_at=_at(one.next_at),
        attempts=tuple(
            AttemptReply(at=instant(a.at), status=a.status or None, fault=a.fault or None)
            for a in one.attempts
        ),
    )


def _keys(desk: Desk, known: Subscription) -> list[PublicKey]:
    now = clock.now().timestamp()
    return [
        PublicKey(
            public_key=Signer(desk.webhook_key, known.id, one.number).public_key,
            signs_until=_at(one.signs_until),
        )
        for one in known.signing(now)
    ]


def _at(seconds: float) -> datetime | None:
    return None if seconds == NEVER else instant(seconds)
