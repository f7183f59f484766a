"""Steps about breaches: what is alleged, found, excused or taken back, and what holds it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pytest_bdd import given

from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.journey import Signed
from ledger.journey.parts import Official
from ledger.journey.words import BreachCause, ConditionKind, Screening
from tests.steps.happening import OFFICIALS, Draft, happens, last_alleged, said
from tests.steps.words import one_of, words
from tests.story import INSPECTOR, SERGEANT, Story

CAUSES = one_of(
    {"the participant's": BreachCause.PARTICIPANT, "the provider's": BreachCause.PROVIDER}
)


@given(words("it was {cause:Cause} doing", Cause=CAUSES))
def _(draft: Draft, cause: BreachCause) -> None:
    draft["cause"] = cause


def alleged(story: Story, breached_on: date, on: date, **changes: Any) -> b.BreachAlleged:
    """That a condition other than not to reoffend, if there is one, was not kept."""
    contract = story.journey.contract
    assert isinstance(contract, Signed)
    numbers = range(1, len(contract.conditions) + 1)
    others = set(numbers) - contract.numbers(ConditionKind.NOT_TO_REOFFEND)
    cause = changes.get("cause", BreachCause.PARTICIPANT)
    return b.BreachAlleged(
        journey=story.number,
        on=on,
        condition=min(others, default=1),
        breached_on=breached_on,
        cause=cause,
    )


def number_of_last(story: Story) -> int:
    return last_alleged(story, b.BreachAlleged)


@happens(
    "a breach of {breached_on:Day} was alleged on {on:Day}",
    "a breach of {breached_on:Day} is alleged on {on:Day}",
)
def breach(story: Story, draft: Draft, breached_on: date, on: date) -> Command:
    return alleged(story, breached_on, on, **said(draft, b.BreachAlleged))


@happens("the breach was confirmed on {on:Day}", "the breach is confirmed on {on:Day}")
def finding(story: Story, draft: Draft, on: date) -> Command:
    return found(story, draft, INSPECTOR, on)


@happens(
    "the breach was confirmed on {on:Day} by {official:Official}",
    "the breach is confirmed on {on:Day} by {official:Official}",
    Official=OFFICIALS,
)
def finding_by(story: Story, draft: Draft, official: Official, on: date) -> Command:
    return found(story, draft, official, on)


def found(story: Story, draft: Draft, official: Official, on: date) -> b.BreachConfirmed:
    """The finding that a breach was one."""
    why: Draft = {"rationale": "No excuse was given."} | said(draft, b.BreachConfirmed)
    number = number_of_last(story)
    return b.BreachConfirmed(
        journey=story.number, on=on, allegation=number, decided_by=official, **why
    )


@happens("the breach was excused on {on:Day}", "the breach is excused on {on:Day}")
def excuse(story: Story, on: date) -> Command:
    return b.BreachExcused(
        journey=story.number,
        on=on,
        allegation=number_of_last(story),
        decided_by=SERGEANT,
        rationale="A doctor's letter.",
    )


@given(words("they were warned {times:Number} times from {on:Day}"))
def _(story: Story, times: int, on: date) -> None:
    for days in range(times):
        day = on + timedelta(days=days)
        story.do(alleged(story, day, day))
        story.do(
            b.BreachExcused(
                journey=story.number,
                on=day,
                allegation=number_of_last(story),
                decided_by=SERGEANT,
                rationale="A first reminder.",
                warned=True,
            )
        )


@happens(
    "the finding was taken back on {on:Day} by {official:Official}",
    "the finding is taken back on {on:Day} by {official:Official}",
    Official=OFFICIALS,
)
def taking_back(story: Story, on: date, official: Official) -> Command:
    return b.BreachRescinded(
        journey=story.number,
        on=on,
        allegation=number_of_last(story),
        decided_by=official,
        rationale="It rested on a mistake.",
    )


@happens(
    "signs of exploitation were seen on {on:Day}", "signs of exploitation are seen on {on:Day}"
)
def signs(story: Story, on: date) -> Command:
    return story.screening(on, Screening.POSITIVE)


@happens(
    "no signs of exploitation were seen on {on:Day}",
    "no signs of exploitation are seen on {on:Day}",
)
def no_signs(story: Story, on: date) -> Command:
    return story.screening(on, Screening.NEGATIVE)
