"""Given a contract, when its participant is arrested again, then a reoffence may be alleged."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ledger.journey.commands import RecordArrest
from ledger.journey.facts.breach import ReoffenceAlleged, ReturnedForDecision
from ledger.journey.facts.contract import Withdrawn
from ledger.journey.facts.ending import Charged, JourneyVoided, NotProsecuted, TermEnded
from ledger.journey.words import (
    ReturnReason,
    VoidReason,
)
from tests.story import INSPECTOR, OFFICER, Story

SIGNED_ON = date(2019, 12, 10)
AFTER = date(2020, 4, 11)
LAUNCHED = "checkpoint-cymru/2019-12"


def alleged(allegation: int, offence_on: date, **changes: Any) -> ReoffenceAlleged:
    return ReoffenceAlleged(
        journey=1,
        on=AFTER,
        allegation=allegation,
        offence_code="theft",
        offence_on=offence_on,
        gravity=2,
        arising_from=2,
        **changes,
    )


def thefts(story: Story, *days: date) -> RecordArrest:
    return story.arrest(AFTER, offences=tuple(story.offence(day, "theft") for day in days))


def test_each_new_offence_in_the_term_is_alleged_and_no_other() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    days = (SIGNED_ON, date(2019, 12, 11), date(2020, 4, 10), AFTER)
    _, *allegations = story.do(thefts(story, *days))
    assert allegations == [alleged(1, days[1]), alleged(2, days[2])]


def test_the_hour_of_a_new_offence_is_told_with_it() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    hour = datetime(2019, 12, 10, 13, tzinfo=UTC)
    told = story.offence(SIGNED_ON, "theft", ended_at=hour)
    _, *allegations = story.do(story.arrest(AFTER, offences=(told,)))
    assert allegations == [alleged(1, SIGNED_ON, offence_at=hour)]


def bring_to(story: Story, end: str) -> None:
    match end:
        case "awaiting completion":
            story.do(TermEnded(journey=1, on=AFTER))
        case "completed":
            story.do(story.completion(AFTER))
        case "closed as diverted":
            story.completed(AFTER)
        case "withdrawn":
            story.do(Withdrawn(journey=1, on=AFTER))
        case "closed otherwise":
            story.do(Withdrawn(journey=1, on=AFTER))
            story.do(returned(ReturnReason.WITHDRAWN))
            story.do(Charged(journey=1, on=AFTER, decided_by=OFFICER))
            story.do(NotProsecuted(journey=1, on=AFTER, decided_by=INSPECTOR))
            story.do(story.outcome(AFTER, "1"))
        case _:
            story.do(
                JourneyVoided(
                    journey=1, on=AFTER, reason=VoidReason.UNDER_AGE, decided_by=INSPECTOR
                )
            )


def returned(because: ReturnReason) -> ReturnedForDecision:
    return ReturnedForDecision(journey=1, on=AFTER, because=because, returned_to=OFFICER)


@pytest.mark.parametrize(
    ("end", "allegations"),
    [
        ("awaiting completion", 1),
        ("completed", 1),
        ("closed as diverted", 1),
        ("withdrawn", 0),
        ("closed otherwise", 0),
        ("void", 0),
    ],
)
def test_a_reoffence_is_alleged_where_a_diversion_is_still_at_stake(
    end: str, allegations: int
) -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    bring_to(story, end)
    assert len(story.do(thefts(story, date(2020, 4, 10)))) == 1 + allegations
