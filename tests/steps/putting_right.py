"""Steps about putting right and protecting: late entries, errors, restriction, erasure, rivals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytest_bdd import given, then, when

from ledger.decisions.decide import decide
from ledger.decisions.refusals import (
    ComesTooLate,
    Erased,
    NeedsReason,
    NotCorrectable,
    WrongDay,
)
from ledger.journey.commands import Command
from ledger.journey.facts import Fact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import decision as d
from ledger.journey.facts import ending as e
from ledger.journey.facts import protection as t
from ledger.journey.words import Absence, PauseReason, RestrictionGround, Screening
from tests.steps.breaches import alleged
from tests.steps.happening import happens
from tests.steps.words import one_of, words
from tests.steps.work import extension
from tests.story import INSPECTOR, SERGEANT, Story

WHY_LATE = "The form came with the post."

ENTRIES: dict[str, type[Fact]] = {
    "the arrest": a.ArrestRecorded,
    "the decision": d.EligibilityDecided,
    "the screening": a.SafeguardingScreened,
    "the pause": c.ContractPaused,
    "the withdrawal": c.Withdrawn,
    "the finding": b.BreachConfirmed,
    "the finding of a reoffence": b.ReoffenceConfirmed,
    "the completion": e.ContractCompleted,
    "the correction": t.RecordedInError,
}
ENTRY = one_of(ENTRIES)


def line_of(story: Story, entry: type[Fact]) -> int:
    """The line of the last entry of that kind."""
    return [line for line, fact in story.page.written if isinstance(fact, entry)][-1]


Late = Callable[[Story, date], Command]
LATE: dict[str, Late] = {
    "a session that was missed": lambda story, on: c.SessionMissed(
        journey=story.number, on=on, absence=Absence.EXCUSED
    ),
    "a pause": lambda story, on: c.ContractPaused(
        journey=story.number, on=on, reason=PauseReason.ILLNESS
    ),
    "a contract": lambda story, on: story.contract(on),
    "an extension to 13 months": lambda story, on: extension(story, 13, on, True),
    "a screening without signs": lambda story, on: story.screening(on, Screening.NEGATIVE),
}


@when(words("{late:Late} of {on:Day} is told", Late=one_of(LATE)))
def _(story: Story, late: Late, on: date) -> None:
    story.attempt(late(story, on))


@when(words("{late:Late} of {on:Day} is told, and why it comes late", Late=one_of(LATE)))
def _(story: Story, late: Late, on: date) -> None:
    story.attempt(late(story, on), WHY_LATE)


@happens(
    "{entry:Entry} was recorded in error, as was seen on {on:Day}",
    "{entry:Entry} is recorded in error, as is seen on {on:Day}",
    Entry=ENTRY,
)
def error(story: Story, entry: type[Fact], on: date) -> Command:
    return t.RecordedInError(on=on, line=line_of(story, entry), decided_by=INSPECTOR)


@when(
    words(
        "{entry:Entry} is recorded in error, as is seen on {on:Day}, and why it comes late",
        Entry=ENTRY,
    )
)
def _(story: Story, entry: type[Fact], on: date) -> None:
    story.attempt(error(story, entry, on), WHY_LATE)


@happens("the page was restricted on {on:Day}", "the page is restricted on {on:Day}")
def restriction(story: Story, on: date) -> Command:
    return t.RestrictionApplied(on=on, ground=RestrictionGround.EVIDENCE, decided_by=INSPECTOR)


@happens("the restriction was lifted on {on:Day}", "the restriction is lifted on {on:Day}")
def lifting(story: Story, on: date) -> Command:
    return t.RestrictionLifted(on=on, decided_by=INSPECTOR)


@happens("the page was erased on {on:Day}", "the page is erased on {on:Day}")
def erasure(story: Story, on: date) -> Command:
    return t.PersonalDataErased(
        on=on, legal_basis="DPA 2018 s.47(1)", decided_by=INSPECTOR, agreed_by=SERGEANT
    )


@happens(
    "the participant contested {entry:Entry} on {on:Day}",
    "the participant contests {entry:Entry} on {on:Day}",
    Entry=ENTRY,
)
def contest(story: Story, entry: type[Fact], on: date) -> Command:
    return t.AccuracyContested(on=on, line=line_of(story, entry))


RIVAL = one_of({"completion": "completion", "breach": "breach"})


@pytest.fixture
def rivals() -> dict[str, Command]:
    """What two people decided at once, neither knowing of the other."""
    return {}


@given(words("completion and a breach were put forward at once on {on:Day}"))
def _(story: Story, rivals: dict[str, Command], on: date) -> None:
    rivals |= {"completion": story.completion(on), "breach": alleged(story, on, on)}
    for command in rivals.values():
        assert decide(story.page, command, story.rulebook)


@when(words("the {first:Rival} is written first", Rival=RIVAL))
def _(story: Story, rivals: dict[str, Command], first: str) -> None:
    story.do(rivals.pop(first))
    (loser,) = rivals.values()
    story.attempt(loser)


@then("it needs a reason for coming late")
def _(story: Story) -> None:
    assert isinstance(story.refused, NeedsReason), story.refused


@then("it comes too late")
def _(story: Story) -> None:
    assert isinstance(story.refused, ComesTooLate), story.refused


@then("it cannot be corrected so")
def _(story: Story) -> None:
    assert isinstance(story.refused, NotCorrectable), story.refused


@then("it is gone for good")
def _(story: Story) -> None:
    assert isinstance(story.refused, Erased), story.refused


@then("its day does not fit")
def _(story: Story) -> None:
    assert isinstance(story.refused, WrongDay), story.refused


@then(words("{entry:Entry} is still on the page", Entry=ENTRY))
def _(story: Story, entry: type[Fact]) -> None:
    assert line_of(story, entry)


@then(words("{entry:Entry} is marked as contested", Entry=ENTRY))
def _(story: Story, entry: type[Fact]) -> None:
    assert story.page.contested == {line_of(story, entry)}


@then("normal reads no longer show the page")
def _(story: Story) -> None:
    assert story.page.restricted


@then("normal reads show the page again")
def _(story: Story) -> None:
    assert story.refused is None, story.refused
    assert not story.page.restricted
