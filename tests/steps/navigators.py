"""Steps about the navigator: the first appointment, and what the assessment looks at."""

from __future__ import annotations

from datetime import date

from pytest_bdd import given

from ledger.journey.commands import Command
from ledger.journey.facts.contract import NavigatorAssigned
from ledger.journey.words import Pathway, Phase
from tests.steps.common import adult
from tests.steps.happening import happens
from tests.steps.words import one_of, words
from tests.story import NAVIGATOR, Story

Pathways = tuple[Pathway, ...]
NINE = tuple(Pathway)
LOOKING_AT: dict[str, Pathways] = {
    "all nine pathways": NINE,
    "all but finances": tuple(p for p in NINE if p != Pathway.FINANCES),
    "drugs alone": (Pathway.DRUGS,),
}
PHASES = {"at entry": Phase.ENTRY, "in review": Phase.REVIEW, "at the end": Phase.EXIT}


@given(words("{person:Name} accepted the offer on {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    story.offered(on, person=adult(person))
    story.do(story.acceptance(on))


@happens(
    "a navigator was assigned on {on:Day}, to meet them on {meeting:Day}",
    "a navigator is assigned on {on:Day}, to meet them on {meeting:Day}",
)
def assignment(story: Story, on: date, meeting: date) -> Command:
    return NavigatorAssigned(
        journey=story.number, on=on, navigator=NAVIGATOR, appointment_on=meeting
    )


@happens("their needs were assessed on {on:Day}", "their needs are assessed on {on:Day}")
def assessment(story: Story, on: date) -> Command:
    return story.assessment(on)


@happens(
    "needs were assessed {phase:Phase} on {on:Day}, looking at {pathways:Pathways}",
    "needs are assessed {phase:Phase} on {on:Day}, looking at {pathways:Pathways}",
    Phase=one_of(PHASES),
    Pathways=one_of(LOOKING_AT),
)
def looked_at(story: Story, phase: Phase, on: date, pathways: Pathways) -> Command:
    return story.assessment(on, phase=phase, pathways=pathways, scores=())
