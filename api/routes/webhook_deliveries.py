"""The delivery log of a webhook: it names pages, so reading it is put down like any other look."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.command_routes import Tag
from api.feed import cursors
from api.gate import Gate, Kind, PersonalRoute, gate_for
from api.lists import Cursor, Limit, link_next
from api.replies.basics import Listed
from api.replies.webhooks import DeliveryReply
from api.roles import Permission
from api.routes.webhooks import WebhookId
from api.webhooks import asking
from api.webhooks.log import logged
from api.webhooks.queueing import pages_of
from api.webhooks.replying import delivery_reply
from api.webhooks.tables import State

FIRST = 2**53 - 1

router = APIRouter(prefix="/v1/webhooks", tags=[Tag.WEBHOOKS], route_class=PersonalRoute)

SubscriberGate = Annotated[Gate, Depends(gate_for(Permission.SUBSCRIBE, Kind.CONSULTATION))]
InState = Annotated[State | None, Query(description="Only deliveries in this state.")]


@router.get(
    "/{webhookId}/deliveries",
    summary="The delivery log",
    operation_id="webhookDeliveries",
    response_description="The newest first.",
)
def deliveries(
    gate: SubscriberGate,
    webhook_id: WebhookId,
    request: Request,
    response: Response,
    state: InState = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[DeliveryReply]:
    """What was sent, each attempt, and what is still to be sent. It goes back 30 days."""
    before = cursors.position_in(cursor, webhook_id) or FIRST
    with gate.desk.jobs.connect() as connection:
        known = asking.found(connection, gate.caller, webhook_id)
        rows = logged(connection, known.id, before, limit + 1, state.value if state else "")
    shown = rows[:limit]
    gate.saw(*pages_of(*(one.page for one in shown)))
    next_cursor = cursors.written(shown[-1].number, known.id) if len(rows) > limit else None
    link_next(request, response, next_cursor)
    return Listed(items=tuple(delivery_reply(one) for one in shown), next_cursor=next_cursor)
