"""A person's page: read it, and write what concerns the person."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.callers import Reader
from api.command_routes import Tag
from api.days import AsAt
from api.desk import TheDesk
from api.lists import Cursor, Limit
from api.page_replies import events_reply, page_reply
from api.reading import page_as_at
from api.replies.basics import Listed
from api.replies.page import EventReply, PageReply
from api.routes.endpoints import ParticipantId
from api.writing import etag

router = APIRouter(prefix="/v1/participants/{participantId}")


@router.get(
    "",
    tags=[Tag.STANDING],
    summary="A person's page",
    operation_id="participant",
    response_description="The page, as told of the day.",
)
def participant(
    participant_id: ParticipantId, day: AsAt, desk: TheDesk, caller: Reader, response: Response
) -> PageReply:
    """Who the page is about, and where every journey on it stands on the day `asAt`."""
    page = page_as_at(desk, caller, participant_id, day)
    response.headers["ETag"] = etag(page.version)
    return page_reply(participant_id, page, day, desk.rulebook)


@router.get(
    "/events",
    tags=[Tag.STANDING],
    summary="The entries of a page",
    operation_id="participantEvents",
    response_description="Entries in the order in which they were written.",
)
def events(
    participant_id: ParticipantId,
    day: AsAt,
    desk: TheDesk,
    caller: Reader,
    request: Request,
    response: Response,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[EventReply]:
    """Every entry of a day up to `asAt`; what was recorded in error is marked, and stays."""
    page_as_at(desk, caller, participant_id, day)
    written = [e for e in desk.ledger.entries(participant_id) if e.fact.on <= day]
    return events_reply(written, cursor, limit, request, response)
