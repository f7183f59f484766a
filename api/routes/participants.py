"""A person's page: read it, and write what concerns the person."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api import clock
from api.callers import Reader, Writer
from api.command_routes import OF_A_PAGE, Tag
from api.days import AsAt
from api.desk import Desk, TheDesk
from api.forms import CommandForm
from api.lists import Cursor, Limit
from api.page_replies import events_reply, page_reply
from api.problems import Problem
from api.reading import page_as_at, page_of
from api.replies.basics import Listed
from api.replies.page import EventReply, PageReply
from api.replies.written import Recorded
from api.requests import AskedBy
from api.roles import Caller
from api.routes.endpoints import ParticipantId, add
from api.writing import etag, headers, led_to, recorded
from ledger.journey.facts.person import PagesLinked

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


def _endpoint() -> Any:
    def endpoint(
        participant_id: ParticipantId,
        told: CommandForm,
        asked: AskedBy,
        desk: TheDesk,
        caller: Writer,
        response: Response,
    ) -> Recorded:
        page_of(desk, caller, participant_id)
        command = told.told()
        _see_that_the_other_is_theirs(desk, caller, command)
        written = recorded(desk, asked, participant_id, command, told.why_late)
        headers(response, written, f"/v1/participants/{participant_id}")
        return led_to(participant_id, None, written, clock.today())

    return endpoint


def _see_that_the_other_is_theirs(desk: Desk, caller: Caller, command: object) -> None:
    if isinstance(command, PagesLinked):
        try:
            page_of(desk, caller, command.other)
        except Problem:
            raise Problem.at("/other", "not-on-the-page", "There is no such page.") from None


for route in OF_A_PAGE:
    add(router, f"/{route.path}", route, _endpoint(), Recorded)
