"""Given a finding, when it is taken back or the matter returned for it, then these facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.decisions.refusals import NeedsRationale, NotFound, OutOfTurn
from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.journey import Found
from ledger.journey.parts import Official
from ledger.journey.stations import (
    AwaitingCompletion,
    BreachFound,
    ReoffenceFound,
    Returned,
    UnderContract,
)
from ledger.journey.words import BreachCause, ClearedBecause, Record, ReoffendingTest, ReturnReason
from tests.refusing import clauses, refusal
from tests.story import ASSURANCE, INSPECTOR, OFFICER, SERGEANT, Story

SIGNED_ON = date(2019, 12, 10)
ON = date(2020, 3, 4)
LATER = date(2020, 3, 9)
LAUNCHED = "checkpoint-cymru/2019-12"
DURHAM = "durham-checkpoint/2020-02"
COURSE_ONLY = "avon-somerset-dep/2019"
WHY = "No excuse was given."

BREACH = b.BreachAlleged(
    journey=1, on=ON, condition=1, breached_on=ON, cause=BreachCause.PARTICIPANT
)
REOFFENCE = b.ReoffenceAlleged(journey=1, on=ON, offence_code="theft", offence_on=ON, gravity=2)
CONFIRMED = b.BreachConfirmed(
    journey=1, on=LATER, allegation=1, decided_by=INSPECTOR, rationale=WHY
)
EXCUSED = b.BreachExcused(journey=1, on=LATER, allegation=1, decided_by=SERGEANT, rationale=WHY)
RESCINDED = b.BreachRescinded(journey=1, on=LATER, allegation=1, decided_by=SERGEANT, rationale=WHY)
REOFFENDED = b.ReoffenceConfirmed(
    journey=1,
    on=LATER,
    allegation=1,
    reached=ReoffendingTest.CHARGE,
    decided_by=INSPECTOR,
    rationale=WHY,
)
FORGIVEN = b.ReoffenceExcused(
    journey=1, on=LATER, allegation=1, decided_by=INSPECTOR, rationale=WHY
)
CLEARED = b.ReoffenceCleared(
    journey=1, on=LATER, allegation=1, because=ClearedBecause.NO_FURTHER_ACTION
)


def signed(*commands: Command, edition: str = LAUNCHED) -> Story:
    story = Story(edition).signed(SIGNED_ON)
    for command in commands:
        story.do(command)
    return story


RETURNED = b.ReturnedForDecision(
    journey=1, on=LATER, because=ReturnReason.BREACH, returned_to=OFFICER
)


def test_a_breach_is_taken_back_by_another_official() -> None:
    story = signed(BREACH, CONFIRMED)
    assert refusal(NeedsRationale, story, replace(RESCINDED, rationale="")).sentence
    assert clauses(story, replace(RESCINDED, decided_by=INSPECTOR)) == ("B11",)
    assert story.do(RESCINDED) == (RESCINDED,)
    assert story.journey.allegations[0].found == Found.RESCINDED
    assert story.journey.station == UnderContract()


def test_whoever_confirmed_it_does_not_take_it_back_under_another_spelling() -> None:
    story = signed(BREACH, replace(CONFIRMED, decided_by=replace(INSPECTOR, number="0412")))
    respelt = replace(INSPECTOR, name=INSPECTOR.name.lower(), number="0412")
    assert clauses(story, replace(RESCINDED, decided_by=respelt)) == ("B11",)
    namesake = replace(RESCINDED, decided_by=replace(INSPECTOR, number="0413"))
    assert story.do(namesake) == (namesake,)


def test_a_breach_is_taken_back_where_the_matter_was_returned_for_it() -> None:
    story = signed(BREACH, CONFIRMED, RETURNED)
    assert story.journey.station.NAME == "returned"
    assert story.do(RESCINDED) == (RESCINDED,)
    assert story.journey.station.NAME == "under-contract"


def test_only_what_was_confirmed_is_taken_back() -> None:
    story = signed(BREACH, c.Withdrawn(journey=1, on=LATER))
    story.do(replace(RETURNED, because=ReturnReason.WITHDRAWN))
    assert refusal(NotFound, story, RESCINDED).pointer == "/allegation"


def test_whoever_confirmed_last_is_the_one_who_may_not_take_it_back() -> None:
    chief = Official(name="Ch Insp Tomos Ellis", role=INSPECTOR.role, rank=INSPECTOR.rank)
    story = signed(BREACH, replace(BREACH, breached_on=SIGNED_ON), CONFIRMED, RESCINDED)
    second = replace(CONFIRMED, allegation=2, decided_by=chief)
    story.do(second)
    assert clauses(story, replace(RESCINDED, allegation=2, decided_by=chief)) == ("B11",)
    assert story.do(replace(RESCINDED, allegation=2, decided_by=INSPECTOR))


def test_one_of_two_findings_taken_back_leaves_the_other() -> None:
    story = signed(REOFFENCE, replace(BREACH, on=ON), replace(CONFIRMED, allegation=2))
    assert story.journey.station == BreachFound()
    story.do(CLEARED)
    assert story.journey.station == BreachFound()


def test_a_reoffence_confirmed_after_completion_moves_nobody() -> None:
    story = signed()
    day = date(2020, 4, 11)
    story.do(story.completion(day))
    story.do(replace(REOFFENCE, on=day))
    story.do(replace(REOFFENDED, on=day))
    assert story.journey.station.NAME == "completed"
    assert [a.found for a in story.journey.confirmed] == [Found.CONFIRMED]


FELL: dict[ReturnReason, tuple[Command, ...]] = {
    ReturnReason.BREACH: (BREACH, CONFIRMED),
    ReturnReason.REOFFENCE: (REOFFENCE, REOFFENDED),
    ReturnReason.WITHDRAWN: (c.Withdrawn(journey=1, on=LATER),),
}


@pytest.mark.parametrize("because", FELL)
def test_a_matter_is_returned_for_what_happened_or_as_no_longer_eligible(
    because: ReturnReason,
) -> None:
    other = ReturnReason.DECLINED
    for given in (because, ReturnReason.NO_LONGER_ELIGIBLE):
        story = signed(*FELL[because])
        refused = refusal(OutOfTurn, story, replace(RETURNED, because=other))
        assert because in refused.sentence
        told = replace(RETURNED, because=given)
        assert story.do(told) == (told,)
        assert story.journey.station == Returned(given)


def test_a_matter_that_is_under_way_is_returned_only_as_no_longer_eligible() -> None:
    story = signed()
    refusal(OutOfTurn, story, RETURNED)
    told = replace(RETURNED, because=ReturnReason.NO_LONGER_ELIGIBLE)
    assert story.do(told) == (told,)


DONE = date(2020, 4, 11)
MUCH_LATER = date(2020, 6, 1)
TAKEN_BACK = e.CompletionRescinded(
    journey=1, on=DONE, allegation=1, decided_by=INSPECTOR, rationale=WHY
)


def completion_taken_back() -> Story:
    reserving = replace(ASSURANCE, allows_rescission=True)
    story = Story(LAUNCHED).signed(SIGNED_ON, assurance=reserving).completed(DONE)
    for command in (REOFFENCE, REOFFENDED, TAKEN_BACK):
        story.do(replace(command, on=DONE))
    assert story.journey.station == Returned(ReturnReason.COMPLETION_RESCINDED)
    return story


@pytest.mark.parametrize("command", [CLEARED, RESCINDED], ids=["cleared", "taken back"])
def test_where_completion_was_taken_back_for_it_a_person_completes_anew(command: Command) -> None:
    story = completion_taken_back()
    story.do(replace(command, on=MUCH_LATER))
    assert story.journey.station == AwaitingCompletion()
    assert story.standing(DONE).record == Record.AT_RISK
    assert story.standing(MUCH_LATER).record == Record.PENDING
    story.completed(MUCH_LATER)
    assert story.standing(MUCH_LATER).record == Record.AVOIDED
    assert not story.standing(MUCH_LATER).review


def test_completion_stays_taken_back_while_something_else_is_confirmed() -> None:
    reserving = replace(ASSURANCE, allows_rescission=True)
    story = Story(LAUNCHED).signed(SIGNED_ON, assurance=reserving).completed(DONE)
    for command in (REOFFENCE, REOFFENDED, REOFFENCE, replace(REOFFENDED, allegation=2)):
        story.do(replace(command, on=DONE))
    story.do(TAKEN_BACK)
    story.do(replace(CLEARED, on=MUCH_LATER))
    assert story.journey.station == Returned(ReturnReason.COMPLETION_RESCINDED)


def test_an_arrest_while_completion_was_taken_back_is_alleged_when_it_is_cleared() -> None:
    story = completion_taken_back()
    theft = story.offence(ON, "theft")
    assert len(story.do(story.arrest(MUCH_LATER, offences=(theft,)))) == 1
    _, allegation = story.do(replace(CLEARED, on=MUCH_LATER))
    assert isinstance(allegation, b.ReoffenceAlleged)
    assert (allegation.allegation, allegation.arising_from) == (2, 2)
    assert clauses(story, story.completion(MUCH_LATER)) == ("F5",)


def test_a_reoffence_that_is_confirmed_takes_the_journey_out_of_its_contract() -> None:
    assert signed(REOFFENCE, REOFFENDED).journey.station == ReoffenceFound()
