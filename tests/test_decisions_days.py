"""Given a page, when something is told late, then it means the same by its day as told last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.decisions.refusals import ComesTooLate, NeedsReason, WrongDay
from ledger.journey.commands import Command
from ledger.journey.evolve import evolve
from ledger.journey.facts import contract as c
from ledger.journey.facts.arrest import ArrestRecorded, SafeguardingScreened
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.journey import Journey
from ledger.journey.page import replay
from ledger.journey.words import Absence, PauseReason, Screening
from tests.refusing import refusal
from tests.stations_told import STATIONS
from tests.story import INSPECTOR, Story
from tests.test_decisions_turns import commands

SIGNED_ON = date(2019, 12, 10)
ON = date(2020, 3, 4)
EARLIER = date(2020, 2, 3)
LATE = "The form came with the post."
MISSED = c.SessionMissed(journey=1, on=EARLIER, absence=Absence.EXCUSED)
PAUSED = c.ContractPaused(journey=1, on=EARLIER, reason=PauseReason.ILLNESS)


def signed() -> Story:
    story = Story("checkpoint-cymru/2019-12").signed(SIGNED_ON)
    story.do(story.screening(ON))
    return story


@pytest.mark.parametrize("reason", ["", " \n"])
def test_what_is_dated_before_the_last_that_is_told_says_why_it_is_late(reason: str) -> None:
    story = signed()
    story.attempt(MISSED, late_because=reason)
    assert type(story.refused) is NeedsReason
    assert story.do(MISSED, late_because=LATE) == (MISSED,)


def test_what_is_dated_on_the_last_day_that_is_told_is_not_late() -> None:
    assert signed().do(replace(MISSED, on=ON)) == (replace(MISSED, on=ON),)


def test_what_is_late_takes_its_place_by_its_day() -> None:
    story = signed()
    story.do(PAUSED, late_because=LATE)
    assert story.standing(date(2020, 2, 2)).station == "under-contract"
    assert story.standing(EARLIER).station == "paused"
    assert story.standing(ON).station == "paused"
    assert story.page.latest == ON


def screened_late(story: Story) -> SafeguardingScreened:
    command = story.screening(EARLIER, Screening.POSITIVE)
    assert isinstance(command, SafeguardingScreened)
    return command


def before_the_signing(story: Story) -> c.ConditionMet:
    return c.ConditionMet(journey=1, on=SIGNED_ON - timedelta(days=1), condition=1)


@pytest.mark.parametrize("tell", [screened_late, before_the_signing])
def test_what_would_change_what_came_after_is_too_late(tell: Callable[[Story], Command]) -> None:
    story = Story("checkpoint-cymru/2019-12")
    story.signed(SIGNED_ON, arrested_on=SIGNED_ON - timedelta(days=1))
    story.do(story.screening(ON))
    story.attempt(tell(story), late_because=LATE)
    assert type(story.refused) is ComesTooLate
    assert story.refused.pointer == "/on"


def test_nothing_is_told_of_a_day_before_the_arrest() -> None:
    story = signed()
    early = replace(MISSED, on=SIGNED_ON - timedelta(days=1))
    assert refusal(WrongDay, story, early).pointer == "/on"


def test_an_error_is_put_right_whatever_it_changes() -> None:
    story = signed()
    line = next(n for n, f in story.page.written if isinstance(f, c.ContractSigned))
    error = RecordedInError(on=EARLIER, line=line, decided_by=INSPECTOR)
    refusal(NeedsReason, story, error)
    assert story.do(error, late_because=LATE) == (error,)
    assert story.journey.station.NAME == "assessed"


def told_as_written(story: Story) -> tuple[Journey, ...]:
    """The journeys as the entries tell them in the order in which they were written."""
    journeys: dict[int, Journey] = {j.number: j for j in story.page.journeys}
    told: dict[int, Journey] = {}
    for _, fact in story.page.written:
        if isinstance(fact, ArrestRecorded):
            told[fact.journey] = replay([(1, fact)]).journeys[0]
        elif (number := getattr(fact, "journey", 0)) in told:
            told[number] = evolve(told[number], fact)  # type: ignore[arg-type]
    assert journeys.keys() == told.keys()
    return tuple(replace(told[number], telling=()) for number in sorted(told))


LATENESS = st.integers(-200, 200).map(lambda days: timedelta(days=days))


@settings(max_examples=60)
@given(st.sampled_from(list(STATIONS)), st.data())
def test_whatever_is_accepted_means_the_same_by_its_day_as_it_was_told(
    station: str, data: st.DataObject
) -> None:
    story = STATIONS[station]()
    for _ in range(data.draw(st.integers(1, 5))):
        on = story.page.latest + data.draw(LATENESS)
        tried = commands(story, max(on, SIGNED_ON))
        story.attempt(data.draw(st.sampled_from(list(tried.values()))), late_because=LATE)
    by_day = replay(story.page.written)
    assert by_day == story.page
    assert tuple(replace(j, telling=()) for j in by_day.journeys) == told_as_written(story)
