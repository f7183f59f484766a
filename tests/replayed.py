"""A page under contract, and a reoffence of 1 March that is learnt of three weeks late."""

from __future__ import annotations

from datetime import date

from ledger.journey.facts.breach import ReoffenceAlleged
from tests.service import Caller
from tests.story import Story

SIGNED_ON = date(2019, 12, 10)
OFFENDED_ON = date(2020, 3, 1)
LEARNT_ON = date(2020, 3, 22)
THEN = "2020-03-10"
"""A day after the reoffence, and before it was learnt of."""

LATE = "The other force told us three weeks later."


def signed(caller: Caller, edition: str = "checkpoint-cymru/2019-10") -> str:
    """The page of somebody under contract since 10 December 2019, of twelve lines or less."""
    story = Story(edition).signed(SIGNED_ON)
    page = caller.tell_all(story.arrest(SIGNED_ON))
    steps = [story.screening, story.victim, story.decision, story.offer]
    if story.edition.route == "course-then-contract":
        steps += [story.booking, story.attendance, story.course_completion]
    steps += [story.acceptance, story.assessment, story.contract]
    return caller.tell_all(*(step(SIGNED_ON) for step in steps), page=page)


def reoffence() -> ReoffenceAlleged:
    return ReoffenceAlleged(journey=1, on=OFFENDED_ON, offence_code="theft", offence_on=OFFENDED_ON)
