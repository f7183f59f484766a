"""Steps about whose page it is: birthdays, moves, mistaken identity, and numbers of people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytest_bdd import then, when

from ledger.decisions.refusals import WrongIdentifier
from ledger.journey.commands import Command
from ledger.journey.facts import person as p
from ledger.journey.facts.decision import EligibilityDecided
from ledger.journey.facts.ending import JourneyVoided
from ledger.journey.parts import ArrestPapers
from ledger.journey.words import IdentifierKind, VoidReason
from tests.steps.happening import happens
from tests.steps.words import TEXT, Kind, day, one_of, words
from tests.story import INSPECTOR, Story

NUMBERS = one_of(
    {
        "PNC id": IdentifierKind.PNC_ID,
        "CRO number": IdentifierKind.CRO,
        "foreign number": IdentifierKind.FOREIGN,
    }
)
LETTER = Kind("[A-Z]", str)
VOID_BECAUSE = one_of(
    {
        "of mistaken identity": VoidReason.MISTAKEN_IDENTITY,
        "they are under age": VoidReason.UNDER_AGE,
    }
)


@happens(
    "the journey was void on {on:Day} because {reason:Reason}",
    "the journey is void on {on:Day} because {reason:Reason}",
    Reason=VOID_BECAUSE,
)
def void(story: Story, on: date, reason: VoidReason) -> Command:
    return JourneyVoided(journey=story.number, on=on, reason=reason, decided_by=INSPECTOR)


@happens(
    "their birthday was put right to {born:Day} on {on:Day}",
    "their birthday is put right to {born:Day} on {on:Day}",
)
def birthday(story: Story, born: date, on: date) -> Command:
    return p.DetailsCorrected(on=on, person=replace(story.page.person, born_on=born))


@happens(
    "they moved to another force's area on {on:Day}",
    "they move to another force's area on {on:Day}",
)
def address(story: Story, on: date) -> Command:
    return p.DetailsCorrected(on=on, person=replace(story.page.person, address="Chester"))


@happens(
    "the {kind:Numbers} {typed:Text} became known on {on:Day}",
    "the {kind:Numbers} {typed:Text} becomes known on {on:Day}",
    Numbers=NUMBERS,
    Text=TEXT,
)
def number(story: Story, kind: IdentifierKind, typed: str, on: date) -> Command:
    return p.IdentifierAdded(on=on, kind=kind, value=typed)


@happens(
    "the {kind:Numbers} {old:Text} proved on {on:Day} to be {new:Text}",
    "the {kind:Numbers} {old:Text} proves on {on:Day} to be {new:Text}",
    Numbers=NUMBERS,
    Text=TEXT,
)
def other_number(story: Story, kind: IdentifierKind, old: str, on: date, new: str) -> Command:
    return p.IdentifierCorrected(on=on, kind=kind, old_value=old, value=new)


@when(words("Robin is arrested on {on:Day} with the arrest summons number {typed:Text}", Text=TEXT))
def _(story: Story, on: date, typed: str) -> None:
    story.attempt(story.arrest(on, papers=ArrestPapers(arrest_summons_number=typed)))


def known_by(story: Story) -> list[str]:
    return [identifier.value for identifier in story.page.identifiers]


@then(words("it is stored as {stored:Text}", Text=TEXT))
@then(words("the page is known by {stored:Text}", Text=TEXT))
def _(story: Story, stored: str) -> None:
    assert story.refused is None, story.refused
    assert known_by(story) == [stored]


@then(words("it was known by {stored:Text}", Text=TEXT))
def _(story: Story, stored: str) -> None:
    assert [identifier.value for identifier in story.page.former_identifiers] == [stored]


@then(words("it is refused, as the check letter should be {letter:Letter}", Letter=LETTER))
def _(story: Story, letter: str) -> None:
    assert isinstance(story.refused, WrongIdentifier), story.refused
    assert story.refused.expected == letter


@then("it is refused, as no such number")
def _(story: Story) -> None:
    assert isinstance(story.refused, WrongIdentifier), story.refused
    assert not story.refused.expected


@then("the page tells of these decisions")
def _(story: Story, datatable: list[list[str]]) -> None:
    decisions = [fact for fact in story.facts if isinstance(fact, EligibilityDecided)]
    told = [(day(on), answer) for on, answer in datatable[1:]]
    assert [(decision.on, in_words(decision)) for decision in decisions] == told


def in_words(decision: EligibilityDecided) -> str:
    """The decision as people say it."""
    if decision.eligible:
        return "eligible"
    return f"refused for {' and '.join(decision.refused_for)}"
