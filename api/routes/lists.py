"""Lists of the whole force, and counts in which nobody is named."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import clock
from api.callers import Counter, Reader
from api.command_routes import Tag
from api.days import By
from api.desk import TheDesk
from api.fields import Day
from api.list_replies import case_reply, due_reply, outcome_count, refusal_count
from api.lists import After, Cursor, Limit, link_next, part, reached
from api.replies.basics import Listed
from api.replies.lists import CaseReply, DueReply, OutcomeCount, RefusalCount
from api.roles import Permission
from projections import outcomes, refusals
from projections.caseload import OpenJourney, caseload_of
from projections.due import Due, due_by

MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
LAST = date.max.isoformat()

Navigator = Annotated[str | None, Query(max_length=64, description="The navigator's number.")]
Station = Annotated[
    str | None, Query(alias="policeStation", max_length=200, description="The police station.")
]
Basis = Annotated[
    outcomes.Basis, Query(description="Count by the month of the arrest, or of the closing.")
]
FirstMonth = Annotated[
    str, Query(alias="firstMonth", pattern=MONTH, description="As in `2019-10`, inclusive.")
]
LastMonth = Annotated[
    str, Query(alias="lastMonth", pattern=MONTH, description="As in `2019-12`, inclusive.")
]
FirstOn = Annotated[Day | None, Query(alias="firstOn", description="A civil day, inclusive.")]
LastOn = Annotated[Day | None, Query(alias="lastOn", description="A civil day, inclusive.")]

router = APIRouter(prefix="/v1", tags=[Tag.LISTS])


@router.get(
    "/caseload",
    summary="Open journeys",
    operation_id="caseload",
    response_description="Those whose contract ends first in front.",
)
def caseload(
    desk: TheDesk,
    caller: Reader,
    request: Request,
    response: Response,
    navigator: Navigator = None,
    police_station: Station = None,
    after: After = 0,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[CaseReply]:
    """Who is at work with whom, and where; restricted pages are left out."""
    with desk.reading("caseload", reached(desk, after)) as connection:
        found = caseload_of(
            connection,
            caller.force,
            navigator=navigator,
            police_station=police_station,
            with_restricted=caller.may(Permission.READ_RESTRICTED),
        )
    shown, next_cursor = part(found, _place_of_case, cursor, limit)
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
    desk: TheDesk,
    caller: Reader,
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
    with desk.reading("due", reached(desk, after)) as connection:
        found = due_by(
            connection,
            caller.force,
            day,
            seen_on=min(day, clock.today()),
            navigator=navigator,
            police_station=police_station,
            with_restricted=caller.may(Permission.READ_RESTRICTED),
        )
    shown, next_cursor = part(found, _place_of_due, cursor, limit)
    link_next(request, response, next_cursor)
    return Listed(items=tuple(due_reply(one) for one in shown), next_cursor=next_cursor)


@router.get(
    "/outcomes",
    summary="Outcomes counted",
    operation_id="outcomes",
    response_description="By month, offence, edition and Home Office code.",
)
def counted_outcomes(
    desk: TheDesk,
    caller: Counter,
    basis: Basis = outcomes.Basis.ARREST,
    first_month: FirstMonth = "0001-01",
    last_month: LastMonth = LAST[:7],
    after: After = 0,
) -> Listed[OutcomeCount]:
    """How many offences came to which outcome; an open journey has none yet."""
    with desk.reading("outcomes", reached(desk, after)) as connection:
        found = outcomes.counts(
            connection,
            basis,
            force=caller.force,
            first_month=first_month,
            last_month=last_month,
        )
    return Listed(items=tuple(outcome_count(one) for one in found))


@router.get(
    "/refusals",
    summary="Refusals counted",
    operation_id="refusals",
    response_description="By clause and edition.",
)
def counted_refusals(
    desk: TheDesk,
    caller: Counter,
    first_on: FirstOn = None,
    last_on: LastOn = None,
    after: After = 0,
) -> Listed[RefusalCount]:
    """Which clauses stood in the way of people, and how often somebody decided against them."""
    with desk.reading("refusals", reached(desk, after)) as connection:
        found = refusals.counts(
            connection,
            force=caller.force,
            first_on=first_on or date.min,
            last_on=last_on or date.max,
        )
    return Listed(items=tuple(refusal_count(one) for one in found))


def _place_of_case(one: OpenJourney) -> list[str | int]:
    return [(one.last_on or date.max).isoformat(), one.page, one.journey]


def _place_of_due(one: Due) -> list[str | int]:
    return [one.due_on.isoformat(), one.page, one.journey, one.kind]
