"""Arrests: each opens a journey, on the person's page."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api import clock
from api.callers import Writer
from api.command_routes import ARREST
from api.desk import TheDesk
from api.finding import page_for
from api.forms import CommandForm
from api.problems import Problem
from api.replies.written import Recorded
from api.requests import AskedBy
from api.routes.endpoints import add
from api.writing import headers, led_to, recorded
from ledger.journey.facts.arrest import ArrestRecorded
from ledger.record import book

router = APIRouter(prefix="/v1")


def arrest(
    told: CommandForm, asked: AskedBy, desk: TheDesk, caller: Writer, response: Response
) -> Recorded:
    if getattr(told, "force", None) not in {None, caller.force}:
        raise Problem("another-force")
    command = told.told(force=caller.force)
    with page_for(desk, caller, command, getattr(told, "participant_id", "")) as page_id:
        written = recorded(desk, asked, page_id, command, told.why_late)
    number = _opened(written)
    headers(response, written, f"/v1/participants/{page_id}/journeys/{number}")
    return led_to(page_id, number, written, clock.today())


def _opened(written: book.Recorded) -> int:
    facts = (entry.fact for entry in written.entries)
    return next(fact.journey for fact in facts if isinstance(fact, ArrestRecorded))


add(router, f"/{ARREST.path}", ARREST, arrest, Recorded)
