"""Deciding on what is published of a journey: what the ledger answers, and from how much of it.

The answer is worked out here, by the same `standing` as every other, so that whoever has the same
entries works out the same; `agreement` is how they do.
"""

from __future__ import annotations

from ledger.decisions.refusals import NoSuchJourney, OutOfTurn, WrittenSince, WrongDay
from ledger.decisions.standing import standing
from ledger.journey.commands import PublishStatus
from ledger.journey.facts import Fact
from ledger.journey.facts.institution import StatusPublished
from ledger.journey.page import Page, replay


def publish(page: Page, command: PublishStatus) -> tuple[Fact, ...]:
    """The status as the page tells it, as at the day named.

    Raises:
        WrongDay: The day to tell of is after the day of publication.
        WrittenSince: The page has other lines than those that the sealed ledger holds.
        NoSuchJourney: There is no journey of that number by then.
        OutOfTurn: No edition governs the journey by then: eligibility is not decided.
    """
    if command.as_at > command.on:
        raise WrongDay("What is published is told of the day itself, or of one before.", "/as_at")
    if command.version != page.version:
        raise WrittenSince("Something was written on the page since the ledger was sealed.")
    told = standing(replay(page.written, command.as_at), command.journey, command.as_at)
    if told is None:
        raise NoSuchJourney("The page has no journey of that number by that day.")
    if told.edition is None:
        raise OutOfTurn("Eligibility has not been decided by that day: no edition governs yet.")
    published = StatusPublished(
        on=command.on,
        journey=command.journey,
        record=told.record,
        station=told.station,
        as_at=command.as_at,
        size=command.size,
        root=command.root,
        edition=told.edition,
        engine=command.engine,
    )
    return (published,)
