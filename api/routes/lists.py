"""Lists of the whole force: who is at work with whom, and what is due."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import clock
from api.command_routes import Tag
from api.days import By
from api.gate import PersonalRoute, TheGate
from api.list_replies import case_reply, due_reply
from api.lists import After, Cursor, Limit, link_next, part, reached
from api.replies.basics import Listed
from api.replies.lists import CaseReply, DueReply
from api.roles import Permission
from projections.caseload import OpenJourney, caseload_of
from projections.due import Due, due_by

Navigator = Annotated[str | None, Query(max_length=64, description="The navigator's number.")]
Station = Annotated[
    str | None, Query(alias="policeStation", max_length=200, description="The police station.")
]

router = APIRouter(prefix="/v1", tags=[Tag.LISTS], route_class=PersonalRoute)


@router.get(
    "/caseload",
    summary="Open journeys",
    operation_id="caseload",
    response_description="Those whose contract ends first in front.",
)
def caseload(
    gate: TheGate,
    request: Request,
    response: Response,
    navigator: Navigator = None,
    police_station: Station = None,
    after: After = 0,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[CaseReply]:
    """Who is at work with whom, and where; restricted pages are left out."""
    with gate.desk.reading("caseload", reached(gate.desk, after)) as connection:
        found = caseload_of(
            connection,
            gate.caller.force,
            navigator=navigator,
            police_station=police_station,
            with_restricted=gate.caller.may(Permission.READ_RESTRICTED),
        )
    shown, next_cursor = part(found, _place_of_case, cursor, limit)
    gate.saw(*(one.page for one in shown))
    link_next(request, response, next_cursor)
    today = clock.today()
    return Listed(items=tuple(case_reply(one, today) for one in shown), next_cursor=next_cursor)


@router.get(
    "/due",
    summary="What is due",
    operation_id="due",
    response_description="Overdue first.",
)
def due(
    gate: TheGate,
    day: By,
    request: Request,
    response: Response,
    navigator: Navigator = None,
    police_station: Station = None,
    after: After = 0,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[DueReply]:
    """Appointments, courses, terms that end, completion to be decided, limits on charging."""
    with gate.desk.reading("due", reached(gate.desk, after)) as connection:
        found = due_by(
            connection,
            gate.caller.force,
            day,
            seen_on=min(day, clock.today()),
            navigator=navigator,
            police_station=police_station,
            with_restricted=gate.caller.may(Permission.READ_RESTRICTED),
        )
    shown, next_cursor = part(found, _place_of_due, cursor, limit)
    gate.saw(*(one.page for one in shown))
    link_next(request, response, next_cursor)
    return Listed(items=tuple(due_reply(one) for one in shown), next_cursor=next_cursor)


def _place_of_case(one: OpenJourney) -> list[str | int]:
    return [(one.last_on or date.max).isoformat(), one.page, one.journey]


def _place_of_due(one: Due) -> list[str | int]:
    return [one.due_on.isoformat(), one.page, one.journey, one.kind]
