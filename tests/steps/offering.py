"""Steps about the offer: what must stand before it, the person's own decision, the victim told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytest_bdd import given, then, when

from ledger.journey.commands import Command
from ledger.journey.facts import arrest as a
from ledger.journey.facts import decision as d
from ledger.journey.words import Rank, Role, Screening, VictimViews
from tests.steps.common import arrested, decide_as_advised
from tests.steps.deciding import on_authority
from tests.steps.happening import happens
from tests.steps.words import one_of, words
from tests.story import Story

SIGNS = one_of({"no signs": Screening.NEGATIVE, "signs": Screening.POSITIVE})


@given(words("{person:Name} was found eligible on {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    arrested(story, on, person)
    story.do(story.decision(on))


@given(words("eligibility was decided on {on:Day}"))
def _(story: Story, on: date) -> None:
    decide_as_advised(story, on)
    assert story.refused is None, story.refused


@happens(
    "they were screened for exploitation on {on:Day}, with {signs:Signs} of it",
    "they are screened for exploitation on {on:Day}, with {signs:Signs} of it",
    Signs=SIGNS,
)
def screening(story: Story, on: date, signs: Screening) -> Command:
    return story.screening(on, signs)


@given(words("the victim, asked on {on:Day}, {views:Victim}"))
def _(story: Story, on: date, views: VictimViews) -> None:
    story.do(story.victim(on, views=views))


@happens("diversion was offered on {on:Day}", "diversion is offered on {on:Day}")
def offer(story: Story, on: date) -> Command:
    return story.offer(on)


@when(
    words(
        "diversion is offered on {on:Day} against {clauses:Codes},"
        " on the authority of {office:Office}"
    )
)
def _(story: Story, on: date, clauses: tuple[str, ...], office: tuple[Role, Rank]) -> None:
    override = on_authority(office, *clauses)
    rationale = "The harm of refusing is greater."
    story.attempt(replace(story.offer(on), override=override, rationale=rationale))


@happens("they accepted the offer on {on:Day}", "they accept the offer on {on:Day}")
def acceptance(story: Story, on: date) -> Command:
    return story.acceptance(on)


@happens("they declined the offer on {on:Day}", "they decline the offer on {on:Day}")
def refusal(story: Story, on: date) -> Command:
    return d.OfferDeclined(journey=story.number, on=on)


@happens("they let the offer lapse on {on:Day}", "they let the offer lapse on {on:Day}")
def silence(story: Story, on: date) -> Command:
    return d.OfferLapsed(journey=story.number, on=on)


@happens("the victim was told of it on {on:Day}", "the victim is told of it on {on:Day}")
def telling_the_victim(story: Story, on: date) -> Command:
    return a.VictimNotified(journey=story.number, on=on, method="letter")


@then(words("the page tells that the victim was told on {on:Day}"))
def _(story: Story, on: date) -> None:
    days = [fact.on for fact in story.facts if isinstance(fact, a.VictimNotified)]
    assert days == [on]
