"""Given an arrest, when a contract comes to bind at its offence, then a reoffence is alleged.

Whatever was written first, the same facts come to the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from ledger.decisions.standing import Hold
from ledger.journey.commands import Command, VaryContract
from ledger.journey.facts import Fact
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.facts.arrest import OffenceReclassified
from ledger.journey.facts.protection import RecordedInError
from ledger.journey.parts import Override
from ledger.journey.words import (
    BreachCause,
    ClearedBecause,
    Record,
    ReoffendingTest,
    ReturnReason,
    VoidReason,
)
from tests.story import INSPECTOR, OFFICER, SERGEANT, Story

ANNOUNCED = "checkpoint-cymru/2019-10"
SIGNED_ON = date(2019, 12, 10)
BROKEN_ON = date(2020, 3, 2)
AGAIN_ON = date(2020, 4, 1)
LATER = date(2020, 5, 1)
AFTER = date(2020, 12, 11)
AFTER_LONGER = date(2021, 1, 11)
PAPER = "It was signed on paper."
WHY = "See the file."

BREACH = b.BreachAlleged(
    journey=1, on=BROKEN_ON, condition=1, breached_on=BROKEN_ON, cause=BreachCause.PARTICIPANT
)
CONFIRMED = b.BreachConfirmed(
    journey=1, on=BROKEN_ON, allegation=1, decided_by=INSPECTOR, rationale=WHY
)
RESCINDED = b.BreachRescinded(journey=1, on=LATER, allegation=1, decided_by=SERGEANT, rationale=WHY)
REOFFENCE = b.ReoffenceAlleged(
    journey=1, on=BROKEN_ON, offence_code="theft", offence_on=BROKEN_ON, gravity=2
)
REOFFENDED = b.ReoffenceConfirmed(
    journey=1,
    on=BROKEN_ON,
    allegation=1,
    reached=ReoffendingTest.CHARGE,
    decided_by=INSPECTOR,
    rationale=WHY,
)
RETURNED = b.ReturnedForDecision(
    journey=1, on=BROKEN_ON, because=ReturnReason.REOFFENCE, returned_to=OFFICER
)
ACQUITTED = b.ReoffenceCleared(journey=1, on=LATER, allegation=1, because=ClearedBecause.ACQUITTED)
WITHDRAWN = c.Withdrawn(journey=1, on=BROKEN_ON)
LONGER = VaryContract(
    journey=1, on=date(2020, 12, 1), signed_by_participant=True, length="P13M", rationale=WHY
)


def signed(*commands: Command) -> Story:
    story = Story(ANNOUNCED).signed(SIGNED_ON)
    for command in commands:
        story.do(command)
    return story


def struck(story: Story, kind: type[Fact], on: date = LATER) -> RecordedInError:
    line = [line for line, fact in story.page.written if isinstance(fact, kind)][-1]
    return RecordedInError(on=on, line=line, decided_by=INSPECTOR, reason=WHY)


def theft(story: Story, on: date = AGAIN_ON, *, codes: tuple[str, ...] = ("theft",)) -> Command:
    return story.arrest(on, offences=tuple(story.offence(on, code) for code in codes))


def alleged(on: date, allegation: int, offence_on: date = AGAIN_ON) -> b.ReoffenceAlleged:
    return b.ReoffenceAlleged(
        journey=1,
        on=on,
        allegation=allegation,
        offence_code="theft",
        offence_on=offence_on,
        gravity=2,
        arising_from=2,
    )


def breach_taken_back() -> tuple[Story, Command, str]:
    story = signed(BREACH, CONFIRMED)
    story.do(theft(story))
    return story, RESCINDED, ""


def reoffence_cleared() -> tuple[Story, Command, str]:
    story = signed(REOFFENCE, REOFFENDED, RETURNED)
    story.do(theft(story))
    return story, ACQUITTED, ""


def withdrawal_struck() -> tuple[Story, Command, str]:
    story = signed(WITHDRAWN)
    story.do(theft(story))
    return story, struck(story, c.Withdrawn), ""


def contract_told_late() -> tuple[Story, Command, str]:
    story = Story(ANNOUNCED).ready_to_sign(SIGNED_ON)
    story.do(theft(story))
    return story, story.contract(SIGNED_ON), PAPER


def extension_told_late() -> tuple[Story, Command, str]:
    story = signed()
    story.do(theft(story, date(2020, 12, 20)))
    return story, LONGER, PAPER


Way = Callable[[], tuple[Story, Command, str]]
WAYS: dict[str, tuple[Way, b.ReoffenceAlleged]] = {
    "a breach is taken back": (breach_taken_back, alleged(LATER, 2)),
    "a reoffence is cleared": (reoffence_cleared, alleged(LATER, 2)),
    "a withdrawal is struck": (withdrawal_struck, alleged(LATER, 1)),
    "the contract is told late": (contract_told_late, alleged(AGAIN_ON, 1)),
    "an extension is told late": (
        extension_told_late,
        alleged(date(2020, 12, 20), 1, date(2020, 12, 20)),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_arrest_that_came_first_alleges_a_reoffence_when(way: str) -> None:
    come_to, allegation = WAYS[way]
    story, command, late_because = come_to()
    assert story.journey.open_allegations == ()
    _, *follow = story.do(command, late_because)
    assert follow == [allegation]
    standing = story.standing(AFTER_LONGER)
    assert standing.station == Hold.ALLEGATION.value
    assert standing.record == Record.AT_RISK


def test_it_is_as_if_the_arrest_had_been_told_last() -> None:
    first, _, _ = breach_taken_back()
    first.do(RESCINDED)
    last = signed(BREACH, CONFIRMED, RESCINDED)
    last.do(theft(last), "The form came with the post.")
    for story in (first, last):
        assert story.standing(AFTER).station == Hold.ALLEGATION.value
        assert [one.alleged.allegation for one in story.journey.open_allegations] == [2]


def test_what_was_alleged_once_is_not_alleged_again() -> None:
    story = signed()
    story.do(theft(story))
    story.do(replace(BREACH, on=AGAIN_ON))
    story.do(replace(CONFIRMED, on=AGAIN_ON, allegation=2))
    assert story.do(replace(RESCINDED, allegation=2)) == (replace(RESCINDED, allegation=2),)


def test_one_who_is_still_bound_is_not_asked_again_for_an_allegation_that_was_struck() -> None:
    story = signed()
    story.do(theft(story))
    assert len(story.do(struck(story, b.ReoffenceAlleged))) == 1
    assert len(story.do(LONGER)) == 1
    assert story.standing(LONGER.on).record == Record.PENDING


def test_each_offence_is_alleged_as_the_term_reaches_it() -> None:
    story = signed()
    days = (AGAIN_ON, date(2020, 12, 20))
    arrest = story.arrest(days[1], offences=tuple(story.offence(day, "theft") for day in days))
    assert story.do(arrest)[1:] == (alleged(days[1], 1, days[0]),)
    assert story.do(LONGER, PAPER)[1:] == (alleged(days[1], 2, days[1]),)


def test_two_offences_that_are_told_alike_are_alleged_both() -> None:
    story = signed(BREACH, CONFIRMED)
    story.do(theft(story, codes=("theft", "theft")))
    assert story.do(RESCINDED)[1:] == (alleged(LATER, 2), alleged(LATER, 3))


def test_a_void_arrest_alleges_nothing_until_it_proves_not_to_be_void() -> None:
    story = signed(BREACH, CONFIRMED)
    story.do(theft(story))
    void = e.JourneyVoided(
        journey=2, on=AGAIN_ON, reason=VoidReason.MISTAKEN_IDENTITY, decided_by=INSPECTOR
    )
    story.do(void)
    assert len(story.do(RESCINDED)) == 1
    assert story.do(struck(story, e.JourneyVoided))[1:] == (alleged(LATER, 2),)


def test_what_proved_to_be_no_offence_is_none_in_the_term() -> None:
    story = signed(BREACH, CONFIRMED)
    story.do(theft(story, codes=("theft", "criminal-damage")))
    proved = OffenceReclassified(
        journey=2, on=AGAIN_ON, offence=2, code="no-offence", decided_by=INSPECTOR
    )
    story.do(proved)
    assert story.do(RESCINDED)[1:] == (alleged(LATER, 2),)


def test_an_offence_outside_the_term_is_not_alleged_when_it_is_asked_again() -> None:
    story = signed(BREACH, CONFIRMED)
    story.do(story.arrest(AGAIN_ON, offences=(story.offence(SIGNED_ON, "theft"),)))
    assert story.do(RESCINDED) == (RESCINDED,)


def test_a_transferred_journey_is_not_closed_as_diverted_without_a_person_looking() -> None:
    story = signed()
    story.do(e.TransferredOut(journey=1, on=BROKEN_ON, to_force="west-midlands"))
    story.do(e.TransferAccepted(journey=1, on=BROKEN_ON, by_force="west-midlands"))
    assert story.do(theft(story))[1:] == (alleged(AGAIN_ON, 1),)
    story.do(story.outcome(AFTER))
    assert story.standing(AFTER).review


def test_a_further_arrest_after_a_confirmed_reoffence_holds_completion() -> None:
    story = signed(REOFFENCE, REOFFENDED)
    assert story.do(theft(story))[1:] == (alleged(AGAIN_ON, 2),)
    override = Override(clauses=("F4",), authority=INSPECTOR)
    story.attempt(story.completion(AFTER, override=override))
    assert story.refused is not None
