"""One journey at two moments: what is different, and why."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api import fields
from api.command_routes import Tag
from api.gate import PersonalRoute, TheGate
from api.replaying.comparing import Comparing
from api.replaying.moments import (
    FROM_AS_KNOWN_AT,
    QUERIED,
    Moment,
    Queried,
    Size,
    TheMoment,
    known_at,
)
from api.replies.comparison import ComparisonReply
from api.routes.endpoints import GONE, JourneyNumber, ParticipantId
from api.sealing.logs import published_ledger

router = APIRouter(
    prefix="/v1/participants/{participantId}/journeys/{n}", route_class=PersonalRoute
)


async def day_and_size_before(
    as_at: Annotated[
        fields.Day | None,
        Query(alias="fromAsAt", description="The same as `asAt` if it is left out."),
    ] = None,
    as_known_at: Annotated[Queried, Query(alias=FROM_AS_KNOWN_AT, description=QUERIED)] = None,
) -> tuple[date | None, Size | None]:
    """The moment that is compared with.

    It does not depend on the other one: of that one, what is wrong with it would be told twice.
    """
    return as_at, as_known_at


@router.get(
    "/comparison",
    tags=[Tag.STANDING],
    summary="Two moments compared",
    operation_id="journeyComparison",
    response_description="What is different, clause by clause too, and every entry between.",
    responses=GONE,
)
def comparison(
    participant_id: ParticipantId,
    n: JourneyNumber,
    to: TheMoment,
    since: Annotated[tuple[date | None, Size | None], Depends(day_and_size_before)],
    gate: TheGate,
) -> ComparisonReply:
    """From `fromAsAt` and `fromAsKnownAt` to `asAt` and `asKnownAt`: what is different, and why.

    Each field and clause with the entries that made the difference. What a clause weighs is told
    for the day of the decision, as it would be with what was known at the moment.
    """
    desk, (from_as_at, from_as_known_at) = gate.desk, since
    before = Moment(from_as_at or to.as_at, from_as_known_at, FROM_AS_KNOWN_AT)
    published, size = published_ledger(desk.settings.data), desk.ledger.size
    known = [known_at(published, size, one) for one in (before, to)]
    whole = gate.open_page(participant_id, to.as_at, known[1].size)
    comparing = Comparing(desk.ledger, desk.rulebook, participant_id, whole)
    was, now = comparing.at(before.as_at, known[0]), comparing.at(to.as_at, known[1])
    gate.saw(*sorted(comparing.links_at(was) | comparing.links_at(now)))
    return comparing.told(n, was, now)
