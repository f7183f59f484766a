"""Given a linked page that tells of an arrest, when a matter is to end as diverted, then not yet.

Nothing is written on one page by a command on another: a person alleges it where the contract is.
"""

from __future__ import annotations

from datetime import date

from ledger.decisions.refusals import OutOfTurn
from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.words import ClearedBecause, Record
from tests.refusing import clauses, refusal
from tests.story import Story

ANNOUNCED = "checkpoint-cymru/2019-10"
SIGNED_ON = date(2019, 12, 10)
AGAIN_ON = date(2020, 4, 1)
AFTER = date(2020, 12, 11)

REOFFENCE = b.ReoffenceAlleged(
    journey=1, on=AFTER, offence_code="theft", offence_on=AGAIN_ON, gravity=2
)
ACQUITTED = b.ReoffenceCleared(journey=1, on=AFTER, allegation=1, because=ClearedBecause.ACQUITTED)


def signed() -> Story:
    return Story(ANNOUNCED).signed(SIGNED_ON)


def thefts(story: Story, number: int = 1) -> Command:
    return story.arrest(AGAIN_ON, offences=(story.offence(AGAIN_ON, "theft"),) * number)


def linked(story: Story, number: int = 1) -> Story:
    """The story, with another page of the same person that tells of an arrest."""
    elsewhere = Story(ANNOUNCED)
    elsewhere.do(thefts(elsewhere, number))
    story.linked = (elsewhere.page,)
    return story


def test_an_offence_told_on_a_linked_page_is_alleged_before_the_matter_ends_as_diverted() -> None:
    story = linked(signed())
    refused = refusal(OutOfTurn, story, story.completion(AFTER))
    assert "linked page" in refused.sentence
    story.do(REOFFENCE)
    assert clauses(story, story.completion(AFTER)) == ("F5",)
    story.do(ACQUITTED)
    story.completed(AFTER)
    assert story.standing(AFTER).record == Record.AVOIDED


def test_pages_linked_after_completion_are_looked_at_when_the_matter_is_closed() -> None:
    story = signed()
    story.do(story.completion(AFTER))
    refusal(OutOfTurn, linked(story), story.outcome(AFTER))
    story.do(REOFFENCE)
    story.do(story.outcome(AFTER))
    assert story.standing(AFTER).review


def test_of_two_offences_on_a_linked_page_each_is_alleged() -> None:
    story = linked(signed(), 2)
    story.do(REOFFENCE)
    story.do(ACQUITTED)
    refusal(OutOfTurn, story, story.completion(AFTER))


def test_an_arrest_told_on_both_pages_is_alleged_once() -> None:
    story = signed()
    story.do(thefts(story))
    story.do(ACQUITTED)
    assert linked(story).do(story.completion(AFTER))
