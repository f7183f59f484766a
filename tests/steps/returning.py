"""Steps about the way back: why a matter is returned, and the charge or caution that may follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pytest_bdd import given

from ledger.decisions.breach import REASONS
from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import course as k
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.words import Absence, CautionKind, ReoffendingTest, ReturnReason
from tests.steps.breaches import alleged, found
from tests.steps.happening import Draft, happens, said
from tests.steps.moments import Moment
from tests.steps.reoffences import confirmation, reoffence
from tests.steps.words import one_of, words
from tests.story import INSPECTOR, OFFICER, Story


def break_it(story: Story, on: date) -> None:
    story.do(alleged(story, on, on))
    story.do(found(story, {}, INSPECTOR, on))


def reoffend(story: Story, on: date) -> None:
    story.do(reoffence(story, Moment(on), on))
    story.do(confirmation(story, {}, on, ReoffendingTest.CHARGE))


def withdraw(story: Story, on: date) -> None:
    story.do(c.Withdrawn(journey=story.number, on=on))


def stay_away(story: Story, on: date) -> None:
    story.do(story.booking(on))
    story.do(k.CourseMissed(journey=story.number, on=on, absence=Absence.UNEXCUSED))


def decline(story: Story, on: date) -> None:
    story.do(d.OfferDeclined(journey=story.number, on=on))


def let_lapse(story: Story, on: date) -> None:
    story.do(d.OfferLapsed(journey=story.number, on=on))


Fall = Callable[[Story, date], None]
FALLS: dict[str, Fall] = {
    "broke the contract": break_it,
    "reoffended": reoffend,
    "withdrew": withdraw,
    "did not attend the course": stay_away,
    "declined the offer": decline,
    "did not answer the offer": let_lapse,
}


def returned(story: Story, on: date) -> b.ReturnedForDecision:
    station = type(story.journey.station)
    because = REASONS.get(station, ReturnReason.NO_LONGER_ELIGIBLE)
    return b.ReturnedForDecision(journey=story.number, on=on, because=because, returned_to=OFFICER)


@given(words("they {fall:Fall}, and the matter was returned on {on:Day}", Fall=one_of(FALLS)))
def _(story: Story, fall: Fall, on: date) -> None:
    fall(story, on)
    if fall not in (decline, let_lapse):
        story.do(returned(story, on))


@happens("the matter was returned on {on:Day}", "the matter is returned on {on:Day}")
def the_return(story: Story, on: date) -> Command:
    return returned(story, on)


@happens("they were charged on {on:Day}", "they are charged on {on:Day}")
def charge(story: Story, draft: Draft, on: date) -> Command:
    why = said(draft, e.Charged)
    return e.Charged(journey=story.number, on=on, decided_by=OFFICER, **why)


@happens("they were convicted on {on:Day}", "they are convicted on {on:Day}")
def conviction(story: Story, on: date) -> Command:
    return e.Convicted(journey=story.number, on=on, court="Caernarfon")


@happens(
    "a caution was given on {on:Day} {admitted:Admitted}",
    "a caution is given on {on:Day} {admitted:Admitted}",
    Admitted=one_of({"on an admission": True, "without an admission": False}),
)
def caution(story: Story, on: date, admitted: bool) -> Command:
    return e.CautionGiven(
        journey=story.number,
        on=on,
        kind=CautionKind.SIMPLE,
        admitted=admitted,
        given_by=INSPECTOR,
    )


@happens("the prosecutor was asked on {on:Day}", "the prosecutor is asked on {on:Day}")
def referral(story: Story, on: date) -> Command:
    return e.ReferredToProsecutor(journey=story.number, on=on, referred_by=OFFICER)


@happens(
    "it was decided on {on:Day} not to prosecute", "it is decided on {on:Day} not to prosecute"
)
def no_prosecution(story: Story, on: date) -> Command:
    return e.NotProsecuted(
        journey=story.number, on=on, decided_by=INSPECTOR, rationale="No longer needed."
    )
