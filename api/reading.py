"""Pages as a caller may see them: their own force's, as told of a civil day.

A page of another force, and one that is not there, get the same answer, and cost as much: of either
the first entry is looked for, and no more. Whoever reads for somebody goes through `gate`.
"""

from __future__ import annotations

from datetime import date

from api.desk import Desk
from api.problems import Problem
from api.roles import Caller, Permission
from ledger.journey.journey import Journey
from ledger.journey.page import Page, replay
from ledger.record.streams import is_persons


def page_of(desk: Desk, caller: Caller, page_id: str) -> Page:
    """The page whole, if it is of the caller's force.

    Raises:
        Problem: There is no such page, or it is not the caller's to see.
        CorruptEntry, Unavailable: As `Ledger.page` says.
    """
    if desk.ledger.force_of(page_id) != caller.force or not is_persons(page_id):
        raise Problem("no-such-page")
    page = desk.ledger.page(page_id)
    if page.force != caller.force:
        raise Problem("no-such-page")
    return page


def as_told(page: Page, caller: Caller, day: date) -> Page:
    """The page as told of `day`, inclusive, for somebody to read.

    Raises:
        Problem: There is no such page by then, or it is restricted.
    """
    if page.restricted and not caller.may(Permission.READ_RESTRICTED):
        raise Problem("page-restricted")
    told = replay(page.written, day)
    if not told.journeys:
        raise Problem("no-such-page", "Nothing had happened by that day.")
    return told


def journey_of(page: Page, number: int) -> Journey:
    """Journey `number` of a page as it is told.

    Raises:
        Problem: There is none, or not yet.
    """
    journey = page.journey(number)
    if journey is None:
        raise Problem("no-such-journey")
    return journey
