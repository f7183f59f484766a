"""The ledger for those who follow it: asked for part by part, or streamed."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, format_sse_event

from api.callers import bearer, caller
from api.command_routes import Tag
from api.desk import Desk
from api.feed import cursors
from api.feed.asking import EventFormat, Follower, Following, Format, Types, Wait, seated
from api.feed.stream import told
from api.feed.waiting import next_batch
from api.gate import PersonalRoute
from api.lists import Cursor, Limit, link_next
from api.problems import Problem
from api.replies.feed import FeedPart

POSITION = r"^[0-9]{1,15}$"
NO_TYPES: list[str] = []

LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        pattern=POSITION,
        description="The id of the last event that was taken; it goes before `cursor`.",
    ),
]

router = APIRouter(prefix="/v1/events", tags=[Tag.FEED], route_class=PersonalRoute)

EVENT: Any = {
    "specversion": "1.0",
    "id": "p-7h3kq0v9s2xw5m1n8c4b6d0fjz:9",
    "source": "/v1/events",
    "type": "uk.police.diversion.contract.signed.v1",
    "subject": "participants/p-7h3kq0v9s2xw5m1n8c4b6d0fjz/journeys/1",
    "time": "2019-12-10T14:32:08.114302Z",
    "datacontenttype": "application/json",
    "sequence": "0000000000000000104",
    "data": {
        "participantId": "p-7h3kq0v9s2xw5m1n8c4b6d0fjz",
        "force": None,
        "journey": 1,
        "line": 9,
        "name": "contract.signed",
        "on": "2019-12-10",
        "recordedAt": "2019-12-10T14:32:08.114302Z",
        "detailUrl": "/v1/participants/p-7h3kq0v9s2xw5m1n8c4b6d0fjz/journeys/1",
    },
}
PART: Any = {"items": [EVENT], "nextCursor": cursors.written(104, "north-wales")}
STREAMED: Any = {
    "schema": {"type": "string"},
    "example": format_sse_event(data_str=json.dumps(EVENT), id="104").decode(),
}


@router.get(
    "",
    summary="The ledger in order, as events",
    operation_id="feed",
    response_model=FeedPart,
    response_description="The next events.",
    responses={200: {"content": {"application/json": {"example": PART}}}},
)
async def feed(
    gate: Follower,
    request: Request,
    types: Types = NO_TYPES,
    format_: Format = EventFormat.CLOUD_EVENTS,
    cursor: Cursor = "",
    limit: Limit = 100,
    wait: Wait = 0,
) -> Response:
    """Every entry of the force's pages, each once, in the order in which they were recorded.

    Ask again with `nextCursor`, for ever: there are no gaps, and nothing is recorded before it any
    more. It goes on also where `items` is empty. Events are thin: `detailUrl` is where to look.
    A page that is restricted, or erased, has its events all the same, and they say so.
    """
    force = gate.caller.force
    after = await run_in_threadpool(_reached, gate.desk, cursors.position_in(cursor, force))
    following = Following(gate, types, format_)
    batch = await next_batch(following, after, limit, wait, request.is_disconnected)
    next_cursor = cursors.written(batch.read_to, force)
    body = await run_in_threadpool(
        lambda: json.dumps(
            {"items": following.shown(batch), "nextCursor": next_cursor}, ensure_ascii=False
        )
    )
    response = Response(body, media_type="application/json")
    link_next(request, response, next_cursor)
    return response


@router.get(
    "/stream",
    summary="The ledger in order, streamed",
    operation_id="feedStream",
    dependencies=[Depends(seated)],
    response_class=Response,
    response_description="Server-sent events, each a CloudEvent or an HMPPS domain event.",
    responses={200: {"content": {"text/event-stream": STREAMED}}},
)
async def stream(
    gate: Follower,
    request: Request,
    types: Types = NO_TYPES,
    format_: Format = EventFormat.CLOUD_EVENTS,
    cursor: Cursor = "",
    last_event_id: LastEventId = None,
) -> Response:
    """The same events as server-sent events. An event's `id` is its position in the ledger.

    Come back with `Last-Event-ID`, as browsers do by themselves, and nothing is missed or sent
    twice. Comments keep the connection alive, and move the id on over what is not the force's. The
    stream ends when the token does.
    """
    start = cursors.position_in(cursor, gate.caller.force)
    start = start if last_event_id is None else int(last_event_id)
    after = await run_in_threadpool(_reached, gate.desk, start)
    gate.saw()

    async def may_stay() -> bool:
        try:
            await caller(request, await bearer(request))
        except Problem:
            return False
        return True

    parts = told(Following(gate, types, format_), after, may_stay)
    return EventSourceResponse(parts, headers={"X-Accel-Buffering": "no"})


def _reached(desk: Desk, position: int) -> int:
    """The position to read on after.

    Raises:
        Problem: The ledger has not come so far: it is another one.
    """
    if position > desk.ledger.position:
        raise Problem("cursor-invalid")
    return position
