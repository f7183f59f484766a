"""Webhooks: who is told of events, signed, and what became of each. Everybody's own only."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Path, Response
from pydantic import Field

from api.callers import permitted
from api.command_routes import Tag
from api.desk import TheDesk
from api.feed.asking import MOST_TYPES, EventType
from api.fields import PastInstant
from api.forms import Form
from api.replies.basics import Listed
from api.replies.webhooks import WebhookReply, WebhookSecret
from api.roles import Caller, Permission
from api.webhooks import asking
from api.webhooks.asking import Commanding, commanding
from api.webhooks.receivers import MOST_URL
from api.webhooks.replying import webhook_reply

TOLD: Any = {"headers": {"Location": {}, "Idempotency-Replayed": {}}}
WITH_NO_BODY: Any = {
    413: {"description": "A body, and it is too large."},
    415: {"description": "A body, and it is not JSON."},
    422: {"description": "A body, and it is not allowed; or the key was another request's."},
}
MADE: Any = {201: TOLD}
ACCEPTED: Any = {202: TOLD}

router = APIRouter(prefix="/v1/webhooks", tags=[Tag.WEBHOOKS])

Subscriber = Annotated[Caller, Depends(permitted(Permission.SUBSCRIBE))]
Commander = Annotated[Commanding, Depends(commanding)]
WebhookId = Annotated[
    str, Path(alias="webhookId", max_length=64, description="The id of a subscription.")
]


class WebhookForm(Form):
    """Where to send events, and which; from now on, or after a cursor of the feed.

    The URL is https, with no user, password or fragment, and its name leads to public addresses
    only, now and whenever something is sent. It may hold a query: it is never logged. `types` are
    event types as the feed has them, none for all. The `Purpose` of this request is that of every
    disclosure it leads to.
    """

    url: str = Field(min_length=1, max_length=MOST_URL)
    types: tuple[EventType, ...] = Field((), max_length=MOST_TYPES)
    after: str | None = Field(None, max_length=500, description="The feed's `nextCursor`.")


class ReplayForm(Form):
    """From where to send events again: after a cursor of the feed, or from an instant, inclusive.

    One of the two is needed.
    """

    after: str | None = Field(None, max_length=500, description="The feed's `nextCursor`.")
    from_at: PastInstant | None = Field(None, description="When the first was recorded.")


MAKING: Any = {
    "summary": "Follow contracts",
    "value": {
        "url": "https://hub.example.police.uk/diversion/events",
        "types": ["uk.police.diversion.contract.signed.v1"],
    },
}
REPLAYING: Any = {"summary": "Since a day", "value": {"fromAt": "2019-12-10T00:00:00Z"}}


@router.post(
    "",
    status_code=201,
    summary="Subscribe a receiver",
    operation_id="subscribeWebhook",
    response_model=WebhookSecret,
    responses=MADE,
    response_description="Subscribed. The secret is told once.",
)
def subscribe(
    told: Annotated[WebhookForm, Body(openapi_examples={"example": MAKING})], by: Commander
) -> Response:
    """Send events to a receiver, as Standard Webhooks 1.0.0 has it, until it answers with 2xx.

    Each has `webhook-id`, the event's id, by which repeats are told; `webhook-timestamp`; and in
    `webhook-signature` both `v1`, by the secret, and `v1a`, by the public key. Events of one page
    come in their order. After a failure it is tried again for three days; 410 ends it at once.
    """
    return asking.subscribed(by, told.url, told.types, told.after)


@router.get(
    "",
    summary="The caller's subscriptions",
    operation_id="webhooks",
    response_description="The oldest first.",
)
def listed(desk: TheDesk, caller: Subscriber) -> Listed[WebhookReply]:
    """Every subscription that the client has made: there are ten at most."""
    with desk.jobs.connect() as connection:
        known = asking.all_of(connection, caller)
        replies = tuple(webhook_reply(connection, desk, one) for one in known)
    return Listed(items=replies)


@router.get(
    "/{webhookId}",
    summary="A subscription",
    operation_id="webhook",
    response_description="How it goes, and the keys to check it with.",
)
def shown(desk: TheDesk, caller: Subscriber, webhook_id: WebhookId) -> WebhookReply:
    """Where events are sent, whether they arrive, and the public keys. The secret is not told."""
    with desk.jobs.connect() as connection:
        return webhook_reply(connection, desk, asking.found(connection, caller, webhook_id))


@router.delete(
    "/{webhookId}",
    status_code=204,
    summary="Unsubscribe",
    operation_id="unsubscribeWebhook",
    response_description="Nothing more is sent.",
    responses=WITH_NO_BODY,
)
def unsubscribe(desk: TheDesk, caller: Subscriber, webhook_id: WebhookId) -> None:
    """End the subscription. Its delivery log goes with it; the access log stays as it is."""
    asking.unsubscribed(desk, caller, webhook_id)


@router.post(
    "/{webhookId}/rotation",
    status_code=201,
    summary="Rotate the secrets",
    operation_id="rotateWebhook",
    response_model=WebhookSecret,
    responses={**MADE, **WITH_NO_BODY},
    response_description="The new secret, told once.",
)
def rotate(by: Commander, webhook_id: WebhookId) -> Response:
    """Put a new secret and a new key in force; those before sign beside them for 24 hours.

    Of those that were replaced no more than two sign at once.
    """
    return asking.rotated(by, webhook_id)


@router.post(
    "/{webhookId}/ping",
    status_code=202,
    summary="Send a test event",
    operation_id="pingWebhook",
    response_model=WebhookReply,
    responses={**ACCEPTED, **WITH_NO_BODY},
    response_description="It will be sent; see the deliveries.",
)
def ping(by: Commander, webhook_id: WebhookId) -> Response:
    """Send `uk.police.diversion.webhook.pinged.v1`, which is about nobody."""
    return asking.pinged(by, webhook_id)


@router.post(
    "/{webhookId}/replay",
    status_code=202,
    summary="Send events again",
    operation_id="replayWebhook",
    response_model=WebhookReply,
    responses=ACCEPTED,
    response_description="They will be sent; see the deliveries.",
)
def replay(
    told: Annotated[ReplayForm, Body(openapi_examples={"example": REPLAYING})],
    by: Commander,
    webhook_id: WebhookId,
) -> Response:
    """Send every event since then once more, with the same ids, and then whatever follows."""
    return asking.replayed(by, webhook_id, told.after, told.from_at)


@router.post(
    "/{webhookId}/enable",
    status_code=202,
    summary="Enable a disabled subscription",
    operation_id="enableWebhook",
    response_model=WebhookReply,
    responses={**ACCEPTED, **WITH_NO_BODY},
    response_description="Deliveries go on.",
)
def enable(by: Commander, webhook_id: WebhookId) -> Response:
    """Go on where deliveries stopped: nothing was passed over. What is due is sent at once."""
    return asking.enabled(by, webhook_id)
