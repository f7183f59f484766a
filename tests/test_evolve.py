"""How each fact moves a journey on, whatever was written and in whatever order it came."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given

from ledger.journey import changing
from ledger.journey.calendar import Term
from ledger.journey.evolve import STAGES, TOLD_BY, evolve, opened
from ledger.journey.facts import JourneyFact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.journey import Journey, Signed
from ledger.journey.page import Line
from ledger.journey.parts import Condition
from ledger.journey.stations import Arrested, Closed, OnCourse, UnderContract
from ledger.journey.words import ConditionKind
from tests.any_facts import ANY_LINES
from tests.story import OFFICER, Story, noon

SIGNED_ON = date(2019, 12, 10)
LAUNCHED = "checkpoint-cymru/2019-12"
COURSE_ONLY = "avon-somerset-dep/2019"
TREATMENT = Condition(kind=ConditionKind.TREATMENT)
HOUSING = Condition(kind=ConditionKind.PATHWAY_INTERVENTION)
WORK = Condition(kind=ConditionKind.VOLUNTARY_WORK, hours=20)


def test_every_fact_of_a_journey_is_told_by_one_stage() -> None:
    assert set(get_args(JourneyFact)) == STAGES.keys()
    told = [fact for _, facts in TOLD_BY for fact in get_args(facts)]
    assert len(told) == len(set(told))


@given(ANY_LINES)
def test_a_journey_takes_any_fact_in_any_order(lines: tuple[Line, ...]) -> None:
    (_, arrest), *rest = lines
    assert isinstance(arrest, a.ArrestRecorded)
    journey = opened(arrest)
    for _, fact in rest:
        if isinstance(fact, JourneyFact):
            journey = evolve(journey, fact)
    assert journey.arrest == arrest


@pytest.mark.parametrize("last_on", [date(2019, 12, 9), date.min])
def test_a_contract_said_to_end_before_its_signing_binds_for_that_day(last_on: date) -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    journey = evolve(story.journey, replace(story.contract(SIGNED_ON), last_on=last_on))
    assert isinstance(journey.contract, Signed)
    assert journey.contract.term == Term(noon(SIGNED_ON), SIGNED_ON)


@pytest.mark.parametrize(
    ("before", "kept", "after", "kept_now"),
    [
        pytest.param((TREATMENT, WORK), {2}, (TREATMENT, WORK), {2}, id="nothing changes"),
        pytest.param((TREATMENT, WORK), {2}, (WORK, HOUSING), {1}, id="it moves up"),
        pytest.param((TREATMENT, WORK), {1}, (HOUSING, WORK), set(), id="it goes"),
        pytest.param((TREATMENT, WORK), {2}, (replace(WORK, hours=30),), set(), id="it grows"),
        pytest.param((WORK, WORK), {2}, (WORK, WORK), {1}, id="one of two is kept"),
        pytest.param((TREATMENT,), {0, 7}, (TREATMENT,), set(), id="no such number"),
    ],
)
def test_what_was_kept_or_discharged_stays_so_in_a_changed_contract(
    before: tuple[Condition, ...],
    kept: set[int],
    after: tuple[Condition, ...],
    kept_now: set[int],
) -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    signed = evolve(story.journey, story.contract(SIGNED_ON, conditions=before))
    assert isinstance(signed.contract, Signed)
    numbers = frozenset(kept)
    settled = replace(signed, contract=replace(signed.contract, kept=numbers, discharged=numbers))
    varied = evolve(settled, variation(story, after))
    assert isinstance(varied.contract, Signed)
    assert set(varied.contract.kept) == set(varied.contract.discharged) == kept_now


def variation(story: Story, conditions: tuple[Condition, ...]) -> c.ContractVaried:
    return c.ContractVaried(
        journey=1,
        on=SIGNED_ON,
        signed_by_participant=True,
        last_on=SIGNED_ON,
        conditions=conditions,
        edition=story.edition.ref,
    )


def test_without_a_contract_there_is_none_to_change_and_none_to_keep() -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    changes: tuple[c.ContractFact, ...] = (
        variation(story, (TREATMENT,)),
        c.ConditionMet(journey=1, on=SIGNED_ON, condition=1),
        c.ConditionDischarged(journey=1, on=SIGNED_ON, condition=1),
    )
    assert [evolve(story.journey, fact) for fact in changes] == [story.journey] * 3


def test_a_course_that_is_the_whole_disposal_begins_with_the_booking_once_accepted() -> None:
    story = Story(COURSE_ONLY).offered(SIGNED_ON)
    story.do(story.acceptance(SIGNED_ON))
    story.do(story.booking(SIGNED_ON))
    assert story.journey.station == OnCourse()


def test_a_booking_beside_a_contract_moves_nobody() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    story.do(story.booking(SIGNED_ON))
    assert story.journey.station == UnderContract()


def test_a_charge_told_of_a_closed_journey_leaves_it_closed_and_counts() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON).completed(date(2020, 4, 11))
    charged = e.Charged(journey=1, on=date(2020, 4, 12), decided_by=OFFICER)
    after = evolve(story.journey, charged)
    assert (after.station, after.verdicts.charged) == (Closed("22", diverted=True), True)


def test_asking_the_prosecutor_moves_only_what_was_returned() -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    asked = e.ReferredToProsecutor(journey=1, on=SIGNED_ON, referred_by=OFFICER)
    assert evolve(story.journey, asked) == story.journey


def test_a_term_ends_only_for_who_is_under_contract() -> None:
    story = Story(LAUNCHED).ready_to_sign(SIGNED_ON)
    assert evolve(story.journey, e.TermEnded(journey=1, on=SIGNED_ON)) == story.journey


@pytest.mark.parametrize(("code", "diverted"), [("22", True), ("8", True), ("5", False)])
def test_death_before_the_closing_is_no_diversion(code: str, diverted: bool) -> None:
    story = Story(LAUNCHED).signed(SIGNED_ON)
    story.do(story.completion(date(2020, 4, 11)))
    closed = evolve(story.journey, story.outcome(date(2020, 4, 12), code))
    assert closed.station == Closed(code, diverted)


def test_replacing_is_what_the_standard_library_does_and_the_first_stays() -> None:
    journey = Story(LAUNCHED).offered(SIGNED_ON).journey
    changed: Journey = changing.replace(journey, paused=True, station=Arrested())
    assert changed == dataclasses.replace(journey, paused=True, station=Arrested())
    assert journey != changed
