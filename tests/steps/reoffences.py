"""Steps about new offences: when they were committed, how far they have come, what was found."""

from __future__ import annotations

from datetime import date
from typing import Any

from pytest_bdd import then, when

from ledger.journey.commands import Command, OffenceTold
from ledger.journey.facts import breach as b
from ledger.journey.journey import Allegation
from ledger.journey.parts import Official
from ledger.journey.words import ClearedBecause, ReoffendingTest
from tests.steps.common import told
from tests.steps.happening import OFFICIALS, Draft, happens, last_alleged, said
from tests.steps.moments import MOMENT, Moment
from tests.steps.words import OffenceWord, one_of, words
from tests.story import INSPECTOR, Story

REACHED = one_of(
    {
        "an arrest": ReoffendingTest.ARREST,
        "a charge": ReoffendingTest.CHARGE,
        "a positive outcome": ReoffendingTest.POSITIVE_OUTCOME,
        "a conviction": ReoffendingTest.CONVICTION,
    }
)
GRAVITY = one_of({"gravity 2": 2, "gravity 3": 3, "unknown gravity": None})
BECAUSE = one_of(
    {
        "no further action is taken": ClearedBecause.NO_FURTHER_ACTION,
        "they are acquitted": ClearedBecause.ACQUITTED,
        "it was before the contract": ClearedBecause.BEFORE_THE_CONTRACT,
    }
)


def arrested(story: Story, on: date, offence: OffenceTold) -> Command:
    return story.arrest(on, offences=(offence,))


@happens(
    "they were arrested on {on:Day} for {offence:Offence} committed on {committed:Day}",
    "they are arrested on {on:Day} for {offence:Offence} committed on {committed:Day}",
)
def arrest(story: Story, on: date, offence: OffenceWord, committed: date) -> Command:
    return arrested(story, on, told(story, committed, offence))


@when(
    words(
        "they are arrested on {on:Day} for {offence:Offence} "
        "that went on from {first_on:Day} to {last_on:Day}"
    )
)
def _(story: Story, on: date, offence: OffenceWord, first_on: date, last_on: date) -> None:
    story.attempt(arrested(story, on, told(story, last_on, offence, first_on=first_on)))


def reoffence(story: Story, committed: Moment, on: date, **changes: Any) -> b.ReoffenceAlleged:
    return b.ReoffenceAlleged(
        journey=story.number,
        on=on,
        offence_code="theft",
        offence_on=committed.on,
        offence_at=committed.at,
        gravity=changes.get("gravity", 2),
    )


@happens(
    "an offence of {committed:Moment} was alleged on {on:Day}",
    "an offence of {committed:Moment} is alleged on {on:Day}",
    Moment=MOMENT,
)
def allegation(story: Story, committed: Moment, on: date) -> Command:
    return reoffence(story, committed, on)


@happens(
    "an offence of {gravity:Gravity} and of {committed:Day} was alleged on {on:Day}",
    "an offence of {gravity:Gravity} and of {committed:Day} is alleged on {on:Day}",
    Gravity=GRAVITY,
)
def graded(story: Story, gravity: int | None, committed: date, on: date) -> Command:
    return reoffence(story, Moment(committed), on, gravity=gravity)


@happens(
    "the reoffence was confirmed on {on:Day} after {reached:Reached}",
    "the reoffence is confirmed on {on:Day} after {reached:Reached}",
    Reached=REACHED,
)
def confirmation(story: Story, draft: Draft, on: date, reached: ReoffendingTest) -> Command:
    why: Draft = {"rationale": "It was in the term."} | said(draft, b.ReoffenceConfirmed)
    return b.ReoffenceConfirmed(
        journey=story.number,
        on=on,
        allegation=last_alleged(story, b.ReoffenceAlleged),
        reached=reached,
        decided_by=INSPECTOR,
        **why,
    )


@happens(
    "the reoffence was excused on {on:Day} by {official:Official}",
    "the reoffence is excused on {on:Day} by {official:Official}",
    Official=OFFICIALS,
)
def excuse(story: Story, draft: Draft, on: date, official: Official) -> Command:
    why: Draft = {"rationale": "A minor matter."} | said(draft, b.ReoffenceExcused)
    return b.ReoffenceExcused(
        journey=story.number,
        on=on,
        allegation=last_alleged(story, b.ReoffenceAlleged),
        decided_by=official,
        **why,
    )


@happens(
    "the reoffence was cleared on {on:Day} because {because:Because}",
    "the reoffence is cleared on {on:Day} because {because:Because}",
    Because=BECAUSE,
)
def clearing(story: Story, on: date, because: ClearedBecause) -> Command:
    number = last_alleged(story, b.ReoffenceAlleged)
    return b.ReoffenceCleared(journey=story.number, on=on, allegation=number, because=because)


def reoffences(story: Story) -> tuple[Allegation, ...]:
    assert story.refused is None, story.refused
    return tuple(a for a in story.journey.open_allegations if a.is_reoffence)


@then("a reoffence is alleged")
def _(story: Story) -> None:
    assert len(reoffences(story)) == 1


@then("no reoffence is alleged")
def _(story: Story) -> None:
    assert len(story.page.journeys) > 1
    assert not reoffences(story)
