"""Every command: an arrest, those on a journey and on a page, and a force's adoption."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from api.command_routes import (
    ADOPTION,
    ARREST,
    CORRECTION_ON_A_JOURNEY,
    ERASURE,
    OF_A_JOURNEY,
    OF_A_PAGE,
    PUBLICATION,
    CommandRoute,
)
from api.commanding import Put, put_forward, see_that_it_is_theirs
from api.desk import Desk, TheDesk
from api.forms import CommandForm
from api.problems import Problem
from api.refused import put_down_if_refused
from api.replies.written import Adopted, Recorded, StatusRecorded
from api.requests import Asked, AskedBy
from api.routes.endpoints import JourneyNumber, ParticipantId, add
from ledger.record.book import force_page

PAGE = "/participants/{participantId}"
JOURNEY = PAGE + "/journeys/{n}"

Force = Annotated[str, Path(description="The force's code: the caller's own.")]

router = APIRouter(prefix="/v1")


def _arrest(route: CommandRoute) -> Any:
    def endpoint(told: CommandForm, asked: AskedBy, desk: TheDesk) -> Response:
        with put_down_if_refused(desk, asked, route):
            return put_forward(desk, asked, Put(route, told)).response()

    return endpoint


def _on_a_journey(route: CommandRoute) -> Any:
    def endpoint(
        participant_id: ParticipantId,
        n: JourneyNumber,
        told: CommandForm,
        asked: AskedBy,
        desk: TheDesk,
    ) -> Response:
        with put_down_if_refused(desk, asked, route, participant_id):
            _see_that_they_looked(desk, asked, participant_id)
            return put_forward(desk, asked, Put(route, told, participant_id, n)).response()

    return endpoint


def _on_a_page(route: CommandRoute) -> Any:
    def endpoint(
        participant_id: ParticipantId,
        told: CommandForm,
        asked: AskedBy,
        desk: TheDesk,
    ) -> Response:
        with put_down_if_refused(desk, asked, route, participant_id):
            _see_that_they_looked(desk, asked, participant_id)
            return put_forward(desk, asked, Put(route, told, participant_id)).response()

    return endpoint


def _adoption(route: CommandRoute) -> Any:
    def endpoint(force: Force, told: CommandForm, asked: AskedBy, desk: TheDesk) -> Response:
        if asked.seen is None and desk.ledger.first(force_page(asked.caller.force)):
            raise Problem("if-match-missing")
        return put_forward(desk, asked, Put(route, told, force)).response()

    return endpoint


def _see_that_they_looked(desk: Desk, asked: Asked, page_id: str) -> None:
    if asked.seen is None:
        see_that_it_is_theirs(desk, asked, page_id)
        raise Problem("if-match-missing")


add(router, f"/{ARREST.path}", ARREST, _arrest(ARREST), Recorded)
for route in (*OF_A_JOURNEY, CORRECTION_ON_A_JOURNEY):
    add(router, f"{JOURNEY}/{route.path}", route, _on_a_journey(route), Recorded)
add(
    router, f"{JOURNEY}/{PUBLICATION.path}", PUBLICATION, _on_a_journey(PUBLICATION), StatusRecorded
)
for route in (*OF_A_PAGE, ERASURE):
    add(router, f"{PAGE}/{route.path}", route, _on_a_page(route), Recorded)
add(router, f"/forces/{{force}}/{ADOPTION.path}", ADOPTION, _adoption(ADOPTION), Adopted)
