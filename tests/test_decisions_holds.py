"""What holds a journey, what falls due next, and when a person has to look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.decisions.standing import (
    Deadline,
    DeadlineKind,
    Hold,
    standing,
)
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.stations import (
    Closed,
    Completed,
    Prosecuted,
    Station,
    Transferred,
    Void,
)
from ledger.journey.words import (
    BreachCause,
    ClearedBecause,
    PauseReason,
    ProceedingsKind,
    ReoffendingTest,
    Screening,
    VoidReason,
)
from tests.story import INSPECTOR, NAVIGATOR, Story

SIGNED_ON = date(2019, 12, 10)
ON = date(2020, 3, 4)
LAST_ON = date(2020, 4, 10)
AFTER = date(2020, 4, 11)
ANNOUNCED, LAUNCHED = "checkpoint-cymru/2019-10", "checkpoint-cymru/2019-12"
ALLEGED = b.BreachAlleged(
    journey=1, on=ON, condition=1, breached_on=ON, cause=BreachCause.PARTICIPANT
)
PAUSED = c.ContractPaused(journey=1, on=ON, reason=PauseReason.ILLNESS)
COMPLAINT = e.ProceedingsNotified(journey=1, on=ON, kind=ProceedingsKind.COMPLAINT)


GRAVEST_FIRST = (Hold.SAFEGUARD, Hold.ALLEGATION, Hold.PAUSE, Hold.PROCEEDINGS)


def test_the_gravest_hold_is_the_one_that_people_read() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    story.do(COMPLAINT)
    assert (story.standing(ON).station, story.standing(ON).holds) == (
        "under-contract",
        (Hold.PROCEEDINGS,),
    )
    story.do(PAUSED)
    assert story.standing(ON).station == Hold.PAUSE
    story.do(ALLEGED)
    assert story.standing(ON).station == Hold.ALLEGATION
    story.do(story.screening(ON, Screening.POSITIVE))
    answer = story.standing(ON)
    assert (answer.station, answer.holds) == (Hold.SAFEGUARD, GRAVEST_FIRST)


def test_a_hold_is_read_of_the_work_only_and_not_once_it_is_closed() -> None:
    story = Story(LAUNCHED).offered(SIGNED_ON)
    story.do(story.screening(ON, Screening.POSITIVE))
    answer = story.standing(ON)
    assert (answer.station, answer.holds) == ("offered", (Hold.SAFEGUARD,))
    done = Story(LAUNCHED).signed(SIGNED_ON).completed(AFTER)
    done.do(replace(COMPLAINT, on=AFTER))
    assert done.standing(AFTER).holds == ()


def test_a_term_that_has_run_out_awaits_its_decision_though_nobody_noted_it() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    assert story.standing(LAST_ON).station == "under-contract"
    assert story.standing(AFTER).station == "awaiting-completion"


def due(kind: DeadlineKind, on: date) -> Deadline:
    return Deadline(kind, on)


def test_what_falls_due_is_what_comes_first_and_has_not_passed() -> None:
    story = Story(ANNOUNCED)
    offences = (story.offence(SIGNED_ON, "drunk-and-disorderly"),)
    story.offered(SIGNED_ON, offences=offences)
    limit = due(DeadlineKind.CHARGE_BY, date(2020, 6, 10))
    assert story.standing(SIGNED_ON).deadline == limit
    story.do(story.booking(SIGNED_ON, held_on=ON))
    assert story.standing(ON).deadline == due(DeadlineKind.COURSE, ON)
    assert story.standing(date(2020, 3, 5)).deadline == limit
    assert story.standing(date(2020, 6, 11)).deadline is None


def test_an_appointment_and_then_the_end_of_the_term_fall_due() -> None:
    story = Story(LAUNCHED).offered(SIGNED_ON)
    story.do(story.acceptance(SIGNED_ON))
    story.do(
        c.NavigatorAssigned(
            journey=1, on=SIGNED_ON, navigator=NAVIGATOR, appointment_on=ON, station="Llay"
        )
    )
    assert story.standing(SIGNED_ON).deadline == due(DeadlineKind.APPOINTMENT, ON)
    story.do(story.assessment(SIGNED_ON))
    assert story.standing(SIGNED_ON).deadline is None
    story.do(story.contract(SIGNED_ON))
    assert story.standing(SIGNED_ON).deadline == due(DeadlineKind.TERM_ENDS, LAST_ON)
    assert story.standing(LAST_ON).deadline == due(DeadlineKind.TERM_ENDS, LAST_ON)
    assert story.standing(AFTER).deadline is None


@pytest.mark.parametrize(
    "station",
    [
        Completed(),
        Prosecuted(),
        Closed("10", diverted=False),
        Transferred("gwent"),
        Void(VoidReason.UNDER_AGE),
    ],
    ids=lambda station: station.NAME,
)
def test_nothing_falls_due_once_the_matter_is_over(station: Station) -> None:
    story = Story(LAUNCHED)
    story.do(story.arrest(ON, offences=(story.offence(ON, "drunk-and-disorderly"),)))
    over = replace(story.journey, station=station)
    page = replace(story.page, journeys=(over,))
    answer = standing(page, 1, ON)
    assert answer is not None
    assert answer.deadline is None


THEFT = b.ReoffenceAlleged(journey=1, on=AFTER, offence_code="theft", offence_on=ON)


def test_a_reoffence_learnt_of_after_completion_asks_for_a_review_until_it_is_cleared() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON).completed(AFTER)
    assert not story.standing(AFTER).review
    story.do(THEFT)
    assert story.standing(AFTER).review
    confirmed = b.ReoffenceConfirmed(
        journey=1,
        on=AFTER,
        allegation=1,
        reached=ReoffendingTest.CHARGE,
        decided_by=INSPECTOR,
        rationale="It was in the term.",
    )
    story.do(confirmed)
    assert story.standing(AFTER).review
    cleared = b.ReoffenceCleared(
        journey=1, on=AFTER, allegation=1, because=ClearedBecause.ACQUITTED
    )
    story.do(cleared)
    assert not story.standing(AFTER).review


def test_what_is_alleged_during_the_contract_asks_for_no_review() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    story.do(replace(THEFT, on=ON))
    assert not story.standing(ON).review
