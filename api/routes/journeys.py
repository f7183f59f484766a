"""One journey: where it stands, why, what the clauses advise; and every command on it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api import clock
from api.advising import advice_reply
from api.callers import Reader, Writer
from api.command_routes import CORRECTION_ON_A_JOURNEY, OF_A_JOURNEY, CommandRoute, Tag
from api.days import AsAt, On
from api.desk import TheDesk
from api.explanation import explanation
from api.forms import CommandForm
from api.lists import Cursor, Limit
from api.matter import journey_reply
from api.page_replies import events_reply
from api.presenting import standing_of, standing_reply
from api.problems import Problem
from api.reading import journey_of, page_as_at, page_of
from api.replies.advice import AdviceReply
from api.replies.basics import Listed
from api.replies.page import EventReply
from api.replies.standing import Explanation, JourneyReply
from api.replies.written import Recorded
from api.requests import AskedBy
from api.routes.endpoints import JourneyNumber, ParticipantId, add
from api.writing import etag, headers, led_to, recorded
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Page

router = APIRouter(prefix="/v1/participants/{participantId}/journeys/{n}")


@router.get(
    "",
    tags=[Tag.STANDING],
    summary="Where a person stands with one arrest",
    operation_id="journey",
    response_description="The standing, with its reasons and limits, and the matter.",
)
def journey(
    participant_id: ParticipantId,
    n: JourneyNumber,
    day: AsAt,
    desk: TheDesk,
    caller: Reader,
    response: Response,
) -> JourneyReply:
    """Where they stand on the day `asAt`, and whether a conviction or caution is avoided.

    With the entries that make it so, the edition that governs, what the answer does not mean, and
    what is due next.
    """
    page = page_as_at(desk, caller, participant_id, day)
    response.headers["ETag"] = etag(page.version)
    return journey_reply(participant_id, page, n, day, desk.rulebook)


@router.get(
    "/explanation",
    tags=[Tag.STANDING],
    summary="The answer explained",
    operation_id="journeyExplanation",
    response_description="The standing in sentences, and the same as data.",
)
def explained(
    participant_id: ParticipantId,
    n: JourneyNumber,
    day: AsAt,
    desk: TheDesk,
    caller: Reader,
    response: Response,
) -> Explanation:
    """Why the answer is what it is, in sentences: entries, clauses, edition and limits."""
    page = page_as_at(desk, caller, participant_id, day)
    response.headers["ETag"] = etag(page.version)
    stands = standing_reply(participant_id, page, standing_of(page, n, day), desk.rulebook)
    return explanation(stands, journey_of(page, n))


@router.get(
    "/advice",
    tags=[Tag.STANDING, Tag.DECISION],
    summary="What the clauses advise",
    operation_id="journeyAdvice",
    response_description="Advice under every scheme that the force has adopted.",
)
def advised(
    participant_id: ParticipantId,
    n: JourneyNumber,
    day: On,
    as_at: AsAt,
    desk: TheDesk,
    caller: Reader,
) -> AdviceReply:
    """Every adopted scheme, clause by clause, for a decision on the day `on`; none is written."""
    page = page_as_at(desk, caller, participant_id, as_at)
    return advice_reply(desk, participant_id, page, n, day, as_at)


@router.get(
    "/events",
    tags=[Tag.STANDING],
    summary="The entries of a journey",
    operation_id="journeyEvents",
    response_description="Entries in the order in which they were written.",
)
def events(
    participant_id: ParticipantId,
    n: JourneyNumber,
    day: AsAt,
    desk: TheDesk,
    caller: Reader,
    request: Request,
    response: Response,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> Listed[EventReply]:
    """Every entry of the journey of a day up to `asAt`."""
    journey_of(page_as_at(desk, caller, participant_id, day), n)
    written = [
        entry
        for entry in desk.ledger.entries(participant_id)
        if entry.fact.on <= day and getattr(entry.fact, "journey", None) == n
    ]
    return events_reply(written, cursor, limit, request, response)


def _endpoint(route: CommandRoute) -> Any:
    known = () if route is CORRECTION_ON_A_JOURNEY else ("journey",)

    def endpoint(
        participant_id: ParticipantId,
        n: JourneyNumber,
        told: CommandForm,
        asked: AskedBy,
        desk: TheDesk,
        caller: Writer,
        response: Response,
    ) -> Recorded:
        page = page_of(desk, caller, participant_id)
        command = told.told(**dict.fromkeys(known, n))
        _see_that_it_is_of_the_journey(page, n, command)
        written = recorded(desk, asked, participant_id, command, told.why_late)
        headers(response, written, f"/v1/participants/{participant_id}/journeys/{n}")
        return led_to(participant_id, n, written, clock.today())

    return endpoint


def _see_that_it_is_of_the_journey(page: Page, number: int, command: object) -> None:
    if not isinstance(command, RecordedInError):
        return
    journey_of(page, number)
    fact = page.fact(command.line)
    if getattr(fact, "journey", number) != number:
        raise Problem.at("/line", "not-on-the-page", "The journey has no entry on that line.")


for route in (*OF_A_JOURNEY, CORRECTION_ON_A_JOURNEY):
    add(router, f"/{route.path}", route, _endpoint(route), Recorded)
