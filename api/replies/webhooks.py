"""What is said of webhooks: who is told, with which keys, and what was sent."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from api.replies.basics import Reply


class PublicKey(Reply):
    """A key to check `v1a` with; `signsUntil` is null for the one that is in force."""

    public_key: str = Field(examples=["whpk_5kbVhDJFqs4qSJbWXnIrR0nbyD6DzK1SuPFkLXDyFUo="])
    signs_until: datetime | None


class WebhookReply(Reply):
    """A subscription: where events are sent, which, and how that goes.

    `state` is `active` or `disabled`; then `disabledBecause` is `gone`, when the receiver answered
    410, or `failing`, when nothing had arrived there for days. `waiting` counts what is to be sent.
    """

    webhook_id: str
    url: str
    types: tuple[str, ...]
    state: str = Field(examples=["active"])
    disabled_because: str | None
    disabled_at: datetime | None
    failing_since: datetime | None
    purpose: str
    made_at: datetime
    waiting: int
    public_keys: tuple[PublicKey, ...]


class WebhookSecret(WebhookReply):
    """A subscription, and the secret to check `v1` with: it is told here, and never again."""

    secret: str = Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])


class AttemptReply(Reply):
    """An attempt: the receiver's status, or the fault that kept it from answering.

    Faults are `address-refused`, `connection`, `tls` and `timeout`.
    """

    at: datetime
    status: int | None
    fault: str | None


class DeliveryReply(Reply):
    """An event on its way to a receiver; `eventId` is the same at every attempt and replay.

    `state` is `due`, `delivered`, `failed` once the last attempt has failed, or `replaced` where a
    replay sends it in its place. `position` is null for a ping.
    """

    event_id: str
    type: str
    position: int | None
    round: int
    state: str
    queued_at: datetime
    next_attempt_at: datetime | None
    attempts: tuple[AttemptReply, ...]
