"""Steps about the work under a contract: its conditions, changes and pauses."""

from __future__ import annotations

from datetime import date

from pytest_bdd import then

from ledger.journey.commands import Command, VaryContract
from ledger.journey.facts import contract as c
from ledger.journey.journey import Signed
from ledger.journey.parts import Condition
from ledger.journey.words import PauseReason
from tests.steps.happening import happens
from tests.steps.signing import CONDITION, LISTED, WITH_OR_WITHOUT
from tests.steps.words import one_of, words
from tests.story import Story

PAUSED_FOR = one_of({"illness": PauseReason.ILLNESS, "custody": PauseReason.IN_CUSTODY})


@happens(
    "the contract was extended on {on:Day} to {months:Number} months {signed:With} their signature",
    "the contract is extended on {on:Day} to {months:Number} months {signed:With} their signature",
    With=WITH_OR_WITHOUT,
)
def extension(story: Story, months: int, on: date, signed: bool) -> Command:
    return VaryContract(
        journey=story.number, on=on, signed_by_participant=signed, length=f"P{months}M"
    )


@happens(
    "the conditions were changed on {on:Day} to {conditions:Conditions}",
    "the conditions are changed on {on:Day} to {conditions:Conditions}",
    Conditions=LISTED,
)
def change(story: Story, on: date, conditions: tuple[Condition, ...]) -> Command:
    return VaryContract(
        journey=story.number, on=on, signed_by_participant=True, conditions=conditions
    )


def number_of(story: Story, sought: Condition) -> int:
    """The number of a condition in the contract."""
    contract = story.journey.contract
    assert isinstance(contract, Signed)
    return 1 + contract.conditions.index(sought)


@happens(
    "{kept:Condition} was kept on {on:Day}",
    "{kept:Condition} is kept on {on:Day}",
    Condition=CONDITION,
)
def keeping(story: Story, kept: Condition, on: date) -> Command:
    return c.ConditionMet(journey=story.number, on=on, condition=number_of(story, kept))


@happens(
    "{dropped:Condition} was discharged on {on:Day}",
    "{dropped:Condition} is discharged on {on:Day}",
    Condition=CONDITION,
)
def discharge(story: Story, dropped: Condition, on: date) -> Command:
    return c.ConditionDischarged(journey=story.number, on=on, condition=number_of(story, dropped))


@happens(
    "the work was paused for {reason:Reason} on {on:Day}",
    "the work is paused for {reason:Reason} on {on:Day}",
    Reason=PAUSED_FOR,
)
def pause(story: Story, reason: PauseReason, on: date) -> Command:
    return c.ContractPaused(journey=story.number, on=on, reason=reason)


@happens("the work went on from {on:Day}", "the work goes on from {on:Day}")
def resumption(story: Story, on: date) -> Command:
    return c.ContractResumed(journey=story.number, on=on)


@then(words("what is still to be kept is {conditions:Conditions}", Conditions=LISTED))
def _(story: Story, conditions: tuple[Condition, ...]) -> None:
    assert story.refused is None, story.refused
    contract = story.journey.contract
    assert isinstance(contract, Signed)
    assert tuple(contract.conditions[number - 1] for number in contract.unmet) == conditions


@then(words("the contract binds to the end of {last_on:Day}"))
def _(story: Story, last_on: date) -> None:
    contract = story.journey.contract
    assert isinstance(contract, Signed), story.refused
    assert contract.term.last_on == last_on


@then(words("it stands on record that {clauses:Codes} stood in the way"))
def _(story: Story, clauses: tuple[str, ...]) -> None:
    (fact,) = story.last
    assert getattr(fact, "refused_for", None) == clauses
    assert getattr(fact, "override", None)
