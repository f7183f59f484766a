"""Steps about deciding on eligibility: who decides, against what, on whose authority."""

from __future__ import annotations

from datetime import date

from pytest_bdd import then, when

from ledger.journey.parts import Override
from ledger.journey.words import Rank, Role
from tests.steps.common import decide_as_advised, decided, official
from tests.steps.words import OffenceWord, words
from tests.story import Story

Office = tuple[Role, Rank]


def on_authority(office: Office, *clauses: str) -> Override:
    """An override of the clauses by a person in that office."""
    return Override(clauses=clauses, authority=official(office))


@when(words("{office:Office} decides eligibility on {on:Day}"))
def _(story: Story, office: Office, on: date) -> None:
    decide_as_advised(story, on, decided_by=official(office))


@when(
    words(
        "eligibility is decided on {on:Day} against {clauses:Codes},"
        " on the authority of {office:Office}"
    )
)
def _(story: Story, on: date, clauses: tuple[str, ...], office: Office) -> None:
    story.attempt(story.decision(on, override=on_authority(office, *clauses)))


@when(words("they are turned down on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.attempt(story.decision(on, eligible=False))


@when(words("they are turned down on {on:Day}, on the authority of {office:Office}"))
def _(story: Story, on: date, office: Office) -> None:
    story.attempt(story.decision(on, eligible=False, override=on_authority(office)))


@when(words("eligibility is decided on {on:Day}, leaving out the {offence:Offence}"))
def _(story: Story, on: date, offence: OffenceWord) -> None:
    decide_as_advised(story, on, split=(numbered(story, offence),))


@when(
    words(
        "eligibility is decided on {on:Day}, leaving out the {offence:Offence},"
        " on the authority of {office:Office}"
    )
)
def _(story: Story, on: date, offence: OffenceWord, office: Office) -> None:
    split = (numbered(story, offence),)
    decide_as_advised(story, on, split=split, override=on_authority(office))


@when(words("eligibility is decided on {on:Day}, and nobody says why"))
def _(story: Story, on: date) -> None:
    story.attempt(story.decision(on, rationale=" "))


def numbered(story: Story, offence: OffenceWord) -> int:
    """The number of the offence in the matter."""
    return [told.code for told in story.journey.offences].index(offence.code) + 1


@then(words("they are eligible against {clauses:Codes}"))
def _(story: Story, clauses: tuple[str, ...]) -> None:
    decision = decided(story)
    assert decision.refused_for == clauses
    assert decision.eligible


@then("they are refused although no clause stood in the way")
def _(story: Story) -> None:
    decision = decided(story)
    assert decision.refused_for == ()
    assert not decision.eligible


@then(words("the decision is about the {offence:Offence} alone"))
def _(story: Story, offence: OffenceWord) -> None:
    assert [told.code for told in story.journey.live_offences] == [offence.code]


@then("nothing is decided")
def _(story: Story) -> None:
    assert story.refused is not None
    assert story.journey.station.NAME == "arrested"
