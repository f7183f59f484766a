"""Steps that every feature shares: schemes, arrests, whole beginnings, and what stands after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_bdd import given, then, when

from ledger.decisions.refusals import NeedsRationale, OutOfTurn, RefusedByPolicy
from ledger.journey.commands import OffenceTold
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.parts import Official, Person
from ledger.journey.words import Rank, Record, Role
from ledger.policy.clauses import eligibility
from tests.steps.words import OffenceWord, words
from tests.story import Story, adopting, policy

ABOUT_THE_PERSON = {clause.code for clause in eligibility.CLAUSES}


@pytest.fixture
def story() -> Story:
    """Nothing has happened, and the force runs no scheme."""
    return Story(rulebook=policy())


@given(words("the scheme {scheme:Scheme}"))
def _(story: Story, scheme: str) -> None:
    story.runs(adopting(scheme))


@given(words("the scheme {scheme:Scheme}, adopted from {from_on:Day}"))
def _(story: Story, scheme: str, from_on: date) -> None:
    story.runs(adopting(scheme, from_on=from_on, rulebook=story.rulebook))


@given(words("{person:Name} was arrested on {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    arrested(story, on, person)


@given(words("{person:Name} was arrested on {on:Day} for {offence:Offence}"))
def _(story: Story, person: str, on: date, offence: OffenceWord) -> None:
    arrested(story, on, person, offences=(told(story, on, offence),))


@given(
    words("{person:Name} was arrested on {on:Day} for {offence:Offence} committed on {then_on:Day}")
)
def _(story: Story, person: str, on: date, offence: OffenceWord, then_on: date) -> None:
    arrested(story, on, person, offences=(told(story, then_on, offence),))


@given(words("{person:Name} was arrested and offered diversion on {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    story.offered(on, person=adult(person))


@given(words("{person:Name} was ready to sign a contract on {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    story.ready_to_sign(on, person=adult(person))


@given(words("{person:Name} signed a contract on {on:Day}"))
def _(story: Story, person: str, on: date) -> None:
    story.ready_to_sign(on, person=adult(person))
    story.do(story.contract(on))


@when(words("eligibility is decided on {on:Day}"))
def _(story: Story, on: date) -> None:
    decide_as_advised(story, on)


@given(words("the contract was completed and closed on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.completed(on)


def adult(name: str, born_on: date = date(1990, 1, 1)) -> Person:
    """Somebody of that name, grown up unless born later."""
    return Person(family_name="Example", given_names=name, born_on=born_on)


def arrested(
    story: Story, on: date, name: str, born_on: date = date(1990, 1, 1), **changes: Any
) -> None:
    """An arrest, whose journey the story then goes on with."""
    story.number = story.page.next_journey
    story.do(story.arrest(on, person=adult(name, born_on), **changes))


def official(office: tuple[Role, Rank]) -> Official:
    """A named person in that office."""
    role, rank = office
    return Official(name=f"{rank.value} Lowri Hughes", role=role, rank=rank)


def told(story: Story, on: date, offence: OffenceWord, **changes: Any) -> OffenceTold:
    """The offence as the officer tells it, committed on `on`."""
    return story.offence(on, offence.code, drug=offence.drug, **changes)


def decide_as_advised(story: Story, on: date, **changes: Any) -> None:
    """Eligibility is decided as the clauses advise: refused if any of them stands in the way."""
    story.attempt(story.decision(on, **changes))
    if isinstance(story.refused, RefusedByPolicy) and set(codes_of(story)) <= ABOUT_THE_PERSON:
        story.attempt(story.decision(on, eligible=False, **changes))


def codes_of(story: Story) -> tuple[str, ...]:
    """The clauses for which the last thing attempted was refused."""
    assert isinstance(story.refused, RefusedByPolicy), story.refused or "it was not refused"
    return tuple(clause.code for clause in story.refused.clauses)


def decided(story: Story) -> EligibilityDecided:
    """The last decision on eligibility."""
    assert story.refused is None, story.refused
    decisions = [fact for fact in story.facts if isinstance(fact, EligibilityDecided)]
    return decisions[-1]


@then("they are eligible")
def _(story: Story) -> None:
    decision = decided(story)
    assert decision.refused_for == ()
    assert decision.eligible


@then(words("they are refused for {clauses:Codes}"))
def _(story: Story, clauses: tuple[str, ...]) -> None:
    decision = decided(story)
    assert decision.refused_for == clauses
    assert not decision.eligible


@then("it is allowed")
def _(story: Story) -> None:
    assert story.refused is None, story.refused
    assert story.last


@then(words("it is refused for {clauses:Codes}"))
def _(story: Story, clauses: tuple[str, ...]) -> None:
    assert codes_of(story) == clauses


@then("it is out of turn")
def _(story: Story) -> None:
    assert isinstance(story.refused, OutOfTurn), story.refused


@then("it needs a rationale")
def _(story: Story) -> None:
    assert isinstance(story.refused, NeedsRationale), story.refused


@then(words("on {on:Day} the record is {record:Record}"))
def _(story: Story, on: date, record: Record) -> None:
    assert story.standing(on).record == record


@then(words("on {on:Day} they are {station:Station}"))
def _(story: Story, on: date, station: str) -> None:
    assert story.standing(on).station == station
