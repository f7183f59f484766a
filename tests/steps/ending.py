"""Steps about the end: completion, the outcome, limits on charging, and what was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytest_bdd import given, then

from ledger.decisions.standing import Deadline, DeadlineKind
from ledger.journey.commands import Command
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.facts import person as p
from ledger.journey.facts.breach import ReoffenceAlleged
from ledger.journey.stations import Closed
from ledger.journey.words import ProceedingsKind
from tests.steps.common import adult
from tests.steps.happening import Draft, happens, last_alleged, said
from tests.steps.words import Kind, one_of, words
from tests.story import ASSURANCE, INSPECTOR, SERGEANT, Story

OUTCOME = Kind(r"\d{1,2}", str)
PROCEEDINGS = one_of(
    {
        "a complaint": ProceedingsKind.COMPLAINT,
        "a judicial review": ProceedingsKind.JUDICIAL_REVIEW,
        "an appeal": ProceedingsKind.APPEAL,
    }
)
RESERVES = one_of({"reserves": True, "does not reserve": False})


@given(words("the assurance {reserves:Reserves} taking completion back", Reserves=RESERVES))
def _(draft: Draft, reserves: bool) -> None:
    draft["assurance"] = replace(ASSURANCE, allows_rescission=reserves)


@given(words("{person:Name} completed on {done:Day} a contract signed on {signed:Day}"))
def _(story: Story, draft: Draft, person: str, done: date, signed: date) -> None:
    story.ready_to_sign(signed, person=adult(person))
    story.do(story.contract(signed, **said(draft, c.ContractSigned)))
    story.do(story.completion(done))


@given(words("they did the course on {on:Day}"))
def _(story: Story, on: date) -> None:
    story.course_done(on)


@happens("the work was completed on {on:Day}", "the work is completed on {on:Day}")
@happens("the contract was completed on {on:Day}", "the contract is completed on {on:Day}")
def completion(story: Story, draft: Draft, on: date) -> Command:
    return story.completion(on, **said(draft, e.ContractCompleted))


@happens(
    "the matter was closed on {on:Day} with outcome {code:Outcome}",
    "the matter is closed on {on:Day} with outcome {code:Outcome}",
    Outcome=OUTCOME,
)
def outcome(story: Story, draft: Draft, on: date, code: str) -> Command:
    return replace(story.outcome(on, code), **said(draft, e.OutcomeRecorded))


@happens("the end of the term was noted on {on:Day}", "the end of the term is noted on {on:Day}")
def end_of_term(story: Story, on: date) -> Command:
    return e.TermEnded(journey=story.number, on=on)


@happens("completion was taken back on {on:Day}", "completion is taken back on {on:Day}")
def taking_back(story: Story, draft: Draft, on: date) -> Command:
    why: Draft = {"rationale": "The offence was serious."} | said(draft, e.CompletionRescinded)
    return e.CompletionRescinded(
        journey=story.number,
        on=on,
        allegation=last_alleged(story, ReoffenceAlleged),
        decided_by=INSPECTOR,
        **why,
    )


@happens(
    "{kind:Proceedings} was brought on {on:Day}",
    "{kind:Proceedings} is brought on {on:Day}",
    Proceedings=PROCEEDINGS,
)
def proceedings(story: Story, kind: ProceedingsKind, on: date) -> Command:
    return e.ProceedingsNotified(journey=story.number, on=on, kind=kind)


@happens(
    "{kind:Proceedings} came to an end on {on:Day}",
    "{kind:Proceedings} comes to an end on {on:Day}",
    Proceedings=PROCEEDINGS,
)
def end_of_proceedings(story: Story, kind: ProceedingsKind, on: date) -> Command:
    return e.ProceedingsConcluded(journey=story.number, on=on, kind=kind)


@happens("they died on {on:Day}", "they die on {on:Day}")
def death(story: Story, on: date) -> Command:
    return p.ParticipantDied(on=on, reported_by=SERGEANT)


@then(words("they can be charged to the end of {last_on:Day}"))
def _(story: Story, last_on: date) -> None:
    assert story.journey.charge_by == last_on


@then("they can be charged without limit")
def _(story: Story) -> None:
    assert story.journey.charge_by is None


@then(words("on {on:Day} what falls due is to charge them by {last_on:Day}"))
def _(story: Story, on: date, last_on: date) -> None:
    assert story.standing(on).deadline == Deadline(DeadlineKind.CHARGE_BY, last_on)


@then(words("on {on:Day} what falls due is the end of the contract on {last_on:Day}"))
def _(story: Story, on: date, last_on: date) -> None:
    assert story.standing(on).deadline == Deadline(DeadlineKind.TERM_ENDS, last_on)


@then(words("the matter is closed with outcome {code:Outcome}", Outcome=OUTCOME))
def _(story: Story, code: str) -> None:
    assert story.refused is None, story.refused
    assert isinstance(story.journey.station, Closed)
    assert story.journey.station.code == code


@then(words("on {on:Day} a person has to look at it"))
def _(story: Story, on: date) -> None:
    assert story.standing(on).review


@then(words("on {on:Day} nobody has to look at it"))
def _(story: Story, on: date) -> None:
    assert not story.standing(on).review
