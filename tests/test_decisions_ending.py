"""Given a journey near its end, when it is completed, charged or closed, then these facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.decisions.ending import rescind_completion
from ledger.decisions.matter import Matter
from ledger.decisions.refusals import NeedsRationale, NotFound, OutcomeUnknown, OutOfTurn
from ledger.journey.commands import Command
from ledger.journey.facts import breach as b
from ledger.journey.facts import contract as c
from ledger.journey.facts import ending as e
from ledger.journey.parts import Override
from ledger.journey.stations import Returned
from ledger.journey.words import CautionKind, ReoffendingTest, ReturnReason
from tests.refusing import clauses, refusal
from tests.story import ASSURANCE, INSPECTOR, OFFICER, Story

SIGNED_ON = date(2019, 12, 10)
ON = date(2020, 3, 4)
AFTER = date(2020, 4, 11)
LAUNCHED = "checkpoint-cymru/2019-12"
PATHFINDER = "devon-cornwall-pathfinder/2018"
THAMES_VALLEY = "thames-valley-ddp/2018-12"
COURSE_ONLY = "avon-somerset-dep/2019"


def overriding(*codes: str) -> dict[str, Any]:
    override = Override(clauses=codes, authority=INSPECTOR)
    return {"override": override, "rationale": "The harm would be greater."}


def signed(edition: str = LAUNCHED, **contract: Any) -> Story:
    return Story(edition).signed(SIGNED_ON, **contract)


def told(story: Story, *commands: Command) -> Story:
    for command in commands:
        story.do(command)
    return story


def test_the_end_of_a_term_is_noted_from_the_day_after() -> None:
    story = signed()
    early = e.TermEnded(journey=1, on=date(2020, 4, 10))
    assert "2020-04-10" in refusal(OutOfTurn, story, early).sentence
    noted = replace(early, on=AFTER)
    assert story.do(noted) == (noted,)


def test_a_completion_is_recorded_by_whom_and_why() -> None:
    story = signed()
    completion = story.completion(AFTER, refused_for=("F9",))
    refusal(NeedsRationale, story, replace(completion, rationale=""))
    assert story.do(completion) == (replace(completion, refused_for=()),)


def test_a_completion_against_a_clause_is_recorded_with_who_answers_for_it() -> None:
    completion = signed().completion(ON, **overriding("F1"))
    assert signed().do(completion) == (replace(completion, refused_for=("F1",)),)


def test_a_course_that_is_the_whole_disposal_needs_no_term_and_no_conditions() -> None:
    story = Story(COURSE_ONLY).offered(SIGNED_ON).course_done(SIGNED_ON)
    assert story.do(story.completion(SIGNED_ON))


REOFFENCE = b.ReoffenceAlleged(journey=1, on=AFTER, offence_code="theft", offence_on=ON, gravity=2)
REOFFENDED = b.ReoffenceConfirmed(
    journey=1,
    on=AFTER,
    allegation=1,
    reached=ReoffendingTest.CHARGE,
    decided_by=INSPECTOR,
    rationale="It was in the term.",
)
TAKEN_BACK = e.CompletionRescinded(
    journey=1, on=AFTER, allegation=1, decided_by=INSPECTOR, rationale="It was serious."
)
RESERVED = replace(ASSURANCE, allows_rescission=True)


def completed(**contract: Any) -> Story:
    story = signed(**contract)
    story.do(story.completion(AFTER))
    return story


def test_completion_is_taken_back_by_whom_and_why() -> None:
    story = told(completed(assurance=RESERVED), REOFFENCE, REOFFENDED)
    refusal(NeedsRationale, story, replace(TAKEN_BACK, rationale=" "))
    assert story.do(TAKEN_BACK) == (TAKEN_BACK,)
    assert story.journey.station == Returned(ReturnReason.COMPLETION_RESCINDED)


@pytest.mark.parametrize("allegation", [0, 2])
def test_completion_is_not_taken_back_for_what_was_never_alleged(allegation: int) -> None:
    story = told(completed(assurance=RESERVED), REOFFENCE, REOFFENDED)
    assert clauses(story, replace(TAKEN_BACK, allegation=allegation)) == ("F12",)


def test_everything_that_keeps_completion_is_told_at_once() -> None:
    story = told(completed(), REOFFENCE)
    assert clauses(story, TAKEN_BACK) == ("F11", "F12")


def test_a_course_that_was_completed_reserved_nothing() -> None:
    story = Story(COURSE_ONLY).offered(SIGNED_ON).course_done(SIGNED_ON)
    story.completed(SIGNED_ON)
    refusal(OutOfTurn, story, TAKEN_BACK)


def test_what_was_never_completed_is_not_taken_back() -> None:
    story = completed()
    never = Matter(story.page, replace(story.journey, completed_on=None), story.rulebook)
    with pytest.raises(OutOfTurn):
        rescind_completion(never, TAKEN_BACK)


def withdrawn(edition: str = LAUNCHED) -> Story:
    back = b.ReturnedForDecision(
        journey=1, on=ON, because=ReturnReason.WITHDRAWN, returned_to=OFFICER
    )
    return told(signed(edition), c.Withdrawn(journey=1, on=ON), back)


CHARGED = e.Charged(journey=1, on=AFTER, decided_by=OFFICER)
CAUTION = e.CautionGiven(
    journey=1, on=AFTER, kind=CautionKind.SIMPLE, admitted=True, given_by=INSPECTOR
)
ASKED = e.ReferredToProsecutor(journey=1, on=AFTER, referred_by=OFFICER)
DROPPED = e.NotProsecuted(journey=1, on=AFTER, decided_by=INSPECTOR)
CONVICTED = e.Convicted(journey=1, on=AFTER, court="Caernarfon")


@pytest.mark.parametrize("asked", [(), (ASKED,)], ids=["by the police", "by the prosecutor"])
def test_a_charge_is_recorded_as_it_is_brought(asked: tuple[Command, ...]) -> None:
    story = told(withdrawn(), *asked)
    assert story.do(replace(CHARGED, refused_for=("B1",))) == (CHARGED,)


@pytest.mark.parametrize("asked", [(), (ASKED,)], ids=["by the police", "by the prosecutor"])
def test_a_charge_against_a_clause_is_recorded_with_who_answers_for_it(
    asked: tuple[Command, ...],
) -> None:
    story = told(withdrawn(PATHFINDER), *asked)
    assert clauses(story, CHARGED) == ("B7",)
    charged = replace(CHARGED, **overriding("B7"))
    assert story.do(charged) == (replace(charged, refused_for=("B7",)),)


def test_a_caution_is_recorded_on_an_admission() -> None:
    story = withdrawn(PATHFINDER)
    assert clauses(story, replace(CAUTION, admitted=False)) == ("B10",)
    assert story.do(replace(CAUTION, refused_for=("B1",))) == (CAUTION,)


def test_a_conviction_follows_a_charge_and_nothing_else() -> None:
    story = withdrawn()
    refusal(OutOfTurn, story, CONVICTED)
    story.do(CHARGED)
    assert story.do(CONVICTED) == (CONVICTED,)


@pytest.mark.parametrize("code", ["", "0", "99"])
def test_an_outcome_is_one_of_the_list(code: str) -> None:
    story = completed()
    wrong = replace(story.outcome(AFTER), code=code)
    assert refusal(OutcomeUnknown, story, wrong).pointer == "/code"


def test_an_outcome_is_recorded_and_one_against_a_clause_with_who_answers_for_it() -> None:
    story = completed()
    outcome = replace(story.outcome(AFTER, "8"), **overriding("F7"))
    assert story.do(outcome) == (replace(outcome, refused_for=("F7",)),)
    assert completed().do(story.outcome(AFTER)) == (story.outcome(AFTER),)


CHARGE, CAUTIONED, NOTHING = (CHARGED,), (CAUTION,), (DROPPED,)


@pytest.mark.parametrize(
    ("happened", "fitting"),
    [
        pytest.param(NOTHING, {"9", "10", "12", "15", "16", "21"}, id="nothing"),
        pytest.param(CHARGE, {"1", "1a"}, id="charged"),
        pytest.param(CAUTIONED, {"2", "2a", "3", "3a"}, id="cautioned"),
    ],
)
def test_an_outcome_says_what_happened(happened: tuple[Command, ...], fitting: set[str]) -> None:
    story = told(withdrawn(), *happened)
    tried = ("1", "1a", "2", "2a", "3", "3a", "5", "8", "9", "10", "12", "15", "16", "17", "21")
    allowed = {code for code in (*tried, "22") if story_takes(story, code)}
    assert allowed == fitting


def story_takes(story: Story, code: str) -> bool:
    page = story.page
    story.attempt(story.outcome(AFTER, code))
    story.page = page
    return story.refused is None


def test_a_course_whose_scheme_names_no_code_closes_as_a_diversion_and_nothing_else() -> None:
    story = Story(THAMES_VALLEY).offered(SIGNED_ON).course_done(SIGNED_ON)
    story.do(story.completion(SIGNED_ON))
    assert {code for code in ("1", "5", "8", "10", "17", "22") if story_takes(story, code)} == {
        "8",
        "22",
    }


MOVED = e.TransferredOut(journey=1, on=ON, to_force="dyfed-powys")
TAKEN = e.TransferAccepted(journey=1, on=ON, by_force="dyfed-powys")


def test_only_a_force_that_was_asked_takes_the_work_over() -> None:
    story = signed()
    assert refusal(NotFound, story, TAKEN).pointer == "/by_force"
    assert story.do(MOVED) == (MOVED,)
    refusal(NotFound, story, replace(TAKEN, by_force="gwent"))
    assert story.do(TAKEN) == (TAKEN,)


def test_a_force_asked_for_another_journey_does_not_take_this_one() -> None:
    story = told(signed(), MOVED)
    story.do(story.arrest(ON))
    refusal(NotFound, story, replace(TAKEN, journey=2))
