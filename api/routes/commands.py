"""Every command on a journey, and on a page as a whole."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from api import clock
from api.callers import Writer
from api.command_routes import CORRECTION_ON_A_JOURNEY, OF_A_JOURNEY, OF_A_PAGE, CommandRoute
from api.desk import Desk, TheDesk
from api.forms import CommandForm
from api.problems import Problem
from api.reading import journey_of, page_of
from api.replies.written import Recorded
from api.requests import AskedBy
from api.roles import Caller
from api.routes.endpoints import JourneyNumber, ParticipantId, add
from api.writing import headers, led_to, recorded
from ledger.journey.facts.person import PagesLinked
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.page import Page

PAGE = "/v1/participants/{participantId}"

router = APIRouter()


def _of_a_journey(route: CommandRoute) -> Any:
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
    add(router, f"{PAGE}/journeys/{{n}}/{route.path}", route, _of_a_journey(route), Recorded)


def _of_a_page() -> Any:
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
    add(router, f"{PAGE}/{route.path}", route, _of_a_page(), Recorded)
